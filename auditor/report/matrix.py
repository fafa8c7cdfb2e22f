"""Audit to the matrix of promise x touchpoint: its coverage in words, with what was measured of each promise."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from auditor.model import Agreement, Audit, CoverageCell, CoverageRow, SaidValue, Strength, Verdict
from auditor.wording import say, say_scope, share, topic_name


class Value(Struct, frozen=True):
    """A value that one kind of place states, a quote of it, in how many places, and whether it is not the usual one."""

    text: str
    quote: str
    places: int
    differs: bool


class Row(Struct, frozen=True):
    """One promise with the values of each kind of place.

    `kept` is the measured share of its usual value, `verdict` that verdict in a word.
    """

    topic: str
    scope: str
    cells: tuple[tuple[Value, ...], ...]
    kept: str
    verdict: str


class Alone(Struct, frozen=True):
    """A promise that stands in one document only: its values, and where."""

    topic: str
    scope: str
    values: tuple[str, ...]
    document: str


class Matrix(Struct, frozen=True):
    """Rows under the touchpoints that were collected, rows with differences first.

    A promise that stands in one place only and was not measured has nothing to compare: such are in `alone`. `unsaid`
    are the topics that no place states.
    """

    touchpoints: tuple[str, ...]
    rows: tuple[Row, ...]
    alone: tuple[Alone, ...]
    unsaid: tuple[str, ...]


def matrix(audit: Audit) -> Matrix:
    """The matrix of an audit."""
    coverage = audit.coverage
    rows = [(row, _measured(row, audit.judgement.verdicts)) for row in coverage.rows]
    shown = [(row, kept) for row, kept in rows if kept or row.agreement is not Agreement.ONE_PLACE]
    shown.sort(key=lambda pair: (pair[0].agreement is not Agreement.DISAGREE, pair[0].topic, say_scope(pair[0].scope)))
    return Matrix(
        tuple(topic_name(touchpoint) for touchpoint in coverage.touchpoints),
        tuple(_row(row, kept) for row, kept in shown),
        tuple(_alone(row) for row, kept in rows if not kept and row.agreement is Agreement.ONE_PLACE),
        tuple(topic_name(topic) for topic in coverage.unsaid),
    )


def say_said(said: SaidValue) -> str:
    """The value with its strength where it is not flatly stated: `3–5 business days (hedged)`."""
    value = "no value" if said.value is None else say(said.value)
    return value if said.strength is Strength.FIRM else f"{value} ({said.strength})"


def _measured(row: CoverageRow, verdicts: Iterable[Verdict]) -> Verdict | None:
    for verdict in verdicts:
        same = verdict.topic == row.topic and verdict.scope in row.scopes and verdict.promise.value == row.usual
        if same and verdict.kept_rate is not None:
            return verdict
    return None


def _row(row: CoverageRow, measured: Verdict | None) -> Row:
    kept = "" if measured is None or measured.kept_rate is None else share(measured.kept_rate)
    verdict = measured.verdict.replace("_", "-") if measured else ""
    return Row(topic_name(row.topic), say_scope(row.scope), tuple(map(_cell, row.cells)), kept, verdict)


def _cell(cell: CoverageCell) -> tuple[Value, ...]:
    return tuple(Value(say_said(one), one.quote, one.occurrences, one.outlying) for one in cell.said)


def _alone(row: CoverageRow) -> Alone:
    said = [one for cell in row.cells for one in cell.said]
    values = tuple(dict.fromkeys(say_said(one) for one in said))
    return Alone(topic_name(row.topic), say_scope(row.scope), values, said[0].document if said else "")
