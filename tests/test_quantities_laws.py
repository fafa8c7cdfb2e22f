"""What holds for all values, tried on values made up by Hypothesis; the calendar is held against numpy's."""

from __future__ import annotations

import datetime
import math

import holidays
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import ClockTime, Duration, Money, Percent, Quantity, Schedule, Unit
from auditor.quantities import Favours, Relation, better, calendar_days, envelope, normal, relation, total, weekly_hours
from auditor.quantities.durations import Span, span

settings.register_profile("same_each_time", derandomize=True, deadline=None, database=None)
settings.load_profile("same_each_time")

MIRROR = {Relation.TIGHTER: Relation.LOOSER, Relation.LOOSER: Relation.TIGHTER}
FAVOURS = st.sampled_from(["lower", "higher", None])
HOLIDAYS = holidays.country_holidays("US", years=range(2014, 2028))


def durations(units: tuple[Unit, ...] = tuple(Unit)) -> st.SearchStrategy[Duration]:
    """Limits, ranges, lower bounds and lifetimes."""

    def build(low: int | None, length: int | None, unit: Unit) -> Duration:
        if unit is Unit.LIFETIME:
            return Duration(None, None, unit)
        if low is None:
            return Duration(None, length or 0, unit)
        return Duration(low, None if length is None else low + length, unit)

    return st.builds(build, st.none() | st.integers(0, 40), st.none() | st.integers(0, 20), st.sampled_from(units))


def schedules() -> st.SearchStrategy[Schedule]:
    days = st.sampled_from(["Mo-Fr", "Mo-Su", "Sa,Su", "Su", "We", "Fr-Mo", "Jan-Mar Mo", ""])
    times = st.sampled_from(["09:00-17:00", "08:30-12:00,13:00-18:00", "22:00-02:00", "00:00-24:00", "off"])
    texts = st.builds(lambda some, open_: f"{some} {open_}".strip(), days, times) | st.just("24/7")
    return st.builds(Schedule, texts, zones())


def zones() -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, "ET", "EST", "CT", "PDT", "GMT", "BST", "CET", "AEST"])


def values() -> st.SearchStrategy[Quantity]:
    amounts = st.sampled_from([0, 4.95, 5, 5.0, 75])
    times = st.builds(lambda hour: f"{hour:02}:00", st.integers(0, 23))
    return st.one_of(
        durations(),
        st.builds(Money, amounts, st.sampled_from([None, "USD", "EUR"])),
        st.builds(Percent, amounts),
        st.builds(ClockTime, times, zones()),
        schedules(),
    )


@given(values(), values(), FAVOURS)
def test_the_relation_reads_the_same_from_the_other_side(first: Quantity, second: Quantity, favours: Favours) -> None:
    found = relation(first, second, favours)
    assert relation(second, first, favours) == MIRROR.get(found, found)


@given(values(), FAVOURS)
def test_every_value_equals_itself(value: Quantity, favours: Favours) -> None:
    assert relation(value, value, favours) is Relation.EQUAL


def written_otherwise(value: Quantity) -> Quantity:
    """The same value as somebody else would write it."""
    match value:
        case Duration(low=low, high=high, unit=Unit.WEEK | Unit.YEAR):
            factor, unit = (7, Unit.DAY) if value.unit is Unit.WEEK else (12, Unit.MONTH)
            return Duration(low and low * factor, high and high * factor, unit)
        case Money(amount=0):
            return Money(0.0, "GBP")
        case ClockTime(tz=str(zone)):
            return ClockTime(value.time, zone.lower())
        case Schedule(schedule="24/7"):
            return Schedule("Mo-Su 00:00-24:00", value.tz)
        case Schedule() if weekly_hours(value.schedule):
            return Schedule(f"{value.schedule}; PH off", value.tz)
        case _:
            return value


