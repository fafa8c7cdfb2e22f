from __future__ import annotations

import pytest

from auditor.model import ClockTime, Duration, Money, Percent, Quantity, Schedule, Unit
from auditor.quantities import (
    HoursApart,
    Relation,
    better,
    calendar_days,
    ends_before_total,
    envelope,
    hours_apart,
    normal,
    relation,
    same_length,
    same_numbers,
    times_apart,
    total,
    weekly_hours,
)


def duration(text: str) -> Duration:
    """`3-5 business_day`, `..5 day` (within), `2.. year` (at least), `30 day`, `lifetime`."""
    if text == "lifetime":
        return Duration(None, None, Unit.LIFETIME)
    ends, unit = text.split()
    if ".." in ends:
        low, high = (float(end) if end else None for end in ends.split(".."))
        return Duration(low, high, Unit(unit))
    low_text, _, high_text = ends.partition("-")
    return Duration(float(low_text), float(high_text or low_text), Unit(unit))


TIME_TO_DO = [
    ("3-5 business_day", "3-5 business_day", "equal"),
    ("2 week", "14 day", "equal"),
    ("48 hour", "2 day", "equal"),
    ("60 minute", "1 hour", "equal"),
    ("12 month", "1 year", "equal"),
    ("90 day", "3 month", "equal"),
    ("365 day", "1 year", "equal"),
    ("..5 day", "5 day", "equal"),
    ("3-5 day", "..5 day", "equal"),
    ("3-5 day", "5 day", "equal"),
    ("3-5 business_day", "7-10 business_day", "disjoint"),
    ("..24 hour", "..48 hour", "disjoint"),
    ("1 day", "..48 hour", "disjoint"),
    ("3-5 day", "..2 day", "disjoint"),
    ("100 day", "3 month", "disjoint"),
    ("2 year", "36 month", "disjoint"),
    ("1 year", "lifetime", "disjoint"),
    ("lifetime", "lifetime", "equal"),
    ("3-5 day", "4-6 day", "overlapping"),
    ("3-5 day", "..4 day", "overlapping"),
    ("3-5 day", "..14 day", "tighter"),
    ("1-10 day", "3-5 day", "looser"),
    ("3-5 day", "5-7 day", "overlapping"),
    ("3-5 day", "3-5 business_day", "incomparable"),
    ("24 hour", "1 business_day", "incomparable"),
    ("4 hour", "4 business_hour", "incomparable"),
    ("2 week", "10 business_day", "incomparable"),
    ("..24 hour", "..5 business_day", "disjoint"),
    ("3-5 business_day", "14 day", "disjoint"),
    ("3-5 business_day", "1 month", "disjoint"),
    ("9 day", "5 business_day", "incomparable"),
    ("10 day", "5 business_day", "disjoint"),
    ("2.. day", "5 business_day", "incomparable"),
    ("30 day", "1 month", "equal"),
    ("4 week", "1 month", "equal"),
    ("27 day", "1 month", "disjoint"),
    ("8 business_hour", "1 business_day", "incomparable"),
    ("4 business_hour", "2 business_day", "incomparable"),
]


@pytest.mark.parametrize(("first", "second", "expected"), TIME_TO_DO)
def test_a_time_to_do_something_stands_to_another(first: str, second: str, expected: str) -> None:
    assert relation(duration(first), duration(second), "lower") == expected


RIGHTS = [
    ("30 day", "..30 day", "equal"),
    ("30 day", "30.. day", "tighter"),
    ("..30 day", "..60 day", "disjoint"),
    ("1 year", "2.. year", "disjoint"),
    ("3 year", "2.. year", "tighter"),
]


@pytest.mark.parametrize(("first", "second", "expected"), RIGHTS)
def test_the_length_of_a_right_is_its_value(first: str, second: str, expected: str) -> None:
    assert relation(duration(first), duration(second), "higher") == expected


