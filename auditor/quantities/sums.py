"""Two durations that follow each other to the one that both take: dispatch and transit to delivery.

Ends are added, each in its own family: business days to business days, days to hours, years to months. Where the two
are of different families no number of either is right, and the sum is the envelope in calendar days.
"""

from __future__ import annotations

import math

from auditor.model import Duration, Number, Unit
from auditor.quantities.durations import envelope, span

_COARSEST_FIRST = {
    "calendar": ((Unit.WEEK, 604800), (Unit.DAY, 86400), (Unit.HOUR, 3600), (Unit.MINUTE, 60)),
    "month": ((Unit.YEAR, 12), (Unit.MONTH, 1)),
    "business_day": ((Unit.BUSINESS_DAY, 1),),
    "business_hour": ((Unit.BUSINESS_HOUR, 1),),
}


def total(first: Duration, second: Duration, country: str | None = None) -> Duration | None:
    """How long both take, one after the other; None where that cannot be said.

    Of one family the unit is the coarser of the two in which both ends are whole numbers ("24 hours" and "3–5 days"
    are "4–6 days"), else the finer one. Of different families the ends are the fewest and the most calendar days
    (`envelope`, for `country`): "24 hours" and "5 business days" are "6–10 days". An end that is open in one is open in
    the sum; a lower end that is not stated is no time at all. There is no sum with a lifetime, nor of business hours
    with anything else, since nobody knows how many hours a day has.
    """
    if Unit.LIFETIME in (first.unit, second.unit):
        return None
    one, two = span(first), span(second)
    if one.family == two.family:
        low, high = _low(one.low, two.low), _high(one.high, two.high)
        units = [pair for pair in _COARSEST_FIRST[one.family] if pair[0] in (first.unit, second.unit)]
        return _in_units(low, high, units)
    some, others = envelope(first, country), envelope(second, country)
    if some is None or others is None:
        return None
    low = None if first.low is None and second.low is None else _lowest(first, some) + _lowest(second, others)
    return Duration(None if low is None else math.floor(low), math.ceil(some[1] + others[1]), Unit.DAY)


def ends_before_total(whole: Duration, first: Duration, second: Duration) -> bool:
    """Whether `whole` ends before the total of the two can, by more than the least that the first takes.

    "3–5 business days" do, for "1–2" and "3–5 business days": two days are missing, of which one may be counted in.
    False for durations of different families and for open ends, of which nobody knows.
    """
    spans = [span(value) for value in (whole, first, second)]
    ends = [one.high for one in spans if one.high is not None]
    if len(ends) < len(spans) or len({one.family for one in spans}) > 1:
        return False
    return ends[0] + (spans[1].low or 0) < ends[1] + ends[2]


def _lowest(value: Duration, days: tuple[float, float]) -> float:
    return 0 if value.low is None else days[0]


def _low(one: float | None, two: float | None) -> float | None:
    return None if one is None and two is None else (one or 0) + (two or 0)


def _high(one: float | None, two: float | None) -> float | None:
    return None if one is None or two is None else one + two


def _in_units(low: float | None, high: float | None, units: list[tuple[Unit, int]]) -> Duration:
    """In the first unit in which both ends are whole, else in the last."""
    whole = (pair for pair in units if all(end is None or not end % pair[1] for end in (low, high)))
    unit, size = next(whole, units[-1])
    return Duration(_number(low, size), _number(high, size), unit)


def _number(end: float | None, size: int) -> Number | None:
    if end is None:
        return None
    number = round(end / size, 6)
    return int(number) if number == int(number) else number
