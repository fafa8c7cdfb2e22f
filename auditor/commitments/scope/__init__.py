"""The words around a value to whom and what it applies.

What stands nearest decides, axis by axis: the clause of the value, the clauses before it, its row and column, the
question or list it answers to, the heading. Where no list knows a name, its place tells its axis: the label or subject
of a warranty is a product, that of opening hours a service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from auditor.commitments.scope.clause import clauses_of
from auditor.commitments.scope.conditions import find_condition
from auditor.commitments.scope.heads import find_in_heads
from auditor.commitments.scope.names import find_named
from auditor.language import Word
from auditor.model import Block, Scope
from auditor.rules import Rulebook

Parser = Callable[[str], Sequence[Word]]

__all__ = ["Parser", "find_scope"]


def find_scope(
    block: Block,
    sentence: str,
    start: int,
    end: int,
    topic: str,
    siblings: Sequence[tuple[int, int]],
    book: Rulebook,
    parser: Parser | None = None,
) -> Scope:
    """The scope of the value at `sentence[start:end]`; `siblings` are the spans of the values in the sentence.

    With a `parser` (`auditor.language.parse`) names in a clause of several values go by the grammar instead of by
    nearness; on annotated documents that decided no more of them rightly, and it takes seconds to load.
    """
    clauses = clauses_of(sentence, start, end, siblings)
    found = find_named(clauses, topic, book, parser)
    for axis, name in find_in_heads(block, sentence, topic, book).items():
        found.setdefault(axis, name)
    return Scope(**found, condition=find_condition(clauses[0], block))
