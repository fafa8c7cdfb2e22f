"""A reading and the words around it to an amount: which side a bound closes, and notice ahead of an event.

A bound opens one end of a single number; a range keeps both ends ("within 3-5 business days" is 3..5).
"""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.tokens import Tokens
from auditor.commitments.amounts.units import plain
from auditor.model import Duration, Unit

BEFORE = r"(?:(?P<bound>[ULMI>mv])[ftaOcFX]{0,4}?)?\(?"
AFTER = r"(?P<after>[)]?[MI<+])?(?P<notice>,?c?[vQ])?"
_UPPER, _LOWER = "upper", "lower"
_SIDES = {"U": _UPPER, "M": _UPPER, "<": _UPPER, "v": _UPPER, "y": _UPPER, "L": _LOWER, "I": _LOWER, "+": _LOWER, "m": _LOWER}
_STRETCH = frozenset(("within", "inside", "with-in", "during", "throughout", "under"))
_TAKES = frozenset(("allow", "wait", "waits", "takes", "take", "lasts", "needs"))
_WORDS_BACK = 12


class Reading(Struct, frozen=True):
    """A duration without its bounds; `first`..`last` are its tokens, `sign` a class that may be "+" or "<"."""

    low: Fraction
    high: Fraction
    unit: Unit
    first: int
    last: int
    sign: str = ""
    elided: bool = False


def with_bounds(tokens: Tokens, match: re.Match[str], reading: Reading) -> Amount:
    """The amount of a reading whose match has the groups of BEFORE and AFTER."""
    ahead = bool(match["notice"]) and not _is_stretch(tokens, match)
    side = side_of(tokens, match, reading.sign)
    if ahead:
        side = _LOWER
    low, high = plain(reading.low), plain(reading.high)
    value = Duration(low, high, reading.unit)
    if reading.low == reading.high and side:
        value = Duration(None, high, reading.unit) if side == _UPPER else Duration(low, None, reading.unit)
    bound_start = match.start() if match["bound"] and reading.first == match.start("core") else reading.first
    start, end = tokens.span(bound_start, match.end())
    core_start, core_end = tokens.span(reading.first, reading.last)
    follows = tokens.classes[match.end() : match.end() + 1]
    return Amount(
        value, start, end, core_start, core_end, bound=side, elided=reading.elided, before=ahead,
        after=follows in ("A", "m", "X"),
    )  # fmt: skip


def side_of(tokens: Tokens, match: re.Match[str], sign: str = "") -> str | None:
    """The side that the words around a match close: "upper", "lower" or None."""
    for mark in ((match["after"] or "")[-1:], sign):
        if mark in ("M", "I", "<", "+"):
            return _SIDES[mark]
    if match["bound"] == ">":
        return _UPPER if _is_negated(tokens, match.start()) else _LOWER
    return _SIDES.get(match["bound"] or "")


def _is_negated(tokens: Tokens, index: int) -> bool:
    """Whether "more than" stands in a negation ("rarely more than ten minutes" is an upper bound)."""
    before = tokens.classes[max(0, index - _WORDS_BACK) : index]
    return "!" in before[before.rfind(".") + 1 :]


def _is_stretch(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether time before an event is a stretch, not a notice: "within 7 days before", "allow a week before"."""
    if match["bound"]:
        return tokens.keys[match.start()] in _STRETCH
    return match.start() > 0 and tokens.keys[match.start() - 1] in _TAKES
