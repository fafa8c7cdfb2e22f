"""Promises to those beyond a limit: a right shorter than its floor, or a time longer than its ceiling.

A range counts by the end that the customer can rely on. Business days and calendar days are apart only where no
calendar makes them meet. A right above the floor, or a time below the ceiling, is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from auditor import scopes
from auditor.findings.authority import by_weight
from auditor.findings.guards import names_one
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting, words_of_law
from auditor.findings.statements import visible
from auditor.model import Duration, Evidence, Number, Promise, Quantity, Scope, Unit
from auditor.quantities import Relation, better, relation
from auditor.rules import Topic
from auditor.wording import say


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """The limit is `value` `unit`, a `floor` or a `ceiling`; `clock` says in words from when it counts.

    A statement is looked at if its sentence, its headings or its scope hold one of the words `only`, where there are
    any, and none of `unless`. `consumers_only`: promises to `business`, words and names of rules/scopes/customer.yaml,
    are exempt. What the company itself says on the topic or on those `related` that is just the limit is shown beside.
    """

    test: Literal["floor", "ceiling"]
    value: Number
    unit: Unit
    clock: str = ""
    only: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    consumers_only: bool = False
    business: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each promise, its statements beyond the limit; they stand alone: no other statement proves them wrong."""
    limit = Duration(options.value, options.value, options.unit)
    words = {**words_of_law(setting.law), "limit": say(limit), "limit_clock": options.clock}
    for promise in promises:
        if options.consumers_only and _is_business(promise.scope, options.business, setting):
            continue
        beyond = [
            one
            for variant in promise.variants
            if _is_beyond(variant.value, limit, options.test)
            for one in variant.evidence
            if _is_meant(one, promise.scope, options)
        ]
        if beyond:
            own = _of_the_limit(limit, (topic.id, *options.related), setting)
            yield Opposition(topic.id, promise.scope, by_weight(beyond), (), by_weight(own), words=words)


def _of_the_limit(limit: Duration, topics: Sequence[str], setting: Setting) -> list[Evidence]:
    """What the company says to everybody that is just the limit: it knows the law, and says so elsewhere."""
    return [
        one
        for topic in topics
        for promise in setting.by_topic.get(topic, ())
        if promise.scope == Scope()
        for one in visible(promise)
        if relation(one.value, Duration(None, limit.high, limit.unit)) is Relation.EQUAL
    ]


def _is_beyond(value: Quantity, limit: Duration, test: str) -> bool:
    if not isinstance(value, Duration):
        return False
    if test == "floor":
        end = value.high if value.low is None else value.low
        return end is not None and better(Duration(end, end, value.unit), limit, "higher") is False
    return value.high is not None and better(Duration(value.high, value.high, value.unit), limit, "lower") is False


def _is_meant(one: Evidence, scope: Scope, options: Options) -> bool:
    exempt = (*options.unless, *(options.business if options.consumers_only else ()))
    return (not options.only or names_one(one, scope, options.only)) and not names_one(one, scope, exempt)


def _is_business(scope: Scope, business: Sequence[str], setting: Setting) -> bool:
    said = scope.customer
    return said is not None and any(
        scopes.relation("customer", said, name, setting.book) in ("equal", "narrower") for name in business
    )
