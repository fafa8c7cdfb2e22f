"""Documents read by several processes: the same as by one, each block once, and an end that leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from command import AUDIT, ENVIRONMENT, audit

from auditor.audit import extract, extracted_of
from auditor.commitments import Memory, Remembered, load_trained
from auditor.errors import RuleError, WorkerError
from auditor.model import Commitment, Document, Touchpoint
from auditor.resources import resources
from auditor.rules import load_rulebook
from auditor.store import open_store
from auditor.workers import make_each

BOOK = load_rulebook()
FOOTER = "<footer><p>Orders ship within 2 business days. You may return anything within 30 days.</p></footer>"


def page(number: int) -> Document:
    body = f"<title>Page {number}</title><p>Delivery of model {number} takes {number % 9 + 1} days.</p>{FOOTER}"
    return Document(f"{number:03}.html", Touchpoint.WEB, "text/html", body, "2026-11-01T10:00:00Z", f"{number:032x}")


class Noted(Remembered):
    """A memory that notes how often each block was read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: Counter[bytes] = Counter()

    def keep(self, read: Mapping[bytes, tuple[Commitment, ...]]) -> None:
        self.read.update(read.keys())
        super().keep(read)


def test_any_number_of_workers_keeps_the_same_in_the_same_order(tmp_path: Path) -> None:
    kept = {}
    for workers in (1, 3):
        with open_store(tmp_path / f"{workers}.db") as store:
            store.keep_collected(store.begin("collect", "s"), "s", [page(number) for number in range(40)])
            order = list(extract(store, BOOK, load_trained(), workers))
            kept[workers] = order, [store.blocks(one.uri) for one in order], list(store.commitments())
    assert kept[1] == kept[3]
    assert [one.uri for one in kept[3][0]] == [page(number).uri for number in range(40)]
    assert [one.topic for one in kept[3][2][:3]] == ["delivery_time", "dispatch_time", "return_window"]


def test_workers_read_no_block_twice() -> None:
    alone, shared = Noted(), Noted()
    work = partial(extracted_of, book=BOOK, trained=None)
    documents = [page(number) for number in range(30)]
    assert list(make_each(work, documents, alone, 1)) == list(make_each(work, documents, shared, 2))
    assert alone.read == shared.read
    assert set(shared.read.values()) == {1}
    assert len(shared.read) == len(documents) * 2 + 1  # a paragraph and a title each, and one footer


def test_the_command_prints_the_same_lines_with_workers(tmp_path: Path) -> None:
    site = str(resources("sample") / "site" / "products")
    one, two = (audit(tmp_path, "extract", "--format", "jsonl", "--workers", str(n), site) for n in (1, 2))
    assert (one.stderr, one.returncode) == (two.stderr, two.returncode) == ("", 0)
    assert one.stdout == two.stdout
    assert one.stdout.count("\n") > 30


def process_of(document: Document, memory: Memory) -> int:
    return os.getpid()


def test_a_few_documents_are_read_by_this_process() -> None:
    assert list(make_each(process_of, [page(1), page(2)], Remembered(), None)) == [os.getpid()] * 2
    assert os.getpid() not in set(make_each(process_of, [page(1), page(2)], Remembered(), 2))


def killed_at_two(document: Document, memory: Memory) -> str:
    if document.uri == "002.html":
        os.kill(os.getpid(), signal.SIGKILL)
    return document.uri


def test_a_worker_that_is_killed_is_told_with_its_document() -> None:
    sentence = (
        r"^the process that read 002\.html was ended by SIGKILL \(often because memory ran out\); .* --workers 1\.$"
    )
    with pytest.raises(WorkerError, match=sentence):
        list(make_each(killed_at_two, [page(number) for number in range(5)], Remembered(), 2))


def at_fault(document: Document, memory: Memory) -> None:
    raise RuleError(f"{document.uri}: at fault")


def test_an_error_for_the_user_comes_through_as_it_is() -> None:
    with pytest.raises(RuleError, match=r"^001\.html: at fault$"):
        list(make_each(at_fault, [page(1)], Remembered(), 2))


def test_a_bug_in_a_worker_is_no_error_for_the_user(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match=r"^the process that read 001\.html has ended with exit code 1$"):
        list(make_each(buggy, [page(1)], Remembered(), 2))
    assert "ZeroDivisionError" in capfd.readouterr().err


def buggy(document: Document, memory: Memory) -> float:
    return 1 / 0


def test_ctrl_c_ends_the_workers_too(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / page(number).uri).write_text(page(number).body)
    command = [*AUDIT, "extract", "--format", "jsonl", "--workers", "2", str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
        assert process.returncode == 130
        assert said == "\naudit: interrupted. What was collected is kept; the same command goes on from there.\n"
    until = time.monotonic() + 20
    while is_alive(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(process.pid)


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
