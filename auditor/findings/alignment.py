"""Promises to promises in scopes that compare: one thing in one way, whichever axis or words a place uses for it.

What no list knows ("simple ports") is named as a service here and as a product there, and a condition may only repeat
it ("when you choose express"). Companies name their home market in one place and leave it out in the next. And a
sentence may hold the words of a scope that other places state, without being taken to state it: "anything unwanted" is
about what elsewhere is "an unwanted item". Statements that are told apart by such differences alone speak of one
promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import astuple, replace

from auditor import scopes
from auditor.findings.statements import part_of
from auditor.findings.stems import stems
from auditor.model import Evidence, Origin, Promise, Scope, Variant
from auditor.rules import Rulebook
from auditor.rules_lists import exception_words, universal_words

_NAMED = ("service", "product", "customer")
_Words = frozenset[str]


def aligned(promises: Sequence[Promise], home: frozenset[str], book: Rulebook) -> tuple[Promise, ...]:
    """The promises, those of one aligned scope joined into one, in the order of the first of each."""
    simple = [(promise, aligned_scope(promise.scope, home, book)) for promise in promises]
    spoken = _Spoken(simple, book)
    joined: dict[tuple[str, Scope], list[Variant]] = {}
    for promise, scope in simple:
        for variant in promise.variants:
            for each, evidence in spoken.scopes(promise.topic, scope, variant):
                joined.setdefault((promise.topic, each), []).append(part_of(variant, evidence))
    return tuple(Promise(topic, scope, tuple(variants)) for (topic, scope), variants in joined.items())


def aligned_scope(scope: Scope, home: frozenset[str], book: Rulebook) -> Scope:
    """The scope without the home market, unknown names as products, and no condition that says them again."""
    region = None if scope.region in home else scope.region
    named = {axis: name for axis in _NAMED if (name := getattr(scope, axis))}
    unknown = {name for axis, name in named.items() if not _is_known(axis, name, book)}
    known = {axis: name for axis, name in named.items() if name not in unknown}
    if unknown:
        names = {scopes.canonical("product", name, book) for name in unknown}
        known["product"] = ", ".join(sorted(names | set(filter(None, [known.get("product")]))))
    condition = None if scope.condition and _repeats(scope.condition, {region, *known.values()}) else scope.condition
    return replace(Scope(**known), region=region, condition=condition)


def _is_known(axis: str, name: str, book: Rulebook) -> bool:
    return all(scopes.names_above(axis, one, book) for one in name.split(", "))


def _repeats(condition: str, names: set[str | None]) -> bool:
    """Whether the last words of a condition are a name that the scope has anyway."""
    return any(name and condition.lower().endswith(name.lower()) for name in names)


class _Spoken:
    """The scopes that the places of each topic state, by their words, to find those that a sentence speaks of."""

    def __init__(self, promises: Sequence[tuple[Promise, Scope]], book: Rulebook) -> None:
        self._book = book
        self._by_word: dict[tuple[str, str], list[tuple[_Words, Scope]]] = {}
        self._values: Counter[tuple[str, str, str]] = Counter()
        for topic, scope in dict.fromkeys((promise.topic, scope) for promise, scope in promises):
            words = _words_of(scope)
            for word in words:
                self._by_word.setdefault((topic, word), []).append((words, scope))
        for promise, _ in promises:
            for variant in promise.variants:
                self._values.update((promise.topic, one.document, one.sentence) for one in variant.evidence)

    def scopes(self, topic: str, scope: Scope, variant: Variant) -> Iterator[tuple[Scope, tuple[Evidence, ...]]]:
        """The variant's statements by the scope that they speak of, which holds all words of their own."""
        found: dict[Scope, list[Evidence]] = {}
        for one in variant.evidence:
            found.setdefault(self._scope_of(topic, scope, one), []).append(one)
        for each, evidence in found.items():
            yield each, tuple(evidence)

    def _scope_of(self, topic: str, scope: Scope, one: Evidence) -> Scope:
        if one.origin is Origin.STRUCTURED_DATA or self._values[topic, one.document, one.sentence] > 1:
            return scope  # which of several values the words belong to, only the scope tells
        if not exception_words().isdisjoint(one.sentence.lower().split()):
            return scope
        said, scope = stems(one.sentence.replace(one.quote, " ")), _as_far_as_said(scope, one, self._book)
        own = _words_of(scope)
        candidates = {
            other: words
            for word in said
            for words, other in self._by_word.get((topic, word), ())
            if own < words and words <= said | own and other.region == scope.region
        }
        return min(candidates, key=lambda other: (-len(candidates[other]), _sortable(other)), default=scope)


def _as_far_as_said(scope: Scope, one: Evidence, book: Rulebook) -> Scope:
    """The scope without what only stands above a sentence that speaks of everything: "99.9 % uptime on every plan"."""
    if universal_words().isdisjoint(one.sentence.lower().split()) or any(_says(axis, one, book) for axis in _NAMED):
        return scope
    return replace(scope, service=None, product=None, customer=None)


def _says(axis: str, one: Evidence, book: Rulebook) -> bool:
    """Whether the sentence itself holds the name of its scope, in whatever words."""
    name = getattr(one.scope, axis)
    if not name:
        return False
    mentioned = (each.name for each in scopes.find_mentions(axis, one.sentence, book))
    return name.lower() in one.sentence.lower() or scopes.canonical(axis, name, book) in mentioned


def _words_of(scope: Scope) -> _Words:
    return stems(" ".join(name for name in astuple(scope) if name))


def _sortable(scope: Scope) -> tuple[str, ...]:
    return tuple(name or "" for name in astuple(scope))
