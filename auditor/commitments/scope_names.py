"""The clause of a value to the names in it that say what the value applies to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.commitments.scope_clause import MASK, Clause
from auditor.commitments.scope_places import find_place
from auditor.commitments.scope_topics import (
    axis_of_label,
    axis_of_subject,
    has_places,
    implied_channel,
    is_in_scope,
    reads_whole_sentence,
)
from auditor.rules import Rulebook
from auditor.scopes import Mention, find_mentions

_BY_USUAL_NAME = frozenset({"phone", "email", "text"})
AXES = ("service", "region", "product", "customer")
_JOIN = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bor\b|,\s*and\b)\s*(?:the\s+)?", re.IGNORECASE)
_WORD = r"[\w&'/+.-]+"
_LABEL = re.compile(rf"(?:^|[.;,]\s*|\*\*)\W*([^\W\d_][^:.;{MASK}]{{1,60}}?)\W*:(?=\W)")
_NEVER = re.compile(
    r"""\b(?:at|by|go|goes|otherwise|elsewhere|also|so|too|still|even|then|now|later|here|mind|we|we'll|you|you'll|your|i|it|it's|its|they|us|me|my|this
        |that|there|which|who|what|how|when|where|why|is|are|was|be|been|will|can|may|must|have|has|had|do|does|did|if|once|not|no|please|within|after
        |before|until|from|than|up\s+to|more|less|most|each|only|just|everything|anything|something|someone|anyone|everybody|people|allow|call|contact
        |currently|usually|typically|normally|same|next|first|one|two|three|say|said|good\s+news|flat|because|while|though|but|as|again|rarely|leaves?|ships?|shipped|posted|picked|dispatched|sent|printing|rides|acknowledged|answered|delivered|writes?|inspects|carry|send|those|these|others?|ours|yours)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CODE = re.compile(r"[A-Z]{1,4}[ -]?\d{1,3}")
_GENERIC = frozenset(
    (
        "order", "orders", "delivery", "deliveries", "shipping", "postage", "return", "returns", "refund", "refunds", "service", "response",
        "reply", "replies", "time", "times", "hours", "day", "days", "open", "opens", "opening", "price", "cost", "costs", "fee", "fees", "charge",
        "charges", "free", "guarantee", "warranty", "cover", "item", "items", "goods", "product", "products", "target", "total", "note", "nb",
        "example", "question", "answer", "q", "a", "average", "email", "phone", "start", "end", "both", "either", "basket", "baskets", "of",
        "standard", "our", "own", "all", "any", "every", "new", "and", "or", "the", "an", "in", "on", "for", "to", "with", "period", "window",
        "everyone", "customers", "customer", "full", "money", "purchase", "purchases", "original", "inspection", "processing", "dispatch",
        "carriage", "freight", "parcel", "parcels", "claim", "claims", "change", "minimum", "maximum", "trial", "works", "payment",
    )
)
_DETERMINER = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s+)?(?:\W*(?:the|a|an|our|your|all|any|every|new|for|on|in|to|and|or|but|with|of|while|plus|then)\b)*\W*", re.IGNORECASE
)
_TAIL = re.compile(r"(?:[\s,]+(?:of|on|in|for|to|with|and|or|the|a|an|is|are|via|get|takes?|come|just|about|around|at))+$", re.IGNORECASE)
_VERBS = (
    r"carry|carries|come|comes|have|has|had|are|is|get|gets|take|takes|ship|ships|leave|leaves|go|goes|arrive|arrives|can|may|must|will"
    r"|cost|costs|run|runs|start|starts|need|needs|usually|normally|typically|generally|covered|guaranteed|last|lasts|qualify|qualifies|travel|travels|enjoy|enjoys"
)
_SUBJECT = re.compile(rf"^\W*((?:{_WORD},?\s+){{0,6}}?{_WORD})\s+(?:{_VERBS})\b", re.IGNORECASE)
_AFTER = re.compile(
    rf"^[^\w,.;:]*(?:\w+\s+){{0,3}}?(?:warranty|guarantee|cover|coverage|returns?|trial|period|money-back)?\s*\b(?:on|for)\s+((?:{_WORD}\s*){{1,4}}?)(?=$|[,.;:()–—{MASK}]|\s+(?:and|from|of|in|at|within|if|when|with|is|are|you|we|to|which|that|after|before)\b)",
    re.IGNORECASE,
)


def find_named(clauses: Sequence[Clause], topic: str, book: Rulebook) -> dict[str, str]:
    """Axis → the words that name it, in the clause of the value or before it in its sentence; absent where none do.

    `clauses` are those of `clauses_of`: the clause, then the sentence as a whole.
    """
    clause = clauses[0]
    found: dict[str, str] = {}
    for axis in AXES:
        inside = [one for one in _mentions(axis, clause, topic, book) if clause.first <= one.start and one.end <= clause.last]
        nearest = _nearest(clause, inside)
        if nearest:
            found[axis] = wording(axis, nearest, clause.text, book)
    if "region" not in found and has_places(topic):
        place = find_place(clause)
        if place is not None:
            found["region"] = place
    _add_unknown(found, clause, topic)
    if reads_whole_sentence(topic):
        _add_from_before(found, clauses[-1], clause.first, topic, book)
    return found


