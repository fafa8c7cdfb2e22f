"""Event tables to cells: how many cases of one sort started on one day and took so long.

DuckDB reads the files, and only small tables come back: one pass over a table yields the cells of all its segments.
Every row gets exactly one status, so that the cells add up to the rows read. Extensions are never downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct

from auditor.errors import MeasurementError
from auditor.measurements.actuals import Actuals
from auditor.measurements.engine.files import Reader
from auditor.measurements.engine.opening import Request, open_table, run
from auditor.measurements.engine.rows import CASES, EXCLUDED
from auditor.measurements.engine.stamps import literal, quoted

if TYPE_CHECKING:
    import numpy.typing as npt
    from duckdb import DuckDBPyConnection

    Integers = npt.NDArray[np.int64]

NEVER = 2**53
"""The age, in ticks, of a case that counts as never delivered."""

_MOST_VALUES = 2_000
_STEPS = 128


class Counted(Struct, frozen=True):
    """The cells of a request, in the table `table` of the connection.

    `as_of` is in UTC microseconds, `rejected` counts lines that the reader could not take apart (reason → lines).
    """

    request: Request
    table: str
    as_of: int
    rejected: dict[str, int]


class Cells(Struct, frozen=True):
    """Aligned columns, by day (since 1970) and elapsed ticks ascending.

    `age` is how many ticks the youngest case of the cell had at the time of the export.
    """

    day: Integers
    ticks: Integers
    done: Integers
    open: Integers
    age: Integers


class QuarantinedRow(Struct, frozen=True):
    """A row that was not understood: its number (1 follows the header), key, reason, and both stamps as written."""

    measure: str
    row: int
    key: str | None
    reason: str
    start: str | None
    end: str | None


@contextmanager
def open_engine() -> Iterator[DuckDBPyConnection]:
    """A DuckDB in memory that loads no extension from anywhere."""
    import duckdb

    config: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    with duckdb.connect(config=config) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def count(connection: DuckDBPyConnection, actuals: Actuals, request: Request, table: str) -> Counted:
    """Read the table of a request once, into cells. Raises as `open_table`."""
    opened = open_table(connection, actuals, request)
    ticks = _rounded("elapsed", request.edges) if opened.is_clock else "elapsed"
    dimensions = "".join(f"{_dimension(name)}, " for name in request.measure.dimensions)
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    run(
        connection,
        opened.reader,
        lambda source: (
            f"CREATE TEMP TABLE {quoted(table)} AS WITH {opened.rows(source)} SELECT {dimensions}status, "
            f"CASE WHEN counts THEN day END AS day, CASE status WHEN 'breached' THEN {NEVER} WHEN 'done' THEN {ticks} "
            f"WHEN 'open' THEN {ticks} END AS ticks, count(*) AS n, "
            f"min(CASE WHEN status = 'breached' THEN {NEVER} WHEN counts THEN age END) AS age FROM judged GROUP BY ALL"
        ),
    )
    return Counted(request, table, opened.as_of, _rejected(connection, opened.reader))


def quarantined(connection: DuckDBPyConnection, actuals: Actuals, request: Request) -> Iterator[QuarantinedRow]:
    """The rows of the table that were not understood, in its order. Raises as `open_table`."""
    opened = open_table(connection, actuals, request)
    found = run(
        connection,
        opened.reader,
        lambda source: (
            f"WITH {opened.rows(source)} SELECT row, case_key, status, start_text::VARCHAR, end_text::VARCHAR "
            f"FROM judged WHERE status NOT IN ({_list((*CASES, *EXCLUDED))}) ORDER BY row"
        ),
    )
    return (QuarantinedRow(request.name, *row) for row in found)


def values_of(connection: DuckDBPyConnection, counted: Counted, dimension: str) -> tuple[str, ...]:
    """The values of a dimension, sorted; blank ones are left out.

    Raises MeasurementError for a column with more values than a dimension can have.
    """
    column = _dimension(dimension)
    found = connection.execute(f"SELECT DISTINCT {column} FROM {quoted(counted.table)} WHERE {column} <> ''").fetchall()
    if len(found) > _MOST_VALUES:
        named = counted.request.measure.dimensions[dimension]
        raise MeasurementError(
            f"[measure.{counted.request.name}]: the column `{named}` has {len(found):,} values, too many for the "
            f"dimension `{dimension}`; name a column of groups."
        )
    return tuple(sorted(str(value) for (value,) in found))


def tally(connection: DuckDBPyConnection, counted: Counted, where: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Rows by status, of those within `where`."""
    found = connection.execute(
        f"SELECT status, sum(n)::BIGINT FROM {quoted(counted.table)} WHERE {_within(where)} GROUP BY status"
    ).fetchall()
    return {str(status): int(rows) for status, rows in sorted(found)}


