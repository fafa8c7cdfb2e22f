"""A promise to its statements: those that customers read, and those that machines read."""

from __future__ import annotations

from auditor.model import Evidence, Origin, Promise


def visible(promise: Promise) -> list[Evidence]:
    """The statements in text and in search results, variant by variant."""
    return [one for v in promise.variants for one in v.evidence if one.origin is not Origin.STRUCTURED_DATA]


def structured(promise: Promise) -> list[Evidence]:
    """The statements in structured data, variant by variant."""
    return [one for v in promise.variants for one in v.evidence if one.origin is Origin.STRUCTURED_DATA]
