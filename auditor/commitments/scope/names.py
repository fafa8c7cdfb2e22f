"""The clause of a value to the names in it, and in the clauses before it, that say what the value applies to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from auditor.commitments.scope.attachment import hangs, joined, nearest
from auditor.commitments.scope.clause import Clause
from auditor.commitments.scope.named import Named, Place
from auditor.commitments.scope.places import find_place
from auditor.commitments.scope.topics import (
    axis_of_label,
    axis_of_subject,
    has_places,
    implied_channels,
    is_in_scope,
    reads_whole_sentence,
)
from auditor.commitments.scope.unknown import label_of, unknown_name
from auditor.language import Word, attach
from auditor.rules import Rulebook
from auditor.scopes import Mention, find_mentions

AXES = ("service", "region", "product", "customer")

_BY_USUAL_NAME = frozenset({"phone", "email", "text"})
# "refurbished" is the state of some goods, and which goods the next word may tell: "refurbished machines".
_STATES = frozenset({"refurbished", "used", "new", "sale", "clearance"})
_GOODS = re.compile(r"\s+(?!(?:is|has|was|carries|comes|does|goes)\b)[a-z]{3,}(?<!ss)s\b")


@lru_cache(maxsize=512)
def find_named(
    clauses: tuple[Clause, ...], topic: str, book: Rulebook, parser: Callable[[str], Sequence[Word]] | None = None
) -> Mapping[str, Named]:
    """Axis → the words that name it, in the clause of the value or before it in its sentence; absent where none do.

    `clauses` are those of `clauses_of`: the clause, then the sentence as a whole. The last sentences are remembered:
    those of a stock box come again under other headings.
    """
    clause = clauses[0]
    found: dict[str, Named] = {}
    for axis in AXES:
        mentions = _mentions(axis, clause, topic, book)
        if axis == "service":
            mentions = _with_implied(mentions, clause, topic)
        inside = [one for one in mentions if _within(one, (clause.first, clause.last))]
        own = _by_grammar(clause, inside, parser) or _nearest(clauses, inside, mentions)
        if own:
            found[axis] = Named(wording(axis, own, clause.text), Place.CLAUSE)
    place = find_place(clause) if "region" not in found and has_places(topic) else None
    if place is not None:
        found["region"] = Named(place, Place.CLAUSE)
    _add_unknown(found, clause, topic)
    if reads_whole_sentence(topic):
        _add_from_before(found, clauses[-1], clause.first, topic, book)
    return found


def _nearest(clauses: Sequence[Clause], inside: list[Mention], mentions: list[Mention]) -> list[Mention]:
    """The names of the clause that belong to the value; of the sentence where one behind it may lead the next."""
    own = nearest(clauses[0], inside)
    if own and own[0].start >= clauses[0].end and not hangs(clauses[-1], mentions, own):
        return nearest(clauses[-1], mentions)
    return own


def wording(axis: str, mentions: Sequence[Mention], text: str) -> str:
    """The words of the text that name it; of phone and the like the usual name, since texts put it in verbs."""
    if axis == "service" and all(one.name in _BY_USUAL_NAME for one in mentions):
        return ", ".join(dict.fromkeys(one.name for one in mentions))
    named = text[mentions[0].start : mentions[-1].end]
    goods = _GOODS.match(text, mentions[-1].end) if axis == "product" and mentions[-1].name in _STATES else None
    return named + goods[0] if goods else named


def _mentions(axis: str, clause: Clause, topic: str, book: Rulebook) -> list[Mention]:
    text = clause.searchable
    return [one for one in mentions_of(axis, text, book) if is_in_scope(axis, one, text, topic, book)]


def _with_implied(mentions: list[Mention], clause: Clause, topic: str) -> list[Mention]:
    """The mentions with the channels that are not named but spoken of, in order."""
    implied = implied_channels(topic, clause.masked)
    named = [one for one in mentions if not any(_is_part(one, other) for other in implied)]
    spoken = [one for one in implied if not any(one.start < other.end and other.start < one.end for other in named)]
    return sorted([*named, *spoken], key=lambda one: one.start)


def mentions_of(axis: str, text: str, book: Rulebook) -> list[Mention]:
    """The names of the axis in the text, save those that are part of a longer one of another: "Canada Post"."""
    found = find_mentions(axis, text, book)
    others = [one for other in AXES if found and other != axis for one in find_mentions(other, text, book)]
    return [one for one in found if not any(_is_part(one, other) for other in others)]


def _is_part(one: Mention, other: Mention) -> bool:
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def _within(mention: Mention, span: tuple[int, int]) -> bool:
    return span[0] <= mention.start and mention.end <= span[1]


def _by_grammar(
    clause: Clause, mentions: list[Mention], parser: Callable[[str], Sequence[Word]] | None
) -> list[Mention]:
    """The names that the grammar of the clause ties to the value, where it has several values and several names."""
    if parser is None or len(clause.values) < 2 or len(mentions) < 2:
        return []
    tied = attach(parser(clause.text), [(one.start, one.end) for one in mentions], clause.values)
    return joined([one for one, value in zip(mentions, tied, strict=True) if value == clause.place], clause.masked)


def _add_unknown(found: dict[str, Named], clause: Clause, topic: str) -> None:
    axis, name = axis_of_subject(topic), unknown_name(clause)
    if axis is None:
        axis, name = axis_of_label(topic), label_of(clause)
    if axis is not None and name is not None and not _is_told(name, found.values()):
        found.setdefault(axis, Named(name, Place.CLAUSE))


def _is_told(name: str, known: Iterable[Named]) -> bool:
    folded = name.lower()
    return any(folded in one.words.lower() or one.words.lower() in folded for one in known)


def _add_from_before(found: dict[str, Named], whole: Clause, first: int, topic: str, book: Rulebook) -> None:
    """The names of the clauses before: "Delivery to Malta costs €9, and it takes a week"."""
    for axis in AXES:
        before = [one for one in _mentions(axis, whole, topic, book) if one.end <= first]
        if axis not in found and before:
            found[axis] = Named(wording(axis, joined(before[::-1], whole.masked), whole.text), Place.SENTENCE)
