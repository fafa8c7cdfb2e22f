"""Promises and a mapping to Measured: each stated value with the measurement that answers it.

A table is read once for each calendar and unit that is asked of it; all its segments come from the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from auditor.measurements.actuals import Actuals
from auditor.measurements.clusters import design_effects
from auditor.measurements.conventions import conventions
from auditor.measurements.engine import (
    EXCLUDED,
    NEVER,
    TICKS,
    Cells,
    Counted,
    Request,
    cells_of,
    count,
    local_time,
    open_engine,
    tally,
    unattributed,
    values_of,
)
from auditor.measurements.faults import closest
from auditor.measurements.matching import Answer, Where, answer, candidates
from auditor.measurements.questions import Question, Refused, ask
from auditor.model import Bin, Match, Measured, Measurement, Number, Promise, StartDay, Unit, Unmatched
from auditor.rules import Rulebook

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_USUAL_UNITS = {"wait_time": Unit.MINUTE, "response_time": Unit.HOUR}
_SAID = {"not_started": "start_missing"}


def measure(actuals: Actuals, promises: Sequence[Promise], book: Rulebook) -> Measured:
    """What the tables of the mapping say about the promises, and the measures and segments nobody promises about.

    Raises MeasurementError for a table that cannot be read as the mapping says, ConfigurationError where the mapping
    leaves open which measure answers, or names a topic or value that is not there.
    """
    _check_topics(actuals, book)
    asked = list(ask(promises, actuals, book))
    with open_engine() as connection:
        tables = _Tables(connection, actuals, [q for _, _, q in asked if isinstance(q, Question)])
        matches, unmatched = [], []
        for promise, variant, question in asked:
            found = _measured(question, tables, actuals, book)
            if isinstance(found, Refused):
                unmatched.append(Unmatched(promise, variant, found.reason, found.measurable))
            else:
                matches.append(found)
        return Measured(tuple(matches), tuple(unmatched), tuple(_silent(tables, matches)))


def _check_topics(actuals: Actuals, book: Rulebook) -> None:
    for name, one in actuals.measures.items():
        for topic in one.topics:
            if topic not in book.topics:
                message = f"topics of [measure.{name}]: `{topic}` is no topic; {closest(topic, book.topics)}"
                raise actuals.fault(("measure", name), "topics", message)


def _measured(question: Question | Refused, tables: _Tables, actuals: Actuals, book: Rulebook) -> Match | Refused:
    if isinstance(question, Refused):
        return question
    found = answer(question, actuals, book, tables.values)
    if isinstance(found, Refused):
        return found
    match = tables.match(question, found)
    if found.where and not match.measurement.bins and not match.measurement.n_breached:
        cases = " and ".join(f"{dimension} {' or '.join(values)}" for dimension, values in found.where.items())
        return Refused(f"no case in [measure.{found.measure}] has {cases}")
    return match


class _Tables:
    """The cells of each measure by calendar and unit, counted when they are first asked for."""

    def __init__(self, connection: DuckDBPyConnection, actuals: Actuals, questions: Sequence[Question]) -> None:
        self.connection, self.actuals = connection, actuals
        self._counted: dict[tuple[str, str, Unit], Counted] = {}
        self._edges: dict[tuple[str, Unit], set[int]] = {}
        for question in questions:
            ends = {_ticks(question.limit, question.unit), _ticks(question.low or 0, question.unit) - 1}
            for name in candidates(question, actuals):
                self._edges.setdefault((name, question.unit), set()).update(ends)

    def values(self, name: str, dimension: str) -> tuple[str, ...]:
        """The values of a dimension."""
        return values_of(self.connection, self.any_of(name), dimension)

    def any_of(self, name: str) -> Counted:
        """Whatever cells of the measure there are or will be needed, else those of its usual unit."""
        unit = next((unit for measure, unit in self._edges if measure == name), None)
        return self.counted(name, unit or self.usual_unit(name))

    def usual_unit(self, name: str) -> Unit:
        """The unit to report a measure in where no promise chooses one."""
        measure = self.actuals.measures[name]
        days = Unit.BUSINESS_DAY if self.actuals.calendars else Unit.DAY
        return measure.unit or _USUAL_UNITS.get(measure.topics[0], days)

    def counted(self, name: str, unit: Unit, calendar: str = "") -> Counted:
        """The cells of a measure in a unit, by the calendar named or its own."""
        key = name, calendar, unit
        if key not in self._counted:
            measure = self.actuals.measures[name]
            edges = tuple(sorted(edge for edge in self._edges.get((name, unit), ()) if edge >= 0))
            request = Request(name, measure, self.actuals.calendar_of(measure, calendar), unit, edges)
            self._counted[key] = count(self.connection, self.actuals, request, f"cells {len(self._counted)}")
        return self._counted[key]

    def match(self, question: Question, found: Answer) -> Match:
        """The question with its measurement."""
        counted = self.counted(found.measure, question.unit, found.calendar)
        cells = cells_of(self.connection, counted, found.where)
        early = counted.request.measure.early_is_breach
        low = question.low if early else None
        return Match(
            promise=question.promise,
            variant=question.variant,
            measurement=self.measurement(counted, found.where, cells),
            limit=question.limit,
            low=question.low,
            days=_days(cells, _ticks(question.limit, question.unit), 0 if low is None else _ticks(low, question.unit)),
            method=found.method,
            share=question.share,
            early_is_breach=early,
        )

    def measurement(self, counted: Counted, where: Where, cells: Cells | None = None) -> Measurement:
        """How the cases within `where` were delivered."""
        request = counted.request
        cells = cells_of(self.connection, counted, where) if cells is None else cells
        rows = tally(self.connection, counted, where)
        astray = unattributed(self.connection, counted, where)
        ticks, effects = design_effects(cells)
        at, kept = np.searchsorted(ticks, cells.ticks), ticks < NEVER
        done, still_open = (np.bincount(at, column, len(ticks)) for column in (cells.done, cells.open))
        return Measurement(
            measure=request.name,
            topics=request.measure.topics,
            where=dict(where),
            unit=request.unit,
            n_done=rows.get("done", 0),
            n_open=rows.get("open", 0),
            n_breached=rows.get("breached", 0),
            quarantined=_quarantined(rows, counted.rejected, astray),
            excluded={_SAID.get(status, status): rows[status] for status in EXCLUDED if status in rows},
            bins=tuple(
                Bin(_in_units(int(tick), request.unit), int(d), int(o))
                for tick, d, o in zip(ticks[kept], done[kept], still_open[kept], strict=True)
            ),
            design_effects=tuple(round(float(effect), 6) for effect in effects[kept]),
            conventions=conventions(request),
            as_of=local_time(counted.as_of, request.calendar.timezone),
            n_unattributed=astray + sum(counted.rejected.values()),
        )


def _quarantined(rows: dict[str, int], rejected: dict[str, int], astray: int) -> dict[str, int]:
    """Rows not understood, by reason; `dimension_missing` are cases that may belong here or not."""
    reasons = {s: n for s, n in rows.items() if s not in ("done", "open", "breached", *EXCLUDED)}
    if astray:
        reasons["dimension_missing"] = astray
    return dict(sorted({**reasons, **rejected}.items()))


def _ticks(limit: Number, unit: Unit) -> int:
    """Whole ticks; a third of a minute is twenty seconds, however it was rounded."""
    return round(limit * TICKS[unit])


def _in_units(ticks: int, unit: Unit) -> Number:
    return ticks if TICKS[unit] == 1 else round(ticks / TICKS[unit], 4)


def _days(cells: Cells, limit: int, low: int) -> tuple[StartDay, ...]:
    """By start day: cases known to have ended by `limit` or not, and those that did, not before `low`."""
    days, day = np.unique(cells.day, return_inverse=True)
    kept, decided, youngest = np.zeros(len(days)), np.zeros(len(days)), np.full(len(days), NEVER)
    np.add.at(kept, day, np.where((cells.ticks <= limit) & (cells.ticks >= low), cells.done, 0))
    np.add.at(decided, day, cells.done + np.where(cells.ticks > limit, cells.open, 0))
    np.minimum.at(youngest, day, cells.age)
    return tuple(
        StartDay((date(1970, 1, 1) + timedelta(days=int(d))).isoformat(), int(n), int(k), bool(age > limit))
        for d, n, k, age in zip(days, decided, kept, youngest, strict=True)
    )


# ── silent practice ──────────────────────────────────────────────────────────────────────────────────────────


def _silent(tables: _Tables, matches: Sequence[Match]) -> Iterator[Measurement]:
    """Measures that no promise was matched with, and of the others the values of a dimension that none speaks of."""
    for name in sorted(tables.actuals.measures):
        spoken_of = [match.measurement.where for match in matches if match.measurement.measure == name]
        counted = tables.any_of(name)
        if not spoken_of:
            yield tables.measurement(counted, {})
            continue
        for dimension in sorted(tables.actuals.measures[name].dimensions):
            for value in values_of(tables.connection, counted, dimension):
                if not any(value in where.get(dimension, (value,)) for where in spoken_of):
                    yield tables.measurement(counted, {dimension: (value,)})
