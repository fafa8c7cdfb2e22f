from __future__ import annotations

import random

import msgspec
import pytest
from ledgers import BOOK, ledger
from pairs import statement

from auditor.findings import find_findings
from auditor.findings.setting import Known
from auditor.model import Commitment, Finding, Ledger, NotChecked, Touchpoint
from auditor.promises import find_promises

STANDARD = """[[promise]]
topic = "delivery_time"
scope = { service = "standard" }
value = "3-5 business days"
confirmed = true
"""


def standard(document: str, at: str, says: str, value: str, **more: str) -> Commitment:
    return statement("delivery_time", document, at=at, says=says, value=value, service="standard", **more)


POLICY = standard("shipping.html", "policy", "Standard delivery takes 3-5 business days.", "3-5 business_day")
SCRIPT = standard("script.md", "call_script", "Standard takes 7 to 10 working days.", "7-10 business_day")
LANDING = standard("lp.html", "web", "Standard delivery in 4-6 business days.", "4-6 business_day")
DAYS = standard("faq.html", "faq", "Standard delivery takes 3-5 days.", "3-5 day")


def found(promised: Ledger, *said: Commitment) -> tuple[Finding, ...]:
    return find_findings(find_promises(said, BOOK), BOOK, Known(ledger=promised))[0]


def told(promised: Ledger, *said: Commitment) -> list[tuple[str, str, list[str], list[str]]]:
    """Rule, severity, documents of the outliers and of the majority of each finding."""
    return [
        (
            one.rule,
            one.severity.value,
            [e.document for e in one.evidence if e.role == "outlier"],
            [e.document for e in one.evidence if e.role == "majority"],
        )
        for one in found(promised, *said)
    ]


@pytest.mark.parametrize(
    ("said", "rule", "severity"),
    [
        (SCRIPT, "ledger_contradiction", "error"),
        (LANDING, "ledger_soft_contradiction", "warning"),
        (DAYS, "ledger_unit", "warning"),
    ],
)
def test_one_place_that_departs_from_the_ledger_is_found_without_any_other(
    said: Commitment, rule: str, severity: str
) -> None:
    assert told(ledger(STANDARD), said) == [(rule, severity, [said.document], ["promises.toml:1"])]
    assert told(Ledger(), said) == []


def test_the_finding_says_what_to_write_in_the_words_of_the_place() -> None:
    (one,) = found(ledger(STANDARD), SCRIPT, POLICY)
    assert (one.code, one.title) == (
        "C1",
        "Delivery time (standard): 7–10 business days in one place, 3–5 business days in the ledger",
    )
    assert one.explanation == (
        "In script.md: “Standard takes 7 to 10 working days.”. The ledger promises 3–5 business days "
        "(promises.toml:1 and 1 more place). All values: 7–10 business days (1 place), 3–5 business days (1 place)."
    )
    assert one.suggestion == "In script.md write: “Standard takes 3 to 5 working days.”"
    assert [(e.document, e.touchpoint, e.role) for e in one.evidence] == [
        ("script.md", Touchpoint.CALL_SCRIPT, "outlier"),
        ("promises.toml:1", Touchpoint.LEDGER, "majority"),
        ("shipping.html", Touchpoint.POLICY, "majority"),
    ]


def test_all_that_departs_from_an_entry_is_one_finding_of_the_gravest_kind() -> None:
    assert told(ledger(STANDARD), DAYS, LANDING, SCRIPT) == [
        ("ledger_contradiction", "error", ["script.md", "faq.html", "lp.html"], ["promises.toml:1"])
    ]


def test_the_ledger_outweighs_the_majority() -> None:
    many = [
        standard(f"page{n}.html", "policy", "Standard: 7-10 business days.", "7-10 business_day") for n in range(20)
    ]
    (one,) = found(ledger(STANDARD), POLICY, *many)
    assert one.suggestion == "In page0.html write: “Standard: 3-5 business days.”"
    (without,) = found(Ledger(), POLICY, *many)
    assert without.suggestion == "In shipping.html write: “Standard delivery takes 7-10 business days.”"


def test_the_order_of_documents_and_entries_changes_nothing_but_lines() -> None:
    said = [POLICY, SCRIPT, LANDING, DAYS]
    expected = msgspec.json.encode(found(ledger(STANDARD), *said))
    for seed in range(5):
        random.Random(seed).shuffle(said)
        assert msgspec.json.encode(found(ledger(STANDARD), *said)) == expected


