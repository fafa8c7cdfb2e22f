"""Bytes from a web server to text, links, rules and lists of pages."""

from __future__ import annotations

import gzip

import pytest

from auditor.model import Document, Skipped, Touchpoint
from crawlers.encodings import decode, is_binary
from crawlers.pages import read_page
from crawlers.robots import read_robots
from crawlers.sitemaps import Sitemap, read_sitemap

URL = "https://shop.example/help/page"


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        ("5 €".encode(), "iso-8859-1", "5 €"),
        ("5 €".encode("cp1252"), "iso-8859-1", "5 €"),
        ("5 €".encode("cp1252"), "utf-8", "5 €"),
        ("5 €".encode("cp1252"), None, "5 €"),
        ("5 €".encode("cp1252"), "no-such-charset", "5 €"),
        ("5 €".encode("cp1252"), "rot13", "5 €"),
        ("š".encode("iso-8859-2"), "iso-8859-2", "š"),
        (b'<meta charset="iso-8859-2">' + "š".encode("iso-8859-2"), None, '<meta charset="iso-8859-2">š'),
        ("5 €".encode("utf-8-sig"), None, "5 €"),
        ("5 €".encode("utf-16"), None, "5 €"),
        ("5 €".encode("utf-32"), "utf-8", "5 €"),
        ("fünf ".encode() + b"\xff", "utf-8", "fünf \ufffd"),
        (b"caf\x81", None, "caf\ufffd"),
        (b"", None, ""),
    ],
)
def test_text_is_read_whatever_its_header_says(body, declared, text):
    assert decode(body, declared) == text


def test_binary_data_is_no_text_and_utf_16_is():
    assert [is_binary(body) for body in (b"a\0b", bytes(range(32)), "a b".encode("utf-16"), b"a\tb\r\n\f", b"")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_links_are_found_wherever_a_page_has_them():
    body = b"""<html><head><base href="/shop/"><link rel="canonical" href="/shop/one"><meta http-equiv=Refresh
    content="0; URL='/moved'"></head><body><a href="two">2</a><a href="two#x">2</a><a name="x">no link</a>
    <map><area href="three"></map><iframe src="/terms"></iframe><a href="logo.PNG?v=2">picture</a>
    <a rel="nofollow" href="/four">4</a><a href="">same</a><noscript><a href="/five">5</a></noscript></body></html>"""
    page = read_page(URL, "text/html", body, "2026-11-24T10:00:00+00:00")
    assert set(page.links) == {
        f"https://shop.example/{path}"
        for path in ("shop/one", "moved", "shop/two", "shop/three", "terms", "four", "five")
    }


def test_a_page_becomes_a_document():
    body = b'<html xml:lang="de-AT"><title>Returns &amp; refunds | Shop</title><p>30 days</p></html>'
    page = read_page("https://shop.example/x", "Text/HTML; Charset=UTF-8", body, "2026-11-24T10:00:00+00:00", "en")
    assert page.result == Document(
        uri="https://shop.example/x",
        touchpoint=Touchpoint.POLICY,
        media_type="text/html",
        body=body.decode(),
        fetched_at="2026-11-24T10:00:00+00:00",
        content_hash="62cd75c30c15297e646ff3f0ad4695c6",
        locale="de-AT",
    )


@pytest.mark.parametrize(
    ("json_ld", "touchpoint"),
    [
        ('{"@type": "Product", "review": {"@type": "FAQPage"}}', Touchpoint.PRODUCT),
        ('{"@type": "ItemList", "itemListElement": [{"@type": "Product"}]}', Touchpoint.WEB),
        ('{"@graph": [{"@type": "WebPage"}, {"@type": ["Thing", "https://schema.org/FAQPage"]}]}', Touchpoint.FAQ),
        ('[{"@type": "ProductGroup"}, 3, null]', Touchpoint.PRODUCT),
        ('{"@type": "Product", "name": "x",}', Touchpoint.PRODUCT),
        ("[" * 50_000, Touchpoint.WEB),
    ],
)
def test_structured_data_says_what_a_page_is(json_ld, touchpoint):
    body = f'<p>words</p><script type="application/ld+json">{json_ld}</script>'.encode()
    page = read_page("https://shop.example/x1", "text/html", body, "2026-11-24T10:00:00+00:00")
    assert isinstance(page.result, Document)
    assert page.result.touchpoint is touchpoint


def test_hostile_markup_is_only_text():
    body = b"<p>" * 20_000 + b'<a href="/next">n</a><script>document.write("x")</script>\xed\xa0\x80'
    page = read_page(URL, "text/html", body, "2026-11-24T10:00:00+00:00")
    assert isinstance(page.result, Document)
    assert page.links == ("https://shop.example/next",)


def test_a_sitemap_lists_pages_or_sitemaps():
    pages = """<?xml version="1.0"?><urlset><url><loc> https://a.example/x?a=1&amp;b=2 </loc><image:image>
      <image:loc>https://a.example/i.jpg</image:loc></image:image></url><url><loc><![CDATA[https://a.example/y]]></loc>"""
    expected = Sitemap(pages=("https://a.example/x?a=1&b=2", "https://a.example/y"))
    assert read_sitemap(pages.encode(), 1000) == expected
    assert read_sitemap(gzip.compress(pages.encode()), 1000) == expected
    index = b"<sm:sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sm:sitemapindex>"
    assert read_sitemap(index, 1000) == Sitemap(sitemaps=("https://a.example/s.xml",))
    assert read_sitemap(b"https://a.example/x\nnonsense\n", 1000) == Sitemap(pages=("https://a.example/x",))


@pytest.mark.parametrize("body", [b"", b"\x1f\x8bbroken", b"<html>404</html>", b'<!DOCTYPE x [<!ENTITY a "&b;">]>'])
def test_a_sitemap_that_is_none_lists_nothing(body):
    assert read_sitemap(body, 1000) == Sitemap()


def test_a_packed_sitemap_is_read_up_to_the_limit():
    bomb = gzip.compress(
        b"<urlset><loc>https://a.example/x</loc>" + b" " * 10_000_000 + b"<loc>https://a.example/y</loc>"
    )
    assert read_sitemap(bomb, 1000) == Sitemap(pages=("https://a.example/x",))


def test_robots_txt_is_obeyed_for_this_agent_and_for_all():
    text = (
        b"User-agent: *\nDisallow: /a\n\nUser-agent: Expectation-Audit\nDisallow: /b\nCrawl-delay: 3\nSitemap: /s.xml\n"
    )
    own = read_robots(200, text, "expectation-audit/0.1 (+https://x.example)")
    other = read_robots(200, text, "somebody")
    assert [own.refusal(f"https://shop.example/{path}") is None for path in "ab"] == [True, False]
    assert [other.refusal(f"https://shop.example/{path}") is None for path in "ab"] == [False, True]
    assert (own.crawl_delay, other.crawl_delay, own.sitemaps) == (3.0, 0.0, ("/s.xml",))


def test_a_missing_robots_txt_allows_all_and_a_failing_one_forbids_all():
    assert read_robots(404, b"<html>Disallow: /</html>", "x").refusal(URL) is None
    assert read_robots(503, b"", "x").refusal(URL) == Skipped(
        URL,
        "robots.txt could not be read (HTTP 503), which forbids every page",
        "mend robots.txt; for a site of your own, obey_robots = false in audit.toml reads it anyway",
    )
