"""Promises of one topic to the broad statement that none of its parts keeps: "by 3 p.m.", where each says 1 p.m.

A broad statement may hold for the tier that people usually mean. Where all tiers that are named say one and the same
value, and it says another, there is no such tier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from auditor.findings.authority import by_weight
from auditor.findings.guards import comparable, far_apart, is_ceiling, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.model import Evidence, Promise, Scope
from auditor.quantities import Relation, normal, relation
from auditor.rules import Topic

_AT_LEAST = 2


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`axes` are those on which scopes are tiers of one thing; a statement with a word of `unless` is left out."""

    axes: tuple[str, ...] = ("service",)
    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each promise and axis that it leaves open: its statements, where all names on the axis agree otherwise."""
    for axis in options.axes:
        tiers: dict[Scope, list[Promise]] = {}
        for promise in promises:
            if getattr(promise.scope, axis) is not None:
                tiers.setdefault(replace(promise.scope, **{axis: None}), []).append(promise)
        for broad in promises:
            of_it = tiers.get(broad.scope, ())
            said = [one for tier in of_it for one in visible(tier)]
            if len(of_it) >= _AT_LEAST and len({normal(one.value) for one in said}) == 1:
                outliers = [one for one in visible(broad) if _departs(one, said, topic, options)]
                if outliers:
                    yield Opposition(topic.id, broad.scope, by_weight(outliers)[::-1], by_weight(said))


def _departs(one: Evidence, said: Sequence[Evidence], topic: Topic, options: Options) -> bool:
    return not says(one, options.unless) and all(
        comparable(one, other)
        and same_clock(one.clock, other.clock)
        and relation(one.value, other.value, topic.favours) is Relation.DISJOINT
        and not is_ceiling(one, other, topic.favours)
        and not far_apart(one.value, other.value, topic.favours)
        for other in said
    )
