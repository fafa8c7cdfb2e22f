"""The clause of a value to the names in it that say what the value applies to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.commitments.scope_clause import MASK, Clause
from auditor.commitments.scope_places import find_place
from auditor.commitments.scope_topics import axis_of_subject, has_places, is_in_scope
from auditor.rules import Rulebook
from auditor.scopes import Mention, find_mentions, names_above

_AXES = ("service", "region", "product", "customer")
_JOIN = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bor\b|,\s*and\b)\s*(?:the\s+)?", re.IGNORECASE)
_WORD = r"[\w&'/+.-]+"
_LABEL = re.compile(rf"(?:^|[.;,]\s*|\*\*)\W*([^\W\d_][^:.;{MASK}]{{1,60}}?)\W*:(?=\W)")
_NEVER = re.compile(
    r"""\b(?:at|by|go|goes|otherwise|elsewhere|also|so|too|still|even|then|now|later|here|mind|we|we'll|you|you'll|your|i|it|it's|its|they|us|me|my|this
        |that|there|which|who|what|how|when|where|why|is|are|was|be|been|will|can|may|must|have|has|had|do|does|did|if|once|not|no|please|within|after
        |before|until|from|than|up\s+to|more|less|most|each|only|just|everything|anything|something|someone|anyone|everybody|people|allow|call|contact
        |currently|usually|typically|normally|same|next|first|one|two|three|say|said|good\s+news|flat|because|while|though|but|as|again|rarely)\b""",
    re.IGNORECASE | re.VERBOSE,
)
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


def find_named(clause: Clause, topic: str, book: Rulebook) -> dict[str, str]:
    """Axis → the words of the clause that name it; an axis is absent where the clause says nothing of it."""
    found: dict[str, str] = {}
    for axis in _AXES:
        mentions = [
            one
            for one in find_mentions(axis, clause.searchable, book)
            if is_in_scope(axis, one, clause.searchable, topic, book)
        ]
        nearest = _nearest(clause, [one for one in mentions if clause.first <= one.start and one.end <= clause.last])
        if nearest:
            found[axis] = wording(axis, nearest, clause.text, book)
    if "region" not in found and has_places(topic):
        place = find_place(clause)
        if place is not None:
            found["region"] = place
    axis = axis_of_subject(topic)
    if axis is not None and axis not in found:
        name = unknown_name(clause)
        if name is not None and not any(name in known or known in name for known in found.values()):
            found[axis] = name
    return found


def _nearest(clause: Clause, mentions: list[Mention]) -> list[Mention]:
    """The names that belong to the value: those before it where names lead, else those that follow it.

    Names lead where one stands before the first value ("Standard takes 5 days, express 2"); a value without one of its
    own then shares that of the value before.
    """
    if not mentions:
        return []
    own_before = [one for one in mentions if clause.after_previous <= one.start and one.end <= clause.start]
    own_after = [one for one in mentions if clause.end <= one.start and one.end <= clause.before_next]
    if mentions[0].start < clause.values[0][0]:
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
    """The words of the text that name it; of a channel its usual name, since texts name it by verbs ("ring us")."""
    if all("contact" in names_above(axis, one.name, book) for one in mentions):
        return ", ".join(dict.fromkeys(one.name for one in mentions))
    return text[mentions[0].start : mentions[-1].end]


def unknown_name(clause: Clause) -> str | None:
    """The subject, the label or the object of the clause where it may be a name: "Umbrellas & covers: 12 months"."""
    lead = clause.masked[clause.first : clause.start]
    label = None
    for label in _LABEL.finditer(lead):
        pass
    subject = _SUBJECT.match(lead, label.end() if label else 0)
    follows = _AFTER.match(clause.masked[clause.end : clause.before_next])
    beside = clause.masked[max(clause.after_previous, clause.first + (label.end() if label else 0)) : clause.start]
    for words, longest in ((beside, 4), (subject and subject[1], 6), (label and label[1], 6), (follows and follows[1], 4)):
        name = as_name(words) if words else None
        if name is not None and len(name.split()) <= longest:
            return name
    return None


def as_name(text: str) -> str | None:
    """The text without articles where it may be the name of a thing: short, and no pronoun or verb in it."""
    bare = _DETERMINER.sub("", text.strip(" \t\n*_#>\"'“”‘’-–—,;:.()"))
    bare = _TAIL.sub("", bare).strip(" ,;:.*()-–—")
    words = re.findall(r"[^\W\d_][\w'-]*", bare.lower())
    if not words or MASK in bare or "?" in text or len(bare.split()) > 7 or _NEVER.search(bare):
        return None
    return None if all(word in _GENERIC for word in words) or max(map(len, words)) < 2 else bare
