"""The heads of a block to what its values apply to: row and column, question, lead-in and headings, nearest first."""

from __future__ import annotations

import re

from auditor.commitments.scope_names import as_name, joined, wording
from auditor.commitments.scope_topics import axis_of_row, is_in_scope
from auditor.model import Block
from auditor.rules import Rulebook
from auditor.scopes import find_mentions

_AXES = ("service", "region", "product", "customer")
_HEADINGS_READ = 1
_SHORT = 6
_MEASURE = re.compile(
    r"""\b(?:times?|hours?|days?|cost|costs|price|prices|fee|fees|charge|charges|pay|arrives?|arrival|delivery|shipping|response|reply|replies|answer(?:ed)?
        |turnaround|resolution|fix|target|targets|standard|guarantee|warranty|cover|coverage|period|when|how\s+(?:long|much)|what|where|indication|estimate[d]?
        |transit|dispatch|despatch|sent|ships?|free|window|deadline|uptime|availability|notice|refund|credit|compensation|promise|limit|rate|value
        |length|duration|open|opening|actual|result|measure|commitment|level|in\s+your\s+hands|minimum|maximum|first|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|holidays|sev(?:erity)?\s*\d|p[1-5]|priority\s+\d|tier\s+\d|we\s+\w+|you\s+\w+)\b|[$£€]\s?\d|\bunder\s+\d""",
    re.IGNORECASE | re.VERBOSE,
)


def find_in_heads(block: Block, topic: str, book: Rulebook) -> dict[str, str]:
    """Axis → the words of the nearest head that name it; an axis is absent where no head does."""
    found: dict[str, str] = {}
    _take_cell(found, block, topic, book)
    for head in (block.term, block.lead_in, *reversed(block.trail[-_HEADINGS_READ:])):
        if head:
            for axis, name in _mentioned(head, topic, book, whole=False).items():
                found.setdefault(axis, name)
    if block.term:
        _take_unknown(found, block.term, axis_of_row(topic))
    return found


def _take_cell(found: dict[str, str], block: Block, topic: str, book: Rulebook) -> None:
    """What the row and the column of a cell name; where both name things no list knows, the column is the service."""
    unknown = []
    for head in (block.row, block.column):
        named = _mentioned(head, topic, book, whole=True) if head else {}
        for axis, name in named.items():
            found.setdefault(axis, name)
        if head and not named and not _MEASURE.search(head):
            unknown.append(head)
    axis = axis_of_row(topic)
    if len(unknown) == 2 or (unknown and "service" in found and axis == "service"):
        _take_unknown(found, unknown[0], "product")
    if unknown:
        _take_unknown(found, unknown[-1], "service" if len(unknown) == 2 else axis)


def _mentioned(head: str, topic: str, book: Rulebook, *, whole: bool) -> dict[str, str]:
    named: dict[str, str] = {}
    for axis in _AXES:
        mentions = [one for one in find_mentions(axis, head, book) if is_in_scope(axis, one, head, topic, book)]
        if mentions and not (axis == "customer" and "service" in named):
            short = whole and len(head.split()) <= _SHORT
            named[axis] = " ".join(head.split()) if short else wording(axis, joined(mentions, head), head, book)
    return named


def _take_unknown(found: dict[str, str], head: str, axis: str | None) -> None:
    name = None if _MEASURE.search(head) else as_name(head)
    if axis is not None and name is not None and name not in found.values():
        found.setdefault(axis, name)
