"""What a text promises, as tests say it: `finds(text, "delivery_time: up to 3 days")`."""

from __future__ import annotations

from functools import cache

from auditor.blocks import find_blocks
from auditor.commitments import find_commitments
from auditor.model import Commitment, Document, Touchpoint
from auditor.rules import Rulebook, load_rulebook
from auditor.wording import say

_MEDIA_TYPES = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html"}


@cache
def shipped_rules() -> Rulebook:
    """The shipped rules, loaded once."""
    return load_rulebook()


def document(text: str, format: str = "text", touchpoint: Touchpoint = Touchpoint.WEB) -> Document:
    """A document with this source."""
    return Document("page", touchpoint, _MEDIA_TYPES[format], text, "2026-01-01T00:00:00Z", "0" * 32)


def commitments(text: str, format: str = "text") -> tuple[Commitment, ...]:
    """The commitments of a document with this source."""
    return tuple(find_commitments(find_blocks(document(text, format)), shipped_rules()))


def found(text: str, format: str = "text") -> list[str]:
    """`topic: value` of each commitment, in the order of the text."""
    return [f"{one.topic}: {say(one.value)}" for one in commitments(text, format)]


def finds(text: str, *expected: str, format: str = "text") -> None:
    """Exactly these commitments are found, in this order."""
    assert found(text, format) == list(expected)


def finds_nothing(text: str, format: str = "text") -> None:
    """The text promises nothing."""
    assert found(text, format) == []
