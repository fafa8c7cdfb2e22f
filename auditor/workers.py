"""Documents to what is made of each, in their order, by this process or by several that share its memory.

A worker asks this process for the blocks that it does not know, and waits for those that another one is reading just
then: no block is read twice. It waits only for workers that have asked before it, so that none waits for ever.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from auditor.commitments import Memory, Remembered
from auditor.errors import AuditorError, WorkerError
from auditor.model import Commitment, Document

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_Made = TypeVar("_Made")
Work = Callable[..., _Made]

# Where fewer documents wait, this process is done with them before others have started (docs/extraction.md).
FEW = 100
_MOST = 8
# How many documents the workers may be ahead of the oldest that is not finished, each.
_AHEAD = 16


def make_each(
    work: Work[_Made], documents: Iterable[Document], memory: Memory, workers: int | None = 1
) -> Iterator[_Made]:
    """What `work(document, memory=…)` makes of each document, in their order, the same for any number of `workers`.

    With None there is one for each processor where there are many documents. More than one are processes of their own,
    so `work` and what it makes have to be picklable. Raises what `work` raises, and WorkerError where one is killed.
    """
    if workers is None:
        rest = iter(documents)
        first = list(islice(rest, FEW))
        documents = chain(first, rest)
        workers = min(_MOST, _processors()) if len(first) == FEW else 1
    if workers == 1:
        return (work(document, memory=memory) for document in documents)
    return _spread(work, documents, memory, workers)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# ── this process ─────────────────────────────────────────────────────────────────────────────────────────────


class _Worker:
    """A process, the connection to it, and the document that it is at with its number."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.number = -1
        self.document: Document | None = None


class _Desk:
    """Where workers ask what is known of blocks: what nobody knows or reads yet is theirs to read."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._being_read: set[bytes] = set()
        self._waiting: list[tuple[Connection, tuple[bytes, ...], frozenset[bytes]]] = []

    def answer(self, connection: Connection, keys: tuple[bytes, ...]) -> None:
        """Send what is known of the blocks, or later, when those that others are reading are known too."""
        known = self._memory.known(keys)
        awaited = frozenset(key for key in keys if key not in known and key in self._being_read)
        self._being_read.update(key for key in keys if key not in known)
        if awaited:
            self._waiting.append((connection, (*known, *awaited), awaited))
        else:
            connection.send(known)

    def keep(self, read: dict[bytes, tuple[Commitment, ...]]) -> None:
        """Keep what a worker has read, and answer those that have waited for it."""
        self._memory.keep(read)
        self._being_read.difference_update(read)
        waiting, self._waiting = self._waiting, []
        for connection, keys, awaited in waiting:
            if awaited.isdisjoint(self._being_read):
                connection.send(self._memory.known(keys))
            else:
                self._waiting.append((connection, keys, awaited))


def _spread(work: Work[_Made], documents: Iterable[Document], memory: Memory, count: int) -> Iterator[_Made]:
    from multiprocessing.connection import wait

    desk, numbered = _Desk(memory), enumerate(documents)
    made: dict[int, _Made] = {}
    oldest = given = 0
    with _started(work, count) as workers:
        idle: list[_Worker] = []
        busy = {worker.connection: worker for worker in workers}
        while busy:
            for worker in [busy[one] for one in wait(list(busy)) if one in busy]:
                message = _received(worker)
                if isinstance(message, _Asks):
                    desk.answer(worker.connection, message.keys)
                elif isinstance(message, _Read):
                    desk.keep(message.kept)
                else:
                    idle.append(busy.pop(worker.connection))
                    if worker.document is not None:
                        made[worker.number] = message.outcome()
            while oldest in made:
                yield made.pop(oldest)
                oldest += 1
            while idle and given < oldest + _AHEAD * count and (item := next(numbered, None)):
                worker = idle.pop()
                worker.number, worker.document = item
                worker.connection.send(worker.document)
                busy[worker.connection] = worker
                given += 1


def _received(worker: _Worker) -> _Asks | _Read | _Done:
    try:
        message: _Asks | _Read | _Done = worker.connection.recv()
        return message
    except (EOFError, ConnectionResetError):
        worker.process.join()
    code = worker.process.exitcode or 0
    what = f"the process that read {worker.document.uri}" if worker.document else "a process that was to read documents"
    if code >= 0:  # a bug, whose traceback that process has printed
        raise RuntimeError(f"{what} has ended with exit code {code}")
    raise WorkerError(
        f"{what} was ended by {signal.Signals(-code).name} (often because memory ran out); what had been read is kept: "
        "run the command again with --workers 1."
    )


@contextmanager
def _started(work: Work[Any], count: int) -> Iterator[list[_Worker]]:
    """The workers, which end with the block; Ctrl-C, which reaches every process of a terminal, ends only this one."""
    from multiprocessing import get_context, resource_tracker

    # Not forked: this process may have threads, and libraries that do not expect to be in two processes.
    context = get_context("spawn")
    workers: list[_Worker] = []
    resource_tracker.ensure_running()  # by itself it does so with the first worker, and lets the signal through again
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(work, there), daemon=True)
            process.start()
            there.close()
            workers.append(_Worker(process, here))
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        yield workers
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        for worker in workers:
            worker.process.terminate()
            worker.process.join()
            worker.connection.close()


# ── a worker, and what it says ───────────────────────────────────────────────────────────────────────────────


class _Asks(Struct, frozen=True):
    """What is known of these blocks? What is not, this worker will read."""

    keys: tuple[bytes, ...]


class _Read(Struct, frozen=True):
    """What the worker has read of blocks."""

    kept: dict[bytes, tuple[Commitment, ...]]


class _Done(Struct, frozen=True):
    """The worker is ready for a document, and this was made of the last one, or the reason why it could not be."""

    made: Any = None
    error: AuditorError | None = None

    def outcome(self) -> Any:
        """What was made, or raises why it was not."""
        if self.error is not None:
            raise self.error
        return self.made


class _Shared:
    """The memory of the process that a worker serves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, keys: Iterable[bytes]) -> dict[bytes, tuple[Commitment, ...]]:
        """What any worker has read of the blocks."""
        self._connection.send(_Asks(tuple(keys)))
        known: dict[bytes, tuple[Commitment, ...]] = self._connection.recv()
        return known

    def keep(self, read: Any) -> None:
        """Tell what was read."""
        self._connection.send(_Read(dict(read)))


def _serve(work: Work[Any], connection: Connection) -> None:
    """Work on one document after the other until the process that sends them ends."""
    memory = Remembered(_Shared(connection))
    done = _Done()
    try:
        while True:
            connection.send(done)
            document = connection.recv()
            try:
                done = _Done(work(document, memory=memory))
            except AuditorError as error:
                done = _Done(error=error)
    except (EOFError, ConnectionError):
        return
