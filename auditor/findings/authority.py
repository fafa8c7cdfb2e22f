"""Statements to their weight: which of two values the company most likely means.

A statement weighs by its touchpoint, since a policy is written with more care than a macro, and once more for each
doubling of its occurrences, since a footer on a thousand pages is one sentence that somebody typed once.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Evidence, Touchpoint

_WEIGHTS = {
    Touchpoint.LEDGER: 5,
    Touchpoint.CONTRACT: 5,
    Touchpoint.SLA: 5,
    Touchpoint.POLICY: 5,
    Touchpoint.FAQ: 3,
    Touchpoint.WEB: 2,
    Touchpoint.PRODUCT: 2,
    Touchpoint.BANNER: 2,
    Touchpoint.CALL_SCRIPT: 2,
    Touchpoint.EMAIL: 2,
    Touchpoint.CHAT_MACRO: 1,
    Touchpoint.SOCIAL: 1,
    Touchpoint.STRUCTURED_DATA: 1,
}


def touchpoint_weight(touchpoint: Touchpoint) -> int:
    """How much a statement weighs at this kind of place, 1..5."""
    return _WEIGHTS[touchpoint]


def weight(evidence: Iterable[Evidence]) -> int:
    """The weight of all the statements together."""
    return sum(_WEIGHTS[one.touchpoint] * one.occurrences.bit_length() for one in evidence)


def by_weight(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The statements, the weightiest first; documents and quotes decide between equals."""
    return tuple(sorted(evidence, key=lambda one: (-weight([one]), one.document, one.locator, one.quote)))
