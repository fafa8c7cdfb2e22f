"""Examples to targets: which choices of the encoder name the scope that the annotators gave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.commitments.encoder import Tokens
from auditor.commitments.passages import Passage
from auditor.commitments.pointers import CHOICES, IMPLIED, Piece
from auditor.commitments.scope.names import AXES
from training.examples import Example

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
# Words that name nothing by themselves: of a longer name they are no part to look for.
_EMPTY = frozenset("the a an of in on to for and or with all any our your by from at order item customer".split())
_ALSO = {
    "written": {"write", "letter", "post"},
    "email": {"e-mail", "mail"},
    "store": {"shop", "in-store"},
}

Target = dict[int, float]


def targets_of(example: Example, passage: Passage, tokens: Tokens) -> tuple[Target | None, ...]:
    """For each axis the choices that are right, with their shares; None where the passage does not show the name.

    All values without a commitment teach nothing about scope.
    """
    if example.scope is None or not example.asked:
        return (None,) * len(AXES)
    return tuple(_target(axis, example.scope.get(axis), passage, tokens) for axis in AXES)


def _target(axis: str, name: str | None, passage: Passage, tokens: Tokens) -> Target | None:
    if not name:
        return {0: 1.0}
    pieces = _pieces(name, passage, tokens.places)
    if pieces:
        return {CHOICES + piece: 1 / len(pieces) for piece in pieces}
    if axis != "service":
        return None
    words = set(_words(name))
    implied = (
        choice for choice, one in enumerate(IMPLIED, 1) if one in words or not words.isdisjoint(_ALSO.get(one, ()))
    )
    return next(({choice: 1.0} for choice in implied), None)


def _pieces(name: str, passage: Passage, places: Sequence[Piece | None]) -> list[int]:
    """The pieces of the longest run of the name's words, in the text and, where as much of it is there, the context."""
    found: list[int] = []
    most = 0
    for in_context, text in ((False, passage.text), (True, passage.context)):
        spans, length = _occurrences(name, text)
        if length and (length >= most or not found):
            most = max(most, length)
            found += [number for span in spans for number in _within(span, places, in_context=in_context)]
    return found


def _occurrences(name: str, text: str) -> tuple[list[tuple[int, int]], int]:
    """Where the longest run of the name's words stands that the text has, and how many words that are."""
    wanted, shown = _words(name), list(_WORD.finditer(text))
    words = [_plain(match.group()) for match in shown]
    for length in range(len(wanted), 0, -1):
        runs = [wanted[at : at + length] for at in range(len(wanted) - length + 1)]
        runs = [run for run in runs if length == len(wanted) or not _EMPTY.issuperset(run)]
        starts = [at for at in range(len(words) - length + 1) if words[at : at + length] in runs]
        if starts:
            return [(shown[at].start(), shown[at + length - 1].end()) for at in starts], length
    return [], 0


def _within(span: tuple[int, int], places: Sequence[Piece | None], *, in_context: bool) -> Iterator[int]:
    for number, piece in enumerate(places):
        if piece and piece.in_context is in_context and piece.start < span[1] and piece.end > span[0]:
            yield number


def _words(name: str) -> list[str]:
    return [_plain(match.group()) for match in _WORD.finditer(name)]


def _plain(word: str) -> str:
    """The word in small letters, without the s of a plural."""
    word = word.lower().replace("’", "'")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
