from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from auditor.config import load_settings
from auditor.errors import ConfigurationError, RuleError
from auditor.findings import find_findings
from auditor.jurisdictions import Company, Regulation, common_domain, jurisdictions_of, jurisdictions_of_page
from auditor.model import Document, Finding, NotChecked, Severity, Touchpoint
from auditor.rule_examples import heard
from auditor.rules import Rulebook, load_rulebook
from auditor.rules_lists import signs_of_jurisdictions
from tests.finds import shipped_rules

SEVEN = "Clearance items may be returned within 7 days of delivery."
REGULATION = replace(shipped_rules(), checks=tuple(one for one in shipped_rules().checks if one.code == "L1"))


def audited(
    *said: str | tuple[str, str],
    jurisdictions: tuple[str, ...] = (),
    country: str = "",
    unconfirmed: bool = False,
    as_of: str = "2026-11-24",
    book: Rulebook = REGULATION,
) -> tuple[tuple[Finding, ...], tuple[NotChecked, ...]]:
    """What the rules of regulation find in texts, each at an address of its own or at the one that it comes with."""
    placed = [one if isinstance(one, tuple) else (f"page-{n}.txt", one) for n, one in enumerate(said, 1)]
    documents = tuple(
        Document(uri, Touchpoint.POLICY, "text/plain", text, "2026-01-01T00:00:00Z", uri) for uri, text in placed
    )
    promises, known = heard(documents, (), shipped_rules())
    regulation = Regulation(jurisdictions, unconfirmed)
    return find_findings(promises, book, replace(known, regulation=regulation, country=country, as_of=as_of))


def rules_found(*said: str | tuple[str, str], **more: Any) -> list[tuple[str, str]]:
    """The rule of each finding and the quotes of its statements."""
    findings, _ = audited(*said, **more)
    return [(one.rule, ", ".join(evidence.quote for evidence in one.evidence)) for one in findings]


# ── what a finding says ──────────────────────────────────────────────────────────────────────────────────────


def test_a_right_below_its_floor_is_one_finding_that_cites_and_never_calls_it_illegal() -> None:
    (finding,), not_checked = audited(SEVEN, jurisdictions=("UK",))
    assert (finding.rule, finding.code, finding.severity) == ("uk_cancellation_14_days", "L1", Severity.WARNING)
    assert finding.title == (
        "Return window (clearance): up to 7 days, below 14 days "
        "(Consumer Contracts Regulations 2013 (SI 2013/3134), regulation 30)"
    )
    assert finding.explanation == (
        "In page-1.txt: “within 7 days”, below 14 days from the day after receipt, the time to cancel in the UK "
        "(audit.toml names it) by Consumer Contracts Regulations 2013 (SI 2013/3134), regulation 30. This is no legal "
        "advice; check with counsel. All values: up to 7 days (1 place)."
    )
    assert finding.suggestion == (
        "If “within 7 days” is meant for consumers who buy on line, allow at least 14 days in page-1.txt; check with "
        "counsel."
    )
    assert [(one.role, one.document, one.sentence) for one in finding.evidence] == [("outlier", "page-1.txt", SEVEN)]
    assert not_checked == ()


def test_no_rule_speaks_of_the_illegal_and_each_sends_to_counsel_or_to_a_platform() -> None:
    for check in REGULATION.checks:
        texts = f"{check.title} {check.explanation} {check.suggestion}".lower()
        assert "illegal" not in texts, check.id
        assert "unlawful" not in texts, check.id
        assert "check with counsel" in texts, check.id
        assert "{citation}" in check.title, check.id


def test_what_goes_unsaid_is_told_with_the_statement_that_asks_for_it() -> None:
    (finding,), _ = audited("The frame has a 10-year warranty.", jurisdictions=("US",))
    assert (finding.rule, finding.severity) == ("us_warranty_title", Severity.INFO)
    assert finding.explanation == (
        "Nothing that was read says whether the warranty is full or limited, though page-1.txt says “10-year”. "
        "In the US (audit.toml names it), Magnuson-Moss Warranty Act, 15 USC 2303; 16 CFR 701 asks for it. This is no "
        "legal advice; check with counsel, and look where the audit did not read."
    )


def test_forbidden_words_are_quoted_with_all_their_places() -> None:
    (finding,), _ = audited("No refunds at all. No refunds ever.", "There are no refunds.", jurisdictions=("AU",))
    assert finding.rule == "au_no_refunds"
    assert sorted((one.document, one.quote) for one in finding.evidence) == [
        ("page-1.txt", "No refunds at all."),
        ("page-1.txt", "No refunds ever."),
        ("page-2.txt", "There are no refunds."),
    ]


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Clearance items may be returned within 2 weeks of delivery.",
        "Clearance items may be returned within 30 days of delivery.",
        "Clearance items may be returned within 10 working days of delivery.",
        "Personalised items may be returned within 7 days of delivery.",
        "Cut flowers may be returned within 2 days of delivery.",
        "Trade customers may return items within 7 days of delivery.",
        "Items bought in store may be returned within 7 days.",
        "France: items may be returned within 7 days of delivery.",
    ],
)
def test_what_the_law_leaves_free_is_no_finding(text: str) -> None:
    assert rules_found(text, jurisdictions=("UK",)) == []


