from __future__ import annotations

import random
from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pairs import read_pairs, statement

from auditor.errors import RuleError
from auditor.findings import find_findings, mark_status
from auditor.model import (
    Clock,
    Commitment,
    Duration,
    Evidence,
    Factor,
    Finding,
    Fix,
    FixKind,
    Model,
    NotChecked,
    Origin,
    Scope,
    Severity,
    Unit,
)
from auditor.promises import find_promises
from auditor.rules import load_rulebook

SHIPPED = load_rulebook()
#: Without regulation, which is held against single statements: tests/test_regulation.py.
BOOK = replace(SHIPPED, checks=tuple(check for check in SHIPPED.checks if not check.source))
#: Codes that more than a pair of commitments decides: an earlier check, a ledger, another language, what is no value.
#: `benchmarks/pairs` has pairs of texts for most of them.
UNPAIRED = ("S1", "S2", "T2", "P1", "P2", "C5", "D1", "N1", "U3", "X1")
PAIRS = tuple(read_pairs())


def found(*said: Commitment) -> tuple[Finding, ...]:
    return find_findings(find_promises(said, BOOK), BOOK)[0]


def not_checked(*said: Commitment) -> tuple[NotChecked, ...]:
    return find_findings(find_promises(said, BOOK), BOOK)[1]


def standard(document: str, at: str, says: str, value: str, **more: str) -> Commitment:
    return statement("delivery_time", document, at=at, says=says, value=value, service="standard", **more)


POLICY = standard("shipping.html", "policy", "Standard delivery takes 3-5 business days.", "3-5 business_day")
FAQ = standard("faq.html", "faq", "Standard: 3-5 business days.", "3-5 business_day")
LANDING = standard("lp.html", "web", "Standard delivery in 4-6 business days.", "4-6 business_day")
SCRIPT = standard("script.md", "call_script", "Standard takes 7 to 10 working days.", "7-10 business_day")


# ── labelled pairs ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_labelled_pair_is_judged_as_labelled() -> None:
    codes = {pair.place: [finding.code for finding in found(*pair.commitments)] for pair in PAIRS}
    misses = [
        (pair.place, pair.expect, codes[pair.place])
        for pair in PAIRS
        if codes[pair.place] != ([] if pair.expect == "none" else [pair.expect])
    ]
    assert misses == []


def test_the_labelled_pairs_cover_every_code_and_hold_as_many_look_alikes_as_contradictions() -> None:
    counts = Counter(pair.expect for pair in PAIRS)
    assert set(counts) == {"none", *(check.code for check in BOOK.checks if check.code not in UNPAIRED)}
    assert counts["none"] >= counts["C1"] >= 35
    assert min(counts.values()) >= 4


# ── the grid of scopes and values ────────────────────────────────────────────────────────────────────────────

GRID = {
    ("equal", "equal"): [],
    ("equal", "overlapping"): ["C2"],
    ("equal", "disjoint"): ["C1"],
    ("equal", "incomparable"): ["U1"],
    ("within", "equal"): [],
    ("within", "overlapping"): [],
    ("within", "disjoint"): ["N2"],
    ("within", "incomparable"): [],
    ("apart", "equal"): [],
    ("apart", "overlapping"): [],
    ("apart", "disjoint"): [],
    ("apart", "incomparable"): [],
    ("unknown side", "equal"): [],
    ("unknown side", "overlapping"): [],
    ("unknown side", "disjoint"): [],
    ("unknown side", "incomparable"): [],
}
REGIONS = {
    "equal": ("US", "US"),
    "within": ("US", "Alaska"),
    "apart": ("US", "Canada"),
    "unknown side": (None, "Alaska"),
}
VALUES = {"equal": "3-5 day", "overlapping": "4-6 day", "disjoint": "9 day", "incomparable": "3-5 business_day"}


@pytest.mark.parametrize(("scopes", "values"), GRID)
def test_scope_and_value_together_decide(scopes: str, values: str) -> None:
    region, other_region = REGIONS[scopes]
    more = {"region": region} if region else {}
    one = statement("delivery_time", "a", at="web", says="We deliver in 3-5 days.", value="3-5 day", **more)
    other = statement(
        "delivery_time", "b", at="faq", says="It takes so long.", value=VALUES[values], region=other_region
    )
    assert [finding.code for finding in found(one, other)] == GRID[scopes, values]


# ── whole findings ───────────────────────────────────────────────────────────────────────────────────────────


