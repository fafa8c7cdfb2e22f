"""Tokens to durations that are written with a number and a unit: "within 3-5 business days", "an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.bounds import AFTER, BEFORE, Reading, with_bounds
from auditor.commitments.amounts.clocks import MILITARY
from auditor.commitments.amounts.tokens import Tokens
from auditor.commitments.amounts.units import exact, plain, ratio, unit_of
from auditor.model import Duration, Number, Unit

NUMBER = "[nw]"
RANGE = r"(?:-?,?[~o]-?|[-/])"
_UNIT = r"-?[bc]{0,3}-?[ulsW]"
_JOINED = re.compile(
    rf"""{BEFORE}(?P<core>
        (?P<between>zf?{NUMBER}(?:{_UNIT})?&f?{NUMBER}{_UNIT})
      | (?P<sum>{NUMBER}-?[ul][&,]?{NUMBER}-?[uls](?:[&,]{{0,2}}{NUMBER}-?[uls])?)
      | (?P<span>[nwa]{_UNIT}[-~]f?[nwa]{_UNIT}(?:&a?[hq])?)
    ){AFTER}""",
    re.VERBOSE,
)
_SIMPLE = re.compile(
    rf"""{BEFORE}(?P<core>
        (?P<mixed>{NUMBER}-?&-?a?-?h{_UNIT})
      | (?P<range>{NUMBER}{RANGE}f?{NUMBER}[+<]?{_UNIT})
      | (?P<share>n(?:Oa?|a){_UNIT})
      | (?P<number>{NUMBER}[+<]?{_UNIT}(?:&a?h(?!{_UNIT}))?)
      | (?P<quarter>[aw]?-?q(?:Oa|O|-|a)?{_UNIT})
      | (?P<half>a?h-?a?{_UNIT})
      | (?P<nth>r-?u)
      | (?P<single>[aF]c?{_UNIT}(?:&a?h|o{NUMBER}(?![-~]?[nwbcul]))?)
    ){AFTER}""",
    re.VERBOSE,
)
_THE_UNIT = re.compile(r"(?P<bound>[Ui])t(?P<core>b?u)(?P<after>[AX])?")
_HALF = Fraction(1, 2)
_EVEN = 20
_PARTS = {"h": Fraction(1, 2), "q": Fraction(1, 4)}


def find_durations(tokens: Tokens) -> Iterator[Amount]:
    """Every duration of number and unit, with its bounds; shorter readings may lie within longer ones."""
    for expression in (_JOINED, _SIMPLE):
        for match in expression.finditer(tokens.classes):
            reading = _read(tokens, match)
            if reading is not None:
                yield with_bounds(tokens, match, reading)
    for match in _THE_UNIT.finditer(tokens.classes):
        yield from _the_unit(tokens, match)


def _read(tokens: Tokens, match: re.Match[str]) -> Reading | None:
    first, last = match.span("core")
    shape = next(name for name, span in match.groupdict().items() if span is not None and name in _READERS)
    return _READERS[shape](tokens, first, last)


def _numbers(tokens: Tokens, first: int, last: int) -> list[int]:
    return [index for index in range(first, last) if tokens.classes[index] in "nw"]


def _ends(tokens: Tokens, first: int, last: int) -> list[int]:
    return [index + 1 for index in range(first, last) if tokens.classes[index] in "ulsW"]


def _number(tokens: Tokens, first: int, last: int) -> Reading | None:
    half = tokens.classes[first:last].endswith("h")
    end = last - (tokens.classes[last - 2] == "a") - 2 if half else last
    unit = unit_of(tokens, first, end)
    if unit is None or _is_name(tokens, last):
        return None
    if unit.unit is Unit.HOUR and _is_military(tokens.keys[first]):
        return None
    if _is_share(tokens.payloads[first]):
        return _part(tokens, first, end, Fraction(tokens.payloads[first]).limit_denominator(12))
    value = exact(tokens.payloads[first], unit) + (exact(1, unit) * _HALF if half else 0)
    return Reading(value, value, unit.unit, first, last, tokens.classes[first + 1])


def _is_name(tokens: Tokens, index: int) -> bool:
    """Whether the words behind hours name the clock: "24-hour format", not "in 24 hours' time"."""
    return tokens.is_cue(index, "clock_names") and not tokens.is_plural(index - 1)


def _range(tokens: Tokens, first: int, last: int) -> Reading | None:
    one, two = _numbers(tokens, first, last)
    unit = unit_of(tokens, first, last)
    if unit is None:
        return None
    low, high = exact(tokens.payloads[one], unit), exact(tokens.payloads[two], unit)
    if any(tokens.is_cue(index, "falling") for index in range(one, two)):
        low, high = high, low
    if tokens.classes[one + 1] == "/" and low == 1 and high == 2 and not tokens.is_plural(last - 1):
        return _part(tokens, first, last, _HALF)
    if tokens.classes[one + 1] == "/" and low == 3 and high == 4 and not tokens.is_plural(last - 1):
        return _part(tokens, first, last, Fraction(3, 4))
    if low > high and tokens.classes[first - 1 : first] == "m" and tokens.classes[last : last + 1] in ("v", "Q"):
        return Reading(high, low, unit.unit, first, last)
    if low > high:
        return Reading(high, high, unit.unit, two, last, tokens.classes[two + 1])
    return Reading(low, high, unit.unit, first, last, tokens.classes[two + 1])


def _between(tokens: Tokens, first: int, last: int) -> Reading | None:
    one, two = _numbers(tokens, first, last)
    return _apart(tokens, first, one, two, last)


def _span(tokens: Tokens, first: int, last: int) -> Reading | None:
    two = next(index for index in range(first + 1, last) if tokens.classes[index] in "nwa")
    return _apart(tokens, first, first, two, last)


def _apart(tokens: Tokens, first: int, one: int, two: int, last: int) -> Reading | None:
    """A range whose ends may have units of their own, in that of the second; the first where it does not come out even.

    "30 minutes to 2 hours" is 0.5..2 hours, "10 days to 2 weeks" 10..14 days.
    """
    ends = _ends(tokens, one, last)
    unit = unit_of(tokens, two, ends[-1])
    own = unit_of(tokens, one, ends[0]) if ends[0] < two else unit
    if unit is None or own is None:
        return None
    factor = Fraction(1) if unit.unit is Unit.BUSINESS_DAY and own.unit is Unit.DAY else ratio(own.unit, unit.unit)
    low = _count(tokens, one) * exact(1, own)
    high = (_count(tokens, two) + _PARTS.get(tokens.classes[last - 1], 0)) * exact(1, unit)
    if factor is None or low * factor > high:
        return None
    if _EVEN % (low * factor).denominator:
        return Reading(low, high / factor, own.unit, first, last)
    return Reading(low * factor, high, unit.unit, first, last)


def _count(tokens: Tokens, index: int) -> Fraction:
    return Fraction(1) if tokens.classes[index] == "a" else Fraction(tokens.payloads[index]).limit_denominator(10000)


def _sum(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Numbers of ever smaller units: "1 min 10 s", "2 hours 30 minutes", in the last unit."""
    numbers, ends = _numbers(tokens, first, last), _ends(tokens, first, last)
    units = [unit_of(tokens, number, end) for number, end in zip(numbers, ends, strict=True)]
    small = units[-1]
    total = Fraction(0)
    previous: Fraction | None = None
    for number, unit in zip(numbers, units, strict=True):
        factor = ratio(unit.unit, small.unit) if unit and small else None
        if unit is None or factor is None or (previous is not None and exact(1, unit) * factor >= previous):
            return None
        previous = exact(1, unit) * factor
        total += exact(tokens.payloads[number], unit) * factor
    return Reading(total, total, small.unit, first, last) if small else None