OTHER_VALUES: list[tuple[Quantity, Quantity, str]] = [
    (Money(0), Money(0, "USD"), "equal"),
    (Money(4.95, "GBP"), Money(4.950, "GBP"), "equal"),
    (Money(5, "USD"), Money(5), "equal"),
    (Money(0), Money(4.95, "GBP"), "disjoint"),
    (Money(5, "USD"), Money(5, "EUR"), "incomparable"),
    (Money(15, "USD"), Percent(15), "incomparable"),
    (Money(0), Percent(15), "disjoint"),
    (Percent(0), Money(0), "equal"),
    (Percent(99.9), Percent(99.90), "equal"),
    (Percent(99.9), Percent(99.99), "disjoint"),
    (ClockTime("14:00", "ET"), ClockTime("14:00", "EST"), "equal"),
    (ClockTime("14:00", "ET"), ClockTime("14:00"), "equal"),
    (ClockTime("14:00", "ET"), ClockTime("14:00", "PT"), "disjoint"),
    (ClockTime("15:00", "EST"), ClockTime("12:00", "PDT"), "equal"),
    (ClockTime("23:00", "PT"), ClockTime("02:00", "ET"), "disjoint"),
    (ClockTime("12:00", "BST"), ClockTime("12:00", "GMT"), "equal"),
    (ClockTime("12:00", "GMT"), ClockTime("13:00", "CET"), "incomparable"),
    (ClockTime("13:00"), ClockTime("15:00"), "disjoint"),
    (Schedule("Mo-Fr 09:00-17:00"), Schedule("Mo,Tu,We,Th,Fr 09:00-12:00,12:00-17:00"), "equal"),
    (Schedule("24/7"), Schedule("Mo-Su 00:00-24:00"), "equal"),
    (Schedule("Mo-Fr 09:00-17:00"), Schedule("09:00-17:00"), "equal"),
    (Schedule("Mo-Fr 09:00-17:00; PH off"), Schedule("Mo-Fr 09:00-17:00"), "equal"),
    (Schedule("Mo-Fr 09:00-17:00"), Schedule("24/7"), "tighter"),
    (Schedule("Mo-Sa 09:00-18:00"), Schedule("Mo-Fr 09:00-18:00"), "looser"),
    (Schedule("Mo-Fr 08:30-17:00"), Schedule("Mo-Sa 09:00-18:00"), "overlapping"),
    (Schedule("Mo-Fr 09:00-17:00"), Schedule("Sa-Su 10:00-14:00"), "disjoint"),
    (Schedule("Mo-Fr 09:00-17:00"), Schedule("10:00-17:00"), "incomparable"),
    (Schedule("Jan-Mar Mo-Fr 09:00-17:00"), Schedule("Mo-Fr 09:00-17:00"), "incomparable"),
    (Schedule("Mo-Fr 09:00-17:00", "ET"), Schedule("Mo-Fr 09:00-17:00", "GMT"), "incomparable"),
    (Schedule("Mo-Fr 09:00-17:00", "ET"), Schedule("Mo-Fr 08:00-16:00", "CST"), "equal"),
    (Schedule("Mo-Fr 09:00-17:00", "ET"), Schedule("Mo-Fr 09:00-17:00", "CST"), "overlapping"),
    (Schedule("24/7", "ET"), Schedule("24/7", "PT"), "equal"),
    (Schedule("Su 21:00-24:00", "PT"), Schedule("Mo 00:00-03:00", "ET"), "equal"),
    (Schedule("Su 22:00-02:00"), Schedule("Mo 00:00-02:00; Su 22:00-24:00"), "equal"),
    (Schedule("Jan-Mar Mo-Fr 09:00-17:00"), Schedule("Jan-Mar Mo-Fr 09:00-17:00"), "equal"),
    (Schedule("09:00-17:00", "ET"), Schedule("09:00-17:00", "PT"), "incomparable"),
]


@pytest.mark.parametrize(("first", "second", "expected"), OTHER_VALUES)
def test_money_percents_times_and_schedules_stand_to_each_other(
    first: Quantity, second: Quantity, expected: str
) -> None:
    assert relation(first, second) == expected


def test_one_value_differently_written_has_one_normal_form() -> None:
    assert normal(Duration(14, 14, Unit.DAY)) == normal(Duration(2, 2, Unit.WEEK))
    assert normal(Duration(None, 24, Unit.HOUR)) == normal(Duration(None, 1, Unit.DAY))
    assert normal(Duration(1, 1, Unit.YEAR)) == normal(Duration(12, 12, Unit.MONTH))
    assert normal(Money(0)) == normal(Money(0, "USD"))
    assert normal(Schedule("Mo-Fr 09:00-17:00")) == normal(Schedule("Mo,Tu,We,Th,Fr 09:00-17:00"))
    assert normal(Duration(5, 5, Unit.DAY)) != normal(Duration(5, 5, Unit.BUSINESS_DAY))


