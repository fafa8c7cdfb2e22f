"""What rules and encoder say of a scope to one answer, axis by axis."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from msgspec import Struct

from auditor.commitments.scope.named import Named, Place

_SURE = 1e-6
_HEADS = (Place.ROW, Place.COLUMN)
_MANY = 2


class Pointer(Struct, frozen=True):
    """What the encoder points at: how probable it is that an axis is named at all (0..1), and by which words."""

    share: float
    named: Named


class Weighing(Struct, frozen=True):
    """How an axis is decided; chosen on annotated documents that neither side had seen (docs/extraction.md).

    A name that the rules find adds `rules` to the log-odds of the encoder, one that they do not find takes as much
    away; the axis is named from `at_least` on. Where both have words, those of the rules are taken if `by_rules`.
    """

    rules: float
    at_least: float
    by_rules: bool


def is_crowded(values: int) -> bool:
    """Whether so many values stand in a sentence that the encoder does not tell their names apart."""
    return values > _MANY


def weigh(
    found: Mapping[str, Named],
    pointers: Mapping[str, Pointer],
    weighing: Mapping[str, Weighing],
    *,
    crowded: bool = False,
) -> dict[str, Named]:
    """Axis → its words and where they stand; axes that the encoder does not know are left to the rules.

    The rules' words are also taken for what heads a row or column, and in a sentence `crowded` with values, such as a
    table that came as one line: which of many names belongs to which value is told by the order they stand in.
    """
    decided = dict(found)
    for axis, pointer in _on_its_axis(found, pointers).items():
        how, named = weighing[axis], decided.pop(axis, None)
        odds = log((pointer.share + _SURE) / (1 - pointer.share + _SURE))
        if odds + (how.rules if named else -how.rules) >= how.at_least:
            by_rules = named and (how.by_rules or crowded or named.place in _HEADS)
            decided[axis] = named if named and by_rules else pointer.named
    return decided


def _on_its_axis(found: Mapping[str, Named], pointers: Mapping[str, Pointer]) -> dict[str, Pointer]:
    """The pointers, those at a name that the rules know on another axis moved there: they know names by lists.

    "Standard orders" is a service, and no product, however a sentence words it.
    """
    moved = dict(pointers)
    for axis, pointer in pointers.items():
        other = next((one for one in found if one in pointers and _is_part(pointer.named, found[one])), axis)
        if other != axis and axis not in found:
            moved[axis] = Pointer(0.0, pointer.named)
            if pointer.share > moved[other].share:
                moved[other] = Pointer(pointer.share, found[other])
    return moved


def _is_part(one: Named, other: Named) -> bool:
    first, second = (set(named.words.lower().split()) for named in (one, other))
    return first <= second or second <= first
