"""Verdict to the geometry of its picture: bars, lines and labels in the units of an SVG view box.

Drawn by hand, so that the report needs no library, follows the page's colors and prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from auditor.model import Duration, Number, Unit, Verdict
from auditor.wording import number, say, share

BASE, TOP, LEFT, RIGHT = 150, 46, 8, 552
_MOST_BARS = 24
_IN_DAYS = {Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}


class Bar(Struct, frozen=True):
    """One bar of the histogram; `late` where it lies beyond the promise."""

    x: float
    y: float
    width: float
    height: float
    label: str
    late: bool
    hint: str


class Line(Struct, frozen=True):
    """A vertical line with its label: the promise, the value that could be promised, the 95 % quantile."""

    x: float
    kind: str
    label: str
    anchor: str
    y: float


class Picture(Struct, frozen=True):
    """The distribution of what was delivered, with the promise in it; `about` says the same in words."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    unit: str
    about: str


class Spark(Struct, frozen=True):
    """Kept share by month as the points of a polyline, and the target's height."""

    points: str
    dots: tuple[tuple[float, float, str], ...]
    target: float | None
    labels: tuple[tuple[float, str], ...]


def picture(verdict: Verdict) -> Picture | None:
    """The histogram of a measured duration, None where there is nothing to draw."""
    value = verdict.promise.value
    bins = [(b.elapsed, b.done) for b in verdict.bins if b.done]
    if not bins or verdict.unit is None or not isinstance(value, Duration):
        return None
    unit = verdict.unit.replace("_", " ") + "s"
    limit = in_unit(value, verdict.unit)
    bars = _merge(bins, max(1, limit or 0))
    highest = max(count for _, _, count in bars)
    step = (RIGHT - LEFT) / len(bars)
    drawn = tuple(_bar(index, step, bar, highest, limit, unit) for index, bar in enumerate(bars))
    marks: list[tuple[str, Number | None, str]] = [
        ("promise", limit, f"promised: {say(value)}"),
        ("defensible", _defensible(verdict), _defensible_label(verdict)),
        ("p95", verdict.p95, f"95 % within {number(verdict.p95 or 0)}"),
    ]
    lines = tuple(
        _line(kind, _position(bars, step, at), label, 10 + 11 * row)
        for row, (kind, at, label) in enumerate(marks)
        if at is not None and label
    )
    about = (
        f"{verdict.arithmetic}. Half within {number(verdict.p50 or 0)}, 95 % within {number(verdict.p95 or 0)} {unit}."
    )
    return Picture(drawn, lines, unit, about)


def in_unit(value: Duration, unit: Unit) -> float | None:
    """The upper limit of a promise in the unit of its measurement; None without one or in a unit of another kind."""
    if value.high is None:
        return None
    if value.unit is unit:
        return float(value.high)
    hours = {Unit.MINUTE: 1 / 60, Unit.HOUR: 1, Unit.DAY: 24}
    if value.unit in hours and unit in hours:
        return value.high * hours[value.unit] / hours[unit]
    if value.unit in _IN_DAYS and unit in hours:
        return value.high * _IN_DAYS[value.unit] * 24 / hours[unit]
    return None


def _merge(bins: Sequence[tuple[Number, int]], limit: Number) -> list[tuple[Number, Number, int]]:
    """At most 25 bars (from, to, count) of equal width with the promise on an edge; the last takes the rest."""
    whole = all(float(elapsed).is_integer() for elapsed, _ in bins)
    end = max(2 * limit, *(e for e, c in bins if c >= max(count for _, count in bins) / 50))
    width = limit / max(1, round(limit / (end / _MOST_BARS))) if end > _MOST_BARS or not whole else 1
    count = min(_MOST_BARS, int(end / width) + 1)
    totals = [0] * (count + 1)
    for elapsed, done in bins:
        # A bar holds (from, to]; in whole days the bar of day n holds n alone.
        index = int(elapsed / width) if width == 1 and whole else max(0, -int(-elapsed // width) - 1)
        totals[min(index, count)] += done
    return [(index * width, (index + 1) * width, total) for index, total in enumerate(totals)]


def _bar(index: int, step: float, bar: tuple[Number, Number, int], highest: int, limit: float | None, unit: str) -> Bar:
    start, end, count = bar
    height = (BASE - TOP) * count / highest
    single = end - start == 1
    label = number(round(start if single else end, 1)) if index % 2 == 0 or step > 30 else ""
    late = limit is not None and (start > limit if single else start >= limit)
    hint = f"{number(round(start, 2))}{'' if single else f'–{number(round(end, 2))}'} {unit}: {count:,}"
    return Bar(
        round(LEFT + index * step + 1, 1),
        round(BASE - height, 1),
        round(step - 2, 1),
        round(height, 1),
        label,
        late,
        hint,
    )


def _position(bars: Sequence[tuple[Number, Number, int]], step: float, at: Number | None) -> float:
    """Where a value lies: after its own bar for whole days, on the edge otherwise."""
    width = bars[0][1] - bars[0][0]
    index = (at or 0) + 1 if width == 1 else (at or 0) / width
    return round(min(LEFT + index * step, RIGHT), 1)


def _line(kind: str, x: float, label: str, y: float) -> Line:
    return Line(x, kind, label, "end" if x > (LEFT + RIGHT) / 2 else "start", y)


def _defensible(verdict: Verdict) -> float | None:
    value = _defensible_value(verdict)
    return in_unit(value, verdict.unit) if value and verdict.unit else None


def _defensible_label(verdict: Verdict) -> str:
    value = _defensible_value(verdict)
    return f"could be promised: {say(value)}" if value and value != verdict.promise.value else ""


def _defensible_value(verdict: Verdict) -> Duration | None:
    """The value for the share nearest above the target."""
    target = verdict.target or 0.95
    shares = sorted(float(key) for key in verdict.defensible)
    chosen = next((value for value in shares if value >= target), shares[-1] if shares else None)
    return next((v for key, v in verdict.defensible.items() if float(key) == chosen), None)


def spark(verdict: Verdict) -> Spark | None:
    """The kept share over the months, None under two months."""
    periods = verdict.periods
    if len(periods) < 2:
        return None
    lowest = min([p.kept_rate for p in periods] + ([verdict.target] if verdict.target else []))
    floor = max(0.0, min(lowest - 0.05, 0.9))
    step = 220 / (len(periods) - 1)

    def y(rate: float) -> float:
        return round(52 - 44 * (rate - floor) / (1 - floor), 1)

    dots = tuple(
        (round(10 + i * step, 1), y(p.kept_rate), f"{p.period}: {share(p.kept_rate)} of {p.n:,}")
        for i, p in enumerate(periods)
    )
    labels = ((10.0, periods[0].period), (230.0, periods[-1].period))
    target = y(verdict.target) if verdict.target else None
    return Spark(" ".join(f"{x},{height}" for x, height, _ in dots), dots, target, labels)
