"""A page and its English twin to what their statements have in common: each English value held against its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from auditor.commitments.amounts import Amount, document_currency, may_hold_values
from auditor.commitments.foreign import foreign_languages
from auditor.commitments.languages import ENGLISH, LANGUAGES
from auditor.commitments.lenders import amounts_of, find_lent
from auditor.commitments.translations.agreement import Agreement, agreement
from auditor.commitments.translations.alignment import HEADINGS, Shape, align, is_sound, sections_of, shapes_of
from auditor.model import Block, Commitment, Origin, Region
from auditor.quantities import normal

_MANY = 3


class Side(Struct, frozen=True):
    """The text of a page as it is laid beside its twin: blocks with their values, and whether each is to be read."""

    blocks: tuple[Block, ...]
    amounts: tuple[tuple[Amount, ...], ...]
    is_read: tuple[bool, ...]
    shapes: tuple[Shape, ...]
    sections: tuple[int, ...]


class Place(Struct, frozen=True):
    """A value in another language, and the block that it stands in."""

    block: Block
    amount: Amount


class Comparison(Struct, frozen=True):
    """What an English statement came to, and the place in the other language where there is one."""

    english: Commitment
    outcome: Agreement
    place: Place | None = None

    @property
    def at(self) -> tuple[int, int] | None:
        """Where on its page the place is."""
        return (self.place.block.index, self.place.amount.start) if self.place else None


def read_side(blocks: Iterable[Block], language: str) -> Side:
    """A page read in the language that most of it is in; of a foreign page, English blocks are not its translation."""
    blocks = tuple(blocks)
    told = [language] * len(blocks) if language == ENGLISH else foreign_languages(blocks)
    kept = tuple(block for block in blocks if block.origin is not Origin.STRUCTURED_DATA)
    spoken = (one for block, one in zip(blocks, told, strict=True) if block.origin is not Origin.STRUCTURED_DATA)
    amounts = tuple(_amounts(kept, language))
    return Side(
        kept,
        amounts,
        tuple(one == language for one in spoken),
        tuple(shapes_of(kept, amounts)),
        tuple(sections_of(kept)),
    )


def compare(english: Side, commitments: Sequence[Commitment], foreign: Side) -> tuple[Comparison, ...]:
    """Each statement of the English page that is no structured data, held against what stands in its place."""
    said = [one for one in commitments if one.origin is not Origin.STRUCTURED_DATA]
    pairs = align(english.shapes, foreign.shapes) if said else {}
    if not is_sound(pairs, len(english.blocks), len(foreign.blocks)):
        return tuple(Comparison(one, Agreement.UNLIKE) for one in said)
    found = tuple(_Pages(english, foreign, pairs).comparisons(said))
    counts = Counter(one.outcome for one in found)
    if counts[Agreement.DIFFERENT] >= _MANY and counts[Agreement.DIFFERENT] > counts[Agreement.SAME]:
        return tuple(Comparison(one, Agreement.UNLIKE) for one in said)
    return found


def _amounts(blocks: Sequence[Block], language: str) -> Iterator[tuple[Amount, ...]]:
    language = language if language in LANGUAGES else ENGLISH
    visible = "\n".join(block.text for block in blocks if block.start is not None)
    currency = document_currency(visible, blocks[0].locale) if blocks else None
    for block, lent in zip(blocks, find_lent(blocks, currency, language), strict=True):
        holds = may_hold_values(block.text, language)
        yield amounts_of(block, currency, lent, language) if holds else ()


class _Pages:
    """Two pages side by side."""

    def __init__(self, english: Side, foreign: Side, pairs: dict[int, int]) -> None:
        self._english, self._foreign, self._pairs = english, foreign, pairs
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for place, block in enumerate(english.blocks):
            self._at[block.locator].append(place)

    def comparisons(self, said: Iterable[Commitment]) -> Iterator[Comparison]:
        """What became of each statement; nothing of those whose place in the other page is in English too."""
        for one in said:
            place = self._place_of(one)
            other = self._pairs.get(place) if place is not None else None
            if place is None or other is None or not self._under_one_heading(place, other):
                yield Comparison(one, Agreement.NO_PASSAGE)
            elif self._foreign.is_read[other]:
                yield self._compared(one, place, other)

    def _place_of(self, one: Commitment) -> int | None:
        """The block of a statement: of text the one that its offset lies in, of metadata the one it was found in."""
        for place in self._at[one.locator]:
            block = self._english.blocks[place]
            if block.start is None or one.start is None:
                if block.start is one.start and one.quote in block.text:
                    return place
            elif block.start <= one.start < block.start + len(block.text):
                return place
        return None

    def _under_one_heading(self, place: int, other: int) -> bool:
        mine, theirs = self._english.sections[place], self._foreign.sections[other]
        return mine == theirs == -1 or self._pairs.get(mine) == theirs

    def _compared(self, one: Commitment, place: int, other: int) -> Comparison:
        kind, at = _kind_at(self._english, one, place)
        mine = [amount for amount in self._english.amounts[place] if amount.kind == kind]
        theirs = [amount for amount in self._foreign.amounts[other] if amount.kind == kind]
        if at is None or not theirs:
            return Comparison(one, Agreement.NO_VALUE)
        amount = _counterpart(at, mine, theirs)
        if amount is None:
            return Comparison(one, Agreement.SEVERAL)
        outcome = agreement(one.value, amount.value)
        if outcome is Agreement.DIFFERENT:
            outcome = self._difference(at, amount, place, other)
        return Comparison(one, outcome, Place(self._foreign.blocks[other], amount))

    def _difference(self, at: Amount, amount: Amount, place: int, other: int) -> Agreement:
        """Whether two values differ indeed, not because passages stand in another order, are missing or were added."""
        if _saying(self._english, amount) >= _saying(self._foreign, amount):
            return Agreement.MOVED
        around = self._between_anchors(place)
        region = self._english.blocks[place].region
        mine = _holding(self._english, at.kind, region, around[0])
        return Agreement.DIFFERENT if mine == _holding(self._foreign, at.kind, region, around[1]) else Agreement.SEVERAL

    def _between_anchors(self, place: int) -> tuple[range, range]:
        """The blocks of both pages between the pairs before and behind a place that are certain."""
        before = next((one for one in range(place - 1, -1, -1) if self._is_anchor(one)), None)
        behind = next((one for one in range(place + 1, len(self._english.blocks)) if self._is_anchor(one)), None)
        first = (0, 0) if before is None else (before + 1, self._pairs[before] + 1)
        last = (len(self._english.blocks), len(self._foreign.blocks))
        if behind is not None:
            last = behind, self._pairs[behind]
        return range(first[0], last[0]), range(first[1], last[1])

    def _is_anchor(self, place: int) -> bool:
        """Whether a block is certain to stand for another: a heading, or one with a number of its own in both."""
        other = self._pairs.get(place)
        if other is None:
            return False
        shape = self._english.shapes[place]
        return shape.kind in HEADINGS or bool(shape.numbers & self._foreign.shapes[other].numbers)


def _holding(side: Side, kind: str, region: Region, places: Iterable[int]) -> int:
    """How many of the blocks at `places` hold a value of that kind, in that part of the page."""
    found = (side.amounts[place] for place in places if side.blocks[place].region is region)
    return sum(any(one.kind == kind for one in each) for each in found)


def _saying(side: Side, amount: Amount) -> int:
    """How many values of a page are the same as one."""
    stated = (one for found in side.amounts for one in found if one.kind == amount.kind)
    return sum(agreement(one.value, amount.value) is Agreement.SAME for one in stated)


def _kind_at(side: Side, one: Commitment, place: int) -> tuple[str, Amount | None]:
    """The kind of a statement's value, and the value itself among those of its block."""
    block = side.blocks[place]
    same = [amount for amount in side.amounts[place] if normal(amount.value) == normal(one.value)]
    if one.start is not None and block.start is not None:
        same = [amount for amount in same if block.start + amount.start == one.start] or same
    return (same[0].kind, same[0]) if same else ("", None)


def _counterpart(at: Amount, mine: Sequence[Amount], theirs: Sequence[Amount]) -> Amount | None:
    """The value of a passage that stands for `at`: the one that is the same, else the only one without a partner."""
    left = list(theirs)
    partner: dict[int, Amount] = {}
    for amount in mine:
        same = [one for one in theirs if agreement(amount.value, one.value) is Agreement.SAME]
        free = [one for one in same if one in left]
        # What English says twice ("around the clock, 24/7") may be said once.
        if free or (same and len(theirs) < len(mine)):
            partner[amount.start] = (free or same)[0]
            left = [one for one in left if one is not partner[amount.start]]
    if at.start in partner:
        return partner[at.start]
    return left[0] if len(left) == 1 and len(mine) - len(partner) == 1 else None
