"""Decisions about the values of one block, seen side by side, to those that stay: what only neighbours can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from auditor.commitments.candidates import Candidate, is_free
from auditor.commitments.decisions import Decision
from auditor.model import Percent

Decided = tuple[Candidate, Decision]


def settled(decided: Sequence[tuple[Candidate, Decision | None]]) -> Iterator[Decided]:
    """The decisions that name a topic, with two conventions applied.

    "Free delivery over X" is a threshold only: the free of the same sentence is no fee of its own. "Late and it is
    free" is a compensation of 100 %.
    """
    thresholds = {
        one.sentence_start for one, decision in decided if decision and decision.topic == "free_shipping_threshold"
    }
    for candidate, decision in decided:
        if decision is None or decision.topic is None:
            continue
        free = is_free(candidate.amount)
        if free and decision.topic == "shipping_fee" and candidate.sentence_start in thresholds:
            continue
        if free and decision.topic == "compensation":
            yield _as_percent(candidate), decision
            continue
        yield candidate, decision


def _as_percent(candidate: Candidate) -> Candidate:
    whole = replace(candidate.amount, value=Percent(100))
    siblings = tuple(whole if one is candidate.amount else one for one in candidate.siblings)
    return replace(candidate, amount=whole, siblings=siblings)
