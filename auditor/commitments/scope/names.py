"""The clause of a value to the names in it, and in the clauses before it, that say what the value applies to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from auditor.commitments.scope.clause import Clause
from auditor.commitments.scope.places import find_place
from auditor.commitments.scope.topics import (
    axis_of_label,
    axis_of_subject,
    has_places,
    implied_channel,
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
_JOIN = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bor\b|,\s*and\b)\s*(?:the\s+)?", re.IGNORECASE)


def find_named(
    clauses: Sequence[Clause], topic: str, book: Rulebook, parser: Callable[[str], Sequence[Word]] | None = None
) -> dict[str, str]:
    """Axis → the words that name it, in the clause of the value or before it in its sentence; absent where none do.

    `clauses` are those of `clauses_of`: the clause, then the sentence as a whole.
    """
    clause = clauses[0]
    found: dict[str, str] = {}
    for axis in AXES:
        inside = [one for one in _mentions(axis, clause, topic, book) if _within(one, (clause.first, clause.last))]
        nearest = _by_grammar(clause, inside, parser) or _nearest(clause, inside)
        if nearest:
            found[axis] = wording(axis, nearest, clause.text)
    place = find_place(clause) if "region" not in found and has_places(topic) else None
    if place is not None:
        found["region"] = place
    _add_unknown(found, clause, topic)
    if reads_whole_sentence(topic):
        _add_from_before(found, clauses[-1], clause.first, topic, book)
    return found


def joined(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The first of the mentions with those that are joined to it ("the US, Canada and the EU"), in their order."""
    chosen = list(mentions[:1])
    for one in mentions[1:]:
        low, high = sorted((chosen[-1], one), key=lambda mention: mention.start)
        if not _JOIN.fullmatch(text[low.end : high.start]):
            break
        chosen.append(one)
    return sorted(chosen, key=lambda mention: mention.start)


def wording(axis: str, mentions: Sequence[Mention], text: str) -> str:
    """The words of the text that name it; of phone and the like the usual name, since texts put it in verbs."""
    if axis == "service" and all(one.name in _BY_USUAL_NAME for one in mentions):
        return ", ".join(dict.fromkeys(one.name for one in mentions))
    named = text[mentions[0].start : mentions[-1].end]
    goods = _GOODS.match(text, mentions[-1].end) if axis == "product" and mentions[-1].name in _STATES else None
    return named + goods[0] if goods else named


def _mentions(axis: str, clause: Clause, topic: str, book: Rulebook) -> list[Mention]:
    text = clause.searchable
    return [one for one in find_mentions(axis, text, book) if is_in_scope(axis, one, text, topic, book)]


def _within(mention: Mention, span: tuple[int, int]) -> bool:
    return span[0] <= mention.start and mention.end <= span[1]


def _nearest(clause: Clause, mentions: list[Mention]) -> list[Mention]:
    """The names that belong to the value: those before it where names lead, else those that follow it.

    Names lead where one stands before the first value or none behind the last ("Standard takes 5 days, express 2"). A
    value without one of its own shares that of the value before.
    """
    earlier = [one for one in mentions if one.end <= clause.start][::-1]
    after = [one for one in mentions if _within(one, clause.after)]
    if _names_lead(clause, mentions):
        own = earlier and _within(earlier[0], clause.before)
        chosen = after if after and not own and (clause.is_last or not earlier) else earlier
    else:
        follows_all = mentions and mentions[0].start >= clause.values[-1][1]
        chosen = after or (mentions if follows_all else earlier if clause.is_last else [])
    return joined(chosen, clause.masked)


def _names_lead(clause: Clause, mentions: list[Mention]) -> bool:
    if not mentions:
        return False
    between_last_two = (clause.values[-2:][0][1], clause.values[-1][0])
    return mentions[0].start < clause.values[0][0] or _within(mentions[-1], between_last_two)


def _by_grammar(
    clause: Clause, mentions: list[Mention], parser: Callable[[str], Sequence[Word]] | None
) -> list[Mention]:
    """The names that the grammar of the clause ties to the value, where it has several values and several names."""
    if parser is None or len(clause.values) < 2 or len(mentions) < 2:
        return []
    tied = attach(parser(clause.text), [(one.start, one.end) for one in mentions], clause.values)
    return joined([one for one, value in zip(mentions, tied, strict=True) if value == clause.place], clause.masked)


def _add_unknown(found: dict[str, str], clause: Clause, topic: str) -> None:
    channel = implied_channel(topic, clause.masked[clause.first : clause.last])
    if channel is not None:
        found.setdefault("service", channel)
    axis, name = axis_of_subject(topic), unknown_name(clause)
    if axis is None:
        axis, name = axis_of_label(topic), label_of(clause)
    if axis is not None and name is not None and not any(name in known or known in name for known in found.values()):
        found.setdefault(axis, name)


def _add_from_before(found: dict[str, str], whole: Clause, first: int, topic: str, book: Rulebook) -> None:
    """The names of the clauses before: "Delivery to Malta costs €9, and it takes a week"."""
    for axis in AXES:
        before = [one for one in _mentions(axis, whole, topic, book) if one.end <= first]
        if axis not in found and before:
            found[axis] = wording(axis, joined(before[::-1], whole.masked), whole.text)