def test_better_is_what_the_topic_favours() -> None:
    two, five = Duration(2, 2, Unit.DAY), Duration(3, 5, Unit.DAY)
    assert better(two, five, "lower") is True
    assert better(two, five, "higher") is False
    assert better(two, five, None) is None
    assert better(two, two, "lower") is None
    assert better(Duration(None, None, Unit.LIFETIME), Duration(2, 2, Unit.YEAR), "higher") is True
    assert better(Money(0), Money(4.95, "GBP"), "lower") is True
    assert better(Schedule("24/7"), Schedule("Mo-Fr 09:00-17:00"), "higher") is True


def test_same_numbers_in_days_and_business_days_are_seen() -> None:
    five_days, five_business = Duration(None, 5, Unit.DAY), Duration(5, 5, Unit.BUSINESS_DAY)
    assert same_numbers(five_days, five_business)
    assert same_numbers(Duration(None, 24, Unit.HOUR), Duration(1, 1, Unit.BUSINESS_DAY))
    assert same_numbers(Duration(4, 4, Unit.HOUR), Duration(4, 4, Unit.BUSINESS_HOUR))
    assert not same_numbers(Duration(5, 5, Unit.HOUR), five_business)
    assert not same_numbers(Duration(3, 5, Unit.DAY), five_business)
    assert not same_numbers(five_days, five_days)


def test_whole_weeks_restate_business_days() -> None:
    assert same_length(Duration(None, 2, Unit.WEEK), Duration(10, 10, Unit.BUSINESS_DAY))
    assert not same_length(Duration(None, 2, Unit.WEEK), Duration(14, 14, Unit.BUSINESS_DAY))
    assert not same_length(Duration(2, 2, Unit.WEEK), Duration(2, 2, Unit.WEEK))


@pytest.mark.parametrize(
    ("business_days", "fewest", "most"), [(0, 0, 0), (1, 1, 5), (3, 3, 7), (5, 5, 9), (10, 12, 16), (15, 19, 23)]
)
def test_business_days_take_so_many_calendar_days(business_days: int, fewest: int, most: int) -> None:
    assert calendar_days(business_days) == (fewest, most)


def test_how_many_times_one_duration_is_the_other() -> None:
    assert times_apart(Duration(None, 1, Unit.DAY), Duration(2, 2, Unit.HOUR), "lower") == 12
    assert times_apart(Duration(2, 2, Unit.HOUR), Duration(None, 1, Unit.DAY), "lower") == 12
    assert times_apart(Duration(0, 0, Unit.DAY), Duration(2, 2, Unit.HOUR), "lower") is None
    assert times_apart(Duration(None, None, Unit.LIFETIME), Duration(2, 2, Unit.YEAR), "higher") is None
    assert times_apart(Money(1), Money(2), "lower") is None


def test_weekly_hours_are_merged_minutes_of_the_week() -> None:
    assert weekly_hours("Mo-Tu 09:00-17:00; Tu 10:00-12:00") == (540, 1020, 2040, 2160)
    assert weekly_hours("Mo 22:00-02:00; Tu 01:00-03:00") == (1320, 1620)
    assert weekly_hours("Mo-Fr 09:00-17:00; Sa off") == weekly_hours("Mo-Fr 09:00-17:00")
    assert weekly_hours("Fr-Mo 09:00-10:00") == (540, 600, 6300, 6360, 7740, 7800, 9180, 9240)
    assert weekly_hours("week 1-26 Mo 09:00-17:00") is None
    assert weekly_hours("09:00-17:00") is None
    assert weekly_hours("whenever you like") is None


def test_a_country_says_how_many_holidays_fall_between() -> None:
    assert calendar_days(5, "US") == (5, 11)
    assert calendar_days(5, "US", weekend_orders=False) == (7, 11)
    assert calendar_days(5, "US", weekend_orders=False, years=(2018, 2018)) == (7, 10)
    assert calendar_days(5, "GB", weekend_orders=False) == (7, 12)
    assert calendar_days(5, weekend_orders=False) == (7, 9)
    assert calendar_days(0, "US") == (0, 0)
    with pytest.raises(ValueError, match="XX: the holidays of this country are not known"):
        calendar_days(5, "XX")
    with pytest.raises(ValueError, match="there are none below 0"):
        calendar_days(-1)


