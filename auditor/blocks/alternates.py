"""A page to the addresses of its translations: the `hreflang` links of its head."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from auditor.blocks.html import bounded
from auditor.model import Document

_MENTIONED = re.compile("hreflang", re.IGNORECASE)
_HTML = ("text/html", "application/xhtml+xml")


def find_alternates(document: Document) -> tuple[tuple[str, str], ...]:
    """(language code as written, address resolved against the page's own), in the order of the page.

    Links of sitemaps and HTTP headers are not kept by the crawler. An address that is none is left out.
    """
    if document.media_type not in _HTML or not _MENTIONED.search(document.body):
        return ()
    tree = LexborHTMLParser(bounded(document.body))
    base = tree.css_first("base[href]")
    origin = _resolved(document.uri, base.attributes.get("href") if base else None) or document.uri
    links = [node.attributes for node in tree.css("link[hreflang][href]")]
    named = [(link.get("hreflang") or "", link.get("href")) for link in links if _is_alternate(link.get("rel"))]
    resolved = [(code.strip(), _resolved(origin, href)) for code, href in named]
    return tuple((code, address) for code, address in resolved if code and address)


def _is_alternate(rel: str | None) -> bool:
    return "alternate" in (rel or "").lower().split()


def _resolved(base: str, href: str | None) -> str | None:
    try:
        return urljoin(base, href.strip()) if href and href.strip() else None
    except ValueError:
        return None
