"""One promise to the contradiction within it: values in one scope that cannot be one value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from auditor.findings.guards import far_apart, is_ceiling, is_floor, of_other_things, same_clock, says, share_words
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.variants import opposition
from auditor.model import Duration, Evidence, Money, Promise, Quantity, Unit, Variant
from auditor.quantities import Favours, Relation, relation, times_apart
from auditor.rules import Topic
from auditor.wording import say

_A_SECOND = Duration(1 / 3600, 1 / 3600, Unit.HOUR)


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`relations` are those between two values that count.

    `free`: whether pairs of which one is free of charge count `only`, `never`, or as `any` other. A statement with one
    of the words `unless` is left out; two statements with words of different groups of `apart` speak of two things,
    and so do two of a topic of `alike` that share no word: there are many things to resolve, or to compensate.
    """

    relations: tuple[Relation, ...] = (Relation.DISJOINT,)
    free: Literal["only", "never", "any"] = "any"
    unless: tuple[str, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    alike: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The contradiction of each promise, and the amounts of which nobody can say whether they agree."""
    for promise in promises:
        found = _opposition(promise, topic, options, setting)
        if found is not None:
            yield found
        if Relation.DISJOINT in options.relations and options.free != "only":
            yield from _undecided(promise, topic)


def _opposition(promise: Promise, topic: Topic, options: Options, setting: Setting) -> Opposition | None:
    def variants_conflict(one: Variant, other: Variant) -> bool:
        return (
            same_clock(one.clock, other.clock)
            and relation(one.value, other.value, topic.favours) in options.relations
            and _wanted(one.value, other.value, options.free)
            and not far_apart(one.value, other.value, topic.favours)
        )

    def statements_conflict(one: Evidence, other: Evidence) -> bool:
        if says(one, options.unless) or says(other, options.unless) or of_other_things(one, other, options.apart):
            return False
        if topic.id in options.alike and not share_words(one, other):
            return False
        return not (_is_bound(one, other, topic) or _is_bound(other, one, topic))

    def variants_agree(one: Variant, other: Variant) -> bool:
        return same_clock(one.clock, other.clock) and relation(one.value, other.value, topic.favours) is Relation.EQUAL

    return opposition(promise, setting, variants_conflict, statements_conflict, variants_agree)


def _is_bound(one: Evidence, other: Evidence, topic: Topic) -> bool:
    return is_ceiling(one, other, topic.favours) or is_floor(one, other)


def _wanted(one: Quantity, other: Quantity, free: Literal["only", "never", "any"]) -> bool:
    is_free = [isinstance(value, Money) and not value.amount for value in (one, other)]
    return free == "any" or (any(is_free) if free == "only" else not any(is_free))


def _undecided(promise: Promise, topic: Topic) -> Iterator[Undecided]:
    currencies = sorted({v.value.currency for v in promise.variants if isinstance(v.value, Money) and v.value.currency})
    if len(currencies) > 1:
        amounts = sorted({say(v.value) for v in promise.variants if isinstance(v.value, Money) and v.value.currency})
        yield Undecided(promise.topic, promise.scope, f"{', '.join(amounts)} are in different currencies")
    apart = _furthest_apart([variant.value for variant in promise.variants], topic.favours)
    if apart:
        yield Undecided(promise.topic, promise.scope, f"{apart} are too far apart to be one promise")


def _furthest_apart(values: Sequence[Quantity], favours: Favours) -> str:
    """The shortest and the longest duration in words where they are far apart, else nothing."""
    ranked = [value for value in values if times_apart(value, value, favours) is not None]
    if not ranked:
        return ""
    shortest = min(ranked, key=lambda value: times_apart(value, _A_SECOND, favours) or 0)
    longest = max(ranked, key=lambda value: times_apart(value, _A_SECOND, favours) or 0)
    return f"{say(shortest)} and {say(longest)}" if far_apart(shortest, longest, favours) else ""
