"""A table to what its columns look like: which hold time stamps, which few values, which a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from auditor.measurements.engine.files import Reader
from auditor.measurements.engine.opening import formats_of, run
from auditor.measurements.engine.stamps import Stamp, quoted, stamp_of_text, stamp_of_type, text_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS = 50_000
_FEW = 40


class Profile(Struct, frozen=True):
    """A column in the first 50,000 rows: how many are filled, are time stamps, and differ.

    `values` are its values, sorted, where they are few; `stamp` is how to read it as a moment.
    """

    name: str
    filled: int
    stamps: int
    distinct: int
    values: tuple[str, ...]
    stamp: Stamp


def profiles(connection: DuckDBPyConnection, reader: Reader, place: str) -> tuple[int, tuple[Profile, ...]]:
    """The number of rows looked at, and all columns in their order.

    Raises MeasurementError where a column of dates can be read in two ways.
    """
    run(connection, reader, lambda source: f"CREATE TEMP TABLE sample AS SELECT * FROM {source} LIMIT {_ROWS}")
    rows = connection.execute("SELECT count(*) FROM sample").fetchall()[0][0]
    return int(rows), tuple(_profile(connection, reader, column, place) for column in reader.columns)


def later_share(connection: DuckDBPyConnection, start: Profile, end: Profile) -> float:
    """Of the rows that have both stamps, the share whose end is not before the start; 0 where none has both."""
    first, last = (f"coalesce({one.stamp.utc}, {one.stamp.wall})" for one in (start, end))
    ((share,),) = connection.execute(
        f"SELECT avg((last >= first)::INTEGER) FROM (SELECT {first} AS first, {last} AS last FROM sample) "
        "WHERE first IS NOT NULL AND last IS NOT NULL"
    ).fetchall()
    return float(share or 0)


def _profile(connection: DuckDBPyConnection, reader: Reader, column: str, place: str) -> Profile:
    data_type = reader.columns[column]
    typed = stamp_of_type(quoted(column), data_type)
    text = text_of(f"{quoted(column)}::VARCHAR", ())
    stamp = typed or stamp_of_text(f"({text})", formats_of(connection, reader, column, place))
    ((filled, stamps, distinct),) = connection.execute(
        f"SELECT count({text}), count(coalesce({stamp.utc}, {stamp.wall})), count(DISTINCT {text}) FROM sample"
    ).fetchall()
    values: list[tuple[str]] = []
    if 0 < distinct <= _FEW:
        values = connection.execute(
            f"SELECT DISTINCT {text} AS v FROM sample WHERE v IS NOT NULL ORDER BY v"
        ).fetchall()
    return Profile(
        column, int(filled), int(stamps), int(distinct), tuple(value for (value,) in values if value is not None), stamp
    )
