"""Two opening hours to their relation, as minutes of the week.

Only what `opening_hours` says with weekdays and times is read; hours on holidays are left out, since a week has
none. A schedule with seasons or dates is not a week, and what it means against another is not decided here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.quantities.relations import Relation

_DAYS = {"Mo": 0, "Tu": 1, "We": 2, "Th": 3, "Fr": 4, "Sa": 5, "Su": 6}
_DAY = 1440
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
        return (0, 7 * _DAY)
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


def relation_of_schedules(first: str, second: str) -> Relation:
    """How the hours of `first` stand to those of `second`: fewer hours within the second are tighter."""
    one, two = weekly_hours(first), weekly_hours(second)
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


def _relation_without_days(first: str, second: str) -> Relation:
    """Times alone equal any schedule that has the same times on every day it names."""
    one, two = _times_of_day(first), _times_of_day(second)
    return Relation.EQUAL if one is not None and one == two else Relation.INCOMPARABLE


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
    pairs = ((one[i], one[i + 1], two[j], two[j + 1]) for i in range(0, len(one), 2) for j in range(0, len(two), 2))
    return sum(max(0, min(b, d) - max(a, c)) for a, b, c, d in pairs)
