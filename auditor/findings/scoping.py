"""Two scopes to their relation, over all axes at once."""

from __future__ import annotations

from auditor import scopes
from auditor.model import Scope
from auditor.rules import Rulebook

AXES = ("service", "region", "product", "customer")


def scope_relation(one: Scope, other: Scope, book: Rulebook) -> str:
    """`equal`, `narrower`, `broader`, `overlapping`, `disjoint` or `unknown`: how `one` stands to `other`.

    A field that is not set is broader than any name. Two different conditions are unknown: they may or may not hold
    together. Narrower on one axis and broader on another is overlapping.
    """
    found = {_on_axis(axis, getattr(one, axis), getattr(other, axis), book) for axis in AXES}
    found.add(_of_conditions(one.condition, other.condition))
    found.discard("equal")
    if len(found) < 2:
        return found.pop() if found else "equal"
    for decisive in ("disjoint", "unknown"):
        if decisive in found:
            return decisive
    return "overlapping"


def _on_axis(axis: str, one: str | None, other: str | None, book: Rulebook) -> str:
    if one == other:
        return "equal"
    if one is None or other is None:
        return "broader" if one is None else "narrower"
    return str(scopes.relation(axis, one, other, book))


def _of_conditions(one: str | None, other: str | None) -> str:
    if one == other:
        return "equal"
    if one is None or other is None:
        return "broader" if one is None else "narrower"
    return "unknown"
