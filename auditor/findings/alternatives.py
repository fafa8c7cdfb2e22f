"""Statements to the values that some place states beside each other, and so tells apart.

"Within 30 days, or within 60 days for members": who writes both knows for whom each holds. Another place that states
one of the two and does not say for whom leaves something out, but contradicts nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from auditor.findings.guards import container_of
from auditor.findings.statements import visible
from auditor.model import Evidence, Promise, Scope
from auditor.quantities import Normal, normal

# A place with more values than that is a table of everything, which says little of any two of them.
_MOST = 12


class Alternatives(Struct, frozen=True):
    """For each topic, the values that stand beside each other in one block, table or list: value → the others."""

    beside: dict[str, dict[Normal, frozenset[Normal]]] = {}

    def are_told_apart(self, topic: str, one: Evidence, other: Evidence) -> bool:
        """Whether a place states the values of both; two that name the same scope are not excused by that."""
        if one.scope != Scope() and one.scope == other.scope:
            return False
        return normal(other.value) in self.beside.get(topic, {}).get(normal(one.value), frozenset())


def find_alternatives(promises: Iterable[Promise]) -> Alternatives:
    """The alternatives of all topics."""
    at: dict[tuple[str, str, str], set[Normal]] = {}
    for promise in promises:
        for one in visible(promise):
            place = container_of(one) or one.locator
            at.setdefault((promise.topic, one.document, place), set()).add(normal(one.value))
    beside: dict[str, dict[Normal, set[Normal]]] = {}
    for (topic, _, _), values in at.items():
        if 1 < len(values) <= _MOST:
            for value in values:
                beside.setdefault(topic, {}).setdefault(value, set()).update(values - {value})
    return Alternatives({topic: {v: frozenset(o) for v, o in found.items()} for topic, found in beside.items()})
