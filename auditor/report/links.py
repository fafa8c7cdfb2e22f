"""Evidence to a link that opens the live page at the very sentence (URL text fragment), or None where there is none.

The fragment repeats the page's own characters, cut at word boundaries: browsers match whole words, ignore case and
markup, but do not take a hyphen for an en dash. A comma or hyphen in it has a meaning of its own and is encoded.
See https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from auditor.model import Evidence, Origin

_SCHEMES = ("http", "https", "file")
_WORDS = 8


def live_link(evidence: Evidence) -> str | None:
    """The address of the page with a text fragment; None for a file, and for any scheme that is not the web's."""
    parts = urlsplit(evidence.document)
    if parts.scheme not in _SCHEMES:
        return None
    address = evidence.document.partition("#")[0]
    if evidence.origin is not Origin.TEXT:
        return address
    return f"{address}#:~:text={_fragment(evidence.sentence or evidence.quote)}"


def _fragment(text: str) -> str:
    words = text.split()
    if len(words) <= 2 * _WORDS:
        return _encoded(" ".join(words))
    return f"{_encoded(' '.join(words[:_WORDS]))},{_encoded(' '.join(words[-_WORDS:]))}"


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
