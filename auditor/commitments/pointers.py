"""What the encoder says of each piece of a passage to the words that name the scope of a value, with their place.

For each axis it chooses among nothing, a name that texts imply ("ring us" is `phone`), and the pieces of the passage
and its context. How probable a name is is what it gives to anything but nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from auditor.commitments.candidates import Candidate
from auditor.commitments.passages import MARKS, Passage
from auditor.commitments.scope.named import Named, Place, names_text
from auditor.commitments.scope.names import AXES
from auditor.commitments.scope.pointed import Pointer
from auditor.model import Block

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

IMPLIED = ("phone", "email", "written", "chat", "store", "exchange")
"""Names of a service that a text may imply without their word."""

CHOICES = 1 + len(IMPLIED)
"""The choices before the pieces: nothing, then those of `IMPLIED`."""

# A piece beside the likeliest is part of the name where it is this likely, as a share of that one.
_PART = 0.25
_EDGES = " \t\n\"'“”‘’«»,;:.()[]–—-"


class Piece(Struct, frozen=True):
    """A word piece at `start:end` of the passage's text, or of its context; the marks between have no place."""

    start: int
    end: int
    in_context: bool


def read_pointers(choices: Array, passage: Passage, number: int, pieces: Sequence[Piece | None]) -> dict[str, Pointer]:
    """Axis → Pointer for the value `number` of the passage; `choices` are logits, (axes, CHOICES + pieces)."""
    import numpy as np

    shares = np.exp(choices - choices.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    block = passage.candidates[number].block
    found = {}
    for axis, row in zip(AXES, shares, strict=True):
        named = _implied(row) or _pointed(row[CHOICES:], passage, pieces, block)
        if named is not None:
            here = _is_stated(named, row[CHOICES:], passage, passage.candidates[number], pieces)
            found[axis] = Pointer(float(1 - row[0]) if here else 0.0, named)
    return found


def _is_stated(
    named: Named, shares: Array, passage: Passage, candidate: Candidate, pieces: Sequence[Piece | None]
) -> bool:
    """Whether the words may be the scope of the value: not those of the next sentence, or of the block before alone.

    Both are read to understand the sentence. A column "body" says what its cells are, and of nothing more.
    """
    best = pieces[int(shares.argmax())]
    if named.place in (Place.ROW, Place.COLUMN) and names_text(named.words):
        return False
    if named.place is Place.EARLIER:
        return named.words in candidate.block.text[: candidate.sentence_start]
    return named.words in IMPLIED or best is None or best.in_context or best.start < passage.end


def _implied(row: Array) -> Named | None:
    """The implied name where it is likelier than all pieces together."""
    implied = row[1:CHOICES]
    best = int(implied.argmax())
    return Named(IMPLIED[best], Place.SENTENCE) if implied[best] > row[CHOICES:].sum() else None


def _pointed(shares: Array, passage: Passage, pieces: Sequence[Piece | None], block: Block) -> Named | None:
    """The words around the likeliest piece, with those beside it that are likely too."""
    first = last = int(shares.argmax())
    best = pieces[first]
    if best is None:
        return None
    likely = _PART * shares[first]
    text = passage.context if best.in_context else passage.text
    while shares[first - 1] >= likely and _is_beside(pieces[first - 1], best, text):
        first -= 1
    while last + 1 < len(pieces) and shares[last + 1] >= likely and _is_beside(pieces[last + 1], best, text):
        last += 1
    words = _whole_words(text, (pieces[first] or best).start, (pieces[last] or best).end)
    if not words:
        return None
    return Named(words, _place_of(words, block) if best.in_context else Place.SENTENCE)


def _is_beside(piece: Piece | None, best: Piece, text: str) -> bool:
    """Whether a piece stands in the same text as the best, and does not mark where a value begins or ends."""
    return piece is not None and piece.in_context is best.in_context and text[piece.start] not in MARKS


def _whole_words(text: str, start: int, end: int) -> str:
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end].strip(_EDGES)


def _place_of(words: str, block: Block) -> Place:
    """The head that has the words, nearest first."""
    heads: Mapping[Place, str | None] = {
        Place.ROW: block.row,
        Place.COLUMN: block.column,
        Place.CAPTION: block.caption,
        Place.QUESTION: block.term,
        Place.LEAD_IN: block.lead_in,
        Place.HEADING: " ".join((*block.trail, block.title or "")),
    }
    return next((place for place, head in heads.items() if head and words in head), Place.EARLIER)
