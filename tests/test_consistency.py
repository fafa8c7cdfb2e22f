"""Whole companies of a few sentences to the findings of the kinds that look beyond one scope."""

from __future__ import annotations

import pytest

from auditor.findings import find_findings
from auditor.findings.alignment import aligned_scope
from auditor.findings.stems import stems
from auditor.model import Document, Finding, NotChecked, Scope, Touchpoint
from auditor.rule_examples import heard
from auditor.rules import load_rulebook

BOOK = load_rulebook()


def said(**places: str) -> tuple[Document, ...]:
    """Documents named after their touchpoint, with a number where there are several (`policy_2`)."""
    return tuple(
        Document(
            uri=name,
            touchpoint=Touchpoint(name.rstrip("_0123456789")),
            media_type="text/html"
            if body.startswith("<")
            else "text/csv"
            if body.startswith("date,")
            else "text/markdown",
            body=body,
            fetched_at="2026-01-01T00:00:00Z",
            content_hash=name,
        )
        for name, body in places.items()
    )


def checked(**places: str) -> tuple[tuple[Finding, ...], tuple[NotChecked, ...]]:
    promises, known = heard(said(**places), (), BOOK)
    return find_findings(promises, BOOK, known)


def told(**places: str) -> list[str]:
    return [f"{one.code} {one.title}" for one in checked(**places)[0] if one.code not in ("L1", "P2")]


def test_a_name_is_one_whatever_axis_a_place_puts_it_on() -> None:
    home = frozenset({"US"})
    service = aligned_scope(Scope(service="simple ports", region="US"), home, BOOK)
    assert service == aligned_scope(Scope(product="simple port"), home, BOOK)
    assert aligned_scope(Scope(service="express", condition="choose express"), home, BOOK) == Scope(service="express")


def test_stems_are_words_without_endings_and_without_what_says_nothing() -> None:
    assert stems("the opened items that you returned") == stems("Opened: returns")


def test_a_sentence_speaks_of_the_scope_whose_words_it_holds() -> None:
    (found,) = told(
        policy="Change of mind returns are accepted for 30 days.",
        chat_macro="If it is a change of mind, you have 60 days to return it.",
    )
    assert found == "C1 Return window (change of mind): 60 days in one place, 30 days in another"


def test_values_that_one_place_tells_apart_contradict_nobody_who_leaves_out_for_whom() -> None:
    assert (
        told(
            policy="Delivery is €49 to the kerb, €89 to the room and €139 with assembly.",
            faq="Delivery to the room is €89.",
        )
        == []
    )


def test_a_post_of_long_ago_is_history() -> None:
    posts = "date,text\n2018-05-02,Try our bed at home with a 100-night trial.\n"
    findings, not_checked = checked(policy="Every bed comes with a 120-night trial.", social=posts)
    assert findings == ()
    assert [one.reason for one in not_checked if one.check == "superseded"] == [
        "1 statement in posts older than a year, or until a day that has passed: compared with nothing"
    ]


def test_a_post_of_this_year_is_held_against_the_policy() -> None:
    posts = "date,text\n2025-09-02,Try our bed at home with a 100-night trial.\n"
    assert told(policy="Our bed comes with a 120-night trial.", social=posts) == [
        "C1 Satisfaction guarantee (bed): 100 days in one place, 120 days in another"
    ]


def test_denials_stand_against_promises_of_the_same_goods_alone() -> None:
    assert told(
        policy="Hats cannot be returned.",
        chat_macro="You may return hats within 28 days.",
        web="Return it within 28 days.",
    ) == ["C4 Return window (hat): promised in one place, denied in another"]


def test_a_bare_cell_denies_nothing_of_everything() -> None:
    table = "<table><tr><th>Column A</th></tr><tr><td>Final sale</td></tr></table>"
    assert told(policy=table, web="Return it within 28 days.") == []


def test_a_day_that_has_passed_is_stale_on_a_page_and_history_in_a_post() -> None:
    sentence = "Order by 14 March 2025 for spring planting."
    assert told(web=sentence) == ["X1 order cutoff: 2025-03-14 has passed, and the page still says so"]
    assert told(social=sentence) == []


def test_what_held_until_a_day_that_has_passed_is_stale_and_contradicts_nothing() -> None:
    offer = "Free shipping on orders over $20 until August 31, 2025."
    assert told(web=offer, policy="Free shipping on orders over $50.") == [
        "X1 compensation: 2025-08-31 has passed, and the page still says so"
    ]


def test_equal_definitions_in_other_words_are_one() -> None:
    assert told(policy="A business day is Monday to Friday.", faq="Our working days are Mon–Fri.") == []


def test_definitions_with_other_numbers_drift() -> None:
    assert told(
        policy="“High season” means 15 May to 30 September.", contract="“High season” means 1 June to 31 August."
    ) == ["D1 “high season” is defined in two ways"]


def test_no_finding_depends_on_the_order_of_documents() -> None:
    places = {
        "policy": "Standard delivery takes 3-5 business days. Hats cannot be returned. Business days are Mon to Fri.",
        "faq": "Standard delivery takes 7-9 business days. Hats can be returned within 14 days.",
        "web": "Free shipping on every order, no minimum. Order by 14 March 2025 for spring planting.",
        "email": "Free shipping over $75. Our business days are Monday to Saturday.",
    }
    backwards = dict(reversed(places.items()))
    assert checked(**places) == checked(**backwards)
    assert {one.code for one in checked(**places)[0]} >= {"C1", "C4", "C5", "D1", "X1"}


@pytest.mark.parametrize("amount", ["$0", "free"])
def test_an_absolute_word_is_taken_back_by_what_others_charge(amount: str) -> None:
    found = told(call_script=f"Delivery is always {amount}.", policy="Standard delivery costs $4.95.")
    assert [one.partition(" ")[0] for one in found if one.startswith("C5")] == ["C5"]
