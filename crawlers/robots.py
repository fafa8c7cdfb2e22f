"""robots.txt to what may be fetched, how fast, and where the sitemaps are (RFC 9309)."""

from __future__ import annotations

from msgspec import Struct
from protego import Protego

from auditor.model import Skipped
from crawlers.encodings import decode


class Robots(Struct, frozen=True):
    """The rules of one host for one user agent; `parsed` is None where there are none.

    `unavailable` is the HTTP status of a robots.txt that the server could not give: then nothing may be fetched.
    """

    user_agent: str
    parsed: Protego | None = None
    unavailable: int | None = None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return tuple(self.parsed.sitemaps) if self.parsed else ()

    @property
    def crawl_delay(self) -> float:
        """The seconds that it wants between two requests, 0 where it does not say."""
        return float(self.parsed.crawl_delay(self.user_agent) or 0) if self.parsed else 0.0

    def refusal(self, url: str) -> Skipped | None:
        """Why `url` may not be fetched; None where it may."""
        if self.unavailable:
            return Skipped(
                url,
                f"robots.txt could not be read (HTTP {self.unavailable}), which forbids every page",
                "mend robots.txt; for a site of your own, obey_robots = false in audit.toml reads it anyway",
            )
        if self.parsed and not self.parsed.can_fetch(url, self.user_agent):
            return Skipped(
                url,
                "robots.txt forbids it",
                "nothing to do if that is meant; else allow expectation-audit in robots.txt",
            )
        return None


def read_robots(status: int, body: bytes, user_agent: str) -> Robots:
    """The rules in a robots.txt that was answered with `status`; without one, everything is allowed."""
    agent = user_agent.partition("/")[0]
    if status == 200:
        return Robots(agent, parsed=Protego.parse(decode(body)))
    return Robots(agent, unavailable=status if status >= 500 else None)
