"""An element to the context that it gives to the text in it: kind, region, concealment, and whether it is a heading."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from auditor.blocks.cleaning import element_text
from auditor.blocks.looks import is_name
from auditor.model import BlockKind, Concealment, Region

BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol optgroup option p pre
    section select summary table tbody td tfoot th thead tr ul""".split()
)
SKIPPED = frozenset("script style template noscript svg head iframe object canvas math".split())
BOLD_TAGS = frozenset(("b", "strong"))
# Levels of headings below h6: what opens a panel or labels a value, and what merely looks like a heading.
OPENER, LOOKALIKE = 7, 8

_LEVELS = {f"h{level}": level for level in range(1, 7)} | {"summary": OPENER, "legend": OPENER}
_REGIONS = {"header": Region.HEADER, "nav": Region.NAVIGATION, "footer": Region.FOOTER, "aside": Region.ASIDE}
_ROLES = {"navigation": Region.NAVIGATION, "contentinfo": Region.FOOTER, "complementary": Region.ASIDE}
_SECTIONS = frozenset("article aside details dialog main section".split())
_BANNER = re.compile(r"announce|promo|top-?bar|banner|notice-bar|ribbon|\bbar\b|usp", re.I)
_REVIEW = re.compile(r"review|testimonial|\bcomments?\b|rating", re.I)
_TITLE = re.compile(r"(?:^|[\s_-])(?:title|heading|headline|h[1-6])(?=\s|$)", re.I)
_LABEL = re.compile(r"(?:^|[\s_-])(?:label|question|term|key)(?=\s|$)", re.I)
_UNSEEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.I)
_PANEL = re.compile(r"\b(?:collapse|(?:accordion|faq)-?_*(?:panel|body|content|answer)|panel-collapse)\b", re.I)
_KINDS = {
    "li": BlockKind.LIST_ITEM, "td": BlockKind.TABLE_CELL, "th": BlockKind.TABLE_CELL, "dd": BlockKind.DEFINITION,
    "dt": BlockKind.DEFINITION, "summary": BlockKind.SUMMARY, "blockquote": BlockKind.QUOTED,
    "option": BlockKind.LIST_ITEM,
}  # fmt: skip
_PASSED_ON = frozenset(
    (BlockKind.QUOTED, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.HEADING, BlockKind.SUMMARY)
)


class Context(Struct, frozen=True):
    """What an element passes on to the text in it; `level` is that of the heading it is, 0 for none.

    `looks` is the level that it has if its text reads as a heading.
    """

    node: LexborNode | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    region: Region = Region.BODY
    concealed: Concealment | None = None
    row: str | None = None
    column: str | None = None
    caption: str | None = None
    lead_in: str | None = None
    term: str | None = None
    group: str | None = None
    level: int = 0
    looks: int = 0
    in_section: bool = False


def context_in(node: LexborNode, tag: str, context: Context, controls: dict[str, str]) -> Context:
    """The context of the text in an element; `controls` names the panels that a button opens."""
    attributes = node.attributes
    if tag in BLOCKS:
        context = _block_context(node, tag, attributes, context)
    if not attributes:
        return context
    if is_concealed(attributes):
        panel = (attributes.get("id") or "") in controls or attributes.get("role") == "tabpanel"
        return replace(context, concealed=Concealment.COLLAPSED if panel else Concealment.HIDDEN)
    return context


