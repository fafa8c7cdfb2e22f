"""Promises of one topic to the narrowing that nobody announces: "10 years on every tool", "power tools: 2 years".

A narrower scope with a worse value is harmless where the broad place says that there are exceptions. It misleads
where a customer of the narrower scope reads the broad place and finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import comparable, far_apart, is_ceiling, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import order_of
from auditor.findings.setting import Setting
from auditor.findings.subjects import covers
from auditor.model import Evidence, Origin, Promise, Scope, Variant
from auditor.quantities import Relation, better, relation
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`universal` words make a statement speak of all its scope leaves open; `announced_by` words announce exceptions.

    A statement without a universal word is a broad claim only of the region that it names: any other may just omit
    what it is about.
    """

    universal: tuple[str, ...] = ()
    announced_by: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each promise, its broad statements against all narrower statements that are worse and not announced."""
    order = order_of(promises, setting.book)
    for broad in promises:
        opposed = _unannounced(broad, order.narrower[broad.scope], topic, options, setting)
        if opposed:
            claims = {id(claim): claim for claim, _ in opposed}
            exceptions = {id(exception): exception for _, exception in opposed}
            yield Opposition(broad.topic, broad.scope, by_weight(claims.values()), by_weight(exceptions.values()))


def _is_claim(one: Evidence, scope: Scope, options: Options) -> bool:
    if one.origin is Origin.STRUCTURED_DATA or says(one, options.announced_by):
        return False
    return scope.condition is None and (one.scope.region is not None or says(one, options.universal))


def _unannounced(
    broad: Promise, narrower: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> list[tuple[Evidence, Evidence]]:
    """(claim, exception) for each claim and each worse, narrower statement that none of its documents announces."""
    return [
        (claim, exception)
        for variant in broad.variants
        for claim in variant.evidence
        if _is_claim(claim, broad.scope, options)
        for promise in narrower
        if covers(claim, promise.scope.region, setting) and not _announces(claim, promise)
        for other in promise.variants
        if _is_worse(other, variant, topic)
        for exception in other.evidence
        if exception.origin is not Origin.STRUCTURED_DATA
        and same_clock(claim.clock, exception.clock)
        and comparable(claim, exception)
        and not is_ceiling(claim, exception, topic.favours)
        and not far_apart(claim.value, exception.value, topic.favours)
    ]


def _is_worse(narrow: Variant, broad: Variant, topic: Topic) -> bool:
    apart = relation(narrow.value, broad.value, topic.favours) is Relation.DISJOINT
    return apart and better(broad.value, narrow.value, topic.favours) is True


def _announces(claim: Evidence, exception: Promise) -> bool:
    """Whether every document that makes the claim also holds a statement in the narrower scope."""
    announced = {document for v in exception.variants for e in v.evidence for document in e.documents}
    return announced.issuperset(claim.documents)
