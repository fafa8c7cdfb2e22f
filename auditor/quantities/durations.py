"""Two durations to their relation.

Calendar time (minutes to weeks) is one family, months and years another; a number of days is held equal to the
months it is the usual name for: 28 to 31 days are a month ("30 days", "4 weeks"), 84 to 93 three ("90 days"). Business
days and business hours are families of their own and never become calendar time: such a pair is incomparable, unless
no calendar could make the two meet. Nor do they become each other: "8 business hours" are one day to a desk that is
open for eight hours and a third of one to a desk that never closes. A duration of which only the upper end is said is
a limit, and two limits that differ are two different promises although one contains the other. For a right that is
better when longer (a warranty, a return window) the length is the value.
"""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct

from auditor.model import Duration, Number, Unit
from auditor.quantities.envelopes import calendar_days
from auditor.quantities.relations import Favours, Relation

_CALENDAR = {Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86400, Unit.WEEK: 604800}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_HOUR, _DAY, _WEEK = 3600, 86400, 604800
_SECONDS = {"calendar": 1.0, "month": 365.25 / 12 * _DAY, "business_day": 1.4 * _DAY, "business_hour": float(_HOUR)}


class Span(Struct, frozen=True):
    """A duration in the base unit of its family: seconds, months, business days, business hours; None is unbounded."""

    family: str
    low: float | None
    high: float | None


@lru_cache(maxsize=65536)
def span(value: Duration) -> Span:
    """The duration in base units; a lifetime has no ends and a family of its own."""
    if value.unit is Unit.LIFETIME:
        return Span("lifetime", None, None)
    if value.unit in _CALENDAR:
        return Span("calendar", _times(value.low, _CALENDAR[value.unit]), _times(value.high, _CALENDAR[value.unit]))
    if value.unit in _MONTHS:
        return Span("month", _times(value.low, _MONTHS[value.unit]), _times(value.high, _MONTHS[value.unit]))
    return Span(value.unit.value, _times(value.low, 1), _times(value.high, 1))


def relation_of_durations(first: Duration, second: Duration, favours: Favours, country: str | None = None) -> Relation:
    """How `first` stands to `second`; business days are those of `country` where it is known."""
    one, two = span(first), span(second)
    if "lifetime" in (one.family, two.family):
        return Relation.EQUAL if one == two else Relation.DISJOINT
    if one.family == "calendar" and two.family == "month":
        one, two = _days_against_months(one, two)
    elif one.family == "month" and two.family == "calendar":
        two, one = _days_against_months(two, one)
    if one.family != two.family:
        if same_numbers(first, second):
            return Relation.INCOMPARABLE
        return _relation_across_families(first, second, country)
    if favours == "higher":
        one, two = _as_length(one), _as_length(two)
    return _relation_of_spans(one, two)


def same_numbers(first: Duration, second: Duration) -> bool:
    """Whether durations of different bases show the same numbers: "5 days" and "5 business days".

    So do "24 hours" and "1 business day". A reader takes such a pair for one promise although it is two.
    """
    spans = {one.family: one for one in (span(first), span(second))}
    calendar = spans.pop("calendar", None)
    if calendar is None or len(spans) != 1:
        return False
    family, business = spans.popitem()
    factor = {"business_day": _DAY, "business_hour": _HOUR}.get(family)
    return factor is not None and _ends_as_read(business, 1) == _ends_as_read(calendar, factor)


def same_length(first: Duration, second: Duration) -> bool:
    """Whether one restates the other's business days in whole weeks: "10 business days" and "2 weeks" or "14 days".

    People say the one for the other, so neither contradicts the other; they are still not equal, since a holiday makes
    the business days longer.
    """
    spans = {one.family: one for one in (span(first), span(second))}
    if set(spans) != {"business_day", "calendar"}:
        return False
    business, calendar = spans["business_day"].high, spans["calendar"].high
    return bool(business) and business is not None and not business % 5 and business / 5 * _WEEK == calendar


