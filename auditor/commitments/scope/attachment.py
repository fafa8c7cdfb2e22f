"""The names of a clause to the one that a value belongs to, by the words between them.

A name leads its values ("Standard takes 5 days, express 2") unless it hangs on the value before it: in brackets, behind
a preposition or right behind it ("$5 to Hawaii, $9 (Guam)").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.commitments.scope.clause import Clause, Span
from auditor.scopes import Mention

_JOIN = re.compile(r"\s*(?:(?:,|/|&|\+|\(|-|®|™|\band\b|\bor\b|,\s*(?:and|or)\b)\s*)?(?:the\s+)?", re.IGNORECASE)
_LABEL = re.compile(r"(?:\s+(?:orders?|delivery|shipping|only))?\s*(?::|[–—-]\s|\()", re.IGNORECASE)
_BREAK = re.compile(r"[,;:|/•*\n–—]|\s-\s|\.\s|\b(?:and|or|but|then|while)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:to|for|in|within|across|outside|inside|throughout|by|via|with|on|using|from|over)\s+"
    r"(?:(?:the|all|any|our|your|most|an?)\s+)*(?:[\w'-]+\s+)?$",
    re.IGNORECASE,
)
_FEW = 2


def joined(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The first of the mentions with those that are joined to it ("the US, Canada and the EU"), in their order."""
    chosen = list(mentions[:1])
    for one in mentions[1:]:
        low, high = sorted((chosen[-1], one), key=lambda mention: mention.start)
        if not _JOIN.fullmatch(text[low.end : high.start]):
            break
        chosen.append(one)
    return sorted(chosen, key=lambda mention: mention.start)


def nearest(clause: Clause, mentions: Sequence[Mention]) -> list[Mention]:
    """The names that belong to the value: one that hangs on it, else the last one that leads, else one that it shares.

    A value without a name of its own shares that of the value before, or the one behind all values.
    """
    groups = _groups(mentions, clause.masked)
    lead = _names_lead(clause, mentions)
    hanging = [group for group in groups if _hangs(clause, _span(group), lead=lead)]
    after = [group for group in groups if clause.after[0] <= group[0].start and group[-1].end <= clause.after[1]]
    own = [group for group in after if group in hanging]
    leading = [group for group in groups if group not in hanging and group[-1].end <= clause.start]
    beside = [group for group in leading if group[0].start >= clause.before[0]]
    before = [group for group in hanging if group[-1].end <= clause.start]
    behind = groups if groups and groups[0][0].start >= clause.values[-1][1] else []
    for choice in (beside[-1:], own[:1], leading[-1:], before[-1:], after[:1], behind[:1]):
        if choice:
            return choice[0]
    return []


def hangs(clause: Clause, mentions: Sequence[Mention], group: Sequence[Mention]) -> bool:
    """Whether a group of the mentions belongs to the value before it rather than to the one that follows."""
    return _hangs(clause, _span(group), lead=_names_lead(clause, mentions))


def _names_lead(clause: Clause, mentions: Sequence[Mention]) -> bool:
    """Whether names come first: one before all values, and none behind the last."""
    if not mentions:
        return False
    return mentions[0].start < clause.values[0][0] and mentions[-1].start < clause.values[-1][0]


def _groups(mentions: Sequence[Mention], text: str) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    left = list(mentions)
    while left:
        group = joined(left, text)
        groups.append(group)
        left = left[len(group) :]
    return groups


def _span(group: Sequence[Mention]) -> Span:
    return group[0].start, group[-1].end


def _hangs(clause: Clause, span: Span, *, lead: bool) -> bool:
    """Whether the name at `span` belongs to the value before it rather than to the one that follows.

    Where names `lead`, standing first in the clause and no value without one in front, it takes a preposition.
    """
    earlier = [end for _, end in clause.values if end <= span[0]]
    later = [start for start, _ in clause.values if start >= span[1]]
    if not earlier or not later:
        return bool(earlier)
    back, ahead = clause.masked[earlier[-1] : span[0]], clause.masked[span[1] : later[0]]
    if back.count("(") > back.count(")"):
        return ")" in ahead
    if _LABEL.match(ahead) or _BREAK.search(back):
        return False
    return bool(_PREPOSITION.search(back)) or (not lead and len(back.split()) <= min(_FEW, len(ahead.split())))
