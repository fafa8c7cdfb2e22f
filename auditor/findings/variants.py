"""Variants of one promise to the opposition among them.

The engine of every check inside one scope: a check says when two statements conflict, this module finds what the
company most likely means and who stands against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from msgspec.structs import replace

from auditor.findings.authority import by_weight, weight
from auditor.findings.guards import comparable
from auditor.findings.oppositions import Opposition
from auditor.model import Evidence, Origin, Promise, Quantity, Variant

VariantsConflict = Callable[[Variant, Variant], bool]
StatementsConflict = Callable[[Evidence, Evidence], bool]
SameValue = Callable[[Quantity, Quantity], bool]


def opposition(
    promise: Promise,
    variants_conflict: VariantsConflict,
    statements_conflict: StatementsConflict,
    same_value: SameValue,
) -> Opposition | None:
    """The weightiest conflicting variant with all that agree with it, against those that conflict with it.

    None where no two statements conflict. Both tests are symmetric; that of variants is asked first, being cheap.
    Variants that conflict only among themselves become context.
    """
    variants = _visible(promise.variants)
    conflicts = _conflicts(variants, variants_conflict, statements_conflict)
    if not conflicts:
        return None
    involved = sorted({index for pair in conflicts for index in pair})
    agreeing = {i: _agreeing(i, variants, conflicts, same_value) for i in involved}
    leader = max(involved, key=lambda i: (sum(weight(variants[j].evidence) for j in agreeing[i]), -i))
    against = [i for i in involved if (min(i, leader), max(i, leader)) in conflicts]
    rest = [i for i in involved if i not in against and i not in agreeing[leader]]
    majority = _statements(variants, agreeing[leader])
    outliers = [one for one in _statements(variants, against) if any(statements_conflict(one, m) for m in majority)]
    return Opposition(
        promise.topic,
        promise.scope,
        outliers=tuple(reversed(by_weight(outliers))),
        majority=by_weight(majority),
        context=by_weight(_statements(variants, rest)),
    )


def _visible(variants: Sequence[Variant]) -> list[Variant]:
    """The variants without structured data, which customers do not read; another check holds it against the text."""
    seen = [(v, tuple(e for e in v.evidence if e.origin is not Origin.STRUCTURED_DATA)) for v in variants]
    return [replace(variant, evidence=evidence) for variant, evidence in seen if evidence]


def _conflicts(
    variants: Sequence[Variant], variants_conflict: VariantsConflict, statements_conflict: StatementsConflict
) -> set[tuple[int, int]]:
    """Pairs of indexes, the lower first, of variants with at least one pair of statements in conflict."""
    return {
        (i, j)
        for (i, one), (j, other) in combinations(enumerate(variants), 2)
        if variants_conflict(one, other)
        and any(comparable(a, b) and statements_conflict(a, b) for a in one.evidence for b in other.evidence)
    }


def _agreeing(
    index: int, variants: Sequence[Variant], conflicts: set[tuple[int, int]], same_value: SameValue
) -> list[int]:
    """The variant itself and those of the same value that do not conflict with it."""
    return [
        i
        for i, variant in enumerate(variants)
        if i == index
        or (same_value(variant.value, variants[index].value) and (min(i, index), max(i, index)) not in conflicts)
    ]


def _statements(variants: Sequence[Variant], indexes: Sequence[int]) -> list[Evidence]:
    return [one for i in indexes for one in variants[i].evidence]