def envelope(value: Duration, country: str | None = None) -> tuple[float, float] | None:
    """Calendar days, fewest to most, in which the promised end may fall; of the whole range where it has two ends.

    Business days are those of `calendar_days` in `country`, months have 28 to 31 days. None for business hours, a
    lifetime and a duration without upper end. Raises ValueError for a country that is unknown.
    """
    one = span(value)
    if one.high is None:
        return None
    low = one.high if one.low is None else one.low
    if one.family == "calendar":
        return low / _DAY, one.high / _DAY
    if one.family == "month":
        return low * 28, one.high * 31
    if one.family == "business_day":
        return calendar_days(math.floor(low), country)[0], calendar_days(math.ceil(one.high), country)[1]
    return None


def seconds(value: Duration, favours: Favours) -> float | None:
    """The end that counts, in seconds, to rank durations by; business days at seven fifths of a day.

    The lower end for a right that is better when longer, else the upper end; None where that end is open.
    """
    if value.unit is Unit.LIFETIME:
        return math.inf
    one = span(value)
    end = one.low if one.high is None or (favours == "higher" and one.low is not None) else one.high
    if end is None:
        return None
    return end * _SECONDS[one.family]


def _times(number: Number | None, factor: int) -> float | None:
    """Twenty seconds are 0.3333 minutes: a tenth of a second is all the precision there is."""
    return None if number is None else round(float(number * factor), 1 if factor == _CALENDAR[Unit.MINUTE] else 6)


def _days_against_months(days: Span, months: Span) -> tuple[Span, Span]:
    """Both in months where the days are a usual name for them, both in seconds where they are not."""
    low, high = _as_months(days.low, months.low), _as_months(days.high, months.high)
    if (low is None) == (days.low is None) and (high is None) == (days.high is None):
        return Span("month", low, high), months
    return days, Span("calendar", _as_seconds(months.low), _as_seconds(months.high))


def _as_months(seconds: float | None, months: float | None) -> float | None:
    if seconds is None or months is None:
        return None
    return months if 28 * months <= seconds / _DAY <= 31 * months else None


def _as_seconds(months: float | None) -> float | None:
    return None if months is None else round(months * 365.25 / 12) * float(_DAY)


def _relation_of_spans(one: Span, two: Span) -> Relation:
    same_end = one.high is not None and one.high == two.high
    if one == two or (same_end and (_is_limit(one) or _is_limit(two))):
        return Relation.EQUAL
    if _is_limit(one) and _is_limit(two):
        return Relation.DISJOINT
    return _relation_of_intervals(_closed(one), _closed(two))


def _relation_of_intervals(one: tuple[float, float], two: tuple[float, float]) -> Relation:
    if one[1] < two[0] or two[1] < one[0]:
        return Relation.DISJOINT
    if two[0] <= one[0] and one[1] <= two[1]:
        return Relation.TIGHTER
    if one[0] <= two[0] and two[1] <= one[1]:
        return Relation.LOOSER
    return Relation.OVERLAPPING


def _is_limit(one: Span) -> bool:
    """Whether the upper end alone is said: "within 5 days", "5 days"."""
    return one.high is not None and one.low in (None, one.high)


def _closed(one: Span) -> tuple[float, float]:
    return (-math.inf if one.low is None else one.low, math.inf if one.high is None else one.high)


def _as_length(one: Span) -> Span:
    """A right "within 30 days" lasts 30 days."""
    return Span(one.family, one.high, one.high) if one.low is None else one


def _relation_across_families(one: Duration, two: Duration, country: str | None) -> Relation:
    """Business against calendar time: disjoint where they cannot meet whatever the calendar, else incomparable."""
    first, second = envelope(one, country), envelope(two, country)
    if first is None or second is None:
        return Relation.INCOMPARABLE
    apart = first[1] < second[0] or second[1] < first[0]
    return Relation.DISJOINT if apart else Relation.INCOMPARABLE


def _ends_as_read(one: Span, factor: int) -> tuple[float | None, float | None]:
    """Both ends in the factor's unit; a lone end counts twice, since "within 5 days" and "5 days" show one number."""
    low, high = (None if end is None else round(end / factor, 6) for end in (one.low, one.high))
    return (high if low is None else low), (low if high is None else high)
