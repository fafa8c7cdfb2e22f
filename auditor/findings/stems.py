"""Text to the stems of its words: what is left of them without their endings, so that "opened items" says "open"."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.rules_lists import empty_words

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?:(?<=[^\W\d_]{3})(?:ies|ied|ing|ed|es|s|y|e))$")


@lru_cache(maxsize=262144)
def stems(text: str) -> frozenset[str]:
    """The stems in lower case, without words that say nothing of what is spoken of."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(stem(word) for word in words if stem(word) not in empty_words() and word not in empty_words())


def stem(word: str) -> str:
    """The word without one ending of English inflection: `return` for "returned"."""
    return _ENDINGS.sub("", word)
