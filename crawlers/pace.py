"""How gently a site is asked: Scrapy's settings, when a host may be asked again, and when a failed page."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

from crawlers.settings import CrawlSettings
from crawlers.urls import is_local

LONGEST_PAUSE = 30.0


class Pace:
    """Keeps two requests to a host apart; hosts do not wait for each other."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}

    async def wait(self, url: str, delay: float) -> None:
        """Sleep until the host of `url` has had `delay` seconds of peace, and take that turn."""
        if delay <= 0:
            return
        host, now = urlsplit(url).netloc, asyncio.get_running_loop().time()
        turn = max(now, self._free_at.get(host, now))
        self._free_at[host] = turn + delay
        await asyncio.sleep(turn - now)


def pause_before(attempt: int, retry_after: str) -> float:
    """The seconds before trying again (`attempt` 1, 2, …): what the server asks for, else ever longer."""
    return min(float(retry_after), LONGEST_PAUSE) if retry_after.isdecimal() else 0.5 * 2 ** (attempt - 1)


def scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    """Scrapy as a downloader alone: redirects, retries, robots.txt and delays that are asked for are the spider's."""
    spared = settings.delay is None and not all(is_local(urlsplit(url).hostname or "") for url in settings.urls)
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
        "AUTOTHROTTLE_ENABLED": spared,
        "AUTOTHROTTLE_START_DELAY": 0.5,
        "AUTOTHROTTLE_MAX_DELAY": LONGEST_PAUSE,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": max(1.0, settings.concurrency / 4),
    }
