"""The calendar of the sample company, and draws from a seeded generator that come out alike on every machine.

Only `random()` is drawn: its sequence is the one that Python guarantees for a seed.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

Shares = dict[int, float]
Week = tuple[float, float, float, float, float, float, float]

ZONE = timezone(timedelta(hours=-5))
FIRST_DAY = date(2026, 5, 1)
EXPORTED = datetime(2026, 10, 31, 23, 59, tzinfo=ZONE)
HOLIDAYS = {date(2026, 5, 25), date(2026, 6, 19), date(2026, 7, 3), date(2026, 9, 7), date(2026, 10, 12)}


# ── business days ────────────────────────────────────────────────────────────────────────────────────────────


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def roll_forward(day: date) -> date:
    while not is_open(day):
        day += timedelta(days=1)
    return day


def add_business_days(day: date, count: int) -> date:
    day = roll_forward(day)
    for _ in range(count):
        day = roll_forward(day + timedelta(days=1))
    return day


def business_days(start: datetime, end: datetime) -> int:
    """Open days after the start day (rolled forward to an open day) up to and with the end day; never negative."""
    day, count = roll_forward(start.astimezone(ZONE).date()), 0
    last = end.astimezone(ZONE).date()
    while day < last:
        day += timedelta(days=1)
        count += is_open(day)
    return count


# ── draws ────────────────────────────────────────────────────────────────────────────────────────────────────


def between(rng: Random, low: float, high: float) -> float:
    return low + (high - low) * rng.random()


def clock(rng: Random, day: date, low: float, high: float) -> datetime:
    """A moment on `day` between two hours of the clock."""
    seconds = int(between(rng, low, high) * 3600)
    return datetime.combine(day, time(), ZONE) + timedelta(seconds=seconds)


def shuffled(rng: Random, items: list[Any]) -> list[Any]:
    return [item for _, item in sorted(((rng.random(), index), item) for index, item in enumerate(items))]


def spread(count: int, shares: Shares) -> list[int]:
    """`count` values in the given shares, exactly; the rounding falls on the commonest value."""
    values = [value for value, share in shares.items() for _ in range(round(count * share))]
    commonest = max(shares, key=lambda value: shares[value])
    while len(values) < count:
        values.append(commonest)
    while len(values) > count:
        values.remove(commonest)
    return sorted(values)


def assign(rng: Random, weights: list[float], shares: Shares, limit: float) -> list[int]:
    """A value for each case: those above `limit` go to cases in proportion to their weight, the others at random."""
    values = spread(len(weights), shares)
    late = [value for value in values if value > limit]
    ranked = sorted(range(len(weights)), key=lambda case: rng.random() / weights[case])
    chosen = dict(zip(ranked[: len(late)], shuffled(rng, late), strict=True))
    on_time = iter(shuffled(rng, [value for value in values if value <= limit]))
    return [chosen[case] if case in chosen else next(on_time) for case in range(len(weights))]


def trouble(day: date, spells: list[tuple[date, int]], weight: float) -> float:
    return weight if any(0 <= (day - first).days < length for first, length in spells) else 1.0


def moments(rng: Random, count: int, week: Week, hours: tuple[float, float], closed: set[date]) -> list[datetime]:
    """`count` moments over the period, ascending; `week` weighs the days from Monday, none falls on a closed day."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((EXPORTED.date() - FIRST_DAY).days + 1)]
    weights = [0.0 if day in closed else week[day.weekday()] for day in days]
    ends, total = [], 0.0
    for weight in weights:
        total += weight
        ends.append(total)
    found = []
    for _ in range(count):
        draw = rng.random() * total
        day = next(day for day, end in zip(days, ends, strict=True) if draw < end)
        found.append(clock(rng, day, *hours))
    return sorted(found)


def stamp(moment: datetime | None) -> str:
    """ISO 8601 with offset; blank for what has not happened before the export."""
    return moment.isoformat() if moment is not None and moment <= EXPORTED else ""
