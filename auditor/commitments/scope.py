"""The words around a value to whom and what it applies."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.commitments.clauses import find_clause
from auditor.model import Block, Scope
from auditor.rules import Rulebook
from auditor.scopes import find_mentions


def find_scope(
    block: Block, sentence: str, start: int, end: int, topic: str, siblings: Sequence[tuple[int, int]], book: Rulebook
) -> Scope:
    """The scope of the value at `sentence[start:end]`; `siblings` are the spans of the values in the sentence."""
    first, last = find_clause(sentence, start, end)
    found = {}
    for axis in ("service", "region", "product", "customer"):
        mentions = find_mentions(axis, sentence[first:last], book)
        if mentions:
            found[axis] = sentence[first + mentions[0].start : first + mentions[0].end]
    return Scope(**found)
