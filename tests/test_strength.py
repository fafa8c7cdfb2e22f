from __future__ import annotations

import pytest

from auditor.commitments.strength import find_strength
from auditor.model import Strength

GUARANTEE, FIRM, HEDGED = Strength.GUARANTEE, Strength.FIRM, Strength.HEDGED


def strength(marked: str, *trail: str) -> Strength:
    """The strength of the value that stands in [brackets]."""
    start, end = marked.index("["), marked.index("]") - 1
    return find_strength(marked.replace("[", "").replace("]", ""), start, end, trail)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orders arrive [within 3 days].", FIRM),
        ("Orders usually arrive [within 3 days].", HEDGED),
        ("We aim to answer [within 2 hours].", HEDGED),
        ("Your refund may take [5 days].", HEDGED),
        ("It should reach you in [4 days].", HEDGED),
        ("Please allow [10 days] for delivery.", HEDGED),
        ("Most orders leave [the same day].", HEDGED),
        ("Refunds take up to [14 days].", HEDGED),
        ("Expect it in about [a week].", HEDGED),
        ("Custom builds: [5–7 working days], estimated.", HEDGED),
        ("Repairs are done in [three weeks] or so.", HEDGED),
        ("Delivery in [2 days], guaranteed.", GUARANTEE),
        ("We promise a reply [within one day].", GUARANTEE),
        ("The line is always open, [24/7].", GUARANTEE),
        ("A [90-day] money-back guarantee.", GUARANTEE),
        ("With you in [40 minutes] or the pizza is free.", GUARANTEE),
        ("A [two-year] warranty.", FIRM),
    ],
)
def test_the_words_around_a_value_make_it_a_guarantee_firm_or_hedged(text: str, expected: Strength) -> None:
    assert strength(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "You may cancel [within 14 days].",
        "Items may be returned [within 30 days].",
        "We are sorry about that and refund you [within 5 days].",
        "We do not guarantee delivery, but ship [within 2 days].",
        "Cancel up to [6 hours] before your slot.",
        "You have at most [30 days].",
        "If we can't repair it, we replace it [within 3 days].",
    ],
)
def test_words_that_look_like_a_hedge_or_guarantee_leave_a_value_firm(text: str) -> None:
    assert strength(text) is FIRM


def test_a_hedge_in_another_clause_does_not_count() -> None:
    assert strength("We usually call first, and we deliver in [2 days].") is FIRM
    assert strength("Returns typically take a week; we refund you [within 5 days].") is FIRM


def test_a_hedge_at_one_number_does_not_reach_the_next() -> None:
    assert strength("City [3 days], hills about 5 days.") is FIRM
    assert strength("City about 3 days, hills [5 days].") is FIRM


def test_a_verb_reaches_all_values_that_follow_it() -> None:
    assert strength("Doors are guaranteed for six years, locks for [three].") is GUARANTEE
    assert strength("Cities usually get it in 2 days; villages, in [4].") is HEDGED


def test_a_cut_off_is_not_hedged_by_what_follows_from_it() -> None:
    assert strength("It normally leaves the same day if you order [before noon].") is FIRM


def test_heads_pass_on_what_they_say() -> None:
    assert strength("[2 hours]", "Support", "Target response") is HEDGED
    assert strength("[10 years]", "Warranty", "Our guarantee") is GUARANTEE
    assert strength("[10 years]", "Support", "Warranty") is FIRM


def test_a_document_called_promise_makes_no_single_value_a_guarantee() -> None:
    assert strength("Delivery costs [$5].", "The Harbor Promise") is FIRM


def test_opening_hours_under_targets_are_firm() -> None:
    assert strength("[Mon-Fri 9 am-5 pm]", "Targets", "Coverage") is FIRM
