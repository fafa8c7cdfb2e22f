"""The crawl itself: Scrapy downloads, politely; what to fetch, and what becomes of each answer, is decided here.

Requests go to Scrapy's downloader directly instead of through its scheduler: the frontier is the caller's, so that a
crawl that is killed loses nothing, and redirects and robots.txt are followed here, so that each has its report. Only
the crawling process imports this module.
"""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError

from auditor.model import Discovered, Document, Skipped
from crawlers.answers import REDIRECTS, RETRIED, refused
from crawlers.frames import Finished, Frame, Job
from crawlers.frontier import Frontier
from crawlers.pace import Pace, pause_before
from crawlers.pages import is_readable, media_type_of, read_page
from crawlers.redirects import LONGEST_CHAIN, Redirects
from crawlers.robots import Robots, read_robots
from crawlers.settings import CrawlSettings, Done
from crawlers.sitemaps import read_sitemap
from crawlers.urls import Site, canonical, is_local

_MOST_SITEMAPS = 200
# So many requests in a row without any answer mean that the site is gone, not that some pages are bad.
_UNANSWERED = 20

_UP = "is the address right? is the site up?"
_AGAIN = "run the crawl again later"
_TOO_LARGE = "raise max_bytes in [crawl] of audit.toml if it is a page worth reading"
# What can go wrong below HTTP: reason, remedy, whether trying again may help.
_FAILURES: dict[type[BaseException], tuple[str, str, bool]] = {
    CannotResolveHostError: ("no such host", _UP, True),
    DownloadConnectionRefusedError: ("the connection was refused", _UP, True),
    ConnectError: ("no connection", _UP, True),
    DownloadTimeoutError: ("no answer within {timeout:g} seconds", "raise timeout in [crawl] of audit.toml", True),
    DownloadFailedError: ("the connection broke off", _AGAIN, True),
    ResponseDataLossError: ("the connection broke off", _AGAIN, True),
    DownloadCancelledError: ("larger than {max_bytes:,} bytes", _TOO_LARGE, False),
    IgnoreRequest: ("larger than {max_bytes:,} bytes when unpacked", _TOO_LARGE, False),
}
_CAUGHT = tuple(_FAILURES)


def run_spider(job: Job, emit: Callable[[Frame], None]) -> None:
    """Crawl until nothing is left to do, giving each result to `emit`; the last one is Finished."""
    process = AsyncCrawlerProcess(_scrapy_settings(job.settings))
    process.crawl(SiteSpider, job=job, emit=emit)
    process.start(install_signal_handlers=False)


