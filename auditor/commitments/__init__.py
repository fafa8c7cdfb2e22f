"""Blocks to Commitments: every value that sets a customer's expectation, with its topic, strength, scope and clock.

`find_candidates` finds the values with their sentences, `excluded_as` says which promise nothing, `decide` of which
topic the others are. A block of structured data is read by its fields instead. A block that was read before, on
another page or in an earlier run, is not read again (`Memory`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from auditor.commitments.amounts import document_currency, may_hold_values
from auditor.commitments.amounts.invisible import without_invisible
from auditor.commitments.candidates import Candidate, find_candidates
from auditor.commitments.clock import find_clock
from auditor.commitments.conventions import settled
from auditor.commitments.cues import cue_reader
from auditor.commitments.decisions import Decision, Trained, decide, load_trained
from auditor.commitments.foreign import foreign_languages
from auditor.commitments.lenders import NOTHING, Lent, amounts_of, find_lent
from auditor.commitments.memory import Memory, Remembered, key_of
from auditor.commitments.negatives import FOREIGN, excluded_as, excluded_block, is_excluded, page_named
from auditor.commitments.refusals import readable
from auditor.commitments.scope import Named, explain_scope, is_crowded, scope_of, weigh
from auditor.commitments.strength import find_strength
from auditor.commitments.structured_data import find_structured
from auditor.commitments.version import version_of
from auditor.model import Block, BlockKind, Commitment, Origin, Quantity
from auditor.rules import Exclusion, Rulebook

__all__ = [
    "Judged",
    "JudgedValue",
    "Memory",
    "Remembered",
    "Trained",
    "candidates_of",
    "find_commitments",
    "find_excluded",
    "find_judged",
    "load_trained",
    "named_in",
    "version_of",
]


class Reading(Struct, frozen=True):
    """A block with what its reading depends on; `exclusion` says why it makes no commitment.

    One that `is_silent` holds nothing to read.
    """

    block: Block
    currency: str | None
    before: str
    exclusion: str | None
    lent: Lent = NOTHING
    is_silent: bool = False

    @property
    def key(self) -> bytes:
        """What is equal for blocks that read the same."""
        return key_of(self.block, self.before, self.currency, self.exclusion, self.lent)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The values of the block; structured data has none."""
        if self.block.kind is BlockKind.STRUCTURED_DATA:
            return ()
        return tuple(find_candidates(self.block, amounts_of(self.block, self.currency, self.lent), self.before))


class JudgedValue(Struct, frozen=True):
    """A value with what was decided of it, None where its words exclude it, and the commitment that came of it."""

    candidate: Candidate
    decision: Decision | None = None
    commitment: Commitment | None = None


class Judged(Struct, frozen=True):
    """A block with its values, or the commitments of its fields; `exclusion` says why nothing in it is a commitment.

    `page` is the title of the document with its first heading.
    """

    block: Block
    page: str
    exclusion: str | None
    values: tuple[JudgedValue, ...]
    fields: tuple[Commitment, ...] = ()


def find_commitments(
    blocks: Iterable[Block],
    book: Rulebook,
    trained: Trained | None = None,
    memory: Memory | None = None,
    languages: Sequence[str | None] | None = None,
) -> Iterator[Commitment]:
    """The commitments of a document's blocks, in the order of their places.

    Each is found in its own block; of the other blocks only the last sentence of the one before is looked at. Without
    `trained` the rules decide alone. What `memory` holds is taken from it, and what it does not is added. `languages`
    are the `foreign_languages` of the blocks, for who has them already.
    """
    blocks = tuple(blocks)
    readings = list(_readings(blocks, book, languages))
    keys = [None if one.is_silent else one.key for one in readings]
    known = memory.known(dict.fromkeys(filter(None, keys))) if memory else {}
    unread = {key: one for key, one in zip(keys, readings, strict=True) if key and key not in known}
    found = _read(unread, book, trained)
    if memory and found:
        memory.keep(found)
    known |= found
    for key, reading in zip(keys, readings, strict=True):
        if reading.block.kind is BlockKind.STRUCTURED_DATA:
            yield from find_structured(reading.block)
        yield from (_placed(one, reading.block) for one in (known[key] if key else ()))


def find_judged(blocks: Iterable[Block], book: Rulebook, trained: Trained | None = None) -> Iterator[Judged]:
    """The blocks of a document in their order, with what `find_commitments` decides of every value in them."""
    blocks = tuple(blocks)
    page, readings = page_named(blocks), list(_readings(blocks, book))
    keys = [one.key for one in readings]
    decided = _decided(dict(zip(keys, readings, strict=True)), book, trained)
    for key, reading in zip(keys, readings, strict=True):
        block, exclusion = reading.block, reading.exclusion
        if block.kind is BlockKind.STRUCTURED_DATA:
            yield Judged(block, page, exclusion, (), tuple(find_structured(block)))
        elif exclusion:
            yield Judged(block, page, exclusion, tuple(map(JudgedValue, reading.candidates)))
        else:
            made = {one.amount.start: (one, decision) for one, decision in settled(decided[key])}
            found = {at: _placed(_commitment(*one, book, trained), block) for at, one in made.items()}
            values = (JudgedValue(one, decision, found.get(one.amount.start)) for one, decision in decided[key])
            yield Judged(block, page, exclusion, tuple(values))


