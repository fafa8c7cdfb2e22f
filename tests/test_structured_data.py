from __future__ import annotations

import json

import pytest

from auditor.commitments.structured_data import DAY_CONVENTION, find_structured
from auditor.model import (
    Block,
    BlockKind,
    Clock,
    ClockTime,
    Commitment,
    Duration,
    Money,
    Origin,
    Percent,
    Quantity,
    Schedule,
    Scope,
    Strength,
    Touchpoint,
    Unit,
)

WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def found(source: object) -> list[Commitment]:
    text = source if isinstance(source, str) else json.dumps(source)
    block = Block("page.html", Touchpoint.PRODUCT, 3, BlockKind.STRUCTURED_DATA, text, "script[1]", origin=Origin.META)
    return list(find_structured(block))


def values(source: object) -> list[tuple[str, Quantity]]:
    return [(one.topic, one.value) for one in found(source)]


def days(**fields: object) -> dict[str, object]:
    return {"@type": "QuantitativeValue", "unitCode": "DAY", **fields}


def test_a_product_page_states_shipping_returns_and_warranty() -> None:
    source = {
        "@context": "https://schema.org/",
        "@type": "Product",
        "name": "Alder bench",
        "offers": {
            "@type": "Offer",
            "price": "349.00",
            "shippingDetails": [
                {
                    "@type": "OfferShippingDetails",
                    "shippingLabel": "Express",
                    "shippingRate": {"@type": "MonetaryAmount", "value": "6.50", "currency": "usd"},
                    "shippingDestination": {"@type": "DefinedRegion", "addressCountry": "US"},
                    "deliveryTime": {
                        "@type": "ShippingDeliveryTime",
                        "cutoffTime": "14:30:00-05:00",
                        "handlingTime": days(minValue=0, maxValue=1),
                        "transitTime": days(minValue=2, maxValue=5),
                    },
                }
            ],
            "hasMerchantReturnPolicy": {
                "applicableCountry": ["US", "CA"],
                "merchantReturnDays": 45,
                "returnFees": "https://schema.org/FreeReturn",
            },
            "warranty": {"durationOfWarranty": {"value": "2", "unitCode": "ANN"}},
        },
    }
    express, returns = Scope("Express", "US", "Alder bench"), Scope(None, "US, CA", "Alder bench")
    assert [(one.topic, one.value, one.scope, one.clock) for one in found(source)] == [
        ("shipping_fee", Money(6.5, "USD"), express, Clock()),
        ("order_cutoff", ClockTime("14:30", "-05:00"), express, Clock()),
        ("dispatch_time", Duration(0, 1, Unit.DAY), express, Clock("ordered", "dispatched")),
        ("delivery_time", Duration(2, 5, Unit.DAY), express, Clock("dispatched", "delivered")),
        ("return_window", Duration(45, 45, Unit.DAY), returns, Clock("delivered", None)),
        ("return_fee", Money(0), returns, Clock()),
        ("warranty_period", Duration(2, 2, Unit.YEAR), Scope(product="Alder bench"), Clock()),
    ]


def test_a_commitment_shows_the_field_and_where_it_stands() -> None:
    (one,) = found({"@graph": [{"name": "x"}, {"hasMerchantReturnPolicy": {"merchantReturnDays": "30"}}]})
    assert one == Commitment(
        document="page.html",
        touchpoint=Touchpoint.PRODUCT,
        origin=Origin.STRUCTURED_DATA,
        topic="return_window",
        value=Duration(30, 30, Unit.DAY),
        strength=Strength.FIRM,
        scope=Scope(),
        clock=Clock("delivered", None),
        quote='"merchantReturnDays": "30"',
        start=None,
        end=None,
        context=(),
        confidence=1.0,
        sentence='@graph[1].hasMerchantReturnPolicy.merchantReturnDays: "merchantReturnDays": "30"',
        locator="script[1] @graph[1].hasMerchantReturnPolicy.merchantReturnDays",
        cue="schema.org: merchantReturnDays",
    )


def test_days_of_shipping_carry_the_convention_that_they_are_business_days() -> None:
    cues = [one.cue for one in found({"transitTime": days(maxValue=5), "durationOfWarranty": days(value=90)})]
    assert cues == [DAY_CONVENTION, "schema.org: durationOfWarranty"]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"value": 2, "unitText": "weeks"}, Duration(2, 2, Unit.WEEK)),
        ({"maxValue": 36, "unitCode": "HUR"}, Duration(None, 36, Unit.HOUR)),
        ({"minValue": 1.5, "unitCode": "MON"}, Duration(1.5, None, Unit.MONTH)),
        ({"duration": {"maxValue": 15, "unitCode": "MIN"}}, Duration(None, 15, Unit.MINUTE)),
        ("P2Y", Duration(2, 2, Unit.YEAR)),
    ],
)
def test_durations_in_all_their_forms(field: object, expected: Duration) -> None:
    assert values({"transitTime": field}) == [("delivery_time", expected)]


@pytest.mark.parametrize(
    "field",
    [
        {"value": 2},
        {"unitCode": "DAY"},
        {"value": 2, "unitCode": "KGM"},
        {"minValue": 5, "maxValue": 2, "unitCode": "DAY"},
        {"value": "two", "unitCode": "DAY"},
        {"value": -1, "unitCode": "DAY"},
        {"value": True, "unitCode": "DAY"},
        {"value": [2], "unitCode": ["DAY"]},
        "P1Y6M",
        "soon",
        5,
        None,
        [],
    ],
)
def test_durations_that_cannot_be_read_without_guessing_are_left_out(field: object) -> None:
    assert values({"transitTime": field}) == []


