"""HTML to Blocks: one iterative walk over the tree, whatever its depth, that keeps what a reader would know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.blocks.tables import heads_of_cells
from auditor.model import Block, BlockKind, Concealment, Document, Origin, Region, Touchpoint

_SPACE = re.compile(r"\s+")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]")
_SKIPPED = {"script", "style", "template", "noscript", "svg", "head", "iframe", "object", "canvas", "math"}
_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol option optgroup p pre
    section select summary table tbody td tfoot th thead tr ul""".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_REGIONS = {"header": Region.HEADER, "nav": Region.NAVIGATION, "footer": Region.FOOTER, "aside": Region.ASIDE}
_ROLES = {"navigation": Region.NAVIGATION, "contentinfo": Region.FOOTER, "complementary": Region.ASIDE}
_BANNER = re.compile(r"announce|promo|top-?bar|banner|notice-bar|ribbon|\bbar\b|usp", re.I)
_REVIEW = re.compile(r"review|testimonial|\bcomments?\b|rating", re.I)
_KINDS = {
    "li": BlockKind.LIST_ITEM, "td": BlockKind.TABLE_CELL, "th": BlockKind.TABLE_CELL, "dd": BlockKind.DEFINITION,
    "dt": BlockKind.DEFINITION, "summary": BlockKind.SUMMARY, "blockquote": BlockKind.QUOTED,
}  # fmt: skip


class _Context(Struct, frozen=True):
    """What an element passes on to the text in it."""

    node: LexborNode | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    region: Region = Region.BODY
    concealed: Concealment | None = None
    row: str | None = None
    column: str | None = None
    caption: str | None = None
    lead_in: str | None = None
    term: str | None = None


