"""A job to its results: the order in which a site is visited, and what becomes of each answer."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Iterable

from auditor.model import Discovered, Document, Skipped
from crawlers.answers import Answer, Failure, no_page, refused
from crawlers.fetching import Download, Fetcher, origin_of
from crawlers.frames import Finished, Frame, Job
from crawlers.frontier import Frontier
from crawlers.pages import read_page
from crawlers.redirects import LONGEST_CHAIN, Redirects
from crawlers.settings import Done
from crawlers.sitemaps import read_sitemap
from crawlers.urls import Site, canonical

_MOST_SITEMAPS = 200
# So many URLs in a row without any answer mean that the site is gone, not that some pages are bad.
_UNANSWERED = 20


class Visits:
    """One crawl of one site; results go to `emit` as they come."""

    def __init__(self, job: Job, emit: Callable[[Frame], None], download: Download) -> None:
        self._settings = job.settings
        self._emit = emit
        self._site = Site(job.settings.urls, job.settings.include, job.settings.exclude)
        self._frontier = Frontier(self._site, job.settings.max_depth, job.done, job.pending)
        self._fetcher = Fetcher(job.settings, download, self._site.reaches)
        self._redirects = Redirects()
        self._read = len(job.done)

    async def run(self) -> None:
        """Visit everything that is within the limits; the last result is Finished."""
        self._discover(self._site.starts, 0, None)
        for url in self._site.starts:
            await self._read_sitemaps(url)
        await self._visit_all()
        left_out = self._frontier.left_out(self._site.starts[0], self._read, self._settings.max_pages)
        if left_out:
            self._emit(left_out)
        self._emit(Finished(self._complaint()))

    def _complaint(self) -> str | None:
        if self._fetcher.unanswered < _UNANSWERED or not len(self._frontier):
            return None
        return f"the site has stopped answering; {len(self._frontier):,} known URLs were not fetched"

    def _discover(self, urls: Iterable[str], depth: int, found_on: str | None) -> None:
        for found in self._frontier.add(urls, depth, found_on):
            self._emit(found)

    # the order

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
        free = running < self._settings.concurrency and self._read + running < self._settings.max_pages
        return free and len(self._frontier) > 0 and self._fetcher.unanswered < _UNANSWERED

    def _report_fault(self, item: Discovered, error: BaseException | None) -> None:
        """One page that the crawler cannot cope with must not end the crawl of all others."""
        if error:
            reason = f"the crawler failed on this page: {type(error).__name__}: {error}"
            self._emit(Skipped(item.uri, reason, "this is a fault of the tool: please report it"))
            self._emit(Done(item.uri))

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
        refusal = await self._fetcher.refusal(url)
        if refusal:
            self._emit(refusal)
            return None
        answer = await self._fetcher.fetch(url)
        if isinstance(answer, Failure):
            self._emit(Skipped(url, answer.reason, answer.remedy))
        elif answer.moved:
            return self._redirected(item, chain, answer.location)
        elif answer.status != 200:
            self._emit(refused(url, answer.status, item.found_on))
        else:
            self._take(item, url, answer)
        return None

    def _take(self, item: Discovered, url: str, answer: Answer) -> None:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        page = read_page(url, answer.content_type, answer.body, now, answer.language or None)
        self._discover(page.links, item.depth + 1, url)
        result = page.result or (no_page(url) if item.found_on is None else None)
        if result:
            self._read += isinstance(result, Document)
            self._emit(result)

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

    # sitemaps

    async def _read_sitemaps(self, start: str) -> None:
        """Discover what the sitemaps of a start URL's host list, as if a start page linked to it."""
        named = (await self._fetcher.rules(start)).sitemaps
        if self._fetcher.unanswered:
            return
        usual = f"{origin_of(start)}/sitemap.xml"
        waiting = list(dict.fromkeys([*self._resolved(start, named), usual]))
        for url in waiting:
            answer = await self._fetcher.fetch_file(url)
            if answer is None:
                if url != usual:
                    self._emit(Skipped(url, "the sitemap could not be read", "mend it, or what names it"))
                continue
            sitemap = read_sitemap(answer.body, self._settings.max_bytes)
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