def _scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    """Scrapy as a downloader alone: redirects, retries, robots.txt and delays are decided here."""
    unused = ("COOKIES", "REDIRECT", "RETRY", "METAREFRESH", "REFERER", "TELNETCONSOLE", "MEMUSAGE")
    return {
        **{f"{name}_ENABLED": False for name in unused},
        "ROBOTSTXT_OBEY": False,
        "LOG_LEVEL": "ERROR",
        "USER_AGENT": settings.user_agent,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml,*/*;q=0.5", **settings.headers},
        "CONCURRENT_REQUESTS": settings.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": settings.concurrency,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
    }


class SiteSpider(Spider):
    """One crawl of one site."""

    name = "site"

    def __init__(self, job: Job, emit: Callable[[Frame], None]) -> None:
        super().__init__()
        self._wanted = job.settings
        self._emit = emit
        self._site = Site(job.settings.urls, job.settings.include, job.settings.exclude)
        self._frontier = Frontier(self._site, job.settings.max_depth, job.done, job.pending)
        self._read = len(job.done)
        self._unanswered = 0
        self._redirects = Redirects()
        self._pace = Pace(job.settings)
        self._robots: dict[str, asyncio.Task[Robots]] = {}

    async def start(self) -> AsyncIterator[Request]:
        """The whole crawl; hands no request to Scrapy's scheduler."""
        self.crawler.signals.connect(self._stop_unreadable, signals.headers_received)
        self._discover(self._site.starts, 0, None)
        for url in self._site.starts:
            await self._read_sitemaps(url)
        await self._visit_all()
        left_out = self._frontier.left_out(self._site.starts[0], self._read, self._wanted.max_pages)
        if left_out:
            self._emit(left_out)
        self._emit(Finished(self._complaint()))
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    # the order of things

    async def _visit_all(self) -> None:
        running: dict[asyncio.Task[None], Discovered] = {}
        while True:
            while self._may_start(len(running)):
                item = self._frontier.next()
                running[asyncio.create_task(self._visit(item))] = item
            if not running:
                return
            ended, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                self._report_fault(running.pop(task), task.exception())

    def _may_start(self, running: int) -> bool:
        free = running < self._wanted.concurrency and self._read + running < self._wanted.max_pages
        return free and len(self._frontier) > 0 and self._unanswered < _UNANSWERED

    def _report_fault(self, item: Discovered, error: BaseException | None) -> None:
        """One page that the crawler cannot cope with must not end the crawl of all others."""
        if error:
            reason = f"the crawler failed on this page: {type(error).__name__}: {error}"
            self._emit(Skipped(item.uri, reason, "this is a fault of the tool: please report it"))
            self._emit(Done(item.uri))

    def _complaint(self) -> str | None:
        if self._unanswered < _UNANSWERED or not len(self._frontier):
            return None
        return f"the site has stopped answering; {len(self._frontier):,} known URLs were not fetched"

    def _discover(self, urls: Iterable[str], depth: int, found_on: str | None) -> None:
        for found in self._frontier.add(urls, depth, found_on):
            self._emit(found)

    # one URL

    async def _visit(self, item: Discovered) -> None:
        """Fetch `item`, following redirects; every URL on the way is done only when the last one is."""
        chain: list[str] = []
        target: str | None = item.uri
        while target:
            chain.append(target)
            target = await self._step(item, chain)
        for url in chain:
            self._emit(Done(url))

    async def _step(self, item: Discovered, chain: list[str]) -> str | None:
        """Fetch the last URL of `chain` and emit what it brings; the URL to go on with after a redirect."""
        url = chain[-1]
        if self._wanted.obey_robots:
            refusal = (await self._rules(url)).refusal(url)
            if refusal:
                self._emit(refusal)
                return None
        answer = await self._fetch(url, item.found_on)
        if isinstance(answer, Skipped):
            self._emit(answer)
        elif answer.status in REDIRECTS:
            return self._redirected(item, chain, _header(answer, "Location"))
        elif answer.status != 200:
            self._emit(refused(url, answer.status, item.found_on))
        else:
            self._take(item, url, answer)
        return None

    def _take(self, item: Discovered, url: str, answer: Response) -> None:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        language = _header(answer, "Content-Language") or None
        page = read_page(url, _header(answer, "Content-Type"), answer.body, now, language)
        self._discover(page.links, item.depth + 1, url)
        if page.result:
            self._read += isinstance(page.result, Document)
            self._emit(page.result)

    def _redirected(self, item: Discovered, chain: list[str], location: str) -> str | None:
        """Where a redirect leads, if that is a URL of the site that nobody else fetches."""
        url = chain[-1]
        target = canonical(url, location) if location else None
        if target is None:
            self._emit(Skipped(url, f"redirects to no web address ({location!r})", "mend the redirect"))
        elif not self._site.reaches(target):
            self._emit(Skipped(url, f"redirects to another site: {target}", "crawl that address if it is yours too"))
        elif self._redirects.lead_back(url, target) or len(chain) > LONGEST_CHAIN:
            self._emit(Skipped(url, "redirects in a circle", "mend the redirect, or send the cookie it waits for"))
        else:
            found = self._frontier.meet(target, item.depth, url)
            if found:
                self._emit(found)
                return target
        return None

    # fetching

    async def _fetch(self, url: str, found_on: str | None = None, *, whole: bool = False) -> Response | Skipped:
        """The answer for `url` whatever its status, after retries; `whole` gives the body of any media type."""
        problem: Response | Skipped = Skipped(url, "not fetched")
        for attempt in range(self._wanted.retries + 1):
            if attempt:
                await asyncio.sleep(pause_before(attempt, _header(problem, "Retry-After")))
            await self._pace.wait(url, self._crawl_delay(url))
            try:
                problem = await self._download(url, whole)
            except _CAUGHT as error:
                reason, remedy, again = next(_FAILURES[kind] for kind in _CAUGHT if isinstance(error, kind))
                limits = {"timeout": self._wanted.timeout, "max_bytes": self._wanted.max_bytes}
                problem = Skipped(url, reason.format_map(limits), remedy)
                self._unanswered = self._unanswered + 1 if again and not attempt else self._unanswered
            else:
                self._unanswered = 0
                again = problem.status in RETRIED
            if not again:
                break
        return problem

    async def _download(self, url: str, whole: bool) -> Response:
        meta: dict[str, Any] = {"whole": whole}
        if is_local(urlsplit(url).hostname or ""):
            meta["proxy"] = None
        assert self.crawler.engine is not None
        answer = await self.crawler.engine.download_async(Request(url, meta=meta))
        self._pace.learn(url, meta.get("download_latency", 0.0), answer.status)
        return answer

    async def _fetch_file(self, url: str) -> Response | Skipped:
        """The answer for a robots.txt or a sitemap, after redirects within the site."""
        answer = await self._fetch(url, whole=True)
        for _ in range(LONGEST_CHAIN):
            moved = not isinstance(answer, Skipped) and answer.status in REDIRECTS
            target = canonical(url, _header(answer, "Location")) if moved else None
            if not target or not self._site.reaches(target):
                break
            url, answer = target, await self._fetch(target, whole=True)
        return answer

    def _crawl_delay(self, url: str) -> float:
        rules = self._robots.get(_origin(url)) if self._wanted.obey_robots else None
        return rules.result().crawl_delay if rules and rules.done() else 0.0

    def _stop_unreadable(self, headers: Any, request: Request) -> None:
        """Spare both sides the body of an image or a PDF."""
        media_type = media_type_of((headers.get("Content-Type") or b"").decode("latin-1"))
        if not request.meta["whole"] and not is_readable(media_type):
            raise StopDownload(fail=False)

    # robots.txt and sitemaps

    async def _rules(self, url: str) -> Robots:
        """The robots.txt of the host of `url`, fetched once."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._fetch_robots(origin))
        return await self._robots[origin]

    async def _fetch_robots(self, origin: str) -> Robots:
        answer = await self._fetch_file(f"{origin}/robots.txt")
        if isinstance(answer, Skipped):
            return Robots(self._wanted.user_agent)
        return read_robots(answer.status, answer.body, self._wanted.user_agent)

    async def _read_sitemaps(self, start: str) -> None:
        named = (await self._rules(start)).sitemaps
        if self._unanswered:
            return
        usual = f"{_origin(start)}/sitemap.xml"
        waiting = list(dict.fromkeys([*self._resolved(start, named), usual]))
        for url in waiting:
            answer = await self._fetch_file(url)
            if isinstance(answer, Skipped) or answer.status != 200:
                if url != usual:
                    self._emit(Skipped(url, "the sitemap could not be read", "mend it, or what names it"))
                continue
            sitemap = read_sitemap(answer.body, self._wanted.max_bytes)
            self._discover(self._resolved(url, sitemap.pages), 1, url)
            further = [name for name in self._resolved(url, sitemap.sitemaps) if name not in waiting]
            room = max(0, _MOST_SITEMAPS - len(waiting))
            waiting.extend(further[:room])
            if further[room:]:
                reason = f"{len(further) - room:,} of its sitemaps were not read, {_MOST_SITEMAPS} are the limit"
                self._emit(Skipped(url, reason, "crawl the parts of the site one by one with --include"))

    def _resolved(self, base: str, links: Iterable[str]) -> list[str]:
        """The canonical URLs of links whose host is one of the crawl."""
        urls = (canonical(base, link) for link in links)
        return [url for url in urls if url and self._site.reaches(url)]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _header(answer: Response | Skipped, name: str) -> str:
    value = None if isinstance(answer, Skipped) else answer.headers.get(name)
    return value.decode("latin-1") if value else ""
