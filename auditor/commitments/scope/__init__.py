"""The words around a value to whom and what it applies.

What stands nearest decides, axis by axis: the clause of the value, the clauses before it, its row and column, the
question or list it answers to, the heading. Where no list knows a name, its place tells its axis: the label or subject
of a warranty is a product, that of opening hours a service. What the encoder points at is weighed against that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from auditor.commitments.scope.clause import clauses_of
from auditor.commitments.scope.conditions import find_condition
from auditor.commitments.scope.heads import find_in_heads
from auditor.commitments.scope.named import Named, Place
from auditor.commitments.scope.names import find_named
from auditor.commitments.scope.pointed import Pointer, Weighing, is_crowded, weigh
from auditor.language import Word
from auditor.model import Block, Scope
from auditor.rules import Rulebook

Parser = Callable[[str], Sequence[Word]]

__all__ = [
    "Named",
    "Parser",
    "Place",
    "Pointer",
    "Weighing",
    "explain_scope",
    "is_crowded",
    "scope_of",
    "weigh",
]


def scope_of(found: Mapping[str, Named]) -> Scope:
    """The words of each axis."""
    return Scope(**{axis: named.words for axis, named in found.items()})


def explain_scope(
    block: Block,
    sentence: str,
    start: int,
    end: int,
    topic: str,
    siblings: Sequence[tuple[int, int]],
    book: Rulebook,
    parser: Parser | None = None,
) -> dict[str, Named]:
    """Axis → its words and where they stand ("region from the column"), for each axis that the scope has.

    The value is at `sentence[start:end]`; `siblings` are the spans of the values in the sentence. With a `parser`
    (`auditor.language.parse`) names in a clause of several values go by the grammar instead of by nearness; on
    annotated documents that decided no more of them rightly, and it takes seconds to load.
    """
    clauses = clauses_of(sentence, start, end, siblings)
    found = {**find_in_heads(block, sentence, topic, book), **find_named(clauses, topic, book, parser)}
    condition = find_condition(clauses[0], block)
    if condition is not None:
        place = {block.column: Place.COLUMN, block.row: Place.ROW}.get(condition, Place.SENTENCE)
        found["condition"] = Named(condition, place)
    return found
