"""Promises of two topics to the sum that a third statement forgets: dispatch and transit add up to delivery.

"Dispatched in 1–2 business days" and "3–5 business days from dispatch" are 4–7 business days from the order; whoever
reads "3–5 business days from your order" elsewhere has been told the transit for the whole. Nothing is said where a
clock names no start, since most statements leave it out, nor of business days against calendar days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import comparable, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.findings.subjects import same_subject
from auditor.model import Duration, Evidence, Promise, Scope
from auditor.quantities import Relation, better, ends_before_total, relation, total
from auditor.rules import Topic
from auditor.wording import say


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`before` is a topic that runs from the event `start` to the event `between`, where the checked topic goes on.

    A statement with one of the words `unless` is left out.
    """

    before: str
    start: str
    between: str
    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each promise, its statements from the start that are too short for what comes before and what goes on.

    What comes before is taken from the promise of the same scope, or else from that of everything.
    """
    before = {promise.scope: promise for promise in setting.by_topic.get(options.before, ())}
    for promise in promises:
        first = before.get(promise.scope) or before.get(Scope())
        if first is not None:
            yield from _opposition(promise, first, topic, options, setting)


def _opposition(
    promise: Promise, first: Promise, topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition]:
    said = [one for one in visible(promise) if not says(one, options.unless)]
    waits = [one for one in visible(first) if one.clock.from_ in (None, options.start)]
    values = [one.value for one in waits if isinstance(one.value, Duration)]
    pairs = [
        (whole, part)
        for whole in said
        if whole.clock.from_ == options.start
        for part in said
        if part.clock.from_ == options.between and part.clock.to == whole.clock.to
        if values and all(_is_forgotten(value, part, whole, topic) for value in values)
        if comparable(whole, part) and same_subject(whole, part, setting)
    ]
    if pairs:
        wholes = by_weight({id(whole): whole for whole, _ in pairs}.values())
        parts = by_weight({id(part): part for _, part in pairs}.values())
        yield Opposition(
            topic.id,
            promise.scope,
            wholes,
            parts,
            by_weight(waits),
            words={"total": _shortest_total(values, parts[0], topic)},
        )


def _is_forgotten(wait: Duration, part: Evidence, whole: Evidence, topic: Topic) -> bool:
    """Whether the whole is no longer than its part, and ends too early for both."""
    if not (isinstance(part.value, Duration) and isinstance(whole.value, Duration)):
        return False
    found = relation(whole.value, part.value, topic.favours)
    return found in (Relation.EQUAL, Relation.TIGHTER) and ends_before_total(whole.value, wait, part.value)


def _shortest_total(waits: Sequence[Duration], part: Evidence, topic: Topic) -> str:
    """The sum of the part and the wait that is the best for the customer, the first of several."""
    if not isinstance(part.value, Duration):
        return ""
    shortest = waits[0]
    for wait in waits[1:]:
        if better(wait, shortest, topic.favours):
            shortest = wait
    whole = total(shortest, part.value)
    return "" if whole is None else say(whole)