def _mixed(tokens: Tokens, first: int, last: int) -> Reading | None:
    unit = unit_of(tokens, first, last)
    if unit is None:
        return None
    value = exact(tokens.payloads[first], unit) + exact(1, unit) * _HALF
    return Reading(value, value, unit.unit, first, last)


def _share(tokens: Tokens, first: int, last: int) -> Reading | None:
    """As in "¾ of an hour"."""
    share = tokens.payloads[first]
    return _part(tokens, first, last, Fraction(share).limit_denominator(12)) if _is_share(share) else None


def _is_share(number: Number) -> bool:
    return number in (0.25, 0.5, 0.75)


def _is_military(digits: str) -> bool:
    """Whether digits are a time of the 24-hour clock: "1800 hrs"."""
    return bool(MILITARY.fullmatch(digits))


def _quarter(tokens: Tokens, first: int, last: int) -> Reading | None:
    count = tokens.payloads[first] if tokens.classes[first] == "w" else 1
    return _part(tokens, first, last, Fraction(count, 4)) if count in (1, 3) else None


def _half(tokens: Tokens, first: int, last: int) -> Reading | None:
    return _part(tokens, first, last, _HALF)


def _part(tokens: Tokens, first: int, last: int, share: Fraction) -> Reading | None:
    """Half an hour in minutes, half a year in months, half of another unit as it is."""
    unit = unit_of(tokens, first, last)
    if unit is None:
        return None
    smaller = {Unit.HOUR: Unit.MINUTE, Unit.YEAR: Unit.MONTH}.get(unit.unit, unit.unit)
    value = exact(1, unit) * share * (ratio(unit.unit, smaller) or 1)
    return Reading(value, value, smaller, first, last)