def unattributed(connection: DuckDBPyConnection, counted: Counted, where: Mapping[str, Sequence[str]]) -> int:
    """Cases that may lie within `where` or not, because a dimension of it is blank."""
    maybe = " AND ".join(f"{_dimension(name)} IN ('', {_list(values)})" for name, values in where.items()) or "false"
    found = connection.execute(
        f"SELECT coalesce(sum(n), 0)::BIGINT FROM {quoted(counted.table)} "
        f"WHERE status IN ({_list(CASES)}) AND {maybe} AND NOT ({_within(where)})"
    ).fetchall()
    return int(found[0][0])


def cells_of(connection: DuckDBPyConnection, counted: Counted, where: Mapping[str, Sequence[str]]) -> Cells:
    """The cells of the cases within `where`; those that count as never delivered are open at the age `NEVER`."""
    found = connection.execute(
        "SELECT day, ticks, coalesce(sum(n) FILTER (status = 'done'), 0)::BIGINT, "
        "coalesce(sum(n) FILTER (status <> 'done'), 0)::BIGINT, min(age) "
        f"FROM {quoted(counted.table)} WHERE status IN ({_list(CASES)}) AND {_within(where)} "
        "GROUP BY day, ticks ORDER BY day, ticks"
    ).fetchnumpy()
    return Cells(*(np.asarray(column, dtype=np.int64) for column in found.values()))


def local_time(moment: int, zone: str) -> str:
    """The local date and time, to the minute, of UTC microseconds."""
    return datetime.fromtimestamp(moment / 1e6, UTC).astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def _dimension(name: str) -> str:
    return quoted(f"in {name}")


def _within(where: Mapping[str, Sequence[str]]) -> str:
    return " AND ".join(f"{_dimension(name)} IN ({_list(values)})" for name, values in where.items()) or "true"


def _list(values: Sequence[str]) -> str:
    return ", ".join(literal(value) for value in values) or "NULL"


def _rounded(ticks: str, edges: Sequence[int]) -> str:
    """Ticks as they are up to 256, beyond that rounded up to the next of 128 steps between powers of two.

    Nothing is rounded from one side of an edge to the other. Without this, minutes would be almost as many as cases.
    """
    step = f"(1 << greatest(0, floor(log2(greatest({ticks}, 1)))::INTEGER - {_STEPS.bit_length() - 1}))"
    rounded = f"({ticks} + {step} - 1) // {step} * {step}"
    return f"least({', '.join([rounded, *(f'CASE WHEN {ticks} <= {edge} THEN {edge} END' for edge in edges)])})"


def _rejected(connection: DuckDBPyConnection, reader: Reader) -> dict[str, int]:
    """Lines that the reader of CSV could not take apart, by reason; each line once."""
    if reader.last is None:
        return {}
    found = connection.execute(
        "WITH lines AS (SELECT file_id, line, min(CASE error_type WHEN 'INVALID ENCODING' THEN 'not_utf8' "
        "WHEN 'TOO MANY COLUMNS' THEN 'long_row' ELSE 'unreadable_row' END) AS reason FROM reject_errors "
        "WHERE scan_id = (SELECT max(scan_id) FROM reject_errors) GROUP BY file_id, line) "
        "SELECT reason, count(*) FROM lines GROUP BY reason ORDER BY reason"
    ).fetchall()
    return {str(reason): int(lines) for reason, lines in found}
