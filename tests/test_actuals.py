"""actuals.toml: what it may hold, and how each fault in it is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from event_tables import MAPPING, write

from auditor.errors import ConfigurationError
from auditor.measurements import load_actuals
from auditor.measurements.actuals import Actuals, Events, Limit, MatchRule, Measure, Source
from auditor.measurements.calendars import Calendar
from auditor.measurements.conditions import Condition, read_condition
from auditor.model import Unit

FULL = """\
as_of = 2025-12-31T00:00:00Z

[source.shop]
url = "exports/orders-*.parquet"

[calendar.us]
country = "US"
timezone = "America/New_York"
hours = "09:00-17:00"
cutoff = "14:00"
extra_closed = [2025-12-26]

[aliases.service]
standard = ["Std", "Economy"]

[measure.delivery]
source = "shop"
table = "orders"
key = "order_id"
start = "ordered_at"
end = "delivered_at"
timezone = "UTC"
exclude = "cancelled_by_customer"
breach = "lost = true"
dimensions = { service = "service", customer = "customer_tier" }
topics = ["delivery_time"]
clock = { from = "ordered", to = ["delivered"] }
unit = "business_day"

[[match]]
promise = "shipping.html#standard"
measure = "delivery"
where = { service = "standard", customer = ["gold", "silver"] }
calendar = "us"
share = 0.95
limit = { max = 5, unit = "day" }
"""


def fault(tmp_path: Path, text: str) -> str:
    path = write(tmp_path, "id\n", text)
    with pytest.raises(ConfigurationError) as caught:
        load_actuals(path)
    return str(caught.value).removeprefix(f"{path}:")


def test_everything_that_can_be_written(tmp_path: Path) -> None:
    path = write(tmp_path, "", FULL)
    assert load_actuals(path) == Actuals(
        as_of="2025-12-31T00:00:00+00:00",
        sources={"shop": Source("exports/orders-*.parquet")},
        calendars={
            "us": Calendar(
                "US", timezone="America/New_York", hours="09:00-17:00", cutoff="14:00", extra_closed=("2025-12-26",)
            )
        },
        measures={
            "delivery": Measure(
                source="shop",
                table="orders",
                key="order_id",
                start="ordered_at",
                end="delivered_at",
                timezone="UTC",
                exclude="cancelled_by_customer",
                breach="lost = true",
                dimensions={"service": "service", "customer": "customer_tier"},
                topics=("delivery_time",),
                clock=Events("ordered", ("delivered",)),
                unit=Unit.BUSINESS_DAY,
            )
        },
        matches=(
            MatchRule(
                promise="shipping.html#standard",
                measure="delivery",
                where={"service": "standard", "customer": ("gold", "silver")},
                calendar="us",
                share=0.95,
                limit=Limit(5, Unit.DAY),
            ),
        ),
        aliases={"service": {"standard": ("Std", "Economy")}},
        path=str(path),
        folder=str(tmp_path),
        text=FULL,
    )


@pytest.mark.parametrize(
    ("line", "wrong", "said"),
    [
        (
            1,
            'asof = "2025-12-31"\n' + FULL.partition("\n")[2],
            "unknown key `asof` in the top level; did you mean `as_of`?",
        ),
        (
            19,
            FULL.replace('key = "order_id"', 'keys = "x"'),
            "unknown key `keys` in [measure.delivery]; did you mean `key`?",
        ),
        (
            7,
            FULL.replace('country = "US"', 'contry = "US"'),
            "unknown key `contry` in [calendar.us]; did you mean `country`",
        ),
        (16, FULL.replace('start = "ordered_at"\n', ""), "[measure.delivery] lacks the key `start`."),
        (
            17,
            FULL.replace('source = "shop"', 'source = "shp"'),
            "names `shp`, which is not there; did you mean `shop`?",
        ),
        (32, FULL.replace('measure = "delivery"', 'measure = "delivry"'), "did you mean `delivery`?"),
        (34, FULL.replace('calendar = "us"', 'calendar = "uk"'), "names `uk`, which is not there; did you mean `us`?"),
        (
            33,
            FULL.replace("customer = [", "segment = ["),
            "names `segment`, which is not there; known here: `customer`, ",
        ),
        (
            8,
            FULL.replace("America/New_York", "America/NewYork"),
            "is no IANA time zone; did you mean `America/New_York`",
        ),
        (
            7,
            FULL.replace('"US"', '"XX"'),
            "no holidays are known for XX; use two letters of ISO 3166, such as US or GB.",
        ),
        (9, FULL.replace("09:00-17:00", "9 to 5"), "hours = '9 to 5': not hours such as 09:00-17:00"),
        (10, FULL.replace("14:00", "2pm"), "cutoff = '2pm' is no time of day such as 14:00."),
        (1, FULL.replace("2025-12-31T00:00:00Z", '"last year"'), "as_of = 'last year' is no moment such as 2026-05-01"),
        (35, FULL.replace("0.95", "95"), "share = 95 is no share from 0 to 1; 95 % is 0.95."),
        (
            23,
            FULL.replace('"cancelled_by_customer"', '"drop table x"'),
            "not a condition such as `status = 'cancelled'`",
        ),
        (26, FULL.replace('["delivery_time"]', "[]"), "[measure.delivery] answers no topics; name at least one."),
        (28, FULL.replace('"business_day"', '"week"'), "unit = 'week' is not counted in; known here: `business_day`"),
        (
            28,
            FULL.replace('"business_day"', '"weekday"'),
            "`unit` in measure.delivery is not valid: Invalid enum value",
        ),
        (
            4,
            FULL.replace('"exports/orders-*.parquet"', "3"),
            "`url` in source.shop is not valid: Expected `str`, got `int`.",
        ),
        (1, "folder = 'x'\n" + FULL, "unknown key `folder` at the top level."),
    ],
)
def test_a_fault_is_shown_with_its_line_and_what_is_near(tmp_path: Path, line: int, wrong: str, said: str) -> None:
    message = fault(tmp_path, wrong)
    assert said in message
    assert re.match(rf"{line}: ", message)


def test_a_match_says_what_it_is_about(tmp_path: Path) -> None:
    fine = '\n[[match]]\ntopic = "delivery_time"\nmeasure = "delivery"\n'
    text = fault(tmp_path, MAPPING + fine + '\n[[match]]\nmeasure = "delivery"\n')
    assert text == "19: a [[match]] needs `promise` or `topic`: what is it about?"


def test_the_second_match_is_shown_with_its_own_line(tmp_path: Path) -> None:
    fine = '\n[[match]]\ntopic = "delivery_time"\nmeasure = "delivery"\n'
    for wrong, said in [
        ('measure = "delivery"\nwere = {}', "20: unknown key `were` in [match]; did you mean `where` or `measure`?"),
        (
            'measure = "dispatch"',
            "19: `measure` in [match] names `dispatch`, which is not there; known here: `delivery`.",
        ),
    ]:
        assert fault(tmp_path, f'{MAPPING}{fine}\n[[match]]\n{wrong}\ntopic = "delivery_time"\n') == said


def test_text_that_is_no_toml_is_shown_with_its_line(tmp_path: Path) -> None:
    assert fault(tmp_path, "[source.shop]\nurl = orders.csv\n").startswith("2: not valid TOML: ")


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"none\.toml: no such file; `audit measure --detect FILE` drafts one\."
    ):
        load_actuals(tmp_path / "none.toml")


def test_a_file_takes_the_place_of_the_table_it_is_named_like(tmp_path: Path) -> None:
    november = tmp_path / "orders-11.parquet"
    path = write(tmp_path, "", FULL)
    assert load_actuals(path, [november]).sources == {"shop": Source(str(november.resolve()))}


def test_a_file_that_could_be_any_table_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "", MAPPING + '\n[source.desk]\nurl = "tickets.csv"\n')
    with pytest.raises(ConfigurationError) as caught:
        load_actuals(path, [Path("export.csv")])
    assert str(caught.value) == (
        f"export.csv: which table of {path} is it? Name it like one of: desk (tickets.csv), shop (orders.csv)."
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("lost", Condition("lost", ("true", "t", "yes", "y", "1"), False)),
        ("not lost", Condition("lost", ("true", "t", "yes", "y", "1"), True)),
        ("status = 'Cancelled'", Condition("status", ("cancelled",), False)),
        ("status != 'it''s gone'", Condition("status", ("it's gone",), True)),
        ("n == -2.5", Condition("n", ("-2.5",), False)),
        ('"order state" in (\'a\', "b", 3)', Condition("order state", ("a", "b", "3"), False)),
        ("kind not in ('a')", Condition("kind", ("a",), True)),
    ],
)
def test_conditions(written: str, read: Condition) -> None:
    assert read_condition(written) == read


@pytest.mark.parametrize("written", ["", "a = b", "a = 'x' or 1 = 1", "a; drop", "lower(a) = 'x'", "a = 'x"])
def test_what_is_no_condition_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a condition"):
        read_condition(written)


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "cases_actuals").glob("*/actuals.toml")), ids=str)
def test_the_mappings_of_the_cases_are_in_order(path: Path) -> None:
    assert {measure.source for measure in load_actuals(path).measures.values()} == {"shop", "returns", "helpdesk"}
