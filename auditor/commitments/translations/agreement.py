"""An English value and one in another language to whether they are the same promise."""

from __future__ import annotations

import re
from enum import StrEnum

from auditor.model import Duration, Money, Quantity, Schedule
from auditor.quantities import Relation, relation, same_length, same_numbers

_PART_OF_HOURS = re.compile(r"\d\d:\d\d|[A-Z][a-z]|PH")


class Agreement(StrEnum):
    """What came of holding an English statement against the place that translates it; a reason where nothing did."""

    SAME = "same"
    DIFFERENT = "different"
    NO_PASSAGE = "no passage stands in their place"
    NO_VALUE = "the passage in their place states no value of the kind"
    SEVERAL = "several values may stand for them"
    MOVED = "their values stand elsewhere on the page"
    BASIS = "days and business days, or other units, cannot be held against each other"
    CURRENCY = "the prices are in another currency"
    UNLIKE = "the pages differ too much to be translations"


def agreement(english: Quantity, foreign: Quantity) -> Agreement:
    """How two values of one kind stand to each other.

    Translators drop bounds ("30 days" for "within 30 days") and language files miss some, so a value whose numbers are
    among the other's is the same.
    """
    found = relation(english, foreign)
    if found is Relation.EQUAL or _is_part(english, foreign) or _is_part(foreign, english):
        return Agreement.SAME
    if same_numbers(english, foreign) or same_length(english, foreign):
        return Agreement.BASIS
    if found is Relation.INCOMPARABLE:
        return Agreement.CURRENCY if isinstance(english, Money) else Agreement.BASIS
    return Agreement.DIFFERENT


def _is_part(one: Quantity, other: Quantity) -> bool:
    if isinstance(one, Duration) and isinstance(other, Duration):
        return one.unit is other.unit and _ends(one) <= _ends(other)
    if isinstance(one, Schedule) and isinstance(other, Schedule):
        return set(_PART_OF_HOURS.findall(one.schedule)) <= set(_PART_OF_HOURS.findall(other.schedule))
    return False


def _ends(value: Duration) -> set[float]:
    return {float(end) for end in (value.low, value.high) if end is not None}
