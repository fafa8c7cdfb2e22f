"""Promises to promises in scopes that compare: one thing in one way, whichever axis or words a place uses for it.

What no list knows ("simple ports") is named as a service here and as a product there, and a condition may only repeat
it ("when you choose express"). Companies name their home market in one place and leave it out in the next. Statements
that are told apart by such differences alone speak of one promise.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from auditor import scopes
from auditor.model import Promise, Scope, Variant
from auditor.rules import Rulebook

_NAMED = ("service", "product", "customer")


def aligned(promises: Sequence[Promise], home: frozenset[str], book: Rulebook) -> tuple[Promise, ...]:
    """The promises, those of one aligned scope joined into one, in the order of the first of each."""
    joined: dict[tuple[str, Scope], list[Variant]] = {}
    for promise in promises:
        joined.setdefault((promise.topic, aligned_scope(promise.scope, home, book)), []).extend(promise.variants)
    return tuple(Promise(topic, scope, tuple(variants)) for (topic, scope), variants in joined.items())


def aligned_scope(scope: Scope, home: frozenset[str], book: Rulebook) -> Scope:
    """The scope without the home market, unknown names as products, and no condition that says them again."""
    region = None if scope.region in home else scope.region
    named = {axis: name for axis in _NAMED if (name := getattr(scope, axis))}
    unknown = {name for axis, name in named.items() if not _is_known(axis, name, book)}
    known = {axis: name for axis, name in named.items() if name not in unknown}
    if unknown:
        names = {scopes.canonical("product", name, book) for name in unknown} | set(
            filter(None, [known.get("product")])
        )
        known["product"] = ", ".join(sorted(names))
    condition = None if scope.condition and _repeats(scope.condition, {region, *known.values()}) else scope.condition
    return replace(Scope(**known), region=region, condition=condition)


def _is_known(axis: str, name: str, book: Rulebook) -> bool:
    return all(scopes.names_above(axis, one, book) for one in name.split(", "))


def _repeats(condition: str, names: set[str | None]) -> bool:
    """Whether the last words of a condition are a name that the scope has anyway."""
    return any(name and condition.lower().endswith(name.lower()) for name in names)
