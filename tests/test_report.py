from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace
from sample_audit import AUDIT, FINDING, POLICY, SCRIPT

from auditor.errors import ConfigurationError
from auditor.model import Audit, Finding, Judgement, Origin, Severity
from auditor.report import FORMATS, format_for
from auditor.report.csv import COLUMNS
from auditor.report.html import marked, plain
from auditor.report.json import schemas
from auditor.report.links import live_link
from auditor.report.markdown import LIMIT

GOLDEN = Path(__file__).parent / "golden"
EMPTY = Audit("", "2026-11-01", {}, 0, (), (), Judgement(), (), ())
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example";"x")',
    "| cell | breaks |\n## heading",
    "\u202eesrever \u200bhidden\u2066",
    "x" * 10_000,
]


def hostile_audit() -> Audit:
    findings = tuple(
        replace(
            FINDING,
            key=f"EXP-{number:012}",
            title=text,
            suggestion=text,
            evidence=(replace(SCRIPT, document=f"javascript:alert({number})", sentence=text, quote=text), POLICY),
        )
        for number, text in enumerate(HOSTILE)
    )
    return replace(AUDIT, company=HOSTILE[0], findings=findings)


@pytest.mark.parametrize("name", ["csv", "json", "markdown"])
def test_a_report_reads_as_it_was_agreed(name: str) -> None:
    assert FORMATS[name](AUDIT) == (GOLDEN / f"report.{name}").read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_audit_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name](AUDIT) == FORMATS[name](AUDIT)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_audit_says_so(name: str) -> None:
    text = FORMATS[name](EMPTY)
    assert text.endswith("\n") or name == "html"
    if name in ("html", "markdown"):
        assert "No promise was found in 0 documents." in text


def test_json_holds_to_its_schema() -> None:
    for audit in (AUDIT, EMPTY, hostile_audit()):
        jsonschema.validate(json.loads(FORMATS["json"](audit)), schemas()["audit"])


def test_the_schemas_in_the_documentation_are_those_of_the_models() -> None:
    for name, schema in schemas().items():
        kept = Path(__file__).parents[1] / "docs" / "schema" / f"{name}.json"
        assert json.loads(kept.read_text("utf-8")) == json.loads(json.dumps(schema))


def test_html_makes_no_request_and_runs_only_its_own_script() -> None:
    page = BeautifulSoup(FORMATS["html"](AUDIT), "html.parser")
    loading = [tag for tag in page.find_all(True) if tag.get("src") or (tag.name == "link")]
    assert loading == []
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert str(policy["content"]).startswith("default-src 'none'; style-src 'sha256-")
    assert [tag.name for tag in page.find_all(style=True)] == []
    assert len(page.find_all("script")) == 1


def test_every_finding_and_verdict_has_an_address_of_its_own() -> None:
    page = BeautifulSoup(FORMATS["html"](AUDIT), "html.parser")
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in page.select("a[href^='#']"):
        assert str(link["href"])[1:] in ids
    assert FINDING.key in ids


def test_hostile_text_is_inert_in_html() -> None:
    page = BeautifulSoup(FORMATS["html"](hostile_audit()), "html.parser")
    assert len(page.find_all("script")) == 1
    assert page.find_all("img") == []
    assert [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
    assert [a["href"] for a in page.find_all("a", href=True) if not re.match(r"#|https://", str(a["href"]))] == []
    assert re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", page.get_text()) is None


def test_hostile_text_is_inert_in_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](hostile_audit()))))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert "'" + HOSTILE[2] in {row[COLUMNS.index("problem")] for row in rows}


def test_markdown_stays_within_its_limit_and_keeps_its_tables() -> None:
    many = tuple(
        replace(FINDING, key=f"EXP-{n:012}", title=f"Problem {n} " + "a|b " * 900, severity=Severity.WARNING)
        for n in range(40)
    )
    text = FORMATS["markdown"](replace(hostile_audit(), findings=(*hostile_audit().findings, *many)))
    assert len(text) <= LIMIT
    assert "<script>" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ") and "error C1" in line]
    assert rows
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_a_finding_in_many_places_names_some_and_counts_the_rest() -> None:
    evidence = tuple(replace(POLICY, document=f"https://www.shop.example/{n}", occurrences=1) for n in range(33))
    text = FORMATS["html"](replace(AUDIT, findings=(Finding(**{**_fields(FINDING), "evidence": evidence}),)))
    assert "… and 13 more places." in text


def _fields(finding: Finding) -> dict[str, object]:
    return {name: getattr(finding, name) for name in finding.__struct_fields__}


def test_a_quote_opens_the_page_at_the_sentence() -> None:
    assert live_link(replace(POLICY, sentence="Ships in 3–5 days, pay-as-you-go.")) == (
        "https://www.shop.example/shipping.html#:~:text=Ships%20in%203%E2%80%935%20days%2C%20pay%2Das%2Dyou%2Dgo."
    )
    long = " ".join(f"word{n}" for n in range(40))
    assert live_link(replace(POLICY, sentence=long)) == (
        "https://www.shop.example/shipping.html#:~:text="
        + "%20".join(f"word{n}" for n in range(8))
        + ","
        + "%20".join(f"word{n}" for n in range(32, 40))
    )


def test_only_pages_are_linked() -> None:
    assert live_link(SCRIPT) is None
    assert live_link(replace(SCRIPT, document="javascript:alert(1)")) is None
    assert live_link(replace(POLICY, origin=Origin.META)) == "https://www.shop.example/shipping.html"


def test_the_value_is_marked_in_its_sentence() -> None:
    parts = marked(POLICY)
    assert (parts.before, parts.value, parts.after, parts.rest) == (
        "Standard orders arrive in ", "3–5 business days", " once they have left us.", "",
    )  # fmt: skip
    cut = marked(replace(POLICY, sentence="a " * 400 + POLICY.sentence))
    assert cut.value == "3–5 business days"
    assert cut.before.startswith("…")
    assert cut.rest.endswith(POLICY.sentence)
    assert plain("3\u200b–5\u202e days") == "3–5 days"


def test_the_suffix_names_the_format() -> None:
    assert [format_for(n) for n in ("a.html", "a.HTM", "a.json", "a.csv", "a.md", "-")] == [
        "html", "html", "json", "csv", "markdown", "html",
    ]  # fmt: skip
    with pytest.raises(ConfigurationError, match=r"report\.docx: no format goes with “\.docx”; use \.html"):
        format_for("report.docx")


def _luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *[(text, back) for text in ("text", "soft", "link", "error", "warning", "good") for back in ("page", "card")],
    ("error", "error-back"), ("warning", "warning-back"), ("info", "info-back"), ("good", "good-back"),
    ("text", "error-back"), ("soft", "error-back"), ("mark-text", "mark"), ("accent", "card"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_background(scheme: int) -> None:
    style = (Path(__file__).parents[1] / "reports" / "style.css").read_text("utf-8")
    palettes = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.S)
    ]
    colors = palettes[0] | (palettes[1] if scheme else {})
    too_faint = {
        (text, back): round(_contrast(colors[text], colors[back]), 2)
        for text, back in PAIRS
        if _contrast(colors[text], colors[back]) < (3.0 if text == "accent" else 4.5)
    }
    assert too_faint == {}
