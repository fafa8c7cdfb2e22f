"""Tokens to durations that are written with a number and a unit: "within 3-5 business days", "an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.lexicon import UnitValue
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Duration, Number, Unit

NUMBER = "[nw]"
RANGE = r"(?:-?[~o]-?|[-/])"
_UNIT = r"-?[bcg]{0,3}-?[ulsW]"
_CORE = rf"""
    (?P<between>z[f]?{NUMBER}(?:{_UNIT})?&[f]?{NUMBER}{_UNIT})
  | (?P<sum>{NUMBER}-?[ul][&,]?{NUMBER}-?[uls](?![-/]))
  | (?P<span>[nwa]{_UNIT}[-~]{NUMBER}{_UNIT})
  | (?P<mixed>{NUMBER}&ah{_UNIT})
  | (?P<plain>{NUMBER}\+?(?:{RANGE}[f]?{NUMBER})?\+?(?:<(?=[bcu]))?{_UNIT}(?:&ah|o{NUMBER}(?![-~]?[nwbcul]))?)
  | (?P<quarter>[aw]?-?q(?:Oa|O|-|a)?{_UNIT})
  | (?P<half>a?h-?a?{_UNIT})
  | (?P<single>[aF1]c?{_UNIT}(?:&ah|o{NUMBER})?)
"""
_DURATION = re.compile(
    rf"(?:(?P<bound>[ULMI>myv])[ftaOcFX]{{0,4}}?)?(?:\(?)(?P<core>{_CORE})(?P<after>\)?[MI<+])?(?P<notice>,?[c]?[vQ])?",
    re.VERBOSE,
)
_THE_UNIT = re.compile(r"(?P<bound>[Ui])t(?P<core>b?u)(?P<after>[AX])?")
_SHORTER = {Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: 1440, Unit.WEEK: 10080, Unit.MONTH: 43200, Unit.YEAR: 525600}
_BUSINESS = {Unit.DAY: Unit.BUSINESS_DAY, Unit.HOUR: Unit.BUSINESS_HOUR}
_STRETCH = ("within", "inside", "in", "during", "with")


class Reading(Struct, frozen=True):
    """A duration without its bounds: the numbers and their unit."""

    low: Number
    high: Number
    unit: Unit


def find_durations(tokens: Tokens) -> Iterator[Amount]:
    """Every duration of number and unit, with its bounds."""
    for match in _DURATION.finditer(tokens.classes):
        reading = _read(tokens, match)
        if reading is not None:
            yield bounded(tokens, match, reading)
    for match in _THE_UNIT.finditer(tokens.classes):
        yield from _the_unit(tokens, match)


def unit_of(tokens: Tokens, first: int, last: int) -> UnitValue | None:
    """The unit that tokens first..last-1 end with, business days and hours where they say so."""
    sort, payload = tokens.classes[last - 1], tokens.payloads[last - 1]
    if sort == "W":
        return UnitValue(Unit.BUSINESS_DAY)
    if sort == "s":
        return UnitValue(Unit.MINUTE, 1, 60)
    if sort == "l" and not _letter_is_unit(tokens, last - 1):
        return None
    if "b" in tokens.classes[first:last] and payload.unit in _BUSINESS and payload.times == payload.per:
        return UnitValue(_BUSINESS[payload.unit])
    return payload  # type: ignore[no-any-return]
