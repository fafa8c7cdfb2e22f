"""A unit and a calendar to the SQL of elapsed time, in whole ticks: days, minutes of hours, seconds of minutes.

Business time is a join with the calendar on either end and a subtraction of running totals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from auditor.measurements.calendars import Calendar, OpenSeconds, open_days, open_seconds
from auditor.measurements.engine.stamps import DAY, SECOND
from auditor.model import Unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_YEARS_BEFORE = 15
_TICK = {Unit.HOUR: 60 * SECOND, Unit.BUSINESS_HOUR: 60 * SECOND, Unit.MINUTE: SECOND}
TICKS = {Unit.DAY: 1, Unit.BUSINESS_DAY: 1, Unit.HOUR: 60, Unit.BUSINESS_HOUR: 60, Unit.MINUTE: 60}
"""How many ticks make one of each unit that elapsed time is counted in."""


class Elapsed(Struct, frozen=True):
    """Expressions over `start`, `finish`, `start_local`, `start_day` and `finish_day`, and the joins they need.

    `ticks` is the time from start to finish, `age` from start to the export, `outside` whether the calendar does not
    reach that far. `is_clock` where ticks are finer than the promise needs, far beyond it.
    """

    joins: str
    ticks: str
    age: str
    outside: str
    is_clock: bool


def elapsed_in(connection: DuckDBPyConnection, unit: Unit, calendar: Calendar, as_of: int) -> Elapsed:
    """How to count `unit`; `as_of` in UTC microseconds. Puts the calendar's table into the connection."""
    if unit is Unit.DAY:
        return Elapsed("", "finish_day - start_day", f"{_local_day(as_of, calendar)} - start_day", "false", False)
    if unit is Unit.BUSINESS_DAY:
        return _business_days(connection, calendar, as_of)
    if unit is Unit.BUSINESS_HOUR:
        return _business_hours(connection, calendar, as_of)
    tick = _TICK[unit]
    return Elapsed("", _ceiling("finish - start", tick), _ceiling(f"{as_of} - start", tick), "false", True)


def _ceiling(microseconds: str, tick: int) -> str:
    return f"({microseconds} + {tick - 1}) // {tick}"


def _local_day(moment: int, calendar: Calendar) -> int:
    local = datetime.fromtimestamp(moment / SECOND, UTC).astimezone(ZoneInfo(calendar.timezone))
    return local.date().toordinal() - datetime(1970, 1, 1).toordinal()


def _years(as_of: int) -> tuple[int, int]:
    year = datetime.fromtimestamp(as_of / SECOND, UTC).year
    return year - _YEARS_BEFORE, year + 1


def _business_days(connection: DuckDBPyConnection, calendar: Calendar, as_of: int) -> Elapsed:
    days = open_days(calendar, *_years(as_of))
    columns = {"is_open": days.is_open, "total": days.total}
    _put(connection, "open_days", days.first, columns)
    today = _local_day(as_of, calendar) - days.first
    begun, ended = _ends(calendar)
    now = ended.replace("f.total", str(days.total[today])).replace("f.is_open", str(days.is_open[today]))
    return Elapsed(
        "LEFT JOIN open_days AS s ON s.day = start_day LEFT JOIN open_days AS f ON f.day = finish_day",
        f"greatest(0, {ended} - ({begun}))",
        f"greatest(0, {now} - ({begun}))",
        "s.day IS NULL OR f.day IS NULL",
        False,
    )


def _ends(calendar: Calendar) -> tuple[str, str]:
    """What to subtract from what: a running total at the start, and one at the end."""
    if calendar.day0 == "count_start":
        return "s.total - s.is_open", "f.total - f.is_open"
    if calendar.day0 == "after_start":
        return "s.total", "f.total"
    if not calendar.cutoff:
        return "s.total + 1 - s.is_open", "f.total"
    hour, minute = map(int, calendar.cutoff.split(":"))
    late = f"start_local % {DAY} >= {(hour * 60 + minute) * 60 * SECOND}"
    return f"s.total + CASE WHEN s.is_open = 0 OR {late} THEN 1 ELSE 0 END", "f.total"


def _business_hours(connection: DuckDBPyConnection, calendar: Calendar, as_of: int) -> Elapsed:
    seconds = open_seconds(calendar, *_years(as_of))
    slots = range(len(seconds.windows[0]))
    columns: dict[str, Sequence[int]] = {"before": seconds.before}
    for slot in slots:
        columns[f"opens{slot}"] = [windows[slot][0] for windows in seconds.windows]
        columns[f"long{slot}"] = [windows[slot][1] for windows in seconds.windows]
    _put(connection, "open_seconds", seconds.first, columns)
    tick = _TICK[Unit.BUSINESS_HOUR]
    begun, ended = (_open_until(side, moment, slots) for side, moment in (("s", "start"), ("f", "finish")))
    now = _open_at(seconds, as_of)
    return Elapsed(
        f"LEFT JOIN open_seconds AS s ON s.day = start // {DAY} LEFT JOIN open_seconds AS f ON f.day = finish // {DAY}",
        _ceiling(f"{ended} - ({begun})", tick),
        _ceiling(f"{now} - ({begun})", tick),
        "s.day IS NULL OR f.day IS NULL",
        True,
    )


def _open_until(side: str, moment: str, slots: range) -> str:
    """Open microseconds from the calendar's beginning to `moment`."""
    within = f"{moment} % {DAY}"
    parts = [
        f"greatest(0, least({within} - {side}.opens{slot} * {SECOND}, {side}.long{slot} * {SECOND}))" for slot in slots
    ]
    return " + ".join([f"{side}.before * {SECOND}", *parts])


def _open_at(seconds: OpenSeconds, moment: int) -> int:
    day, within = divmod(moment, DAY)
    index = day - seconds.first
    windows = seconds.windows[index]
    return seconds.before[index] * SECOND + sum(
        max(0, min(within - opens * SECOND, long * SECOND)) for opens, long in windows
    )


def _put(connection: DuckDBPyConnection, table: str, first: int, columns: Mapping[str, Sequence[int]]) -> None:
    """Write the table anew: the day since 1970, and a column for each of `columns`."""
    names = ", ".join(f"unnest(?::BIGINT[]) AS {name}" for name in columns)
    days = len(next(iter(columns.values())))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT unnest(range({first}, {first + days})) AS day, {names}",
        [list(values) for values in columns.values()],
    )
