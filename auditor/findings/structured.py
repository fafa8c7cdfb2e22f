"""Structured data to the visible text that says otherwise.

The text of the same page is asked first; where it does not speak of the topic, the company's other visible text is.
A value that is visible anywhere in a related scope is not held against anything. By schema.org's convention the days
of structured data are business days, so days and business days of one number agree here. All of it is one finding
per topic, service, region and customer: the template that writes the data is one place, however many products it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from auditor.findings.authority import by_weight
from auditor.findings.guards import same_clock
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import scope_relation
from auditor.model import Evidence, Origin, Promise, Scope
from auditor.quantities import Relation, relation, same_numbers
from auditor.rules import Rulebook, Topic

_RELATED = ("equal", "narrower", "broader")


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """There is nothing to set."""


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, book: Rulebook
) -> Iterator[Opposition | Undecided]:
    """Structured data grouped by scope without product, against the visible statements that contradict it."""
    groups: dict[Scope, dict[int, Evidence]] = {}
    against: dict[Scope, dict[int, Evidence]] = {}
    for promise in promises:
        for data in _statements(promise, structured=True):
            visible = _contradicting(data, promise, promises, topic, book)
            if visible:
                scope = replace(promise.scope, product=None)
                groups.setdefault(scope, {})[id(data)] = data
                against.setdefault(scope, {}).update((id(one), one) for one in visible)
    for scope, outliers in groups.items():
        yield Opposition(topic.id, scope, by_weight(outliers.values()), by_weight(against[scope].values()))


def _statements(promise: Promise, structured: bool) -> Iterator[Evidence]:
    for variant in promise.variants:
        for one in variant.evidence:
            if (one.origin is Origin.STRUCTURED_DATA) is structured:
                yield one


def _contradicting(
    data: Evidence, own: Promise, promises: Sequence[Promise], topic: Topic, book: Rulebook
) -> list[Evidence]:
    """The visible statements that the data contradicts; none where one agrees with it."""
    related = [p for p in promises if p is own or scope_relation(p.scope, own.scope, book) in _RELATED]
    visible = [one for p in related for one in _statements(p, structured=False) if same_clock(one.clock, data.clock)]
    same_page = [one for one in visible if not set(one.documents).isdisjoint(data.documents)]
    asked = same_page or visible
    if any(not _apart(one, data, topic) for one in asked):
        return []
    return asked


def _apart(one: Evidence, data: Evidence, topic: Topic) -> bool:
    if same_numbers(one.value, data.value):
        return False
    return relation(one.value, data.value, topic.favours) is Relation.DISJOINT
