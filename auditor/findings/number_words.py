"""Numbers in words and in digits to numbers, and back in the manner of the original; the words are those of English.

Only English statements are compared, so only English sentences are rewritten.
"""

from __future__ import annotations

import re
from functools import cache

from auditor.model import Number
from auditor.rules_languages import english
from auditor.wording import number

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_VOWEL = re.compile(r"(?:8|11(?!\d)|18(?!\d)|eight|eleven)", re.IGNORECASE)


@cache
def number_pattern() -> str:
    """An expression, without groups, for a number in digits or in words up to ninety-nine, or "a" as in "a week"."""
    numbers = english().numbers
    ones = "|".join(numbers.ones)
    tens = "|".join(numbers.tens)
    words = rf"(?:{tens})(?:[-\s](?:{ones}))?|{'|'.join(numbers.teens)}|{ones}|an?"
    return rf"(?:{_DIGITS}|(?:{words})(?!\w))"


def read_number(written: str) -> Number:
    """The number that `number_pattern` has found."""
    if written[0].isdigit():
        plain = written.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    return sum(_values()[word] for word in re.split(r"[-\s]+", written.lower()))


def write_number(value: Number, *, like: str) -> str:
    """The number in words where `like` is in words and there are any, with its capital; else in digits."""
    if like[0].isdigit():
        return number(value)
    words = _in_words(value)
    if words is None:
        return number(value)
    return words.capitalize() if like[0].isupper() else words


def article_before(written: str) -> str:
    """`an` before what begins with a vowel when it is read out ("8-day", "eleven days"), else `a`."""
    return "an" if _VOWEL.match(written) else "a"


def _in_words(value: Number) -> str | None:
    if value != int(value) or not 0 < value < 100:
        return None
    words = {meant: word for word, meant in reversed(list(_values().items())) if word not in ("a", "an")}
    if int(value) in words:
        return words[int(value)]
    return f"{words[int(value) // 10 * 10]}-{words[int(value) % 10]}"


@cache
def _values() -> dict[str, int]:
    numbers = english().numbers
    return {**numbers.ones, **numbers.teens, **numbers.tens, "a": 1, "an": 1}
