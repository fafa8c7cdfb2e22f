"""The real crawler in its own process against a real server."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from serve import HTML, Answer, Served, page, redirect, serve

from auditor.errors import SourceError
from auditor.model import Discovered, Document, Skipped
from crawlers import CrawlSettings, Done, open_source
from crawlers.website import crawl

Item = Document | Skipped | Discovered | Done

MIB = 1024 * 1024


def site_with_everything() -> dict[str, Answer | list[Answer]]:
    """Every kind of answer that a website gives, all linked from its home page."""
    product = json.dumps({"@context": "https://schema.org", "@type": "Product", "name": "Kettle"})
    plain = {"Content-Type": "text/html"}
    return {
        "/": page(
            "shipping.html#express",
            "/shipping.html?utm_source=mail&gclid=7",
            "/list?b=2&a=1",
            "/list?a=1&b=2",
            *("/old", "/away", "/loop-a", "/itself", "/nowhere", "/missing", "/closed", "/broken", "/flaky", "/slow"),
            *("/private/a", "/huge", "/bomb", "/latin", "/packed", "/prices.pdf", "/photo", "/logo.png"),
            *("/blank", "/app", "/kettle", "/notes.txt", "/junk", "/untyped"),
            *("mailto:us@shop.example", "tel:1", "javascript:void(0)", "http://[broken"),
            *("https://www.other.example/", "http://127.0.0.1:9/", "http://169.254.169.254/latest/meta-data/"),
        ),
        "/shipping.html": page("/", title="Delivery", lang="en-GB"),
        "/list?a=1&b=2": page(),
        "/old": redirect("new.html"),
        "/new.html": page(head='<link rel="canonical" href="/canonical.html">'),
        "/canonical.html": page(),
        "/away": redirect("https://www.other.example/elsewhere", 302),
        "/loop-a": redirect("/loop-b"),
        "/loop-b": redirect("/loop-a"),
        "/itself": redirect("/itself"),
        "/nowhere": redirect("mailto:us@shop.example"),
        "/closed": Answer("no", 403),
        "/broken": Answer("down", 503),
        "/flaky": [Answer("down", 500), page(text="back again")],
        "/slow": Answer("<p>at last</p>", delay=6.0),
        "/private/a": page(),
        "/huge": Answer(b"<p>words</p>" * 100_000 for _ in range(50)),
        "/bomb": Answer(gzip.compress(b" " * 20 * MIB), headers={**HTML, "Content-Encoding": "gzip"}),
        "/latin": Answer("<p>Für 5 €</p>".encode("cp1252"), headers=plain),
        "/packed": Answer(gzip.compress(page("/deep").body.encode()), headers={**HTML, "Content-Encoding": "gzip"}),
        "/deep": page(),
        "/prices.pdf": Answer(b"%PDF-1.7 " + b"x" * 900_000, headers={"Content-Type": "application/pdf"}),
        "/photo": Answer(b"\xff\xd8" * 400_000, headers={"Content-Type": "image/jpeg"}),
        "/blank": Answer("  \n"),
        "/app": Answer('<body><div id="root"></div><script>var promise = "2 days"</script></body>'),
        "/kettle": page(head=f'<script type="application/ld+json">{product}</script>'),
        "/notes.txt": Answer("Opening hours: 9 to 5", headers={"Content-Type": "text/plain"}),
        "/junk": Answer(b"\x00\x01\x02" * 50),
        "/untyped": Answer("<!doctype html><p>no type</p>", headers={}),
        "/unlinked.html": page(),
        "/sitemap-pages.xml.gz": Answer(b""),
    }


@pytest.fixture(scope="module")
def crawled() -> Iterator[tuple[Served, list[Item]]]:
    with serve(site_with_everything()) as served:
        base = served.url
        loc = "<url><loc>{}</loc></url>".format
        pages = loc(f"{base}/unlinked.html") + loc("https://www.shop.example/elsewhere.html")
        served.routes["/sitemap-pages.xml.gz"] = Answer(gzip.compress(f"<urlset>{pages}</urlset>".encode()))
        index = f"<sitemapindex><sitemap><loc>{base}/sitemap-pages.xml.gz</loc></sitemap></sitemapindex>"
        served.routes["/maps.xml"] = redirect("/all-maps.xml")
        served.routes["/all-maps.xml"] = Answer(index)
        served.routes["/robots.txt"] = Answer(
            "User-agent: *\nDisallow: /private/\nCrawl-delay: 20\n"
            f"Sitemap: {base}/maps.xml\nSitemap: {base}/gone.xml\nSitemap: https://www.shop.example/sitemap.xml\n",
            headers={"Content-Type": "text/plain"},
        )
        settings = CrawlSettings(
            urls=(base,), retries=1, timeout=3.0, max_bytes=MIB, headers={"Authorization": "Bearer secret"}
        )
        yield served, list(crawl(settings))


def test_every_page_that_holds_text_becomes_a_document(crawled):
    served, items = crawled
    documents = {item.uri.removeprefix(served.url): item for item in items if isinstance(item, Document)}
    assert {path: (item.touchpoint.value, item.media_type, item.locale) for path, item in documents.items()} == {
        "/": ("web", "text/html", "en"),
        "/shipping.html": ("policy", "text/html", "en-GB"),
        "/list?a=1&b=2": ("web", "text/html", "en"),
        "/new.html": ("web", "text/html", "en"),
        "/canonical.html": ("web", "text/html", "en"),
        "/flaky": ("web", "text/html", "en"),
        "/latin": ("web", "text/html", None),
        "/packed": ("web", "text/html", "en"),
        "/deep": ("web", "text/html", "en"),
        "/kettle": ("product", "text/html", "en"),
        "/notes.txt": ("web", "text/plain", None),
        "/untyped": ("web", "text/html", None),
        "/unlinked.html": ("web", "text/html", "en"),
    }
    assert documents["/latin"].body == "<p>Für 5 €</p>"
    assert "back again" in documents["/flaky"].body


def test_everything_else_is_reported_with_a_reason_and_a_remedy(crawled):
    served, items = crawled
    skipped = {item.uri.removeprefix(served.url): item for item in items if isinstance(item, Skipped)}
    loops = {path for path in skipped if path.startswith("/loop-")}
    assert len(loops) == 1
    assert skipped[loops.pop()].reason == "redirects in a circle"
    assert {path: item.reason for path, item in skipped.items() if not path.startswith("/loop-")} == {
        "/away": "redirects to another site: https://www.other.example/elsewhere",
        "/itself": "redirects in a circle",
        "/nowhere": "redirects to no web address ('mailto:us@shop.example')",
        "/missing": "404 Not Found",
        "/closed": "403 Forbidden",
        "/broken": "503 Service Unavailable",
        "/slow": "no answer within 3 seconds",
        "/private/a": "robots.txt forbids it",
        "/huge": "larger than 1,048,576 bytes",
        "/bomb": "larger than 1,048,576 bytes when unpacked",
        "/prices.pdf": "not read yet: application/pdf",
        "/blank": "the page is empty",
        "/app": "the page shows no text without JavaScript",
        "/junk": "not text, although served as text/html",
        "/gone.xml": "the sitemap could not be read",
    }
    assert skipped["/missing"].remedy == f"mend the link on {served.url}/"
    assert all(item.remedy for item in skipped.values())


def test_every_url_is_discovered_before_and_done_after(crawled):
    _, items = crawled
    discovered = [item.uri for item in items if isinstance(item, Discovered)]
    done = [item.uri for item in items if isinstance(item, Done)]
    assert len(discovered) == len(set(discovered))
    assert sorted(done) == sorted(discovered)
    order = {(type(item), item.uri): place for place, item in reversed(list(enumerate(items)))}
    for uri in done:
        assert order[Discovered, uri] < order[Done, uri]
        for kind in (Document, Skipped):
            if (kind, uri) in order:
                assert order[Discovered, uri] < order[kind, uri] < order[Done, uri]


def test_a_crawl_asks_politely(crawled):
    served, _ = crawled
    assert served.hits[0] == "/robots.txt"
    assert not [path for path in served.hits if path.startswith("/private") or path.endswith(".png")]
    asked_twice = {path for path in served.hits if served.hits.count(path) > 1}
    assert asked_twice == {"/broken", "/flaky", "/slow"}
    assert served.sent["/huge"] < 10 * MIB
    assert {headers["User-Agent"].partition("/")[0] for headers in served.headers} == {"expectation-audit"}
    assert {headers["Authorization"] for headers in served.headers} == {"Bearer secret"}
    assert not [headers for headers in served.headers if "Cookie" in headers]


def test_limits_leave_out_pages_and_say_so():
    routes = {
        "/": page("/a", "/b", "/blog/x", "/c", "/d"),
        "/a": page("/a/deeper", "/a/deepest"),
        "/b": page("/a/deeper"),
        **{path: page() for path in ("/c", "/d", "/a/deeper", "/a/deepest", "/blog/x")},
    }
    with serve(routes) as served:
        settings = CrawlSettings(urls=(served.url,), max_pages=3, max_depth=1, exclude=("/blog/*",), concurrency=1)
        items = [item for item in crawl(settings) if isinstance(item, Document | Skipped)]
        assert [item.uri.removeprefix(served.url) for item in items] == ["/", "/a", "/b", "/"]
        assert items[-1] == Skipped(
            f"{served.url}/",
            "page limit reached: 3 pages read, 2 more URLs known; 2 more URLs lie deeper than --max-depth 1",
            "raise --max-pages and raise --max-depth",
        )


def test_a_site_that_is_not_there_yields_skips_only():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        urls = (f"http://127.0.0.1:{unused.getsockname()[1]}/", "http://no-such-host.invalid/")
        items = list(crawl(CrawlSettings(urls=urls, retries=0)))
    remedy = "is the address right? is the site up?"
    assert sorted((item for item in items if isinstance(item, Skipped)), key=lambda item: item.uri) == [
        Skipped(urls[0], "the connection was refused", remedy),
        Skipped(urls[1], "no such host", remedy),
    ]
    assert not [item for item in items if isinstance(item, Document)]


def keep(kept: list[Item], items: Iterator[Item], number: int, then: Callable[[], None]) -> None:
    """Keep all items, doing something once after `number` of them."""
    for item in items:
        kept.append(item)
        if len(kept) == number:
            then()


def test_a_site_that_stops_answering_is_given_up():
    with serve({"/": page(*(f"/p{number}" for number in range(60)))}) as served:
        settings = CrawlSettings(urls=(served.url,), retries=0)
        items: list[Item] = []
        with pytest.raises(SourceError, match=r"stopped answering; \d+ known URLs were not fetched; run the same"):
            keep(items, crawl(settings), 61, served.stop)
        assert len([item for item in items if isinstance(item, Discovered)]) == 61
        assert len([item for item in items if isinstance(item, Done)]) < 61


def test_a_crawl_delay_is_kept_where_the_server_is_somebody_elses():
    # 0.0.0.0 leads to this machine and is no loopback address by its name.
    routes = {"/": page("/a", "/b"), "/a": page(), "/b": page(), "/robots.txt": Answer("User-agent: *\nCrawl-delay: 1")}
    with serve(routes) as served:
        items = list(crawl(CrawlSettings(urls=(served.url.replace("127.0.0.1", "0.0.0.0"),))))
        assert len([item for item in items if isinstance(item, Document)]) == 3
        asked = [time for path, time in zip(served.hits, served.times, strict=True) if path != "/robots.txt"]
        assert all(later - earlier > 0.8 for earlier, later in pairwise(asked))


def test_an_address_that_is_none_is_a_sentence():
    with pytest.raises(SourceError, match=r"^'https://' is no web address; write it as https://www\.shop\.example/\.$"):
        list(open_source("https://"))


def children_of(pid: int) -> list[int]:
    return [int(line) for line in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True).stdout.split()]


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()


def test_a_killed_crawl_goes_on_where_it_was_and_reaches_every_page():
    names = [f"/p{number}" for number in range(60)]
    routes = {"/": page(*names[:20]), **{name: page(*names, "/") for name in names}, "/p7": redirect("/p8")}
    with serve(routes) as served:
        settings = CrawlSettings(urls=(served.url,), delay=0)
        before: list[Item] = []
        with pytest.raises(SourceError, match=r"was ended by SIGKILL \(often because memory ran out\); what had been"):
            keep(before, crawl(settings), 80, lambda: os.kill(children_of(os.getpid())[0], signal.SIGKILL))
        done = {item.uri for item in before if isinstance(item, Done)}
        pending = [item for item in before if isinstance(item, Discovered) and item.uri not in done]
        hits_before = len(served.hits)
        after = list(crawl(settings, done=done, pending=pending))
        documents = {item.uri.removeprefix(served.url) for item in [*before, *after] if isinstance(item, Document)}
        assert documents == {"/", *names} - {"/p7"}
        assert not {f"{served.url}{path}" for path in served.hits[hits_before:]} & done
        assert done | {item.uri for item in after if isinstance(item, Done)} == {
            f"{served.url}{path}" for path in ["/", *names]
        }
    assert children_of(os.getpid()) == []


SCRIPT = """
import sys
from crawlers import open_source
try:
    for item in open_source(sys.argv[1]):
        print(type(item).__name__, flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.parametrize(("sent", "last"), [(signal.SIGINT, "interrupted"), (signal.SIGKILL, "Discovered")])
def test_no_process_outlives_an_interrupted_crawl(sent: signal.Signals, last: str):
    with serve({"/": Answer("late", delay=5.0)}) as served:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, served.url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "Discovered\n"
        (child,) = children_of(process.pid)
        os.killpg(process.pid, sent)
        output, faults = process.communicate(timeout=10)
        assert [*output.split(), "Discovered"][0] == last
        assert faults == ""
        wait_until_gone(child)


def test_a_caller_that_has_seen_enough_leaves_no_process_behind():
    with serve({"/": Answer("late", delay=2.0)}) as served:
        items = crawl(CrawlSettings(urls=(served.url,)))
        assert next(items) == Discovered(f"{served.url}/")
        (child,) = children_of(os.getpid())
        items.close()
        wait_until_gone(child)
