"""The audit file: one SQLite database that keeps what every step of the line has yielded, run by run.

Documents are kept as fetched, blocks and commitments with the digest of the rules that read them, so any step can
be run again from the step before it. Every write is a short transaction in WAL mode: a process that is killed at
any moment loses at most what it had not handed over yet.
"""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from auditor.database import connect, inflated, packed, reading, unpacked, writing
from auditor.errors import StoreError
from auditor.model import (
    Block,
    Commitment,
    Discovered,
    Document,
    Judgement,
    Recorded,
    Remark,
    Skipped,
    Touchpoint,
)
from auditor.readings import Extracted, Readings
from auditor.recorded import find_recorded
from auditor.results import Checked, Run
from auditor.unread import Unread

# How crawlers word what the audit file has to tell apart (crawlers/answers.py, crawlers/frontier.py).
_GONE = ("HTTP status 404", "HTTP status 410")
# What documents say: a page that a site has under several addresses says it under the first.
_SPEAKING = (
    "SELECT {0} FROM documents AS one WHERE {0} IS NOT NULL{1} AND NOT EXISTS ("
    "SELECT 1 FROM documents AS twin WHERE twin.source = one.source AND twin.content_hash = one.content_hash "
    "AND twin.uri < one.uri AND one.source LIKE 'crawl:%') ORDER BY uri"
)
_LIMIT = "page limit reached"

_Result = TypeVar("_Result")


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