@given(values(), FAVOURS)
def test_one_value_written_twice_has_one_normal_form_and_is_equal(value: Quantity, favours: Favours) -> None:
    other = written_otherwise(value)
    assert normal(other) == normal(value)
    assert relation(other, value, favours) is Relation.EQUAL


RANGES = st.builds(
    lambda low, length, unit: Duration(low, low + length, unit),
    st.integers(0, 3),
    st.integers(1, 3),
    st.sampled_from([Unit.HOUR, Unit.DAY, Unit.WEEK]),
)


@given(RANGES, RANGES)
def test_ranges_are_equal_where_their_normal_form_is(first: Duration, second: Duration) -> None:
    assert (relation(first, second) is Relation.EQUAL) == (normal(first) == normal(second))


@given(values(), values(), st.sampled_from(["lower", "higher"]))
def test_only_one_of_two_values_is_better(first: Quantity, second: Quantity, favours: Favours) -> None:
    found = better(first, second, favours)
    assert better(second, first, favours) == (None if found is None else not found)
    assert found is None or relation(first, second, favours) not in (Relation.EQUAL, Relation.INCOMPARABLE)


def ends(one: Span) -> tuple[float, float]:
    return (-math.inf if one.low is None else one.low, math.inf if one.high is None else one.high)


@given(RANGES, RANGES)
def test_a_tighter_duration_lies_within_the_looser(first: Duration, second: Duration) -> None:
    (low, high), (lowest, highest) = ends(span(first)), ends(span(second))
    within = lowest <= low and high <= highest
    assert (relation(first, second) in (Relation.TIGHTER, Relation.EQUAL)) == within


@given(st.tuples(*[st.integers(0, 20)] * 4), st.sampled_from(list(Unit)), durations())
def test_a_longer_part_makes_no_shorter_total(numbers: tuple[int, int, int, int], unit: Unit, third: Duration) -> None:
    low, more, length, longer_by = numbers
    shorter = total(Duration(low, low + length, unit), third)
    longer = total(Duration(low + more, low + more + length + longer_by, unit), third)
    assert (shorter is None) == (longer is None)
    if shorter is not None and longer is not None:
        (first, last), (later_first, later_last) = ends(span(shorter)), ends(span(longer))
        assert first <= later_first
        assert last <= later_last


@given(durations(), durations())
def test_the_order_of_two_parts_makes_no_difference(first: Duration, second: Duration) -> None:
    assert total(first, second) == total(second, first)


@given(st.dates(datetime.date(2015, 1, 1), datetime.date(2024, 12, 31)), st.integers(1, 30))
def test_numpy_finds_no_order_outside_the_envelope(order: datetime.date, business_days: int) -> None:
    closed = [np.datetime64(day) for day in HOLIDAYS]
    end = np.busday_offset(np.datetime64(order), business_days, roll="backward", holidays=closed)
    took = int((end - np.datetime64(order)).astype(int))
    fewest, most = calendar_days(business_days, "US")
    assert fewest <= took <= most
    assert calendar_days(business_days)[0] <= fewest
    if np.is_busday(np.datetime64(order), holidays=closed):
        fewest, most = calendar_days(business_days, "US", weekend_orders=False)
        assert fewest <= took <= most


def test_some_order_takes_the_fewest_and_some_the_most_days() -> None:
    closed = [np.datetime64(day) for day in HOLIDAYS]
    orders = np.arange(np.datetime64("2015-01-01"), np.datetime64("2025-01-01"))
    for business_days in (1, 3, 5, 10, 15):
        took = np.busday_offset(orders, business_days, roll="backward", holidays=closed) - orders
        assert (int(took.min().astype(int)), int(took.max().astype(int))) == calendar_days(business_days, "US")


@given(durations((Unit.BUSINESS_DAY, Unit.DAY, Unit.WEEK, Unit.MONTH)))
def test_an_envelope_begins_before_it_ends(value: Duration) -> None:
    found = envelope(value)
    assert (found is None) == (value.high is None)
    assert found is None or found[0] <= found[1]
