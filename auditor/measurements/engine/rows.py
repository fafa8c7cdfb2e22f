"""A table to its rows, each with one status: done, open, breached, left out, or the reason why it is not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.measurements.actuals import Measure, as_names
from auditor.measurements.calendars import Calendar
from auditor.measurements.conditions import Condition, read_condition
from auditor.measurements.engine.elapsed import Elapsed
from auditor.measurements.engine.files import Reader
from auditor.measurements.engine.stamps import (
    DAY,
    literal,
    local_of_utc,
    quoted,
    stamp_of_text,
    stamp_of_type,
    text_of,
    utc_of_local,
)

Formats = Mapping[str, Sequence[str]]

STATUSES = (
    ("short", "short_row"),
    ("left_out", "excluded"),
    ("repeated", "duplicate_key"),
    ("start_text IS NULL AND end_text IS NULL", "not_started"),
    ("start_text IS NULL", "start_missing"),
    ("start IS NULL", "start_unparseable"),
    ('end_text IS NOT NULL AND "end" IS NULL', "end_unparseable"),
    ("start > {as_of}", "start_in_future"),
    (f'"end" < start AND NOT (end_local % {DAY} = 0 AND end_local // {DAY} = start_day)', "end_before_start"),
    ('"end" > {as_of}', "end_after_as_of"),
    ("{outside}", "outside_calendar"),
    ("broken", "breached"),
    ('"end" IS NULL', "open"),
)
"""The first that is true is the status of a row; `done` where none is. An end that is a bare date is not before a
start on that date."""

EXCLUDED = ("excluded", "not_started")
CASES = ("done", "open", "breached")


def moments_sql(source: str, reader: Reader, measure: Measure, formats: Formats, calendar: Calendar) -> str:
    """Common table expressions up to `moments`: a row number, dimensions, and both ends in UTC microseconds."""
    zone = measure.timezone or calendar.timezone
    dimensions = "".join(
        f"coalesce(trim({quoted(column)}::VARCHAR), '') AS {quoted(f'in {name}')}, "
        for name, column in measure.dimensions.items()
    )
    ends = {"start": measure.start, "end": measure.end}
    texts = ", ".join(f"{_text(reader, column, measure)} AS {end}_text" for end, column in ends.items())
    key = f"trim({quoted(measure.key)}::VARCHAR)" if measure.key else "NULL::VARCHAR"
    short = f"{quoted(reader.last)} IS NULL" if reader.last else "false"
    stamps = ", ".join(_stamp(reader, end, column, formats[column]) for end, column in ends.items())
    moments = ", ".join(f"coalesce({end}_utc, {utc_of_local(f'{end}_wall', zone)}) AS {quoted(end)}" for end in ends)
    return (
        f"raw AS (SELECT row_number() OVER () AS row, * FROM {source}), "
        f"texts AS (SELECT row, {key} AS case_key, {short} AS short, {_any(measure.exclude)} AS left_out, "
        f"{_any(measure.breach)} AS broken, {dimensions}{texts} FROM raw), "
        f"stamps AS (SELECT *, {stamps} FROM texts), "
        f"moments AS (SELECT * EXCLUDE (start_utc, start_wall, end_utc, end_wall), {moments} FROM stamps)"
    )


def rows_sql(moments: str, calendar: Calendar, as_of: int, elapsed: Elapsed, keys: str | None) -> str:
    """Common table expressions up to `judged`: each row with its `status`, start `day`, `elapsed` and `age`.

    `counts` is true for cases. `keys` is a table of the keys that occur more than once, with their first row.
    """
    zone = calendar.timezone
    repeated = "k.first IS NOT NULL AND k.first <> row" if keys else "false"
    join = f" LEFT JOIN {quoted(keys)} AS k USING (case_key)" if keys else ""
    cases = " ".join(
        f"WHEN {condition.format(as_of=as_of, outside=elapsed.outside)} THEN {literal(status)}"
        for condition, status in STATUSES
    )
    return (
        f"{moments}, "
        f'finished AS (SELECT *, coalesce("end", {as_of}) AS finish, {repeated} AS repeated FROM moments{join}), '
        f"located AS (SELECT *, {local_of_utc('start', zone)} AS start_local, "
        f"{local_of_utc('finish', zone)} AS end_local FROM finished), "
        f"days AS (SELECT *, start_local // {DAY} AS start_day, end_local // {DAY} AS finish_day FROM located), "
        f"judged AS (SELECT *, start_day AS day, CASE {cases} ELSE 'done' END AS status, "
        f"{elapsed.ticks} AS elapsed, {elapsed.age} AS age, status IN ('done', 'open', 'breached') AS counts "
        f"FROM days {elapsed.joins})"
    )


def _text(reader: Reader, column: str, measure: Measure) -> str:
    return text_of(quoted(column), measure.na_values) if reader.columns[column] == "VARCHAR" else quoted(column)


def _stamp(reader: Reader, end: str, column: str, formats: Sequence[str]) -> str:
    data_type = reader.columns[column]
    stamp = stamp_of_type(f"{end}_text", data_type) or stamp_of_text(f"{end}_text::VARCHAR", formats)
    return f"{stamp.utc} AS {end}_utc, {stamp.wall} AS {end}_wall"


def _any(conditions: str | tuple[str, ...]) -> str:
    return " OR ".join(_holds(read_condition(text)) for text in as_names(conditions)) or "false"


def _holds(condition: Condition) -> str:
    """An expression that is never NULL; letter case does not matter."""
    column = f"lower(trim({quoted(condition.column)}::VARCHAR))"
    listed = ", ".join(literal(value) for value in condition.values)
    within = f"coalesce({column} IN ({listed}), false)"
    return f"NOT {within}" if condition.negated else within
