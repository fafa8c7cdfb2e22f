from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model import (
    Clock,
    Commitment,
    Discovered,
    Document,
    Duration,
    Judgement,
    NotChecked,
    Origin,
    Scope,
    Skipped,
    Strength,
    Touchpoint,
    Unit,
)
from auditor.readings import pack
from auditor.results import Checked
from auditor.store import open_store


def page(uri: str, body: str = "<p>Delivery takes 3 days.</p>", content_hash: str = "aa") -> Document:
    return Document(uri, Touchpoint.WEB, "text/html", body, "2026-11-01T10:00:00+00:00", content_hash, "en")


def test_documents_come_back_as_they_were_kept(tmp_path: Path) -> None:
    odd = page("https://shop.example/ü", "Größe \ud83d 3 days \x00")
    with open_store(tmp_path / "audit.db") as store:
        store.keep_collected(store.begin("crawl", "s"), "s", [page("https://shop.example/b"), odd])
    with open_store(tmp_path / "audit.db", create=False) as store:
        assert list(store.documents()) == [page("https://shop.example/b"), odd]
        assert store.count_documents() == {"web": 2}


def test_a_document_is_read_again_only_when_it_or_the_rules_change(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        run = store.begin("crawl", "s")
        store.keep_collected(run, "s", [page("a"), page("b")])
        store.keep_extracted("rules-1", [pack("a", (), ())])
        assert [d.uri for d in store.documents("rules-1")] == ["b"]
        store.keep_extracted("rules-1", [pack("b", (), ())])
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a"), page("b", "changed", "bb")])
        assert [d.uri for d in store.documents("rules-1")] == ["b"]
        assert [d.uri for d in store.documents("rules-2")] == ["a", "b"]


def test_a_frontier_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        run = store.begin("crawl", "s")
        store.keep_collected(run, "s", [Discovered("a"), Discovered("b", 1, "a")], done=["a"])
    with open_store(tmp_path / "audit.db") as store:
        assert store.unfinished("crawl", "s") == run
        assert store.frontier("s") == (frozenset({"a"}), (Discovered("b", 1, "a"),))
        store.finish(run)
        assert store.unfinished("crawl", "s") is None


def test_what_a_finished_run_did_not_meet_again_is_forgotten(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        first = store.begin("crawl", "s")
        store.keep_collected(first, "s", [page("a"), page("gone"), Skipped("broken", "404 Not Found")])
        store.keep_collected(store.begin("collect", "files"), "files", [page("script.md")])
        second = store.begin("crawl", "s")
        store.keep_collected(second, "s", [page("a")])
        assert store.forget_unseen(second, "s") == 1
        assert [d.uri for d in store.documents()] == ["a", "script.md"]
        assert store.skipped() == ()


def test_a_page_that_could_not_be_read_this_time_stays_unless_it_is_gone(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a"), page("busy"), page("gone")])
        second = store.begin("crawl", "s")
        items = [page("a"), Skipped("busy", "HTTP status 503"), Skipped("gone", "HTTP status 404")]
        store.keep_collected(second, "s", items)
        assert store.forget_unseen(second, "s") == 1
        assert [d.uri for d in store.documents()] == ["a", "busy"]


def test_a_run_that_ended_at_its_page_limit_forgets_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a"), page("b")])
        second = store.begin("crawl", "s")
        limit = Skipped("s", "page limit reached: 1 pages read, 1 more URLs known", "raise --max-pages")
        store.keep_collected(second, "s", [page("a"), limit])
        assert store.forget_unseen(second, "s") == 0
        assert [d.uri for d in store.documents()] == ["a", "b"]


def test_a_page_that_could_be_read_after_all_is_no_longer_skipped(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        run = store.begin("crawl", "s")
        store.keep_collected(run, "s", [Skipped("a", "timeout", "try again")])
        assert store.skipped() == (Skipped("a", "timeout", "try again"),)
        store.keep_collected(run, "s", [page("a")])
        assert store.skipped() == ()


def commitment(uri: str) -> Commitment:
    return Commitment(
        uri,
        Touchpoint.WEB,
        Origin.TEXT,
        "delivery_time",
        Duration(3, 3, Unit.DAY),
        Strength.FIRM,
        Scope(),
        Clock(),
        "3 days",
        15,
        21,
        (),
        0.9,
        "Delivery takes 3 days.",
        "p",
    )


def test_a_page_with_two_addresses_speaks_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        run = store.begin("crawl", "crawl:s")
        store.keep_collected(
            run, "crawl:s", [page("https://s/index.html"), page("https://s/"), page("https://s/x", "y", "bb")]
        )
        store.keep_collected(store.begin("collect", "collect:f"), "collect:f", [page("a/copy.md"), page("b/copy.md")])
        for document in list(store.documents()):
            store.keep_extracted("rules", [pack(document.uri, (), (commitment(document.uri),))])
        assert [c.document for c in store.commitments()] == ["a/copy.md", "b/copy.md", "https://s/", "https://s/x"]
        assert sum(store.count_documents().values()) == 5


def test_results_are_kept_run_by_run(tmp_path: Path) -> None:
    first = Checked("basis-1", (), (), (NotChecked("contradiction", "first"),))
    second = Checked("basis-2", (), (), ())
    with open_store(tmp_path / "audit.db") as store:
        assert (store.checked(), store.judgement()) == (None, None)
        check, look = store.begin("check"), store.begin("look")
        store.keep_result(check, first)
        store.keep_result(look, second)
        store.keep_result(store.begin("measure"), Judgement(incomplete=True))
        assert store.checked() == second
        assert store.checked(recorded=True) == first
        assert store.checked(until=check) == first
        assert store.judgement() == Judgement(incomplete=True)
        assert [(run.kind, run.outcome) for run in store.runs()] == [
            (k, "complete") for k in ("check", "look", "measure")
        ]


def test_the_basis_changes_with_documents_and_rules_and_nothing_else(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a")])
        basis = store.basis("rules")
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a")])
        assert store.basis("rules") == basis
        assert store.basis("other rules") != basis
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a", content_hash="bb")])
        assert store.basis("rules") != basis


def test_a_missing_file_says_which_command_makes_one(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match="no audit file here; `audit crawl URL`"),
        open_store(tmp_path / "none.db", create=False),
    ):
        pass


def test_what_is_not_read_is_counted_by_language_over_the_documents_that_are_there(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a"), page("b")])
        store.unread().keep("a", {"de": 3, "fr": 9})
        for uri in ("a", "b", "gone"):
            store.unread().keep(uri, {"de": 2, "nl": 1})
        assert store.unread().found() == (("de", 4, 2), ("nl", 2, 2))


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_older_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    path = tmp_path / "audit.db"
    with open_store(path) as store:
        store.keep_collected(store.begin("crawl", "s"), "s", [page("a")])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE about SET value = ? WHERE key = 'schema_version'", (str(version),))
        for table in ("readings", "unread")[version - 1 :]:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE documents DROP COLUMN remarks")
    connection.close()
    with open_store(path) as store:
        assert store.unread().found() == ()
        assert store.readings("1").known([b"k"]) == {}
        assert list(store.documents()) == [page("a")]
        assert list(store.remarks()) == []


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    with open_store(path):
        pass
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE about SET value = '99' WHERE key = 'schema_version'")
    connection.close()
    with pytest.raises(StoreError, match="written by a newer version of audit \\(schema 99"), open_store(path):
        pass


@pytest.mark.parametrize("content", [b"hello, I am no database at all, but long enough to be looked at " * 20])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "audit.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not an audit file"), open_store(path):
        pass
    assert path.read_bytes() == content


def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="a database, but not an audit file"), open_store(path):
        pass


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"), open_store(tmp_path):
        pass


_FILL = """
import sys
from pathlib import Path
from auditor.model import Document, Touchpoint
from auditor.store import open_store
with open_store(Path(sys.argv[1])) as store:
    run = store.begin("crawl", "s")
    for number in range(int(sys.argv[2])):
        body = "".join(chr(97 + (number * 7919 + i * i) % 26) for i in range(20000))
        document = Document(f"page-{number:04}", Touchpoint.WEB, "text/html", body, "", str(number))
        store.keep_collected(run, "s", [document])
        print(number, flush=True)
"""


def test_a_full_disk_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    path = tmp_path / "audit.db"
    done = subprocess.run(
        [sys.executable, "-c", _FILL, str(path), "300"],
        capture_output=True,
        text=True,
        preexec_fn=small_disk,
        check=False,
    )
    assert "StoreError" in done.stderr
    assert "no room left on the disk" in done.stderr
    kept = len(done.stdout.split())
    assert kept > 5
    with open_store(path, create=False) as store:
        assert [d.uri for d in store.documents()] == [f"page-{number:04}" for number in range(kept)]


def test_a_killed_process_loses_nothing_that_it_had_handed_over(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    with subprocess.Popen(
        [sys.executable, "-c", _FILL, str(path), "5000"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        last = 0
        for line in process.stdout:
            last = int(line)
            if last >= 40:
                os.kill(process.pid, signal.SIGKILL)
                break
    with open_store(path) as store:
        uris = [d.uri for d in store.documents()]
        assert uris[: last + 1] == [f"page-{number:04}" for number in range(last + 1)]
        run = store.unfinished("crawl", "s")
        assert run == 1
