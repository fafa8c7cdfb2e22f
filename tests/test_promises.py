from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import statement

from auditor.model import Commitment, Duration, Promise, Scope, Strength, Touchpoint, Unit
from auditor.promises import find_promises, restriction
from auditor.rules import load_rulebook

BOOK = load_rulebook()
FIVE = Duration(3, 5, Unit.BUSINESS_DAY)


def footer(page: str) -> Commitment:
    return statement("delivery_time", page, at="web", says="Delivered in 3-5  business days.", value="3-5 business_day")


def test_a_footer_on_many_pages_is_one_statement_with_its_places() -> None:
    pages = [f"page-{n:03}.html" for n in range(400)]
    (promise,) = find_promises([footer(page) for page in reversed(pages)], BOOK)
    (variant,) = promise.variants
    (evidence,) = variant.evidence
    assert (promise.topic, promise.scope, variant.value, variant.occurrences) == ("delivery_time", Scope(), FIVE, 400)
    assert (evidence.document, evidence.occurrences, evidence.documents) == (pages[0], 400, tuple(pages))


def test_case_and_spaces_do_not_make_another_statement_but_touchpoints_do() -> None:
    upper = statement("delivery_time", "b", at="web", says="DELIVERED in 3-5 business days.", value="3-5 business_day")
    policy = statement(
        "delivery_time", "c", at="policy", says="Delivered in 3-5 business days.", value="3-5 business_day"
    )
    (promise,) = find_promises([footer("a"), upper, policy], BOOK)
    (variant,) = promise.variants
    assert [(e.touchpoint, e.occurrences) for e in variant.evidence] == [(Touchpoint.WEB, 2), (Touchpoint.POLICY, 1)]


def test_the_same_value_differently_written_is_one_variant_and_the_usual_writing_is_shown() -> None:
    says = [("a", "14 day"), ("b", "2 week"), ("c", "2 week")]
    (promise,) = find_promises(
        [statement("refund_time", where, at="faq", says=where, value=value) for where, value in says], BOOK
    )
    (variant,) = promise.variants
    assert (variant.value, variant.occurrences) == (Duration(2, 2, Unit.WEEK), 3)


def shown(said: list[Commitment]) -> list[tuple[object, str, str | None, int]]:
    (promise,) = find_promises(said, BOOK)
    return sorted(((v.value, v.strength, v.clock.from_, v.occurrences) for v in promise.variants), key=str)


def two_days(place: str, words: str, start: str | None = None) -> Commitment:
    return statement("delivery_time", place, at="web", says=words, value="2 day", **({"from": start} if start else {}))


def test_variants_are_apart_by_value_strength_and_clock_with_the_majority_first() -> None:
    said = [
        two_days("a", "2 days from your order.", "ordered"),
        two_days("b", "2 days from order.", "ordered"),
        statement("delivery_time", "c", at="web", says="Usually 2 days.", value="2 day", strength="hedged"),
        two_days("d", "2 days from dispatch.", "dispatched"),
        statement("delivery_time", "e", at="web", says="In 3 days.", value="3 day"),
    ]
    days = Duration(2, 2, Unit.DAY)
    assert shown(said) == [
        (days, Strength.FIRM, "dispatched", 1),
        (days, Strength.FIRM, "ordered", 2),
        (days, Strength.HEDGED, None, 1),
        (Duration(3, 3, Unit.DAY), Strength.FIRM, None, 1),
    ]
    (promise,) = find_promises(said, BOOK)
    assert promise.variants[0].occurrences == 2


def test_a_clock_that_only_some_name_is_that_of_all_unless_they_name_different_ones() -> None:
    days = Duration(2, 2, Unit.DAY)
    some = [two_days("a", "In 2 days."), two_days("b", "2 days from dispatch.", "dispatched")]
    assert shown(some) == [(days, Strength.FIRM, "dispatched", 2)]
    assert shown([*some, two_days("c", "2 days from order.", "ordered")]) == [
        (days, Strength.FIRM, "dispatched", 1),
        (days, Strength.FIRM, "ordered", 1),
        (days, Strength.FIRM, None, 1),
    ]


def test_scopes_are_compared_by_their_canonical_names() -> None:
    said = [
        statement("delivery_time", "a", at="web", says="Express: 2 days.", value="2 day", service="Express"),
        statement("delivery_time", "b", at="faq", says="2 days", value="2 day", service="Express shipping"),
        statement("delivery_time", "c", at="faq", says="2 days", value="2 day", region="Canada"),
    ]
    shown = [(p.scope.service, p.scope.region, p.variants[0].occurrences) for p in find_promises(said, BOOK)]
    assert len(shown) == 2
    assert shown[0][2] == 1
    assert shown[1] == ("express", None, 2)


RESTRICTIONS = [
    ("if unopened", "unopened"),
    ("orders over $50", "orders over $50"),
    ("for members only", "members only"),
    ("after we receive your return", None),
    ("of delivery", None),
    ("from the date of purchase", None),
    ("within 30 days of receipt", None),
    ("once it has shipped", None),
    ("orders placed before 2pm", None),
    ("if ordered by noon", None),
    ("excluding weekends and public holidays", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("condition", "expected"), RESTRICTIONS)
def test_only_what_restricts_remains_of_a_condition(condition: str | None, expected: str | None) -> None:
    assert restriction(condition) == expected


def test_names_that_no_list_knows_are_one_where_the_alignment_says_so() -> None:
    said = [
        statement("warranty_period", name, at="web", says=f"{name}: 3 years", value="3 year", product=name)
        for name in ("Zorblax", "the Zorblax", "Quimp")
    ]

    def same(one: str, other: str) -> bool:
        return one.removeprefix("the ") == other.removeprefix("the ")

    assert len(find_promises(said, BOOK)) in (2, 3)
    aligned = find_promises(said, BOOK, same)
    assert sorted(promise.variants[0].occurrences for promise in aligned) == [1, 2]


statements = st.builds(
    lambda topic, document, at, says, value, service: statement(
        topic, document, at=at, says=says, value=value, service=service
    ),
    st.sampled_from(["delivery_time", "refund_time"]),
    st.sampled_from("abcd"),
    st.sampled_from(["web", "policy"]),
    st.sampled_from(["In 2 days.", "IN 2 days.", "Soon."]),
    st.sampled_from(["2 day", "48 hour", "3-5 business_day"]),
    st.sampled_from(["express", "Express", None]),
)


@given(st.lists(statements, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_commitments_does_not_matter(said: list[Commitment], order: random.Random) -> None:
    shuffled = list(said)
    order.shuffle(shuffled)
    assert encoded(find_promises(said, BOOK)) == encoded(find_promises(iter(shuffled), BOOK))


def encoded(promises: tuple[Promise, ...]) -> bytes:
    return msgspec.json.encode(promises)


def test_nothing_said_is_nothing_promised() -> None:
    assert find_promises((), BOOK) == ()
