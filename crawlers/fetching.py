"""URLs to answers: in the host's own time, with another try where that may help, and never against robots.txt."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from auditor.model import Skipped
from crawlers.answers import RETRIED, Answer, Failure
from crawlers.pace import Pace, pause_before
from crawlers.redirects import LONGEST_CHAIN
from crawlers.robots import Robots, read_robots
from crawlers.settings import CrawlSettings
from crawlers.urls import canonical

# Download one URL; True asks for the body of any media type, not only of pages.
Download = Callable[[str, bool], Awaitable[Answer | Failure]]


class Fetcher:
    """All requests of one crawl; `unanswered` counts the URLs since the last answer of any kind."""

    def __init__(self, settings: CrawlSettings, download: Download, reaches: Callable[[str], bool]) -> None:
        self.unanswered = 0
        self._settings = settings
        self._download = download
        self._reaches = reaches
        self._pace = Pace(settings)
        self._robots: dict[str, asyncio.Task[Robots]] = {}

    async def fetch(self, url: str, *, whole: bool = False) -> Answer | Failure:
        """The answer for `url` whatever its status, after retries."""
        attempt = 0
        while True:
            await self._pace.wait(url, self._crawl_delay(url))
            answer = await self._download(url, whole)
            if isinstance(answer, Answer):
                self.unanswered = 0
                self._pace.learn(url, answer.seconds, answer.status)
                again, retry_after = answer.status in RETRIED, answer.retry_after
            else:
                self.unanswered += answer.again and not attempt
                again, retry_after = answer.again, ""
            attempt += 1
            if not again or attempt > self._settings.retries:
                return answer
            await asyncio.sleep(pause_before(attempt, retry_after))

    async def fetch_file(self, url: str) -> Answer | None:
        """The answer with status 200 for a robots.txt or a sitemap, after redirects within the site."""
        answer = await self._follow(url)
        return answer if isinstance(answer, Answer) and answer.status == 200 else None

    async def refusal(self, url: str) -> Skipped | None:
        """Why robots.txt forbids `url`; None where it does not, or is not obeyed."""
        return (await self.rules(url)).refusal(url) if self._settings.obey_robots else None

    async def rules(self, url: str) -> Robots:
        """The robots.txt of the host of `url`, fetched once."""
        origin = origin_of(url)
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._fetch_robots(origin))
        return await self._robots[origin]

    async def _fetch_robots(self, origin: str) -> Robots:
        answer = await self._follow(f"{origin}/robots.txt")
        if isinstance(answer, Failure):
            return Robots(self._settings.user_agent)
        return read_robots(answer.status, answer.body, self._settings.user_agent)

    async def _follow(self, url: str) -> Answer | Failure:
        answer = await self.fetch(url, whole=True)
        for _ in range(LONGEST_CHAIN):
            target = canonical(url, answer.location) if isinstance(answer, Answer) and answer.moved else None
            if not target or not self._reaches(target):
                break
            url, answer = target, await self.fetch(target, whole=True)
        return answer

    def _crawl_delay(self, url: str) -> float:
        rules = self._robots.get(origin_of(url)) if self._settings.obey_robots else None
        return rules.result().crawl_delay if rules and rules.done() else 0.0


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
