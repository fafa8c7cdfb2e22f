from __future__ import annotations

import datetime
import random

import pytest

from auditor.blocks import find_blocks
from auditor.model import Document, Remark, RemarkKind, Scope, Touchpoint
from auditor.remarked import gather_remarks
from auditor.remarks import find_remarks
from auditor.remarks.days import find_days
from auditor.remarks.meanings import meaning_of
from auditor.rule_examples import run_remark_examples
from auditor.rules import Reading, load_rulebook

BOOK = load_rulebook()


def document(body: str, uri: str = "page", media_type: str = "text/markdown") -> Document:
    return Document(uri, Touchpoint.POLICY, media_type, body, "2026-11-24T00:00:00Z", "0")


def remarks(body: str, media_type: str = "text/markdown", uri: str = "page") -> list[Remark]:
    return list(find_remarks(find_blocks(document(body, uri, media_type)), BOOK))


def test_every_rule_finds_in_its_examples_what_they_say() -> None:
    results = tuple(run_remark_examples(BOOK))
    assert [one.message for one in results if not one.passed] == []
    assert {one.rule for one in results} == set(BOOK.remarks)


def test_a_remark_quotes_its_place_and_says_of_what_it_is() -> None:
    (found,) = remarks("# Returns\n\nSocks are cheap. Fresh cheese cannot be returned.")
    assert (found.rule, found.kind, found.topic) == ("not_returnable", RemarkKind.DENIAL, "return_window")
    assert (found.quote, found.sentence) == ("cannot be returned", "Fresh cheese cannot be returned.")
    assert found.context == ("Returns",)
    body = "\n".join(
        block.text for block in find_blocks(document("# Returns\n\nSocks are cheap. Fresh cheese cannot be returned."))
    )
    assert found.start is not None
    assert body[found.start : found.start + len(found.quote)] == found.quote


def test_a_cell_is_a_denial_of_what_heads_its_row() -> None:
    page = (
        "<table><tr><th>Goods</th><th>Return within</th></tr><tr><th>Seeds</th><td>Cannot be returned</td></tr></table>"
    )
    (found,) = remarks(page, "text/html")
    assert found.scope == Scope(product="Seeds")


@pytest.mark.parametrize(
    "text",
    [
        "Can sale items not be returned?",
        "<blockquote>Their shop told me that sale items cannot be returned.</blockquote>",
        "Reduzierte Ware kann nicht zurückgegeben werden und ist vom Umtausch ausgeschlossen.",
    ],
)
def test_questions_quotations_and_other_languages_remark_nothing(text: str) -> None:
    assert remarks(text, "text/html") == []


def test_a_cell_defines_the_term_that_heads_its_row() -> None:
    page = (
        "<table><tr><th>Level</th><th>What it means</th><th>Answer</th></tr>"
        "<tr><th>P1</th><td>Nobody can log in</td><td>within 1 hour</td></tr></table>"
    )
    (found,) = [one for one in remarks(page, "text/html") if one.kind is RemarkKind.DEFINITION]
    assert (found.term, found.meaning, found.quote) == ("p1", "Nobody can log in", "Nobody can log in")


def test_remarks_of_many_pages_are_one_whatever_their_order() -> None:
    said = [
        one for number in range(5) for one in remarks("Sale items cannot be returned.", uri=f"page-{number}")
    ] + remarks("A business day is Monday to Friday.", uri="terms")
    shuffled = said[:]
    random.Random(1).shuffle(shuffled)
    gathered = gather_remarks(shuffled, BOOK)
    assert gathered == gather_remarks(said, BOOK)
    found = [(one.rule, one.evidence.document, one.evidence.occurrences, one.evidence.documents) for one in gathered]
    assert sorted(found) == [
        ("business_day", "terms", 1, ("terms",)),
        ("not_returnable", "page-0", 5, tuple(f"page-{number}" for number in range(5))),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Order by December 18, 2025.", ["2025-12-18"]),
        ("Order by 30th of March 2025!", ["2025-03-30"]),
        ("until 2025-02-28 or 3.4.2025", ["2025-02-28", "2025-04-03"]),
        ("valid through Sept. 2024", ["2024-09-30"]),
        ("from 14/03/2025", ["2025-03-14"]),
        ("on 03/04/2025, which may be March or April", []),
        ("on 31 February 2025", []),
        ("by 18 December", []),
        ("model 2025 costs 12 USD", []),
    ],
)
def test_days_are_read_with_their_year(text: str, days: list[str]) -> None:
    assert [one.isoformat() for one in find_days(text)] == days


def test_a_leap_day_is_a_day() -> None:
    assert list(find_days("29 February 2028")) == [datetime.date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("text", "reads", "meaning"),
    [
        ("is Monday to Friday, not counting holidays", Reading.WEEKDAYS, "Mo-Fr"),
        ("are Mon–Sat", Reading.WEEKDAYS, "Mo-Sa"),
        ("are Tuesdays and Thursdays", Reading.WEEKDAYS, "Tu,Th"),
        ("are the days on which banks open", Reading.WEEKDAYS, None),
        ("over 20 kg", Reading.NUMBER, "20 kg"),
        ("over 20.0kg", Reading.NUMBER, "20 kg"),
        ("over a ton", Reading.NUMBER, None),
        (" an outage  of all sites. ", Reading.WORDS, "an outage of all sites"),
        ("anything", Reading.NOTHING, ""),
    ],
)
def test_what_is_compared_has_one_form_for_all_ways_of_writing_it(
    text: str, reads: Reading, meaning: str | None
) -> None:
    assert meaning_of(text, reads) == meaning
