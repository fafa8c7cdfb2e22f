"""A sentence and a value to the sentence with that value in it.

Only the company's own words are put together: the sentence is the outlier's, the value that of its own majority.
Where the value does not stand in the quote as one number with its unit, amount or time, there is no rewriting.
"""

from __future__ import annotations

import re

from auditor.model import ClockTime, Duration, Evidence, Money, Percent, Quantity, Unit
from auditor.wording import number, say

_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|"
    r"thirty|forty|fifty|sixty|ninety|hundred)"
)
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{_WORDS}(?:[-\s]+(?:and\s+)?{_WORDS})*|an?|next|same)"
_DURATION = re.compile(
    rf"\b(?P<number>{_NUMBER}(?:\s*(?:–|—|-|to|and|or)\s*{_NUMBER})?)(?P<gap>[\s-]*)"
    r"(?P<unit>(?:(?:business|working|calendar|full|whole|consecutive)[\s-]+)?"
    r"(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_PATTERNS: dict[type, re.Pattern[str]] = {
    Duration: _DURATION,
    Money: re.compile(r"[$£€]\s?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s?(?:USD|GBP|EUR|€|dollars|pounds|euros)"),
    Percent: re.compile(r"\d+(?:\.\d+)?\s?(?:%|percent|per cent)"),
    ClockTime: re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d|\b(?:noon|midday|midnight)", re.I),
}


def rewritten(outlier: Evidence, model: Evidence) -> str | None:
    """The outlier's sentence with the value of `model`; None where the value cannot be exchanged in place."""
    pattern = _PATTERNS.get(type(outlier.value))
    if pattern is None or type(outlier.value) is not type(model.value) or outlier.quote not in outlier.sentence:
        return None
    matches = list(pattern.finditer(outlier.quote))
    value = _value(matches[0], outlier.value, model) if len(matches) == 1 else None
    if value is None:
        return None
    quote = outlier.quote[: matches[0].start()] + value + outlier.quote[matches[0].end() :]
    return outlier.sentence.replace(outlier.quote, quote, 1)


def _value(place: re.Match[str], value: Quantity, model: Evidence) -> str | None:
    """What to write in the place: a duration in the unit that stands there if it is the same, others as the model."""
    if isinstance(value, Duration) and isinstance(model.value, Duration):
        return _duration(place, value, model.value)
    written = _PATTERNS[type(model.value)].findall(model.quote)
    return written[0] if len(written) == 1 else say(model.value)


def _duration(place: re.Match[str], value: Duration, model: Duration) -> str | None:
    if model.high is None or Unit.LIFETIME in (value.unit, model.unit):
        return None
    low = model.high if model.low is None else model.low
    hyphened = "-" in place["gap"]
    if value.unit is not model.unit:
        if not hyphened:
            return say(Duration(low, model.high, model.unit))
        plain = low == model.high and model.unit not in (Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR)
        return f"{number(model.high)}-{model.unit.value}" if plain else None
    numbers = number(model.high) if low == model.high else f"{number(low)}–{number(model.high)}"
    unit = place["unit"]
    if not hyphened:
        unit = unit.removesuffix("s") + ("" if model.high == 1 else "s")
    return f"{numbers}{place['gap']}{unit}"
