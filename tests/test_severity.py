"""What a finding weighs, how sure it is, who changes it and where."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pairs import statement

from auditor.cli.judging import exit_code
from auditor.cli.terminal import finding_lines
from auditor.findings import Known, find_findings
from auditor.findings.difference import times_between
from auditor.findings.oppositions import Opposition
from auditor.findings.reach import Reach, reach_of, reached
from auditor.findings.severity import Weight, weighed
from auditor.model import (
    Certainty,
    ClockTime,
    Commitment,
    Evidence,
    Factor,
    Finding,
    Fix,
    FixKind,
    Model,
    Money,
    Percent,
    Quantity,
    Region,
    Schedule,
    Severity,
    Strength,
    Touchpoint,
)
from auditor.owners import Ownership
from auditor.priorities import Impact, Priorities
from auditor.promises import find_promises
from auditor.rules import Check, Topic, find_rule, load_rulebook

BOOK = load_rulebook()
CONTRADICTION = find_rule(BOOK, "contradiction")
SOFT = find_rule(BOOK, "soft_contradiction")
NONE = Priorities()
GRAVEST_FIRST = tuple(Severity)


def found(*said: Commitment, priorities: Priorities = NONE) -> tuple[Finding, ...]:
    return find_findings(find_promises(said, BOOK), BOOK, Known(priorities))[0]


def trial(document: str, at: str, nights: int, **more: str) -> Commitment:
    says = f"A {nights}-night trial."
    value = f"{nights} day"
    return replace(
        statement("satisfaction_guarantee", document, at=at, says=says, value=value, **more), quote=f"{nights}-night"
    )


POLICY = trial("https://shop.example/terms", "policy", 120)
POST = trial("posts.csv", "social", 30)


# ── the weight ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_factors_say_in_words_what_they_are_made_of() -> None:
    (finding,) = found(POLICY, POST)
    assert finding.severity_factors == (
        Factor("rule", 1.5, "contradiction is usually error"),
        Factor("difference", 1.22, "30 days and 120 days are 4 times apart"),
        Factor("strength", 1.0, "flatly stated"),
        Factor("reach", 1.0, "1 place on 1 touchpoint"),
        Factor("touchpoint", 0.72, "social is the weightiest place to change"),
        Factor("topic", 0.9, "satisfaction guarantee weighs 0.9"),
        Factor("impact", 1.0, "audit.toml sets no impact for this scope"),
    )
    assert (finding.severity, finding.severity_score) == (Severity.ERROR, 54.3)


def test_the_score_is_the_product_of_the_factors_as_odds() -> None:
    (finding,) = found(POLICY, POST)
    odds = 1.0
    for factor in finding.severity_factors:
        odds *= factor.value
    assert finding.severity_score == round(100 * odds / (1 + odds), 1)


def side(**changes: object) -> Evidence:
    (promise,) = find_promises([POLICY], BOOK)
    return replace(promise.variants[0].evidence[0], **changes)


def weight_of(
    check: object,
    *outliers: Evidence,
    majority: Evidence | None = None,
    topic_weight: float = 1.0,
    impact: Impact | None = None,
    reach: Reach | None = None,
) -> Weight:
    assert isinstance(check, Check)
    topic = BOOK.topics["satisfaction_guarantee"]
    assert isinstance(topic, Topic)
    opposition = Opposition(topic.id, outliers[0].scope, outliers, (majority or side(),))
    named = None if impact is None else ("beds", impact)
    return weighed(check, opposition, replace(topic, weight=topic_weight), named, reach or Reach((1, 1, 2, 40)))


def nights(number: int) -> Quantity:
    return trial("x", "web", number).value


def test_a_post_that_is_off_by_little_is_no_error() -> None:
    post = side(touchpoint=Touchpoint.SOCIAL, value=nights(115))
    weight = weight_of(CONTRADICTION, post)
    assert weight.severity is Severity.WARNING
    assert weight.factors[0].why == (
        "contradiction is usually error; here warning, since all other factors together make 0.46"
    )
    for changes in ({"touchpoint": Touchpoint.EMAIL}, {"value": nights(60)}, {"occurrences": 2}):
        assert weight_of(CONTRADICTION, replace(post, **changes)).severity is Severity.ERROR


def test_safety_and_a_guarantee_make_a_warning_an_error() -> None:
    page = side(touchpoint=Touchpoint.FAQ, value=nights(60), strength=Strength.GUARANTEE)
    assert weight_of(SOFT, page).severity is Severity.WARNING
    assert weight_of(SOFT, page, impact=Impact.SAFETY).severity is Severity.ERROR
    assert weight_of(SOFT, page, impact=Impact.CONVENIENCE).severity is Severity.WARNING


def test_no_rule_is_moved_past_what_it_states() -> None:
    grave = side(touchpoint=Touchpoint.POLICY, strength=Strength.GUARANTEE, value=nights(1), occurrences=99)
    light = side(touchpoint=Touchpoint.SOCIAL, value=nights(115))
    assert isinstance(SOFT, Check)
    info = replace(SOFT, severity=Severity.INFO, at_most=Severity.INFO)
    assert weight_of(info, grave, impact=Impact.SAFETY).severity is Severity.INFO
    kept = replace(SOFT, at_most=Severity.WARNING, at_least=Severity.WARNING)
    assert weight_of(kept, grave, impact=Impact.SAFETY).severity is Severity.WARNING
    assert weight_of(kept, light).severity is Severity.WARNING
    assert weight_of(SOFT, light).severity is Severity.INFO


def test_two_policies_that_disagree_are_never_less_than_a_warning() -> None:
    for rule in BOOK.checks:
        if rule.severity in (Severity.ERROR, Severity.WARNING):
            slight = side(value=nights(119), strength=Strength.HEDGED)
            weight = weight_of(rule, slight, majority=side(strength=Strength.HEDGED), topic_weight=0.7)
            assert weight.severity is rule.severity


STRENGTHS = list(Strength)[::-1]
IMPACTS = [Impact.CONVENIENCE, None, Impact.BUSINESS, Impact.SAFETY]
TOUCHPOINTS = [Touchpoint.SOCIAL, Touchpoint.WEB, Touchpoint.FAQ, Touchpoint.POLICY]
LADDERS = {
    "nights": [119, 110, 90, 60, 30, 2],
    "strength": range(3),
    "occurrences": [1, 2, 3, 40, 500],
    "touchpoint": range(4),
    "topic": [0.7, 0.8, 1.0, 1.5],
    "impact": range(4),
}


def weight_at(rung: dict[str, int], check: object) -> Weight:
    at = {name: LADDERS[name][index] for name, index in rung.items()}
    outlier = side(
        value=nights(int(at["nights"])),
        strength=STRENGTHS[int(at["strength"])],
        occurrences=int(at["occurrences"]),
        touchpoint=TOUCHPOINTS[int(at["touchpoint"])],
    )
    hedged = side(strength=Strength.HEDGED)
    impact = IMPACTS[int(at["impact"])]
    return weight_of(check, outlier, majority=hedged, topic_weight=float(at["topic"]), impact=impact)


@given(
    st.fixed_dictionaries({name: st.integers(0, len(ladder) - 2) for name, ladder in LADDERS.items()}),
    st.sampled_from(list(LADDERS)),
    st.sampled_from([CONTRADICTION, SOFT]),
)
def test_no_factor_that_rises_lets_score_or_severity_fall(rung: dict[str, int], name: str, check: object) -> None:
    lower, higher = weight_at(rung, check), weight_at({**rung, name: rung[name] + 1}, check)
    assert higher.score >= lower.score
    assert GRAVEST_FIRST.index(higher.severity) <= GRAVEST_FIRST.index(lower.severity)
    assert isinstance(check, Check)
    assert abs(GRAVEST_FIRST.index(lower.severity) - GRAVEST_FIRST.index(check.severity)) <= 1
    assert 0 < lower.score < 100


def test_findings_are_ordered_by_severity_then_score() -> None:
    beds = [trial("terms", "policy", 120, product="bed"), trial("lp", "web", 100, product="bed")]
    sofas = [trial("terms", "policy", 120, product="sofa"), trial("lp", "web", 20, product="sofa")]
    rugs = [trial("terms", "policy", 120, product="rug"), trial("posts", "social", 110, product="rug")]
    scores = [(one.scope.product, str(one.severity)) for one in found(*rugs, *beds, *sofas)]
    assert scores == [("sofa", "error"), ("bed", "error"), ("rug", "warning")]
    said = found(*rugs, *beds, *sofas, priorities=Priorities(impact={"beds": Impact.SAFETY}))
    assert [one.scope.product for one in said] == ["bed", "sofa", "rug"]
    assert said[0].severity_factors[-1] == Factor("impact", 1.6, "audit.toml says safety for beds")


DIFFERENCES = [
    (Money(5, "GBP"), Money(10, "GBP"), 2),
    (Money(5, "GBP"), Money(10, "USD"), None),
    (Money(0), Money(10, "USD"), float("inf")),
    (Percent(99.9), Percent(99.99), pytest.approx(10)),
    (Percent(10), Percent(20), 2),
    (ClockTime("14:00"), ClockTime("16:00"), 2),
    (Schedule("24/7"), Schedule("Mo-Fr 09:00-17:00"), pytest.approx(168 / 40)),
    (nights(30), nights(60), 2),
    (nights(30), Money(5, "GBP"), None),
    (nights(30), None, None),
]


@pytest.mark.parametrize(("one", "other", "times"), DIFFERENCES)
def test_values_of_every_kind_are_so_many_times_apart(one: Quantity, other: Quantity | None, times: object) -> None:
    assert times_between(one, other, None) == times
    assert times_between(other, one, None) == times


def wait(value: str) -> Quantity:
    return statement("dispatch_time", "x", at="web", says="x", value=value).value


def test_the_next_day_is_double_the_same_day_and_a_lifetime_has_no_measure() -> None:
    assert times_between(wait("0 day"), wait("1 day"), "lower") == 2
    assert times_between(wait("0 day"), wait("11 day"), "lower") == 22
    assert times_between(wait("0 day"), wait("0 hour"), "lower") == 24
    assert times_between(wait("lifetime"), wait("2 year"), "higher") == float("inf")
    assert times_between(wait("lifetime"), wait("lifetime"), "higher") is None


# ── reach ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_reach_is_a_rank_among_the_companys_own_statements() -> None:
    few = Reach((1, 1, 1, 40))
    assert reached([side()], few).rank == 0.375
    assert reached([side(occurrences=40)], few) == reached([side(occurrences=20), side(occurrences=20)], few)
    assert reached([side(occurrences=412)], few).rank == 1
    assert reached([side(occurrences=412)], few).why == "412 places on 1 touchpoint"
    assert reached([side()], Reach()).rank == 0.5


def test_page_views_count_where_they_are_known() -> None:
    lone, read = trial("https://shop.example/old", "web", 30), trial("https://shop.example/lp/", "web", 60)
    views = {"/lp": 1240, "/terms": 9, "/old": 2}
    promises = find_promises([POLICY, lone, read, POST], BOOK)
    reach = reach_of(promises, views)
    assert reach.views == (2, 9, 1240)
    assert reached([side(documents=("https://shop.example/lp/",))], reach).why == "1,240 views on 1 page"
    assert reached([side(documents=("script.md",))], reach).why == "1 place on 1 touchpoint"
    (finding,) = found(POLICY, lone, read, POST, priorities=Priorities(views=views))
    assert finding.severity_factors[3] == Factor("reach", 1.25, "1,242 views on 2 pages")


# ── confidence ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_finding_is_as_sure_as_its_weaker_side_and_a_side_as_its_surest_statement() -> None:
    doubtful, better = replace(POST, confidence=0.4), replace(trial("p2.csv", "social", 30), confidence=0.75)
    (finding,) = found(replace(POLICY, confidence=0.9), doubtful, better)
    assert (finding.confidence, finding.unsure) == (0.75, False)
    (finding,) = found(replace(POLICY, confidence=0.9), doubtful)
    assert (finding.confidence, finding.unsure) == (0.4, True)
    (finding,) = found(POLICY, doubtful, priorities=Priorities(unsure_below=0.3))
    assert not finding.unsure


def test_the_same_words_in_many_places_are_as_sure_as_the_surest_of_them() -> None:
    said = [replace(POST, document=f"p{n}", confidence=n / 10) for n in (4, 8, 6)]
    (promise,) = find_promises(said, BOOK)
    assert promise.variants[0].evidence[0].confidence == 0.8


def test_confidence_does_not_change_severity_and_unsure_findings_fail_no_build() -> None:
    (sure,), (unsure,) = found(POLICY, POST), found(POLICY, replace(POST, confidence=0.2))
    assert (unsure.severity, unsure.severity_score) == (sure.severity, sure.severity_score)
    assert exit_code([sure], "error") == 1
    assert exit_code([unsure], "note") == 0


def test_what_is_only_likely_or_possible_by_its_rule_says_so() -> None:
    broad = statement("warranty_period", "lp", at="web", says="10 years on every tool.", value="10 year")
    narrow = statement("warranty_period", "terms", at="policy", says="Saws: 2 years.", value="2 year", product="saw")
    assert [one.certainty for one in found(broad, narrow)] == [Certainty.LIKELY]
    assert [one.certainty for one in found(replace(broad, confidence=0.6), narrow)] == [Certainty.POSSIBLE]
    assert [one.certainty for one in found(POLICY, replace(POST, confidence=0.6))] == [Certainty.CERTAIN]


# ── owners and the one place to change ───────────────────────────────────────────────────────────────────────


OWNED = Priorities(owners=(Ownership("*/lp*", "marketing"), Ownership("touchpoint:social", "social team")))


def test_a_finding_names_the_place_to_change_first_its_owner_and_what_to_write() -> None:
    page = trial("https://shop.example/lp", "web", 30)
    (finding,) = found(POLICY, POST, page, priorities=OWNED)
    assert finding.fix == Fix(
        document="posts.csv",
        locator=POST.locator,
        owner="social team",
        kind=FixKind.PLACE,
        occurrences=1,
        sentence="A 30-night trial.",
        replacement="A 120-night trial.",
        model=Model("https://shop.example/terms", POLICY.locator, "A 120-night trial."),
    )
    assert finding.owners == ("social team", "marketing")
    assert finding.suggestion == "In posts.csv write: “A 120-night trial.”"


def test_a_sentence_on_five_pages_or_in_a_footer_is_a_template() -> None:
    def kind(*said: Commitment) -> tuple[str, int]:
        (finding,) = found(*said, *(trial(f"policy {n}", "policy", 120) for n in range(9)))
        assert finding.fix is not None
        return finding.fix.kind, finding.fix.occurrences

    pages = [trial(f"page {n}", "web", 30) for n in range(5)]
    assert kind(*pages) == ("template", 5)
    assert kind(*pages[:4]) == ("place", 4)
    assert kind(replace(pages[0], region=Region.FOOTER)) == ("template", 1)


def test_where_the_rule_asks_for_no_other_value_nothing_is_replaced() -> None:
    broad = statement("warranty_period", "lp", at="web", says="10 years on every tool.", value="10 year")
    narrow = statement("warranty_period", "terms", at="policy", says="Saws: 2 years.", value="2 year", product="saw")
    (finding,) = found(broad, narrow)
    assert finding.fix is not None
    assert (finding.fix.sentence, finding.fix.replacement) == ("10 years on every tool.", None)


def test_the_terminal_shows_the_arithmetic_the_owner_and_the_unsure_apart() -> None:
    unsure = [
        trial("terms", "policy", 120, product="rug"),
        replace(trial("mail", "email", 30, product="rug"), confidence=0.2),
    ]
    pages = [trial(f"https://shop.example/lp/{n}", "web", 30) for n in range(5)]
    findings = found(POLICY, trial("terms", "policy", 120), *pages, *unsure, priorities=OWNED)
    lines = "\n".join(finding_lines(findings, (), explained=True)).splitlines()
    assert lines[0].startswith("\x1b[31merror[C1 satisfaction guarantee]")
    assert "  = template: 5 places show this sentence: change it once" in lines
    assert "  = owner: marketing" in lines
    assert "      1.5   rule       contradiction is usually error" in lines
    assert lines[-1] == "1 error, 1 unsure"
    at = next(number for number, line in enumerate(lines) if "Unsure: one side may be no promise" in line)
    assert sum("EXP-" in line for line in lines[:at]) == sum("EXP-" in line for line in lines[at:]) == 1


def test_the_weight_does_not_depend_on_the_order_of_the_statements() -> None:
    said = [POLICY, POST, *(trial(f"page {n}", "web", 30 + n) for n in range(6))]
    assert msgspec.json.encode(found(*said, priorities=OWNED)) == msgspec.json.encode(
        found(*reversed(said), priorities=OWNED)
    )
