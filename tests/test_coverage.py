from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import jsonschema
import pytest
from bs4 import BeautifulSoup
from command import audit
from msgspec.structs import replace
from pairs import statement
from sample_audit import AUDIT

from auditor.cli.covering import coverage_lines
from auditor.coverage import find_coverage, of_topics
from auditor.model import (
    Agreement,
    Commitment,
    Coverage,
    CoverageCell,
    CoverageRow,
    Duration,
    Quantity,
    SaidValue,
    Scope,
    Strength,
    Touchpoint,
    Unit,
)
from auditor.promises import find_promises
from auditor.report import FORMATS
from auditor.report.coverage import COLUMNS, coverage_csv
from auditor.report.json import schemas
from auditor.rules import load_rulebook

BOOK = load_rulebook()
IMPORTANT = {topic.id for topic in BOOK.topics.values() if topic.weight >= 1}
POLICY = statement(
    "delivery_time", "shipping", at="policy", says="Standard: 3-5 days.", value="3-5 day", service="standard"
)
FAQ = statement("delivery_time", "faq", at="faq", says="Up to 5 days.", value="..5 day", service="standard")
SCRIPT = statement("delivery_time", "script", at="call_script", says="7 days.", value="7 day", service="standard")


def covered(*said: Commitment, **documents: int) -> Coverage:
    return find_coverage(find_promises(said, BOOK), documents, BOOK)


def one(said: Commitment, *, value: Quantity | None = None, places: int = 1, outlying: bool = False) -> SaidValue:
    return SaidValue(value or said.value, said.strength, said.sentence, said.document, places, outlying)


# ── what a coverage holds ────────────────────────────────────────────────────────────────────────────────────


def test_each_place_has_a_cell_and_the_odd_one_is_marked() -> None:
    standard = Scope(service="standard")
    assert covered(POLICY, FAQ, SCRIPT, policy=4, faq=1, call_script=1, email=2, social=0) == Coverage(
        touchpoints=(Touchpoint.POLICY, Touchpoint.FAQ, Touchpoint.CALL_SCRIPT, Touchpoint.EMAIL),
        rows=(
            CoverageRow(
                "delivery_time",
                standard,
                (standard,),
                Duration(3, 5, Unit.DAY),
                Agreement.DISAGREE,
                (
                    CoverageCell(Touchpoint.POLICY, (one(POLICY),)),
                    CoverageCell(Touchpoint.FAQ, (one(FAQ),)),
                    CoverageCell(Touchpoint.CALL_SCRIPT, (one(SCRIPT, outlying=True),)),
                    CoverageCell(Touchpoint.EMAIL, ()),
                ),
            ),
        ),
        unsaid=tuple(sorted(IMPORTANT - {"delivery_time"})),
    )


def test_a_touchpoint_that_no_document_has_but_a_statement_is_a_column() -> None:
    data = statement("delivery_time", "p", at="structured_data", says="x", value="3-5 day", origin="structured_data")
    assert covered(data, product=3).touchpoints == (Touchpoint.PRODUCT, Touchpoint.STRUCTURED_DATA)


@pytest.mark.parametrize(
    ("said", "agreement"),
    [
        ((POLICY,), Agreement.ONE_PLACE),
        ((POLICY, replace(POLICY, sentence="Again: 3-5 days.")), Agreement.ONE_PLACE),
        ((POLICY, replace(POLICY, document="terms")), Agreement.AGREE),
        ((POLICY, FAQ), Agreement.AGREE),
        ((POLICY, SCRIPT), Agreement.DISAGREE),
    ],
)
def test_places_agree_where_their_values_are_one_however_written(
    said: tuple[Commitment, ...], agreement: Agreement
) -> None:
    (row,) = covered(*said).rows
    assert row.agreement is agreement


def test_the_usual_value_is_that_of_the_places_that_weigh_most() -> None:
    macros = [replace(SCRIPT, document=f"m{n}", touchpoint=Touchpoint.CHAT_MACRO) for n in range(2)]
    (row,) = covered(POLICY, *macros).rows
    assert row.usual == Duration(3, 5, Unit.DAY)
    assert [cell.said for cell in row.cells] == [
        (one(POLICY),),
        (replace(one(SCRIPT, places=2, outlying=True), document="m0"),),
    ]


