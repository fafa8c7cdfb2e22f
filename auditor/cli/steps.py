"""The steps that several commands take: fill the audit file, read it, check it, measure against it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from auditor.cli.session import Session
from auditor.cli.writing import write_whole
from auditor.errors import ConfigurationError, SourceError

if TYPE_CHECKING:
    from auditor.measurements import Actuals
    from auditor.model import Audit, Discovered, Document, Judgement, Skipped, Touchpoint
    from auditor.results import Checked
    from auditor.store import Store
    from crawlers import CrawlSettings, Done

    Item = Document | Skipped | Discovered | Done

_BATCH = 20
_SECONDS = 1.0


def crawl_into(session: Session, store: Store, settings: CrawlSettings, *, fresh: bool = False) -> int:
    """Crawl into the audit file, going on where the last crawl of these hosts was cut off; the pages read.

    Raises SourceError where not one page could be read.
    """
    from crawlers.website import crawl

    source = "crawl:" + ",".join(sorted({urlsplit(url).netloc for url in settings.urls}))
    run = None if fresh else store.unfinished("crawl", source)
    if run is None:
        store.restart_frontier(source)
        run = store.begin("crawl", source)
    else:
        session.note("Going on with the crawl that was cut off (--fresh starts anew).")
    done, pending = store.frontier(source)
    before = sum(store.count_documents().values()) if done else 0
    items = _batches(crawl(settings, done=done, pending=pending))
    read = _keep(session, store, run, source, items, "Reading the site")
    if read + before == 0:
        store.finish(run, "nothing read")
        reasons = _reasons(store.skipped(source)) or "; is it a website?"
        raise SourceError(f"no page of {', '.join(settings.urls)} could be read{reasons}")
    store.finish(run)
    store.restart_frontier(source)
    store.forget_unseen(run, source)
    return read


def collect_into(
    session: Session, store: Store, paths: Sequence[Path | str], touchpoint: Touchpoint | None = None
) -> tuple[int, int]:
    """Read files and folders into the audit file; how many were read and how many could not be."""
    from crawlers.files import collect

    source = "collect:" + ",".join(sorted("-" if path == "-" else os.path.realpath(path) for path in paths))
    run = store.begin("collect", source)
    overrides = session.settings.collect.touchpoints
    items = _batches(collect(paths, touchpoint=touchpoint, overrides=overrides, named_with_folder=True))
    skipped: list[Skipped] = []
    read = _keep(session, store, run, source, items, "Reading files", skipped.append)
    if read == 0:
        store.finish(run, "nothing read")
        reasons = _reasons(skipped) or ": it holds no file of a kind that is read, such as .html, .md, .txt or .csv."
        raise SourceError(f"no file could be read in {', '.join(map(str, paths))}{reasons}")
    store.finish(run)
    store.forget_unseen(run, source)
    return read, len(skipped)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Lists of up to 20 items or what came within a second, so that a killed process loses little."""
    batch: list[Item] = []
    since = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) >= _BATCH or time.monotonic() - since >= _SECONDS:
            yield batch
            batch, since = [], time.monotonic()
    if batch:
        yield batch


def _keep(
    session: Session,
    store: Store,
    run: int,
    source: str,
    batches: Iterable[list[Item]],
    label: str,
    on_skipped: Callable[[Skipped], None] = lambda skipped: None,
) -> int:
    from auditor.model import Document, Skipped
    from crawlers import Done

    read = 0
    with session.counter(label) as count:
        for batch in batches:
            items = [item for item in batch if not isinstance(item, Done)]
            store.keep_collected(run, source, items, [item.uri for item in batch if isinstance(item, Done)])
            for item in items:
                if isinstance(item, Skipped):
                    on_skipped(item)
            read += sum(isinstance(item, Document) for item in batch)
            count(read)
    return read


def _reasons(skipped: Sequence[Skipped]) -> str:
    """`: URL: reason (remedy).` for the first few; "" where there are none."""
    lines = [f"{s.uri}: {s.reason}{f' ({s.remedy})' if s.remedy else ''}" for s in skipped[:3]]
    return f": {'; '.join(lines)}." if lines else ""


def extract_all(session: Session, store: Store) -> int:
    """Read the commitments of every document that these rules have not read yet; the number of documents."""
    from auditor.audit import extract

    read = extract(store, session.book, session.trained, session.workers)
    return sum(1 for _ in session.progress(read, "Reading what is promised"))


