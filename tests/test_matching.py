"""A stated value to the measure that answers it, or the reason why none does."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_tables import BOOK, MAPPING, measured, orders, promise, within, write

from auditor.errors import ConfigurationError, MeasurementError
from auditor.measurements import load_actuals, measure
from auditor.model import Bin, Clock, Match, Money, Percent, Scope, StartDay, Unmatched


def only(path: Path, *args: object, **options: object) -> Match:
    found = measured(path, promise(*args, **options))  # type: ignore[arg-type]  # the arguments of promise
    assert found.unmatched == ()
    return found.matches[0]


def refusal(path: Path, *args: object, **options: object) -> str:
    found = measured(path, promise(*args, **options))  # type: ignore[arg-type]  # the arguments of promise
    assert found.matches == ()
    return found.unmatched[0].reason


ALIASES = '\n[aliases.region]\n"Canada" = ["CA-1", "CA-2"]\n'
PLACES = orders(
    "1,2026-06-01,2026-06-02,Std,US",
    "2,2026-06-01,2026-06-03,Express,CA-1",
    "3,2026-06-01,2026-06-04,Std,CA-2",
    "4,2026-06-01,2026-06-04,Std,Ontario",
)


@pytest.mark.parametrize(
    ("scope", "where", "method"),
    [
        (Scope(), {}, "topic"),
        (Scope(service="standard shipping"), {"service": ("Std",)}, "topic and service (Std)"),
        (Scope(region="USA"), {"region": ("US",)}, "topic and region (US)"),
        (Scope(region="Canada"), {"region": ("CA-1", "CA-2", "Ontario")}, "topic and region (CA-1, CA-2, Ontario)"),
        (
            Scope(service="express", region="Canada"),
            {"service": ("Express",), "region": ("CA-1", "CA-2", "Ontario")},
            "topic, service (Express) and region (CA-1, CA-2, Ontario)",
        ),
        (Scope(product="express"), {"service": ("Express",)}, "topic and service (Express)"),
    ],
)
def test_scope_words_are_found_by_their_names(tmp_path: Path, scope: Scope, where: object, method: str) -> None:
    found = only(write(tmp_path, PLACES, MAPPING + ALIASES), within(3), scope)
    assert (found.measurement.where, found.method) == (where, method)


def test_a_word_that_no_case_has_measures_nothing(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, PLACES), within(3), Scope(service="expres")) == (
        "“expres” is no service in [measure.delivery]; did you mean `Express`? "
        "An alias in [aliases.service] can name it."
    )


def test_words_that_no_case_has_together_measure_nothing(tmp_path: Path) -> None:
    reason = refusal(write(tmp_path, PLACES), within(3), Scope(service="express", region="US"))
    assert reason == "no case in [measure.delivery] has service Express and region US"


def test_a_condition_that_no_column_tells_measures_nothing(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, PLACES), within(3), Scope(condition="in stock")) == (
        "no dimension of [measure.delivery] tells the condition “in stock”; the mapping has no other measure"
    )


@pytest.mark.parametrize(
    ("value", "topic", "reason", "measurable"),
    [
        (within(3), "refund_time", "no measure answers refund time; other measures: delivery (delivery_time)", True),
        (
            Percent(99.9),
            "uptime",
            "a share: no measure says of what; a [[match]] with `limit` can, where cases have a start and an end",
            True,
        ),
        (
            Money(5, "USD"),
            "shipping_fee",
            "not a span of time: an event table with a start and an end cannot show whether it is kept",
            False,
        ),
        (
            within(30),
            "return_window",
            "a right of the customer's: nothing is delivered that an event table could time",
            False,
        ),
        (within(None, low=3), "delivery_time", "it names no upper limit that a case could exceed", False),
    ],
)
def test_what_is_not_measured_says_why(
    tmp_path: Path, value: object, topic: str, reason: str, measurable: bool
) -> None:
    found = measured(write(tmp_path, PLACES), promise(value, topic=topic))  # type: ignore[arg-type]  # a quantity
    assert found.matches == ()
    assert found.unmatched == (Unmatched(0, 0, reason, measurable),)


CLOCKS = MAPPING + (
    'clock = { from = "dispatched", to = "delivered" }\n\n[measure.door_to_door]\nsource = "shop"\nstart = "ordered"\n'
    'end = "delivered"\ntopics = ["delivery_time"]\nclock = { from = "ordered", to = "delivered" }\n'
)
ORDERED = "id,ordered,shipped,delivered,service,region\n1,2026-06-01,2026-06-03,2026-06-04,a,b\n"


@pytest.mark.parametrize(("start", "name", "days"), [("dispatched", "delivery", 1), ("ordered", "door_to_door", 3)])
def test_the_clock_of_a_promise_chooses_the_measure(tmp_path: Path, start: str, name: str, days: int) -> None:
    found = only(write(tmp_path, ORDERED, CLOCKS), within(3), clock=Clock(start, "delivered"))
    assert (found.measurement.measure, found.measurement.bins) == (name, (Bin(days, 1, 0),))


def test_a_clock_that_no_measure_runs_by_measures_nothing(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, ORDERED, CLOCKS), within(3), clock=Clock("approved", "delivered")) == (
        "no measure of delivery time runs from approved to delivered; "
        "other measures: delivery (delivery_time), door_to_door (delivery_time)"
    )


def test_two_measures_that_fit_equally_ask_for_a_match(tmp_path: Path) -> None:
    path = write(tmp_path, ORDERED, CLOCKS)
    with pytest.raises(ConfigurationError) as caught:
        only(path, within(3))
    assert str(caught.value) == (
        f"{path}:11: [measure.delivery] and [measure.door_to_door] answer delivery time (everything) equally; "
        'say which with a [[match]] that has topic = "delivery_time" and measure = "delivery".'
    )


def test_a_match_decides_and_its_where_is_read_like_a_scope(tmp_path: Path) -> None:
    rule = '\n[[match]]\ntopic = "delivery_time"\nscope = { service = "" }\nmeasure = "delivery"\n'
    path = write(tmp_path, PLACES, MAPPING + ALIASES + rule + 'where = { region = ["Canada", "US"] }\nshare = 0.95\n')
    found = only(path, within(3))
    assert found.measurement.where == {"region": ("CA-1", "CA-2", "Ontario", "US")}
    assert (found.share, found.method) == (0.95, "a [[match]] of the mapping")
    assert only(path, within(3), Scope(service="express")).method == "topic and service (Express)"


def test_a_match_finds_a_statement_by_its_document_and_words(tmp_path: Path) -> None:
    rule = '\n[[match]]\npromise = "shipping.html#3–5 days"\nmeasure = "delivery"\nwhere = { service = "express" }\n'
    path = write(tmp_path, PLACES, MAPPING + rule)
    assert only(path, within(5), quote="3-5 Days").measurement.where == {"service": ("Express",)}
    assert only(path, within(5), quote="5 days").measurement.where == {}


def test_a_value_of_a_match_that_no_case_has_is_an_error(tmp_path: Path) -> None:
    rule = '\n[[match]]\ntopic = "delivery_time"\nmeasure = "delivery"\nwhere = { service = "exprss" }\n'
    path = write(tmp_path, PLACES, MAPPING + rule)
    with pytest.raises(ConfigurationError) as caught:
        only(path, within(3))
    assert str(caught.value) == (
        f"{path}:17: where: no case of `delivery` has service = 'exprss'; did you mean `Express`?"
    )


def test_a_share_of_calls_is_held_to_the_time_that_a_match_names(tmp_path: Path) -> None:
    rule = '\n[[match]]\ntopic = "on_time_rate"\nmeasure = "delivery"\nlimit = { max = 2, unit = "day" }\n'
    found = only(write(tmp_path, PLACES, MAPPING + rule), Percent(95), topic="on_time_rate")
    assert (found.limit, found.share, found.days) == (2, 0.95, (StartDay("2026-06-01", 4, 2, True),))


def test_early_cases_are_a_breach_only_where_the_mapping_says_so(tmp_path: Path) -> None:
    for extra, kept in [("", 4), ("early_is_breach = true\n", 3)]:
        found = only(write(tmp_path, PLACES, MAPPING + extra), within(3, low=2))
        assert found.days == (StartDay("2026-06-01", 4, kept, True),)


def test_a_topic_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, PLACES, MAPPING.replace("delivery_time", "delivery"))
    with pytest.raises(ConfigurationError) as caught:
        measure(load_actuals(path), [], BOOK)
    assert str(caught.value).startswith(
        f"{path}:11: topics of [measure.delivery]: `delivery` is no topic; did you mean"
    )


def test_measures_and_segments_that_nobody_speaks_of(tmp_path: Path) -> None:
    path = write(tmp_path, PLACES, MAPPING + ALIASES)
    assert [one.where for one in measured(path).silent] == [{}]
    assert [one.where for one in measured(path, promise(within(3), Scope(service="express"))).silent] == [
        {"service": ("Std",)}
    ]
    assert measured(path, promise(within(3))).silent == ()


def test_a_dimension_with_thousands_of_values_is_refused(tmp_path: Path) -> None:
    table = orders(*(f"{n},2026-06-01,2026-06-02,service {n},US" for n in range(2001)))
    with pytest.raises(MeasurementError, match=r"the column `service` has 2,001 values, too many for the dimension"):
        only(write(tmp_path, table), within(3), Scope(service="express"))