def _single(tokens: Tokens, first: int, last: int) -> Reading | None:
    """An article or "first" for one: "a week and a half", "an hour or two", "first month"; "twice a day" is a rate."""
    end = _ends(tokens, first, last)[0]
    if tokens.classes[end - 1] in "slW" or _is_rate(tokens, first):
        return None
    unit = unit_of(tokens, first, end)
    if unit is None:
        return None
    one = exact(1, unit)
    high = one
    if tokens.classes[last - 1] == "h":
        one = high = one + exact(1, unit) * _HALF
    elif end < last:
        high = exact(tokens.payloads[last - 1], unit)
    return Reading(one, high, unit.unit, first, last) if high >= one else None


def _nth(tokens: Tokens, first: int, last: int) -> Reading | None:
    """As in "a third year": as long as that many; days that are counted so are dates (relatives.py)."""
    unit = unit_of(tokens, first, last)
    if unit is None or unit.unit not in (Unit.WEEK, Unit.MONTH, Unit.YEAR) or tokens.is_plural(last - 1):
        return None
    value = exact(tokens.payloads[first], unit)
    return Reading(value, value, unit.unit, first, last)


def _is_rate(tokens: Tokens, first: int) -> bool:
    if tokens.classes[first] != "a" or not first:
        return False
    return tokens.classes[first - 1] in "nwu$d%k5p" or tokens.is_cue(first - 1, "rates")


def _the_unit(tokens: Tokens, match: re.Match[str]) -> Iterator[Amount]:
    """One unit named by "the": "within the hour", "in the fortnight after ordering"."""
    first, last = match.span("core")
    unit, upper = unit_of(tokens, first, last), match["bound"] == "U"
    plural = tokens.is_plural(last - 1)
    of_event = unit is not None and unit.unit is Unit.DAY and tokens.classes[last : last + 1] in ("g", "t")
    if unit is None or plural or of_event or not (upper or (match["after"] and unit.unit is not Unit.DAY)):
        return
    one = plain(exact(1, unit))
    value = Duration(None if upper else one, one, unit.unit)
    start, end = tokens.span(match.start(), last)
    core_start, core_end = tokens.span(first, last)
    yield Amount(value, start, end, core_start, core_end, bound="upper" if upper else None)


_READERS = {
    "mixed": _mixed, "range": _range, "number": _number, "quarter": _quarter, "half": _half,
    "single": _single, "nth": _nth, "between": _between, "sum": _sum, "span": _span,
    "share": _share,
}  # fmt: skip
