"""A sentence with values to the clause of one of them, with the other values of the clause masked."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from auditor.commitments.clauses import find_clause, without_brackets

MASK = "\ue000"
"""Stands for each character of a value, so that "business days" names no customers."""


class Clause(Struct, frozen=True):
    """The clause `text[first:last]` of a sentence around the value `text[start:end]`.

    In `masked` every value of the sentence is masked, and brackets that do not hold the value are blank; its offsets
    are those of `text`. `values` are the spans of the values in the clause, in order, that of the value among them.
    """

    text: str
    masked: str
    first: int
    last: int
    start: int
    end: int
    values: tuple[tuple[int, int], ...]

    @property
    def place(self) -> int:
        """Which of `values` it is."""
        return self.values.index((self.start, self.end))

    @property
    def before(self) -> str:
        """The masked text between the value before, or the start of the clause, and the value."""
        return self.masked[self.after_previous : self.start]

    @property
    def after(self) -> str:
        """The masked text between the value and the next one, or the end of the clause."""
        return self.masked[self.end : self.before_next]

    @property
    def after_previous(self) -> int:
        """Where the value before ends, or the clause starts."""
        return self.values[self.place - 1][1] if self.place else self.first

    @property
    def before_next(self) -> int:
        """Where the next value starts, or the clause ends."""
        return self.values[self.place + 1][0] if self.place + 1 < len(self.values) else self.last


def clause_of(sentence: str, start: int, end: int, siblings: Sequence[tuple[int, int]]) -> Clause:
    """The clause of the value at `sentence[start:end]`; `siblings` are the spans of all values of the sentence."""
    text = sentence.replace("’", "'")
    plain = without_brackets(text, start, end)
    first, last = find_clause(plain, start, end)
    others = [one for one in siblings if one[1] <= start or one[0] >= end]
    masked = plain
    for low, high in (*others, (start, end)):
        masked = masked[:low] + MASK * (high - low) + masked[high:]
    values = sorted({(start, end), *(one for one in others if first <= one[0] and one[1] <= last)})
    return Clause(text, masked, first, last, start, end, tuple(values))