def test_working_days_are_beyond_a_limit_only_where_no_calendar_brings_them_within() -> None:
    five, fifteen = "Items may be returned within 5 working days.", "Refunds are issued within 15 working days."
    ten = "Refunds are issued within 10 working days."
    assert rules_found(five, jurisdictions=("UK",)) == [("uk_cancellation_14_days", "within 5 working days")]
    assert rules_found(fifteen, jurisdictions=("UK",)) == [("uk_refund_14_days", "within 15 working days")]
    assert rules_found(ten, jurisdictions=("UK",)) == []


def test_a_range_counts_by_the_end_that_matters_and_usual_times_count_too() -> None:
    refund = "Refunds usually take 7-21 days."
    assert rules_found(refund, jurisdictions=("UK",)) == [("uk_refund_14_days", "7-21 days")]
    assert rules_found("Refunds usually take 7-14 days.", jurisdictions=("UK",)) == []


def test_faulty_goods_have_a_limit_of_their_own_in_the_uk() -> None:
    faulty = "Faulty items must be returned within 21 days of delivery."
    assert rules_found(faulty, jurisdictions=("UK",)) == [("uk_reject_30_days", "within 21 days")]


# ── dates and status ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_runs_on_the_first_day_of_its_law_and_not_the_day_before() -> None:
    text = "You can return unworn items within 30 days of delivery."
    assert rules_found(text, jurisdictions=("EU",), as_of="2026-06-18") == []
    assert rules_found(text, jurisdictions=("EU",), as_of="2026-06-19") == [
        ("eu_withdrawal_function", "within 30 days")
    ]


def test_a_rule_runs_on_the_last_day_of_its_law_and_not_the_day_after() -> None:
    check = next(one for one in REGULATION.checks if one.id == "uk_cancellation_14_days")
    ended = replace(REGULATION, checks=(replace(check, source={**check.source, "until": "2026-03-31"}),))
    assert len(rules_found(SEVEN, jurisdictions=("UK",), as_of="2026-03-31", book=ended)) == 1
    assert rules_found(SEVEN, jurisdictions=("UK",), as_of="2026-04-01", book=ended) == []


def test_rules_that_nobody_confirmed_are_off_and_listed_with_the_switch() -> None:
    slow = "Refunds are issued within 30 days of receiving your return. Withdraw from contract here."
    findings, not_checked = audited(slow, jurisdictions=("EU",))
    assert findings == ()
    assert not_checked == (
        NotChecked(
            "regulation",
            "not confirmed in the source, and not run: eu_delivery_30_days, eu_delivery_stated, "
            "eu_legal_right_as_offer, eu_refund_14_days; unconfirmed = true in [regulation] of audit.toml switches "
            "them on",
        ),
    )
    assert rules_found(slow, jurisdictions=("EU",), unconfirmed=True) == [("eu_refund_14_days", "within 30 days")]


# ── whose law ────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_sign_tells_the_jurisdiction_and_the_first_that_says_anything_counts() -> None:
    pounds = Company(currency="GBP", home=frozenset({"UK", "domestic"}))
    assert jurisdictions_of(pounds) == {"UK": "prices in GBP"}
    german = replace(pounds, domain="https://shop.example.de/returns")
    assert jurisdictions_of(german) == {"EU": "the domain shop.example.de"}
    assert jurisdictions_of(replace(german, country="AU")) == {"AU": "country AU in audit.toml"}
    named = replace(german, country="AU", configured=("US-CA", "EU"))
    assert jurisdictions_of(named) == dict.fromkeys(("US-CA", "US", "EU"), "audit.toml names it")
    assert jurisdictions_of(Company(home=frozenset({"Australia", "domestic"}))) == {
        "AU": "the country in structured data"
    }
    assert jurisdictions_of(Company(home=frozenset({"domestic"}))) == {}
    assert jurisdictions_of(Company(country="JP", currency="GBP")) == {}


@pytest.mark.parametrize(
    ("address", "jurisdictions"),
    [
        ("https://www.shop.co.uk/returns", ["UK"]),
        ("https://shop.com.au:8080/", ["AU"]),
        ("https://SHOP.IE", ["EU"]),
        ("https://shop.com/uk", []),
        ("https://shop.io/", []),
        ("http://127.0.0.1/", []),
        ("documents/script.de", []),
        ("http://", []),
    ],
)
def test_the_domain_of_a_page_tells_whom_it_is_for(address: str, jurisdictions: list[str]) -> None:
    assert list(jurisdictions_of_page(address)) == jurisdictions


def test_files_are_read_for_the_customers_of_the_website_if_it_has_one_kind() -> None:
    assert common_domain(["call.txt", "https://a.co.uk/x", "https://b.uk/"]) == "https://a.co.uk/x"
    assert common_domain(["https://a.co.uk/x", "https://a.de/"]) == ""
    assert common_domain(["call.txt"]) == ""


