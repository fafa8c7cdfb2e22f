"""Variants of one promise to the opposition among them.

The engine of every check inside one scope: a check says when two statements conflict, this module finds what the
company most likely means and who stands against it. Every variant is held against one leader and not against every
other, so a promise with a thousand values costs a thousand comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from auditor.findings.authority import by_weight, weight
from auditor.findings.guards import comparable
from auditor.findings.oppositions import Opposition
from auditor.findings.setting import Setting
from auditor.findings.subjects import same_subject
from auditor.model import Evidence, Origin, Promise, Variant
from auditor.quantities import Normal, normal

VariantsTest = Callable[[Variant, Variant], bool]
StatementsTest = Callable[[Evidence, Evidence], bool]

_TIERS = 3


def opposition(
    promise: Promise,
    setting: Setting,
    variants_conflict: VariantsTest,
    statements_conflict: StatementsTest,
    variants_agree: VariantsTest,
) -> Opposition | None:
    """The weightiest variant that any other conflicts with, and all that agree with it, against those that do not.

    None where no two statements conflict. All tests are symmetric; that of statements is asked where that of variants
    holds and the places are comparable.
    """
    variants = _by_weight_of_value(_visible(promise.variants))
    listed = cache(lambda: values_of_lists(variants))

    def conflicting(one: Evidence, other: Evidence) -> bool:
        if normal(one.value) in listed().get(id(other), ()) or normal(other.value) in listed().get(id(one), ()):
            return False
        if setting.alternatives.are_told_apart(promise.topic, one, other):
            return False
        return comparable(one, other) and statements_conflict(one, other) and same_subject(one, other, setting)

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


def leading(promise: Promise) -> Variant:
    """What the company most likely means: the weightiest variant of the text, or of the data where no text says it."""
    return _by_weight_of_value(_visible(promise.variants) or promise.variants)[0]


def _visible(variants: Sequence[Variant]) -> list[Variant]:
    """The variants without structured data, which customers do not read; another check holds it against the text."""
    seen = [(v, tuple(e for e in v.evidence if e.origin is not Origin.STRUCTURED_DATA)) for v in variants]
    return [replace(variant, evidence=evidence) for variant, evidence in seen if evidence]


def values_of_lists(variants: Sequence[Variant]) -> dict[int, set[Normal]]:
    """For the `id` of each statement on a page that lists values: all the values of these pages.

    A page with three or more values in one scope lists tiers whose names were not understood. Its values do not stand
    against each other, nor against a page that has one of them.
    """
    on_page: dict[str, set[Normal]] = {}
    for variant in variants:
        for one in variant.evidence:
            for document in one.documents:
                on_page.setdefault(document, set()).add(normal(one.value))
    lists = {document: values for document, values in on_page.items() if len(values) >= _TIERS}
    return {
        id(one): set().union(*(lists[document] for document in one.documents if document in lists))
        for variant in variants
        for one in variant.evidence
        if not lists.keys().isdisjoint(one.documents)
    }


def _by_weight_of_value(variants: Sequence[Variant]) -> list[Variant]:
    """The variants in descending weight of all statements of their value, then of their own; else as they came."""
    if len(variants) < 2:
        return list(variants)
    of_value: dict[object, int] = {}
    for variant in variants:
        of_value[normal(variant.value)] = of_value.get(normal(variant.value), 0) + weight(variant.evidence)
    return sorted(variants, key=lambda v: (-of_value[normal(v.value)], -weight(v.evidence)))


def _any(test: StatementsTest, some: Iterable[Evidence], others: Sequence[Evidence]) -> bool:
    return any(test(one, other) for one in some for other in others)


def _statements(variants: Iterable[Variant]) -> list[Evidence]:
    return [one for variant in variants for one in variant.evidence]
