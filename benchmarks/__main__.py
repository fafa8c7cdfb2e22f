"""Prints every performance figure: start-up, the demo, extraction against spaCy's full pipeline in one run.

Wall times depend on the machine; the ratios are from one interleaved run and are what to quote. Names of figures as
arguments print only those.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.consistency import consistency
from benchmarks.extraction import AUDIT, dense_pages, one_page, whole_site
from benchmarks.false_alarms import false_alarms
from benchmarks.promises import promises


def wall(command: list[str], folder: str | None = None) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def start_up() -> None:
    seconds = statistics.median(wall([str(AUDIT), "--help"]) for _ in range(10))
    print(f"audit --help: {seconds:.2f} s (median of 10)")


def demo() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(f"audit demo: {wall([str(AUDIT), '-q', 'demo'], folder):.1f} s")


FIGURES = {
    one.__name__: one
    for one in (start_up, one_page, demo, dense_pages, whole_site, promises, false_alarms, consistency)
}

if __name__ == "__main__":
    for name in sys.argv[1:] or FIGURES:
        FIGURES[name]()
