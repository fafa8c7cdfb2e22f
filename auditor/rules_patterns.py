"""The expressions of rule files to compiled ones: at whole words, in any case, with the places of values named.

In a text to be matched each value stands as one character, `VALUE` for the value in question, `OTHER` for the
others of its sentence and `FREE` for those that are nothing to pay, so that a rule can say where a value stands
without knowing how values are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

VALUE, OTHER, FREE = "\ue000", "\ue001", "\ue002"

_NOWHERE = re.compile(r"(?!)")
_BETWEEN = rf"[^\w.;!?{VALUE}{OTHER}{FREE}]"
_INTRODUCED = (
    r"(?:(?:within|inside|in|up to|under|about|around|by|at|least|most|no|later|longer|than|less|more|just|only|"
    r"usually|typically|normally|approx\w*|roughly|an?|the|another|of|to|for|as|is|are|from|over|above|before)"
    rf"{_BETWEEN}+){{0,4}}{_BETWEEN}*"
)
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_PLACEHOLDER = re.compile(r"<(\d)>|\{value\}|\{other\}|\{free\}")


def whole_words(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression for all `patterns`; it matches nowhere where there are none.

    `{value}` is the value in question with the small words that introduce it, `{other}` another value, `{free}` another
    one that is nothing to pay, and `<5>` up to five words that end no clause and hold no value.
    """
    if not patterns:
        return _NOWHERE
    return re.compile(rf"(?<!\w)(?:{_PLACEHOLDER.sub(_expanded, '|'.join(patterns))})(?!\w)", re.IGNORECASE)


def is_balanced(pattern: str) -> bool:
    """Whether each bracket of an expression is closed within it, so that it can be joined with others."""
    bare = _ESCAPED.sub("", pattern)
    return not re.search(r"[()\[\]]", _innermost(bare)) and not bare.endswith("\\")


def _innermost(text: str) -> str:
    text = re.sub(r"\[\^?\]?[^\]]*\]", "", text)
    while "(" in text and (shorter := re.sub(r"\([^()]*\)", "", text)) != text:
        text = shorter
    return text


def _expanded(placeholder: re.Match[str]) -> str:
    if placeholder[1]:
        return rf"(?:{_BETWEEN}+\w(?:[\w'&%/.-]*\w)?){{0,{placeholder[1]}}}{_BETWEEN}+"
    if placeholder[0] == "{free}":
        return FREE
    return _INTRODUCED + (VALUE if placeholder[0] == "{value}" else f"[{OTHER}{FREE}]")
