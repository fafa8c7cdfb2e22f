"""Promises of one topic to the partial contradiction: scopes that share customers, values that cannot both hold.

"Power tools reach any address in 2 days" and "islands take 8 days" meet at a power tool for an island. Only a claim
that says "any" or "every" is held against others: most statements leave out the axes they are not about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import comparable, far_apart, is_ceiling, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import overlapping
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.findings.subjects import covers
from auditor.model import Duration, Evidence, Promise, Scope
from auditor.quantities import Relation, better, relation
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`universal` words make a statement speak of all its scope leaves open; `unless` words announce exceptions."""

    universal: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each promise, its universal statements against all statements of overlapping scopes that contradict them."""
    for promise in promises:
        claims = [one for one in visible(promise) if _is_claim(one, promise.scope, options)]
        if not claims:
            continue
        others = [p for p in promises if overlapping(p.scope, promise.scope, setting.book)]
        pairs = [
            (claim, one)
            for other in others
            for one in visible(other)
            for claim in claims
            if covers(claim, other.scope.region, setting)
            and not _is_optional(claim, one, promise.scope, other.scope, topic)
            and _contradicts(claim, one, topic, options)
        ]
        if pairs:
            outliers = {id(claim): claim for claim, _ in pairs}
            majority = {id(one): one for _, one in pairs}
            yield Opposition(topic.id, promise.scope, by_weight(outliers.values()), by_weight(majority.values()))


def _is_claim(one: Evidence, scope: Scope, options: Options) -> bool:
    return scope != Scope() and says(one, options.universal) and not says(one, options.unless)


def _contradicts(claim: Evidence, other: Evidence, topic: Topic, options: Options) -> bool:
    return (
        same_clock(claim.clock, other.clock)
        and relation(claim.value, other.value, topic.favours) is Relation.DISJOINT
        and not _keeps(other, claim, topic)
        and comparable(claim, other)
        and not says(other, options.unless)
        and not is_ceiling(claim, other, topic.favours)
        and not is_ceiling(other, claim, topic.favours)
        and not far_apart(claim.value, other.value, topic.favours)
    )


def _is_optional(claim: Evidence, other: Evidence, scope: Scope, other_scope: Scope, topic: Topic) -> bool:
    """Whether the other is a service that a customer may choose because it is better than what the claim says."""
    chosen = scope.service is None and other_scope.service is not None
    return chosen and better(other.value, claim.value, topic.favours) is True


def _keeps(other: Evidence, claim: Evidence, topic: Topic) -> bool:
    """Whether who gets the value of `other` gets what a bound claims too: "within 4 hours" is "within 2 days"."""
    value = claim.value
    if not isinstance(value, Duration) or (value.low if topic.favours == "lower" else value.high) is not None:
        return False
    return better(other.value, value, topic.favours) is True
