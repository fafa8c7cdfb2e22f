"""Two values to their relation: how "3–5 business days" stands to "within 48 hours"."""

from __future__ import annotations

import math
from functools import lru_cache

from auditor.model import ClockTime, Duration, Money, Number, Percent, Quantity, Schedule, Words
from auditor.quantities import durations
from auditor.quantities.durations import envelope
from auditor.quantities.envelopes import calendar_days
from auditor.quantities.relations import Favours, Relation
from auditor.quantities.schedules import (
    HoursApart,
    hours_apart,
    minutes,
    relation_of_schedules,
    shifted_hours,
    weekly_hours,
)
from auditor.quantities.sums import ends_before_total, total
from auditor.quantities.zones import comparable, shifts, zone_of

__all__ = [
    "Favours",
    "HoursApart",
    "Normal",
    "Relation",
    "better",
    "calendar_days",
    "ends_before_total",
    "envelope",
    "hours_apart",
    "normal",
    "relation",
    "same_length",
    "same_numbers",
    "times_apart",
    "total",
    "weekly_hours",
]

Normal = tuple[str | float | tuple[int, ...] | None, ...]


@lru_cache(maxsize=262144)
def relation(first: Quantity, second: Quantity, favours: Favours = None, country: str | None = None) -> Relation:
    """How `first` stands to `second`; `favours` says whether customers like the topic's value lower or higher.

    Values of different types, and amounts in different currencies, are incomparable, save that free is neither an
    amount nor a share above zero. Business and calendar days are never equal: disjoint where no order day and no
    holidays of `country` (ISO 3166; None: of any country, with two holidays at most) could make them meet, else
    incomparable. Times of two zones are compared where the zones are a fixed number of hours apart. Raises ValueError
    for a country that is unknown.
    """
    match first, second:
        case Duration(), Duration():
            return durations.relation_of_durations(first, second, favours, country)
        case Money(), Money():
            return _relation_of_money(first, second)
        case Percent(), Percent():
            return _equal_or_disjoint(first.value, second.value)
        case ClockTime(), ClockTime():
            return _relation_of_times(first, second)
        case Schedule(), Schedule():
            return relation_of_schedules(first, second)
        case (Money(amount=amount), Percent(value=share)) | (Percent(value=share), Money(amount=amount)):
            return _relation_of_money_and_share(amount, share)
        case _:
            return Relation.INCOMPARABLE


@lru_cache(maxsize=65536)
def normal(value: Quantity) -> Normal:
    """A hashable form that is the same for the same value differently written: "2 weeks" and "14 days".

    Values of one normal form are equal (`relation`). Some equal values have two, since they can be told apart: months
    and the days that are their usual name, a limit and a range that ends with it, an amount whose currency is not
    written, one time of two zones, and times whose days or zone one of the two leaves out.
    """
    match value:
        case Duration():
            span = durations.span(value)
            return ("duration", span.family, span.low, span.high)
        case Money():
            return ("money", round(float(value.amount), 4), value.currency if value.amount else None)
        case Percent():
            return ("percent", round(float(value.value), 6))
        case ClockTime():
            return ("time", value.time, zone_of(value.tz).name)
        case Schedule():
            return ("schedule", shifted_hours(value.schedule, 0) or value.schedule, zone_of(value.tz).name)
        case Words():
            return ("words", value.text)


@lru_cache(maxsize=262144)
def better(first: Quantity, second: Quantity, favours: Favours) -> bool | None:
    """Whether `first` is better for the customer than `second`; None where they are equal or cannot be ranked."""
    if favours is None or relation(first, second, favours) in (Relation.EQUAL, Relation.INCOMPARABLE):
        return None
    one, two = _rank(first, favours, second), _rank(second, favours, first)
    if one is None or two is None or one == two:
        return None
    return one < two if favours == "lower" else one > two


def same_numbers(first: Quantity, second: Quantity) -> bool:
    """Whether two durations of different bases show the same numbers: "5 days" and "5 business days"."""
    return isinstance(first, Duration) and isinstance(second, Duration) and durations.same_numbers(first, second)


def same_length(first: Quantity, second: Quantity) -> bool:
    """Whether one duration restates the other's business days in whole weeks: "10 business days" and "2 weeks"."""
    return isinstance(first, Duration) and isinstance(second, Duration) and durations.same_length(first, second)


def times_apart(first: Quantity, second: Quantity, favours: Favours) -> float | None:
    """How many times the longer of two durations is the shorter; None for other values, open ends, zero, lifetimes."""
    if not (isinstance(first, Duration) and isinstance(second, Duration)):
        return None
    one, two = durations.seconds(first, favours), durations.seconds(second, favours)
    if not one or not two or math.inf in (one, two):
        return None
    return max(one, two) / min(one, two)


def _relation_of_money(first: Money, second: Money) -> Relation:
    currencies = {money.currency for money in (first, second) if money.amount and money.currency}
    return Relation.INCOMPARABLE if len(currencies) > 1 else _equal_or_disjoint(first.amount, second.amount)


def _relation_of_money_and_share(amount: Number, share: Number) -> Relation:
    """Free is no share at all; of how much a share is taken, nobody says here."""
    if amount and share:
        return Relation.INCOMPARABLE
    return Relation.EQUAL if amount == share else Relation.DISJOINT


def _equal_or_disjoint(first: Number, second: Number) -> Relation:
    return Relation.EQUAL if math.isclose(first, second, abs_tol=1e-6) else Relation.DISJOINT


def _relation_of_times(first: ClockTime, second: ClockTime) -> Relation:
    one, two = zone_of(first.tz), zone_of(second.tz)
    if not comparable(one, two):
        return Relation.INCOMPARABLE
    here, there = shifts(one, two)
    return Relation.EQUAL if _shifted(first.time, here) == _shifted(second.time, there) else Relation.DISJOINT


def _shifted(time: str, minutes: int) -> str:
    """The time of day so many minutes later, past 24:00 where it is on the next day."""
    if not minutes:
        return time
    hour, _, minute = time.partition(":")
    hours, rest = divmod(int(hour) * 60 + int(minute) + minutes, 60)
    return f"{hours:02}:{rest:02}"


def _rank(value: Quantity, favours: Favours, other: Quantity) -> float | None:
    """One number to rank by beside `other`: seconds, amounts, percents, minutes of the day or week."""
    match value:
        case Duration():
            return durations.seconds(value, favours)
        case Money():
            return float(value.amount)
        case Percent():
            return float(value.value)
        case ClockTime():
            zone = zone_of(other.tz) if isinstance(other, ClockTime) else zone_of(None)
            hour, _, minute = _shifted(value.time, shifts(zone_of(value.tz), zone)[0]).partition(":")
            return int(hour) * 60.0 + int(minute)
        case Schedule():
            hours = weekly_hours(value.schedule)
            return None if hours is None else float(minutes(hours))
        case Words():
            return None
