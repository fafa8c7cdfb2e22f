"""Statements to the values that some place states beside each other, and so tells apart.

"Within 30 days, or within 60 days for members": who writes both knows for whom each holds. Another place that states
one of the two and does not say for whom leaves something out, but contradicts nobody. So it is with a table or a list
whose values have one scope, as far as that was understood: something else tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from auditor.findings.guards import container_of
from auditor.findings.statements import visible
from auditor.model import Evidence, Promise, Scope
from auditor.quantities import Normal, normal

# A place with more values than that is a table of everything, which says little of any two of them.
_MOST = 12


Beside = dict[str, dict[Normal, frozenset[Normal]]]


class Alternatives(Struct, frozen=True):
    """For each topic the values that stand beside each other: value → the others.

    `told` are those in one sentence; `confused` those in one sentence, block, table or list whose scope is the same as
    far as it was understood.
    """

    told: Beside = {}
    confused: Beside = {}

    def are_told_apart(self, topic: str, one: Evidence, other: Evidence) -> bool:
        """Whether a place states the values of both.

        Two statements that name the same scope are not excused by a sentence that tells two scopes apart.
        """
        first, second = normal(one.value), normal(other.value)
        if second in self.confused.get(topic, {}).get(first, frozenset()):
            return True
        of_one_scope = one.scope != Scope() and one.scope == other.scope
        return not of_one_scope and second in self.told.get(topic, {}).get(first, frozenset())


def find_alternatives(promises: Iterable[Promise]) -> Alternatives:
    """The alternatives of all topics."""
    told: dict[tuple[object, ...], set[Normal]] = {}
    confused: dict[tuple[object, ...], set[Normal]] = {}
    for promise in promises:
        for one in visible(promise):
            place, value = container_of(one) or one.locator, normal(one.value)
            told.setdefault((promise.topic, one.document, one.sentence), set()).add(value)
            confused.setdefault((promise.topic, one.document, place, promise.scope), set()).add(value)
    return Alternatives(_beside(told), _beside(confused))


def _beside(at: Mapping[tuple[object, ...], set[Normal]]) -> Beside:
    found: dict[str, dict[Normal, set[Normal]]] = {}
    for (topic, *_), values in at.items():
        if 1 < len(values) <= _MOST:
            for value in values:
                found.setdefault(str(topic), {}).setdefault(value, set()).update(values - {value})
    return {topic: {value: frozenset(others) for value, others in each.items()} for topic, each in found.items()}
