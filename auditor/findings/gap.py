"""Promises of one topic to the gap of scope: a value that only the best tier has, stated without naming the tier.

"Delivered in 2 days" on a home page is true of express alone. Where the value is that of the usual tier, or of none,
nothing is said: leaving out a scope is how people write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import comparable, is_ceiling, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.model import Evidence, Promise, Scope
from auditor.quantities import Relation, better, relation, same_numbers
from auditor.rules import Topic

_UNSCOPED = Scope()


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`axes` on which scopes are tiers of one thing; a statement with one of the words `unless` is left out."""

    axes: tuple[str, ...] = ("service", "customer")
    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The statements without scope that hold for the best tier and for no other."""
    unscoped = next((promise for promise in promises if promise.scope == _UNSCOPED), None)
    tiers = [promise for promise in promises if _is_tier(promise.scope, options.axes)]
    if unscoped is None or len(tiers) < 2:
        return
    claims = [
        one for one in visible(unscoped) if not says(one, options.unless) and _only_of_the_best(one, tiers, topic)
    ]
    if claims:
        against = [one for tier in tiers for one in visible(tier) if any(_worse(one, c, topic) for c in claims)]
        yield Opposition(topic.id, _UNSCOPED, by_weight(claims), by_weight(against))


def _is_tier(scope: Scope, axes: Sequence[str]) -> bool:
    named = [axis for axis in ("service", "region", "product", "customer", "condition") if getattr(scope, axis)]
    return len(named) == 1 and named[0] in axes


def _only_of_the_best(claim: Evidence, tiers: Sequence[Promise], topic: Topic) -> bool:
    """Whether some tier has the claim's value, and all others are worse."""
    said = [visible(tier) for tier in tiers]
    having = [any(_same(one, claim, topic) for one in statements) for statements in said]
    worse = [bool(statements) and all(_worse(one, claim, topic) for one in statements) for statements in said]
    return any(having) and any(worse) and all(has or is_worse for has, is_worse in zip(having, worse, strict=True))


def _same(one: Evidence, claim: Evidence, topic: Topic) -> bool:
    return relation(one.value, claim.value, topic.favours) is Relation.EQUAL or same_numbers(one.value, claim.value)


def _worse(one: Evidence, claim: Evidence, topic: Topic) -> bool:
    return (
        same_clock(one.clock, claim.clock)
        and comparable(one, claim)
        and relation(one.value, claim.value, topic.favours) is not Relation.INCOMPARABLE
        and better(claim.value, one.value, topic.favours) is True
        and not is_ceiling(claim, one, topic.favours)
    )
