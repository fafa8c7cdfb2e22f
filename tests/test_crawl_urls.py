"""One address, one spelling; and which addresses a crawl may ask for."""

from __future__ import annotations

import pytest

from auditor.model import Discovered, Skipped
from crawlers.frontier import Frontier
from crawlers.pace import Pace, pause_before
from crawlers.redirects import Redirects
from crawlers.settings import CrawlSettings
from crawlers.urls import Site, canonical, resolver_base

BASE = "https://shop.example/help/index.html"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("returns.html#how", "https://shop.example/help/returns.html"),
        ("/a?utm_source=x&b=2&a=1&GCLID=9&sid=4", "https://shop.example/a?a=1&b=2"),
        ("/a?", "https://shop.example/a"),
        ("/cart;jsessionid=0A1?x=1", "https://shop.example/cart?x=1"),
        ("https://SHOP.example:443", "https://shop.example/"),
        ("http://shop.example:80/x", "http://shop.example/x"),
        ("http://shop.example:8080/x", "http://shop.example:8080/x"),
        ("https://user:secret@shop.example/x", "https://shop.example/x"),
        ("//www.shop.example/x", "https://www.shop.example/x"),
        ("../prix été.html", "https://shop.example/prix%20%C3%A9t%C3%A9.html"),
        ("/a%20b", "https://shop.example/a%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("  /x\n", "https://shop.example/x"),
        ("?page=2", "https://shop.example/help/index.html?page=2"),
        ("mailto:us@shop.example", None),
        ("javascript:void(0)", None),
        ("file:///etc/passwd", None),
        ("http://[broken", None),
        ("http://shop.example:port/", None),
        ("/" + "x" * 2000, None),
    ],
)
def test_a_link_has_one_spelling(link, expected):
    assert canonical(BASE, link) == expected
    assert canonical(resolver_base(BASE, link), link) == expected


@pytest.mark.parametrize(
    ("url", "belongs"),
    [
        ("https://www.shop.example/x", True),
        ("http://shop.example/x", True),
        ("https://shop.example:8443/x", False),
        ("https://help.shop.example/x", False),
        ("https://shop.example.evil.example/", False),
        ("https://evilshop.example/", False),
        ("http://127.0.0.1/", False),
        ("http://169.254.169.254/latest/meta-data/", False),
    ],
)
def test_a_crawl_stays_on_its_site(url, belongs):
    assert Site(["https://shop.example/"]).has(url) is belongs
    assert Site(["https://www.shop.example/"]).has(url) is belongs


def test_include_narrows_the_site_and_brings_in_hosts():
    site = Site(["https://shop.example/"], include=["/help/*", "care.shop.example/*"], exclude=["*.php", "*?sort=*"])
    chosen = [
        "https://shop.example/",
        "https://shop.example/help/returns",
        "https://shop.example/blog/x",
        "https://shop.example/help/old.php",
        "https://shop.example/help/list?sort=price",
        "https://care.shop.example/a/b",
        "https://other.example/help/x",
    ]
    assert [url for url in chosen if site.has(url)] == [chosen[0], chosen[1], chosen[5]]


@pytest.mark.parametrize("host", ["10.0.0.8", "localhost", "2130706433", "0x7f000001", "[fd00::1]", "printer.local"])
def test_a_public_site_never_leads_into_a_private_network(host):
    assert not Site(["https://shop.example/"], include=[f"{host}/*"]).has(f"http://{host}/x")
    assert Site(["http://192.168.0.2/"], include=[f"{host}/*"]).has(f"http://{host}/x")


def test_a_frontier_knows_each_url_once_and_goes_on_where_it_was():
    site = Site(["https://shop.example/"])
    pending = [Discovered("https://shop.example/b", 1), Discovered("https://shop.example/a", 1)]
    frontier = Frontier(site, max_depth=None, done=["https://shop.example/"], pending=pending)
    links = [f"https://shop.example/{name}" for name in ("", "a", "c", "c")] + ["https://other.example/"]
    assert list(frontier.add(links, 2, "https://shop.example/x")) == [
        Discovered("https://shop.example/c", 2, "https://shop.example/x")
    ]
    assert [frontier.next().uri[-1] for _ in range(len(frontier))] == ["b", "a", "c"]
    assert frontier.left_out("https://shop.example/", read=9, max_pages=9) is None


def test_what_a_page_limit_leaves_out_is_counted():
    frontier = Frontier(Site(["https://shop.example/"]), max_depth=None)
    assert len(list(frontier.add((f"https://shop.example/{n}" for n in range(3)), 1, None))) == 3
    assert frontier.left_out("https://shop.example/", read=1, max_pages=2) is None
    assert frontier.left_out("https://shop.example/", read=2, max_pages=2) == Skipped(
        "https://shop.example/", "page limit reached: 2 pages read, 3 more URLs known", "raise --max-pages"
    )


def test_a_circle_of_redirects_is_seen_from_each_end():
    redirects = Redirects()
    assert [redirects.lead_back(*pair) for pair in ("ab", "bc", "xa", "ca", "ss", "yx")] == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]


def test_the_pace_follows_the_user_then_robots_then_the_server():
    url, local = "https://shop.example/x", "http://127.0.0.1:8000/"
    assert Pace(CrawlSettings((url,), delay=2)).delay(url, crawl_delay=10) == 2
    pace = Pace(CrawlSettings((url,), concurrency=8))
    assert (pace.delay(url, crawl_delay=0), pace.delay(url, crawl_delay=10), pace.delay(local, 10)) == (0.5, 10, 0)
    pace.learn(url, seconds=0.2, status=200)
    assert pace.delay(url, crawl_delay=0) == pytest.approx(0.3)
    pace.learn(url, seconds=4, status=200)
    assert pace.delay(url, crawl_delay=0) == 2
    pace.learn(url, seconds=0.01, status=503)
    assert pace.delay(url, crawl_delay=0) == 2


def test_a_failed_page_is_tried_again_ever_later():
    assert [pause_before(1, ""), pause_before(2, ""), pause_before(1, "7"), pause_before(1, "86400")] == [0.5, 1, 7, 30]
    assert pause_before(1, "Wed, 21 Oct 2026 07:28:00 GMT") == 0.5
