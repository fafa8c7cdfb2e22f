"""Promises of one topic to the narrowing that nobody announces: "10 years on every tool", "power tools: 2 years".

A narrower scope with a worse value is harmless where the broad place says that there are exceptions. It misleads
where a customer of the narrower scope reads the broad place and finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import TypeVar

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import comparable, far_apart, is_ceiling, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import order_of
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.findings.subjects import covers
from auditor.model import Evidence, Origin, Promise, Scope
from auditor.quantities import Relation, better, relation
from auditor.rules import Topic

_Thing = TypeVar("_Thing")


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`universal` words make a statement speak of all its scope leaves open; `announced_by` words announce exceptions.

    A statement without a universal word is a broad claim only of the region that it names: any other may just omit
    what it is about. With `announced` it is the statements that announce exceptions which are looked at.
    """

    universal: tuple[str, ...] = ()
    announced_by: tuple[str, ...] = ()
    announced: bool = False


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each promise, its broad statements against all narrower statements that are worse."""
    order = order_of(promises, setting.book)
    for broad in promises:
        claims = [one for v in broad.variants for one in v.evidence if _is_claim(one, broad.scope, options)]
        if claims:
            told, exceptions = _unannounced(claims, order.narrower[broad.scope], topic, setting)
            if told:
                yield Opposition(broad.topic, broad.scope, by_weight(told), by_weight(exceptions))


def _is_claim(one: Evidence, scope: Scope, options: Options) -> bool:
    if one.origin is Origin.STRUCTURED_DATA or says(one, options.announced_by) is not options.announced:
        return False
    is_broad = options.announced or one.scope.region is not None or says(one, options.universal)
    return scope.condition is None and is_broad


def _unannounced(
    claims: Sequence[Evidence], narrower: Sequence[Promise], topic: Topic, setting: Setting
) -> tuple[list[Evidence], list[Evidence]]:
    """The claims and the worse, narrower statements that some claim's documents do not announce, as they were given.

    Statements are first compared by what all of a sort have in common, so that the cost grows with the statements and
    not with their pairs.
    """
    exceptions = [
        _Exception(one, promise.scope.region, documents)
        for promise in narrower
        for documents in [frozenset(name for v in promise.variants for one in v.evidence for name in one.documents)]
        for one in visible(promise)
    ]
    told: set[int] = set()
    worse: set[int] = set()
    sorts = _sorted_out(exceptions, lambda one: (one.region, one.said.value, one.said.clock))
    for some in _sorted_out(claims, lambda one: (one.scope.region, one.value, one.strength, one.clock)):
        for others in sorts:
            if _is_worse(others[0], some[0], topic, setting):
                for claim, other in product(some, others):
                    known = id(claim) in told and id(other.said) in worse
                    if not known and not other.documents.issuperset(claim.documents) and comparable(claim, other.said):
                        told.add(id(claim))
                        worse.add(id(other.said))
    return [one for one in claims if id(one) in told], [one.said for one in exceptions if id(one.said) in worse]


class _Exception(Struct, frozen=True):
    """A statement of a narrower promise, with the region and all the documents of that promise.

    A claim is announced where each of its documents also holds a statement in the narrower scope.
    """

    said: Evidence
    region: str | None
    documents: frozenset[str]


def _sorted_out(some: Iterable[_Thing], sort: Callable[[_Thing], object]) -> list[list[_Thing]]:
    """The things of each sort, in the order of the first of each."""
    found: dict[object, list[_Thing]] = {}
    for one in some:
        found.setdefault(sort(one), []).append(one)
    return list(found.values())


def _is_worse(exception: _Exception, claim: Evidence, topic: Topic, setting: Setting) -> bool:
    """Whether all exceptions of this sort are worse than all claims of this sort, in a region that these speak of."""
    other, favours = exception.said, topic.favours
    return (
        relation(other.value, claim.value, favours) is Relation.DISJOINT
        and better(claim.value, other.value, favours) is True
        and same_clock(claim.clock, other.clock)
        and covers(claim, exception.region, setting)
        and not is_ceiling(claim, other, favours)
        and not far_apart(claim.value, other.value, favours)
    )
