"""Blocks to what lends each of them a unit: heads, a cell of its row that is a unit, the item or cell before it.

"3-5" means business days under "Business days", beside a cell "business days", or below "Spain: 2 business days".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct, structs

from auditor.commitments.amounts import (
    Amount,
    ends_bare,
    find_amounts,
    may_hold_values,
    names_unit,
    unit_lent_by,
)
from auditor.commitments.amounts.day_counts import as_business_days, counts_business_days
from auditor.commitments.amounts.lexicon import DEFAULT_LANGUAGE
from auditor.model import Block, BlockKind, Duration, Money

_SIBLINGS = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
_LONGEST_UNIT, _WIDEST_ROW = 30, 20


class Lent(Struct, frozen=True):
    """What a block takes its units from: `beside` are the cells of its row that name one, `unit` what a sibling lends.

    `unit` is a value of which only the unit or currency counts; `business` where the section counts in business days.
    """

    beside: tuple[str, ...] = ()
    unit: Duration | Money | None = None
    business: bool = False


NOTHING = Lent()


def amounts_of(
    block: Block, currency: str | None, lent: Lent = NOTHING, language: str = DEFAULT_LANGUAGE
) -> tuple[Amount, ...]:
    """Every value of a block, read with its heads, the nearest first; `currency` is what "$" means."""
    heads = (block.column, block.row, *lent.beside, block.caption, block.lead_in, *reversed(block.trail))
    named = [head for head in heads if head]
    amounts = find_amounts(block.text, currency=currency, heads=named, lent=lent.unit, language=language)
    return tuple(map(_in_business_days, amounts)) if lent.business else amounts


def _in_business_days(amount: Amount) -> Amount:
    value = as_business_days(amount)
    return structs.replace(amount, value=value) if value else amount


def find_lent(blocks: Sequence[Block], currency: str | None, language: str = DEFAULT_LANGUAGE) -> Iterator[Lent]:
    """What each block of a document is lent, in their order."""
    beside = _units_beside(blocks, language)
    business = {block.trail for block in blocks if counts_business_days(block.text, language)}
    above: dict[tuple[object, ...], tuple[Block, Lent]] = {}
    left: tuple[Block, Lent] | None = None
    for place, block in enumerate(blocks):
        if block.kind not in _SIBLINGS:
            left = None
            yield Lent(business=True) if block.trail and block.trail in business else NOTHING
            continue
        series = (block.kind, block.trail, block.lead_in, block.caption, block.column)
        lent = Lent(beside.get(place, ()), business=block.trail in business)
        if ends_bare(block.text, language):
            lenders = [above.get(series), left if left and _in_one_row(left[0], block) else None]
            unit = _unit_of(block, [one for one in lenders if one], currency, language)
            lent = structs.replace(lent, unit=unit)
        if may_hold_values(block.text, language):
            above[series] = left = (block, lent)
        yield lent


def _unit_of(
    block: Block, lenders: Sequence[tuple[Block, Lent]], currency: str | None, language: str
) -> Duration | Money | None:
    """What the lender lends that begins like the block ("within 4 days", "within 7"), else the first; or was lent."""
    like = [one for one in lenders if _first_word(one[0]) == _first_word(block)]
    for one, lent in (like or lenders)[:1]:
        return unit_lent_by(amounts_of(one, currency, lent, language)) or lent.unit
    return None


def _first_word(block: Block) -> str:
    return block.text.split(maxsplit=1)[0].lower() if block.text.strip() else ""


def _in_one_row(one: Block, other: Block) -> bool:
    return one.row is not None and one.kind is other.kind and (one.row, one.trail) == (other.row, other.trail)


def _units_beside(blocks: Sequence[Block], language: str) -> dict[int, tuple[str, ...]]:
    """The place of each cell of a table → the cells of its row that are nothing but a unit or a currency."""
    found: dict[int, tuple[str, ...]] = {}
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE_CELL and len(block.text) <= _LONGEST_UNIT and names_unit(block.text, language):
            for other in _row_of(blocks, place):
                found[other] = (*found.get(other, ()), block.text)
    return found


def _row_of(blocks: Sequence[Block], place: int) -> Iterator[int]:
    """The places of the cells around the one at `place` that have the head of its row."""
    behind = range(place + 1, min(len(blocks), place + _WIDEST_ROW))
    ahead = range(place - 1, max(-1, place - _WIDEST_ROW), -1)
    for places in (ahead, behind):
        yield from takewhile(lambda at: _in_one_row(blocks[place], blocks[at]), places)
