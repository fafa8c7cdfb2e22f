"""The heads of a block to what its values apply to: row and column, question, lead-in and heading, nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.commitments.scope.attachment import joined
from auditor.commitments.scope.names import AXES, mentions_of, wording
from auditor.commitments.scope.topics import (
    axis_of_row,
    has_places,
    implied_channel,
    implied_channels,
    is_in_scope,
    is_plan,
)
from auditor.commitments.scope.unknown import as_name
from auditor.model import Block
from auditor.rules import Rulebook
from auditor.scopes import find_mentions

_SHORT, _FEW = 6, 3
_BEFORE = 160
_OPENING = re.compile(r"\W*([^.:;!?–—]{2,40}?)\s*(?:([.:])\s|\s[–—]\s)")
# "Not a Club member:" says for whom the words below are by naming the others.
_NEGATED = re.compile(
    r"\W*(?:(?:if|where|when)\s+)?(?:(?:you|they|it|customers?)\s+(?:is|are)\s+)?not\b", re.IGNORECASE
)
_NAMES_TEXT = re.compile(r"text|body|message|subject|post|content|answer|reply", re.IGNORECASE)
_SEVERAL_THINGS = re.compile(r",| (?:and|&|or) ")
_NO_LIST = re.compile(r"(?<![\w.])(?!(?:and|or|of|the|for|to)\b)[a-z]|\b[A-Z]{2} / [A-Z]{2}\b")
_GROUPS = re.compile(
    r"\b(?:account|member|membership|customer|loyalty|client)s?\b[^–]*\b(?:grade|tier|type|level|status|group)s?\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"""\b(?:times?|hours?|days?|costs?|prices?|fees?|charges?|pay|arrives?|arrival|delivery|shipping|transit|d[ie]spatch|sent|ships?
        |response|reply|replies|answer(?:ed)?|turnaround|resolution|fix|wait|typical|call\s+window|engineer|visit|lead
        |targets?|goals?|standard|guarantee|warranty|cover|coverage|period|window|deadline|length|duration|limit|indication|estimated?
        |uptime|availability|notice|refund|credit|compensation|promise|rate|value|result|measure|commitment|level|actual
        |free|open|opening|minimum|maximum|first|in\s+(?:your|their)\s+hands|worse|better|late|(?:min|minutes)\s+over|your\s+(?:order|basket|cart)|basket|when|where|what|how\s+(?:long|much)|we\s+\w+|you\s+\w+
        |mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|holidays
        |jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december
        |sev(?:erity)?\s*\d|p[1-5]|priority\s+\d|tier\s+\d)\b|[$£€]\s?\d|\bunder\s+\d""",
    re.IGNORECASE | re.VERBOSE,
)


def find_in_heads(block: Block, sentence: str, topic: str, book: Rulebook) -> dict[str, str]:
    """Axis → the words of the nearest head that name it; an axis is absent where no head does."""
    found = _of_cell(block, topic, book)
    for head in _heads(block, sentence):
        for axis, name in _mentioned(head, topic, book, whole=False).items():
            found.setdefault(axis, name)
    for axis, name in _regions(block, topic, book).items():
        found.setdefault(axis, name)
    unknown = _unknown(block.term, found, axis_of_row(topic))
    channel = _channel(block, sentence, topic)
    return {**({"service": channel} if channel else {}), **unknown, **found}


def _heads(block: Block, sentence: str) -> Iterator[str]:
    """The question, the sentence before a list, the opening of the block, the innermost heading, the caption.

    The heading of the document is left out, since it names the page, and so is one of several things ("Large orders and
    members"), which need not all be those of the value.
    """
    lead_in = block.lead_in if block.lead_in and block.lead_in.rstrip().endswith(":") else None
    heading = block.trail[-1] if len(block.trail) > 1 and not _SEVERAL_THINGS.search(block.trail[-1]) else None
    for head in (block.term, lead_in, _opening(block, sentence), heading, block.caption):
        if head and not _NAMES_TEXT.fullmatch(head) and not _NEGATED.match(head):
            yield head


def _regions(block: Block, topic: str, book: Rulebook) -> dict[str, str]:
    """The regions that the words before a list or the heading name and nothing else: "Northern Ireland & Wales"."""
    heading = block.trail[-1] if len(block.trail) > 1 and _SEVERAL_THINGS.search(block.trail[-1]) else None
    for head in (block.lead_in, heading) if has_places(topic) else ():
        if not head or _NO_LIST.search(head):
            continue
        mentions = mentions_of("region", head, book)
        if mentions and not _MEASURE.search(head) and not head[: mentions[0].start].strip(" \t0123456789.)("):
            return {"region": head.strip(" :")}
    return {}


def _opening(block: Block, sentence: str) -> str | None:
    """The words that open a block as a heading would, before a colon, a dash or the full stop of a few words."""
    opening = _OPENING.match(block.text)
    if opening is None or len(opening[1].split()) > _SHORT:
        return None
    return opening[1] if opening[2] != "." or block.text.find(sentence) > opening.end(1) else None


def _channel(block: Block, sentence: str, topic: str) -> str | None:
    earlier = implied_channels(topic, block.text[: max(0, block.text.find(sentence))][-_BEFORE:])
    if earlier and implied_channel(topic, sentence) is None:
        return earlier[-1].name
    for text in (sentence, block.term, block.lead_in, *reversed(block.trail[-2:])):
        channel = implied_channel(topic, text) if text and not _NAMES_TEXT.fullmatch(text) else None
        if channel is not None:
            return channel
    return None


def _of_head(head: str, topic: str, book: Rulebook) -> dict[str, str]:
    """What the cells of a head name, each for itself: heads of two rows or columns come joined by a dash."""
    named: dict[str, str] = {}
    for cell in () if _NAMES_TEXT.fullmatch(head) else head.split(" – "):
        for axis, name in _mentioned(cell, topic, book, whole=True).items():
            named.setdefault(axis, name)
    return named


def _of_cell(block: Block, topic: str, book: Rulebook) -> dict[str, str]:
    """What row and column of a table name; where both name things that no list knows, the column is the service."""
    row, column = (_of_head(head or "", topic, book) for head in (block.row, block.column))
    if is_plan(column.get("service", ""), book):
        row.pop("service", None)
    found = {**column, **row}
    if block.column and _GROUPS.match(block.column):
        found.setdefault("customer", block.column.rpartition(" – ")[2])
        return found
    axis = axis_of_row(topic)
    row_tells, column_tells = (
        head is not None and not named and not _MEASURE.search(head)
        for head, named in ((block.row, row), (block.column, column))
    )
    if row_tells:
        apart = column_tells or (axis == "service" and "service" in column)
        found |= _unknown(block.row, {} if axis == "product" else found, "product" if apart else axis)
    if column_tells:
        found |= _unknown(block.column, found, "service" if row_tells else axis)
    return found


def _mentioned(head: str, topic: str, book: Rulebook, *, whole: bool) -> dict[str, str]:
    """Axis → the words of the head that name it, or the head as a whole where it is short."""
    named: dict[str, str] = {}
    is_name = whole and len(head.split()) <= _FEW and not _MEASURE.search(head)
    for axis in AXES:
        mentions = [
            one for one in mentions_of(axis, head, book) if is_in_scope(axis, one, head, topic, book, is_head=is_name)
        ]
        if mentions:
            words = wording(axis, joined(mentions, head), head)
            as_head = whole and len(head.split()) <= _SHORT and words in head
            named[axis] = " ".join(head.split()) if as_head else words
    if {"service", "customer"} <= named.keys():
        del named["customer" if _is_plan_alone(head, book) else "service"]
    return named


def _is_plan_alone(head: str, book: Rulebook) -> bool:
    """Whether a head that may be a plan or a group of customers is a plan: "Business", not "Business customers"."""
    services, customers = (find_mentions(axis, head, book) for axis in ("service", "customer"))
    return max(one.end - one.start for one in customers) <= max(one.end - one.start for one in services)


def _unknown(head: str | None, found: dict[str, str], axis: str | None) -> dict[str, str]:
    """The head as a name that no list knows, where `found` has none on its axis yet."""
    name = as_name(head) if head and not _MEASURE.search(head) else None
    if axis is None or name is None or axis in found or name in found.values():
        return {}
    return {axis: name}
