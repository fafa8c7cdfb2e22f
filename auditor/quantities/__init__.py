"""Two values to their relation: how "3–5 business days" stands to "within 48 hours"."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from auditor.model import ClockTime, Duration, Money, Number, Percent, Quantity, Schedule
from auditor.quantities import durations
from auditor.quantities.durations import calendar_days
from auditor.quantities.relations import Favours, Relation
from auditor.quantities.schedules import minutes, relation_of_schedules, weekly_hours

__all__ = [
    "Favours",
    "Normal",
    "Relation",
    "better",
    "calendar_days",
    "normal",
    "relation",
    "same_length",
    "same_numbers",
    "times_apart",
    "weekly_hours",
]

Normal = tuple[str | float | tuple[int, ...] | None, ...]

_ZONE = re.compile(r"^([ECMP])[SD]T$")


@lru_cache(maxsize=65536)
def relation(first: Quantity, second: Quantity, favours: Favours = None) -> Relation:
    """How `first` stands to `second`; `favours` says whether customers like the topic's value lower or higher.

    Values of different types, and amounts in different currencies, are incomparable, save that free is neither an
    amount nor a share above zero.
    """
    match first, second:
        case Duration(), Duration():
            return durations.relation_of_durations(first, second, favours)
        case Money(), Money():
            return _relation_of_money(first, second)
        case Percent(), Percent():
            return _equal_or_disjoint(first.value, second.value)
        case ClockTime(), ClockTime():
            return _in_one_zone(first.tz, second.tz, Relation.EQUAL if first.time == second.time else Relation.DISJOINT)
        case Schedule(), Schedule():
            return _in_one_zone(first.tz, second.tz, relation_of_schedules(first.schedule, second.schedule))
        case (Money(amount=amount), Percent(value=share)) | (Percent(value=share), Money(amount=amount)):
            return _relation_of_money_and_share(amount, share)
        case _:
            return Relation.INCOMPARABLE


@lru_cache(maxsize=65536)
def normal(value: Quantity) -> Normal:
    """A hashable form that is the same for the same value differently written: "2 weeks" and "14 days"."""
    match value:
        case Duration():
            span = durations.span(value)
            return ("duration", span.family, span.low, span.high)
        case Money():
            return ("money", round(float(value.amount), 4), value.currency if value.amount else None)
        case Percent():
            return ("percent", round(float(value.value), 6))
        case ClockTime():
            return ("time", value.time, _zone(value.tz))
        case Schedule():
            return ("schedule", weekly_hours(value.schedule) or value.schedule, _zone(value.tz))


def better(first: Quantity, second: Quantity, favours: Favours) -> bool | None:
    """Whether `first` is better for the customer than `second`; None where they are equal or cannot be ranked."""
    if favours is None or relation(first, second, favours) in (Relation.EQUAL, Relation.INCOMPARABLE):
        return None
    one, two = _rank(first, favours), _rank(second, favours)
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


def _in_one_zone(first: str | None, second: str | None, found: Relation) -> Relation:
    return Relation.INCOMPARABLE if first and second and _zone(first) != _zone(second) else found


def _zone(zone: str | None) -> str | None:
    """One name for winter and summer time of the same place: EST, EDT and ET."""
    return None if zone is None else _ZONE.sub(r"\1T", zone.strip().upper().replace("BST", "GMT"))


def _rank(value: Quantity, favours: Favours) -> float | None:
    """One number to rank by: seconds, amounts, percents, minutes of the day or week."""
    match value:
        case Duration():
            return durations.seconds(value, favours)
        case Money():
            return float(value.amount)
        case Percent():
            return float(value.value)
        case ClockTime():
            hour, _, minute = value.time.partition(":")
            return int(hour) * 60.0 + int(minute)
        case Schedule():
            hours = weekly_hours(value.schedule)
            return None if hours is None else float(minutes(hours))