def evidence(said: Commitment, role: str) -> Evidence:
    return Evidence(
        document=said.document,
        touchpoint=said.touchpoint,
        origin=said.origin,
        quote=said.quote,
        sentence=said.sentence,
        value=said.value,
        strength=said.strength,
        scope=said.scope,
        clock=said.clock,
        occurrences=1,
        documents=(said.document,),
        locator=said.locator,
        role=role,
    )


def test_a_contradiction_names_the_place_to_change_first_and_what_to_write_there() -> None:
    (finding,) = found(POLICY, FAQ, SCRIPT)
    assert finding == Finding(
        key="EXP-2faa8de9c0e8",
        code="C1",
        rule="contradiction",
        topic="delivery_time",
        severity=Severity.ERROR,
        scope=Scope(service="standard"),
        title="Delivery time (standard): 7–10 business days in one place, 3–5 business days in another",
        explanation="In script.md: “Standard takes 7 to 10 working days.”. In shipping.html and 1 more place: “"
        "Standard delivery takes 3-5 business days.”. Both speak of the same thing, so one of them is wrong. All "
        "values: 7–10 business days (1 place), 3–5 business days (2 places).",
        suggestion="In script.md write: “Standard takes 3 to 5 working days.”",
        evidence=(evidence(SCRIPT, "outlier"), evidence(POLICY, "majority"), evidence(FAQ, "majority")),
        state="89d74b2c9f1520be",
        status="new",
        severity_score=57.0,
        severity_factors=(
            Factor("rule", 1.5, "contradiction is usually error"),
            Factor("difference", 1.05, "7–10 business days and 3–5 business days are 2 times apart"),
            Factor("strength", 1.0, "flatly stated"),
            Factor("reach", 1.0, "1 place on 1 touchpoint"),
            Factor("touchpoint", 0.84, "call script is the weightiest place to change"),
            Factor("topic", 1.0, "delivery time weighs 1"),
            Factor("impact", 1.0, "audit.toml sets no impact for this scope"),
        ),
        fix=Fix(
            document="script.md",
            locator=SCRIPT.locator,
            owner=None,
            kind=FixKind.PLACE,
            occurrences=1,
            sentence="Standard takes 7 to 10 working days.",
            replacement="Standard takes 3 to 5 working days.",
            model=Model("shipping.html", POLICY.locator, POLICY.sentence),
        ),
    )


def test_one_promise_has_one_finding_per_rule_with_all_its_variants() -> None:
    others = [standard(f"mail-{n}", "email", f"Standard takes {n} weeks.", f"{n} week") for n in (3, 4, 5)]
    contradiction, overlap = found(POLICY, FAQ, LANDING, SCRIPT, *others)
    assert [e.document for e in contradiction.evidence if e.role == "outlier"] == [
        "script.md", "mail-5", "mail-4", "mail-3",
    ]  # fmt: skip
    assert (overlap.code, [(e.document, e.role) for e in overlap.evidence]) == (
        "C2",
        [("lp.html", "outlier"), ("shipping.html", "majority"), ("faq.html", "majority")],
    )


def test_a_policy_outweighs_macros_and_a_footer_outweighs_a_loner() -> None:
    macros = [standard(f"m{n}", "chat_macro", f"Reply {n}: 8 days.", "8 business_day") for n in range(3)]
    (finding,) = found(POLICY, *macros)
    assert {e.document: e.role for e in finding.evidence}["shipping.html"] == "majority"
    footers = [standard(f"p{n}", "web", "Delivered in 2 days.", "2 business_day") for n in range(64)]
    (finding,) = found(POLICY, *footers)
    assert [(e.document, e.role) for e in finding.evidence] == [("shipping.html", "outlier"), ("p0", "majority")]


def test_structured_data_on_many_products_is_one_finding() -> None:
    text = statement("return_window", "returns.html", at="policy", says="Return it within 30 days.", value="..30 day")
    data = [
        statement(
            "return_window", f"p{n}", at="product", says='"merchantReturnDays": 60', value="60 day",
            product=f"pillow {n}", origin="structured_data",
        )
        for n in range(5)
    ]  # fmt: skip
    (finding,) = found(text, *data)
    assert (finding.code, finding.scope, len(finding.evidence)) == ("X3", Scope(), 6)
    assert finding.evidence[-1].document == "returns.html"


def says(document: str, at: str, sentence: str, quote: str, value: str) -> Commitment:
    return replace(statement("satisfaction_guarantee", document, at=at, says=sentence, value=value), quote=quote)


