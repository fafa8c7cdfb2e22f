"""HTML to Blocks: metadata, structured data, and the visible text with what a reader would know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from auditor.blocks.cleaning import clean
from auditor.blocks.page import Walk
from auditor.model import Block, BlockKind, Document, Origin, Touchpoint

# Elements that nest; those that end the one before them (li, tr, td, p) are deep only where these are.
_TAG = re.compile(
    r"<(/?)(?:a|abbr|article|aside|b|big|blockquote|center|del|details|dialog|div|dl|em|fieldset|figure|font|footer|form"
    r"|header|i|ins|main|mark|nav|ol|section|small|span|strong|sub|sup|table|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_DEEPEST = 10_000


def html_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a page: metadata, structured data, then the visible text in document order.

    Where the document does not say its locale, its html element does.
    """
    tree = LexborHTMLParser(bounded(document.body))
    document = replace(document, locale=document.locale or _language(tree))
    head = tree.css_first("title")
    title = (clean(head.text()) if head else None) or None
    unseen = [*_metadata(document, tree, title), *_structured(document, tree, title)]
    blocks = [replace(block, index=index) for index, block in enumerate(unseen)]
    walk = Walk(document, title, len(blocks))
    if tree.body is not None:
        walk.run(tree.body)
    return (*blocks, *walk.blocks)


def _language(tree: LexborHTMLParser) -> str | None:
    declared = (tree.root.attributes.get("lang") if tree.root else None) or ""
    return declared.strip() or None


def bounded(source: str) -> str:
    """The source without the tags below a depth that no page has: a parser takes quadratic time for depth."""
    if source.count("<") - 2 * source.count("</") < _DEEPEST:
        return source
    kept, at, depth, dropped = [], 0, 0, 0
    for tag in _TAG.finditer(source):
        if tag[1]:
            is_dropped, dropped, depth = dropped > 0, max(dropped - 1, 0), depth - (not dropped)
        else:
            is_dropped = depth >= _DEEPEST
            dropped, depth = dropped + is_dropped, depth + (not is_dropped)
        if is_dropped:
            kept.append(source[at : tag.start()])
            at = tag.end()
    return "".join([*kept, source[at:]])


def _metadata(document: Document, tree: LexborHTMLParser, title: str | None) -> Iterator[Block]:
    texts = [("title", title or "")]
    for selector in ("meta[name='description']", "meta[property='og:title']", "meta[property='og:description']"):
        node = tree.css_first(selector)
        texts.append((selector, clean(node.attributes.get("content") or "") if node else ""))
    seen = set()
    for locator, text in texts:
        if text and text not in seen:
            seen.add(text)
            yield Block(
                document.uri, document.touchpoint, 0, BlockKind.META, text, locator, None, Origin.META,
                title=title, locale=document.locale,
            )  # fmt: skip


def _structured(document: Document, tree: LexborHTMLParser, title: str | None) -> Iterator[Block]:
    for number, node in enumerate(tree.css("script[type='application/ld+json']"), 1):
        yield Block(
            document=document.uri,
            touchpoint=Touchpoint.STRUCTURED_DATA,
            index=0,
            kind=BlockKind.STRUCTURED_DATA,
            text=node.text(),
            locator=f"script[type='application/ld+json'] #{number}",
            origin=Origin.STRUCTURED_DATA,
            title=title,
            locale=document.locale,
        )
