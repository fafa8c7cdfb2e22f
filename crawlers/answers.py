"""HTTP statuses that bring no page, as the reason and the remedy that a user reads."""

from __future__ import annotations

from http import HTTPStatus

from auditor.model import Skipped

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})

_REMEDIES = {
    401: "send what the site asks for: --header 'Authorization: …'",
    403: "the site refuses the crawler: allow its user agent, or send --header 'Cookie: …'",
    429: "crawl more slowly: --delay 2",
}


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
