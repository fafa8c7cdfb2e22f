"""What is written in another language than English: not read, and counted; English is always read."""

from __future__ import annotations

import pytest
from finds import commitments, document, shipped_rules
from test_languages import SENTENCES

from auditor.blocks import find_blocks
from auditor.commitments import find_judged
from auditor.commitments.foreign import count_foreign, foreign_languages, is_foreign, not_read, not_read_in
from auditor.model import Duration, Money, NotChecked, Unit

ENGLISH = """<h1>Shipping</h1><p>Orders ship within 2 business days, and shipping is free on all orders over $50.</p>
  <p>You can return items within 30 days of delivery.</p><p>2-3 days</p>"""


def languages(page: str, locale: str = "") -> list[str | None]:
    html = f'<html lang="{locale}"><body>{page}</body></html>'
    return list(foreign_languages(find_blocks(document(html, "html"))))


def lines(language: str) -> list[str]:
    return [line.strip() for line in SENTENCES[language].strip().splitlines()]


@pytest.mark.parametrize("language", [one for one in SENTENCES if one not in ("en", "unknown")])
def test_a_page_of_another_language_makes_no_commitment_and_is_counted(language: str) -> None:
    page = "".join(f"<p>{line}</p>" for line in lines(language))
    assert commitments(f"{page}<ul><li>24/7</li><li>DHL: 4,95 €</li></ul>", "html") == ()
    assert set(languages(f"{page}<ul><li>24/7</li></ul>")) == {language}


def test_every_english_block_is_read_wherever_it_stands() -> None:
    german = "".join(f"<p>{line}</p>" for line in lines("de"))
    english = "".join(f"<p>{line}</p>" for line in lines("en"))
    assert languages(english, "de") == [None] * len(lines("en"))
    assert languages(german + english)[len(lines("de")) :] == [None] * len(lines("en"))
    assert [one.quote for one in commitments(german + "<p>We answer e-mails within 2 days.</p>", "html")] == [
        "within 2 days"
    ]


def test_a_foreign_paragraph_on_an_english_page_has_to_leave_no_doubt() -> None:
    paragraph = "<p>Les commandes arrivent sous 24 h et la livraison est gratuite dès 50 € d'achat.</p>"
    assert languages(ENGLISH + paragraph) == [None, None, None, None, "fr"]
    doubtful = "<h2>Les Buveurs Patients: things people ask</h2><p>Para español, call 555-0100.</p>"
    assert set(languages(ENGLISH + doubtful)) == {None}


def test_a_short_block_is_of_the_language_of_its_neighbors_else_of_its_page() -> None:
    french = [f"<p>{line}</p>" for line in lines("fr")[:2]]
    assert languages(f"{french[0]}<p>24/7</p>{french[1]}{ENGLISH * 3}")[:3] == ["fr", "fr", "fr"]
    assert languages("<p>24/7</p>", "de") == ["de"]
    assert languages("<p>24/7</p>", "en-GB") == languages("<p>24/7</p>") == [None]


def test_of_a_sentence_that_english_text_quotes_from_another_language_nothing_is_read() -> None:
    text = "They wrote it. Die Lieferung erfolgt immer innerhalb von 24 h und ist ab 50 € kostenlos. We take a day."
    blocks = find_blocks(document(f"<p>{ENGLISH}</p><p>{text}</p>", "html"))
    values = [value for judged in find_judged(blocks, shipped_rules()) for value in judged.values]
    quoted = [value for value in values if is_foreign(value.candidate.sentence)]
    assert [value.candidate.amount.value for value in quoted] == [Duration(24, 24, Unit.HOUR), Money(50, "EUR")]
    assert all(value.decision is None for value in quoted)


def test_what_was_not_read_is_said_by_language() -> None:
    blocks = find_blocks(document("".join(f"<p>{line}</p>" for line in lines("nl")), "html"))
    count = len(lines("nl"))
    assert count_foreign(foreign_languages(blocks)) == {"nl": count}
    assert not_read_in([count_foreign(foreign_languages(blocks)), {"nl": 1, "other": 1}, {}]) == (
        NotChecked("language", f"{count + 1} passages in Dutch, in 2 documents, were not read: only English is"),
        NotChecked("language", "1 passage in another language, in 1 document, was not read: only English is"),
    )
    assert not_read([]) == ()
