from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import audit
from msgspec.structs import replace
from pairs import statement

from auditor.errors import RuleError
from auditor.findings import Known, days_back, earliest, find_findings
from auditor.model import Commitment, Finding, Recorded
from auditor.promises import find_promises
from auditor.results import Checked
from auditor.rules import load_rulebook
from auditor.store import open_store

BOOK = load_rulebook()
SAYS = "Standard delivery takes {} business days."


def standard(
    value: str, document: str = "shipping.html", at: str = "policy", says: str = SAYS, **more: str
) -> Commitment:
    text = says.format(value)
    return statement(
        "delivery_time", document, at=at, says=text, value=f"{value} business_day", service="standard", **more
    )


def recorded(*said: Commitment, on: str = "2026-09-12") -> Recorded:
    return Recorded(on, find_promises(said, BOOK))


def weakened(earlier: Recorded | tuple[Recorded, ...], *said: Commitment) -> list[Finding]:
    before = (earlier,) if isinstance(earlier, Recorded) else earlier
    findings, _ = find_findings(find_promises(said, BOOK), BOOK, Known(earlier=tuple(before)))
    return [finding for finding in findings if finding.code == "T2"]


def titles(findings: list[Finding]) -> list[str]:
    return [finding.title for finding in findings]


SLOWER = ["Delivery time (standard): 3–5 business days became 5–7 business days"]


# ── what is found ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_worse_value_in_the_same_places_is_one_finding_with_both_statements() -> None:
    before = recorded(standard("3-5"), standard("3-5", "faq.html", "faq"))
    (finding,) = weakened(before, standard("5-7"), standard("5-7", "faq.html", "faq"))
    assert (finding.title, finding.severity, finding.rule) == (SLOWER[0], "warning", "weakened")
    assert finding.explanation == (
        "shipping.html says now: “Standard delivery takes 5-7 business days.”. On 2026-09-12 it said: "
        "“Standard delivery takes 3-5 business days.”. Customers who read it then expect 3–5 business days."
    )
    assert finding.suggestion == (
        "If this was not decided, write in shipping.html as before: “Standard delivery takes 3-5 business days.” If it "
        "was, say the same wherever 3–5 business days is still promised, and honor the earlier promise to those who "
        "relied on it."
    )
    assert [(one.document, one.role, one.quote) for one in finding.evidence] == [
        ("shipping.html", "outlier", "Standard delivery takes 5-7 business days."),
        ("faq.html", "outlier", "Standard delivery takes 5-7 business days."),
        ("shipping.html", "earlier", "Standard delivery takes 3-5 business days."),
        ("faq.html", "earlier", "Standard delivery takes 3-5 business days."),
    ]


def test_a_guarantee_that_became_usual_is_weaker_at_the_same_value() -> None:
    before = recorded(standard("2", says="Delivery guaranteed within {} business days.", strength="guarantee"))
    now = standard("2", says="Delivery usually within {} business days.", strength="hedged")
    (finding,) = weakened(before, now)
    assert finding.title == "Delivery time (standard): 2 business days was guaranteed, and is only usual now"
    assert finding.rule == "weakened_strength"


@pytest.mark.parametrize(
    ("topic", "before", "now", "title"),
    [
        ("return_window", "60 day", "30 day", "Return window: 60 days became 30 days"),
        ("free_shipping_threshold", "50 USD", "75 USD", "Free shipping threshold: $50 became $75"),
        ("delivery_time", "5 day", "5 business_day", "Delivery time: 5 days became 5 business days"),
        ("return_window", "10 business_day", "10 day", "Return window: 10 business days became 10 days"),
    ],
)
def test_worse_is_what_customers_like_less(topic: str, before: str, now: str, title: str) -> None:
    said = {
        value: statement(topic, "terms", at="policy", says=f"It is {value}.", value=value) for value in (before, now)
    }
    assert titles(weakened(recorded(said[before]), said[now])) == [title]
    assert weakened(recorded(said[now]), said[before]) == []


def test_a_footer_on_many_pages_is_one_finding() -> None:
    pages = [f"p{number}" for number in range(40)]
    (finding,) = weakened(
        recorded(*(standard("3-5", p, "web") for p in pages)), *(standard("5-7", p, "web") for p in pages)
    )
    assert [(one.occurrences, one.role) for one in finding.evidence] == [(40, "outlier"), (40, "earlier")]


def test_the_home_market_may_be_named_in_one_check_and_left_out_in_the_next() -> None:
    fee = statement("shipping_fee", "fees", at="policy", says="Shipping is $5.", value="5 USD")
    assert titles(weakened(recorded(fee, standard("3-5", region="US")), fee, standard("5-7"))) == SLOWER


def test_the_order_of_statements_does_not_matter() -> None:
    before = [standard("3-5", name, at) for name, at in (("a", "policy"), ("b", "faq"), ("c", "web"))]
    now = [standard("5-7", name, at) for name, at in (("a", "policy"), ("b", "faq"), ("c", "web"))]
    assert weakened(recorded(*before), *now) == weakened(recorded(*reversed(before)), *reversed(now))


# ── what is not ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_first_check_weakens_nothing() -> None:
    assert weakened((), standard("5-7")) == []


def test_a_better_value_is_no_finding() -> None:
    assert weakened(recorded(standard("5-7")), standard("3-5")) == []


def test_a_place_that_was_not_collected_is_not_seen_and_weakens_nothing() -> None:
    faq = standard("5-7", "faq.html", "faq", "Standard: {} business days.")
    assert weakened(recorded(standard("3-5"), faq), faq) == []


