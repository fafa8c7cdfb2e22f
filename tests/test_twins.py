"""Which pages are each other's translation: by their hreflang links, else by their addresses."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from auditor.blocks.alternates import find_alternates
from auditor.commitments.translations.twins import Page, Twins, find_twins
from auditor.model import Document, Touchpoint


def twins_of(*pages: Page) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    twins, alone = find_twins(pages, lambda uri: None)
    return [(one.foreign, one.english) for one in twins], [one.uri for one in alone]


@pytest.mark.parametrize(
    ("foreign", "english"),
    [
        ("https://shop.example/de/shipping", "https://shop.example/en/shipping"),
        ("https://shop.example/de/shipping", "https://shop.example/shipping"),
        ("https://shop.example/de-AT/shipping/", "https://www.shop.example/shipping/index.html"),
        ("https://shop.example/shipping?lang=de", "https://shop.example/shipping"),
        ("https://shop.example/shipping?id=4&lang=de", "https://shop.example/shipping?lang=en&id=4"),
        ("https://shop.example/help/de/shipping", "https://shop.example/help/en/shipping"),
        ("https://de.shop.example/shipping", "https://www.shop.example/shipping"),
        ("https://de.shop.example/shipping", "https://en.shop.example/shipping"),
        ("site/shipping.de.html", "site/shipping.html"),
        ("site/shipping_de.html", "site/shipping_en.html"),
        ("de/shipping.html", "en/shipping.html"),
    ],
)
def test_pages_that_differ_in_the_language_of_their_address_are_twins(foreign: str, english: str) -> None:
    assert twins_of(Page(foreign, "de"), Page(english, "en")) == ([(foreign, (english,))], [])


@pytest.mark.parametrize(
    ("foreign", "english"),
    [
        ("https://shop.de/shipping", "https://shop.com/shipping"),
        ("https://shop.example/fr/shipping", "https://shop.example/en/shipping"),
        ("https://shop.example/de/shipping", "https://shop.example/en/returns"),
        ("https://shop.example/shipping", "https://shop.example/en/shipping"),
        ("https://shop.example/de/shipping", "https://shop.example/fr/shipping"),
        ("http://[", "https://shop.example/en/shipping"),
    ],
)
def test_other_addresses_make_no_twins(foreign: str, english: str) -> None:
    assert twins_of(Page(foreign, "de"), Page(english, "en")) == ([], [foreign])


@pytest.mark.parametrize("code", ["en", "EN", "en-GB", "en_us", "x-default", " en "])
def test_links_make_twins_of_pages_at_any_address(code: str) -> None:
    german = Page("https://shop.de/versand", "de", ((code, "https://shop.com/shipping/"),))
    english = Page("https://shop.com/shipping", "en")
    assert twins_of(german, english) == ([(german.uri, (english.uri,))], [])


def test_a_link_of_the_english_page_is_enough() -> None:
    english = Page("https://shop.com/shipping", "en", (("de", "https://shop.de/versand"),))
    assert twins_of(Page("https://shop.de/versand", "de"), english) == (
        [("https://shop.de/versand", ("https://shop.com/shipping",))],
        [],
    )


@pytest.mark.parametrize("folder", ["", "site/", "mirror/shop.com/"])
@pytest.mark.parametrize("link", ["https://shop.com/en/shipping.html", "/en/shipping.html", "en/shipping.html"])
def test_in_a_folder_of_files_links_start_at_any_folder_above(folder: str, link: str) -> None:
    german = Page(f"{folder}de/versand.html", "de", (("en", link),))
    english = Page(f"{folder}en/shipping.html", "en")
    assert twins_of(german, english) == ([(german.uri, (english.uri,))], [])


@pytest.mark.parametrize(
    "links",
    [
        (("en", "https://shop.de/gone"),),
        (("de", "https://shop.de/versand"), ("en", "https://shop.de/versand")),
        (("fr", "https://shop.com/shipping"),),
        (("english", "https://shop.com/shipping"), ("", "https://shop.com/shipping")),
        (("x-default", "https://shop.de/versand"),),
        (("en", "https://shop.de/livraison"), ("fr", "https://shop.de/livraison")),
    ],
)
def test_links_to_what_is_missing_to_itself_or_of_another_language_make_none(
    links: tuple[tuple[str, str], ...],
) -> None:
    german = Page("https://shop.de/versand", "de", links)
    french = Page("https://shop.de/livraison", "fr", (("de", german.uri), ("en", german.uri)))
    assert twins_of(german, french, Page("https://shop.com/shipping", "en")) == ([], [french.uri, german.uri])


def test_of_several_english_pages_that_of_the_market_or_of_none_is_the_twin() -> None:
    links = (
        ("en-US", "s.com/us"),
        ("en-AT", "s.com/at"),
        ("en", "s.com/int"),
        ("de-AT", "s.com/de-at"),
        ("de", "s.com/de"),
    )
    english = [Page(f"s.com/{name}", "en") for name in ("us", "at", "int")]
    found, alone = find_twins(
        [*english, Page("s.com/de-at", "de", links), Page("s.com/de", "de", links), Page("s.com/fr", "fr", links[:1])],
        lambda uri: None,
    )
    assert found == (
        Twins("s.com/de", "de", ("s.com/int",)),
        Twins("s.com/de-at", "de", ("s.com/at",)),
        Twins("s.com/fr", "fr", ("s.com/us",)),
    )
    assert alone == ()


@pytest.mark.parametrize(
    ("codes", "hosts", "elsewhere"),
    [
        (("en", "de"), ("s.com", "s.com"), False),
        (("en", "de-DE"), ("s.com", "s.com"), False),
        (("en-IE", "de-IE"), ("s.com", "s.com"), False),
        (("en-US", "de-DE"), ("s.com", "s.com"), True),
        (("en", "de"), ("s.com", "s.de"), True),
        (("en", "de"), ("s.co.uk", "s.de"), True),
    ],
)
def test_two_countries_or_two_sites_are_two_markets(
    codes: tuple[str, str], hosts: tuple[str, str], elsewhere: bool
) -> None:
    uris = [f"https://{host}/{code[:2]}/p" for host, code in zip(hosts, codes, strict=True)]
    links = tuple(zip(codes, uris, strict=True))
    (found,), _ = find_twins([Page(uris[0], "en", links), Page(uris[1], "de", links)], lambda uri: None)
    assert found.elsewhere == (frozenset({uris[0]}) if elsewhere else frozenset())


def test_links_are_read_from_the_head_and_resolved() -> None:
    head = """<base href="https://s.com/de/"><link rel="Alternate" hreflang="en" href="../en/x">
        <link rel="alternate" hreflang="fr" href="http://["><link rel="alternate" href="/es/x" hreflang=" es ">
        <link rel="canonical" hreflang="it" href="/it/x"><link rel="alternate" hreflang="pt" href="">"""
    body = f"<html><head>{head}</head><body><a hreflang='nl' href='/nl/x'>Nederlands</a></body></html>"
    document = Document("https://s.com/de/x", Touchpoint.WEB, "text/html", body, "2026-01-01T00:00:00Z", "0" * 32)
    assert find_alternates(document) == (("en", "https://s.com/en/x"), ("es", "https://s.com/es/x"))
    assert find_alternates(replace(document, media_type="text/plain")) == ()
    assert find_alternates(replace(document, body="<p>Versand</p>")) == ()
