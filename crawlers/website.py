"""A website to documents, one at a time as they arrive, while a process of its own does the crawling."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from auditor.errors import SourceError
from auditor.model import Discovered, Document, Skipped
from crawlers.frames import Finished, Frame, Job, read_frames, write_frame
from crawlers.passwords import without_password
from crawlers.settings import CrawlSettings, Done
from crawlers.urls import canonical

_PATIENCE = 5.0


def crawl(
    settings: CrawlSettings, done: Collection[str] = (), pending: Sequence[Discovered] = ()
) -> Iterator[Document | Skipped | Discovered | Done]:
    """The pages of a website as they arrive.

    Yields Discovered for each URL of the site before it is fetched; then the Document or Skipped it leads to, then
    Done. Who keeps these can go on after any kind of end: give the URLs that are Done as `done` and the other
    Discovered ones as `pending`. A redirect's document has the URL it ends at.

    Raises SourceError for a start URL that is no web address, and, after everything that has arrived, when the site
    stops answering or the crawling process dies.
    """
    for url in settings.urls:
        if canonical("", url) is None:
            raise SourceError(f"{without_password(url)!r} is no web address; write it as https://www.shop.example/.")
    job = Job(settings, tuple(sorted(done)), tuple(pending))
    with tempfile.TemporaryFile() as faults, _crawling_process(faults) as process:
        end: Frame | None = None
        for end in _results(process, job):
            if isinstance(end, Document | Skipped | Discovered | Done):
                yield end
        if not isinstance(end, Finished):
            raise SourceError(_death(settings, process.wait(_PATIENCE), faults))
        if end.complaint:
            raise SourceError(f"{settings.urls[0]}: {end.complaint}; run the same command later to go on.")


def _results(process: subprocess.Popen[bytes], job: Job) -> Iterator[Frame]:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        write_frame(process.stdin, job)
    except BrokenPipeError:
        return  # it died before it could listen; the caller sees that no Finished came
    yield from read_frames(process.stdout)


@contextmanager
def _crawling_process(faults: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended at the latest when the block is left.

    In a session of its own, so that Ctrl-C reaches this process alone, and with `-P`, so that a file called scrapy.py
    in the current folder is not run.
    """
    package = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "crawlers.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=faults,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _death(settings: CrawlSettings, code: int, faults: IO[bytes]) -> str:
    """A crawling process that ended before its work was done, in a sentence."""
    faults.seek(0)
    lines = faults.read().decode("utf-8", "replace").strip().splitlines()
    if code < 0:
        cause = f"was ended by {signal.Signals(-code).name}"
        if -code == signal.SIGKILL:
            cause += " (often because memory ran out)"
    else:
        cause = f"ended with code {code}" + (f": {lines[-1].strip()}" if lines else "")
    return (
        f"{settings.urls[0]}: the crawling process {cause}; "
        "what had been read by then is kept, run the same command again to go on."
    )
