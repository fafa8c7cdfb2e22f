"""The file actuals.toml to Actuals, with every fault shown as file, line and key, and the nearest name that exists.

Tables are not opened here.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from auditor.errors import ConfigurationError
from auditor.measurements.actuals import (
    TIMED,
    Actuals,
    Events,
    Limit,
    MatchRule,
    Measure,
    Source,
    as_names,
)
from auditor.measurements.calendars import DAY0, Calendar, holiday_dates, open_weekdays, windows
from auditor.measurements.conditions import read_condition
from auditor.measurements.faults import closest, explain, fault_in
from auditor.toml_files import read_toml


def load_actuals(path: Path, files: Sequence[Path] = (), folder: Path | None = None) -> Actuals:
    """The mapping in `path`; `files` replace tables of the same name, relative urls start at `folder` (or the file's).

    Raises ConfigurationError for a file that is missing or no TOML, unknown keys, wrong values, and names that lead
    nowhere.
    """
    text, data = read_toml(path, "`audit measure --detect FILE` drafts one")
    for own in ("path", "folder", "text"):
        if own in data:
            raise fault_in(str(path), text, (), own, f"unknown key `{own}` at the top level.")
    try:
        loaded = msgspec.convert(_plain(data), Actuals)
    except msgspec.ValidationError as error:
        raise explain(str(path), text, data, str(error), _KEYS) from None
    actuals = msgspec.structs.replace(loaded, path=str(path), folder=str(folder or path.parent), text=text)
    _check_names(actuals)
    _check_values(actuals)
    for file in files:
        actuals = _with_file(actuals, file)
    return actuals


def _plain(value: Any) -> Any:
    """Dates and times as ISO 8601 text, whether they were written with quotes or without."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


# ── checking ─────────────────────────────────────────────────────────────────────────────────────────────────


_TABLES: dict[str, type[Struct]] = {
    "source": Source,
    "calendar": Calendar,
    "measure": Measure,
    "clock": Events,
    "match": MatchRule,
    "limit": Limit,
}
_KEYS = {
    "": ("as_of", "source", "calendar", "measure", "match", "aliases"),
    **{name: tuple(f.encode_name for f in msgspec.structs.fields(table)) for name, table in _TABLES.items()},
}


def _check_names(actuals: Actuals) -> None:
    """Raise ConfigurationError for a source, calendar, measure or dimension that is named and not there."""
    for name, measure in actuals.measures.items():
        trail = ("measure", name)
        _known(actuals, trail, "source", measure.source, actuals.sources)
        if measure.calendar:
            _known(actuals, trail, "calendar", measure.calendar, actuals.calendars)
    for rule in actuals.matches:
        _known(actuals, ("match",), "measure", rule.measure, actuals.measures, rule)
        if rule.calendar:
            _known(actuals, ("match",), "calendar", rule.calendar, actuals.calendars, rule)
        for dimension in rule.where:
            _known(actuals, ("match",), "where", dimension, actuals.measures[rule.measure].dimensions, rule)


def _known(
    actuals: Actuals,
    trail: tuple[str, ...],
    key: str,
    name: str,
    known: Iterable[str],
    rule: MatchRule | None = None,
) -> None:
    if name not in known:
        message = f"`{key}` in [{'.'.join(trail)}] names `{name}`, which is not there; {closest(name, known)}"
        raise actuals.fault(trail, key, message, rule)


def _check_values(actuals: Actuals) -> None:
    if actuals.as_of is not None and not _is_moment(actuals.as_of):
        raise actuals.fault((), "as_of", f"as_of = {actuals.as_of!r} is no moment such as 2026-05-01T00:00:00Z.")
    for name, calendar in actuals.calendars.items():
        _check_calendar(actuals, ("calendar", name), calendar)
    for name, measure in actuals.measures.items():
        _check_measure(actuals, ("measure", name), measure)
    for rule in actuals.matches:
        if not (rule.promise or rule.topic):
            raise actuals.fault(
                ("match",), "measure", "a [[match]] needs `promise` or `topic`: what is it about?", rule
            )
        if rule.share is not None and not 0 < rule.share <= 1:
            said = f"share = {rule.share:g} is no share from 0 to 1; 95 % is 0.95."
            raise actuals.fault(("match",), "share", said, rule)


def _check_measure(actuals: Actuals, trail: tuple[str, ...], measure: Measure) -> None:
    if measure.timezone:
        _check_zone(actuals, trail, measure.timezone)
    if not measure.topics:
        raise actuals.fault(trail, "topics", f"[{'.'.join(trail)}] answers no topics; name at least one.")
    if measure.unit is not None and measure.unit not in TIMED:
        raise actuals.fault(trail, "unit", f"unit = {measure.unit.value!r} is not counted in; {closest('', TIMED)}")
    for key in ("exclude", "breach"):
        for condition in as_names(getattr(measure, key)):
            try:
                read_condition(condition)
            except ValueError as error:
                raise actuals.fault(trail, key, f"{key} = {condition!r}: {error}.") from None


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
