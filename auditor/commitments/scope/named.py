"""A word of a scope with the place it was taken from, so that a finding can say why it holds for whom it says."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

_TEXT = re.compile(r"text|body|message|subject|post|content|answer|reply", re.IGNORECASE)


class Place(StrEnum):
    """Where the words stand, from near to far."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    ROW = "row"
    COLUMN = "column"
    QUESTION = "question"
    LEAD_IN = "lead-in"
    OPENING = "opening"
    EARLIER = "earlier sentence"
    HEADING = "heading"
    CAPTION = "caption"


class Named(Struct, frozen=True):
    """The words of one axis of a scope, as the text has them, and where they stand."""

    words: str
    place: Place


def names_text(head: str) -> bool:
    """Whether a head names the text below it, as the column "body" of a file of macros does, and no scope."""
    return _TEXT.fullmatch(head) is not None
