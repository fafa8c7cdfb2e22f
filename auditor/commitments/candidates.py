"""Blocks to Candidates: each value that a text states, with the sentence and the words it has to be judged by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from auditor.commitments.amounts import Amount
from auditor.commitments.amounts.lexicon import lexicon
from auditor.commitments.sentences import split_sentences
from auditor.model import Block, BlockKind, Money
from auditor.rules_patterns import FREE, OTHER, VALUE

_MAX_BEFORE = 300
_WINDOW = 240


class Candidate(Struct, frozen=True):
    """A value that may be a commitment.

    `sentence_start`/`sentence_end` and the offsets of `amount` and of `siblings` (all values of the sentence, the
    amount among them) are those of `block.text`. `masked` is the sentence with one character for each value (see
    `auditor.rules_patterns`), `place` where the amount's is; `before` the sentence before it, in its block or the
    block before.
    """

    block: Block
    sentence_start: int
    sentence_end: int
    amount: Amount
    siblings: tuple[Amount, ...]
    masked: str
    place: int
    before: str = ""

    @property
    def sentence(self) -> str:
        """The sentence as written."""
        return self.block.text[self.sentence_start : self.sentence_end]

    @property
    def marked(self) -> str:
        """The masked sentence around the value, which is told from the others."""
        before = self.masked[max(0, self.place - _WINDOW) : self.place]
        return before + VALUE + self.masked[self.place + 1 : self.place + _WINDOW]


def find_candidates(block: Block, amounts: Iterable[Amount], before: str = "") -> Iterator[Candidate]:
    """A candidate for each of the block's amounts in the order of their places; `before` is the block before."""
    found = sorted(amounts, key=lambda amount: (amount.start, amount.end))
    if not found:
        return
    starts = [amount.start for amount in found]
    previous = before
    for start, end in split_sentences(block.text):
        siblings = tuple(found[bisect_left(starts, start) : bisect_left(starts, end)])
        if siblings:
            end = max(end, siblings[-1].end)
            shown, places = masked(block.text, (start, end), siblings)
            context = previous[-_MAX_BEFORE:]
            for amount, place in zip(siblings, places, strict=True):
                yield Candidate(block, start, end, amount, siblings, shown, place, context)
        previous = block.text[start:end]


def is_spoken_by_others(block: Block) -> bool:
    """Whether customers or third parties say it: reviews and quotations promise nothing."""
    return block.kind in (BlockKind.REVIEW, BlockKind.QUOTED)


def masked(text: str, span: tuple[int, int], amounts: Iterable[Amount]) -> tuple[str, tuple[int, ...]]:
    """The sentence at `span` with each of its amounts replaced by one character, and where these characters are."""
    at, length = span[0], 0
    pieces: list[str] = []
    places: list[int] = []
    for amount in amounts:
        start, end = bare_span(text, amount)
        piece = text[at:start]
        pieces += [piece, FREE if is_free(amount) else OTHER]
        places.append(length + len(piece))
        length += len(piece) + 1
        at = max(at, end)
    return "".join([*pieces, text[at : span[1]]]).replace("’", "'"), tuple(places)


def is_free(amount: Amount) -> bool:
    """Whether the value is nothing to pay."""
    return isinstance(amount.value, Money) and not amount.value.amount


def bare_span(text: str, amount: Amount) -> tuple[int, int]:
    """The span of the value alone: of "free delivery" the second word says what is free, and has to be read."""
    if is_free(amount):
        found = _free_words().search(text, amount.core_start, amount.core_end)
        if found:
            return found.span()
    return amount.core_start, amount.core_end


@cache
def _free_words() -> re.Pattern[str]:
    words = sorted(lexicon().cues["free_alone"], key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