def test_one_value_said_firmly_and_cautiously_stands_twice_in_a_cell() -> None:
    usually = replace(POLICY, strength=Strength.HEDGED, sentence="Usually 3-5 days.")
    (row,) = covered(POLICY, replace(POLICY, document="terms"), usually).rows
    assert row.cells[0].said == (one(POLICY, places=2), one(usually))


def test_a_statement_without_a_value_stands_in_its_cell_and_differs_from_nothing() -> None:
    (promise,) = find_promises([POLICY, SCRIPT], BOOK)
    policy, script = promise.variants
    silent = replace(script, evidence=tuple(replace(each, value=None) for each in script.evidence))
    (row,) = find_coverage([replace(promise, variants=(policy, silent))], {}, BOOK).rows
    assert (row.usual, row.agreement) == (POLICY.value, Agreement.AGREE)
    assert row.cells[1].said == (replace(one(SCRIPT), value=None),)
    assert "    call script       no value" in "\n".join(coverage_lines(Coverage((), (row,), ())))


def test_the_home_market_and_no_region_are_one_row() -> None:
    fee = statement("shipping_fee", "fees", at="policy", says="Shipping is $5.", value="5 USD")
    at_home = statement("delivery_time", "home", at="web", says="3-5 days in the US.", value="3-5 day", region="US")
    anywhere = statement("delivery_time", "faq", at="faq", says="Arrives in 3-5 days.", value="3-5 day")
    row = covered(fee, at_home, anywhere).rows[0]
    assert (row.scope, row.scopes, row.agreement) == (Scope(), (Scope(), Scope(region="US")), Agreement.AGREE)


def test_the_order_of_documents_does_not_matter() -> None:
    said = [POLICY, FAQ, SCRIPT, replace(SCRIPT, document="other"), replace(POLICY, sentence="Standard is 3-5 days.")]
    assert covered(*said) == covered(*reversed(said))


def test_no_promise_leaves_every_important_topic_unsaid() -> None:
    assert covered(faq=1) == Coverage((Touchpoint.FAQ,), (), tuple(sorted(IMPORTANT)))


def test_topics_can_be_chosen() -> None:
    whole = covered(POLICY, statement("refund_time", "faq", at="faq", says="5 days.", value="5 day"))
    chosen = of_topics(whole, ("refund_time", "uptime"))
    assert ([row.topic for row in chosen.rows], chosen.unsaid) == (["refund_time"], ("uptime",))
    assert of_topics(whole, ()) == whole


# ── as CSV, JSON and a section of the report ─────────────────────────────────────────────────────────────────


def test_csv_has_a_row_for_each_value_and_each_topic_said_nowhere() -> None:
    found = replace(covered(POLICY, SCRIPT, policy=1), unsaid=("uptime",))
    assert list(csv.reader(io.StringIO(coverage_csv(found)))) == [
        list(COLUMNS),
        [
            "delivery time",
            "standard",
            "policy",
            "3–5 days",
            "firm",
            "",
            "1",
            "Standard: 3-5 days.",
            "shipping",
            "disagree",
        ],
        ["delivery time", "standard", "call_script", "7 days", "firm", "yes", "1", "7 days.", "script", "disagree"],
        ["uptime", *[""] * 8, "said_nowhere"],
    ]


def test_a_formula_in_a_quote_is_defused() -> None:
    hostile = replace(POLICY, sentence='=HYPERLINK("http://evil.example")', document="@SUM(A1)")
    (_, row, *_) = list(csv.reader(io.StringIO(coverage_csv(covered(hostile)))))
    assert row[7:9] == ['\'=HYPERLINK("http://evil.example")', "'@SUM(A1)"]


def test_the_report_shows_the_matrix_what_stands_in_one_place_and_what_nowhere() -> None:
    page = BeautifulSoup(FORMATS["html"](AUDIT), "html.parser")
    (section,) = page.select("#matrix")
    table = [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in section.select("tr")]
    assert table == [
        ["Promise", "Kept", "web", "policy", "banner", "call script"],
        ["delivery time standard", "72.8 % over-promise", "·", "3–5 business days ×12", "·", "≠ 7–10 business days"],
    ]
    assert [item.get_text(" ", strip=True) for item in section.select(".alone li")] == [
        "free shipping threshold, everything: $75 https://www.shop.example/"
    ]
    assert section.select("p.meta")[-1].get_text() == "Said nowhere in what was read: refund time, warranty period."


