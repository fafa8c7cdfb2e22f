"""What actuals.toml says: which columns of which event tables answer which promises."""

from __future__ import annotations

from msgspec import Struct, field

from auditor.errors import ConfigurationError
from auditor.measurements.calendars import Calendar
from auditor.measurements.faults import fault_in
from auditor.model import Number, Unit

Names = str | tuple[str, ...]
TIMED = (Unit.MINUTE, Unit.HOUR, Unit.BUSINESS_HOUR, Unit.DAY, Unit.BUSINESS_DAY)
"""The units that elapsed time is counted in; weeks and longer are days."""


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """An event table: the path or glob of CSV, JSON or Parquet files, read from the folder of actuals.toml."""

    url: str


class Events(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """The events that a measure runs between, any of the names given; empty answers promises of any clock."""

    from_: Names = ()
    to: Names = ()


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """One span of time in an event table, from the column `start` to the column `end` (blank: still open).

    `key` identifies a case: of repeated rows the first counts. `timezone` is that of stamps without an offset (by
    default the calendar's), `format` theirs where it is not ISO 8601 or dd.mm.yyyy. `exclude` and `breach` are
    conditions such as `status = 'cancelled'`: rows to leave out, and rows that count as never delivered.
    `dimensions` maps the axes service, region, product, customer, or any other name, to columns. `topics` are those
    that the measure answers. `unit` is what it is reported in where nobody promises anything about it.
    """

    source: str
    start: str
    end: str
    topics: tuple[str, ...]
    table: str = ""
    key: str = ""
    timezone: str = ""
    format: Names = ()
    na_values: tuple[str, ...] = ()
    exclude: Names = ()
    breach: Names = ()
    dimensions: dict[str, str] = {}
    clock: Events = field(default_factory=Events)
    calendar: str = ""
    unit: Unit | None = None
    early_is_breach: bool = False


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """The time that a promised share ("95 % of calls") is about."""

    max: Number
    unit: Unit


class MatchRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Which measure answers a promise, first hit wins.

    `promise` is `DOCUMENT#WORDS`: the statement in that document whose sentence holds these words; `topic` and
    `scope` narrow it, an empty text in `scope` means "not stated". `where` picks cases by dimension; `share` sets the
    target, `limit` the time of a promised share.
    """

    measure: str
    promise: str = ""
    topic: str = ""
    scope: dict[str, str] = {}
    where: dict[str, Names] = {}
    calendar: str = ""
    share: float | None = None
    limit: Limit | None = None


class Actuals(Struct, frozen=True, forbid_unknown_fields=True):
    """All of actuals.toml. `as_of` is when the tables were exported (None: the newest stamp in each).

    `aliases` maps, by dimension, a name to the values that the tables use for it. `path` is the file, `folder` where
    relative urls start, `text` the source that faults are shown from.
    """

    as_of: str | None = None
    sources: dict[str, Source] = field(default_factory=dict, name="source")
    calendars: dict[str, Calendar] = field(default_factory=dict, name="calendar")
    measures: dict[str, Measure] = field(default_factory=dict, name="measure")
    matches: tuple[MatchRule, ...] = field(default=(), name="match")
    aliases: dict[str, dict[str, Names]] = {}
    path: str = ""
    folder: str = "."
    text: str = ""

    def fault(
        self, trail: tuple[str, ...], key: str, message: str, rule: MatchRule | None = None
    ) -> ConfigurationError:
        """The error to raise about `key` in the table `trail`, or in a [[match]]."""
        entry = self.matches.index(rule) if rule else 0
        return fault_in(self.path, self.text, trail, key, message, entry)

    def calendar_of(self, measure: Measure, chosen: str = "") -> Calendar:
        """The calendar that a measure counts by: the one chosen, its own, or the only one there is."""
        name = chosen or measure.calendar
        if name:
            return self.calendars[name]
        only = next(iter(self.calendars.values())) if len(self.calendars) == 1 else None
        return only or Calendar(timezone=measure.timezone or "UTC")


def as_names(value: Names) -> tuple[str, ...]:
    """One or several names as a tuple."""
    return (value,) if isinstance(value, str) else value
