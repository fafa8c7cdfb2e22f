"""A column of time stamps to SQL expressions for the UTC moment, in microseconds since 1970, and the local time.

Understood are ISO 8601 with and without offset, `dd.mm.yyyy HH:MM`, stamps with slashes, and formats that the mapping
names. With slashes the whole column decides whether the day or the month comes first. Zone offsets are a search tree
of CASE expressions made from the zone's own changes: no time zone function of an engine is called for each row. What
is searched for must be the name of a column, since the tree repeats it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from auditor.measurements.calendars import Offsets, offsets

SECOND = 1_000_000
DAY = 86_400 * SECOND
DOTTED = ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
DAY_FIRST = tuple(f"%d/%m/%Y{time}" for time in _TIMES)
MONTH_FIRST = tuple(f"%m/%d/%Y{time}" for time in _TIMES)
SLASHED = r"^\s*\d{1,2}/\d{1,2}/\d{4}\b"


def quoted(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string literal, quoted."""
    return "'" + text.replace("'", "''") + "'"


def text_of(column: str, na_values: Sequence[str]) -> str:
    """The column trimmed, NULL where it is blank or one of `na_values`."""
    trimmed = f"nullif(trim({column}), '')"
    listed = ", ".join(literal(value) for value in na_values)
    return f"CASE WHEN {trimmed} NOT IN ({listed}) THEN {trimmed} END" if na_values else trimmed


class Stamp(Struct, frozen=True):
    """A column as two expressions, in microseconds: the UTC moment where the stamp tells it, else the local time."""

    utc: str
    wall: str


def stamp_of_text(text: str, formats: Sequence[str]) -> Stamp:
    """A column of text; `formats` are tried after ISO 8601, alone where one of them holds an offset (%z)."""
    listed = ", ".join(literal(form) for form in formats)
    parsed = f"try_strptime({text}, [{listed}])"
    if any("%z" in form for form in formats):
        return Stamp(f"epoch_us({parsed})", "NULL::BIGINT")
    aware = _has_offset(text)
    return Stamp(
        f"CASE WHEN {aware} THEN epoch_us(try_cast({_offset_with_colon(text)} AS TIMESTAMPTZ)) END",
        f"CASE WHEN NOT {aware} THEN epoch_us(coalesce(try_cast({text} AS TIMESTAMP), {parsed})) END",
    )


def stamp_of_type(column: str, data_type: str) -> Stamp | None:
    """A column of real time stamps or dates, None for any other type."""
    if data_type.startswith("TIMESTAMP WITH TIME ZONE"):
        return Stamp(f"epoch_us({column})", "NULL::BIGINT")
    if data_type.startswith("TIMESTAMP") or data_type == "DATE":
        return Stamp("NULL::BIGINT", f"epoch_us({column}::TIMESTAMP)")
    return None


def _has_offset(text: str) -> str:
    """Whether a stamp ends in Z, UTC or an offset; the hyphens of a bare date do not count."""
    sign = " OR ".join(f"substr({text}, {at}, 1) IN ('+', '-')" for at in (-6, -5, -3))
    return f"(right({text}, 1) IN ('Z', 'z') OR right({text}, 3) = 'UTC' OR (length({text}) > 15 AND ({sign})))"


def _offset_with_colon(text: str) -> str:
    """`… -0400` as `…-04:00`, which is the only form that the engine reads."""
    close = f"replace(replace({text}, ' +', '+'), ' -', '-')"
    bare = f"substr({text}, -5, 1) IN ('+', '-')"
    return f"CASE WHEN {bare} THEN left({close}, -2) || ':' || right({text}, 2) ELSE {close} END"


def local_of_utc(moment: str, zone: str) -> str:
    """Local microseconds (as if UTC) of UTC microseconds."""
    known = offsets(zone)
    return f"({moment} + {_search(moment, known.since, known.seconds)})"


def utc_of_local(moment: str, zone: str) -> str:
    """UTC microseconds of local ones; of a time that occurs twice the first, one that is skipped counts on."""
    known = offsets(zone)
    return f"({moment} - {_search(moment, _local_changes(known), known.seconds)})"


def _local_changes(known: Offsets) -> tuple[int, ...]:
    before = (known.seconds[0], *known.seconds)
    return tuple(at + max(was, now) for at, was, now in zip(known.since, before, known.seconds, strict=False))


def _search(moment: str, since: Sequence[int], seconds: Sequence[int]) -> str:
    """A tree of CASE expressions that finds the offset, in microseconds, in force at `moment`."""
    if len(since) == 1:
        return str(seconds[0] * SECOND)
    half = len(since) // 2
    earlier = _search(moment, since[:half], seconds[:half])
    later = _search(moment, since[half:], seconds[half:])
    return f"CASE WHEN {moment} < {since[half] * SECOND} THEN {earlier} ELSE {later} END"
