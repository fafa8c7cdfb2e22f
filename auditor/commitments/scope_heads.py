"""The heads of a block to what its values apply to: row and column, question, lead-in and headings, nearest first."""

from __future__ import annotations

import re

from auditor.commitments.scope_names import as_name
from auditor.commitments.scope_topics import axis_of_unknown, is_in_scope
from auditor.model import Block
from auditor.rules import Rulebook
from auditor.scopes import find_mentions

_AXES = ("service", "region", "product", "customer")
_HEADINGS_READ = 2
_MEASURE = re.compile(
    r"""\b(?:times?|hours?|days?|cost|costs|price|prices|fee|fees|charge|charges|pay|arrives?|arrival|delivery|shipping|response|reply|replies|answer(?:ed)?
        |turnaround|resolution|fix|target|targets|standard|guarantee|warranty|cover|coverage|period|when|how\s+(?:long|much)|what|where|indication|estimate[d]?
        |transit|dispatch|despatch|sent|ships?|free|window|deadline|uptime|availability|notice|refund|credit|compensation|promise|limit|rate|value
        |length|duration|open|opening|actual|result|measure|commitment|level|in\s+your\s+hands|minimum|maximum|first|we\s+\w+|you\s+\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def find_in_heads(block: Block, topic: str, book: Rulebook) -> dict[str, str]:
    """Axis → the words of the nearest head that name it; an axis is absent where no head does."""
    found: dict[str, str] = {}
    for head in (block.row, block.column):
        _take(found, head, topic, book, unknown=True)
    for head in (block.term, block.lead_in):
        _take(found, head, topic, book, unknown=head == block.term)
    for head in reversed(block.trail[-_HEADINGS_READ:]):
        _take(found, head, topic, book, unknown=False)
    return found


def _take(found: dict[str, str], head: str | None, topic: str, book: Rulebook, *, unknown: bool) -> None:
    if not head:
        return
    named = False
    for axis in _AXES:
        mentions = [one for one in find_mentions(axis, head, book) if is_in_scope(axis, one, head, topic, book)]
        if mentions:
            named = True
            short = len(head.split()) <= 6 and unknown
            found.setdefault(axis, " ".join(head.split()) if short else head[mentions[0].start : mentions[-1].end])
    if named or not unknown or _MEASURE.search(head):
        return
    axis_ = axis_of_unknown(topic)
    name = as_name(head)
    if axis_ is not None and name is not None:
        found.setdefault(axis_, name)
