"""A sentence and a value to the sentence with that value in it.

Only the company's own words are put together: the sentence is the outlier's, the value that of its own majority.
Where the value cannot be found in the quote as numbers with a unit, an amount or a time, there is no rewriting.
"""

from __future__ import annotations

import re

from auditor.model import ClockTime, Duration, Evidence, Money, Percent, Quantity, Unit
from auditor.wording import number, say

_NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?|(?:twenty|thirty|forty|fifty|sixty|ninety|one\s+hundred|a\s+hundred)(?:[-\s]+(?:and\s+)?\w+)?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|a|an|next|same)"
)
_UNIT = r"(?:minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|months?|years?|fortnights?)"
_DURATION = re.compile(
    rf"\b{_NUMBER}(?:\s*(?:–|—|-|to|and|or)\s*{_NUMBER})?(?P<gap>[\s-]*)"
    rf"(?:(?:business|working|calendar|full|whole|consecutive)[\s-]+)?{_UNIT}\b",
    re.IGNORECASE,
)
_PATTERNS: dict[type, re.Pattern[str]] = {
    Duration: _DURATION,
    Money: re.compile(r"(?:[$£€]\s?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s?(?:USD|GBP|EUR|€|dollars|pounds|euros))"),
    Percent: re.compile(r"\d+(?:\.\d+)?\s?(?:%|percent|per cent)"),
    ClockTime: re.compile(
        r"\b(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)|\d{1,2}:\d\d|noon|midday|midnight)", re.IGNORECASE
    ),
}
_BARE = re.compile(r"\d+(?:\.\d+)?")


def rewritten(outlier: Evidence, model: Evidence) -> str | None:
    """The outlier's sentence with the value of `model`; None where the value cannot be exchanged in place."""
    if type(outlier.value) is not type(model.value) or outlier.quote not in outlier.sentence:
        return None
    quote = _exchanged(outlier, model)
    if quote is None or quote == outlier.quote:
        return None
    return outlier.sentence.replace(outlier.quote, quote, 1)


def _exchanged(outlier: Evidence, model: Evidence) -> str | None:
    pattern = _PATTERNS.get(type(outlier.value))
    matches = list(pattern.finditer(outlier.quote)) if pattern is not None else []
    if len(matches) == 1:
        match = matches[0]
        hyphened = isinstance(model.value, Duration) and "-" in (match.groupdict().get("gap") or "")
        value = _hyphened(model.value) if hyphened else _amount(model)
        return None if value is None else outlier.quote[: match.start()] + value + outlier.quote[match.end() :]
    bare = _BARE.findall(outlier.quote)
    if len(bare) == 1 and _PATTERNS.get(type(model.value)) and not matches:
        return _BARE.sub(_digits(model.value) or bare[0], outlier.quote)
    return None


def _amount(model: Evidence) -> str | None:
    """The value without the words around it: as the model writes it where that can be found, else as we say it."""
    pattern = _PATTERNS[type(model.value)]
    matches = list(pattern.finditer(model.quote))
    if len(matches) == 1 and "-" not in (matches[0].groupdict().get("gap") or ""):
        return matches[0].group()
    return say(_point(model.value)) if not isinstance(model.value, Duration) or model.value.high is not None else None


def _point(value: Quantity) -> Quantity:
    """A limit as its number alone: the words for the limit stand around it already."""
    if isinstance(value, Duration) and value.low is None and value.high is not None:
        return Duration(value.high, value.high, value.unit)
    return value


def _hyphened(value: Quantity) -> str | None:
    """`28-day`: only plain units and single numbers are hyphened."""
    if not isinstance(value, Duration) or value.high is None or value.low not in (None, value.high):
        return None
    if value.unit in (Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR, Unit.LIFETIME):
        return None
    return f"{number(value.high)}-{value.unit.value}"


def _digits(value: Quantity) -> str | None:
    match value:
        case Duration(high=high) if high is not None:
            return number(high)
        case Money(amount=amount):
            return f"{amount:.2f}" if isinstance(amount, float) else str(amount)
        case Percent(value=share):
            return number(share)
        case _:
            return None
