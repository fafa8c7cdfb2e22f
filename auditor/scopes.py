"""The words of a scope to canonical names, and two names of one axis to how they stand to each other.

The names and which lies within which are data (rules/scopes/). A scope may hold several names ("Alaska & Hawaii");
its canonical form then lists them, sorted, with ", " between. A name that no list holds stays as it is written, in
lower case. Names in capitals of up to four letters ("US") are recognized only as written, so "contact us" is no place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from auditor.rules import Rulebook, ScopeName

Relation = Literal["equal", "narrower", "broader", "overlapping", "disjoint", "unknown"]

_ARTICLES = re.compile(r"^(?:(?:the|our|your|a|an|all|any|every|each|most|for|to|in|on|by|via|within)\s+)+", re.IGNORECASE)
_TAILS = {
    "service": r"delivery|deliveries|shipping|shipment|service|services|support|plan|plans|orders?|enquiries|inquiries",
    "region": r"addresses|orders|customers|deliveries|delivery|shipping|residents|postcodes",
    "product": r"items|products|orders|goods|range|purchases",
    "customer": r"customers|members|accounts|clients|users",
    "condition": r"items|goods",
}
_SPLIT = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bor\b)\s*", re.IGNORECASE)


class Mention(Struct, frozen=True):
    """A canonical name found in a text, with the span of the words that state it."""

    name: str
    start: int
    end: int


class _Vocabulary(Struct, frozen=True):
    """An axis prepared: written forms → name, the pattern of all forms, name → itself and all it lies within."""

    exact: dict[str, str]
    folded: dict[str, str]
    pattern: re.Pattern[str]
    above: dict[str, frozenset[str]]


def find_mentions(axis: str, text: str, book: Rulebook) -> tuple[Mention, ...]:
    """The names of the axis that `text` mentions, in order, the longest at each place; () for an axis without list."""
    if axis not in book.scopes:
        return ()
    vocabulary = _vocabulary(book.scopes[axis].names)
    found = []
    for match in vocabulary.pattern.finditer(text):
        name = _look_up(match.group(), vocabulary)
        if name is not None:
            found.append(Mention(name, match.start(), match.end()))
    return tuple(found)


def canonical(axis: str, text: str, book: Rulebook) -> str:
    """The canonical name of `text` on the axis, several joined by ", "; `text` itself in lower case where unknown.

    Canonical names are their own canonical form.
    """
    written = " ".join(text.split())
    if axis not in book.scopes:
        return written.lower()
    vocabulary = _vocabulary(book.scopes[axis].names)
    whole = _named(axis, written, vocabulary)
    if whole is not None:
        return whole
    parts = [_named(axis, part, vocabulary) for part in _SPLIT.split(written) if part]
    names = sorted({part for part in parts if part is not None})
    if names and None not in parts:
        return ", ".join(names)
    return _ARTICLES.sub("", written).lower() or written.lower()


def relation(axis: str, one: str | None, other: str | None, book: Rulebook) -> Relation:
    """How `one` stands to `other` on the axis; both may be written in any known way, None means everything.

    Names are disjoint where the lists place both under one broader name and neither within the other. Whatever the
    lists do not decide is "unknown", save that a name which merely adds words in front of another is narrower
    ("outdoor furniture" than "furniture").
    """
    if one is None or other is None:
        return "equal" if one == other else "broader" if one is None else "narrower"
    first, second = canonical(axis, one, book), canonical(axis, other, book)
    if first == second:
        return "equal"
    above = _vocabulary(book.scopes[axis].names).above if axis in book.scopes else {}
    some, others = _names(first, above), _names(second, above)
    if not all(name in above for name in some + others):
        return _relation_of_words(first, second)
    return _relation_of_names(some, others, above)


def names_above(axis: str, name: str, book: Rulebook) -> frozenset[str]:
    """The canonical `name` and every broader name that it lies within; empty for a name that no list holds."""
    if axis not in book.scopes:
        return frozenset()
    return _vocabulary(book.scopes[axis].names).above.get(name, frozenset())


def _names(text: str, above: dict[str, frozenset[str]]) -> tuple[str, ...]:
    return (text,) if text in above else tuple(text.split(", "))


def _relation_of_names(some: tuple[str, ...], others: tuple[str, ...], above: dict[str, frozenset[str]]) -> Relation:
    covered = all(any(other in above[one] for other in others) for one in some)
    covers = all(any(one in above[other] for one in some) for other in others)
    if covered or covers:
        return "equal" if covered and covers else "narrower" if covered else "broader"
    pairs = [(one, other) for one in some for other in others]
    if any(_meet(one, other, above) for one, other in pairs):
        return "overlapping"
    return "disjoint" if all(above[one] & above[other] for one, other in pairs) else "unknown"


def _meet(one: str, other: str, above: dict[str, frozenset[str]]) -> bool:
    """Whether one is within the other, or something lies within both."""
    return one in above[other] or other in above[one] or any({one, other} <= names for names in above.values())


def _relation_of_words(one: str, other: str) -> Relation:
    if one.endswith(f" {other}"):
        return "narrower"
    return "broader" if other.endswith(f" {one}") else "unknown"


def _named(axis: str, written: str, vocabulary: _Vocabulary) -> str | None:
    bare = _ARTICLES.sub("", written.strip(" .:;()")).strip()
    short = re.sub(rf"\s+(?:{_TAILS[axis]})$", "", bare, flags=re.IGNORECASE) if axis in _TAILS else bare
    return _look_up(written, vocabulary) or _look_up(bare, vocabulary) or _look_up(short, vocabulary)


def _look_up(written: str, vocabulary: _Vocabulary) -> str | None:
    return vocabulary.exact.get(written) or vocabulary.folded.get(" ".join(written.lower().split()))


@lru_cache(maxsize=64)
def _vocabulary(names: tuple[ScopeName, ...]) -> _Vocabulary:
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for one in names:
        for written in (one.name, *one.synonyms):
            if _as_written(written):
                exact.setdefault(written, one.name)
            else:
                folded.setdefault(written.lower(), one.name)
    return _Vocabulary(exact, folded, _any_of(exact, folded), _all_above(names))


def _as_written(word: str) -> bool:
    letters = word.replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) <= 4


def _any_of(exact: dict[str, str], folded: dict[str, str]) -> re.Pattern[str]:
    forms = sorted({*exact, *folded}, key=lambda form: (-len(form), form))
    body = "|".join(_spaced(form) if form in exact else f"(?i:{_spaced(form)})" for form in forms)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])" if forms else r"(?!)")


def _spaced(form: str) -> str:
    return r"\s+".join(map(re.escape, form.split()))


def _all_above(names: tuple[ScopeName, ...]) -> dict[str, frozenset[str]]:
    """Name → itself and, over any number of steps, the broader names; a broader name needs no entry of its own."""
    within = {one.name: one.within for one in names}
    return {name: _closure(name, within) for name in {*within, *(up for ups in within.values() for up in ups)}}


def _closure(name: str, within: dict[str, tuple[str, ...]]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(within.get(current, ()))
    return frozenset(reached)
