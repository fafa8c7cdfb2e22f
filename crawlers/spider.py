"""Scrapy as the downloader of a crawl; only the crawling process imports this module.

Requests go to Scrapy's downloader directly instead of through its scheduler: the frontier is the caller's, so that a
crawl that is killed loses nothing, and redirects, retries and robots.txt are followed in `crawlers.visits`, so that
each has its report.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
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
from scrapy.http import Headers
from twisted.internet.error import ConnectError

from crawlers.answers import Answer, Failure
from crawlers.fetching import origin_of
from crawlers.frames import Frame, Job
from crawlers.pages import is_readable, media_type_of
from crawlers.settings import CrawlSettings
from crawlers.urls import is_local
from crawlers.visits import Visits

_UP = "is the address right? is the site up?"
_AGAIN = "run the crawl again later"
_LARGE = "raise max_bytes in [crawl] of audit.toml if it is a page worth reading"
_FAILURES: dict[type[Exception], Failure] = {
    CannotResolveHostError: Failure("no such host", _UP, again=True),
    DownloadConnectionRefusedError: Failure("the connection was refused", _UP, again=True),
    ConnectError: Failure("no connection", _UP, again=True),
    DownloadTimeoutError: Failure(
        "no answer within {0.timeout:g} seconds", "raise timeout in [crawl] of audit.toml", again=True
    ),
    DownloadFailedError: Failure("the connection broke off", _AGAIN, again=True),
    ResponseDataLossError: Failure("the connection broke off", _AGAIN, again=True),
    DownloadCancelledError: Failure("larger than {0.max_bytes:,} bytes", _LARGE, again=False),
    IgnoreRequest: Failure("larger than {0.max_bytes:,} bytes when unpacked", _LARGE, again=False),
}
_CAUGHT = tuple(_FAILURES)


def run_spider(job: Job, emit: Callable[[Frame], None]) -> None:
    """Crawl until nothing is left to do, giving each result to `emit`; the last one is Finished."""
    process = AsyncCrawlerProcess(_scrapy_settings(job.settings))
    process.crawl(SiteSpider, job=job, emit=emit)
    process.start(install_signal_handlers=False)


def _scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    """Scrapy without everything that `crawlers.visits` does itself."""
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
    """A spider whose start is the whole crawl."""

    name = "site"

    def __init__(self, job: Job, emit: Callable[[Frame], None]) -> None:
        super().__init__()
        self._limits = job.settings
        self._visits = Visits(job, emit, self._download)

    async def start(self) -> AsyncIterator[Request]:
        """Crawl; no request is left for Scrapy's scheduler."""
        self.crawler.signals.connect(self._stop_unreadable, signals.headers_received)
        await self._visits.run()
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _download(self, url: str, whole: bool) -> Answer | Failure:
        authorization = self._limits.authorizations.get(origin_of(url))
        own = {"Authorization": authorization} if authorization else {}
        request = Request(url, headers=own, meta={"whole": whole})
        if is_local(urlsplit(url).hostname or ""):
            request.meta["proxy"] = None
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except _CAUGHT as error:
            failure = next(_FAILURES[kind] for kind in _CAUGHT if isinstance(error, kind))
            return Failure(failure.reason.format(self._limits), failure.remedy, failure.again)
        return Answer(
            response.status,
            response.body,
            request.meta.get("download_latency", 0.0),
            content_type=_header(response.headers, "Content-Type"),
            language=_header(response.headers, "Content-Language"),
            location=_header(response.headers, "Location"),
            retry_after=_header(response.headers, "Retry-After"),
        )

    def _stop_unreadable(self, headers: Headers, request: Request) -> None:
        """Spare both sides the body of an image or a PDF."""
        if not request.meta["whole"] and not is_readable(media_type_of(_header(headers, "Content-Type"))):
            raise StopDownload(fail=False)


def _header(headers: Headers, name: str) -> str:
    value = headers.get(name)
    return value.decode("latin-1") if value else ""
