"""Start days to kept shares by month, and whether they are getting better or worse."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from auditor.model import Period, StartDay
from auditor.wording import share

_LEAST_CHANGE = 0.01
_LEAST_DAYS = 20


def periods(days: Sequence[StartDay]) -> tuple[Period, ...]:
    """By month of start; only days whose limit has passed for every case, since early ends alone would flatter."""
    mature = [day for day in days if day.matured and day.decided]
    grouped = ((month, list(group)) for month, group in groupby(mature, key=lambda day: day.day[:7]))
    totals = ((month, sum(d.decided for d in group), sum(d.kept for d in group)) for month, group in grouped)
    return tuple(Period(month, n, kept / n) for month, n, kept in totals)


def trend(days: Sequence[StartDay]) -> str | None:
    """`getting worse: …`, `getting better: …` or `no clear change: …`; None where under 20 start days can tell.

    A straight line through the days' shares, weighted by cases, with the variance of the slope taken over days (the
    sandwich estimator), so that a bad day counts once. It is a change only where the 95 % interval of the slope
    excludes 0 and the line moves by a point or more.
    """
    from scipy.special import stdtrit

    mature = [day for day in days if day.matured and day.decided]
    if len(mature) < _LEAST_DAYS:
        return None
    when = [date.fromisoformat(day.day).toordinal() for day in mature]
    cases = sum(day.decided for day in mature)
    middle = sum(t * day.decided for t, day in zip(when, mature, strict=True)) / cases
    rate = sum(day.kept for day in mature) / cases
    points = [(t - middle, day.decided, day.kept) for t, day in zip(when, mature, strict=True)]
    spread = sum(n * x * x for x, n, _ in points)
    slope = sum(x * (kept - rate * n) for x, n, kept in points) / spread
    scatter = sum((x * (kept - (rate + slope * x) * n)) ** 2 for x, n, kept in points)
    error = math.sqrt(scatter * len(points) / (len(points) - 2)) / spread
    moved = slope * (when[-1] - when[0])
    certain = abs(slope) > stdtrit(len(points) - 2, 0.975) * error
    return _in_words(periods(days), moved if certain and abs(moved) >= _LEAST_CHANGE else 0)


def _in_words(months: Sequence[Period], moved: float) -> str:
    word = "getting worse" if moved < 0 else "getting better" if moved > 0 else "no clear change"
    first, last = months[0], months[-1]
    if first is last:
        return f"{word}: {share(first.kept_rate)} in {first.period}"
    return f"{word}: {share(first.kept_rate)} in {first.period}, {share(last.kept_rate)} in {last.period}"
