"""An opposition to how sure it is that there is one, whatever its severity."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.findings.oppositions import Opposition
from auditor.model import Certainty, Evidence

# From here on a finding that is likely by its rule is called so; below it is only possible.
_LIKELY_FROM = 0.8


def confidence_of(found: Opposition) -> float:
    """The probability, 0..1, that both sides are commitments of the topic: that of the weaker side.

    One statement is all a side needs, so a side is as sure as its surest statement.
    """
    return min(_surest(found.outliers), _surest(found.majority or found.outliers))


def certainty_of(at_best: Certainty, confidence: float) -> Certainty:
    """How a finding is to be worded whose rule is as sure as `at_best`."""
    if at_best is Certainty.LIKELY and confidence < _LIKELY_FROM:
        return Certainty.POSSIBLE
    return at_best


def _surest(side: Iterable[Evidence]) -> float:
    return max(one.confidence for one in side)
