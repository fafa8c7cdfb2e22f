"""The crawling process: a Job on standard input, results as frames on standard output, faults on standard error.

A process of its own because Twisted's reactor cannot be started twice in one. It ends when its standard input does, so
that it never outlives the process that started it, however that ended.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import IO

from crawlers.frames import Frame, Job, read_frames, write_frame


def main() -> None:
    """Read the order, crawl, write what is found."""
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print must not break the frames
    orders = sys.stdin.buffer
    job = next(read_frames(orders), None)
    if not isinstance(job, Job):
        return
    threading.Thread(target=_end_with_parent, args=(orders,), daemon=True).start()

    def emit(value: Frame) -> None:
        write_frame(results, value)

    from crawlers.spider import run_spider

    run_spider(job, emit)


def _end_with_parent(orders: IO[bytes]) -> None:
    """Nothing more is sent: the read returns when the other side has closed the pipe or died."""
    orders.read()
    os._exit(0)


if __name__ == "__main__":
    main()