def test_an_entry_that_is_not_confirmed_or_not_valid_is_compared_with_nothing_and_that_is_said() -> None:
    text = STANDARD.replace("confirmed = true", "confirmed = false")
    expired = '[[promise]]\ntopic = "return_window"\nvalue = "1 day"\nconfirmed = true\nvalid_until = 2020-01-01\n'
    findings, not_checked = find_findings(find_promises([SCRIPT], BOOK), BOOK, Known(ledger=ledger(text + expired)))
    assert findings == ()
    assert tuple(one for one in not_checked if one.check == "ledger") == (
        NotChecked("ledger", "1 entry is expired in promises.toml: compared with nothing"),
        NotChecked("ledger", "1 entry is unconfirmed in promises.toml: compared with nothing"),
    )


def test_other_scopes_and_other_clocks_are_not_held_against_an_entry() -> None:
    express = statement(
        "delivery_time", "x.html", at="policy", says="Express takes 1 day.", value="1 day", service="express"
    )
    everywhere = statement("delivery_time", "y.html", at="policy", says="Delivery takes 9 days.", value="9 day")
    ordered = STANDARD.replace("confirmed", 'clock = { from = "ordered" }\nconfirmed')
    dispatched = standard("z.html", "policy", "9 days from dispatch.", "9 day", **{"from": "dispatched"})
    assert told(ledger(STANDARD), POLICY, express, everywhere) == []
    assert told(ledger(ordered), dispatched) == []


def test_a_narrower_scope_is_held_against_its_own_entry() -> None:
    text = STANDARD + STANDARD.replace('"standard"', '"standard", region = "Canada"').replace("3-5", "6-9")
    canada = standard("ca.html", "policy", "Canada: 6-9 business days.", "6-9 business_day", region="Canada")
    wrong = standard("ca2.html", "faq", "Canada: 3-5 business days.", "3-5 business_day", region="Canada")
    rules = [one for one in told(ledger(text), POLICY, canada, wrong) if one[0].startswith("ledger")]
    assert rules == [("ledger_contradiction", "error", ["ca2.html"], ["promises.toml:6", "ca.html"])]


def test_a_scope_is_found_in_whichever_words_it_is_named() -> None:
    text = STANDARD.replace('"standard"', '"Standard Shipping", region = "Canada-wide"')
    for region in ("Canada", "Canadian addresses", "Canada & Ontario"):
        said = standard("ca.html", "policy", "8-12 business days.", "8-12 business_day", region=region)
        assert told(ledger(text), said) == [("ledger_contradiction", "error", ["ca.html"], ["promises.toml:1"])]


def test_structured_data_counts_business_days_in_days() -> None:
    data = standard("p.html", "product", '"transitTime": 3-5', "3-5 day", origin="structured_data")
    wrong = standard("q.html", "product", '"transitTime": 9-12', "9-12 day", origin="structured_data")
    assert told(ledger(STANDARD), data) == []
    assert told(ledger(STANDARD), wrong) == [
        ("ledger_contradiction", "error", ["q.html"], ["promises.toml:1"]),
    ]


def test_a_strength_two_steps_away_departs() -> None:
    guaranteed = STANDARD.replace("confirmed", 'strength = "guarantee"\nconfirmed')
    usual = standard("faq.html", "faq", "Usually 3-5 business days.", "3-5 business_day", strength="hedged")
    assert told(ledger(guaranteed), usual) == [("ledger_strength", "warning", ["faq.html"], ["promises.toml:1"])]
    assert told(ledger(guaranteed), POLICY) == []
    assert told(ledger(STANDARD), usual) == []


def test_what_nobody_states_and_what_the_ledger_lacks_is_said_once() -> None:
    returns = '[[promise]]\ntopic = "return_window"\nvalue = "30 days"\nconfirmed = true\n'
    assert told(ledger(returns), POLICY, SCRIPT) == [
        ("contradiction", "error", ["script.md"], ["shipping.html"]),
        ("ledger_not_listed", "info", ["shipping.html"], []),
        ("ledger_not_stated", "info", ["promises.toml:1"], []),
    ]
    unconfirmed = STANDARD.replace("confirmed = true", "confirmed = false")
    assert told(ledger(unconfirmed), POLICY) == []


def test_an_entry_for_the_home_market_speaks_of_statements_without_a_region() -> None:
    fee = statement("shipping_fee", "a.html", at="policy", says="Shipping costs $5.", value="5 USD")
    text = STANDARD.replace('"standard"', '"standard", region = "US"')
    assert told(ledger(text), SCRIPT, fee) == [
        ("ledger_contradiction", "error", ["script.md"], ["promises.toml:1"]),
        ("ledger_not_listed", "info", ["a.html"], []),
    ]
    assert told(ledger(text), SCRIPT) == [("ledger_not_stated", "info", ["promises.toml:1"], [])]
