"""The words of a remark to what of them is compared: weekdays, a number, a day, or the words themselves."""

from __future__ import annotations

import re
from functools import cache

from auditor.remarks.days import find_days
from auditor.rules import Reading
from auditor.rules_languages import english, split_words

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+|[€£$%])", re.IGNORECASE)
_WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def meaning_of(text: str, reads: Reading) -> str | None:
    """What `text` means as the rule reads it, in one form for all ways of writing it; None where it says no such thing.

    Weekdays are those of opening hours (`Mo-Fr`), a number is followed by its unit (`20 kg`), a day is the last one
    named, as an ISO date.
    """
    match reads:
        case Reading.WEEKDAYS:
            return _weekdays(text)
        case Reading.NUMBER:
            found = _NUMBER.search(text)
            return f"{float(found[1].replace(',', '.')):g} {found[2].lower()}" if found else None
        case Reading.DAY:
            return max((day.isoformat() for day in find_days(text)), default=None)
        case Reading.WORDS:
            return " ".join(text.split()).strip(" .,;:–—-") or None
        case Reading.NOTHING:
            return ""


def _weekdays(text: str) -> str | None:
    """The weekdays that a text names first: a range, or a list."""
    words = _day_words()
    one = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    span = re.search(rf"\b({one})\b\.?\s*(?:to|through|thru|until|till|[-–—])\s*\b({one})\b", text, re.IGNORECASE)
    if span:
        return f"{words[span[1].lower()]}-{words[span[2].lower()]}"
    named = {words[found.lower()] for found in re.findall(rf"\b({one})\b", text, re.IGNORECASE)}
    return ",".join(day for day in _WEEK if day in named) or None


@cache
def _day_words() -> dict[str, str]:
    return {word: day for day, words in english().days.items() for word in split_words(words)}
