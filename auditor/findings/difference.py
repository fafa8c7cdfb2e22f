"""Two values to how many times apart they are, whatever they measure."""

from __future__ import annotations

import math

from auditor.model import ClockTime, Duration, Money, Percent, Quantity, Schedule, Unit
from auditor.quantities import Favours, times_apart, weekly_hours
from auditor.quantities.schedules import minutes

_MINUTES_THAT_DOUBLE = 120
_HALF = 0.5


def times_between(one: Quantity | None, other: Quantity | None, favours: Favours) -> float | None:
    """How many times the larger value is the smaller, 1..infinity; None where they differ in kind and not in size.

    Nothing against something, and a lifetime against years, is infinitely far. A share near all is as far from another
    as what is missing to all is: 99.9 % allows ten times the outage of 99.99 %. Two hours between times of day count
    as double, and so do "the same day" and one day.
    """
    match one, other:
        case Duration(), Duration():
            forever = [value.unit is Unit.LIFETIME for value in (one, other)]
            if any(forever):
                return None if all(forever) else math.inf
            return times_apart(_some_time(one), _some_time(other), favours)
        case Money(), Money():
            same = not (one.amount and other.amount) or one.currency == other.currency
            return _ratio(one.amount, other.amount) if same else None
        case Percent(), Percent():
            return max(_ratio(one.value, other.value), _ratio(100 - one.value, 100 - other.value))
        case ClockTime(), ClockTime():
            return 1 + abs(_minute(one) - _minute(other)) / _MINUTES_THAT_DOUBLE
        case Schedule(), Schedule():
            return _times_between_schedules(one, other)
        case _:
            return None


def _some_time(value: Duration) -> Duration:
    """The value, half a unit for none at all: by its numbers "the same day" is zero, and the next day double of it."""
    return Duration(_HALF, _HALF, value.unit) if value.high == 0 else value


def _ratio(one: float, other: float) -> float:
    low, high = sorted((float(one), float(other)))
    if low == high:
        return 1.0
    return high / low if low > 0 else math.inf


def _minute(value: ClockTime) -> int:
    hour, _, minute = value.time.partition(":")
    return int(hour) * 60 + int(minute)


def _times_between_schedules(one: Schedule, other: Schedule) -> float | None:
    hours, others = weekly_hours(one.schedule), weekly_hours(other.schedule)
    return _ratio(minutes(hours), minutes(others)) if hours is not None and others is not None else None
