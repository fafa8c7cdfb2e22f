"""A sentence with values to the clause of one of them, with what is no name hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from auditor.commitments.clauses import find_clause, without_brackets

MASK = "\ue000"
"""Stands for each character of a value, so that "business days" names no customers."""

_NO_NAMES = re.compile(r"\d[\d.,:]*|\b(?:business|working|bank(?:ing)?|office|trading|shop|school|court|weekend|[ap]\.?m)\b", re.IGNORECASE)


class Clause(Struct, frozen=True):
    """The clause `text[first:last]` of a sentence around the value `text[start:end]`.

    In `masked` the values of the sentence are masked as a whole; in `searchable` only the numbers of the value itself and
    what else is no name in it, since it may be worded with one ("free UK delivery"). Brackets apart from the value are blank
    in both. All offsets are those of `text`. `values` are the spans of the values in the clause, in order.
    """

    text: str
    masked: str
    searchable: str
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
    def after_previous(self) -> int:
        """Where the value before ends, or the clause starts."""
        return self.values[self.place - 1][1] if self.place else self.first

    @property
    def before_next(self) -> int:
        """Where the next value starts, or the clause ends."""
        return self.values[self.place + 1][0] if self.place + 1 < len(self.values) else self.last


def clauses_of(sentence: str, start: int, end: int, siblings: Sequence[tuple[int, int]]) -> tuple[Clause, ...]:
    """The clause of the value at `sentence[start:end]`, then the sentence as a whole where that is more.

    `siblings` are the spans of all values of the sentence.
    """
    text = sentence.replace("’", "'")
    plain = without_brackets(text, start, end)
    spans = sorted({(start, end), *(one for one in siblings if one[1] <= start or one[0] >= end)})
    masked = searchable = _with_brackets_beside(text, plain, spans)
    for low, high in spans:
        masked = masked[:low] + MASK * (high - low) + masked[high:]
        own = (low, high) == (start, end)
        shown = _NO_NAMES.sub(lambda match: MASK * len(match.group()), searchable[low:high]) if own else MASK * (high - low)
        searchable = searchable[:low] + shown + searchable[high:]
    first, last = find_clause(plain, start, end)
    inner, whole = (
        Clause(text, masked, searchable, low, high, start, end, tuple(v for v in spans if low <= v[0] and v[1] <= high))
        for low, high in ((first, last), (0, len(text)))
    )
    return (inner,) if (first, last) == (0, len(text)) else (inner, whole)


def _with_brackets_beside(text: str, plain: str, spans: Sequence[tuple[int, int]]) -> str:
    """`plain` with the brackets shown again that stand right behind a value: "$9 (Hawaii)" tells where."""
    shown = plain
    for _, end in spans:
        beside = re.match(r"\W{0,3}\([^()]*\)", text[end:])
        if beside:
            shown = shown[:end] + beside.group() + shown[end + beside.end() :]
    return shown
