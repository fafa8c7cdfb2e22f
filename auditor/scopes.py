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

_ARTICLES = re.compile(
    r"^(?:(?:the|our|your|a|an|all|any|every|each|most|for|to|in|on|by|via|within)\s+)+", re.IGNORECASE
)
_TAILS = {
    "service": r"delivery|deliveries|shipping|shipment|service|services|support|plan|plans|orders?|enquiries|inquiries",
    "region": r"addresses|orders|customers|deliveries|delivery|shipping|residents|postcodes",
    "product": r"items|products|orders|goods|range|purchases",
    "customer": r"customers|members|accounts|clients|users",
    "condition": r"items|goods",
}
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_ONE_WORD = re.compile(r"\w[\w'’-]*")
_WORD_LIKE = re.compile(r"[\w-]")
_CAPITALS = 4
_SPLIT = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bor\b)\s*", re.IGNORECASE)


class Mention(Struct, frozen=True):
    """A canonical name found in a text, with the span of the words that state it."""

    name: str
    start: int
    end: int


class _Form(Struct, frozen=True):
    """A way in which a name is written, as its pieces: in lower case, or as they stand where `exact`."""

    pieces: tuple[str, ...]
    name: str
    exact: bool


class _Vocabulary(Struct, frozen=True):
    """An axis prepared: written form → name, first piece → its forms, the longest first, name → all it lies within."""

    exact: dict[str, str]
    folded: dict[str, str]
    forms: dict[str, tuple[_Form, ...]]
    above: dict[str, frozenset[str]]


def find_mentions(axis: str, text: str, book: Rulebook) -> tuple[Mention, ...]:
    """The names of the axis that `text` mentions, in order, the longest at each place; () for an axis without list."""
    if axis not in book.scopes:
        return ()
    return _mentions(_Same(book.scopes[axis].names), text)


def names_of_everything(axis: str, book: Rulebook) -> frozenset[str]:
    """The names that others lie within and that lie within nothing themselves: "delivery" names no service."""
    return _of_everything(_Same(book.scopes[axis].names)) if axis in book.scopes else frozenset()


