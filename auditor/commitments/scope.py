"""The words around a value to whom and what it applies.

What stands nearest decides, axis by axis: the clause of the value, its row and column, the question or list it answers
to, the headings. Where no list knows a name, its place tells its axis: the label or subject of a value of warranty is a
product, that of a value of support a service.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.commitments.conditions import find_condition
from auditor.commitments.scope_clause import clauses_of
from auditor.commitments.scope_heads import find_in_heads
from auditor.commitments.scope_names import find_named
from auditor.model import Block, Scope
from auditor.rules import Rulebook

def find_scope(
    block: Block, sentence: str, start: int, end: int, topic: str, siblings: Sequence[tuple[int, int]], book: Rulebook
) -> Scope:
    """The scope of the value at `sentence[start:end]`; `siblings` are the spans of the values in the sentence."""
    clauses = clauses_of(sentence, start, end, siblings)
    found = find_named(clauses, topic, book)
    for axis, name in find_in_heads(block, sentence, topic, book).items():
        found.setdefault(axis, name)
    return Scope(**found, condition=find_condition(clauses[0], block))
