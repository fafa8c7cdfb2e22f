"""Blocks to Candidates: each value that a text states, with the sentence and the words it has to be judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from auditor.commitments.amounts import Amount
from auditor.commitments.sentences import split_sentences
from auditor.model import Block, BlockKind
from auditor.rules import OTHER, VALUE

_MAX_BEFORE = 300


class Candidate(Struct, frozen=True):
    """A value that may be a commitment.

    `sentence_start`/`sentence_end` and the offsets of `amount` and of `siblings` (all values of the sentence, the
    amount among them) are those of `block.text`. `before` is the sentence before it, in its block or the one before.
    """

    block: Block
    sentence_start: int
    sentence_end: int
    amount: Amount
    siblings: tuple[Amount, ...]
    before: str = ""

    @property
    def sentence(self) -> str:
        """The sentence as written."""
        return self.block.text[self.sentence_start : self.sentence_end]

    @property
    def place(self) -> int:
        """Which of the siblings the amount is, from 0."""
        return self.siblings.index(self.amount)


def find_candidates(block: Block, amounts: Iterable[Amount], before: str = "") -> Iterator[Candidate]:
    """A candidate for each of the block's amounts in the order of their places; `before` is the block before."""
    found = sorted(amounts, key=lambda amount: (amount.start, amount.end))
    previous = before
    for start, end in split_sentences(block.text):
        siblings = tuple(amount for amount in found if start <= amount.start < end)
        for amount in siblings:
            yield Candidate(block, start, max(end, amount.end), amount, siblings, previous[-_MAX_BEFORE:])
        previous = block.text[start:end]


def is_spoken_by_others(block: Block) -> bool:
    """Whether customers or third parties say it: reviews and quotations promise nothing."""
    return block.kind in (BlockKind.REVIEW, BlockKind.QUOTED)


def masked(candidate: Candidate) -> tuple[str, tuple[int, ...]]:
    """The sentence with each value replaced by one character, and where these characters are."""
    text, pieces, places, at = candidate.block.text, [], [], candidate.sentence_start
    length = 0
    for amount in candidate.siblings:
        piece = text[at : amount.core_start]
        pieces += [piece, OTHER]
        places.append(length + len(piece))
        length += len(piece) + 1
        at = max(at, amount.core_end)
    return "".join([*pieces, text[at : candidate.sentence_end]]).replace("’", "'"), tuple(places)


def marked(masked_sentence: str, place: int) -> str:
    """The masked sentence with the value in question told from the others."""
    return masked_sentence[:place] + VALUE + masked_sentence[place + 1 :]
