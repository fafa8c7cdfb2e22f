"""Candidates that promise nothing, whatever their words: by who speaks, by how it is said, by the rules/exclusions/."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from auditor.commitments.candidates import Candidate, is_spoken_by_others
from auditor.commitments.foreign import is_foreign
from auditor.model import Block, BlockKind
from auditor.rules import Exclusion, Rulebook

_Place = Literal["phrases", "headings", "columns", "pages"]

FOREIGN = "language"
_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|also)\s+)?(?:can|could|do|does|did|is|are|am|was|will|would|should|may|must|have|has|how|what|what's|"
    r"when|where|which|who|why)\b[^?]*\?\W*$",
    re.IGNORECASE,
)

# "Overnight orders arrive …", "your Next Day parcel": the word names a service, and what it promises stands elsewhere.
_NAMED_AFTER = re.compile(
    r"[ \-\"'”’)]*(?:cut-?offs?|orders?|parcels?|packages?|shipments?|customers?|upgrades?)\b", re.IGNORECASE
)
# Among what customers say, the company answers: "Developer response", "Reply from Dana, owner: …".
_ANSWER = re.compile(
    r"\W*(?:(?:the )?(?:developer|owner|seller|host|company|management|manager)(?:['’]s)? (?:response|reply|answer)\b"
    r"|(?:response|reply|answer(?:ed)?) (?:from|by) (?!(?:an? |the )?(?:customer|buyer|reader|user|guest|shopper)))",
    re.IGNORECASE,
)
_SAID_BY_OTHERS = "story"
_DAY_OF = re.compile(r"(?:the|that|which) day\b(?! after)", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|of|until|till|to|not|since|opened\W+\w+\W+\w+)\W+$", re.IGNORECASE)


def page_named(blocks: Sequence[Block]) -> str:
    """The title of a document with its first heading: what sort of page it is."""
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return " / ".join([*(block.title for block in blocks[:1] if block.title), heading])


def excluded_block(block: Block, page: str, book: Rulebook) -> str | None:
    """Why nothing in a block is a commitment: `spoken_by_others` or an exclusion's id, by what it stands under.

    `page` is the document's title with its first heading.
    """
    answers = _answers(block)
    if is_spoken_by_others(block) and not answers:
        return "spoken_by_others"
    found = {
        *_matching(book, "pages", page),
        *(id_ for text in (*block.trail, block.title) if text for id_ in _matching(book, "headings", text)),
        *(id_ for text in (block.column, block.row) if text for id_ in _matching(book, "columns", text)),
    }
    if answers:
        found.discard(_SAID_BY_OTHERS)
    return next(filter(found.__contains__, book.exclusions), None) if found else None


def _answers(block: Block) -> bool:
    """Whether the company answers customers in the block, by its first words or the heading right above it."""
    return any(_ANSWER.match(text) for text in (block.text, *block.trail[-1:]))


def excluded_as(candidate: Candidate, book: Rulebook) -> str | None:
    """Why a value is none: FOREIGN, `question`, `trigger`, `service_name` or an exclusion's id; None if it may be one.

    English text may quote another language: of such a sentence nothing is read.
    """
    if is_foreign(candidate.sentence):
        return FOREIGN
    if _QUESTION.search(candidate.sentence):
        return "question"
    if _starts_a_clock(candidate):
        return "trigger"
    if _names_a_service(candidate):
        return "service_name"
    kind = candidate.amount.kind
    ids = _matching(book, "phrases", candidate.marked)
    return next((id_ for id_ in ids if kind in book.exclusions[id_].kinds), None)


def is_excluded(candidate: Candidate, page: str, exclusion: Exclusion) -> bool:
    """Whether an exclusion applies to a candidate, by its sentence or by what it stands under."""
    block, speaks = candidate.block, candidate.amount.kind in exclusion.kinds
    texts = (
        (exclusion.phrases, (candidate.marked,) if speaks else ()),
        (exclusion.headings, (*block.trail, block.title)),
        (exclusion.columns, (block.column, block.row)),
        (exclusion.pages, (page,)),
    )
    return any(pattern.search(text) for pattern, places in texts for text in places if text)


@lru_cache(maxsize=4096)
def _matching(book: Rulebook, place: _Place, text: str) -> tuple[str, ...]:
    """The exclusions, in their order, of which what they look for at a place is there; most texts come again."""
    return tuple(id_ for id_, one in book.exclusions.items() if getattr(one, place).search(text))


def _starts_a_clock(candidate: Candidate) -> bool:
    """Whether "the day" is when a time begins ("within 14 days of the day you order"), not the day of a promise."""
    text, amount = candidate.block.text, candidate.amount
    if not amount.relative or not _DAY_OF.match(text, amount.start):
        return False
    return bool(_FROM.search(text[max(0, amount.start - 12) : amount.start]))


def _names_a_service(candidate: Candidate) -> bool:
    """Whether a word such as "overnight" is the name of a service: before what is sent, or as a label."""
    block, amount = candidate.block, candidate.amount
    if not amount.relative or amount.bound:
        return False
    begins_a_row = block.kind is BlockKind.TABLE_CELL and block.row is None and block.column is not None
    labels_a_row = begins_a_row and not block.text[: amount.start].strip().islower()
    labels_a_value = block.text.startswith((":", " –", " -"), amount.end) and amount is not candidate.siblings[-1]
    return labels_a_row or labels_a_value or bool(_NAMED_AFTER.match(block.text, amount.end))