def html_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a page: metadata, structured data, then the visible text in document order."""
    tree = LexborHTMLParser(document.body)
    head = tree.css_first("title")
    title = (_clean(head.text()) if head else None) or None
    walk = _Walk(document, title)
    blocks = [*_metadata(document, tree, title), *_structured(document, tree, title)]
    if tree.body is not None:
        walk.run(tree.body)
    return tuple(replace(block, index=index) for index, block in enumerate([*blocks, *walk.blocks]))


def _clean(text: str) -> str:
    return _SPACE.sub(" ", _ZERO_WIDTH.sub("", text)).strip()


def _metadata(document: Document, tree: LexborHTMLParser, title: str | None) -> Iterator[Block]:
    texts = [("title", title or "")]
    for selector in ("meta[name='description']", "meta[property='og:title']", "meta[property='og:description']"):
        node = tree.css_first(selector)
        texts.append((selector, _clean(node.attributes.get("content") or "") if node else ""))
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


# A node still to be entered, or (True) to be left, with what it passes on.
_Step = tuple[LexborNode, _Context, bool]


class _Walk:
    """The walk over one page: the buffer of inline text, the headings above, and the blocks so far."""

    def __init__(self, document: Document, title: str | None) -> None:
        self.blocks: list[Block] = []
        self._document = document
        self._title = title
        self._buffer: list[str] = []
        self._owner = _Context()
        self._headings: list[tuple[int, str]] = []
        self._term: str | None = None
        self._set_aside: dict[int, list[tuple[int, str]]] = {}
        self._heads: dict[int, tuple[str | None, str | None]] = {}
        self._position = 0

    def run(self, body: LexborNode) -> None:
        """Walk the tree with a stack of its own: pages nest deeper than Python recurses."""
        stack: list[_Step] = [(body, _Context(node=body), False)]
        while stack:
            node, context, leaving = stack.pop()
            tag = node.tag or ""
            if leaving:
                self._leave(node, context)
            elif tag == "-text":
                self._take(node.text_content or "", context)
            elif tag == "br":
                self._take("\n", context)
            elif tag not in _SKIPPED and not tag.startswith(("-", "_")):
                self._enter(stack, node, tag, context)
        self._flush()

    def _take(self, text: str, context: _Context) -> None:
        if not self._buffer:
            self._owner = context
        self._buffer.append(text)

    def _enter(self, stack: list[_Step], node: LexborNode, tag: str, context: _Context) -> None:
        inner = self._context_in(node, tag, context)
        if tag in _BLOCKS:
            stack.append((node, inner, True))
            if inner.region is not context.region:
                # The headings of the article do not head the footer, nor those of a side box what follows it.
                self._set_aside[node.mem_id] = self._headings
                self._headings = []
        self._push_children(stack, node, tag, inner)

    def _push_children(self, stack: list[_Step], node: LexborNode, tag: str, context: _Context) -> None:
        children = list(node.iter(include_text=True))
        if tag == "details" and node.attributes.get("open", "") == "" and "open" not in node.attributes:
            closed = replace(context, concealed=Concealment.COLLAPSED)
            stack.extend((child, context if child.tag == "summary" else closed, False) for child in reversed(children))
            return
        if tag == "table":
            caption = node.css_first("caption")
            text = _clean(caption.text()) if caption else None
            context = replace(context, caption=text, row=None, column=None)
            self._heads.update(heads_of_cells(node))
        if tag == "tr":
            heads = self._heads
            stack.extend(
                (child, replace(context, row=heads[child.mem_id][0], column=heads[child.mem_id][1]), False)
                if child.mem_id in heads
                else (child, context, False)
                for child in reversed(children)
            )
            return
        stack.extend((child, context, False) for child in reversed(children))

    def _context_in(self, node: LexborNode, tag: str, context: _Context) -> _Context:
        attributes = node.attributes
        if tag in _BLOCKS:
            self._flush()
            context = self._block_context(node, tag, context)
        style = attributes.get("style") or ""
        if "hidden" in attributes or attributes.get("aria-hidden") == "true" or re.search(r"display:\s*none", style):
            context = replace(context, concealed=Concealment.HIDDEN)
        return context

    def _block_context(self, node: LexborNode, tag: str, context: _Context) -> _Context:
        attributes = node.attributes
        words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        role = attributes.get("role") or ""
        region, kind = _REGIONS.get(tag, _ROLES.get(role, context.region)), _KINDS.get(tag, BlockKind.PARAGRAPH)
        if context.region in (Region.BODY, Region.HEADER) and tag not in _REGIONS and _BANNER.search(words):
            region = Region.BANNER
        if context.kind is BlockKind.REVIEW or _REVIEW.search(f"{words} {attributes.get('itemprop') or ''}"):
            kind = BlockKind.REVIEW
        elif (
            context.kind in (BlockKind.QUOTED, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
            and kind is BlockKind.PARAGRAPH
        ):
            kind = context.kind
        if tag in _HEADINGS or role == "heading":
            kind = BlockKind.HEADING
        lead_in = context.lead_in
        if tag in ("ul", "ol"):
            lead_in = self._lead_in(region)
        term = context.term
        if tag == "dd":
            term = self._term
        return replace(context, node=node, kind=kind, region=region, lead_in=lead_in, term=term)

    def _lead_in(self, region: Region) -> str | None:
        """The sentence before a list: the block that ended just now in the same part of the page, if it can be one."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.region is not region:
            return None
        return last.text if last.text.endswith(":") or last.kind is not BlockKind.HEADING else None

    def _leave(self, node: LexborNode, context: _Context) -> None:
        tag = node.tag or ""
        text = self._flush()
        if text and context.kind is BlockKind.HEADING:
            level = _HEADINGS.get(tag, 6)
            self._headings = [(lv, head) for lv, head in self._headings if lv < level] + [(level, text)]
        elif text and tag in ("summary", "legend"):
            self._headings = [(lv, head) for lv, head in self._headings if lv < 7] + [(7, text)]
        elif tag in ("details", "fieldset"):
            self._headings = [(lv, head) for lv, head in self._headings if lv < 7]
        if tag == "dt" and text:
            self._term = text
        self._headings = self._set_aside.pop(node.mem_id, self._headings)

    def _flush(self) -> str:
        """Make a block of the text since the last one; the text."""
        text = _clean("".join(self._buffer))
        self._buffer.clear()
        if not text:
            return ""
        context, document = self._owner, self._document
        banner = context.region is Region.BANNER
        heads = tuple(head for _, head in self._headings)
        term = context.term or next((h for level, h in reversed(self._headings) if level == 7 or h.endswith("?")), None)
        self.blocks.append(
            Block(
                document=document.uri,
                touchpoint=Touchpoint.BANNER if banner else document.touchpoint,
                index=0,
                kind=context.kind,
                text=text,
                locator=_locator(context.node),
                start=self._position,
                region=context.region,
                trail=heads,
                row=context.row,
                column=context.column,
                caption=context.caption,
                lead_in=context.lead_in if context.kind is BlockKind.LIST_ITEM else None,
                term=term,
                title=self._title,
                locale=document.locale,
                concealed=context.concealed,
            )
        )
        self._position += len(text) + 1
        return text


def _locator(node: LexborNode | None) -> str:
    """A CSS path that finds the element again, from the nearest ancestor with an id."""
    steps: list[str] = []
    while node is not None and node.tag not in (None, "html", "-undef", "-document"):
        identity = node.attributes.get("id")
        if identity and re.fullmatch(r"[A-Za-z][\w-]*", identity):
            steps.append(f"#{identity}")
            break
        if node.tag == "body":
            steps.append("body")
            break
        steps.append(f"{node.tag}:nth-of-type({_place(node)})")
        node = node.parent
    return " > ".join(reversed(steps)) or "body"


def _place(node: LexborNode) -> int:
    place, before = 1, node.prev
    while before is not None:
        place += before.tag == node.tag
        before = before.prev
    return place
