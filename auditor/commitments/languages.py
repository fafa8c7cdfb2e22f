"""A block's text to the language it is written in, told by its commonest words and letters.

The words stand in rules/languages/ and count for each language that has them; words that one language alone has count
most. A short text may hold none: it is UNKNOWN, and of the language that its document says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import inf

from msgspec import Struct

from auditor.resources import resources
from auditor.rules_languages import LanguageFile, read_language, split_words

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
ENGLISH = "en"
OTHER = "other"
UNKNOWN = "unknown"
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_READ = 400
_LEAST = 0.9
_MARGIN = 1.25
_LETTER_WEIGHT = 0.6
_SHORT, _SHORT_WEIGHT = 2, 0.6
_LONG = 4
_FIRST_FAR_LETTER = "\u0370"
_LAST_FAR_LETTER = "\u1dff"
_CJK = "\u2e80"


class Signs(Struct, frozen=True):
    """`words` and `letters`: what each weighs for which of the languages (by their number in `names`)."""

    names: tuple[str, ...]
    words: Mapping[str, tuple[tuple[int, float], ...]]
    letters: Mapping[str, tuple[tuple[int, float], ...]]


class Told(Struct, frozen=True):
    """The language of a text, `weight` of its signs, and `english` that of the English ones beside them."""

    language: str
    weight: float
    english: float


def language_of(text: str) -> str:
    """One of LANGUAGES, OTHER where the text is of none of them, UNKNOWN where it does not say."""
    return tell(text).language


def tell(text: str) -> Told:
    """The language of a text with what speaks for it.

    The start of a long text decides; the cost does not grow with its length.
    """
    return _tell(text[:_LETTERS_READ])


@lru_cache(maxsize=4096)
def _tell(text: str) -> Told:
    start = text.lower()
    if not start.isascii() and _is_far(start):
        return Told(OTHER, inf, 0.0)
    signs = _signs()
    weights = [0.0] * len(signs.names)
    meanings = signs.words
    for word in _WORD.findall(start):
        if word in meanings:
            for language, weight in meanings[word]:
                weights[language] += weight
    if not start.isascii():
        for letter in signs.letters.keys() & set(start):
            for language, weight in signs.letters[letter]:
                weights[language] += weight
    most, english = max(weights), weights[signs.names.index(ENGLISH)]
    return Told(_decide(signs.names, weights), most, english)


def language_name(language: str) -> str:
    """What English calls one of LANGUAGES or OTHER."""
    if language == OTHER:
        return "another language"
    return read_language(resources("rules") / "languages" / f"{language}.yaml").name


def _decide(names: tuple[str, ...], weights: list[float]) -> str:
    most = max(weights)
    if most < _LEAST:
        return UNKNOWN
    best = weights.index(most)
    weights[best] = 0.0
    return names[best] if most >= max(weights) * _MARGIN else UNKNOWN


def _is_far(text: str) -> bool:
    """Whether most letters are of another script than the Latin one."""
    letters = [letter for letter in text if letter.isalpha()]
    far = sum(_FIRST_FAR_LETTER <= letter <= _LAST_FAR_LETTER or letter >= _CJK for letter in letters)
    return far * 2 > len(letters)


@cache
def _signs() -> Signs:
    folder = resources("rules") / "languages"
    files = {name: read_language(folder / f"{name}.yaml") for name in LANGUAGES}
    words = {name: _words(source) for name, source in files.items()}
    words[OTHER] = {word for source in files.values() for word in split_words(source.recognition.foreign)}
    letters = {name: set(split_words(source.recognition.letters)) for name, source in files.items()}
    return Signs((*LANGUAGES, OTHER), _shares(words, 1.0), _shares(letters, _LETTER_WEIGHT / _SHORT_WEIGHT))


def _words(source: LanguageFile) -> set[str]:
    """The common words of a language, and the longer ones of its units, days and prices of nothing."""
    listed = ", ".join([source.free, *(unit.words for unit in source.units), *source.days.values()])
    longer = {word for phrase in split_words(listed) for word in _WORD.findall(phrase) if len(word) >= _LONG}
    return longer | set(split_words(source.recognition.words))


def _shares(listed: Mapping[str, set[str]], weight: float) -> dict[str, tuple[tuple[int, float], ...]]:
    """By word: the languages that have it, each with its share of the weight."""
    shares: dict[str, tuple[tuple[int, float], ...]] = {}
    for word in sorted(set().union(*listed.values())):
        having = [number for number, words in enumerate(listed.values()) if word in words]
        share = (weight if len(word) > _SHORT else weight * _SHORT_WEIGHT) / len(having) ** 2
        shares[word] = tuple((number, share) for number in having)
    return shares
