"""Blocks to Commitments: every value that sets a customer's expectation, with its topic, strength, scope and clock.

`find_candidates` finds the values with their sentences, `excluded_as` says which promise nothing, `decide` of which
topic the others are. A block of structured data is read by its fields instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.commitments.amounts import Amount, document_currency, find_amounts
from auditor.commitments.candidates import Candidate, find_candidates
from auditor.commitments.clock import find_clock
from auditor.commitments.conventions import settled
from auditor.commitments.cues import cue_reader
from auditor.commitments.negatives import excluded_as, excluded_block, is_excluded
from auditor.commitments.scope import find_scope
from auditor.commitments.strength import find_strength
from auditor.commitments.structured_data import find_structured
from auditor.commitments.topics import Decision, decide
from auditor.model import Block, BlockKind, Commitment, Origin, Quantity
from auditor.rules import Exclusion, Rulebook

__all__ = ["find_commitments", "find_excluded"]


def find_commitments(blocks: Iterable[Block], book: Rulebook) -> Iterator[Commitment]:
    """The commitments of a document's blocks, in the order of their places.

    Each is found in its own block; of the other blocks only the last sentence of the one before is looked at.
    """
    read, blocks = cue_reader(book), tuple(blocks)
    page = _page(blocks)
    for block, candidates in _candidates(blocks):
        if block.kind is BlockKind.STRUCTURED_DATA:
            yield from find_structured(block)
        if not candidates or excluded_block(block, page, book):
            continue
        decided = [(one, decide(one, book, read)) for one in candidates if excluded_as(one, book) is None]
        for candidate, decision in settled(decided):
            yield _commitment(candidate, decision, book)


def find_excluded(blocks: Iterable[Block], exclusion: Exclusion) -> Iterator[Quantity]:
    """The values of which an exclusion says that they are no commitments, in the order of their places."""
    blocks = tuple(blocks)
    page = _page(blocks)
    for _, candidates in _candidates(blocks):
        yield from (one.amount.value for one in candidates if is_excluded(one, page, exclusion))


def _page(blocks: Sequence[Block]) -> str:
    """The title of a document with all its headings: what sort of page it is."""
    headings = (block.text for block in blocks if block.kind is BlockKind.HEADING)
    return " / ".join([*(block.title for block in blocks[:1] if block.title), *headings])


def _candidates(blocks: Sequence[Block]) -> Iterator[tuple[Block, tuple[Candidate, ...]]]:
    """Each block with its candidates; structured data has none."""
    visible = "\n".join(block.text for block in blocks if block.start is not None)
    currency = document_currency(visible, blocks[0].locale) if blocks else None
    previous: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.STRUCTURED_DATA:
            yield block, ()
            continue
        # What stands before a footer or a side box is another part of the page, not its context.
        before = previous.text if previous and previous.region is block.region else ""
        yield block, tuple(find_candidates(block, _amounts(block, currency), before))
        previous = block if block.origin is Origin.TEXT else None


def _amounts(block: Block, currency: str | None) -> tuple[Amount, ...]:
    heads = [head for head in (block.column, block.row, block.lead_in, *reversed(block.trail)) if head]
    return find_amounts(block.text, currency=currency, heads=heads)


def _commitment(candidate: Candidate, decision: Decision, book: Rulebook) -> Commitment:
    block, amount, sentence = candidate.block, candidate.amount, candidate.sentence
    offset = candidate.sentence_start
    start, end = amount.start - offset, amount.end - offset
    siblings = [(one.start - offset, one.end - offset) for one in candidate.siblings]
    topic = book.topics[decision.topic or ""]
    heads = tuple(head for head in (block.caption, block.term, block.row, block.column, block.lead_in) if head)
    context = tuple(dict.fromkeys((*block.trail, *heads)))
    return Commitment(
        document=block.document,
        touchpoint=block.touchpoint,
        origin=block.origin,
        topic=topic.id,
        value=amount.value,
        strength=find_strength(sentence, start, end, context),
        scope=find_scope(block, sentence, start, end, topic.id, siblings, book),
        clock=find_clock(topic, sentence, start, end, block),
        quote=block.text[amount.start : amount.end],
        start=None if block.start is None else block.start + amount.start,
        end=None if block.start is None else block.start + amount.end,
        context=context,
        confidence=decision.score,
        sentence=sentence,
        locator=block.locator,
        region=block.region,
        concealed=block.concealed,
        locale=block.locale,
        cue=decision.cue,
    )
