"""What every command is given: the audit file, the settings, the rules, and how to show progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from auditor.commitments import Trained
    from auditor.config import Settings
    from auditor.model import Ledger
    from auditor.priorities import Priorities
    from auditor.rules import Rulebook
    from auditor.store import Store

_Item = TypeVar("_Item")


def _set_workers(context: click.Context, parameter: click.Parameter, value: int | None) -> None:
    if value is not None:
        context.ensure_object(Session).workers = value


WORKERS = click.option(
    "--workers",
    type=click.IntRange(1),
    expose_value=False,
    callback=_set_workers,
    help="Processes that read documents side by side.  [default: one for each processor where there are many]",
)


class Session:
    """The options before the command, and what they open, each on first use."""

    def __init__(self, audit_file: Path, config: Path | None, quiet: bool, verbose: int, color: bool | None) -> None:
        self.audit_file = audit_file
        self.quiet = quiet
        self.verbose = verbose
        self.color = color
        self._config = config

    @cached_property
    def settings(self) -> Settings:
        """audit.toml, or the defaults where there is none."""
        from auditor.config import find_config, load_settings

        return load_settings(self._config or find_config(Path.cwd()))

    @cached_property
    def book(self) -> Rulebook:
        """The shipped rules and those of one's own."""
        from auditor.rules import load_rulebook

        return load_rulebook([self.settings.resolve(folder) for folder in self.settings.rules.folders])

    @cached_property
    def trained(self) -> Trained | None:
        """The shipped model, which decides what is a commitment; None where only the rules are to decide."""
        from auditor.commitments import load_trained

        chosen = self.settings.extract
        return load_trained(unsure_below=chosen.unsure_below) if chosen.model else None

    @cached_property
    def workers(self) -> int | None:
        """The processes that read documents; None where their number goes by how many there are to read."""
        return self.settings.extract.workers

    @cached_property
    def same(self) -> Callable[[str, str], bool] | None:
        """Whether two names that no list knows are one, where [alignment] asks for it."""
        from auditor.language import same_meaning

        chosen = self.settings.alignment
        model = self.settings.resolve(chosen.model) if chosen.model else None
        return same_meaning(chosen.threshold, model) if chosen.names else None

    @cached_property
    def priorities(self) -> Priorities:
        """What [impact], [owners] and [check] of audit.toml say about the weight of findings."""
        from auditor.owners import Ownership
        from auditor.page_views import read_page_views
        from auditor.priorities import Priorities

        chosen = self.settings
        return Priorities(
            impact=chosen.impact,
            owners=tuple(Ownership(pattern, owner) for pattern, owner in chosen.owners.items()),
            views=read_page_views(chosen.resolve(chosen.check.page_views)) if chosen.check.page_views else {},
            unsure_below=chosen.check.unsure_below,
        )

    @cached_property
    def today(self) -> str:
        """The day in UTC, as an ISO date."""
        import datetime

        return datetime.datetime.now(datetime.UTC).date().isoformat()

    @cached_property
    def ledger_path(self) -> Path:
        """The file of the ledger, which need not be there."""
        from auditor.ledger.reading import FILE_NAME

        return self.settings.resolve(self.settings.ledger.path or FILE_NAME)

    @cached_property
    def ledger(self) -> Ledger:
        """What the company means to promise, as of today; nothing where no file is named and none lies at its place."""
        from auditor.ledger.reading import load_ledger
        from auditor.model import Ledger

        if self.settings.ledger.path is None and not self.ledger_path.exists():
            return Ledger()
        return load_ledger(self.ledger_path, self.book, self.today)

    def store(self, *, create: bool = False) -> AbstractContextManager[Store]:
        """The audit file, open; a sentence says so where there is none yet."""
        from auditor.store import open_store

        return open_store(self.audit_file, create=create)

    def note(self, text: str) -> None:
        """A line for the person at the terminal, on stderr."""
        if not self.quiet:
            click.echo(text, err=True)

    @contextmanager
    def counter(self, label: str) -> Iterator[Callable[[int], None]]:
        """A function that shows a count: in place on a terminal, a line every 30 s elsewhere, nothing with --quiet."""
        if self.quiet:
            yield lambda count: None
        elif sys.stderr.isatty():
            from rich.console import Console
            from rich.status import Status

            with Status(f"{label}…", console=Console(stderr=True, no_color=self.color is False)) as status:
                yield lambda count: status.update(f"{label}: {count:,}")
        else:
            yield self._every_30_seconds(label)

    def _every_30_seconds(self, label: str) -> Callable[[int], None]:
        spoken = time.monotonic()

        def show(count: int) -> None:
            nonlocal spoken
            if time.monotonic() - spoken >= 30:
                self.note(f"{label}: {count:,}")
                spoken = time.monotonic()

        return show

    def progress(self, items: Iterable[_Item], label: str) -> Iterator[_Item]:
        """The items, counted as they pass."""
        with self.counter(label) as show:
            for count, item in enumerate(items, 1):
                show(count)
                yield item
