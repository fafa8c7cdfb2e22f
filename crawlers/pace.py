"""How gently a site is asked: when a host may be asked again, and when a page that failed."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from crawlers.settings import CrawlSettings
from crawlers.urls import is_local

_FIRST_DELAY = 0.5
_LONGEST_DELAY = 30.0


class Pace:
    """Keeps two requests to a host apart: as long as the user says, else as the speed of the host allows.

    The rule for the latter is that of Scrapy's AutoThrottle: a host that takes t seconds to answer is asked every t/N
    seconds, so that about N requests (a quarter of those allowed at a time) are under way; a rise is followed at once,
    a fall by halves and only after good answers. Loopback addresses need no sparing.
    """

    def __init__(self, settings: CrawlSettings) -> None:
        self._fixed = settings.delay
        self._at_a_time = max(1.0, settings.concurrency / 4)
        self._learned: dict[str, float] = {}
        self._free_at: dict[str, float] = {}

    async def wait(self, url: str, crawl_delay: float) -> None:
        """Sleep until the host of `url` has had its peace, and take that turn; robots.txt asks for `crawl_delay`."""
        host, delay = urlsplit(url).netloc, self.delay(url, crawl_delay)
        if delay > 0:
            now = asyncio.get_running_loop().time()
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + delay
            await asyncio.sleep(turn - now)

    def delay(self, url: str, crawl_delay: float) -> float:
        """The seconds between two requests to the host of `url`, as of now."""
        if self._fixed is not None:
            return self._fixed
        parts = urlsplit(url)
        if is_local(parts.hostname or ""):
            return 0.0
        return max(crawl_delay, self._learned.get(parts.netloc, _FIRST_DELAY))

    def learn(self, url: str, seconds: float, status: int) -> None:
        """Take note of how long the host of `url` took to answer."""
        host = urlsplit(url).netloc
        before, wanted = self._learned.get(host, _FIRST_DELAY), seconds / self._at_a_time
        after = min(max(wanted, (before + wanted) / 2), _LONGEST_DELAY)
        if status == 200 or after > before:
            self._learned[host] = after


def pause_before(attempt: int, retry_after: str) -> float:
    """The seconds before trying again (`attempt` 1, 2, …): what the server asks for, else ever longer."""
    return min(float(retry_after), _LONGEST_DELAY) if retry_after.isdecimal() else 0.5 * 2 ** (attempt - 1)
