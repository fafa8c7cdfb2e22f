"""What was read before: taken from memory on other pages and in later runs, read again by another version."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from auditor.audit import extract
from auditor.blocks import find_blocks
from auditor.commitments import Trained, candidates_of, find_commitments, load_trained, version, version_of
from auditor.commitments.decisions import Settings
from auditor.commitments.encoder import load_encoder
from auditor.commitments.passages import find_passages
from auditor.model import Commitment, Document, Touchpoint
from auditor.rules import load_rulebook
from auditor.store import open_store
from auditor.wording import say

BOOK = load_rulebook()
FOOTER = "<footer><p>Orders ship within 2 business days.</p></footer>"


def page(uri: str, sentence: str, content_hash: str = "aa") -> Document:
    body = f"<title>Help</title><p>{sentence}</p>{FOOTER}"
    return Document(uri, Touchpoint.WEB, "text/html", body, "2026-11-01T10:00:00Z", content_hash)


def run(path: Path, *pages: Document, trained: Trained | None = None) -> dict[str, list[str]]:
    """Collect pages and read what is new: document → what it promises."""
    with open_store(path) as store:
        store.keep_collected(store.begin("collect", "s"), "s", pages)
        read = [one.uri for one in extract(store, BOOK, trained)]
        said: dict[str, list[str]] = {uri: [] for uri in read}
        for one in store.commitments():
            if one.document in said:
                said[one.document].append(f"{one.topic} {say(one.value)}")
        return said


def read_as_a_year(path: Path) -> None:
    """Let what is kept of single blocks say something else than they do, to tell it from what is read."""
    with closing(sqlite3.connect(path)) as db, db:
        for key, kept in db.execute("SELECT key, commitments FROM readings").fetchall():
            told = [msgspec.structs.replace(one, value=msgspec.structs.replace(one.value, low=None, high=365))
                    for one in msgspec.msgpack.decode(kept, type=tuple[Commitment, ...])]  # fmt: skip
            db.execute("UPDATE readings SET commitments = ? WHERE key = ?", (msgspec.msgpack.encode(told), key))


def test_a_block_is_not_read_again_on_another_page_in_a_later_run(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    assert run(path, page("a", "Delivery takes 3 days.")) == {
        "a": ["delivery_time 3 days", "dispatch_time up to 2 business days"]
    }
    read_as_a_year(path)
    assert run(path, page("b", "Delivery takes 4 days.")) == {
        "b": ["delivery_time 4 days", "dispatch_time up to 365 business days"]
    }
    assert run(path, page("a", "Delivery takes 4 days.", "bb")) == {
        "a": ["delivery_time 4 days", "dispatch_time up to 365 business days"]
    }


@pytest.mark.parametrize("changed", ["program", "model"])
def test_another_version_reads_everything_again(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, before = tmp_path / "audit.db", load_trained()
    first = run(path, page("a", "Delivery takes 3 days."), trained=before)
    read_as_a_year(path)
    after = before
    if changed == "program":
        monkeypatch.setattr(version, "_program", lambda: "9.9")
    else:
        after = load_trained(unsure_below=0.01)
    assert version_of(BOOK, before if changed == "model" else None) != version_of(BOOK, after)
    assert run(path, trained=after) == first


def test_the_version_tells_models_apart_by_what_they_are(tmp_path: Path) -> None:
    shipped = load_trained()
    copied = Trained(Path(shutil.copytree(shipped.folder, tmp_path / "copy")), shipped.settings)
    other = Trained(Path(shutil.copytree(shipped.folder, tmp_path / "other")), shipped.settings)
    with (other.folder / "linear.npz").open("ab") as file:
        file.write(b"\0")
    assert version_of(BOOK, copied) == version_of(BOOK, shipped)
    assert len({version_of(BOOK, one) for one in (shipped, other, None)}) == 3


def test_the_version_needs_no_model_in_memory(tmp_path: Path) -> None:
    nothing = Trained(
        tmp_path, Settings("test", 1.0, 1.0, 1.0, settled_at=0.5, price_at=0.5, unsure_below=0.5, scope={})
    )
    (tmp_path / "linear.npz").write_bytes(b"no model")
    assert version_of(BOOK, nothing) != version_of(BOOK, None)


def test_a_passage_scores_the_same_beside_any_others() -> None:
    text = "Delivery takes 3 days. Returns are free for 30 days. We answer within 4 hours, and solve it in 2 days."
    blocks = find_blocks(Document("a.txt", Touchpoint.WEB, "text/plain", text, "2026-11-01T10:00:00Z", "aa"))
    passages = list(find_passages([one for one, _ in candidates_of(blocks, BOOK)]))
    folder = load_trained().folder
    together = list(load_encoder(folder).answers(passages))
    encoder = load_encoder(folder)
    apart = [next(encoder.answers([one])) for one in reversed(passages)]
    assert len(passages) == 3
    assert [one.scores.tolist() for one in together] == [one.scores.tolist() for one in reversed(apart)]
    assert [one.choices.tolist() for one in together] == [one.choices.tolist() for one in reversed(apart)]


def test_a_page_of_one_huge_block_keeps_every_sentence() -> None:
    text = " ".join(f"Delivery by courier takes {n % 7 + 1} days." for n in range(800))
    blocks = find_blocks(Document("a.txt", Touchpoint.WEB, "text/plain", text, "2026-11-01T10:00:00Z", "aa"))
    found = list(find_commitments(blocks, BOOK))
    assert len(blocks) == 1
    assert [one.quote for one in found] == [f"{n % 7 + 1} days" for n in range(800)]


def test_a_sentence_under_the_same_heads_is_put_to_the_encoder_once() -> None:
    box = "<h2>Delivery</h2><p>Anything else arrives in 3 days, or in 5.</p>"
    documents = [
        Document(f"{n}.html", Touchpoint.PRODUCT, "text/html", f"<p>Model {n}</p>{box}", "2026-11-01T10:00:00Z", "aa")
        for n in range(3)
    ]
    passages = [
        passage
        for document in documents
        for passage in find_passages([one for one, _ in candidates_of(find_blocks(document), BOOK)])
        if "arrives" in passage.text
    ]
    encoder = load_trained().encoder
    first, second, third = encoder.answers(passages)
    assert first is second is third
    (other,) = encoder.answers([msgspec.structs.replace(passages[0], context="Returns")])
    assert other is not first
