"""Two opening hours to their relation, as minutes of the week.

Only what `opening_hours` says with weekdays and times is read; hours on holidays are left out, since a week has
none. A schedule with seasons or dates is not a week, and what it means against another is not decided here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from auditor.model import Schedule
from auditor.quantities.relations import Relation
from auditor.quantities.zones import comparable, shifts, zone_of

_DAYS = {"Mo": 0, "Tu": 1, "We": 2, "Th": 3, "Fr": 4, "Sa": 5, "Su": 6}
_DAY = 1440
_WEEK = 7 * _DAY
_RULE = re.compile(r"^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)[-, ]*)+)\s+(off|closed|[\d:,\- ]+)$")
_TIMES = re.compile(r"^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$")
_WeeklyRule = tuple[list[int], list[tuple[int, int]]]


@lru_cache(maxsize=4096)
def weekly_hours(schedule: str) -> tuple[int, ...] | None:
    """Opening hours as minutes of the week, `(start, end, start, end, …)` from Monday 00:00, ascending and merged.

    A span over midnight on Sunday runs past the week. None where the schedule says more than weekdays and times
    or does not name days, and for text that is not `opening_hours` syntax.
    """
    if schedule.strip() == "24/7":
        return (0, _WEEK)
    days: dict[int, list[tuple[int, int]]] = {}
    for part in _parts(schedule):
        rule = _weekly_rule(part)
        if rule is None:
            return None
        for day in rule[0]:
            days[day] = [(day * _DAY + start, day * _DAY + end) for start, end in rule[1]]
    return _merged(sorted(span for spans in days.values() for span in spans))


def minutes(hours: tuple[int, ...]) -> int:
    """The length of weekly hours in minutes."""
    return sum(hours[1::2]) - sum(hours[::2])


@lru_cache(maxsize=4096)
def shifted_hours(schedule: str, minutes_later: int) -> tuple[int, ...] | None:
    """The weekly hours so many minutes later, cut at the end of the week and merged; None where they are no week.

    Two schedules that are open at the same minutes of the week have the same.
    """
    hours = weekly_hours(schedule)
    if hours is None:
        return None
    spans = []
    for at in range(0, len(hours), 2):
        start = (hours[at] + minutes_later) % _WEEK
        end = start + min(hours[at + 1] - hours[at], _WEEK)
        spans += [(start, min(end, _WEEK)), (0, end - _WEEK)]
    return _merged(sorted((start, end) for start, end in spans if start < end))


def relation_of_schedules(first: Schedule, second: Schedule) -> Relation:
    """How the hours of `first` stand to those of `second`: fewer hours within the second are tighter."""
    one, two = _together(first, second)
    if one is None or two is None:
        return _relation_without_days(first, second)
    if one == two:
        return Relation.EQUAL
    shared = _shared_minutes(one, two)
    if not shared:
        return Relation.DISJOINT
    if shared == minutes(one):
        return Relation.TIGHTER
    return Relation.LOOSER if shared == minutes(two) else Relation.OVERLAPPING


class HoursApart(Struct, frozen=True):
    """Where two schedules differ: minutes of the week as in `weekly_hours`, that only one of the two is open.

    `by_day` holds the minutes that the second is open more (less: below 0) on each day that differs, `Mo` to `Su`.
    """

    only_first: tuple[int, ...]
    only_second: tuple[int, ...]
    by_day: dict[str, int]


def hours_apart(first: Schedule, second: Schedule) -> HoursApart | None:
    """When only one of the two is open, in the time of `first`, or of New York where the zones differ.

    None where one of them is not a plain week, or their zones cannot be compared.
    """
    one, two = _together(first, second)
    if one is None or two is None:
        return None
    only_first, only_second = _without(one, two), _without(two, one)
    by_day = {name: _on_day(only_second, day) - _on_day(only_first, day) for name, day in _DAYS.items()}
    return HoursApart(only_first, only_second, {name: apart for name, apart in by_day.items() if apart})


def _together(first: Schedule, second: Schedule) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """Both as minutes of the week of one zone; None for what is no plain week, or where the zones do not compare."""
    one, two = zone_of(first.tz), zone_of(second.tz)
    if not comparable(one, two):
        return None, None
    here, there = shifts(one, two)
    return shifted_hours(first.schedule, here), shifted_hours(second.schedule, there)


def _without(one: tuple[int, ...], two: tuple[int, ...]) -> tuple[int, ...]:
    """The minutes of `one` that are not of `two`."""
    gaps = (0, *two, _WEEK)
    pairs = ((max(one[i], gaps[j]), min(one[i + 1], gaps[j + 1])) for i in _starts(one) for j in _starts(gaps))
    return _merged([(start, end) for start, end in pairs if start < end])


def _on_day(hours: tuple[int, ...], day: int) -> int:
    return _shared_minutes(hours, (day * _DAY, (day + 1) * _DAY))


def _starts(hours: tuple[int, ...]) -> range:
    return range(0, len(hours), 2)


def _relation_without_days(first: Schedule, second: Schedule) -> Relation:
    """Times alone equal any schedule that has the same times on every day it names, and every text equals itself."""
    one, two = zone_of(first.tz), zone_of(second.tz)
    if not comparable(one, two) or len(set(shifts(one, two))) > 1:
        return Relation.INCOMPARABLE
    if first.schedule == second.schedule:
        return Relation.EQUAL
    some, others = _times_of_day(first.schedule), _times_of_day(second.schedule)
    return Relation.EQUAL if some is not None and some == others else Relation.INCOMPARABLE


def _times_of_day(schedule: str) -> frozenset[tuple[int, int]] | None:
    rules = [_weekly_rule(part) or _bare_times(part) for part in _parts(schedule)]
    times = {frozenset(rule[1]) for rule in rules if rule is not None and rule[1]}
    return next(iter(times)) if len(times) == 1 and None not in rules else None


def _parts(schedule: str) -> list[str]:
    return [part.strip() for part in schedule.split(";") if part.strip()]


def _weekly_rule(part: str) -> _WeeklyRule | None:
    match = _RULE.match(part)
    if match is None:
        return None
    times = [] if match[2] in ("off", "closed") else _spans_of_day(match[2])
    return None if times is None else (_named_days(match[1]), times)


def _bare_times(part: str) -> _WeeklyRule | None:
    times = _spans_of_day(part)
    return None if times is None else ([], times)


def _named_days(text: str) -> list[int]:
    days: list[int] = []
    for item in re.split(r"[, ]+", text):
        first, _, last = item.partition("-")
        if first in _DAYS and (last or first) in _DAYS:
            start, end = _DAYS[first], _DAYS[last or first]
            days += [day % 7 for day in range(start, (end if end >= start else end + 7) + 1)]
    return days


def _spans_of_day(text: str) -> list[tuple[int, int]] | None:
    """Minutes of the day; a span over midnight runs past 1440."""
    spans = []
    for item in text.replace(" ", "").split(","):
        match = _TIMES.match(item)
        if match is None:
            return None
        start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        spans.append((start, end if end > start else end + _DAY))
    return spans


def _merged(spans: list[tuple[int, int]]) -> tuple[int, ...]:
    merged: list[int] = []
    for start, end in spans:
        if merged and start <= merged[-1]:
            merged[-1] = max(merged[-1], end)
        else:
            merged += [start, end]
    return tuple(merged)


def _shared_minutes(one: tuple[int, ...], two: tuple[int, ...]) -> int:
    pairs = ((one[i], one[i + 1], two[j], two[j + 1]) for i in _starts(one) for j in _starts(two))
    return sum(max(0, min(b, d) - max(a, c)) for a, b, c, d in pairs)
