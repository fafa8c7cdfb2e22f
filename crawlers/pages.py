"""One answer of a web server to a document or the reason why there is none, and the links on it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from auditor.model import Document, Skipped
from crawlers.encodings import decode, is_binary
from crawlers.heads import read_head
from crawlers.touchpoints import classify
from crawlers.urls import canonical, resolver_base

_HTML = {"text/html", "application/xhtml+xml"}
_TEXT = {"text/plain", "text/markdown"}
# What carries no words, and is passed over without a report.
_ASSETS = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
_ASSET_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|m?js|map|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|ogg|wav|mov|avi)$",
    re.IGNORECASE,
)
_LINKS = "a[href], area[href], iframe[src], frame[src], link[rel~=canonical]"
_START = 600


class Page(Struct, frozen=True):
    """What an answer holds: a document, a skip, or nothing worth a word (an image); `links` are canonical."""

    result: Document | Skipped | None
    links: tuple[str, ...] = ()


def media_type_of(content_type: str) -> str:
    """`Text/HTML; charset=x` to `text/html`."""
    return content_type.partition(";")[0].strip().lower()


def is_asset(url: str) -> bool:
    """Whether the name of a URL says that it is an image, a style sheet or the like."""
    return bool(_ASSET_NAME.search(url.partition("?")[0]))


def is_readable(media_type: str) -> bool:
    """Whether documents are made of this media type; a missing one is decided by the body."""
    return not media_type or media_type in _HTML or media_type in _TEXT


def read_page(url: str, content_type: str, body: bytes, fetched_at: str, language: str | None = None) -> Page:
    """The page at `url`; `content_type` is the header as sent, `language` that of the Content-Language header."""
    media_type = media_type_of(content_type) or _sniffed(body)
    if not is_readable(media_type):
        asset = media_type.startswith(_ASSETS) or is_asset(url)
        return Page(None if asset else Skipped(url, f"not read yet: {media_type}", "offer the same text as a web page"))
    if not body.strip():
        return Page(Skipped(url, "the page is empty", "put the text on the page, or remove the links to it"))
    if is_binary(body):
        return Page(Skipped(url, f"not text, although served as {media_type}", "mend its Content-Type"))
    text = decode(body, _charset(content_type))
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    if media_type not in _HTML:
        touchpoint = classify(url, "", media_type, text[:_START])
        return Page(Document(url, touchpoint, media_type, text, fetched_at, digest, language))
    return _html_page(url, text, fetched_at, digest, language)


def _html_page(url: str, text: str, fetched_at: str, digest: str, language: str | None) -> Page:
    tree = LexborHTMLParser(text)
    links = tuple(_links(url, tree))  # before the head, which takes the tree apart
    head = read_head(tree)
    if not head.words and not head.schema_types:
        reason = "the page shows no text without JavaScript" if "<script" in text else "the page is empty"
        return Page(Skipped(url, reason, "save it from a browser and read the file with `audit collect`"), links)
    touchpoint = classify(url, head.title, "text/html", head.words[:_START], head.schema_types)
    locale = head.language or language or None
    return Page(Document(url, touchpoint, "text/html", text, fetched_at, digest, locale), links)


def _links(url: str, tree: LexborHTMLParser) -> Iterator[str]:
    """The canonical URLs that a page links to, each once, in their order."""
    base_tag = tree.css_first("base[href]")
    base = (canonical(url, base_tag.attributes["href"] or "") if base_tag else None) or url
    hrefs = dict.fromkeys(
        node.attributes.get("src" if node.tag in ("iframe", "frame") else "href") or "" for node in tree.css(_LINKS)
    )
    refresh = tree.css_first('meta[http-equiv="refresh" i][content]')
    if refresh:
        hrefs[(refresh.attributes["content"] or "").partition("=")[2].strip(" '\"")] = None
    for href in hrefs:
        if href and not href.startswith("#"):
            found = canonical(resolver_base(base, href), href)
            if found and not is_asset(found):
                yield found


def _charset(content_type: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return found[1] if found else None


def _sniffed(body: bytes) -> str:
    """The media type of a body that came without one."""
    if body.startswith(b"%PDF"):
        return "application/pdf"
    start = body[:1024].lower()
    if is_binary(body):
        return "application/octet-stream"
    return "text/html" if re.search(rb"<!doctype html|<html|<head|<body|<title|<p\b|<h1", start) else "text/plain"
