"""What rules and encoder say of a scope to one answer, axis by axis."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from msgspec import Struct

from auditor.commitments.scope.named import Named

_SURE = 1e-6


class Pointer(Struct, frozen=True):
    """What the encoder points at: how probable it is that an axis is named at all (0..1), and by which words."""

    share: float
    named: Named


class Weighing(Struct, frozen=True):
    """How an axis is decided; chosen on annotated documents that neither side had seen (docs/extraction.md).

    A name that the rules find adds `rules` to the log-odds of the encoder, one that they do not find takes as much
    away; the axis is named from `at_least` on, in the words of the rules where `by_rules`, else of the encoder.
    """

    rules: float
    at_least: float
    by_rules: bool


def weigh(
    found: Mapping[str, Named], pointers: Mapping[str, Pointer], weighing: Mapping[str, Weighing]
) -> dict[str, Named]:
    """Axis → its words and where they stand; axes that the encoder does not know are left to the rules."""
    decided = dict(found)
    for axis, pointer in pointers.items():
        how, named = weighing[axis], decided.pop(axis, None)
        odds = log((pointer.share + _SURE) / (1 - pointer.share + _SURE))
        if odds + (how.rules if named else -how.rules) >= how.at_least:
            decided[axis] = named if named and how.by_rules else pointer.named
    return decided