def find_excluded(blocks: Iterable[Block], exclusion: Exclusion, book: Rulebook) -> Iterator[Quantity]:
    """The values of which an exclusion says that they are no commitments, in the order of their places."""
    blocks = tuple(blocks)
    page = page_named(blocks)
    for reading in _readings(blocks, book):
        yield from (one.amount.value for one in reading.candidates if is_excluded(one, page, exclusion))


def candidates_of(blocks: Iterable[Block], book: Rulebook) -> Iterator[tuple[Candidate, bool]]:
    """Every value of a document that may be a commitment, in order, and whether its words exclude it."""
    for reading in _readings(tuple(blocks), book):
        if not reading.exclusion:
            yield from ((one, excluded_as(one, book) is not None) for one in reading.candidates)


def _is_silent(block: Block) -> bool:
    """Whether there is nothing to read: most blocks hold no value at all, and structured data is read apart."""
    if block.kind is BlockKind.STRUCTURED_DATA:
        return True
    return not may_hold_values(block.text) and not without_invisible(block.text)


def _readings(
    blocks: Sequence[Block], book: Rulebook, languages: Sequence[str | None] | None = None
) -> Iterator[Reading]:
    """Each block with what its reading depends on; of a silent one only its place among the others counts."""
    page = page_named(blocks)
    visible = "\n".join(block.text for block in blocks if block.start is not None)
    currency = document_currency(visible, blocks[0].locale) if blocks else None
    previous: Block | None = None
    around = zip(blocks, find_lent(blocks, currency), languages or foreign_languages(blocks), strict=True)
    for block, lent, language in around:
        silent = _is_silent(block)
        exclusion = FOREIGN if language else None if silent else excluded_block(block, page, book)
        # What stands before a footer or a side box is another part of the page, not its context.
        before = previous.text if previous and previous.region is block.region else ""
        yield Reading(block, currency, before, exclusion, lent, silent)
        if block.origin is not Origin.STRUCTURED_DATA:
            previous = block if block.origin is Origin.TEXT else None


def _read(
    unread: Mapping[bytes, Reading], book: Rulebook, trained: Trained | None
) -> dict[bytes, tuple[Commitment, ...]]:
    """The commitments of each block that was not read before."""
    decided = _decided(unread, book, trained)
    return {key: tuple(_commitment(*one, book, trained) for one in settled(each)) for key, each in decided.items()}


def _decided(
    unread: Mapping[bytes, Reading], book: Rulebook, trained: Trained | None
) -> dict[bytes, list[tuple[Candidate, Decision | None]]]:
    """The values of each block and what was decided of them, all of a document together."""
    read = cue_reader(book)
    found = {key: () if reading.exclusion else reading.candidates for key, reading in unread.items()}
    candidates = [one for each in found.values() for one in each]
    excluded = {place for place, one in enumerate(candidates) if excluded_as(one, book) is not None}
    decisions = iter(zip(candidates, decide(candidates, excluded, book, read, trained), strict=True))
    return {key: list(islice(decisions, len(each))) for key, each in found.items()}


def _placed(commitment: Commitment, block: Block) -> Commitment:
    """A commitment of a block that reads the same, at the place of `block`."""
    offset = block.start
    return replace(
        commitment,
        document=block.document,
        touchpoint=block.touchpoint,
        start=None if offset is None else offset + (commitment.start or 0),
        end=None if offset is None else offset + (commitment.end or 0),
        locator=block.locator,
        region=block.region,
        concealed=block.concealed,
        dated=block.dated,
    )


def named_in(candidate: Candidate, decision: Decision, book: Rulebook, trained: Trained | None) -> dict[str, Named]:
    """Axis → the words that say to whom and what the value applies, by rules and encoder, and where they stand."""
    amount, offset = candidate.amount, candidate.sentence_start
    span = amount.start - offset, amount.end - offset
    siblings = [(one.start - offset, one.end - offset) for one in candidate.siblings]
    found = explain_scope(candidate.block, candidate.sentence, *span, decision.topic or "", siblings, book)
    if trained is None:
        return found
    return weigh(found, decision.pointers, trained.settings.scope, crowded=is_crowded(len(siblings)))


def _commitment(candidate: Candidate, decision: Decision, book: Rulebook, trained: Trained | None) -> Commitment:
    """A commitment with offsets within its block."""
    block, amount, sentence = candidate.block, candidate.amount, candidate.sentence
    offset = candidate.sentence_start
    start, end = amount.start - offset, amount.end - offset
    topic = book.topics[decision.topic or ""]
    context = block.stands_under
    return Commitment(
        document=block.document,
        touchpoint=block.touchpoint,
        origin=block.origin,
        topic=topic.id,
        value=amount.value,
        strength=find_strength(sentence, start, end, context),
        scope=scope_of(named_in(candidate, decision, book, trained)),
        clock=find_clock(topic, sentence, start, end, block),
        quote=block.text[amount.start : amount.end],
        start=amount.start,
        end=amount.end,
        context=context,
        confidence=decision.probability,
        sentence=sentence,
        locator=block.locator,
        region=block.region,
        concealed=block.concealed,
        locale=block.locale,
        cue=readable(decision.cue, candidate),
        unsure=trained is not None and decision.probability < trained.settings.unsure_below,
    )
