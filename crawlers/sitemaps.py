"""A sitemap's bytes to the URLs in it.

Read with a regular expression instead of an XML parser: sitemaps of real sites are often broken, and a parser would
have to be kept from expanding entities. Image and video addresses (`image:loc`) are left out.
"""

from __future__ import annotations

import html
import re
import zlib

from msgspec import Struct

from crawlers.encodings import decode

_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</loc>", re.IGNORECASE)
_GZIP = b"\x1f\x8b"


class Sitemap(Struct, frozen=True):
    """The pages and the further sitemaps that a sitemap lists, in its order."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(body: bytes, max_bytes: int) -> Sitemap:
    """What `body` (XML, gzipped XML or one URL a line) lists; only its first `max_bytes` count when unpacked."""
    if body.startswith(_GZIP):
        body = _unpacked(body, max_bytes)
    text = decode(body)
    if "<" not in text:
        return Sitemap(pages=tuple(line.strip() for line in text.splitlines() if line.startswith(("http:", "https:"))))
    urls = tuple(html.unescape(loc) for loc in _LOC.findall(text))
    if re.search(r"<(?:\w+:)?sitemapindex", text, re.IGNORECASE):
        return Sitemap(sitemaps=urls)
    return Sitemap(pages=urls)


def _unpacked(body: bytes, max_bytes: int) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, max_bytes)
    except zlib.error:
        return b""
