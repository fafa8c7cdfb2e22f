"""actuals.toml to Actuals: which columns of which event tables answer which promises.

Every fault is shown as file, line and key, with the nearest name that exists. Tables are not opened here.
"""

from __future__ import annotations

import difflib
import fnmatch
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct, field

from auditor.config import line_of
from auditor.errors import ConfigurationError
from auditor.measurements.calendars import DAY0, Calendar, holiday_dates, open_weekdays, windows
from auditor.model import Number, Unit

Names = str | tuple[str, ...]


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

    def fault(self, trail: tuple[str, ...], key: str, message: str) -> ConfigurationError:
        """The error to raise about `key` in the table `trail`."""
        return ConfigurationError(f"{self.path}:{line_of(self.text, trail, key)}: {message}")

    def calendar_of(self, measure: Measure, chosen: str = "") -> Calendar:
        """The calendar that a measure counts by: the one chosen, its own, or the only one there is."""
        name = chosen or measure.calendar
        if name:
            return self.calendars[name]
        return next(iter(self.calendars.values())) if len(self.calendars) == 1 else Calendar(timezone=measure.timezone or "UTC")


def as_names(value: Names) -> tuple[str, ...]:
    """One or several names as a tuple."""
    return (value,) if isinstance(value, str) else value


def closest(word: str, known: Iterable[str]) -> str:
    """`did you mean `x`?` for a close match, else the first names that are known."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    return f"known here: {', '.join(f'`{name}`' for name in names[:12]) or 'none'}."


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def load_actuals(path: Path, files: Sequence[Path] = (), folder: Path | None = None) -> Actuals:
    """The mapping in `path`; `files` replace tables of the same name, relative urls start at `folder` (or the file's).

    Raises ConfigurationError for a file that is missing or no TOML, unknown keys, wrong values, and names that lead
    nowhere.
    """
    text, data = _read(path)
    for own in ("path", "folder", "text"):
        if own in data:
            raise ConfigurationError(f"{path}:{line_of(text, (), own)}: unknown key `{own}` at the top level.")
    try:
        loaded = msgspec.convert(_plain(data), Actuals)
    except msgspec.ValidationError as error:
        raise _explain(path, text, data, str(error)) from None
    actuals = msgspec.structs.replace(loaded, path=str(path), folder=str(folder or path.parent), text=text)
    _check_names(actuals)
    _check_values(actuals)
    for file in files:
        actuals = _with_file(actuals, file)
    return actuals


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: no such file; `audit measure --detect FILE` drafts one.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error}).") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{path}:{line.group(1)}" if line else str(path)
        raise ConfigurationError(f"{place}: not valid TOML: {error}. Strings need quotes, lists need [ ].") from None


def _plain(value: Any) -> Any:
    """Dates and times as ISO 8601 text, whether they were written with quotes or without."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _explain(path: Path, text: str, data: dict[str, Any], message: str) -> ConfigurationError:
    """The library's sentence with the line in the file, the key, and the nearest key that exists."""
    trail = _trail(data, message)
    place = f"[{'.'.join(trail)}]" if trail else "the top level"
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown:
        key = unknown.group(1)
        hint = closest(key, _known_keys(trail))
        return ConfigurationError(f"{path}:{line_of(text, trail, key)}: unknown key `{key}` in {place}; {hint}")
    missing = re.search(r"missing required field `([^`]+)`", message)
    if missing:
        line = line_of(text, trail[:-1], trail[-1]) if trail else 1
        return ConfigurationError(f"{path}:{line}: {place} lacks the key `{missing.group(1)}`.")
    line = line_of(text, trail[:-1], trail[-1]) if trail else 1
    said = re.sub(r" - at `.*", "", message)
    return ConfigurationError(f"{path}:{line}: `{trail[-1] if trail else ''}` is not valid: {said}.")


def _trail(data: dict[str, Any], message: str) -> tuple[str, ...]:
    """The tables that lead to the fault; the library writes `[...]` for a name that is the user's own."""
    where = re.search(r" - at `(?:key in )?\$\.?([^`]*)`", message)
    parts = re.findall(r"[^.\[\]]+|\[\.\.\.\]", where.group(1)) if where else []
    trail: list[str] = []
    for part in parts:
        if part == "[...]":
            trail.append(_faulty(data, trail, message))
        elif not part.isdigit():
            trail.append(part)
    return tuple(trail)


def _faulty(data: dict[str, Any], trail: list[str], message: str) -> str:
    """Of the tables below `trail`, the one that is at fault: the first that has the unknown key or lacks the missing."""
    table: Any = data
    for part in trail:
        table = table.get(part, {})
    named = re.search(r"field `([^`]+)`", message)
    if isinstance(table, dict) and named:
        has = "unknown" in message
        for name, below in table.items():
            if isinstance(below, dict) and (named.group(1) in below) is has:
                return str(name)
    return str(next(iter(table))) if isinstance(table, dict) and table else "…"


_TABLES: dict[str, type[Struct]] = {"source": Source, "calendar": Calendar, "measure": Measure, "match": MatchRule}


def _known_keys(trail: tuple[str, ...]) -> list[str]:
    if not trail:
        return ["as_of", "source", "calendar", "measure", "match", "aliases"]
    table: type[Struct] = {"clock": Events, "limit": Limit}.get(trail[-1], _TABLES.get(trail[0], Actuals))
    return [f.encode_name for f in msgspec.structs.fields(table)]


# ── checking ─────────────────────────────────────────────────────────────────────────────────────────────────


def _check_names(actuals: Actuals) -> None:
    """Raise ConfigurationError for a source, calendar, measure or dimension that is named and not there."""
    for name, measure in actuals.measures.items():
        trail = ("measure", name)
        _known(actuals, trail, "source", measure.source, actuals.sources)
        if measure.calendar:
            _known(actuals, trail, "calendar", measure.calendar, actuals.calendars)
    for rule in actuals.matches:
        _known(actuals, ("match",), "measure", rule.measure, actuals.measures)
        if rule.calendar:
            _known(actuals, ("match",), "calendar", rule.calendar, actuals.calendars)
        for dimension in rule.where:
            _known(actuals, ("match",), "where", dimension, actuals.measures[rule.measure].dimensions)


def _known(actuals: Actuals, trail: tuple[str, ...], key: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        where = f"[{'.'.join(trail)}]"
        raise actuals.fault(trail, key, f"`{key}` in {where} names `{name}`, which is not there; {closest(name, known)}")


def _check_values(actuals: Actuals) -> None:
    if actuals.as_of is not None and not _is_moment(actuals.as_of):
        raise actuals.fault((), "as_of", f"as_of = {actuals.as_of!r} is no moment such as 2026-05-01T00:00:00Z.")
    for name, calendar in actuals.calendars.items():
        _check_calendar(actuals, ("calendar", name), calendar)
    for name, measure in actuals.measures.items():
        if measure.timezone:
            _check_zone(actuals, ("measure", name), measure.timezone)
        if not measure.topics:
            raise actuals.fault(("measure", name), "topics", f"[measure.{name}] answers no topics; name at least one.")
    for rule in actuals.matches:
        if not (rule.promise or rule.topic):
            raise actuals.fault(("match",), "measure", "a [[match]] needs `promise` or `topic` to say what it is about.")
        if rule.share is not None and not 0 < rule.share <= 1:
            raise actuals.fault(("match",), "share", f"share = {rule.share:g} is no share between 0 and 1; 95 % is 0.95.")


def _check_calendar(actuals: Actuals, trail: tuple[str, ...], calendar: Calendar) -> None:
    _check_zone(actuals, trail, calendar.timezone)
    if calendar.day0 not in DAY0:
        raise actuals.fault(trail, "day0", f"day0 = {calendar.day0!r}: {closest(calendar.day0, DAY0)}")
    if calendar.cutoff and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", calendar.cutoff):
        raise actuals.fault(trail, "cutoff", f"cutoff = {calendar.cutoff!r} is no time of day such as 14:00.")
    for key, check in (("days", open_weekdays), ("hours", windows)):
        try:
            check(getattr(calendar, key))
        except ValueError as error:
            raise actuals.fault(trail, key, f"{key} = {getattr(calendar, key)!r}: {error}.") from None
    try:
        holiday_dates(calendar, 2026, 2026)
    except ValueError as error:
        key = "extra_closed" if calendar.extra_closed and "isoformat" in str(error) else "country"
        raise actuals.fault(trail, key, f"{key} of [{'.'.join(trail)}]: {error}.") from None


def _check_zone(actuals: Actuals, trail: tuple[str, ...], zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        from zoneinfo import available_timezones

        hint = closest(zone, available_timezones())
        raise actuals.fault(trail, "timezone", f"timezone = {zone!r} is no IANA time zone; {hint}") from None


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _with_file(actuals: Actuals, file: Path) -> Actuals:
    """The mapping with `file` in the place of the source that reads a file of that name, or of the only source."""
    fitting = [name for name, source in actuals.sources.items() if _fits(file, Path(source.url).name)]
    if not fitting:
        tables = {measure.source: measure.table for measure in actuals.measures.values() if measure.table}
        fitting = [name for name, table in tables.items() if file.stem.startswith(table)]
    if not fitting and len(actuals.sources) == 1:
        fitting = list(actuals.sources)
    if len(fitting) != 1:
        known = ", ".join(f"{name} ({source.url})" for name, source in sorted(actuals.sources.items()))
        raise ConfigurationError(f"{file}: which table of {actuals.path} is it? Name it like one of: {known}.")
    sources = {**actuals.sources, fitting[0]: Source(str(file.resolve()))}
    return msgspec.structs.replace(actuals, sources=sources)


def _fits(file: Path, pattern: str) -> bool:
    return fnmatch.fnmatchcase(file.name, pattern)
