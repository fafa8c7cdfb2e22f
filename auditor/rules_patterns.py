"""The expressions of rule files to compiled ones: at whole words, in any case, with the places of values named.

In a text to be matched each value stands as one character, `VALUE` for the value in question, `OTHER` for the
others of its sentence and `FREE` for those that are nothing to pay, so that a rule can say where a value stands
without knowing how values are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from auditor.rules_literals import holds_one, needed_words

VALUE, OTHER, FREE = "\ue000", "\ue001", "\ue002"

_BETWEEN = rf"[^\w.;!?{VALUE}{OTHER}{FREE}]"
_INTRODUCED = (
    r"(?:(?:within|inside|in|up to|under|about|around|by|at|least|most|no|later|longer|than|less|more|just|only|"
    r"usually|typically|normally|approx\w*|roughly|an?|the|another|of|to|for|as|is|are|from|over|above|before)"
    rf"{_BETWEEN}+){{0,4}}{_BETWEEN}*"
)
_CAPITAL = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]")
_PLACEHOLDER = re.compile(r"<(\d)>|\{value\}|\{other\}|\{free\}")


class Expression(Struct, frozen=True):
    """A regular expression that is compiled when it is first used: commands that extract nothing need none of them.

    It is matched with the text in lower case, which is twice as quick as matching it in any case: the places of a match
    are those of the text, its own words are not.
    """

    text: str

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression compiled, in any case; `re.error` where it is none."""
        return _compiled(self.text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in `text`."""
        folded = _folded(text)
        pattern = _lazy(self.text).for_text(folded)
        return pattern.search(folded) if pattern else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in `text`."""
        folded = _folded(text)
        pattern = _lazy(self.text).for_text(folded)
        return pattern.finditer(folded) if pattern else iter(())


NOWHERE = Expression(r"(?!)")


class _Lazy:
    """An expression that is compiled for the first text that it may match."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = frozenset[str]() if _CAPITAL.search(text) else needed_words(text)
        self._pattern: re.Pattern[str] | None = None

    def for_text(self, folded: str) -> re.Pattern[str] | None:
        """The expression, None where it matches nothing in this text."""
        if self._pattern is None and holds_one(folded, self._words):
            self._pattern = _compiled(self._text)
        return self._pattern


@cache
def _lazy(text: str) -> _Lazy:
    return _Lazy(text)


@cache
def _compiled(text: str) -> re.Pattern[str]:
    """Compiled for lower case where it is written in it; a user's own may hold capitals."""
    return re.compile(text, re.IGNORECASE if _CAPITAL.search(text) else re.NOFLAG)


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    """The text in lower case, character by character, so that all places stay."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(one.lower()[0] for one in text)


def whole_words(patterns: Sequence[str]) -> Expression:
    """One expression for all `patterns`; it matches nowhere where there are none.

    `{value}` is the value in question with the small words that introduce it, `{other}` another value, `{free}` another
    one that is nothing to pay, and `<5>` up to five words that end no clause and hold no value.
    """
    if not patterns:
        return NOWHERE
    return Expression(rf"(?<!\w)(?:{_PLACEHOLDER.sub(_expanded, '|'.join(patterns))})(?!\w)")


def _expanded(placeholder: re.Match[str]) -> str:
    if placeholder[1]:
        return rf"(?:{_BETWEEN}+\w(?:[\w'&%/.-]*\w)?){{0,{placeholder[1]}}}{_BETWEEN}+"
    if placeholder[0] == "{free}":
        return FREE
    return _INTRODUCED + (VALUE if placeholder[0] == "{value}" else f"[{OTHER}{FREE}]")
