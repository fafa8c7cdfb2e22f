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
AFTER = r"(?P<after>[)]?(?:[MI<]|\+(?![a$nwf])))?(?P<notice>,?c?[vQ])?"
_UPPER, _LOWER = "upper", "lower"
_SIDES = {**dict.fromkeys("UM<vy", _UPPER), **dict.fromkeys("LI+m", _LOWER)}
_WORDS_BACK = 12
_TAKES_WORDS_BACK = 3


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
    ahead = bool(match["notice"]) and not is_stretch(tokens, match)
    moved = reading.first != match.start("core") or _is_adjective(tokens, match, reading)
    side = side_of(tokens, match, reading.sign, led=not moved)
    if ahead:
        side = _LOWER
    low, high = plain(reading.low), plain(reading.high)
    value = Duration(low, high, reading.unit)
    if reading.low == reading.high and side:
        value = Duration(None, high, reading.unit) if side == _UPPER else Duration(low, None, reading.unit)
    bound_start = match.start() if match["bound"] and not moved else reading.first
    start, end = tokens.span(bound_start, match.end())
    core_start, core_end = tokens.span(reading.first, reading.last)
    follows = tokens.classes[match.end() : match.end() + 1]
    return Amount(
        value, start, end, core_start, core_end, bound=side, elided=reading.elided, before=ahead,
        after=follows in ("A", "m", "X"),
    )  # fmt: skip


def _is_adjective(tokens: Tokens, match: re.Match[str], reading: Reading) -> bool:
    """Whether the value describes what "under" governs: "under a 100-year warranty" bounds nothing."""
    led = tokens.classes[match.start() : reading.first]
    return bool(match["bound"]) and led[1:].endswith(("a", "t")) and "-" in tokens.classes[reading.first : reading.last]


def side_of(tokens: Tokens, match: re.Match[str], sign: str = "", led: bool = True) -> str | None:
    """The side that the words around a match close: "upper", "lower" or None; `led` where those before it count."""
    for mark in ((match["after"] or "")[-1:], sign):
        if mark in ("M", "I", "<", "+"):
            return _SIDES[mark]
    if not led:
        return None
    bound = match["bound"] or ""
    if bound == ">":
        return _more_than(tokens, match.start())
    if not bound and tokens.is_cue(match.start() - 1, "duties"):
        return _UPPER
    return _SIDES.get(bound)


def _more_than(tokens: Tokens, index: int) -> str | None:
    """As in "over 2 years" is a lower bound, "never past 2 years" an upper one; bare "past 2 years" none."""
    if _is_negated(tokens, index):
        return _UPPER
    return None if tokens.is_cue(index, "points") else _LOWER


def _is_negated(tokens: Tokens, index: int) -> bool:
    """Whether "more than" stands in a negation ("rarely more than ten minutes" is an upper bound)."""
    first = max(0, index - _WORDS_BACK)
    first += tokens.classes[first:index].rfind(".") + 1
    return "!" in tokens.classes[first:index] or any(tokens.is_cue(at, "nobody") for at in range(first, index))


def is_stretch(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether time before an event is a stretch, not a notice: "within 7 days before", "allow a week before"."""
    first = match.start()
    if (match["bound"] == ">" and _is_negated(tokens, first)) or (match["bound"] and tokens.is_cue(first, "stretches")):
        return True
    return not tokens.lexicon.cues["takes"].isdisjoint(tokens.keys[max(0, first - _TAKES_WORDS_BACK) : first])
