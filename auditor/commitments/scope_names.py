"""The clause of a value to the names in it that say what the value applies to."""

from __future__ import annotations

import re

from auditor.commitments.scope_clause import MASK, Clause
from auditor.commitments.scope_topics import axis_of_unknown, is_in_scope
from auditor.rules import Rulebook
from auditor.scopes import Mention, find_mentions

_AXES = ("service", "region", "product", "customer")
_JOIN = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bor\b|,\s*and\b)\s*(?:the\s+)?", re.IGNORECASE)
_WORD = r"[\w&'/+.-]+"
_LABEL = re.compile(rf"(?:^|[.;,]\s*|\*\*)\W*([^\W\d_][^:.;{MASK}]{{1,60}}?)\W*:\W", re.UNICODE)
_NO_NAME = re.compile(
    r"""\b(?:we|we'll|you|you'll|your|i|it|it's|they|our|us|my|this|that|there|which|who|what|how|when|where|why|is|are|was|be|been|will|can|may
        |must|have|has|had|do|does|did|if|once|not|no|please|orders?|delivery|deliveries|shipping|postage|returns?|refunds?|service|response|reply|time|times
        |hours|days|opens?|price|cost|fee|fees|free|guarantee[ds]?|warranty|within|after|before|until|from|than|up\s+to|more|less|most|all|any|each|every
        |only|just|everything|anything|something|someone|anyone|people|items?|goods|products?|standard|target|total|note|nb|example|question|answer|q|a
        |average|currently|usually|typically|normally|allow|call|contact|email|phone|open|opening|start|end|both|either|same|next|first|one|two|three)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DETERMINER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?\s+)?(?:\W*(?:the|a|an|our|your|all|any|every|each|most|new|for|on|in|to|and|or|but|by|with|of)\b)*\W*", re.IGNORECASE)
_VERBS = (
    r"carry|carries|come|comes|have|has|had|are|is|get|gets|take|takes|ship|ships|leave|leaves|go|goes|arrive|arrives|can|may|must|will"
    r"|cost|costs|run|runs|start|starts|need|needs|usually|normally|typically|generally|covered|guaranteed|last|lasts|qualify|qualifies|travel|travels|enjoy|enjoys"
)
_SUBJECT = re.compile(rf"^\W*((?:{_WORD}\s+){{0,5}}?{_WORD})\s+(?:{_VERBS})\b", re.IGNORECASE)
_AFTER = re.compile(
    rf"^[^\w,.;:]*(?:\w+\s+){{0,3}}?(?:warranty|guarantee|cover|coverage|returns?|trial|period|money-back)?\s*\b(?:on|for)\s+((?:{_WORD}\s*){{1,4}}?)(?=$|[,.;:()–—{MASK}]|\s+(?:and|from|of|in|at|within|if|when|with|is|are|you|we|to|which|that|after|before)\b)",
    re.IGNORECASE,
)


def find_named(clause: Clause, topic: str, book: Rulebook) -> dict[str, str]:
    """Axis → the words of the clause that name it; an axis is absent where the clause says nothing of it."""
    found: dict[str, str] = {}
    for axis in _AXES:
        mentions = [one for one in find_mentions(axis, clause.masked, book) if is_in_scope(axis, one, clause.masked, topic, book)]
        span = _nearest(clause, [one for one in mentions if clause.first <= one.start and one.end <= clause.last])
        if span is not None:
            found[axis] = clause.text[span[0] : span[1]]
    axis = axis_of_unknown(topic)
    if axis is not None and axis not in found:
        name = unknown_name(clause)
        if name is not None and not any(name in known or known in name for known in found.values()):
            found[axis] = name
    return found


def _nearest(clause: Clause, mentions: list[Mention]) -> tuple[int, int] | None:
    """The span of the names that belong to the value: those before it where names lead, else those that follow it.

    Names lead where one stands before the first value ("Standard takes 5 days, express 2"); a value without one of its
    own then shares that of the value before.
    """
    if not mentions:
        return None
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
    return _joined(clause, own_before, from_end=True) if own_before and clause.place + 1 == len(clause.values) else None


def _joined(clause: Clause, mentions: list[Mention], *, from_end: bool) -> tuple[int, int]:
    """The last or the first of the mentions with those that are joined to it ("the US, Canada and the EU")."""
    ordered = mentions[::-1] if from_end else mentions
    low, high = ordered[0].start, ordered[0].end
    for one in ordered[1:]:
        gap = clause.masked[one.end : low] if from_end else clause.masked[high : one.start]
        if not _JOIN.fullmatch(gap):
            break
        low, high = min(low, one.start), max(high, one.end)
    return low, high


def unknown_name(clause: Clause) -> str | None:
    """The label, the subject or the object of the clause where it may be a name: "Umbrellas & covers: 12 months"."""
    lead = clause.masked[clause.first : clause.start]
    labels = _LABEL.findall(lead)
    if labels:
        return as_name(labels[-1])
    if clause.place:
        short = as_name(clause.before)
        if short is not None and len(short.split()) <= 4:
            return short
    subject = _SUBJECT.match(lead)
    if subject:
        return as_name(subject[1])
    follows = _AFTER.match(clause.masked[clause.end : clause.before_next])
    return as_name(follows[1]) if follows else None


def as_name(text: str) -> str | None:
    """The text without articles where it may be the name of a thing: short, and no pronoun or verb in it."""
    bare = _DETERMINER.sub("", text.strip(" \t\n*_\"'“”‘’>#-–—,;:.()")).strip(" ,;:.*()-–—")
    if not bare or MASK in bare or "?" in text or len(bare.split()) > 6 or _NO_NAME.search(bare) or not re.search(r"[^\W\d_]{2}", bare):
        return None
    return bare