def is_concealed(attributes: dict[str, str | None]) -> bool:
    """Whether an element is hidden by one of its own attributes."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _UNSEEN.search(style))


def _block_context(node: LexborNode, tag: str, attributes: dict[str, str | None], context: Context) -> Context:
    words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
    role = attributes.get("role") or "" if attributes else ""
    level = context.level if context.kind is BlockKind.SUMMARY else _LEVELS.get(tag, context.level)
    if role == "heading":
        stated = attributes.get("aria-level") or ""
        level = int(stated) if stated in tuple("123456") else 6
    return replace(
        context,
        node=node,
        kind=_kind(tag, level, f"{words} {attributes.get('itemprop') or ''}" if attributes else "", context),
        region=_region(tag, role, words, context),
        level=level,
        looks=_looks(words) if not level else 0,
        in_section=context.in_section or tag in _SECTIONS,
    )


def _kind(tag: str, level: int, words: str, context: Context) -> BlockKind:
    if tag in _LEVELS and tag not in ("summary", "legend") and context.kind is not BlockKind.SUMMARY:
        return BlockKind.HEADING
    if context.kind is BlockKind.REVIEW or (words and _REVIEW.search(words)):
        return BlockKind.HEADING if level and not context.level and tag not in _KINDS else BlockKind.REVIEW
    kind = _KINDS.get(tag, BlockKind.PARAGRAPH)
    if kind is BlockKind.PARAGRAPH and context.kind in _PASSED_ON:
        return context.kind
    return BlockKind.HEADING if kind is BlockKind.PARAGRAPH and level and tag != "legend" else kind


def _region(tag: str, role: str, words: str, context: Context) -> Region:
    """The part of the page; the header of an article or a section is part of it."""
    region = context.region if tag == "header" and context.in_section else _REGIONS.get(tag)
    region = region or _ROLES.get(role, context.region)
    if words and context.region in (Region.BODY, Region.HEADER) and tag not in _REGIONS and _BANNER.search(words):
        return Region.BANNER
    return region


def _looks(words: str) -> int:
    if not words:
        return 0
    return LOOKALIKE if _TITLE.search(words) else OPENER if _LABEL.search(words) else 0


def find_controls(body: LexborNode) -> dict[str, str]:
    """The id of each panel → the text of the button, tab or link that opens it."""
    names: dict[str, str] = {}
    for control in body.css("[aria-controls], [data-target], [data-bs-target]"):
        attributes = control.attributes
        target = attributes.get("aria-controls") or attributes.get("data-bs-target") or attributes.get("data-target")
        text = element_text(control)
        if target and text and is_name(text):
            names.setdefault(target.removeprefix("#"), text)
    return names


def opens_a_panel(node: LexborNode) -> bool:
    """Whether a button opens something: it says so, or what stands after it is hidden or called a panel."""
    attributes = node.attributes
    if attributes.get("role") == "tab":
        return False
    return "aria-expanded" in attributes or bool(panels_of(node))


def panels_of(node: LexborNode) -> set[int]:
    """The identity of the closed element after a button, or after the heading that holds the button; or nothing."""
    outer = node.parent if node.parent is not None and node.parent.tag in _LEVELS else node
    panel = next_element(outer)
    if panel is None:
        return set()
    attributes = panel.attributes
    is_panel = is_concealed(attributes) or _PANEL.search(attributes.get("class") or "")
    return {panel.mem_id} if is_panel else set()


def next_element(node: LexborNode) -> LexborNode | None:
    """The element after a node among its siblings."""
    after = node.next
    while after is not None and (after.tag or "-").startswith(("-", "_")):
        after = after.next
    return after


def is_followed(node: LexborNode) -> bool:
    """Whether anything stands after an element in its box, or after the box that it opens by itself."""
    if next_element(node) is not None:
        return True
    box = node.parent
    return box is not None and box.tag == "div" and box.child is not None and next_element(box) is not None


def is_one_of_several(node: LexborNode) -> bool:
    """Whether the element beside it has the same tag and class: one card of a row of cards."""
    before = node.prev
    while before is not None and (before.tag or "-").startswith(("-", "_")):
        before = before.prev
    look = node.tag, node.attributes.get("class")
    return any(
        beside is not None and (beside.tag, beside.attributes.get("class")) == look
        for beside in (next_element(node), before)
    )


def labels_the_next(children: list[LexborNode], parent: LexborNode) -> LexborNode | None:
    """The first of two elements that are alone in one of several rows: the label of the value in the second."""
    elements = [child for child in children if not (child.tag or "-").startswith("-")]
    if len(elements) != 2 or any(child.tag not in ("div", "p") for child in elements):
        return None
    first, second = elements
    if first.child is None or second.child is None or not is_one_of_several(parent):
        return None
    return first if is_name(element_text(first)) else None