NIGHTS = says("terms", "policy", "A 120-night trial.", "120-night", "120 day")
REWRITINGS = [
    ("Try it for 100 nights at home.", "for 100 nights", "100 day", "Try it for 120 nights at home."),
    ("Our 100-night trial.", "100-night trial", "100 day", "Our 120-night trial."),
    ("Three months to try it.", "Three months", "3 month", "120 days to try it."),
    ("Take 2-3 weeks to decide.", "2-3 weeks", "2-3 week", "Take 120 days to decide."),
    ("A trial of fourteen nights.", "fourteen nights", "14 day", "A trial of 120 nights."),
    ("Between 30 nights and 60 nights.", "30 nights and 60 nights", "30-60 day", "120 nights."),
]


@pytest.mark.parametrize(("sentence", "quote", "value", "expected"), REWRITINGS)
def test_the_suggestion_is_the_outliers_sentence_with_the_majoritys_value(
    sentence: str, quote: str, value: str, expected: str | None
) -> None:
    finding = found(says("lp", "social", sentence, quote, value), NIGHTS)[0]
    without = "In lp, say the same as terms: “A 120-night trial.”"
    assert finding.suggestion == (f"In lp write: “{expected}”" if expected else without)


# ── identity ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_rewording_moving_and_repeating_keep_key_and_state_while_a_new_number_changes_the_state() -> None:
    (before,) = found(POLICY, SCRIPT)
    (reworded,) = found(
        replace(POLICY, document="delivery.html", sentence="3-5 business days, standard.", start=90), POLICY, SCRIPT
    )
    assert (reworded.key, reworded.state) == (before.key, before.state)
    (changed,) = found(replace(POLICY, value=FAQ.value), standard("script.md", "call_script", "9.", "9 business_day"))
    assert changed.key == before.key
    assert changed.state != before.state


def test_findings_are_marked_against_the_run_before() -> None:
    contradiction, overlap = found(POLICY, LANDING, SCRIPT)
    states = {contradiction.key: contradiction.state, overlap.key: "other"}
    assert [f.status for f in mark_status((contradiction, overlap), states)] == ["unchanged", "changed"]
    assert [f.status for f in mark_status((contradiction,), {})] == ["new"]


@given(st.lists(st.sampled_from([c for pair in PAIRS for c in pair.commitments]), max_size=20), st.randoms())
def test_the_order_of_commitments_does_not_matter(said: list[Commitment], order: random.Random) -> None:
    shuffled = list(said)
    order.shuffle(shuffled)
    assert msgspec.json.encode(find_findings(find_promises(said, BOOK), BOOK)) == msgspec.json.encode(
        find_findings(find_promises(shuffled, BOOK), BOOK)
    )


# ── what must not be flagged, beyond pairs ───────────────────────────────────────────────────────────────────


def test_clocks_that_name_different_events_are_not_compared() -> None:
    issued = replace(POLICY, clock=Clock("received", "refund_issued"))
    credited = replace(SCRIPT, clock=Clock("received", "refund_credited"))
    assert found(issued, credited) == ()
    assert [f.code for f in found(issued, replace(credited, clock=Clock(None, "refund_issued")))] == ["C1"]


def test_a_claim_is_announced_only_where_every_page_that_makes_it_names_the_exception() -> None:
    claim = [
        statement("warranty_period", page, at="web", says="10 years on every tool.", value="10 year")
        for page in ("index", "tools")
    ]
    exception = [
        statement("warranty_period", page, at="policy", says="Drills: 2 years.", value="2 year", product="drills")
        for page in ("index", "tools")
    ]
    assert [f.code for f in found(*claim, exception[0])] == ["N2"]
    assert found(*claim, *exception) == ()


def test_a_page_that_lists_values_is_held_against_others_only_for_a_value_it_does_not_list() -> None:
    table = [
        statement(
            "delivery_time", "shipping", at="policy", says=f"{days} days", value=f"{days} day", locator=f"p{days}"
        )
        for days in (1, 4, 9)
    ]
    four = statement("delivery_time", "faq", at="faq", says="It takes 4 days.", value="4 day")
    assert found(*table) == ()
    assert found(*table, four) == ()
    (finding,) = found(*table, replace(four, value=Duration(6, 6, Unit.DAY)))
    assert {e.document: e.role for e in finding.evidence} == {"faq": "outlier", "shipping": "majority"}
    assert [f.code for f in found(*table[:2])] == ["C1"]


