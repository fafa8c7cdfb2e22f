"""Variants of one promise to the opposition among them.

The engine of every check inside one scope: a check says when two statements conflict, this module finds what the
company most likely means and who stands against it. Every variant is held against one leader and not against every
other, so a promise with a thousand values costs a thousand comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from auditor.findings.authority import by_weight, weight
from auditor.findings.guards import comparable
from auditor.findings.oppositions import Opposition
from auditor.model import Evidence, Origin, Promise, Variant
from auditor.quantities import normal

VariantsTest = Callable[[Variant, Variant], bool]
StatementsTest = Callable[[Evidence, Evidence], bool]


def opposition(
    promise: Promise, variants_conflict: VariantsTest, statements_conflict: StatementsTest, variants_agree: VariantsTest
) -> Opposition | None:
    """The weightiest variant that any other conflicts with, and all that agree with it, against those that do not.

    None where no two statements conflict. All tests are symmetric; that of statements is asked where that of variants
    holds and the places are comparable.
    """
    variants = _by_weight_of_value(_visible(promise.variants))

    def conflicting(one: Evidence, other: Evidence) -> bool:
        return comparable(one, other) and statements_conflict(one, other)

    for leader in variants:
        against = [
            v for v in variants if variants_conflict(leader, v) and _any(conflicting, leader.evidence, v.evidence)
        ]
        if against:
            agreeing = [v for v in variants if v is leader or (v not in against and variants_agree(leader, v))]
            majority = _statements(agreeing)
            outliers = [one for one in _statements(against) if _any(conflicting, [one], majority)]
            return Opposition(promise.topic, promise.scope, by_weight(outliers)[::-1], by_weight(majority))
    return None


def _visible(variants: Sequence[Variant]) -> list[Variant]:
    """The variants without structured data, which customers do not read; another check holds it against the text."""
    seen = [(v, tuple(e for e in v.evidence if e.origin is not Origin.STRUCTURED_DATA)) for v in variants]
    return [replace(variant, evidence=evidence) for variant, evidence in seen if evidence]


def _by_weight_of_value(variants: Sequence[Variant]) -> list[Variant]:
    """The variants in descending weight of all statements of their value, then of their own; else as they came."""
    of_value: dict[object, int] = {}
    for variant in variants:
        of_value[normal(variant.value)] = of_value.get(normal(variant.value), 0) + weight(variant.evidence)
    return sorted(variants, key=lambda v: (-of_value[normal(v.value)], -weight(v.evidence)))


def _any(test: StatementsTest, some: Iterable[Evidence], others: Sequence[Evidence]) -> bool:
    return any(test(one, other) for one in some for other in others)


def _statements(variants: Iterable[Variant]) -> list[Evidence]:
    return [one for variant in variants for one in variant.evidence]
