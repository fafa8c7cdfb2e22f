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

from auditor.findings import statements
from auditor.findings.authority import by_weight
from auditor.findings.guards import same_clock
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import order_of
from auditor.model import Evidence, Promise, Scope
from auditor.quantities import Relation, relation, same_numbers
from auditor.rules import Rulebook, Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """There is nothing to set."""


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, book: Rulebook
) -> Iterator[Opposition | Undecided]:
    """Structured data grouped by scope without product, against the visible statements that contradict it."""
    order = order_of(promises, book)
    groups: dict[Scope, dict[int, Evidence]] = {}
    against: dict[Scope, dict[int, Evidence]] = {}
    for promise in promises:
        related = (promise, *order.broader[promise.scope], *order.narrower[promise.scope])
        for data in statements.structured(promise):
            visible = _contradicting(data, related, topic)
            if visible:
                scope = replace(promise.scope, product=None)
                groups.setdefault(scope, {})[id(data)] = data
                against.setdefault(scope, {}).update((id(one), one) for one in visible)
    for scope, outliers in groups.items():
        yield Opposition(topic.id, scope, by_weight(outliers.values()), by_weight(against[scope].values()))


def _contradicting(data: Evidence, related: Sequence[Promise], topic: Topic) -> list[Evidence]:
    """The visible statements that the data contradicts; none where one of those asked agrees with it."""
    said = [one for promise in related for one in statements.visible(promise)]
    visible = [one for one in said if same_clock(one.clock, data.clock)]
    same_page = [one for one in visible if not set(one.documents).isdisjoint(data.documents)]
    asked = same_page or visible
    return asked if all(_apart(one, data, topic) for one in asked) else []


def _apart(one: Evidence, data: Evidence, topic: Topic) -> bool:
    if same_numbers(one.value, data.value):
        return False
    return relation(one.value, data.value, topic.favours) is Relation.DISJOINT
