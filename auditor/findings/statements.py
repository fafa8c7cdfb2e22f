"""A promise to its statements: those that customers read, and those that machines read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from auditor.model import Evidence, Origin, Promise, Variant


def visible(promise: Promise) -> list[Evidence]:
    """The statements in text and in search results, variant by variant."""
    return [one for v in promise.variants for one in v.evidence if one.origin is not Origin.STRUCTURED_DATA]


def structured(promise: Promise) -> list[Evidence]:
    """The statements in structured data, variant by variant."""
    return [one for v in promise.variants for one in v.evidence if one.origin is Origin.STRUCTURED_DATA]


def part_of(variant: Variant, evidence: Sequence[Evidence]) -> Variant:
    """The variant as some of its statements, or some of their places, make it; itself where all are there."""
    kept = tuple(evidence)
    if kept == variant.evidence:
        return variant
    return replace(variant, evidence=kept, occurrences=sum(one.occurrences for one in kept))
