"""What comes back for a URL, and how an answer that brings no page reads in the report."""

from __future__ import annotations

from http import HTTPStatus

from msgspec import Struct

from auditor.model import Skipped

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})

_REMEDIES = {
    401: "send what the site asks for: --header 'Authorization: …'",
    403: "the site refuses the crawler: allow its user agent, or send --header 'Cookie: …'",
    429: "crawl more slowly: --delay 2",
}


class Answer(Struct, frozen=True):
    """An HTTP answer: the headers that matter here, "" where they were not sent; `seconds` is how long it took."""

    status: int
    body: bytes
    seconds: float
    content_type: str = ""
    language: str = ""
    location: str = ""
    retry_after: str = ""

    @property
    def moved(self) -> bool:
        """Whether it is a redirect."""
        return self.status in REDIRECTS


class Failure(Struct, frozen=True):
    """No HTTP answer: why, what the user can do, and whether trying `again` may help."""

    reason: str
    remedy: str
    again: bool


def no_page(url: str) -> Skipped:
    """The skip for a start URL that is an image or the like: elsewhere these are worth no word."""
    return Skipped(url, "no web page but an image, a style sheet or the like", "give the address of a page")


def refused(url: str, status: int, found_on: str | None) -> Skipped:
    """The skip for a status other than 200."""
    try:
        reason = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        reason = f"HTTP status {status}"
    if status in _REMEDIES:
        return Skipped(url, reason, _REMEDIES[status])
    if status >= 500:
        return Skipped(url, reason, "the server failed: run the crawl again later")
    return Skipped(url, reason, f"mend the link on {found_on}" if found_on else "is the address right?")