def test_return_days_of_zero_or_without_limit() -> None:
    assert values({"merchantReturnDays": 0}) == []
    assert values({"returnPolicyCategory": "https://schema.org/MerchantReturnUnlimitedWindow"}) == [
        ("return_window", Duration(None, None, Unit.LIFETIME))
    ]


def test_what_a_return_costs() -> None:
    assert values({"returnFees": "https://schema.org/ReturnFeesCustomerResponsibility"}) == []
    assert values({"returnShippingFeesAmount": {"value": "8,50", "currency": "EUR"}}) == [
        ("return_fee", Money(8.5, "EUR"))
    ]
    assert values({"restockingFee": 15}) == [("return_fee", Percent(15))]
    (defect,) = found({"itemDefectReturnFees": "FreeReturn"})
    assert (defect.value, defect.scope.condition) == (Money(0), "if defective")


def test_shipping_that_is_free_from_an_order_value_on_is_a_threshold() -> None:
    free = {"shippingRate": {"value": 0, "currency": "GBP"}, "orderValue": {"minValue": 50, "currency": "GBP"}}
    assert values(free) == [("free_shipping_threshold", Money(50, "GBP"))]
    assert values({"freeShippingThreshold": {"value": "75", "currency": "USD"}}) == [
        ("free_shipping_threshold", Money(75, "USD"))
    ]


def test_what_is_not_shipped_costs_nothing_to_ship() -> None:
    assert values({"doesNotShip": True, "shippingRate": {"value": 0, "currency": "USD"}}) == []


def test_opening_hours_in_both_forms() -> None:
    hours = {"dayOfWeek": [f"https://schema.org/{day}" for day in WEEK], "opens": "09:00:00", "closes": "17:30"}
    saturday = {"dayOfWeek": "Saturday", "opens": "T10:00", "closes": "14:00"}
    shop = {
        "@type": "Store",
        "openingHoursSpecification": [hours, saturday],
        "openingHours": ["Mo-Fr 09:00-17:30", "Sa 10:00-14:00, Su 11:00-13:00"],
        "contactPoint": {"@type": "ContactPoint", "contactType": "customer support", "hoursAvailable": hours},
    }
    assert [(one.value, one.scope.service, one.locator) for one in found(shop)] == [
        (Schedule("Mo-Fr 09:00-17:30"), None, "script[1] openingHoursSpecification[0]"),
        (Schedule("Sa 10:00-14:00"), None, "script[1] openingHoursSpecification[1]"),
        (Schedule("Mo-Fr 09:00-17:30"), None, "script[1] openingHours[0]"),
        (Schedule("Sa 10:00-14:00; Su 11:00-13:00"), None, "script[1] openingHours[1]"),
        (Schedule("Mo-Fr 09:00-17:30"), "customer support", "script[1] contactPoint.hoursAvailable"),
    ]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({"dayOfWeek": [*WEEK, "Saturday", "Sunday"], "opens": "00:00", "closes": "23:59"}, "24/7"),
        (
            {"dayOfWeek": ["Sunday", "Monday", "PublicHolidays"], "opens": "09:00", "closes": "17:00"},
            "Mo,Su,PH 09:00-17:00",
        ),
        ({"opens": "09:00", "closes": "17:00"}, "09:00-17:00"),
        ({"dayOfWeek": "Monday", "opens": "00:00", "closes": "00:00"}, None),
        ({"dayOfWeek": "Someday", "opens": "09:00", "closes": "17:00"}, None),
        ({"dayOfWeek": "Monday", "opens": "09:00", "closes": "17:00", "validFrom": "2024-12-24"}, None),
        ({"dayOfWeek": "Monday", "opens": "nine", "closes": "17:00"}, None),
        ("Mo-Fr", None),
        ("by appointment", None),
    ],
)
def test_hours_that_are_closed_seasonal_or_unreadable_are_left_out(hours: object, expected: str | None) -> None:
    key = "openingHours" if isinstance(hours, str) else "hoursAvailable"
    assert values({key: hours}) == ([("support_hours", Schedule(expected))] if expected else [])


def test_commas_before_a_closing_bracket_are_forgiven_and_texts_left_alone() -> None:
    source = '{"@type": "Product", "name": "Bench, ]", "offers": {"merchantReturnDays": 30,},}'
    assert [(one.value, one.scope.product) for one in found(source)] == [(Duration(30, 30, Unit.DAY), "Bench, ]")]


def test_line_breaks_in_texts_and_comments_around_are_forgiven() -> None:
    assert values('<!-- {"description": "two\nlines", "merchantReturnDays": 30} -->') == [
        ("return_window", Duration(30, 30, Unit.DAY))
    ]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "{",
        '{"merchantReturnDays": 30',
        "{'merchantReturnDays': 30}",
        "null",
        "[]",
        "30",
        "[" * 100_000,
        '{"a": NaN}',
    ],
)
def test_a_source_that_is_broken_or_empty_states_nothing(source: str) -> None:
    assert found(source) == []


def test_deep_nesting_is_read_without_recursion() -> None:
    source = '{"a": ' * 500 + '{"merchantReturnDays": 30}' + "}" * 500
    assert [one.value for one in found(source)] == [Duration(30, 30, Unit.DAY)]


def test_answers_to_questions_are_text_and_left_to_it() -> None:
    assert found({"@type": "FAQPage", "mainEntity": [{"acceptedAnswer": {"text": "Within 30 days."}}]}) == []
