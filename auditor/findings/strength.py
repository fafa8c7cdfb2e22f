"""One promise to the mismatch of strength within it: a value guaranteed here and merely usual there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.guards import same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.variants import opposition
from auditor.model import Evidence, Promise, Strength, Variant
from auditor.quantities import Relation, relation, same_numbers
from auditor.rules import Topic

STEPS = {Strength.HEDGED: 0, Strength.FIRM: 1, Strength.GUARANTEE: 2}


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Strengths that differ by at least `steps` (guarantee, firm, hedged) are a mismatch; `unless` as elsewhere."""

    steps: int = 2
    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The mismatch of each promise."""
    for promise in promises:

        def mismatch(one: Variant, other: Variant) -> bool:
            return (
                abs(STEPS[one.strength] - STEPS[other.strength]) >= options.steps
                and same_clock(one.clock, other.clock)
                and _same_value(one, other, topic)
            )

        def statements_conflict(one: Evidence, other: Evidence) -> bool:
            return not (says(one, options.unless) or says(other, options.unless))

        found = opposition(promise, setting, mismatch, statements_conflict, _never)
        if found is not None:
            yield found


def _same_value(one: Variant, other: Variant, topic: Topic) -> bool:
    """Whether both show one number: a reader of "next day" and "next working day" hears the same."""
    found = relation(one.value, other.value, topic.favours)
    return found is Relation.EQUAL or same_numbers(one.value, other.value)


def _never(one: Variant, other: Variant) -> bool:
    """Who leads stands alone: the same value in a strength between the two takes no part."""
    return False
