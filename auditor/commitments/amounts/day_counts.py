"""A text that says what its days are: "All times are in working days" makes "3-5 days" beside it business days."""

from __future__ import annotations

import re
from functools import cache

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.lexicon import DEFAULT_LANGUAGE, lexicon
from auditor.commitments.amounts.recurring import recurring
from auditor.model import Duration, Unit
from auditor.rules_languages import split_words

_LONGEST = 25


@recurring
def counts_business_days(text: str, language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether a text says that times are counted in business days."""
    said = _said(language)
    return said is not None and bool(said.search(text))


def as_business_days(amount: Amount) -> Duration | None:
    """The amount in business days, None where it is no count of days, names its day, or is a right of many days."""
    value = amount.value
    if not isinstance(value, Duration) or value.unit is not Unit.DAY or amount.relative:
        return None
    return Duration(value.low, value.high, Unit.BUSINESS_DAY) if (value.high or value.low or 0) <= _LONGEST else None


@cache
def _said(language: str) -> re.Pattern[str] | None:
    """What is counted, no more than a clause, what it is counted in, and the unit that nothing counts."""
    words = lexicon(language)
    counted, before = words.cues["counted"], words.cues["counted_in"]
    names = [word for unit in words.language.units if unit.unit is Unit.DAY for word in split_words(unit.words)]
    business = [
        word for unit in words.language.units if unit.unit is Unit.BUSINESS_DAY for word in split_words(unit.words)
    ]
    if not counted:
        return None
    days = rf"(?:(?:{_any(split_words(words.language.business_words))})[ -](?:{_any(names)})|{_any(business)})"
    clause = r"[^.;!?\d]{0,60}?"
    return re.compile(rf"\b(?:{_any(counted)})\b{clause}\b(?:{_any(before)}) {days}(?!\w)", re.IGNORECASE)


def _any(words: list[str] | frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