def _form_at(
    pieces: list[tuple[str, int, int]], at: int, text: str, forms: dict[str, tuple[_Form, ...]]
) -> _Form | None:
    for form in forms.get(pieces[at][0].lower(), ()):
        written = pieces[at : at + len(form.pieces)]
        words = tuple(piece if form.exact else piece.lower() for piece, _, _ in written)
        if words == form.pieces and _is_whole(text, written[0][1], written[-1][2]):
            return form
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no part of a word stands right before or behind: "email" is not in "email-only", nor "UK" in "UKIP"."""
    return not (start and _WORD_LIKE.match(text[start - 1])) and not _WORD_LIKE.match(text[end : end + 1])


def canonical(axis: str, text: str, book: Rulebook) -> str:
    """The canonical name of `text` on the axis, several joined by ", "; where unknown, `text` in lower case.

    The name of an unknown product is put in the singular. Canonical names are their own canonical form.
    """
    if axis not in book.scopes:
        return " ".join(text.split()).lower()
    return _canonical(axis, text, _Same(book.scopes[axis].names))


@lru_cache(maxsize=65536)
def _canonical(axis: str, text: str, key: _Same) -> str:
    written = " ".join(text.split())
    vocabulary = _vocabulary(key)
    whole = _named(axis, written, vocabulary)
    if whole is not None:
        return whole
    parts = [_named(axis, part, vocabulary) for part in _SPLIT.split(written) if part]
    names = sorted({part for part in parts if part is not None})
    if names and None not in parts:
        return ", ".join(names)
    return ", ".join(sorted({_unknown(axis, part, vocabulary) for part in _listed(written)}))


def _listed(written: str) -> list[str]:
    """The names of a list ("plants and seeds"); a text that is no list is one name ("ear & shaving products")."""
    bare = _ARTICLES.sub("", written) or written
    parts = [part for part in _SPLIT.split(bare) if part]
    return parts if len(parts) > 1 and all(map(_ONE_WORD.fullmatch, parts)) else [bare]


def _unknown(axis: str, part: str, vocabulary: _Vocabulary) -> str:
    known = _named(axis, part, vocabulary)
    return known or (part.lower() if axis == "region" else _singular(part.lower()))


def _singular(name: str) -> str:
    """The name with its last word in the singular, so that "machines" and "every machine" are one product."""
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if name.endswith(("sses", "shes", "ches", "xes", "zes")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name


def relation(axis: str, one: str | None, other: str | None, book: Rulebook) -> Relation:
    """How `one` stands to `other` on the axis; both may be written in any known way, None means everything.

    Names are disjoint where the lists place both under one broader name and neither within the other. Whatever the
    lists do not decide is "unknown", save that a name which merely adds words in front of another is narrower
    ("outdoor furniture" than "furniture").
    """
    if one is None or other is None:
        return "equal" if one == other else "broader" if one is None else "narrower"
    if one == other:
        return "equal"
    first, second = canonical(axis, one, book), canonical(axis, other, book)
    if first == second:
        return "equal"
    return _relation_of_canonical(first, second, _Same(book.scopes[axis].names if axis in book.scopes else ()))


@lru_cache(maxsize=65536)
def _relation_of_canonical(first: str, second: str, key: _Same) -> Relation:
    above = _vocabulary(key).above
    some, others = _names(first, above), _names(second, above)
    if not all(name in above for name in some + others):
        return _relation_of_unknown(some, others)
    return _relation_of_names(some, others, above)


def names_above(axis: str, name: str, book: Rulebook) -> frozenset[str]:
    """The canonical `name` and every broader name that it lies within; empty for a name that no list holds."""
    if axis not in book.scopes:
        return frozenset()
    return _vocabulary_of(axis, book).above.get(name, frozenset())


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


def _relation_of_unknown(some: tuple[str, ...], others: tuple[str, ...]) -> Relation:
    """Lists of which a name is in no vocabulary: one that holds all names of the other, or broader ones, is broader."""
    covered = all(any(_is_within(one, other) for other in others) for one in some)
    covers = all(any(_is_within(other, one) for one in some) for other in others)
    if covered or covers:
        return "equal" if covered and covers else "narrower" if covered else "broader"
    return "overlapping" if not set(some).isdisjoint(others) else "unknown"


def _is_within(one: str, other: str) -> bool:
    return one == other or one.endswith((f" {other}", f" {_singular(other)}"))


def _named(axis: str, written: str, vocabulary: _Vocabulary) -> str | None:
    bare = _ARTICLES.sub("", written.strip(" .:;()")).strip()
    short = re.sub(rf"\s+(?:{_TAILS[axis]})$", "", bare, flags=re.IGNORECASE) if axis in _TAILS else bare
    return _look_up(written, vocabulary) or _look_up(bare, vocabulary) or _look_up(short, vocabulary)


def _look_up(written: str, vocabulary: _Vocabulary) -> str | None:
    return vocabulary.exact.get(written) or vocabulary.folded.get(" ".join(written.lower().split()))


class _Same:
    """The names of an axis as a key of a cache, by identity: comparing hundreds of them takes longer than their use."""

    def __init__(self, names: tuple[ScopeName, ...]) -> None:
        self.names = names

    def __hash__(self) -> int:
        return id(self.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.names is other.names


def _vocabulary_of(axis: str, book: Rulebook) -> _Vocabulary:
    return _vocabulary(_Same(book.scopes[axis].names))


@lru_cache(maxsize=8192)
def _mentions(key: _Same, text: str) -> tuple[Mention, ...]:
    """Cached, since the heads of a table are asked for each of its cells."""
    forms = _vocabulary(key).forms
    pieces = [(one.group(), one.start(), one.end()) for one in _PIECE.finditer(text)]
    found: list[Mention] = []
    at = 0
    while at < len(pieces):
        form = _form_at(pieces, at, text, forms)
        last = at + (1 if form is None else len(form.pieces))
        if form is not None:
            found.append(Mention(form.name, pieces[at][1], pieces[last - 1][2]))
        at = last
    return tuple(found)


@lru_cache(maxsize=64)
def _of_everything(key: _Same) -> frozenset[str]:
    return frozenset(broad for one in key.names for broad in one.within) - {one.name for one in key.names if one.within}


@lru_cache(maxsize=64)
def _vocabulary(key: _Same) -> _Vocabulary:
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for one in key.names:
        for written in (one.name, *one.synonyms):
            if _as_written(written):
                exact.setdefault(written, one.name)
            else:
                folded.setdefault(written.lower(), one.name)
    return _Vocabulary(exact, folded, _by_first_piece(exact, folded), _all_above(key.names))


def _as_written(word: str) -> bool:
    letters = word.replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) <= _CAPITALS


def _by_first_piece(exact: dict[str, str], folded: dict[str, str]) -> dict[str, tuple[_Form, ...]]:
    found: dict[str, list[_Form]] = {}
    for words, as_they_stand in ((exact, True), (folded, False)):
        for written, name in words.items():
            pieces = tuple(_PIECE.findall(written))
            found.setdefault(pieces[0].lower(), []).append(_Form(pieces, name, as_they_stand))
    return {first: tuple(sorted(forms, key=lambda form: -len(form.pieces))) for first, forms in found.items()}


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
