"""Blocks and the values in them to rows for a reader: the text in its order, with each value apart.

The cells of a table's row make one row. A row is `shown` where it holds a value that is marked, or one is read with it:
its headings, its question, the head of its table. The others may be shortened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from auditor.commitments.explained import Stated
from auditor.model import Block, BlockKind, Origin


class Part(Struct, frozen=True):
    """A piece of a block's text: plain, or one that states these values (several where two readings overlap)."""

    text: str
    stated: tuple[Stated, ...] = ()


class Cell(Struct, frozen=True):
    """A block in parts."""

    block: Block
    parts: tuple[Part, ...]

    @property
    def stated(self) -> tuple[Stated, ...]:
        """The values of the block in their order."""
        return tuple(one for part in self.parts for one in part.stated)


class Row(Struct, frozen=True):
    """A block, or the cells of one row of a table."""

    cells: tuple[Cell, ...]
    shown: bool

    @property
    def block(self) -> Block:
        """The first block of the row."""
        return self.cells[0].block

    @property
    def stated(self) -> tuple[Stated, ...]:
        """The values of the row in their order."""
        return tuple(one for cell in self.cells for one in cell.stated)


class Section(Struct, frozen=True):
    """Rows that follow each other and are all shown, or all not."""

    rows: tuple[Row, ...]
    shown: bool


def find_sections(blocks: Sequence[Block], stated: Sequence[Stated]) -> tuple[Section, ...]:
    """The visible text and the metadata of a document, in order; structured data is no text (`of_fields`)."""
    by_place: dict[int, list[Stated]] = {}
    for one in stated:
        by_place.setdefault(one.place, []).append(one)
    shown = _shown(blocks, by_place)
    cells = [
        (place, Cell(block, _parts(block.text, by_place.get(place, ()))))
        for place, block in enumerate(blocks)
        if block.origin is not Origin.STRUCTURED_DATA
    ]
    rows = (
        Row(tuple(cell for _, cell in group), any(place in shown for place, _ in group))
        for group in (list(group) for _, group in groupby(cells, key=lambda one: _row_of(one[1].block)))
    )
    return tuple(Section(tuple(group), is_shown) for is_shown, group in groupby(rows, key=lambda row: row.shown))


def of_fields(stated: Sequence[Stated]) -> tuple[Stated, ...]:
    """The commitments that fields of structured data make."""
    return tuple(one for one in stated if one.candidate is None)


def _row_of(block: Block) -> tuple[str, int]:
    """What the cells of one row have in common, and no two other blocks."""
    if block.kind is not BlockKind.TABLE_CELL:
        return "", block.index
    place = block.locator
    return place.rpartition(" > " if " > " in place else "/")[0] or place, -1


def _shown(blocks: Sequence[Block], by_place: dict[int, list[Stated]]) -> set[int]:
    """The places with values, those of what stands above them, and the first row of their table."""
    shown: set[int] = set()
    above: dict[str, int] = {}
    table: set[int] = set()
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE_CELL:
            table = set()
        elif not table or _row_of(block) == _row_of(blocks[min(table)]):
            table.add(place)
        if place in by_place:
            heads = (*block.trail, *(head for head in (block.term, block.lead_in, block.caption) if head))
            shown |= {place, *table, *(above[text] for text in heads if text in above)}
        above[block.text] = place
    return shown


def _parts(text: str, stated: Sequence[Stated]) -> tuple[Part, ...]:
    return tuple(part for part in _pieces(text, stated) if part.text)


def _pieces(text: str, stated: Sequence[Stated]) -> Iterator[Part]:
    at = 0
    overlapping: list[Stated] = []
    end = 0
    for one in sorted(stated, key=lambda one: (one.start, one.end)):
        if overlapping and one.start >= end:
            yield Part(text[overlapping[0].start : end], tuple(overlapping))
            overlapping, at = [], end
        if not overlapping:
            yield Part(text[at : one.start])
        overlapping.append(one)
        end = max(end, one.end)
    if overlapping:
        yield Part(text[overlapping[0].start : end], tuple(overlapping))
    yield Part(text[end:])
