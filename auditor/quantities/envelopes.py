"""Business days to the calendar days that they can take: "5 business days" are 7 to 11 days in the US.

How many depends on the day of the order and on the holidays that fall in between, so the answer is an envelope, from
the fewest to the most over all days of some years. It never makes business days equal to calendar days: it says when
the two are apart whatever the calendar, and gives a reader the numbers.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from functools import lru_cache

YEARS = (2015, 2024)
"""The first and the last year whose orders are counted: holidays that have been, which no later law changes."""

_UNKNOWN_COUNTRY = 2
_DAYS_BEYOND = 400


@lru_cache(maxsize=4096)
def calendar_days(
    business_days: int, country: str | None = None, *, weekend_orders: bool = True, years: tuple[int, int] = YEARS
) -> tuple[int, int]:
    """The fewest and most calendar days from an order to the last of so many business days after it.

    `country` is an ISO 3166 code ("US"), whose weekend and public holidays are left out; regional holidays are not.
    Where it is None, Saturday and Sunday are free and holidays are two days more at most, as in all but a few weeks of
    most countries: 5 business days are (5, 9). They are (5, 11) in the US, where an order right before Christmas waits
    for two holidays and two weekends. Without `weekend_orders` only orders on business days count, which is what people
    have in mind: (7, 11) in the US. An order of `years`, both included, is meant; of other years with other holidays
    nothing is said. No business day takes no time: (0, 0).

    Raises ValueError for a country that is unknown, and for fewer than 0 days.
    """
    if business_days < 0:
        raise ValueError(f"{business_days} business days: there are none below 0.")
    if not business_days:
        return 0, 0
    if country is None:
        starts = range(7) if weekend_orders else range(5)
        elapsed = [_without_holidays(start, business_days) for start in starts]
        return min(elapsed), max(elapsed) + _UNKNOWN_COUNTRY
    first, last = (datetime.date(years[0], 1, 1).toordinal(), datetime.date(years[1], 12, 31).toordinal())
    working = _working_days(country, first, last + _DAYS_BEYOND + 2 * business_days)
    orders = range(first, last + 1) if weekend_orders else (day for day in working if day <= last)
    elapsed = [working[bisect_right(working, day) + business_days - 1] - day for day in orders]
    return min(elapsed), max(elapsed)


@lru_cache(maxsize=64)
def _working_days(country: str, first: int, last: int) -> tuple[int, ...]:
    """The days on which the country works, as ordinals of the calendar, ascending."""
    import holidays

    years = range(datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year + 1)
    try:
        calendar = holidays.country_holidays(country, years=years)
    except NotImplementedError:
        raise ValueError(f"{country}: the holidays of this country are not known; give an ISO 3166 code.") from None
    days = ((day, datetime.date.fromordinal(day)) for day in range(first, last + 1))
    return tuple(day for day, date in days if calendar.is_working_day(date))


def _without_holidays(start: int, business_days: int) -> int:
    """Calendar days from weekday `start` (0 is Monday) to the last of so many weekdays after it."""
    weeks, rest = divmod(business_days, 5)
    if weeks and not rest:
        weeks, rest = weeks - 1, 5
    elapsed = 0
    while rest:
        elapsed += 1
        rest -= (start + elapsed) % 7 < 5
    return weeks * 7 + elapsed