def test_a_value_of_the_best_tier_stated_without_a_tier_is_a_gap_of_scope() -> None:
    express = statement("delivery_time", "b", at="policy", says="Express: 2 days.", value="2 day", service="express")
    usual = statement(
        "delivery_time", "b", at="policy", says="Standard: 4-6 days.", value="4-6 day", service="standard"
    )
    best = statement("delivery_time", "a", at="web", says="At your door in 2 days.", value="2 day")
    (finding,) = found(express, usual, best)
    assert (finding.code, [(e.document, e.role) for e in finding.evidence]) == (
        "S1",
        [("a", "outlier"), ("b", "majority")],
    )
    assert finding.evidence[1].scope.service == "standard"
    assert found(express, usual, replace(best, value=usual.value)) == ()
    assert found(express, best) == ()


def sold(document: str, at: str, value: str, region: str | None) -> Commitment:
    says = f"Delivered in {value}, {region or 'no word of where'}."
    return statement("delivery_time", document, at=at, says=says, value=value, region=region)  # type: ignore[arg-type]


def test_the_home_market_goes_without_saying() -> None:
    price = statement("shipping_fee", "prices", at="policy", says="$5", value="5 USD")
    home, unsaid = sold("a", "policy", "3 day", "contiguous US"), sold("b", "web", "5 day", None)
    canada, alaska = sold("c", "policy", "9 day", "Canada"), sold("d", "policy", "8 day", "Alaska")
    assert found(home, unsaid) == ()
    (finding,) = found(price, home, unsaid, canada)
    assert (finding.code, finding.scope, [e.document for e in finding.evidence]) == ("C1", Scope(), ["b", "a"])
    assert found(price, replace(home, scope=Scope(region="US")), canada) == ()
    assert [f.code for f in found(price, replace(home, scope=Scope(region="US")), alaska)] == ["N2"]


# ── what could not be decided ────────────────────────────────────────────────────────────────────────────────


def test_amounts_in_two_currencies_are_listed_as_not_checked() -> None:
    dollars = statement("return_fee", "a", at="policy", says="$9", value="9 USD")
    pounds = statement("return_fee", "b", at="faq", says="£7", value="7 GBP")
    reason = "return fee, everything: $9, £7 are in different currencies"
    assert not_checked(dollars, pounds) == (NotChecked("contradiction", reason),)


def test_days_that_no_calendar_decides_are_listed_as_not_checked() -> None:
    days = standard("a", "faq", "Standard takes 6 days.", "6 day")
    five = standard("b", "policy", "Standard takes 5 business days.", "5 business_day")
    assert not_checked(days, five) == (
        NotChecked(
            "unit_ambiguity", "delivery time, standard: 5 business days and 6 days may or may not be the same time"
        ),
    )


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "contradicton"}, r':\d+: "contradicton" is no kind of check; did you mean "contradiction"\?'),
        (
            {"options": {"relation": []}},
            r":\d+: .*unknown field `relation`; options of this kind: relations, free, unless",
        ),
        ({"options": {"relations": ["near"]}}, r":\d+: Invalid enum value 'near' - at `\$\.relations\[0\]`"),
        ({"title": "{who} is wrong"}, r":\d+: \{who\} is nothing to fill in; known: change, citation"),
    ],
)
def test_a_faulty_rule_is_named_with_its_file(changes: dict[str, object], message: str) -> None:
    check = next(check for check in BOOK.checks if check.id == "contradiction")
    with pytest.raises(RuleError, match=f"^.*/contradiction.yaml{message}"):
        find_findings((), replace(BOOK, checks=(replace(check, **changes),)))


def test_a_rule_for_some_topics_leaves_the_others_alone() -> None:
    only = [check for check in BOOK.checks if check.topics]
    assert {topic for check in only for topic in check.topics} <= set(BOOK.topics)
    fees = [c for p in PAIRS if p.expect == "C4" for c in p.commitments]
    assert {f.topic for f in found(*fees)} <= {"return_fee", "shipping_fee"}


def test_structured_data_alone_contradicts_nothing() -> None:
    data = replace(POLICY, origin=Origin.STRUCTURED_DATA)
    assert found(data, replace(SCRIPT, origin=Origin.STRUCTURED_DATA)) == ()


def test_the_severities_are_those_of_the_documented_codes() -> None:
    one_market = [check for check in BOOK.checks if check.id != "market_difference"]
    assert {check.code: check.severity.value for check in one_market} == {
        "C1": "error", "C2": "warning", "C3": "warning", "C4": "error", "C5": "error", "D1": "warning", "N1": "info",
        "N2": "warning", "P1": "info", "P2": "info", "S1": "warning", "S2": "error", "T1": "warning", "T2": "warning",
        "U1": "warning", "U2": "warning", "U3": "info", "X1": "warning", "X3": "error",
    }  # fmt: skip
