"""Pages that are each other's translation and say different values: what is found, what is not, and what is told."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from finds import shipped_rules
from msgspec.structs import replace

from auditor.audit import check, extract
from auditor.blocks import find_blocks
from auditor.blocks.alternates import find_alternates
from auditor.commitments import find_commitments
from auditor.commitments.translations import Translations, find_translated, page_of
from auditor.commitments.translations.agreement import Agreement, agreement
from auditor.findings import Known, find_findings
from auditor.model import (
    ClockTime,
    Document,
    Duration,
    Finding,
    Money,
    NotChecked,
    Percent,
    Quantity,
    Schedule,
    Touchpoint,
    Unit,
)
from auditor.promises import find_promises
from auditor.results import Checked
from auditor.rules import Rulebook
from auditor.store import open_store
from auditor.wording import say
from crawlers.files import collect

SITE = Path(__file__).parent / "sites" / "languages"
A_NUMBER = re.compile(r"(?<![\d:h,])\d+(?!\d|[^<]*>|\s*(?:–|-|à|a|tot)\s*\d)")
PLANTED = [
    "error  Delivery time (express): 2–3 business days in German, 1–2 business days in English",
    "error  Free shipping threshold (standard): €60 in Spanish, €50 in English",
    "error  Response time (email): up to 48 hours in French, up to 24 hours in English",
    "error  Warranty period (lamp): 2 years in Italian, 3 years in English",
    "warning  Return window: up to 14 days in Dutch, up to 30 days in English, for another market",
]


def page(uri: str, body: str, head: str = "") -> Document:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return Document(uri, Touchpoint.POLICY, "text/html", html, "2026-01-01T00:00:00Z", "0" * 32)


def translations(*documents: Document) -> Translations:
    blocks = {one.uri: find_blocks(one) for one in documents}
    pages = [page_of(one.uri, blocks[one.uri], find_alternates(one)) for one in documents]
    return find_translated(pages, blocks.__getitem__, lambda uri: find_commitments(blocks[uri], shipped_rules()))


@cache
def without_regulation() -> Rulebook:
    """The shipped rules without those of laws, which hold prices in euros against what the EU asks for."""
    return replace(shipped_rules(), checks=tuple(one for one in shipped_rules().checks if not one.source))


def findings(*documents: Document) -> tuple[Finding, ...]:
    said = [one for document in documents for one in find_commitments(find_blocks(document), shipped_rules())]
    promises = find_promises(said, shipped_rules())
    return find_findings(promises, without_regulation(), Known(translated=translations(*documents).found))[0]


def drift(english: str, foreign: str, language: str = "de") -> list[str]:
    """What is found on two pages of one address, `english` and `foreign` being what stands below a heading."""
    found = translations(
        page("x.html", f"<h1>Help</h1>{english}"), page(f"{language}/x.html", f"<h1>Info</h1>{foreign}")
    )
    return [f"{say(one.english.value)} | {say(one.foreign.value)}" for one in found.found]


def not_held(english: str, foreign: str, language: str = "de") -> list[str]:
    """Why the statements of such pages were not held against each other."""
    found = translations(
        page("x.html", f"<h1>Help</h1>{english}"), page(f"{language}/x.html", f"<h1>Info</h1>{foreign}")
    )
    assert found.found == ()
    return [one.reason for one in found.not_checked]


# ── a whole site in seven languages ──────────────────────────────────────────────────────────────────────────


@cache
def site() -> Mapping[str, Document]:
    return {one.uri: one for one in collect([SITE]) if isinstance(one, Document)}


def checked(documents: list[Document], folder: Path) -> Checked:
    with open_store(folder / "audit.db") as store:
        run = store.begin("collect", "site")
        store.keep_collected(run, "site", documents)
        assert len(list(extract(store, without_regulation(), None))) == len(documents)
        return check(store, without_regulation(), record=True)


def test_of_a_site_in_seven_languages_every_planted_drift_is_found_and_nothing_else(tmp_path: Path) -> None:
    result = checked(list(site().values()), tmp_path)
    assert sorted(f"{one.severity}  {one.title}" for one in result.findings) == PLANTED
    assert {one.code for one in result.findings} == {"S2"}
    assert result.not_checked == (
        NotChecked(
            "translation",
            "Italian: 3 statements were not held against the translation, “2–3 business days” of shipping.html in "
            "it/shipping.html first: their values stand elsewhere on the page",
        ),
        NotChecked(
            "translation",
            "Portuguese: 1 statement was not held against the translation, “3–5 business days” of shipping.html in "
            "pt/shipping.html: days and business days, or other units, cannot be held against each other",
        ),
        NotChecked(
            "translation",
            "Portuguese: 1 statement was not held against the translation, “within 24 hours” of faq.html in "
            "pt/faq.html: the passage in their place states no value of the kind",
        ),
        NotChecked("language", "32 passages in German, in 3 documents, were not read: only English is"),
        NotChecked("language", "30 passages in Spanish, in 3 documents, were not read: only English is"),
        NotChecked("language", "29 passages in French, in 3 documents, were not read: only English is"),
        NotChecked("language", "29 passages in Italian, in 3 documents, were not read: only English is"),
        NotChecked("language", "30 passages in Dutch, in 3 documents, were not read: only English is"),
        NotChecked("language", "31 passages in Portuguese, in 3 documents, were not read: only English is"),
    )


def test_a_finding_quotes_both_places_and_says_what_to_write(tmp_path: Path) -> None:
    found = checked(list(site().values()), tmp_path).findings
    (finding,) = (one for one in found if one.topic == "free_shipping_threshold")
    assert finding.explanation == (
        "In es/shipping.html, in Spanish: “superiores a 60 €”. In shipping.html, the English text that stands in its "
        "place: “over €50”. What customers are promised depends on the language they read. All values: €60 in Spanish "
        "(1 place), €50 in English (1 place)."
    )
    assert finding.suggestion == (
        "Say the same in both languages. If the English page is right, in es/shipping.html write: “El envío estándar "
        "es gratuito en pedidos superiores a 50 €.”"
    )
    assert [(one.role, one.document, one.quote, one.sentence, one.locator) for one in finding.evidence] == [
        (
            "outlier",
            "es/shipping.html",
            "superiores a 60 €",
            "El envío estándar es gratuito en pedidos superiores a 60 €.",
            "body > main:nth-of-type(1) > p:nth-of-type(2)",
        ),
        (
            "majority",
            "shipping.html",
            "over €50",
            "Standard shipping is free on orders over €50.",
            "body > main:nth-of-type(1) > p:nth-of-type(2)",
        ),
    ]


def test_the_order_of_the_documents_changes_nothing(tmp_path: Path) -> None:
    documents = list(site().values())
    random.Random(7).shuffle(documents)
    assert translations(*documents) == translations(*site().values())
    (tmp_path / "a").mkdir()
    one, other = checked(list(site().values()), tmp_path / "a"), checked(documents, tmp_path)
    assert msgspec.json.encode(one) == msgspec.json.encode(other)


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pt"])
def test_each_number_of_a_translation_that_is_changed_is_found_in_its_place(language: str) -> None:
    pages = [one for uri, one in site().items() if "/" not in uri or uri.startswith(language)]
    known = {(one.foreign.locator, one.foreign.quote) for one in translations(*pages).found}
    missed, besides, changed = [], [], 0
    for document in pages:
        main = document.body.index("<main>")
        for number in A_NUMBER.finditer(document.body, main) if "/" in document.uri else ():
            new = str(int(number[0]) + 4)
            body = f"{document.body[: number.start()]}{new}{document.body[number.end() :]}"
            found = translations(*(replace(one, body=body) if one is document else one for one in pages)).found
            places = [
                (one.foreign.locator, one.foreign.quote) for one in found if document.uri in one.foreign.documents
            ]
            changed += 1
            missed += [] if any(new in quote for _, quote in places) else [(document.uri, number[0])]
            besides += [place for place in places if new not in place[1] and place not in known]
    assert (missed, besides) == ([], [])
    assert changed >= 20


# ── the same in other words ──────────────────────────────────────────────────────────────────────────────────


def sentences(language: str) -> Document:
    said = (SITE.parent / "sentences" / f"{language}.txt").read_text("utf-8").splitlines()
    body = "".join(f"<h2>{number}</h2><p>{sentence}</p>" for number, sentence in enumerate(said))
    return page(f"{language}/x.html", f"<h1>Info</h1>{body}")


NOT_READ = {
    "de": ["1 statement was not held against the translation, “within one business day” of en/x.html in de/x.html"],
    "fr": ["2 statements were not held against the translation, “by 2 pm” of en/x.html in fr/x.html first"],
    "nl": ["1 statement was not held against the translation, “by 2 pm” of en/x.html in nl/x.html"],
}


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pt"])
def test_sentences_that_say_the_same_in_another_language_make_no_finding(language: str) -> None:
    found = translations(sentences("en"), sentences(language))
    assert found.found == ()
    assert [one.reason.split(": ")[1] for one in found.not_checked] == NOT_READ.get(language, [])
    assert found.read[language] >= 17


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pt"])
def test_sentences_in_another_order_make_no_finding(language: str) -> None:
    english, other = sentences("en"), sentences(language)
    paragraphs = re.findall("<h2>.*?</p>", other.body)
    random.Random(1).shuffle(paragraphs)
    mixed = page(other.uri, f"<h1>Info</h1>{''.join(paragraphs)}")
    assert translations(english, mixed).found == ()


# ── pages that only their build makes twins ──────────────────────────────────────────────────────────────────

SHOP = """<h1>{0}</h1><p>{1}</p><p>{2}</p><h2>{3}</h2><p>{4}</p><p>{5}</p><p>{6}</p><p>{7}</p>"""
ENGLISH = SHOP.format(
    "Returns", "We like happy customers.", "You can return any item within 30 days of delivery.", "Help",
    "Write to us.", "We answer every e-mail within 24 hours.", "All lamps come with a 3-year warranty.",
    "See you soon.",
)  # fmt: skip
GERMAN = SHOP.format(
    "Rückgabe", "Wir mögen zufriedene Kunden.", "Sie können jeden Artikel innerhalb von 14 Tagen nach der Lieferung "
    "zurückgeben.", "Hilfe", "Schreiben Sie uns.", "Wir beantworten jede E-Mail innerhalb von 24 Stunden.",
    "Auf alle Lampen geben wir 3 Jahre Garantie.", "Bis bald bei uns.",
)  # fmt: skip


def test_pages_of_one_build_with_values_that_agree_are_twins_whatever_their_addresses() -> None:
    found = translations(page("returns.html", ENGLISH), page("rueckgabe.html", GERMAN))
    assert [(one.english.quote, one.foreign.quote) for one in found.found] == [
        ("within 30 days", "innerhalb von 14 Tagen")
    ]


@pytest.mark.parametrize(
    "changed", [GERMAN.replace("24 Stunden", "12 Stunden"), GERMAN.replace("<p>Bis bald bei uns.</p>", "")]
)
def test_pages_whose_values_or_build_differ_more_are_not(changed: str) -> None:
    assert translations(page("returns.html", ENGLISH), page("rueckgabe.html", changed)) == Translations(
        (), {}, (NotChecked("translation", "German: 1 page has no English page to be held against"),)
    )


def test_of_two_pages_of_one_build_none_is_a_twin_by_that() -> None:
    found = translations(page("a.html", ENGLISH), page("b.html", ENGLISH), page("rueckgabe.html", GERMAN))
    assert found.found == ()


# ── which passages stand for each other ──────────────────────────────────────────────────────────────────────

RETURN = "<p>You can return any item within 30 days of delivery.</p>"
RUECKGABE = "<p>Sie können jeden Artikel innerhalb von {} Tagen nach der Lieferung zurückgeben.</p>"
WEITERES = "<p>Wir freuen uns über Ihren Besuch und helfen Ihnen gern.</p>"


def test_a_passage_more_does_not_shift_the_others() -> None:
    help_, hilfe = "<h2>Help</h2><p>Write to us.</p>", "<h2>Hilfe</h2><p>Schreiben Sie uns.</p>"
    for foreign in (f"{WEITERES}{RUECKGABE}{hilfe}", f"{RUECKGABE}{WEITERES}{hilfe}", f"{RUECKGABE}{hilfe}{WEITERES}"):
        assert drift(RETURN + help_, foreign.format(14)) == ["up to 30 days | up to 14 days"]
        assert drift(RETURN + help_, foreign.format(30)) == []


def test_rows_in_another_order_are_no_drift() -> None:
    rows = ["<tr><td>{}</td><td>3-5 {}</td></tr>", "<tr><td>{}</td><td>1-2 {}</td></tr>"]
    english = "<table><tr><th>Service</th><th>Delivery time</th></tr>{}{}</table>"
    german = "<table><tr><th>Versandart</th><th>Lieferzeit</th></tr>{}{}</table>"
    said = english.format(rows[0].format("Standard", "business days"), rows[1].format("Express", "business days"))
    one, other = rows[0].format("Standardversand", "Werktage"), rows[1].format("Expressversand", "Werktage")
    assert drift(said, german.format(one, other)) == []
    assert {reason.rpartition(": ")[2] for reason in not_held(said, german.format(other, one))} == {
        "their values stand elsewhere on the page"
    }
    assert drift(said, german.format(one, other.replace("1-2", "2-3"))) == ["1–2 business days | 2–3 business days"]


@pytest.mark.parametrize(
    ("foreign", "reason"),
    [
        (
            "<p>Sie können jeden Artikel gern an uns zurückgeben, wenn er nicht gefällt.</p>",
            "states no value of the kind",
        ),
        (
            "<p>Sie können Artikel innerhalb von 14 Tagen oder als Mitglied innerhalb von 60 Tagen zurückgeben.</p>",
            "several values may stand for them",
        ),
        (RUECKGABE.format(14) + RUECKGABE.format(21), "several values may stand for them"),
        ("<ul><li>Rückgabe innerhalb von 14 Tagen ist bei uns möglich</li></ul>", "no passage stands in their place"),
    ],
)
def test_what_is_missing_or_ambiguous_is_told_and_no_finding(foreign: str, reason: str) -> None:
    (told,) = not_held(RETURN, foreign)
    assert told.startswith("German: 1 statement was not held against the translation, “within 30 days” of x.html in")
    assert reason in told


def test_two_pages_that_have_nothing_to_do_with_each_other_are_not_compared() -> None:
    (told,) = not_held(RETURN, "<ul><li>Das ist ein Text.</li></ul><p>Und noch einer, der für sich steht.</p>" * 9)
    assert told.endswith("the pages differ too much to be translations")


def test_pages_of_which_most_values_differ_are_no_translations() -> None:
    english = "".join(
        f"<li>Delivery to {name} takes {n} business days.</li>"
        for name, n in (("Ireland", 2), ("Spain", 3), ("Italy", 4))
    )
    german = "".join(
        f"<li>Die Lieferung nach {name} dauert {n} Werktage.</li>"
        for name, n in (("Irland", 12), ("Spanien", 13), ("Italien", 14))
    )
    (told,) = not_held(f"<ul>{english}</ul>", f"<ul>{german}</ul>")
    assert told.startswith("German: 3 statements were not held against the translation")
    assert told.endswith("the pages differ too much to be translations")


def test_a_passage_that_is_still_in_english_is_no_translation() -> None:
    german = f"{WEITERES * 3}<p>You can return any item within 14 days of delivery, and that is all.</p>"
    english = f"<p>We like to help you, and we are glad to see you here.</p>{'<p>More of the same.</p>' * 2}{RETURN}"
    assert drift(english, german) == []


def test_a_page_in_a_language_that_is_not_read_has_no_twin() -> None:
    swedish = "<p>Du kan returnera varan inom 14 dagar och det är gratis för dig som kund.</p>" * 3
    found = translations(page("x.html", RETURN), page("sv/x.html", swedish))
    assert (found.found, [one.reason for one in found.not_checked]) == (
        (),
        ["another language: 1 page has no English page to be held against"],
    )


def test_what_stands_on_every_page_is_one_finding() -> None:
    pages = [page(f"{name}.html", f"<h1>{name}</h1><p>More about it.</p><footer>{RETURN}</footer>") for name in "abc"]
    german = [
        page(
            f"de/{name}.html",
            f"<h1>{name}</h1><p>Mehr dazu finden Sie hier.</p><footer>{RUECKGABE.format(14)}</footer>",
        )
        for name in "abc"
    ]
    (finding,) = findings(*pages, *german)
    assert finding.title == "Return window: up to 14 days in German, up to 30 days in English"
    assert [(one.role, one.occurrences, one.documents) for one in finding.evidence] == [
        ("outlier", 3, ("de/a.html", "de/b.html", "de/c.html")),
        ("majority", 3, ("a.html", "b.html", "c.html")),
    ]


def test_several_languages_are_one_finding() -> None:
    french = "<p>Vous pouvez retourner tout article dans les 21 jours suivant la livraison.</p>"
    english = page("x.html", f"<h1>Help</h1>{RETURN}")
    pages = [page("de/x.html", f"<h1>Info</h1>{RUECKGABE.format(14)}"), page("fr/x.html", f"<h1>Aide</h1>{french}")]
    (finding,) = findings(english, *pages)
    assert finding.title == "Return window: up to 14 days in German, up to 21 days in French, up to 30 days in English"


def test_prices_in_another_currency_are_for_another_market() -> None:
    english, german = "<p>Express shipping costs {}.</p>", "<p>Der Expressversand kostet {}.</p>"
    pages = page("x.html", f"<h1>Help</h1>{RETURN}"), page("de/x.html", f"<h1>Info</h1>{RUECKGABE.format(14)}")
    priced = page("y.html", english.format("£9")), page("de/y.html", german.format("12 €"))
    assert [(one.rule, one.topic) for one in findings(*pages, *priced)] == [("market_difference", "return_window")]
    alike = page("y.html", english.format("€12")), page("de/y.html", german.format("12 €"))
    assert [(one.rule, one.topic) for one in findings(*pages, *alike)] == [("locale_drift", "return_window")]


def test_which_of_two_english_values_is_wrong_is_not_decided_here() -> None:
    english = [page("x.html", f"<h1>Help</h1>{RETURN}"), page("y.html", RETURN.replace("30", "14"))]
    found = findings(*english, page("de/x.html", f"<h1>Info</h1>{RUECKGABE.format(14)}"))
    assert [one.code for one in found] == ["C1"]


# ── values and what to write ─────────────────────────────────────────────────────────────────────────────────

DAY, BUSINESS_DAY, HOUR = Unit.DAY, Unit.BUSINESS_DAY, Unit.HOUR


@pytest.mark.parametrize(
    ("english", "foreign", "expected"),
    [
        (Duration(None, 14, DAY), Duration(2, 2, Unit.WEEK), Agreement.SAME),
        (Duration(None, 30, DAY), Duration(30, 30, DAY), Agreement.SAME),
        (Duration(3, 5, DAY), Duration(None, 5, DAY), Agreement.SAME),
        (Duration(12, 12, Unit.MONTH), Duration(1, 1, Unit.YEAR), Agreement.SAME),
        (Duration(3, 5, DAY), Duration(3, 6, DAY), Agreement.DIFFERENT),
        (Duration(None, 30, DAY), Duration(None, 14, DAY), Agreement.DIFFERENT),
        (Duration(3, 5, BUSINESS_DAY), Duration(3, 5, DAY), Agreement.BASIS),
        (Duration(None, 10, BUSINESS_DAY), Duration(None, 2, Unit.WEEK), Agreement.BASIS),
        (Money(0), Money(0, "EUR"), Agreement.SAME),
        (Money(0), Money(4.95, "EUR"), Agreement.DIFFERENT),
        (Money(50, "EUR"), Money(60, "EUR"), Agreement.DIFFERENT),
        (Money(50, "USD"), Money(60, "EUR"), Agreement.CURRENCY),
        (Percent(99.9), Percent(99.5), Agreement.DIFFERENT),
        (ClockTime("14:00"), ClockTime("14:00", "MEZ"), Agreement.SAME),
        (ClockTime("14:00", "GMT"), ClockTime("15:00", "MEZ"), Agreement.BASIS),
        (Schedule("Mo-Fr 09:00-17:00"), Schedule("09:00-17:00"), Agreement.SAME),
        (Schedule("Mo-Fr 09:00-17:00"), Schedule("Mo-Fr 09:00-18:00"), Agreement.DIFFERENT),
    ],
)
def test_two_values_are_the_same_promise_or_not(english: Quantity, foreign: Quantity, expected: Agreement) -> None:
    assert agreement(english, foreign) is expected


@pytest.mark.parametrize(
    ("language", "english", "foreign", "written"),
    [
        ("de", "Shipping costs €5.50.", "Der Versand kostet 4,95 €.", "write: “Der Versand kostet 5,50 €.”"),
        (
            "fr",
            "Delivery takes 3-5 business days.",
            "La livraison prend 2 à 3 jours ouvrés.",
            "write: “La livraison prend 3 à 5 jours ouvrés.”",
        ),
        (
            "nl",
            "We answer every e-mail within 24 hours.",
            "Wij beantwoorden elke e-mail binnen 2 werkdagen.",
            "write up to 24 hours, in Dutch",
        ),
        (
            "it",
            "We answer every e-mail within 24 hours.",
            "Rispondiamo a tutte le e-mail entro 1 ora.",
            "write up to 24 hours, in Italian",
        ),
        (
            "es",
            "Delivery takes 3-5 business days.",
            "La entrega tarda 4 días laborables.",
            "write 3–5 business days, in Spanish",
        ),
        (
            "pt",
            "You can return any item within 30 days of delivery.",
            "Pode devolver qualquer artigo no prazo de catorze dias após a entrega.",
            "write up to 30 days, in Portuguese",
        ),
    ],
)
def test_the_number_alone_is_exchanged_where_its_words_can_stay(
    language: str, english: str, foreign: str, written: str
) -> None:
    uris = "x.html", f"{language}/x.html"
    (finding,) = findings(
        page(uris[0], f"<h1>Help</h1><p>{english}</p>"), page(uris[1], f"<h1>Info</h1><p>{foreign}</p>")
    )
    assert finding.suggestion == (
        f"Say the same in both languages. If the English page is right, in {uris[1]} {written}"
    )
