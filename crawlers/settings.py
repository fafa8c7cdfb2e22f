"""What a crawl is asked to do, and the sign that a URL needs no fetch any more."""

from __future__ import annotations

from msgspec import Struct

USER_AGENT = "expectation-audit/0.1 (+https://pypi.org/project/expectation-audit/; audits this site's own promises)"


class CrawlSettings(Struct, frozen=True):
    """What to crawl, and how gently.

    `include` and `exclude` are globs on the path of a URL ("/blog/*", "*?sort=*"); an `include` that names a host
    ("help.shop.example/*") brings that host into the crawl. `max_pages` counts pages read, `max_depth` links from a
    start URL. `delay` is the seconds between two requests to a host: None lets the server's own speed decide and
    honors a Crawl-delay in robots.txt, except on a loopback address, which needs no sparing. `timeout` is in seconds
    for a whole page, `max_bytes` bounds a page both as sent and unpacked. `headers` go to the hosts of the crawl
    only; their values are neither stored nor logged. `authorizations` maps an origin ("https://staging.shop.example")
    to the Authorization header that it alone is sent.
    """

    urls: tuple[str, ...]
    max_pages: int = 2000
    max_depth: int | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    delay: float | None = None
    concurrency: int = 8
    timeout: float = 20.0
    max_bytes: int = 10_000_000
    user_agent: str = USER_AGENT
    obey_robots: bool = True
    headers: dict[str, str] = {}
    authorizations: dict[str, str] = {}
    retries: int = 2


class Done(Struct, frozen=True):
    """A URL that was `Discovered` and needs no fetch any more; comes after the document or skip it led to."""

    uri: str
