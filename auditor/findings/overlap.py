"""Promises of one topic to the partial contradiction: scopes that share customers, values that cannot both hold.

"Power tools reach any address in 2 days" and "islands take 8 days" meet at a power tool for an island. Only a claim
that says "any" or "every" is held against others: most statements leave out the axes they are not about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import comparable, is_ceiling, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import overlapping
from auditor.findings.statements import visible
from auditor.model import Duration, Evidence, Promise, Scope
from auditor.quantities import Relation, better, relation
from auditor.rules import Rulebook, Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`universal` words make a statement speak of all its scope leaves open; `unless` words announce exceptions."""

    universal: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, book: Rulebook
) -> Iterator[Opposition | Undecided]:
    """For each promise, its universal statements against all statements of overlapping scopes that contradict them."""
    for promise in promises:
        claims = [one for one in visible(promise) if _is_claim(one, promise.scope, options)]
        if not claims:
            continue
        others = [p for p in promises if overlapping(p.scope, promise.scope, book)]
        against = [one for other in others for one in visible(other)]
        outliers = [one for one in claims if any(_contradicts(one, other, topic, options) for other in against)]
        majority = [one for one in against if any(_contradicts(claim, one, topic, options) for claim in outliers)]
        if outliers:
            yield Opposition(topic.id, promise.scope, by_weight(outliers), by_weight(majority))


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
    )


def _keeps(other: Evidence, claim: Evidence, topic: Topic) -> bool:
    """Whether who gets the value of `other` gets what a bound claims too: "within 4 hours" is "within 2 days"."""
    value = claim.value
    if not isinstance(value, Duration) or (value.low if topic.favours == "lower" else value.high) is not None:
        return False
    return better(other.value, value, topic.favours) is True