def check_all(session: Session, store: Store, *, record: bool = False) -> Checked:
    """Extract what is new, then find where the promises disagree; `record` makes it a run to compare with.

    Raises SourceError where nothing was collected: no promise found would read as if all was well.
    """
    from auditor.audit import check
    from auditor.commitments import version_of
    from auditor.findings import Known

    if not store.count_documents():
        raise SourceError(
            f"{store.path}: nothing was collected yet; `audit crawl URL` or `audit collect PATH` does it."
        )
    extract_all(session, store)
    settings = f"{session.settings.alignment} {version_of(session.book, session.trained)}"
    chosen = session.settings
    known = Known(
        priorities=session.priorities,
        ledger=session.ledger,
        regulation=chosen.regulation,
        country=chosen.company.country,
    )
    return check(store, session.book, record=record, same=session.same, settings=settings, known=known)


def measure_all(
    session: Session, store: Store, actuals: Path, files: Sequence[Path] = (), quarantine: Path | None = None
) -> Judgement:
    """Hold the promises against the event tables; rows not understood go to the file `quarantine`."""
    from auditor.audit import hold_against_delivery
    from auditor.measurements import load_actuals

    loaded = load_actuals(actuals, files)
    checked = check_all(session, store)
    session.note("Measuring what was delivered…")
    targets = session.settings.measure.targets
    judgement = hold_against_delivery(store, checked, loaded, session.book, targets)
    if quarantine is not None:
        _write_quarantine(loaded, quarantine)
    return judgement


def _write_quarantine(actuals: Actuals, path: Path) -> None:
    """The rows that were not understood, as CSV with the place and reason of each."""
    import csv

    import msgspec

    from auditor.measurements import quarantine_rows
    from auditor.measurements.engine.tables import QuarantinedRow

    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(QuarantinedRow.__struct_fields__)
            writer.writerows(msgspec.structs.astuple(row) for row in quarantine_rows(actuals))
    except OSError as error:
        raise ConfigurationError(
            f"{path}: cannot be written ({error.strerror}); name another with --quarantine."
        ) from None


def current_audit(session: Session, store: Store) -> Audit:
    """What the audit file holds now, as the value that every report is made of."""
    import datetime

    from auditor.audit import audit_of

    newest = max((run.started_at for run in store.runs()), default="")
    as_of = newest[:10] or datetime.datetime.now(datetime.UTC).date().isoformat()
    return audit_of(store, session.book, session.settings.company.name, as_of)


def write_report(audit: Audit, path: Path | str, name: str | None = None) -> None:
    """Write a report to `path` ('-' is stdout) in the format `name`, by default that of the suffix."""
    import sys

    from auditor.report import FORMATS, format_for

    chosen = name or format_for(str(path))
    text = FORMATS[chosen](audit)
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        write_whole(Path(path), text)
    except OSError as error:
        raise ConfigurationError(
            f"{path}: the report cannot be written ({error.strerror}); name another with -o."
        ) from None


def run_line(session: Session, urls: tuple[str, ...], outputs: Sequence[str]) -> tuple[Audit, bool]:
    """Fill the audit file, check, measure and write the reports; the audit, and whether something was left out."""
    from auditor.cli.collecting import crawl_settings
    from auditor.cli.terminal import skipped_lines

    settings = session.settings
    incomplete = False
    with session.store(create=True) as store:
        if urls:
            pages = crawl_into(session, store, crawl_settings(session, urls, (), {}))
            session.note(f"{pages:,} pages read.")
        if settings.collect.paths:
            paths = [str(settings.resolve(path)) for path in settings.collect.paths]
            files, unread = collect_into(session, store, paths)
            session.note(f"{files:,} documents collected.")
            incomplete = unread > 0
        for line in skipped_lines(store.skipped()):
            session.note(line)
        check_all(session, store, record=True)
        if settings.measure.actuals:
            incomplete |= measure_all(session, store, settings.resolve(settings.measure.actuals)).incomplete
        audit = current_audit(session, store)
    for path in outputs:
        write_report(audit, settings.resolve(path))
        session.note(f"Report written: {settings.resolve(path)}")
    return audit, incomplete
