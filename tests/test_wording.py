from __future__ import annotations

import pytest

from auditor.model import ClockTime, Duration, Money, Percent, Quantity, Schedule, Scope, Unit
from auditor.wording import number, say, say_calendar_days, say_hours_apart, say_scope, share, topic_name, units


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Duration(3, 5, Unit.BUSINESS_DAY), "3–5 business days"),
        (Duration(1, 1, Unit.DAY), "1 day"),
        (Duration(None, 14, Unit.DAY), "up to 14 days"),
        (Duration(2, None, Unit.YEAR), "at least 2 years"),
        (Duration(0, 0, Unit.DAY), "the same day"),
        (Duration(0, 0, Unit.HOUR), "at once"),
        (Duration(None, 0.3333, Unit.MINUTE), "up to 20 seconds"),
        (Duration(1.5, 1.5, Unit.WEEK), "1.5 weeks"),
        (Duration(None, None, Unit.LIFETIME), "lifetime"),
        (Money(75, "USD"), "$75"),
        (Money(5.95, "GBP"), "£5.95"),
        (Money(1200, "CHF"), "1,200 CHF"),
        (Money(0), "free"),
        (Percent(99.95), "99.95 %"),
        (ClockTime("14:00", "EST"), "14:00 EST"),
        (Schedule("Mo-Fr 09:00-17:00"), "Mo-Fr 09:00-17:00"),
    ],
)
def test_a_value_is_said_as_a_person_would(value: Quantity, words: str) -> None:
    assert say(value) == words


def test_small_helpers() -> None:
    assert (number(1200), number(2.50), number(0.3333)) == ("1,200", "2.5", "0.3333")
    assert (units(1, Unit.BUSINESS_DAY), units(2, Unit.MONTH)) == ("1 business day", "2 months")
    assert (share(0.9493), share(0.95), share(1)) == ("94.9 %", "95 %", "100 %")
    assert say_scope(Scope(service="express", condition="orders before 2pm")) == "express, orders before 2pm"
    assert say_scope(Scope()) == "everything"
    assert topic_name("return_window") == "return window"


def test_business_days_are_said_in_calendar_days() -> None:
    five, one = Duration(5, 5, Unit.BUSINESS_DAY), Duration(1, 1, Unit.BUSINESS_DAY)
    assert say_calendar_days(five, (7, 11), "the US") == "5 business days are 7 to 11 calendar days in the US"
    assert say_calendar_days(one, (1, 1)) == "1 business day is 1 calendar day"
    assert say_calendar_days(Duration(None, 36, Unit.HOUR), (1.5, 1.5)) == "up to 36 hours are 1.5 calendar days"


def test_hours_apart_are_said_day_by_day() -> None:
    assert say_hours_apart({"Sa": -180}) == "3 hours less on Saturday"
    assert say_hours_apart({"Mo": 90, "Tu": 90, "We": 90, "Su": -1}) == (
        "1 hour 30 minutes more on Monday, Tuesday and Wednesday; 1 minute less on Sunday"
    )
    assert say_hours_apart({}) == ""
