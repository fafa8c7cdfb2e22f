"""One promise to the ambiguous clock within it: the same time from another start, or to another end.

"Within 5 days of your request" and "within 5 days of receipt" show one number and are two promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.guards import same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.variants import opposition
from auditor.model import Duration, Evidence, Promise, Variant
from auditor.quantities import Relation, relation
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """A statement with one of the words `unless` is left out."""

    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The ambiguity of each promise. A clock that names no event stands against none."""

    def variants_conflict(one: Variant, other: Variant) -> bool:
        return (
            isinstance(one.value, Duration)
            and not same_clock(one.clock, other.clock)
            and relation(one.value, other.value, topic.favours) is Relation.EQUAL
        )

    def variants_agree(one: Variant, other: Variant) -> bool:
        return one.clock == other.clock and relation(one.value, other.value, topic.favours) is Relation.EQUAL

    def statements_conflict(one: Evidence, other: Evidence) -> bool:
        return not (says(one, options.unless) or says(other, options.unless))

    for promise in promises:
        found = opposition(promise, setting, variants_conflict, statements_conflict, variants_agree)
        if found is not None:
            yield found
