"""Structured data to the visible text that says otherwise.

The text of the same page is asked first; where it does not speak of the topic, the company's other visible text is.
Structured data names a country and a product where text leaves them out, so any text is asked whose scope may meet
that of the data. A value that is visible in one of the places asked is not held against the others. By schema.org's
convention the days of structured data are business days, so days and business days of one number agree here. All is one
finding per topic, service, region and customer: the template that writes the data is one place for all products.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from auditor.findings import statements
from auditor.findings.authority import by_weight
from auditor.findings.guards import same_clock
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import order_of, relations
from auditor.findings.setting import Setting
from auditor.findings.subjects import share_region
from auditor.model import Evidence, Promise, Scope
from auditor.quantities import Relation, relation, same_numbers
from auditor.rules import Rulebook, Topic

_APART = {"disjoint", "unknown"}


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """There is nothing to set."""


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """Structured data grouped by scope without product, against the visible statements that contradict it."""
    if not any(statements.structured(promise) for promise in promises):
        return
    company = _Company(promises, setting.book)
    groups: dict[Scope, dict[int, Evidence]] = {}
    against: dict[Scope, dict[int, Evidence]] = {}
    for promise in promises:
        for data in statements.structured(promise):
            asked = [
                one
                for one in company.asked(data, promise)
                if same_clock(one.clock, data.clock) and share_region(one, data, setting)
            ]
            if asked and all(_apart(one, data, topic) for one in asked):
                scope = replace(promise.scope, product=None)
                groups.setdefault(scope, {})[id(data)] = data
                against.setdefault(scope, {}).update((id(one), one) for one in asked)
    for scope, outliers in groups.items():
        yield Opposition(topic.id, scope, by_weight(outliers.values()), by_weight(against[scope].values()))


class _Company:
    """All visible statements of a topic, by page and by scope."""

    def __init__(self, promises: Sequence[Promise], book: Rulebook) -> None:
        self._book = book
        self._order = order_of(promises, book)
        self._without_product = [promise for promise in promises if promise.scope.product is None]
        self._for_scope: dict[Scope, list[Evidence]] = {}
        self._on_page: dict[str, list[tuple[Scope, Evidence]]] = {}
        for promise in promises:
            for one in statements.visible(promise):
                for document in one.documents:
                    self._on_page.setdefault(document, []).append((promise.scope, one))

    def asked(self, data: Evidence, promise: Promise) -> list[Evidence]:
        """What the data's own pages say, or, where they say nothing, what the company says in scopes that meet it."""
        found = [pair for document in data.documents for pair in self._on_page.get(document, ())]
        own = {id(one): one for scope, one in found if "disjoint" not in relations(scope, promise.scope, self._book)}
        return list(own.values()) or self._elsewhere(promise)

    def _elsewhere(self, promise: Promise) -> list[Evidence]:
        about = (promise, *self._order.broader[promise.scope], *self._order.narrower[promise.scope])
        named = [one for other in about if other.scope.product for one in statements.visible(other)]
        scope = replace(promise.scope, product=None)
        if scope not in self._for_scope:
            meeting = [p for p in self._without_product if not relations(p.scope, scope, self._book) & _APART]
            self._for_scope[scope] = [one for other in meeting for one in statements.visible(other)]
        return named + self._for_scope[scope]


def _apart(one: Evidence, data: Evidence, topic: Topic) -> bool:
    if same_numbers(one.value, data.value):
        return False
    return relation(one.value, data.value, topic.favours) is Relation.DISJOINT
