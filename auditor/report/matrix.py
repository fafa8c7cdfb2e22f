"""Promises to the matrix of promise x touchpoint: what each place says, and which places stand apart."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from auditor.model import Audit, Promise, Touchpoint, Verdict
from auditor.wording import say, say_scope, share, topic_name


class Cell(Struct, frozen=True):
    """What one kind of place says: the values, a quote, how many places, and whether it differs from the majority."""

    values: tuple[str, ...]
    quote: str
    places: int
    differs: bool


class Row(Struct, frozen=True):
    """One promise; `kept` is the measured share of its majority value, `verdict` that verdict in a word."""

    topic: str
    scope: str
    cells: tuple[Cell | None, ...]
    kept: str
    verdict: str
    several: bool


class Matrix(Struct, frozen=True):
    """Rows under the touchpoints that say anything, rows with differences first.

    A promise that stands in one place only and was not measured has nothing to compare: such are counted in `alone`.
    """

    touchpoints: tuple[str, ...]
    rows: tuple[Row, ...]
    alone: int


def matrix(audit: Audit) -> Matrix:
    """The matrix of an audit."""
    used = {e.touchpoint for p in audit.promises for v in p.variants for e in v.evidence}
    touchpoints = tuple(t for t in Touchpoint if t in used)
    every = [_row(promise, touchpoints, audit.judgement.verdicts) for promise in audit.promises]
    rows = [row for row in every if row.kept or sum(cell.places for cell in row.cells if cell) > 1]
    rows.sort(key=lambda row: (not any(c and c.differs for c in row.cells), row.topic, row.scope))
    return Matrix(tuple(topic_name(t) for t in touchpoints), tuple(rows), len(every) - len(rows))


def _row(promise: Promise, touchpoints: Sequence[Touchpoint], verdicts: Sequence[Verdict]) -> Row:
    majority = promise.variants[0]
    measured = next(
        (
            v
            for v in verdicts
            if v.topic == promise.topic
            and v.scope == promise.scope
            and v.promise.value == majority.value
            and v.kept_rate is not None
        ),
        None,
    )
    cells = tuple(_cell(promise, touchpoint) for touchpoint in touchpoints)
    return Row(
        topic_name(promise.topic),
        say_scope(promise.scope),
        cells,
        share(measured.kept_rate) if measured and measured.kept_rate is not None else "",
        measured.verdict.replace("_", "-") if measured else "",
        len(promise.variants) > 1,
    )


def _cell(promise: Promise, touchpoint: Touchpoint) -> Cell | None:
    said = [(v, e) for v in promise.variants for e in v.evidence if e.touchpoint is touchpoint]
    if not said:
        return None
    values = tuple(dict.fromkeys(say(variant.value) for variant, _ in said))
    majority = say(promise.variants[0].value)
    return Cell(values, said[0][1].sentence, sum(e.occurrences for _, e in said), any(v != majority for v in values))
