"""A value to the place that lent it what its own words do not say: its elided unit or currency."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from auditor.commitments.amounts import Amount, find_amounts
from auditor.commitments.candidates import Candidate
from auditor.model import Block, Duration, Money


class Source(Struct, frozen=True):
    """Words and the place where they stand: sentence, row, column, lead_in, term, heading, caption, title.

    `what` is "unit" where they lend a unit or a currency, and the axis of a scope that they name (its places are those
    of `auditor.commitments.scope.Place`).
    """

    what: str
    words: str
    place: str


def heads_of(block: Block) -> Iterator[tuple[str, str]]:
    """(place, text) of what a block stands under, the nearest first."""
    named = (("column", block.column), ("row", block.row), ("term", block.term), ("lead_in", block.lead_in))
    yield from ((place, text) for place, text in named if text)
    yield from (("heading", text) for text in reversed(block.trail))
    yield from ((place, text) for place, text in (("caption", block.caption), ("title", block.title)) if text)


def elided_from(candidate: Candidate) -> Source | None:
    """Where a bare number took its unit or currency from: the text before it, or the head that alone lends it the same.

    None where the value says its unit itself, and where the item before in its list lent it.
    """
    amount = candidate.amount
    if not amount.elided:
        return None
    lender = _lender(candidate)
    if lender is not None:
        return Source("unit", candidate.block.text[lender.core_start : lender.core_end], "sentence")
    currency = amount.value.currency if isinstance(amount.value, Money) else None
    for place, text in heads_of(candidate.block):
        found = find_amounts(candidate.block.text, currency=currency, heads=[text])
        if any(one.start == amount.start and one.value == amount.value for one in found):
            return Source("unit", text, place)
    return None


def _lender(candidate: Candidate) -> Amount | None:
    """The last value before it in the sentence that names the unit or currency itself."""
    for one in reversed(candidate.siblings):
        if one.start < candidate.amount.start and not one.elided and _unit(one) == _unit(candidate.amount):
            return one
    return None


def _unit(amount: Amount) -> str | None:
    match amount.value:
        case Duration(unit=unit):
            return str(unit)
        case Money(currency=currency):
            return currency
        case _:
            return None