def _mentions(axis: str, clause: Clause, topic: str, book: Rulebook) -> list[Mention]:
    text = clause.searchable
    return [one for one in find_mentions(axis, text, book) if is_in_scope(axis, one, text, topic, book)]


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
    """The names of the clauses before: "Delivery to Hawaii costs $19, and it takes a week"."""
    for axis in AXES:
        before = [one for one in _mentions(axis, whole, topic, book) if one.end <= first]
        if axis not in found and before:
            found[axis] = wording(axis, _joined(whole, before, from_end=True), whole.text, book)


def _nearest(clause: Clause, mentions: list[Mention]) -> list[Mention]:
    """The names that belong to the value: those before it where names lead, else those that follow it.

    Names lead where one stands before the first value ("Standard takes 5 days, express 2"); a value without one of its
    own then shares that of the value before.
    """
    if not mentions:
        return []
    own_before = [one for one in mentions if clause.after_previous <= one.start and one.end <= clause.start]
    own_after = [one for one in mentions if clause.end <= one.start and one.end <= clause.before_next]
    ends = mentions[-1].start < clause.values[-1][0] and mentions[-1].start >= clause.values[-1 if len(clause.values) < 2 else -2][1]
    if mentions[0].start < clause.values[0][0] or ends:
        if not own_before and own_after and clause.place + 1 == len(clause.values):
            return _joined(clause, own_after, from_end=False)
        return _joined(clause, [one for one in mentions if one.end <= clause.start], from_end=True)
    if own_after:
        return _joined(clause, own_after, from_end=False)
    shared = mentions[0].start >= clause.values[-1][1]
    if shared:
        return _joined(clause, mentions, from_end=False)
    return _joined(clause, own_before, from_end=True) if own_before and clause.place + 1 == len(clause.values) else []


def _joined(clause: Clause, mentions: list[Mention], *, from_end: bool) -> list[Mention]:
    """The last or the first of the mentions with those that are joined to it ("the US, Canada and the EU")."""
    return joined(mentions[::-1] if from_end else mentions, clause.masked)


def joined(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The first of the mentions with those that are joined to it, in the order of the text."""
    chosen = list(mentions[:1])
    for one in mentions[1:]:
        low, high = sorted((chosen[-1], one), key=lambda mention: mention.start)
        if not _JOIN.fullmatch(text[low.end : high.start]):
            break
        chosen.append(one)
    return sorted(chosen, key=lambda mention: mention.start)


def wording(axis: str, mentions: Sequence[Mention], text: str, book: Rulebook) -> str:
    """The words of the text that name it; of phone and the like the usual name, since texts say it by verbs ("ring us")."""
    if all(axis == "service" and one.name in _BY_USUAL_NAME for one in mentions):
        return ", ".join(dict.fromkeys(one.name for one in mentions))
    return text[mentions[0].start : mentions[-1].end]


def unknown_name(clause: Clause) -> str | None:
    """The subject, the label or the object of the clause where it may be a name: "Umbrellas & covers: 12 months"."""
    lead = clause.masked[clause.first : clause.start]
    opened = max((label.end() for label in _LABEL.finditer(lead)), default=0)
    subject = _SUBJECT.match(lead[opened:])
    follows = _AFTER.match(clause.masked[clause.end : clause.before_next])
    beside = clause.masked[max(clause.after_previous, clause.first + opened) : clause.start]
    for words, longest in ((beside, 4), (subject and subject[1], 6), (label_of(clause), 6), (follows and follows[1], 4)):
        name = as_name(words) if words else None
        if name is not None and len(name.split()) <= longest:
            return name
    return None


def label_of(clause: Clause) -> str | None:
    """The last label before the value in its clause, where it may be a name: "Bank letters: 48 hours"."""
    labels = _LABEL.findall(clause.masked[clause.first : clause.start])
    return as_name(labels[-1]) if labels else None


def as_name(text: str) -> str | None:
    """The text without articles where it may be the name of a thing: short, and no pronoun or verb in it."""
    bare = _DETERMINER.sub("", text.strip(" \t\n*_#>\"'“”‘’-–—,;:.()"))
    bare = _TAIL.sub("", bare).strip(" ,;:.*()-–—")
    words = re.findall(r"[^\W\d_][\w'-]*", bare.lower())
    if not words or MASK in bare or "?" in text or len(bare.split()) > 7 or _NEVER.search(bare):
        return None
    return None if all(word in _GENERIC for word in words) or max(map(len, words)) < 3 or _CODE.fullmatch(bare) else bare
