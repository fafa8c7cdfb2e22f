"""The URLs that a crawl knows: which to fetch next, and how many lie beyond its limits."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

from auditor.model import Discovered, Skipped
from crawlers.urls import Site


class Frontier:
    """First in, first out, each URL once, so that pages near the start come first."""

    def __init__(
        self, site: Site, max_depth: int | None, done: Collection[str] = (), pending: Sequence[Discovered] = ()
    ) -> None:
        self._site = site
        self._max_depth = max_depth
        self._known = set(done)
        self._deeper: set[str] = set()
        self._queue: deque[Discovered] = deque(item for item in pending if item.uri not in self._known)
        self._known.update(item.uri for item in pending)

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, urls: Iterable[str], depth: int, found_on: str | None) -> Iterator[Discovered]:
        """Queue the URLs that are new and belong to the site; yields them."""
        for url in urls:
            found = self.meet(url, depth, found_on)
            if found:
                self._queue.append(found)
                yield found

    def meet(self, url: str, depth: int, found_on: str | None) -> Discovered | None:
        """The discovery of a URL, which the caller fetches; None for one that is known or not of the site."""
        if url in self._known or not self._site.has(url):
            return None
        if self._max_depth is not None and depth > self._max_depth:
            self._deeper.add(url)
            return None
        self._known.add(url)
        return Discovered(url, depth, found_on)

    def next(self) -> Discovered:
        """The URL that has waited longest."""
        return self._queue.popleft()

    def left_out(self, start: str, read: int, max_pages: int) -> Skipped | None:
        """What lies beyond the limits, so that a cut crawl does not look like a whole one; None for nothing."""
        reasons, remedies = [], []
        deeper = len(self._deeper - self._known)
        if read >= max_pages and self._queue:
            reasons.append(f"page limit reached: {max_pages:,} pages read, {len(self._queue):,} more URLs known")
            remedies.append("raise --max-pages")
        if deeper:
            reasons.append(f"{deeper:,} more URLs lie deeper than --max-depth {self._max_depth}")
            remedies.append("raise --max-depth")
        return Skipped(start, "; ".join(reasons), " and ".join(remedies)) if reasons else None
