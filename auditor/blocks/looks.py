"""A line of text to what it looks like: a value, the item of a list, or a name that heads what follows."""

from __future__ import annotations

import re

VALUE = re.compile(
    r"""[$£€¥₹]\s?\d|\d\s?%|\bfree\b|\d:\d\d|\d\s?[ap]\.?m\b|\b24\s?[/x]\s?7\b
        |\d\s*(?:(?:business|working|calendar)\s+)?(?:minute|min|hour|hr|h|day|night|week|month|year|yr)s?\b""",
    re.IGNORECASE | re.VERBOSE,
)
BULLET = re.compile(r"\s*(?:[*•‣·▪▫◦●○■–—-]|[✓✔✅➤➔→►▶☑☞❯])\s+(?=\S)")
_LABEL = re.compile(r"[^\W\d_][^:.!?\n]{1,40}:\s+(?=\S)")
_QUOTATION = re.compile(
    r"""["“”«„'‘]|[^\n]*\s[—–-]{1,2}\s?[^\W\d_][^.!?]{1,60}$|.{0,100}\bwrote\b|.{0,200}\b(?:I|[Mm]ine|[Mm]y)\b"""
)
_MOST_WORDS, _LONGEST = 10, 80


def is_value(text: str) -> bool:
    """Whether a text holds an amount, a duration or a time, and so is no mere name."""
    return bool(VALUE.search(text))


def is_name(text: str) -> bool:
    """Whether a text is short, no sentence and no value: what a heading, a label or a region line is."""
    return (
        len(text) <= _LONGEST
        and any(character.isalpha() for character in text)
        and text[-1] not in ".,;!"
        and len(text.split()) <= _MOST_WORDS
        and not is_value(text)
    )


def is_item(text: str) -> bool:
    """Whether a line begins with the mark of a list item."""
    return bool(BULLET.match(text))


def is_labelled(text: str) -> bool:
    """Whether a line is a short label with its value: "Warranty: 2 years"."""
    return bool(_LABEL.match(text))


def is_quotation(text: str) -> bool:
    """Whether a text is what somebody said: with a quotation mark, a name at its end, or of the first person."""
    return bool(_QUOTATION.match(text))
