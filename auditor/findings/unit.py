"""One promise to the ambiguous unit within it: the same number once in days and once in business days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.guards import same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.variants import opposition
from auditor.model import Duration, Evidence, Promise, Variant
from auditor.quantities import Relation, relation, same_length, same_numbers
from auditor.rules import Topic
from auditor.wording import say


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """A statement with one of the words `unless` is left out."""

    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The ambiguity of each promise, and pairs of other numbers that no calendar decides."""
    for promise in promises:

        def statements_conflict(one: Evidence, other: Evidence) -> bool:
            return not (says(one, options.unless) or says(other, options.unless))

        def variants_agree(one: Variant, other: Variant) -> bool:
            return (
                same_clock(one.clock, other.clock) and relation(one.value, other.value, topic.favours) is Relation.EQUAL
            )

        found = opposition(promise, setting, _ambiguous, statements_conflict, variants_agree)
        if found is not None:
            yield found
        yield from _undecided(promise, topic)


def _ambiguous(one: Variant, other: Variant) -> bool:
    return (
        same_clock(one.clock, other.clock)
        and same_numbers(one.value, other.value)
        and relation(one.value, other.value) is Relation.INCOMPARABLE
    )


def _undecided(promise: Promise, topic: Topic) -> Iterator[Undecided]:
    values = list(dict.fromkeys(variant.value for variant in promise.variants if isinstance(variant.value, Duration)))
    pairs = sorted(
        {
            " and ".join(sorted((say(one), say(other))))
            for i, one in enumerate(values)
            for other in values[i + 1 :]
            if relation(one, other, topic.favours) is Relation.INCOMPARABLE
            and not same_numbers(one, other)
            and not same_length(one, other)
        }
    )
    if pairs:
        yield Undecided(promise.topic, promise.scope, f"{'; '.join(pairs)} may or may not be the same time")
