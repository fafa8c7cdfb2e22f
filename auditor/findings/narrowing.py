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
        if (claims := [one for one in variant.evidence if _is_claim(one, broad.scope, options)])
        for worse in [_worse(variant, narrower, topic)]
        for claim in claims
        for region, documents, exceptions in worse
        if covers(claim, region, setting) and not documents.issuperset(claim.documents)
        for exception in exceptions
        if same_clock(claim.clock, exception.clock)
        and comparable(claim, exception)
        and not is_ceiling(claim, exception, topic.favours)
        and not far_apart(claim.value, exception.value, topic.favours)
    ]


def _worse(
    broad: Variant, narrower: Sequence[Promise], topic: Topic
) -> list[tuple[str | None, frozenset[str], list[Evidence]]]:
    """Of each narrower promise with worse values: its region, its documents and the statements that customers read.

    A claim is announced where each of its documents also holds a statement in the narrower scope.
    """
    found = []
    for promise in narrower:
        variants = [variant for variant in promise.variants if _is_worse(variant, broad, topic)]
        if variants:
            documents = frozenset(name for v in promise.variants for one in v.evidence for name in one.documents)
            read = [one for v in variants for one in v.evidence if one.origin is not Origin.STRUCTURED_DATA]
            found.append((promise.scope.region, documents, read))
    return found


def _is_worse(narrow: Variant, broad: Variant, topic: Topic) -> bool:
    apart = relation(narrow.value, broad.value, topic.favours) is Relation.DISJOINT
    return apart and better(broad.value, narrow.value, topic.favours) is True
