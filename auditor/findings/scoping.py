"""Promises of one topic to the order of their scopes: which lie within which.

Each scope looks up the scopes around it (its own names, broader names of each axis, or no name), so the cost grows
with the promises and not with their pairs. Conditions are not ordered: only scopes of one condition compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

from auditor import scopes
from auditor.model import Promise, Scope
from auditor.rules import Rulebook

AXES = ("service", "region", "product", "customer")


class Order(Struct, frozen=True):
    """For each scope, the promises strictly broader and those strictly narrower, in the order they were given."""

    broader: dict[Scope, tuple[Promise, ...]]
    narrower: dict[Scope, tuple[Promise, ...]]


def order_of(promises: Sequence[Promise], book: Rulebook) -> Order:
    """The order of the scopes of promises of one topic, of which no two have the same scope."""
    by_scope = {promise.scope: promise for promise in promises}
    names = _Names(promises, book)
    broader: dict[Scope, tuple[Promise, ...]] = {}
    narrower: dict[Scope, list[Promise]] = {promise.scope: [] for promise in promises}
    for promise in promises:
        around = [by_scope[scope] for scope in names.around(promise.scope) if scope in by_scope]
        broader[promise.scope] = tuple(around)
        for one in around:
            narrower[one.scope].append(promise)
    return Order(broader, {scope: tuple(found) for scope, found in narrower.items()})


def overlapping(one: Scope, other: Scope, book: Rulebook) -> bool:
    """Whether the scopes share customers and neither lies within the other.

    Two conditions may or may not hold together, so scopes of different conditions are not taken to overlap.
    """
    found = relations(one, other, book) - {"equal"}
    crossing = found >= {"narrower", "broader"} or "overlapping" in found
    return crossing and one.condition == other.condition and not found & {"disjoint", "unknown"}


def relations(one: Scope, other: Scope, book: Rulebook) -> set[str]:
    """How the scopes stand to each other on their axes: the words of `auditor.scopes.relation`, without which axis."""
    return {scopes.relation(axis, getattr(one, axis), getattr(other, axis), book) for axis in AXES}


class _Names:
    """The names on each axis that a set of promises uses, and which of them are broader than a name."""

    def __init__(self, promises: Sequence[Promise], book: Rulebook) -> None:
        self._book = book
        self._used = {axis: {name for p in promises if (name := getattr(p.scope, axis))} for axis in AXES}
        self._listed = {
            axis: {one.name: one.within for one in book.scopes[axis].names} if axis in book.scopes else {}
            for axis in AXES
        }
        self._joint = {axis: _joint_names(used) for axis, used in self._used.items()}
        self._broader: dict[tuple[str, str], tuple[str, ...]] = {}

    def around(self, scope: Scope) -> Iterator[Scope]:
        """All scopes strictly broader than `scope` that names of these promises can make."""
        choices = (self._choices(axis, getattr(scope, axis)) for axis in AXES)
        for service, region, thing, customer in product(*choices):
            wider = Scope(service, region, thing, customer, scope.condition)
            if wider != scope:
                yield wider

    def _choices(self, axis: str, name: str | None) -> tuple[str | None, ...]:
        return (None,) if name is None else (name, *self._broader_than(axis, name), None)

    def _broader_than(self, axis: str, name: str) -> tuple[str, ...]:
        known = self._broader.get((axis, name))
        if known is None:
            candidates = self._candidates(axis, name) & self._used[axis]
            found = (one for one in sorted(candidates) if scopes.relation(axis, name, one, self._book) == "narrower")
            known = self._broader[axis, name] = tuple(found)
        return known

    def _candidates(self, axis: str, name: str) -> set[str]:
        """Names that may be broader: phrases within the name, what the lists put them within, lists that hold them."""
        found: set[str] = set()
        queue = [phrase for part in name.split(", ") for phrase in _phrases(part)]
        while queue:
            one = queue.pop()
            if one not in found:
                found.add(one)
                queue.extend(self._listed[axis].get(one, ()))
        return (found | {joint for one in found for joint in self._joint[axis].get(one, ())}) - {name}


def _phrases(name: str) -> list[str]:
    """All runs of words in the name: "sofa bed" has "sofa", "bed" and itself."""
    words = name.split()
    return [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]


def _joint_names(used: set[str]) -> dict[str, list[str]]:
    """Name → the joint names ("bedding, pillow") that hold it."""
    found: dict[str, list[str]] = {}
    for joint in sorted(name for name in used if ", " in name):
        for part in joint.split(", "):
            found.setdefault(part, []).append(joint)
    return found
