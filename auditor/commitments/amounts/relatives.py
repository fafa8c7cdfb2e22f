"""Tokens to durations said by the calendar: "same day", "by the end of the next working day", "tomorrow", "by day 60".

The day of the event is 0, the next is 1. With "by", "before" or "end of" the value is an upper bound, except behind a
clock time ("by 6pm the next day" is 1..1); the day of the event is always 0..0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Duration, Number, Unit

_BEFORE = r"(?P<bound>[yUvM~])?(?P<end>E(?:t?u(?=O?[VX])O?|[BO]|t(?=[uebrs]))?)?[tf]?"
_RELATIVE = re.compile(
    rf"""{_BEFORE}(?:
        (?P<word>Ve?)
      | (?P<near>[SXT]-?b{{0,2}}-?[ueW])
      | (?P<ordinal>[rFs]-?b{{0,2}}-?u)
      | (?P<count>b{{0,2}}u-?[nw](?:[~-](?:b{{0,2}}u)?-?[nw])?(?![nwbcu%$dPK:/]))
    )""",
    re.VERBOSE,
)
_THE_DAY = re.compile(
    r"""(?P<bound>[yUvM~])?(?P<end>E[BO]?)?B?
        (?:(?P<later>tb?[ue](?:A|X(?![bue])))|(?P<earlier>(?:t|Fb?|T)?b?[ue]v)|(?P<same>t[ue](?=[gt]|Ob?x))|(?P<close>(?<=E)[tT]?u(?![nw]))|(?P<business>(?<=E))|(?P<out>(?<=v)tb?u(?!v))|(?P<on>(?<=B)tu))""",
    re.VERBOSE,
)
_DAYS_NAMED = ("later", "earlier", "same", "close", "out", "on", "business")
_CLOCK = frozenset("PkNKZ")
_DAYS = (Unit.DAY, Unit.BUSINESS_DAY)
_COUNTED = (*_DAYS, Unit.WEEK, Unit.MONTH)


def find_relatives(tokens: Tokens) -> Iterator[Amount]:
    """Every relative day, counted day and day named by its event."""
    for match in _RELATIVE.finditer(tokens.classes):
        yield from _relative(tokens, match)
    for match in _THE_DAY.finditer(tokens.classes):
        yield from _the_day(tokens, match)


def _relative(tokens: Tokens, match: re.Match[str]) -> Iterator[Amount]:
    shape = next(name for name in ("word", "near", "ordinal", "count") if match[name])
    first, last = match.span(shape)
    reading = _SHAPES[shape](tokens, first, last)
    if reading is None:
        return
    low, high, business = reading
    side = _side(tokens, match)
    unit = _day(business)
    if shape == "count" and not business:
        unit = _counted_unit(tokens, first, last)
        if unit is not Unit.DAY and side is None:
            return
    closed = side == "upper" and low == high and high > 0
    yield _amount(tokens, match, first, Duration(None if closed else low, high, unit), side)


def _side(tokens: Tokens, match: re.Match[str]) -> str | None:
    if match["end"]:
        return "upper"
    if match["bound"] == "~":
        return "upper" if match["count"] else None
    behind_clock = match.start() > 0 and tokens.classes[match.start() - 1] in _CLOCK
    return "upper" if match["bound"] in ("y", "U", "v", "M") and not behind_clock else None


def _day(business: bool) -> Unit:
    return Unit.BUSINESS_DAY if business else Unit.DAY


def _amount(tokens: Tokens, match: re.Match[str], first: int, value: Duration, side: str | None) -> Amount:
    start, end = tokens.span(match.start(), match.end())
    return Amount(value, start, end, tokens.starts[first], end, bound=side, relative=True)


Days = tuple[Number, Number, bool]


def _word(tokens: Tokens, first: int, last: int) -> Days | None:
    days, business = tokens.payloads[first]
    return days, days, business


def _near(tokens: Tokens, first: int, last: int) -> Days | None:
    """As in "same day", "next business day", "that evening"; "next week" and "these days" are none."""
    if not _is_day(tokens, last - 1):
        return None
    days = 1 if tokens.classes[first] == "X" else 0
    business = "b" in tokens.classes[first:last] or tokens.classes[last - 1] == "W" or _is_business(tokens, last - 1)
    return days, days, business


def _ordinal(tokens: Tokens, first: int, last: int) -> Days | None:
    """As in "the third working day"; "the third week" is none here."""
    business = "b" in tokens.classes[first:last] or _is_business(tokens, last - 1)
    if not _is_day(tokens, last - 1) or (tokens.classes[first] == "F" and not business):
        return None
    days = {"F": 1, "s": 2}.get(tokens.classes[first]) or tokens.payloads[first]
    return days, days, business


def _count(tokens: Tokens, first: int, last: int) -> Days | None:
    """As in "day 60", "day 31 thru day 60", "business day five", "week 12"; "per day 3" is none."""
    classes = tokens.classes[first:last]
    at = first + classes.index("u")
    if (
        tokens.payloads[at].times != 1
        or tokens.payloads[at].unit not in _COUNTED
        or tokens.is_plural(at)
        or (first and tokens.classes[first - 1] in "SXTaRnwi")
    ):
        return None
    numbers = [tokens.payloads[index] for index in range(first, last) if tokens.classes[index] in "nw"]
    if numbers[-1] % 1 or numbers[0] > numbers[-1]:
        return None
    return numbers[0], numbers[-1], "b" in classes


def _counted_unit(tokens: Tokens, first: int, last: int) -> Unit:
    unit: Unit = next(tokens.payloads[index].unit for index in range(first, last) if tokens.classes[index] == "u")
    return unit


def _is_day(tokens: Tokens, index: int) -> bool:
    """Whether the token names one day: a part of the day, a weekday, or the unit "day" in the singular."""
    if tokens.classes[index] == "u" and tokens.payloads[index].unit not in _DAYS:
        return False
    return not tokens.is_plural(index)


def _the_day(tokens: Tokens, match: re.Match[str]) -> Iterator[Amount]:
    shape = next(name for name in _DAYS_NAMED if match[name] is not None)
    first, last = match.span(shape)
    if shape == "business":
        yield from _close_of_business(tokens, match)
        return
    day = next(index for index in range(first, last) if tokens.classes[index] in "ue")
    if not _is_day(tokens, day) or (shape == "earlier" and not _is_the_day_before(tokens, match, first, day)):
        return
    if shape == "out" and not tokens.keys[day].endswith("'s") and tokens.keys[last : last + 1] != ["is"]:
        return
    unit = _day("b" in tokens.classes[first:last] or _is_business(tokens, day))
    value = {"later": Duration(1, 1, unit), "earlier": Duration(1, None, unit)}.get(shape, Duration(0, 0, unit))
    start, end = tokens.span(match.start(), last)
    yield Amount(
        value, start, end, tokens.starts[first], end, bound="lower" if shape == "earlier" else None, relative=True,
        before=shape == "earlier", after=shape == "later",
    )  # fmt: skip


def _close_of_business(tokens: Tokens, match: re.Match[str]) -> Iterator[Amount]:
    """As in "by close of business" with no day: that of the event."""
    end = match.start("end")
    if tokens.payloads[end] and match["bound"]:
        start, core = tokens.starts[match.start()], tokens.span(end, end + 1)
        yield Amount(Duration(0, 0, Unit.DAY), start, core[1], *core, relative=True)


def _is_business(tokens: Tokens, index: int) -> bool:
    return tokens.classes[index] == "u" and tokens.payloads[index].unit is Unit.BUSINESS_DAY


def _is_the_day_before(tokens: Tokens, match: re.Match[str], first: int, day: int) -> bool:
    """As in "the day before", "the last working day before"; not "5 days before" or "a day before"."""
    return (first < day and tokens.classes[first] in "tT") or (first > 0 and tokens.classes[first - 1] in "tx")


_SHAPES = {"word": _word, "near": _near, "ordinal": _ordinal, "count": _count}
