"""The heads of a block to what its values apply to: row and column, question, lead-in and heading, nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.commitments.scope.attachment import joined
from auditor.commitments.scope.named import Named, Place, names_text
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
_SEVERAL_THINGS = re.compile(r",| (?:and|&|or) ")
_NO_LIST = re.compile(r"(?<![\w.])(?!(?:and|or|of|the|for|to)\b)[a-z]|\b[A-Z]{2} / [A-Z]{2}\b")
_BAND = re.compile(r"\W*\d[\d.,]*\s?%")
_PRICE_TAG = re.compile(
    r"\s*\(?(?:(?:\bfrom\s+)?[$£€]\s?\d[^–]*|\b(?:talk\s+to|contact|call)\s+us|\bincluded)$", re.IGNORECASE
)
_GROUPS = re.compile(
    r"\b(?:account|member|membership|customer|loyalty|client)s?\b[^–]*\b(?:grade|tier|type|level|status|group)s?\b"
    r"|\b(?:club|holders)$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"""\b(?:times?|hours?|days?|costs?|prices?|fees?|charges?|pay|arrives?|arrival|delivery|shipping|transit|d[ie]spatch
        |sent|ships?|response|reply|replies|answer(?:ed)?|turnaround|resolution|fix|wait|typical|call\s+window|engineer
        |visit|lead|targets?|goals?|standard|guarantee|warranty|cover|coverage|period|window|deadline|length|duration
        |limit|indication|estimated?|uptime|availability|notice|refund|credit|compensation|promise|rate|value|result
        |measure|commitment|level|actual|free|open|opening|minimum|maximum|first|worse|better|late|min(?:utes)?\s+over
        |in\s+(?:your|their)\s+hands|your\s+(?:order|cart)|basket|when|where|what|how\s+(?:long|much)|we\s+\w+|you\s+\w+
        |mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|holidays
        |jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?
        |(?:octo|novem|decem)ber|oct|nov|dec
        |sev(?:erity)?\s*\d|p[1-5]|priority\s+\d|tier\s+\d)\b|[$£€]\s?\d|\bunder\s+\d""",
    re.IGNORECASE | re.VERBOSE,
)


def find_in_heads(block: Block, sentence: str, topic: str, book: Rulebook) -> dict[str, Named]:
    """Axis → the words of the nearest head that name it; an axis is absent where no head does."""
    found = _of_cell(block, topic, book)
    for head, place in _heads(block, sentence):
        for axis, name in _mentioned(head, topic, book, whole=False).items():
            found.setdefault(axis, Named(name, place))
    for axis, named in (
        *_regions(block, topic, book),
        *_unknown(block.term, found, axis_of_row(topic), Place.QUESTION).items(),
    ):
        found.setdefault(axis, named)
    channel = None if "service" in found else next(_channels(block, sentence, topic), None)
    return found if channel is None else {**found, "service": channel}


def _heads(block: Block, sentence: str) -> Iterator[tuple[str, Place]]:
    """The question, the sentence before a list, the opening of the block, the innermost heading, the caption.

    The heading of the document is left out, since it names the page, and so is one of several things ("Large orders and
    members"), which need not all be those of the value.
    """
    lead_in = block.lead_in if block.lead_in and block.lead_in.rstrip().endswith(":") else None
    heading = block.trail[-1] if len(block.trail) > 1 and not _SEVERAL_THINGS.search(block.trail[-1]) else None
    for head, place in (
        (block.term, Place.QUESTION),
        (lead_in, Place.LEAD_IN),
        (_opening(block, sentence), Place.OPENING),
        (heading, Place.HEADING),
        (block.caption, Place.CAPTION),
    ):
        if head and not names_text(head) and not _NEGATED.match(head):
            yield head, place


def _regions(block: Block, topic: str, book: Rulebook) -> Iterator[tuple[str, Named]]:
    """The regions that the words before a list or the heading name and nothing else: "Northern Ireland & Wales"."""
    heading = block.trail[-1] if len(block.trail) > 1 and _SEVERAL_THINGS.search(block.trail[-1]) else None
    for head, place in ((block.lead_in, Place.LEAD_IN), (heading, Place.HEADING)) if has_places(topic) else ():
        if not head or _NO_LIST.search(head) or _MEASURE.search(head):
            continue
        mentions = mentions_of("region", head, book)
        if mentions and not head[: mentions[0].start].strip(" \t0123456789.)("):
            yield "region", Named(head.strip(" :"), place)


def _opening(block: Block, sentence: str) -> str | None:
    """The words that open a block as a heading would, before a colon, a dash or the full stop of a few words."""
    opening = _OPENING.match(block.text)
    if opening is None or len(opening[1].split()) > _SHORT:
        return None
    return opening[1] if opening[2] != "." or block.text.find(sentence) > opening.end(1) else None


def _channels(block: Block, sentence: str, topic: str) -> Iterator[Named]:
    """The channels that are spoken of, not named, in the sentence, the one before it and the heads."""
    here = implied_channel(topic, sentence)
    if here is not None:
        yield Named(here, Place.SENTENCE)
    before = block.text[: max(0, block.text.find(sentence))][-_BEFORE:]
    for earlier in implied_channels(topic, before)[-1:]:
        yield Named(earlier.name, Place.EARLIER)
    headings = ((heading, Place.HEADING) for heading in reversed(block.trail[-2:]))
    for text, place in ((block.term, Place.QUESTION), (block.lead_in, Place.LEAD_IN), *headings):
        channel = implied_channel(topic, text) if text and not names_text(text) else None
        if channel is not None:
            yield Named(channel, place)


def _of_head(head: str | None, place: Place, topic: str, book: Rulebook) -> dict[str, Named]:
    """What the cells of a head name, each for itself: heads of two rows or columns come joined by a dash."""
    named: dict[str, Named] = {}
    for cell in () if head is None or names_text(head) else head.split(" – "):
        for axis, name in _mentioned(cell, topic, book, whole=True).items():
            named.setdefault(axis, Named(name, place))
    return named


def _of_cell(block: Block, topic: str, book: Rulebook) -> dict[str, Named]:
    """What row and column of a table name; where both name things that no list knows, the column is the service."""
    column_head = _PRICE_TAG.sub("", block.column) if block.column else None
    row = _of_head(block.row, Place.ROW, topic, book)
    column = _of_head(column_head, Place.COLUMN, topic, book)
    if "service" in column and is_plan(column["service"].words, book):
        row.pop("service", None)
    found = {**column, **row}
    if column_head and _GROUPS.search(column_head):
        return {"customer": Named(column_head.rpartition(" – ")[2], Place.COLUMN), **found}
    axis = axis_of_row(topic) or ("service" if block.row and _BAND.match(block.row) else None)
    if axis is not None:
        found |= _unknown_of_cell((block.row, row), (column_head, column), found, axis)
    return found


def _unknown_of_cell(
    row: tuple[str | None, dict[str, Named]],
    column: tuple[str | None, dict[str, Named]],
    found: dict[str, Named],
    axis: str,
) -> dict[str, Named]:
    """`found` with the heads that no list knows; each comes with what it names, `axis` is that of the topic's rows."""
    row_tells, column_tells = (
        head is not None and not named and not _MEASURE.search(head) for head, named in (row, column)
    )
    if row_tells:
        apart = column_tells or (axis == "service" and "service" in column[1])
        others = {} if axis == "product" else found
        found = found | _unknown(row[0], others, "product" if apart else axis, Place.ROW)
    if column_tells:
        own = "service" if row_tells or "region" in row[1] else axis
        found = found | _unknown(column[0], found, own, Place.COLUMN)
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


def _unknown(head: str | None, found: dict[str, Named], axis: str | None, place: Place) -> dict[str, Named]:
    """The head as a name that no list knows, where `found` has none on its axis yet."""
    name = as_name(head) if head and not _MEASURE.search(head) else None
    if axis is None or name is None or axis in found or any(name == one.words for one in found.values()):
        return {}
    return {axis: Named(name, place)}
