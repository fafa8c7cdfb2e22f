"""Two pages to which block of one stands where which block of the other does, by their build and not by their words.

A block is known by what it is (heading, item, cell), how deep it stands, where in its table, how long it is, where the
page has it, and by the sort and numbers of its values. The pages are laid side by side with the fewest breaks, as two
strands of DNA are (Needleman and Wunsch 1970), within a band around the diagonal: time grows with length times band.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from msgspec import Struct

from auditor.commitments.amounts import Amount
from auditor.model import Block, BlockKind, Region
from auditor.quantities import Normal, normal

HEADINGS = (BlockKind.HEADING, BlockKind.SUMMARY)
_BAND = 24
_FEWEST = 8
_GAP = -0.45
_NEVER = -9.0
_PLACES = re.compile(r":nth-of-type\(\d+\)")
_BOTH, _ENGLISH, _FOREIGN = range(3)


class Shape(Struct, frozen=True):
    """A block without its words; `place` is the row and column of a cell, counted from the table's first one."""

    kind: BlockKind
    region: Region
    depth: int
    place: tuple[int, int] | None
    path: str
    locator: str
    length: int
    sorts: tuple[str, ...]
    numbers: frozenset[Normal]

    @property
    def build(self) -> tuple[BlockKind, Region, str]:
        """What is equal, block by block, for two pages of one template."""
        return self.kind, self.region, self.locator


def shapes_of(blocks: Sequence[Block], amounts: Sequence[Sequence[Amount]]) -> list[Shape]:
    """The shape of each block, with the values that were read in it."""
    return [
        Shape(
            block.kind,
            block.region,
            len(block.trail),
            place,
            _PLACES.sub("", block.locator),
            block.locator,
            len(block.text),
            tuple(sorted(one.kind for one in found)),
            frozenset(normal(one.value) for one in found),
        )
        for block, found, place in zip(blocks, amounts, _places(blocks), strict=True)
    ]


def align(english: Sequence[Shape], foreign: Sequence[Shape]) -> dict[int, int]:
    """The place of each English block → that of the block in the other language that stands for it, both ascending."""
    if [one.build for one in english] == [one.build for one in foreign]:
        return dict(zip(range(len(english)), range(len(foreign)), strict=True))
    band = abs(len(english) - len(foreign)) + _BAND
    moves = _moves(english, foreign, band)
    found: list[tuple[int, int]] = []
    row, column = len(english), len(foreign)
    while row and column:
        first, steps = moves[row]
        move = steps[column - first]
        if move == _BOTH:
            found.append((row - 1, column - 1))
        row, column = row - (move != _FOREIGN), column - (move != _ENGLISH)
    return dict(reversed(found))


def _moves(english: Sequence[Shape], foreign: Sequence[Shape], band: int) -> list[tuple[int, bytearray]]:
    """For each number of English blocks, the first column of its band and the best last step to each column of it."""
    width = len(foreign)
    above = {column: _GAP * column for column in range(min(width, band) + 1)}
    moves = [(0, bytearray([_FOREIGN] * len(above)))]
    for row, one in enumerate(english, start=1):
        first, last = max(0, row - band), min(width, row + band)
        scores: dict[int, float] = {}
        steps = bytearray()
        for column in range(first, last + 1):
            score, step = above.get(column, _NEVER * row) + _GAP, _ENGLISH
            if column:
                other = foreign[column - 1]
                both = above.get(column - 1, _NEVER * row) + _likeness(one, other)
                if both >= score:
                    score, step = both, _BOTH
                beside = scores.get(column - 1, _NEVER * row) + _GAP
                if beside > score:
                    score, step = beside, _FOREIGN
            scores[column] = score
            steps.append(step)
        moves.append((first, steps))
        above = scores
    return moves


def _likeness(one: Shape, other: Shape) -> float:
    """How well one block can stand for another; below twice the cost of a break it cannot."""
    if one.kind is not other.kind or one.region is not other.region:
        return _NEVER
    return _built_alike(one, other) + _says_alike(one, other)


def _built_alike(one: Shape, other: Shape) -> float:
    score = 0.5 if one.depth == other.depth else -0.5
    score += 0.5 if one.path == other.path else -0.5
    score += 0.4 if one.locator == other.locator else 0.0
    if one.place is not None and other.place is not None:
        score += 0.5 if one.place[0] == other.place[0] else -0.2
        score += 0.5 if one.place[1] == other.place[1] else -2.0
    return score


def _says_alike(one: Shape, other: Shape) -> float:
    shorter, longer = sorted((one.length + 12, other.length + 12))
    score = 1.2 * shorter / longer - 0.5
    if one.sorts == other.sorts:
        score += 0.8 if one.sorts else 0.1
    else:
        score -= 0.6
    return score + (1.2 if one.numbers & other.numbers else 0.0)


def _places(blocks: Sequence[Block]) -> Iterator[tuple[int, int] | None]:
    """The row and column of each cell, as they begin anew behind whatever is no cell; None for other blocks."""
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for block in blocks:
        if block.kind is not BlockKind.TABLE_CELL:
            rows, columns = {}, {}
            yield None
            continue
        row, _, cell = block.locator.rpartition(" > ")
        column = re.search(r"\d+", cell)
        yield rows.setdefault(row, len(rows)), int(column[0]) if column else columns.setdefault(cell, len(columns))


def sections_of(blocks: Sequence[Block]) -> list[int]:
    """For each block the place of the heading of its region that it stands under, itself for a heading; -1 for none."""
    headings: dict[Region, int] = {}
    found = []
    for place, block in enumerate(blocks):
        if block.kind in HEADINGS:
            headings[block.region] = place
        found.append(headings.get(block.region, -1))
    return found


def build_of(blocks: Sequence[Block]) -> bytes | None:
    """A hash that is equal for pages of one build, whatever they say; None for a page that has hardly any."""
    build = [(block.kind, block.region, block.locator) for block in blocks if block.start is not None]
    if len(build) < _FEWEST:
        return None
    return blake2b("\n".join(" ".join(one) for one in build).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_sound(pairs: Mapping[int, int], english: int, foreign: int) -> bool:
    """Whether enough of two pages of so many blocks stands side by side for them to be each other's translation."""
    return 2 * len(pairs) >= min(english, foreign) > 0 and 3 * len(pairs) >= max(english, foreign)