def test_hostile_text_is_inert_in_the_matrix() -> None:
    bad = "<script>alert(1)</script>\u202e"
    rows = covered(replace(POLICY, sentence=bad, document=bad), replace(SCRIPT, sentence=bad)).rows
    alone = covered(replace(POLICY, sentence=bad, document=bad, scope=Scope(product=bad))).rows
    touchpoints = (Touchpoint.POLICY, Touchpoint.CALL_SCRIPT)
    page = FORMATS["html"](replace(AUDIT, coverage=Coverage(touchpoints, (*rows, *alone), ())))
    assert page.count("<script>") == 1
    assert "\u202e" not in page


def test_a_quote_sends_no_command_to_the_terminal() -> None:
    hostile = replace(POLICY, sentence="\x1b[2J\u202eStandard:\n3-5 days.", scope=Scope(product="\x1b[31mlamp"))
    lines = list(coverage_lines(replace(covered(hostile), unsaid=())))
    assert [click.unstyle(line) for line in lines] == [
        "Delivery time",
        "  [31mlamp: one place only",
        "      policy            3–5 days",
        "                        “[2JStandard: 3-5 days.”",
        "",
        "1 promise: 1 in one place only.",
    ]


# ── as a user meets it ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def company(tmp_path: Path) -> Path:
    texts = {
        "policies/shipping.md": "# Shipping\n\nStandard delivery takes 3-5 business days.\n",
        "faq/faq.md": "# FAQ\n\nStandard delivery takes 3 to 5 business days.\n\nReturn any item within 30 days.\n",
        "scripts/call_script.md": "# Call script\n\nAgent: Standard orders are delivered within 7-10 business days.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    audit(tmp_path, "collect", ".", "--no-extract")
    return tmp_path


def test_the_table_has_a_section_for_each_topic_and_fits_80_columns(company: Path) -> None:
    done = audit(company, "coverage", "--format", "table", environment={"COLUMNS": "80"})
    assert done.returncode == 0
    assert done.stdout == (
        "Delivery time\n"
        "  standard: places disagree\n"
        "      policy            3–5 business days\n"
        "                        “Standard delivery takes 3-5 business days.”\n"
        "      faq               3–5 business days\n"
        "                        “Standard delivery takes 3 to 5 business days.”\n"
        "    ≠ call script       7–10 business days\n"
        "                        “Agent: Standard orders are delivered within 7-10\n"
        "                        business days.”\n"
        "\n"
        "Return window\n"
        "  everything: one place only\n"
        "      faq               up to 30 days\n"
        "                        “Return any item within 30 days.”\n"
        "\n"
        "2 promises: 1 on which places disagree, 1 in one place only.\n"
        "Said nowhere in what was read: dispatch time, refund time, resolution time,\n"
        "  response time, shipping fee, uptime, warranty period.\n"
    )


def test_off_the_terminal_it_is_csv(company: Path) -> None:
    plain, chosen = audit(company, "coverage"), audit(company, "coverage", "--format", "csv")
    assert plain.stdout == chosen.stdout
    assert plain.stdout.splitlines()[0] == ",".join(COLUMNS)


def test_json_holds_to_its_schema(company: Path) -> None:
    done = audit(company, "coverage", "--topic", "return_window", "--topic", "uptime", "--format", "json")
    document = json.loads(done.stdout)
    jsonschema.validate(document, schemas()["coverage"])
    assert ([row["topic"] for row in document["rows"]], document["unsaid"]) == (["return_window"], ["uptime"])


def test_an_unknown_topic_is_met_with_a_suggestion(company: Path) -> None:
    done = audit(company, "coverage", "--topic", "delivry_time")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'delivry_time is no topic; did you mean "delivery_time"?' in done.stderr


def test_without_anything_collected_it_says_what_to_do(tmp_path: Path) -> None:
    done = audit(tmp_path, "coverage")
    assert done.returncode == 2
    assert "no audit file here" in done.stderr
