"""A measure's table to what judges it row by row: its columns checked, its dates understood, its export time known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from auditor.errors import MeasurementError
from auditor.measurements.actuals import Actuals, Measure, as_names
from auditor.measurements.calendars import Calendar
from auditor.measurements.conditions import read_condition
from auditor.measurements.engine.elapsed import elapsed_in
from auditor.measurements.engine.files import Reader, open_reader
from auditor.measurements.engine.rows import Formats, moments_sql, rows_sql
from auditor.measurements.engine.stamps import DAY_FIRST, DOTTED, MONTH_FIRST, SLASHED, literal, quoted
from auditor.measurements.faults import closest
from auditor.model import Unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SAMPLE = 20_000
_NO_PARALLEL = "parallel scanner does not support null_padding"


class Request(Struct, frozen=True):
    """What to count: a measure, by a calendar, in a unit.

    Hours and minutes are rounded up by less than 1 %, but not beyond any of `edges` (ticks), which thus stay exact.
    """

    name: str
    measure: Measure
    calendar: Calendar
    unit: Unit
    edges: tuple[int, ...] = ()


class Opened(Struct, frozen=True):
    """A table ready to be judged: `rows` turns what is selected from into common table expressions up to `judged`.

    `as_of` is in UTC microseconds.
    """

    reader: Reader
    as_of: int
    is_clock: bool
    rows: Callable[[str], str]


def open_table(connection: DuckDBPyConnection, actuals: Actuals, request: Request) -> Opened:
    """The table of a request.

    Raises MeasurementError where it cannot be read, lacks a column, or holds dates that can be read in two ways.
    """
    measure, calendar = request.measure, request.calendar
    reader = open_reader(connection, actuals.sources[measure.source].url, Path(actuals.folder))
    _check_columns(reader, request)
    formats = {
        column: as_names(measure.format) or formats_of(connection, reader, column, f"[measure.{request.name}]")
        for column in (measure.start, measure.end)
    }
    as_of = _as_of(connection, actuals, request, reader, formats)
    elapsed = elapsed_in(connection, request.unit, calendar, as_of)
    keys = _repeated_keys(connection, request, reader, formats)

    def rows(source: str) -> str:
        return rows_sql(moments_sql(source, reader, measure, formats, calendar), calendar, as_of, elapsed, keys)

    return Opened(reader, as_of, elapsed.is_clock, rows)


def run(connection: DuckDBPyConnection, reader: Reader, sql_of: Callable[[str], str]) -> list[Any]:
    """The rows of a query over the reader, in parallel unless line breaks in quotes forbid it."""
    import duckdb

    try:
        try:
            return connection.execute(sql_of(reader.parallel_sql or reader.sql)).fetchall()
        except duckdb.Error as error:
            if _NO_PARALLEL not in str(error):
                raise
            return connection.execute(sql_of(reader.sql)).fetchall()
    except duckdb.Error as error:
        raise MeasurementError(
            f"{reader.name}: cannot be read ({str(error).splitlines()[0]}); export it again."
        ) from None


def _check_columns(reader: Reader, request: Request) -> None:
    measure = request.measure
    named = [("start", measure.start), ("end", measure.end), *([("key", measure.key)] if measure.key else [])]
    named += [("dimensions", column) for column in measure.dimensions.values()]
    for key in ("exclude", "breach"):
        named += [(key, read_condition(text).column) for text in as_names(getattr(measure, key))]
    for key, column in named:
        if column not in reader.columns:
            raise MeasurementError(
                f"{reader.name}: has no column `{column}`, which `{key}` of [measure.{request.name}] names; "
                f"{closest(column, reader.columns)}"
            )


def formats_of(connection: DuckDBPyConnection, reader: Reader, column: str, place: str) -> tuple[str, ...]:
    """The formats of a column beside ISO 8601; with slashes, all of its values decide which part is the day.

    Raises MeasurementError where they do not; `place` is where the mapping can say it.
    """
    if reader.columns[column] != "VARCHAR":
        return ()
    name, slashed = quoted(column), f"regexp_matches({quoted(column)}, {literal(SLASHED)})"

    def first_slashed(source: str) -> str:
        return f"SELECT {name} FROM (SELECT {name} FROM {source} LIMIT {_SAMPLE}) WHERE {slashed} LIMIT 1"

    sample = run(connection, reader, first_slashed)
    if not sample:
        return DOTTED
    parts = ", ".join(f"max(try_cast(split_part({name}, '/', {at}) AS INTEGER))" for at in (1, 2))
    ((first, second),) = run(connection, reader, lambda source: f"SELECT {parts} FROM {source} WHERE {slashed}")
    if (first > 12) is not (second > 12):
        return DAY_FIRST if first > 12 else MONTH_FIRST
    why = "no value has a part above 12" if first <= 12 else "either part is above 12 in some value"
    raise MeasurementError(
        f"{reader.name}: column `{column}`: dates such as `{sample[0][0]}` can be read day first or month first, and "
        f'{why}; set format = "%d/%m/%Y %H:%M" or "%m/%d/%Y %H:%M" in {place}.'
    )


def _as_of(connection: DuckDBPyConnection, actuals: Actuals, request: Request, reader: Reader, formats: Formats) -> int:
    """When the table was exported: what the mapping says, else the newest stamp in it; 0 of an empty table."""
    measure, calendar = request.measure, request.calendar
    if actuals.as_of is not None:
        moment = datetime.fromisoformat(actuals.as_of)
        zone = ZoneInfo(measure.timezone or calendar.timezone)
        return round((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp() * 1e6)

    def newest(source: str) -> str:
        return (
            f"WITH {moments_sql(source, reader, measure, formats, calendar)} "
            'SELECT max(greatest(start, "end")) FROM moments'
        )

    return int(run(connection, reader, newest)[0][0] or 0)


def _repeated_keys(connection: DuckDBPyConnection, request: Request, reader: Reader, formats: Formats) -> str | None:
    """A table of the keys that more than one row has, with the first of them; None without a key."""
    if not request.measure.key:
        return None
    name = f"keys of {request.name}"

    def keys(source: str) -> str:
        rows = moments_sql(source, reader, request.measure, formats, request.calendar)
        return (
            f"CREATE TEMP TABLE IF NOT EXISTS {quoted(name)} AS WITH {rows} SELECT case_key, min(row) AS first "
            "FROM moments WHERE NOT short AND NOT left_out AND case_key <> '' GROUP BY case_key HAVING count(*) > 1"
        )

    run(connection, reader, keys)
    return name
