"""A business calendar to tables of cumulative open days and open seconds, and a time zone to its offsets.

The open time between two moments is the difference of two running totals, so that one subtraction replaces a walk
from day to day. Opening windows are kept by UTC day and split at UTC midnight: a window that crosses it (Sydney,
Honolulu) would otherwise be cut off.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_EPOCH = date(1970, 1, 1)
FIRST_YEAR, LAST_YEAR = 1990, 2060
DAY0 = ("roll_forward", "count_start", "after_start")


class Calendar(Struct, frozen=True, forbid_unknown_fields=True):
    """When the company works, in the customers' time zone.

    `country` and `subdivision` choose public holidays, `days` and `hours` are as in `Mo-Fr` and
    `09:00-12:00,13:00-17:00`. A case that starts at or after `cutoff` starts on the next business day. `day0` is the
    convention of business days: `roll_forward` (a case that starts on a closed day starts on the next open one, whose
    next is day 1), `count_start` (open days from the start day on, without the end day, as numpy.busday_count) or
    `after_start` (open days after the start day up to the end day).
    """

    country: str = ""
    subdivision: str = ""
    timezone: str = "UTC"
    days: str = "Mo-Fr"
    hours: str = "09:00-17:00"
    cutoff: str = ""
    extra_closed: tuple[str, ...] = ()
    day0: str = "roll_forward"


class OpenDays(Struct, frozen=True):
    """Of each local day from `first` (days since 1970) on, whether it is open and how many were, it included."""

    first: int
    is_open: tuple[int, ...]
    total: tuple[int, ...]


class OpenSeconds(Struct, frozen=True):
    """Of each UTC day from `first` (days since 1970) on: open seconds before it, and its windows.

    A window is (first second of the UTC day, seconds long); every day has the same number, some 0 long.
    """

    first: int
    before: tuple[int, ...]
    windows: tuple[tuple[tuple[int, int], ...], ...]


class Offsets(Struct, frozen=True):
    """A zone's seconds east of UTC: `seconds[i]` from the UTC second `since[i]` on, `since[0]` is the beginning."""

    since: tuple[int, ...]
    seconds: tuple[int, ...]


def open_weekdays(text: str) -> frozenset[int]:
    """The days of `Mo-Fr` or `Mo,We,Sa-Su`, Monday is 0. Raises ValueError for anything else."""
    days: set[int] = set()
    for part in text.split(","):
        written = [end.strip().capitalize() for end in part.split("-")]
        ends = [end[:2] for end in written]
        if len(ends) > 2 or not all(end.isalpha() for end in written) or any(end not in _WEEKDAYS for end in ends):
            raise ValueError("not days such as Mo-Fr or Mo-Th,Sa")
        first, last = _WEEKDAYS.index(ends[0]), _WEEKDAYS.index(ends[-1])
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(days)


def windows(text: str) -> tuple[tuple[int, int], ...]:
    """The seconds of the day of `09:00-12:00,13:00-17:00`, each (from, to). Raises ValueError for anything else."""
    found: list[tuple[int, int]] = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*", part)
        if not match:
            raise ValueError("not hours such as 09:00-17:00 or 09:00-12:00,13:00-17:00")
        opens, closes = (int(match[i]) * 3600 + int(match[i + 1]) * 60 for i in (1, 3))
        if not opens < closes <= 86400 or (found and opens < found[-1][1]):
            raise ValueError("each window must end after it begins, by 24:00, and after the one before")
        found.append((opens, closes))
    return tuple(found)


def holiday_dates(calendar: Calendar, first_year: int, last_year: int) -> frozenset[date]:
    """Public holidays and further closed days. Raises ValueError for an unknown country or a date that is none."""
    import holidays

    extra = {date.fromisoformat(day) for day in calendar.extra_closed}
    if not calendar.country:
        return frozenset(extra)
    try:
        public = holidays.country_holidays(
            calendar.country, subdiv=calendar.subdivision or None, years=range(first_year, last_year + 1)
        )
    except NotImplementedError:
        known = holidays.list_supported_countries().get(calendar.country)
        hint = f"its subdivisions are {', '.join(known)}" if known else "use two letters of ISO 3166, such as US or GB"
        place = f"{calendar.country} {calendar.subdivision}".strip()
        raise ValueError(f"no holidays are known for {place}; {hint}") from None
    return frozenset(extra | set(public))


def open_days(calendar: Calendar, first_year: int, last_year: int) -> OpenDays:
    """The open days of whole years, by local date."""
    closed, weekdays = holiday_dates(calendar, first_year, last_year), open_weekdays(calendar.days)
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    is_open, total, running = [], [], 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        works = day.weekday() in weekdays and day not in closed
        running += works
        is_open.append(int(works))
        total.append(running)
    return OpenDays((first - _EPOCH).days, tuple(is_open), tuple(total))


def open_seconds(calendar: Calendar, first_year: int, last_year: int) -> OpenSeconds:
    """The opening windows of whole years as UTC seconds, by UTC day."""
    days, zone, hours = open_days(calendar, first_year, last_year), ZoneInfo(calendar.timezone), windows(calendar.hours)
    pieces: list[list[tuple[int, int]]] = [[] for _ in range(len(days.is_open) + 2)]
    first = days.first - 1
    for number, works in enumerate(days.is_open):
        local = _EPOCH + timedelta(days=days.first + number)
        for opens, closes in hours if works else ():
            for day, start, length in _by_utc_day(_utc_second(local, opens, zone), _utc_second(local, closes, zone)):
                pieces[day - first].append((start, length))
    slots = max(map(len, pieces))
    before, running = [], 0
    for piece in pieces:
        before.append(running)
        running += sum(length for _, length in piece)
    padded = tuple(tuple(sorted(piece) + [(0, 0)] * (slots - len(piece))) for piece in pieces)
    return OpenSeconds(first, tuple(before), padded)


def _utc_second(day: date, second: int, zone: ZoneInfo) -> int:
    """The UTC second of a local time of day; 24:00 is the next midnight."""
    midnight = datetime.combine(day + timedelta(days=second // 86400), time(), zone)
    wall = (datetime.min + timedelta(seconds=second % 86400)).time()
    return int(datetime.combine(midnight.date(), wall, zone).timestamp())


def _by_utc_day(start: int, end: int) -> list[tuple[int, int, int]]:
    """A span of UTC seconds cut at UTC midnight: (day since 1970, second of that day, seconds long)."""
    cut = []
    while start < end:
        day = start // 86400
        until = min(end, (day + 1) * 86400)
        cut.append((day, start - day * 86400, until - start))
        start = until
    return cut


@lru_cache(maxsize=64)
def offsets(zone_name: str) -> Offsets:
    """The offsets of an IANA zone from 1990 to 2060, to the second."""
    zone = ZoneInfo(zone_name)
    moment, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
    since, seconds = [-(10**12)], [_offset(moment, zone)]
    step = timedelta(days=7)
    while moment < end:
        after = moment + step
        if _offset(after, zone) != seconds[-1]:
            change = _change(int(moment.timestamp()), int(after.timestamp()), zone)
            since.append(change)
            seconds.append(_offset(datetime.fromtimestamp(change, UTC), zone))
        moment = after
    return Offsets(tuple(since), tuple(seconds))


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds())


def _change(low: int, high: int, zone: ZoneInfo) -> int:
    """The first UTC second after `low` with another offset, by bisection."""
    before = _offset(datetime.fromtimestamp(low, UTC), zone)
    return low + bisect_right(
        range(high - low), False, key=lambda s: _offset(datetime.fromtimestamp(low + s, UTC), zone) != before
    )
