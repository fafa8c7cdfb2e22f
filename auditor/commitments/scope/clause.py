"""A sentence with values to the clause of one of them, with what is no name hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from auditor.commitments.clauses import find_clause, without_brackets

MASK = "\ue000"
"""Stands for each character of a value, so that "business days" names no customers."""

Span = tuple[int, int]

_NO_NAMES = re.compile(
    r"\d[\d.,:]*|\b(?:business|working|bank(?:ing)?|office|trading|shop|school|court|weekend|[ap]\.?m)\b", re.IGNORECASE
)
_NO_NAMES_OF_OTHERS = re.compile(rf"{_NO_NAMES.pattern}|\b(?:same|next|that)[\s-](?:\w+[\s-])?day\b", re.IGNORECASE)
_BESIDE = re.compile(r"\W{0,3}\([^()]*\)")


class Clause(Struct, frozen=True):
    """The clause `text[first:last]` of a sentence around the value `text[start:end]`.

    In `masked` the values of the sentence are masked as a whole; in `searchable` only what is no name in them, since
    they may be worded with one ("free UK delivery"). Brackets apart from the values are blank in both.
    All offsets are those of `text`. `values` are the spans of the values in the clause, in order.
    """

    text: str
    masked: str
    searchable: str
    first: int
    last: int
    start: int
    end: int
    values: tuple[Span, ...]

    @property
    def place(self) -> int:
        """Which of `values` it is."""
        return self.values.index((self.start, self.end))

    @property
    def before(self) -> Span:
        """From the end of the value before, or the start of the clause, to the value."""
        return (self.values[self.place - 1][1] if self.place else self.first), self.start

    @property
    def after(self) -> Span:
        """From the value to the next one, or to the end of the clause."""
        return self.end, (self.last if self.is_last else self.values[self.place + 1][0])

    @property
    def is_last(self) -> bool:
        """Whether no value of the clause follows."""
        return self.place + 1 == len(self.values)


def clauses_of(sentence: str, start: int, end: int, siblings: Sequence[Span]) -> tuple[Clause, ...]:
    """The clause of the value at `sentence[start:end]`, then the sentence as a whole where that is more.

    `siblings` are the spans of all values of the sentence.
    """
    text = sentence.replace("’", "'")
    plain = without_brackets(text, start, end)
    spans = sorted({(start, end), *(one for one in siblings if one[1] <= start or one[0] >= end)})
    masked = searchable = _with_brackets_beside(text, plain, spans)
    for low, high in spans:
        hidden = _NO_NAMES if low == start else _NO_NAMES_OF_OTHERS
        shown = hidden.sub(lambda match: MASK * len(match.group()), searchable[low:high])
        masked = masked[:low] + MASK * (high - low) + masked[high:]
        searchable = searchable[:low] + shown + searchable[high:]
    inner = find_clause(plain, start, end)
    return tuple(
        Clause(
            text, masked, searchable, first, last, start, end, tuple(v for v in spans if first <= v[0] and v[1] <= last)
        )
        for first, last in dict.fromkeys((inner, (0, len(text))))
    )


def _with_brackets_beside(text: str, plain: str, spans: Sequence[Span]) -> str:
    """`plain` with the brackets shown again that stand right behind a value: "$9 (Hawaii)" tells where."""
    for _, end in spans:
        beside = _BESIDE.match(text, end)
        if beside:
            plain = plain[:end] + beside.group() + plain[beside.end() :]
    return plain