def test_a_sentence_that_moved_is_no_change() -> None:
    assert weakened(recorded(standard("3-5", "old.html")), standard("3-5", "new.html")) == []


def test_a_place_that_falls_in_line_with_the_others_is_a_mended_contradiction() -> None:
    policy, macro = standard("5-7"), standard("3-5", "macro.md", "chat_macro")
    assert weakened(recorded(policy, macro), policy, standard("5-7", "macro.md", "chat_macro")) == []


def test_one_place_of_many_does_not_weaken_what_most_say() -> None:
    others = [standard("3-5", f"p{number}", "policy") for number in range(5)]
    assert weakened(recorded(*others, standard("3-5")), *others, standard("5-7")) == []


def test_a_sentence_that_is_read_otherwise_than_before_was_changed_by_nobody() -> None:
    same = "Standard delivery takes 3-5 business days, 5-7 in December."
    before, now = standard("3-5", says=same), standard("5-7", says=same)
    assert weakened(recorded(before), now) == []
    elsewhere = replace(now, topic="dispatch_time")
    assert weakened(recorded(standard("3-5"), elsewhere), now) == []


def test_a_statement_that_keeps_the_earlier_value_beside_a_new_one_weakens_nothing() -> None:
    kept = standard("3-5", says="Usually we deliver within {} business days.")
    assert weakened(recorded(standard("3-5")), kept, standard("5-7")) == []


def test_a_season_weakens_nothing() -> None:
    season = standard("5-7", says="In the holiday season, delivery takes {} business days.")
    assert weakened(recorded(standard("3-5")), season) == []


def test_another_clock_is_another_promise() -> None:
    before = recorded(standard("3-5", **{"from": "dispatched"}))
    assert weakened(before, standard("5-7", **{"from": "ordered"})) == []


def test_a_page_that_lists_tiers_is_left_out() -> None:
    tiers = [standard(value, says=f"{name}: {{}} business days.") for name, value in zip("ABC", "123", strict=True)]
    assert weakened(recorded(standard("1")), *tiers) == []


# ── which earlier check ──────────────────────────────────────────────────────────────────────────────────────


def test_the_earliest_check_that_held_the_promise_is_compared_with() -> None:
    returns = statement("return_window", "faq.html", at="faq", says="Return it in 60 days.", value="60 day")
    first, second = recorded(standard("3-5"), on="2026-09-01"), recorded(standard("5-7"), returns, on="2026-10-01")
    third = recorded(standard("5-7"), returns, on="2026-10-08")
    states = earliest([first, second, third])
    assert states == (first, second)
    shorter = statement("return_window", "faq.html", at="faq", says="Return it in 30 days.", value="30 day")
    assert titles(weakened(states, standard("5-7"), shorter)) == [*SLOWER, "Return window: 60 days became 30 days"]


def test_the_rules_say_how_far_a_check_looks_back() -> None:
    assert days_back(BOOK) == 90
    assert days_back(replace(BOOK, checks=())) == 0


def test_an_option_that_the_kind_does_not_have_is_a_rule_error() -> None:
    check = next(check for check in BOOK.checks if check.kind == "weakened")
    faulty = replace(BOOK, checks=(replace(check, options={"weeks": 3}),))
    with pytest.raises(RuleError, match="options of this kind: by, days, unless"):
        find_findings(find_promises([standard("3-5")], BOOK), faulty)


def test_checks_recorded_within_the_days_are_given_the_oldest_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "audit.db") as store:
        promises = [find_promises([standard(value)], BOOK) for value in ("3-5", "5-7", "6-8")]
        kinds = ("check", "look", "check")
        runs = [store.begin(kind) for kind in kinds]
        for run, said in zip(runs, promises, strict=True):
            store.keep_result(run, Checked("", said, (), ()))
        today = store.runs()[0].started_at[:10]
        last = store.begin("check")
        assert list(store.recorded(before=last, days=90)) == [
            Recorded(today, promises[0]),
            Recorded(today, promises[2]),
        ]
        assert list(store.recorded(before=runs[0], days=90)) == []


# ── as a user meets it ───────────────────────────────────────────────────────────────────────────────────────


POLICY = "# Shipping\n\nStandard delivery takes {} business days.\n"


def checked(folder: Path) -> list[dict[str, object]]:
    audit(folder, "collect", "policies", "--no-extract")
    document = json.loads(audit(folder, "check", "--format", "json").stdout)
    return [finding for finding in document["findings"] if finding["code"] == "T2"]


def test_a_weakened_promise_stays_in_sight_in_later_checks_until_it_is_restored(tmp_path: Path) -> None:
    file = tmp_path / "policies" / "shipping.md"
    file.parent.mkdir()
    file.write_text(POLICY.format("3-5"), "utf-8")
    assert checked(tmp_path) == []
    file.write_text(POLICY.format("5-7"), "utf-8")
    (first,) = checked(tmp_path)
    (again,) = checked(tmp_path)
    assert (first["title"], first["status"]) == (SLOWER[0], "new")
    assert again == {**first, "status": "unchanged"}
    file.write_text(POLICY.format("3-5"), "utf-8")
    assert checked(tmp_path) == []


def test_a_policy_that_is_gone_weakens_nothing(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "shipping.md").write_text(POLICY.format("3-5"), "utf-8")
    (policies / "faq.md").write_text("# FAQ\n\nStandard delivery takes 5 to 7 business days.\n", "utf-8")
    checked(tmp_path)
    (policies / "shipping.md").unlink()
    assert checked(tmp_path) == []
