"""The headings that stand above a place in a document, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from selectolax.lexbor import LexborNode

from auditor.blocks.elements import LOOKALIKE, OPENER, is_one_of_several

# Elements whose headings never head what follows them, and those whose subheadings do not.
_CLOSED = frozenset("details fieldset li td th dd tr table form".split())
_SECTIONS = frozenset(("section", "article"))
_TITLE_LEVELS = 2


class Heading(Struct, frozen=True):
    """A heading above: its level, its text, and the number of its block, -1 for one that stands elsewhere."""

    level: int
    text: str
    place: int


def above(headings: Sequence[Heading], level: int) -> list[Heading]:
    """The headings that a new one of this level stands under: it ends those of its own level and below."""
    return [heading for heading in headings if heading.level < level]


def left(headings: list[Heading], tag: str, node: LexborNode, began: int, blocks: int) -> list[Heading]:
    """The headings after an element that began with block number `began`, where there are `blocks` now.

    A heading stays inside its card, its section or its panel where that holds what it heads; one that stands in a box
    by itself heads what follows the box.
    """
    if not headings or headings[-1].place < began:
        return headings
    ends = _ending(tag, node, alone=headings[-1].place == blocks - 1)
    first = headings[0].place if headings[0].level <= _TITLE_LEVELS else -1
    return [
        heading
        for heading in headings
        if heading.place < began or heading.level < ends or (heading.place == first and tag in _SECTIONS)
    ]


def _ending(tag: str, node: LexborNode, *, alone: bool) -> int:
    """The level from which on headings end with an element."""
    if tag in _CLOSED:
        return 2 if tag != "form" else OPENER
    if alone:
        return LOOKALIKE + 1
    if tag in _SECTIONS or (tag == "div" and is_one_of_several(node)):
        return 2
    return OPENER