class Store:
    """The open audit file. Use `open_store`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

    def _write(self) -> AbstractContextManager[sqlite3.Connection]:
        return writing(self.path, self._db)

    def _read(self, query: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        return reading(self.path, self._db, query, parameters)

    # runs

    def begin(self, kind: str, source: str = "") -> int:
        """The id of a new run."""
        with self._write() as db:
            cursor = db.execute("INSERT INTO runs (kind, source, started_at) VALUES (?, ?, ?)", (kind, source, _now()))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def finish(self, run: int, outcome: str = "complete") -> None:
        """Mark a run as ended."""
        with self._write() as db:
            db.execute("UPDATE runs SET finished_at = ?, outcome = ? WHERE id = ?", (_now(), outcome, run))

    def runs(self) -> tuple[Run, ...]:
        """All runs, the oldest first."""
        rows = self._read("SELECT id, kind, source, started_at, finished_at, outcome FROM runs ORDER BY id")
        return tuple(Run(*row) for row in rows)

    # collecting

    def unfinished(self, kind: str, source: str) -> int | None:
        """The newest run of this kind and source, if it was cut off; None otherwise."""
        query = "SELECT id, outcome FROM runs WHERE kind = ? AND source = ? ORDER BY id DESC"
        newest = next(self._read(query, (kind, source)), None)
        return newest[0] if newest and newest[1] in (None, "interrupted") else None

    def restart_frontier(self, source: str) -> None:
        """Forget the frontier of a crawl that is finished."""
        with self._write() as db:
            db.execute("DELETE FROM frontier WHERE source = ?", (source,))

    def frontier(self, source: str) -> tuple[frozenset[str], tuple[Discovered, ...]]:
        """The URLs that a crawl is done with, and those it knows and has not fetched yet."""
        query = "SELECT uri, depth, found_on, done FROM frontier WHERE source = ? ORDER BY uri"
        rows = tuple(self._read(query, (source,)))
        return (
            frozenset(uri for uri, _, _, done in rows if done),
            tuple(Discovered(uri, depth, found_on) for uri, depth, found_on, done in rows if not done),
        )

    def keep_collected(
        self, run: int, source: str, items: Iterable[Document | Skipped | Discovered], done: Iterable[str] = ()
    ) -> None:
        """Keep what a source has yielded, in one transaction; `done` are frontier URLs that need no fetch any more."""
        with self._write() as db:
            for item in items:
                match item:
                    case Document():
                        self._keep_document(db, run, source, item)
                    case Skipped():
                        db.execute(
                            "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?, ?)",
                            (source, item.uri, item.reason, item.remedy, run),
                        )
                    case Discovered():
                        db.execute(
                            "INSERT OR IGNORE INTO frontier (source, uri, depth, found_on) VALUES (?, ?, ?, ?)",
                            (source, item.uri, item.depth, item.found_on),
                        )
            db.executemany(
                "INSERT INTO frontier (source, uri, depth, done) VALUES (?, ?, 0, 1) "
                "ON CONFLICT (source, uri) DO UPDATE SET done = 1",
                [(source, uri) for uri in done],
            )

    @staticmethod
    def _keep_document(db: sqlite3.Connection, run: int, source: str, document: Document) -> None:
        """Insert or replace; blocks and commitments of unchanged content stay."""
        db.execute(
            "INSERT INTO documents (source, uri, touchpoint, media_type, locale, fetched_at, content_hash, body, run) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uri) DO UPDATE SET "
            "digest = CASE WHEN content_hash = excluded.content_hash AND touchpoint = excluded.touchpoint "
            "AND media_type = excluded.media_type AND locale IS excluded.locale THEN digest END, "
            "touchpoint = excluded.touchpoint, media_type = excluded.media_type, locale = excluded.locale, "
            "fetched_at = excluded.fetched_at, content_hash = excluded.content_hash, body = excluded.body, "
            "source = excluded.source, run = excluded.run",
            (
                source,
                document.uri,
                document.touchpoint,
                document.media_type,
                document.locale,
                document.fetched_at,
                document.content_hash,
                zlib.compress(document.body.encode("utf-8", "surrogatepass"), 6),
                run,
            ),
        )
        db.execute("DELETE FROM skipped WHERE source = ? AND uri = ?", (source, document.uri))

    def forget_unseen(self, run: int, source: str) -> int:
        """Drop the documents and skips of `source` that its finished run did not meet again; how many documents.

        A page that was not read this time stays, unless it is gone; a run that ended at its page limit forgets nothing.
        """
        unread = "SELECT uri FROM skipped WHERE source = ?1 AND run = ?2 AND reason"
        if next(self._read(f"{unread} LIKE ?3", (source, run, f"{_LIMIT}%")), None):
            return 0
        dropped = f"DELETE FROM documents WHERE source = ?1 AND run < ?2 AND uri NOT IN ({unread} NOT IN (?3, ?4))"
        with self._write() as db:
            gone = db.execute(dropped, (source, run, *_GONE)).rowcount
            db.execute("DELETE FROM skipped WHERE source = ? AND run < ?", (source, run))
        return gone

    def documents(self, digest: str | None = None) -> Iterator[Document]:
        """All documents, or those that the rules with this digest have not read yet."""
        columns = "uri, touchpoint, media_type, body, fetched_at, content_hash, locale"
        unread = "SELECT id FROM documents WHERE ?1 IS NULL OR digest IS NOT ?1 ORDER BY uri"
        for (identity,) in tuple(self._read(unread, (digest,))):
            row = next(self._read(f"SELECT {columns} FROM documents WHERE id = ?", (identity,)))
            body = inflated(self.path, row[3]).decode("utf-8", "surrogatepass")
            yield Document(row[0], Touchpoint(row[1]), row[2], body, row[4], row[5], row[6])

    def count_documents(self) -> dict[str, int]:
        """The number of documents by touchpoint, sorted by name."""
        return dict(self._read("SELECT touchpoint, count(*) FROM documents GROUP BY 1 ORDER BY 1"))

    def skipped(self, source: str | None = None) -> tuple[Skipped, ...]:
        """What could not be read, of one source or of all."""
        query = "SELECT uri, reason, remedy FROM skipped WHERE ?1 IS NULL OR source = ?1 ORDER BY uri, reason"
        return tuple(Skipped(*row) for row in self._read(query, (source,)))

    # extracting

    def keep_extracted(self, version: str, extracted: Iterable[Extracted], readings: Readings | None = None) -> None:
        """Keep what this version has read in documents, and in single blocks (`readings`), in one transaction."""
        extracted = tuple(extracted)
        with self._write() as db:
            for one in extracted:
                Unread.write(db, one.uri, one.unread)
            db.executemany(
                "UPDATE documents SET digest = ?, blocks = ?, commitments = ?, remarks = ? WHERE uri = ?",
                [(version, one.blocks, one.commitments, one.remarks, one.uri) for one in extracted],
            )
            if readings is not None:
                readings.write(db)

    def readings(self, version: str) -> Readings:
        """What was read of single blocks by this version of rules and model; of others nothing is kept any longer."""
        return Readings(self.path, self._db, version)

    def unread(self) -> Unread:
        """What is not read of the documents."""
        return Unread(self.path, self._db)

    def blocks(self, uri: str) -> tuple[Block, ...]:
        """The blocks of one document; empty where it is unknown or not yet read."""
        row = next(self._read("SELECT blocks FROM documents WHERE uri = ?", (uri,)), None)
        return unpacked(self.path, row[0], tuple[Block, ...]) if row and row[0] else ()

    def commitments(self, uri: str | None = None) -> Iterator[Commitment]:
        """The commitments of all documents, or of one, by document and place.

        A page that a site has under several addresses (`/` and `/index.html`) speaks once, under the first of them.
        """
        chosen = " AND uri = ?" if uri else ""
        for (commitments,) in self._read(_SPEAKING.format("commitments", chosen), (uri,) if uri else ()):
            yield from unpacked(self.path, commitments, tuple[Commitment, ...])

    def remarks(self) -> Iterator[Remark]:
        """The remarks of all documents, as `commitments` does it."""
        for (remarks,) in self._read(_SPEAKING.format("remarks", "")):
            yield from unpacked(self.path, remarks, tuple[Remark, ...])

    def as_of(self) -> str:
        """The day, as an ISO date in UTC, on which the newest document was read; "" where there is none."""
        newest = next(self._read("SELECT max(fetched_at) FROM documents"))[0]
        return newest[:10] if newest else ""

    # results

    def basis(self, digest: str) -> str:
        """A hash of the rules' digest and of every document as it is now: equal where a check would find the same."""
        state = hashlib.blake2b(digest.encode(), digest_size=16)
        for row in self._read("SELECT uri, content_hash, touchpoint FROM documents ORDER BY uri"):
            state.update("\0".join(row).encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    def keep_result(self, run: int, result: Checked | Judgement) -> None:
        """Keep what a check or a measurement has yielded; the run is finished with it."""
        with self._write() as db:
            db.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (run, packed(result)))
            db.execute("UPDATE runs SET finished_at = ?, outcome = 'complete' WHERE id = ?", (_now(), run))

    def checked(self, until: int | None = None, *, recorded: bool = False) -> Checked | None:
        """The newest check up to run `until`, or the newest recorded one; None where there is none."""
        return self._result(("check",) if recorded else ("check", "look"), Checked, until)

    def recorded(self, before: int, days: int) -> Iterator[Recorded]:
        """What the checks recorded in so many days up to run `before` found promised, the oldest first, without it."""
        return find_recorded(self.path, self._db, before, days)

    def judgement(self, until: int | None = None) -> Judgement | None:
        """The newest measurement up to run `until`; None where there is none."""
        return self._result(("measure",), Judgement, until)

    def _result(self, kinds: tuple[str, ...], model: type[_Result], until: int | None) -> _Result | None:
        query = (
            "SELECT body FROM results JOIN runs ON runs.id = run "
            f"WHERE kind IN ({', '.join('?' * len(kinds))}) AND run <= ? ORDER BY run DESC LIMIT 1"
        )
        row = next(self._read(query, (*kinds, until or 2**62)), None)
        return unpacked(self.path, row[0], model) if row else None


@contextmanager
def open_store(path: Path, *, create: bool = True) -> Iterator[Store]:
    """The audit file at `path`, made where it is missing and `create` is set; StoreError where it cannot be used."""
    if not create and not path.exists():
        raise StoreError(f"{path}: no audit file here; `audit crawl URL` or `audit collect PATH` makes one.")
    connection = connect(path)
    try:
        yield Store(path, connection)
    finally:
        connection.close()
