"""The heads of a block to what its values apply to: row and column, question, lead-in and headings, nearest first."""

from __future__ import annotations

import re

from auditor.commitments.scope_names import AXES, as_name, joined, wording
from auditor.commitments.scope_topics import axis_of_row, implied_channel, is_in_scope, is_plan
from auditor.model import Block
from auditor.rules import Rulebook
from auditor.scopes import find_mentions

_SHORT = 6
_OPENING = re.compile(r"\W*([^.:;!?–—]{2,40}?)\s*(?:([.:])\s|\s[–—]\s)")
_MEASURE = re.compile(
    r"""\b(?:times?|hours?|days?|cost|costs|price|prices|fee|fees|charge|charges|pay|arrives?|arrival|delivery|shipping|response|reply|replies|answer(?:ed)?
        |turnaround|resolution|fix|target|targets|standard|guarantee|warranty|cover|coverage|period|when|how\s+(?:long|much)|what|where|indication|estimate[d]?
        |transit|dispatch|despatch|sent|ships?|free|window|deadline|uptime|availability|notice|refund|credit|compensation|promise|limit|rate|value
        |length|duration|open|opening|actual|wait|typical|call\s+window|engineer|visit|lead|desk|result|measure|commitment|level|in\s+your\s+hands|minimum|maximum|first|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|holidays|sev(?:erity)?\s*\d|p[1-5]|priority\s+\d|tier\s+\d|we\s+\w+|you\s+\w+)\b|[$£€]\s?\d|\bunder\s+\d""",
    re.IGNORECASE | re.VERBOSE,
)


def find_in_heads(block: Block, sentence: str, topic: str, book: Rulebook) -> dict[str, str]:
    """Axis → the words of the nearest head that name it; an axis is absent where no head does."""
    found: dict[str, str] = {}
    _take_cell(found, block, topic, book)
    heads = (block.term, _lead_in(block), _opening(block, sentence), *_headings(block), block.caption)
    for head in heads:
        if head:
            for axis, name in _mentioned(head, topic, book, whole=False).items():
                found.setdefault(axis, name)
    if block.term:
        _take_unknown(found, block.term, axis_of_row(topic))
    texts = (sentence, *heads[:2], *reversed(block.trail[-2:]))
    channel = next((name for text in texts if text and (name := implied_channel(topic, text))), None)
    if channel is not None:
        found.setdefault("service", channel)
    return found


def _lead_in(block: Block) -> str | None:
    return block.lead_in if block.lead_in and block.lead_in.rstrip().endswith(":") else None


def _headings(block: Block) -> tuple[str, ...]:
    """The innermost heading, unless it is that of the whole document."""
    return block.trail[-1:] if len(block.trail) > 1 else ()


def _opening(block: Block, sentence: str) -> str | None:
    """The words that open a block as a heading would, before a colon, a dash or the full stop of a few words."""
    opening = _OPENING.match(block.text)
    if opening is None or len(opening[1].split()) > _SHORT:
        return None
    return opening[1] if opening[2] != "." or block.text.find(sentence) > opening.end(1) else None


def _take_cell(found: dict[str, str], block: Block, topic: str, book: Rulebook) -> None:
    """What the row and the column of a cell name; where both name things no list knows, the column is the service."""
    row, column = ({} if head is None else _mentioned(head, topic, book, whole=True) for head in (block.row, block.column))
    row_tells, column_tells = (bool(h and not n and not _MEASURE.search(h)) for h, n in ((block.row, row), (block.column, column)))
    if "service" in row and "service" in column and is_plan(column["service"], book):
        row.pop("service")
    found.update({**column, **row})
    axis = axis_of_row(topic)
    if row_tells and block.row:
        both = column_tells or (axis == "service" and "service" in column)
        _take_unknown(found, block.row, "product" if both else axis, over=axis == "product")
    if column_tells and block.column:
        _take_unknown(found, block.column, "service" if row_tells else axis)


def _mentioned(head: str, topic: str, book: Rulebook, *, whole: bool) -> dict[str, str]:
    named: dict[str, str] = {}
    for axis in AXES:
        mentions = [one for one in find_mentions(axis, head, book) if is_in_scope(axis, one, head, topic, book)]
        if mentions and not (axis == "customer" and "service" in named):
            short = whole and len(head.split()) <= _SHORT
            named[axis] = " ".join(head.split()) if short else wording(axis, joined(mentions, head), head, book)
    return named


def _take_unknown(found: dict[str, str], head: str, axis: str | None, *, over: bool = False) -> None:
    name = None if _MEASURE.search(head) else as_name(head)
    if axis is not None and name is not None and name not in found.values():
        found[axis] = name if over else found.get(axis, name)