def test_business_and_calendar_days_are_apart_only_where_no_calendar_of_the_country_makes_them_meet() -> None:
    ten_days, five_business = duration("10 day"), duration("5 business_day")
    assert relation(ten_days, five_business, "lower") is Relation.DISJOINT
    assert relation(ten_days, five_business, "lower", "JP") is Relation.INCOMPARABLE
    assert relation(duration("14 day"), duration("10 business_day"), "lower", "US") is Relation.INCOMPARABLE
    assert same_length(duration("14 day"), duration("10 business_day"))
    assert envelope(duration("3-5 business_day"), "US") == (3, 11)
    assert envelope(duration("..36 hour")) == (1.5, 1.5)
    assert envelope(duration("1-2 month")) == (28, 62)
    assert envelope(duration("8 business_hour")) is None
    assert envelope(duration("2.. day")) is None


SUMS = [
    ("1-2 business_day", "3-5 business_day", "4-7 business_day"),
    ("..24 hour", "3-5 day", "3-6 day"),
    ("24 hour", "3-5 day", "4-6 day"),
    ("36 hour", "1 day", "60-60 hour"),
    ("..2 day", "..5 day", "..7 day"),
    ("2.. day", "5 day", "7.. day"),
    ("1 week", "3 day", "10 day"),
    ("6 month", "1 year", "18 month"),
    ("24 hour", "5 business_day", "6-10 day"),
    ("..24 hour", "..5 business_day", "..10 day"),
    ("1 month", "5 business_day", "33-40 day"),
    ("2 business_hour", "4 business_hour", "6 business_hour"),
]


@pytest.mark.parametrize(("first", "second", "expected"), SUMS)
def test_two_durations_add_up(first: str, second: str, expected: str) -> None:
    assert total(duration(first), duration(second)) == duration(expected)
    assert total(duration(second), duration(first)) == duration(expected)


def test_a_lifetime_and_hours_of_unknown_days_add_up_to_nothing() -> None:
    assert total(duration("lifetime"), duration("1 day")) is None
    assert total(duration("4 business_hour"), duration("1 business_day")) is None
    assert total(duration("2.. business_day"), duration("1 day")) is None


def test_a_whole_that_counts_one_part_alone_ends_before_the_total() -> None:
    transit = duration("3-5 business_day")
    assert ends_before_total(transit, duration("1-2 business_day"), transit)
    assert not ends_before_total(duration("3-6 business_day"), duration("1-2 business_day"), transit)
    assert not ends_before_total(transit, duration("1 business_day"), transit)
    assert not ends_before_total(transit, duration("0 business_day"), transit)
    assert not ends_before_total(transit, duration("..24 hour"), transit)
    assert not ends_before_total(transit, duration("1.. business_day"), transit)


def test_when_only_one_of_two_schedules_is_open() -> None:
    first, second = Schedule("Mo-Fr 09:00-17:00; Sa 09:00-18:00"), Schedule("Mo-Fr 09:00-17:00; Sa 09:00-15:00")
    assert hours_apart(first, second) == HoursApart((8100, 8280), (), {"Sa": -180})
    assert hours_apart(second, first) == HoursApart((), (8100, 8280), {"Sa": 180})
    assert hours_apart(first, first) == HoursApart((), (), {})
    shifted = hours_apart(Schedule("Mo 09:00-17:00", "ET"), Schedule("Mo 09:00-17:00", "CT"))
    assert shifted == HoursApart((540, 600), (1020, 1080), {})
    around = hours_apart(Schedule("24/7"), Schedule("Mo-Sa 00:00-24:00; Su 10:00-24:00"))
    assert around == HoursApart((8640, 9240), (), {"Su": -600})
    assert hours_apart(first, Schedule("Mo-Fr 09:00-17:00", "GMT")) is not None
    assert hours_apart(Schedule("24/7", "ET"), Schedule("24/7", "GMT")) is None
    assert hours_apart(first, Schedule("09:00-17:00")) is None


def test_amounts_of_two_currencies_are_not_ranked_and_times_are_in_one_zone() -> None:
    assert relation(Money(75, "USD"), Money(75.0, "USD")) is Relation.EQUAL
    assert better(Money(50, "USD"), Money(75, "USD"), "lower") is True
    assert better(Money(0), Money(75, "USD"), "lower") is True
    assert better(Money(50, "EUR"), Money(75, "USD"), "lower") is None
    assert better(ClockTime("12:00", "PT"), ClockTime("14:00", "ET"), "higher") is True
    assert better(ClockTime("12:00", "PT"), ClockTime("14:00"), "higher") is False
