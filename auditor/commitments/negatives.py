"""Candidates that promise nothing, whatever their words: by who speaks, by how it is said, by the rules/exclusions/."""

from __future__ import annotations

import re
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
_DAY_OF = re.compile(r"(?:the|that|which) day\b(?! after)", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|of|until|till|to|not|since|opened\W+\w+\W+\w+)\W+$", re.IGNORECASE)


def excluded_block(block: Block, page: str, book: Rulebook) -> str | None:
    """Why nothing in a block is a commitment: `spoken_by_others` or an exclusion's id, by what it stands under.

    `page` is the document's title with all its headings.
    """
    if is_spoken_by_others(block):
        return "spoken_by_others"
    found = {
        *_matching(book, "pages", page),
        *(id_ for text in (*block.trail, block.title) if text for id_ in _matching(book, "headings", text)),
        *(id_ for text in (block.column, block.row) if text for id_ in _matching(book, "columns", text)),
    }
    return next(filter(found.__contains__, book.exclusions), None) if found else None


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
    return next(iter(_matching(book, "phrases", candidate.marked)), None)


def is_excluded(candidate: Candidate, page: str, exclusion: Exclusion) -> bool:
    """Whether an exclusion applies to a candidate, by its sentence or by what it stands under."""
    block = candidate.block
    texts = (
        (exclusion.phrases, (candidate.marked,)),
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
    labels_a_value = block.text[amount.end :].startswith((":", " –", " -")) and amount is not candidate.siblings[-1]
    return labels_a_row or labels_a_value or bool(_NAMED_AFTER.match(block.text, amount.end))
