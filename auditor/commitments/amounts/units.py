"""Unit words to units and exact conversions between them, for durations as people write them."""

from __future__ import annotations

from fractions import Fraction

from auditor.commitments.amounts.lexicon import BUSINESS, UnitValue
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Number, Unit

_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: 1440, Unit.WEEK: 10080}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_SECOND = UnitValue(Unit.MINUTE, 1, 60)
_SPACED_LETTERS = ("h", "s")
_SHORT_TEXT = 12
_LOWER_ONLY = ("d", "w", "m", "y")
_LONGEST_LETTER_MINUTES = 120
_NEAR = 8


def unit_of(tokens: Tokens, first: int, last: int) -> UnitValue | None:
    """The unit that tokens first..last-1 end with; business days and hours where they say so; None if it is none."""
    sort, payload = tokens.classes[last - 1], tokens.payloads[last - 1]
    if sort == "W":
        return UnitValue(Unit.BUSINESS_DAY)
    if sort == "s":
        return _SECOND
    if sort == "l" and not _letter_is_unit(tokens, last - 1):
        return None
    unit: UnitValue = payload
    if "b" in tokens.classes[first:last] and unit.unit in BUSINESS:
        return UnitValue(BUSINESS[unit.unit], unit.times, unit.per)
    return unit


def _letter_is_unit(tokens: Tokens, index: int) -> bool:
    """Letters are units right behind digits, not "60W" or "3D"; "m" in a short cell or beside hours: no metres."""
    key = tokens.keys[index]
    if key in _LOWER_ONLY and tokens.text[tokens.starts[index]].isupper() and len(tokens.text) > _SHORT_TEXT:
        return False
    if tokens.classes[index - 1] != "n":
        return False
    if not tokens.glued(index) and key not in _SPACED_LETTERS:
        return False
    if key != "m":
        return True
    number = tokens.payloads[index - 1]
    return number <= _LONGEST_LETTER_MINUTES and (
        len(tokens.text) <= _SHORT_TEXT or "h" in tokens.keys[max(0, index - _NEAR) : index + _NEAR]
    )


def exact(value: Number, unit: UnitValue) -> Fraction:
    """`value` of a unit word in its unit: 20 seconds are 1/3 minute."""
    return Fraction(value).limit_denominator(10000) * unit.times / unit.per


def plain(value: Fraction) -> Number:
    """A number for people: an integer where it is one, else at most four decimals."""
    return int(value) if value.denominator == 1 else round(float(value), 4)


def tidy(value: Number) -> Number:
    """A number without the noise of its arithmetic: an integer where it is one, else at most six decimals."""
    return int(value) if value == int(value) else round(float(value), 6)


def ratio(unit: Unit, other: Unit) -> Fraction | None:
    """How many of `other` one `unit` is; None where they do not convert (business days, months and days)."""
    if unit is other:
        return Fraction(1)
    for table in (_MINUTES, _MONTHS):
        if unit in table and other in table:
            return Fraction(table[unit], table[other])
    return None