def test_each_page_is_held_against_the_law_of_its_own_customers() -> None:
    british, german = ("https://a.co.uk/returns", SEVEN), ("https://a.de/returns", SEVEN)
    american = ("https://a.com/returns", SEVEN)
    findings, _ = audited(british, german, american, as_of="2026-01-01")
    assert {one.rule: one.evidence[0].documents for one in findings} == {
        "eu_withdrawal_14_days": ("https://a.de/returns",),
        "uk_cancellation_14_days": ("https://a.co.uk/returns",),
    }


def test_the_currency_tells_where_nothing_else_does() -> None:
    assert rules_found(f"{SEVEN} Standard delivery costs £4.95.") == [("uk_cancellation_14_days", "within 7 days")]
    assert rules_found(f"{SEVEN} Standard delivery costs $4.95. It arrives in 3 days.") == []


def test_states_apply_only_where_they_are_named() -> None:
    three = "Outlet items may be returned within 3 days of delivery. Orders ship in 2 days."
    assert rules_found(three, country="US") == []
    assert rules_found(three, jurisdictions=("US-CA",)) == [("us_ca_return_7_days", "within 3 days")]


def test_a_law_is_held_against_the_customers_of_its_regions_alone() -> None:
    germany = "Germany: items may be returned within 7 days of delivery."
    assert rules_found(germany, jurisdictions=("UK",)) == []
    assert rules_found(germany, jurisdictions=("UK", "EU"), as_of="2026-01-01") == [
        ("eu_withdrawal_14_days", "within 7 days")
    ]


def test_without_a_jurisdiction_nothing_is_held_against_laws_and_that_is_said() -> None:
    assert audited(SEVEN) == (
        (),
        (
            NotChecked(
                "regulation",
                "no jurisdiction is known, so the rules of regulation did not run: set country in [company], or "
                "jurisdictions in [regulation], of audit.toml",
            ),
        ),
    )
    assert audited("We like gardens.") == ((), ())


def test_every_region_of_a_jurisdiction_is_a_name_of_the_lists() -> None:
    regions = {one.name for one in shipped_rules().scopes["region"].names}
    signs = signs_of_jurisdictions()
    assert sorted({name for one in signs.values() for name in one.regions} - regions) == []
    assert sorted({one.within for one in signs.values()} - {"", *signs}) == []


# ── faults ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[company]\ncountry = "GBR"\n',
            'audit.toml:2: country = "GBR" is no ISO 3166 code of two capital letters, such as "GB".',
        ),
        (
            '[regulation]\njurisdictions = ["UK", "AUS"]\n',
            'audit.toml:2: "AUS" in jurisdictions is none that rules are known for; did you mean "US"?',
        ),
        ('[regulation]\nunconfirmed = "yes"\n', "audit.toml:2: `unconfirmed` must be true or false"),
        (
            '[regulation]\njurisdiction = ["UK"]\n',
            "audit.toml:2: unknown key `jurisdiction` in [regulation]; did you mean `jurisdictions`?",
        ),
    ],
)
def test_a_fault_in_audit_toml_is_shown_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "audit.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load_settings(path)
    assert sentence in str(raised.value)


def test_audit_toml_names_the_country_and_the_jurisdictions(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    path.write_text('[company]\ncountry = "GB"\n[regulation]\njurisdictions = ["UK"]\nunconfirmed = true\n', "utf-8")
    settings = load_settings(path)
    assert (settings.company.country, settings.regulation) == ("GB", Regulation(("UK",), unconfirmed=True))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "jurisdiction: UK",
            "jurisdiction: UX",
            r'own\.yaml:\d+: "UX" is no jurisdiction; known: AU, EU, Shop Promise, UK, US',
        ),
        ("status: verified", "status: sure", r"own\.yaml:\d+: Invalid enum value 'sure'.*keys: text, jurisdiction"),
        ('checked: "2026-11-24"', 'checked: "today"', r"own\.yaml:\d+: Invalid RFC3339.*checked"),
        ("test: floor", "test: flor", r"own\.yaml:\d+: Invalid enum value 'flor'.*options of this kind: test, value"),
        ("unit: day", "unit: days", r"own\.yaml:\d+: Invalid enum value 'days'"),
    ],
)
def test_a_fault_in_a_rule_is_shown_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    shipped = Path(next(one.path for one in REGULATION.checks if one.id == "uk_cancellation_14_days"))
    text = shipped.read_text("utf-8")
    assert old in text
    own = tmp_path / "regulation" / "own.yaml"
    own.parent.mkdir()
    own.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(RuleError, match=message):
        audited(SEVEN, jurisdictions=("UK",), book=load_rulebook([tmp_path]))


def test_the_table_of_the_documentation_lists_every_rule_with_its_status() -> None:
    table = (Path(__file__).parent.parent / "docs" / "regulation.md").read_text("utf-8")
    rows = [
        f"| `{one.id}` | {one.source['jurisdiction']} | {one.source['text']} | {one.source['status']} |"
        for one in REGULATION.checks
    ]
    assert [row for row in rows if row not in table] == []
