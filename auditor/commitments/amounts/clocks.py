"""Tokens to times of day: "by 1pm", "15h00", "half past nine", "before noon Central", "at 3 (Pacific)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import ClockTime, Unit

_DOTTED = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
MILITARY = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_TIME = re.compile(
    r"(?P<bound>[yv~UA])?t?(?:(?P<full>[nw]K?P|kP?|N|[nw]KP?|H[nw]P?|(?<=[yv~UA])h[nw]P?(?![-~]?[nwbcul]))|(?P<letter>nl)|(?P<bare>[nw]))(?P<zone>\(?Z\)?)?"
)
_DEADLINE = re.compile(r"[yv](?![^-:(DGW])")
_NOT_A_TIME = frozenset("ulWbcs%$dnw-/~:jp(r&J")
_BESIDE = frozenset("&(:")
_CLAUSE_ENDS = ("", ".", ",", ";", ")", "(", "¶", "V", "B", "D", "Z", "X", "S")
_FIRST_BARE_MORNING_HOUR = 7
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_SIDES = {"y": "upper", "v": "upper", "~": "upper", "U": "upper", "A": "lower"}


class Clock(Struct, frozen=True):
    """A time as written: `half` is "am", "pm" or None; `exact` where more than a bare hour says that it is a time.

    `last` is the index behind its last token; `daylong` where the hour is written on the 24-hour clock.
    """

    hour: int
    minute: int
    half: str | None
    exact: bool
    last: int
    daylong: bool = False
    dotted: bool = False

    def minutes(self) -> int:
        """Minutes after midnight, a bare hour taken as it stands."""
        hour = self.hour
        if self.half:
            hour = hour % 12 + (12 if self.half == "pm" else 0)
        return hour * 60 + self.minute


def read_clock(tokens: Tokens, index: int) -> Clock | None:
    """The time that begins at token `index`, None where none does."""
    if index >= len(tokens.classes):
        return None
    sort = tokens.classes[index]
    if sort == "N":
        hour = int(tokens.payloads[index][:2])
        return Clock(hour, 0, None, True, index + 1, daylong=True)
    if sort == "k":
        hour, minute = tokens.payloads[index]
        return _with_half(tokens, index + 1, hour, minute, True)
    if sort in "Hh":
        return _past_hour(tokens, index)
    if sort in "nw":
        return _number(tokens, index)
    return None


def _past_hour(tokens: Tokens, index: int) -> Clock | None:
    """As in "half past nine", "quarter to nine", "half nine" (in some languages half an hour before nine)."""
    clock = read_clock(tokens, index + 1) if tokens.classes[index + 1 : index + 2] in ("n", "w") else None
    if clock is None or clock.minute or not 0 < clock.hour <= 12:
        return None
    minute = tokens.payloads[index] if tokens.classes[index] == "H" else tokens.lexicon.language.half_hour
    hour = clock.hour if minute > 0 else clock.hour - 1
    return Clock(hour, minute % 60, clock.half, True, clock.last)


def _number(tokens: Tokens, index: int) -> Clock | None:
    key = tokens.keys[index] if tokens.classes[index] == "n" else ""
    parts = _DOTTED.fullmatch(key) or MILITARY.fullmatch(key)
    if parts:
        last = index + 1 + (len(key) == 4 and "." not in key and _is_hours(tokens, index + 1))
        return _with_half(tokens, last, int(parts[1]), int(parts[2]), last > index + 1, dotted="." in key)
    hour = tokens.payloads[index]
    if not isinstance(hour, int) or not 0 <= hour <= 24:
        return None
    return _with_half(tokens, index + 1, hour, 0, False)


def _is_hours(tokens: Tokens, index: int) -> bool:
    return tokens.classes[index : index + 1] == "u" and tokens.payloads[index].unit is Unit.HOUR


def _with_half(tokens: Tokens, last: int, hour: int, minute: int, exact: bool, dotted: bool = False) -> Clock:
    key = tokens.keys[last - 1]
    daylong = hour > 12 or hour == 0 or (key.startswith("0") and exact)
    half = None
    if tokens.classes[last : last + 1] == "K":
        last, exact = last + 1, True
    following = tokens.classes[last : last + 1]
    if following == "P":
        half, last = tokens.payloads[last], last + 1
    elif following in ("a", "p", "l") and following and tokens.glued(last) and tokens.keys[last] in ("a", "p", "h"):
        half = {"a": "am", "p": "pm"}.get(tokens.keys[last])
        exact, daylong, last = True, daylong or half is None, last + 1
    if half and hour > 12:
        half = None
    return Clock(hour, minute, half, exact or half is not None, last, daylong, dotted)


def zone_at(tokens: Tokens, index: int) -> tuple[str | None, int]:
    """The time zone as written at token `index`, perhaps in brackets, and the index behind it."""
    opened = tokens.classes[index : index + 1]
    bracket = opened == "("
    at = index + (opened in ("(", ","))
    if tokens.keys[at + 1 : at + 2] == ["time"] and tokens.classes[at] == "x" and _is_capital(tokens, at):
        return tokens.text[tokens.starts[at] : tokens.ends[at + 1]], at + 2
    if tokens.classes[at : at + 1] != "Z":
        return None, index
    closed = bracket and tokens.classes[at + 1 : at + 2] == ")"
    return tokens.text[tokens.starts[at] : tokens.ends[at]], at + 1 + closed


def _is_capital(tokens: Tokens, index: int) -> bool:
    return tokens.text[tokens.starts[index]].isupper()


def find_times(tokens: Tokens) -> Iterator[Amount]:
    """Every time of day; a bare hour only behind "by", "before", "until" or "at"."""
    for match in _TIME.finditer(tokens.classes):
        shape = next(name for name in ("full", "letter", "bare") if match[name])
        first = match.start(shape)
        clock = read_clock(tokens, first)
        if clock is None or not _is_time(tokens, match, shape, clock):
            continue
        if match["bound"] and tokens.is_cue(clock.last, "clock_units"):
            clock = structs.replace(clock, last=clock.last + 1)
        zone, end_token = zone_at(tokens, _behind_noon(tokens, clock.last))
        start, end = tokens.span(match.start(), end_token)
        core_start, core_end = tokens.span(first, clock.last)
        side = _SIDES.get(match["bound"] or "")
        yield Amount(ClockTime(_written(clock), zone), start, end, core_start, core_end, bound=side)


def _behind_noon(tokens: Tokens, index: int) -> int:
    """The index behind a noon or midnight in brackets that says again what the time before it says."""
    return index + 3 if tokens.classes[index : index + 3] == "(N)" else index


def find_cell_time(tokens: Tokens, heads: Iterable[Tokens]) -> Iterator[Amount]:
    """The time that a text consists of, written with a dot, where a head says so: "16.45" under "Order by"."""
    if tokens.classes == "n" and _DOTTED.fullmatch(tokens.keys[0]) and any(map(_names_deadline, heads)):
        clock = read_clock(tokens, 0)
        if clock is not None:
            span = tokens.span(0, 1)
            yield Amount(ClockTime(_written(clock), None), *span, *span)


def _names_deadline(head: Tokens) -> bool:
    """As in "Cut-off", "Order by (weekdays)"; not "Price by weight"."""
    named = any(head.is_cue(index, "deadlines") for index in range(len(head.keys)))
    return named or bool(_DEADLINE.search(head.classes))


def _is_time(tokens: Tokens, match: re.Match[str], shape: str, clock: Clock) -> bool:
    if shape == "full":
        return True
    cued = match["bound"] in ("y", "v") or _is_until(tokens, match) or _is_place(tokens, match, clock)
    if shape == "letter":
        return cued and tokens.keys[clock.last - 1] == "h" and clock.hour <= 24
    if cued and tokens.is_cue(clock.last, "clock_units"):
        return 0 < clock.hour <= 24
    zone, last = zone_at(tokens, clock.last)
    following = tokens.classes[last : last + 1] if zone is None else ""
    if following == "&" and tokens.classes[last + 1 : last + 2] not in ("n", "w"):
        following = ""
    digits = tokens.keys[match.start("bare")]
    military = len(digits) == 4 and digits.isdigit()
    return (
        cued
        and 0 < clock.hour <= 24
        and following not in (_NOT_A_TIME - _BESIDE if clock.dotted else _NOT_A_TIME)
        and not (military and _is_year(digits))
    )


def _is_year(digits: str) -> bool:
    return _EARLIEST_YEAR <= int(digits) <= _LATEST_YEAR


def _is_place(tokens: Tokens, match: re.Match[str], clock: Clock) -> bool:
    """Whether "at" stands before a bare hour that ends its clause, so that it counts nothing ("at two sites")."""
    first = match.start()
    return (
        first > 0
        and tokens.classes[first - 1] == "x"
        and tokens.is_cue(first - 1, "places")
        and tokens.classes[clock.last : clock.last + 1] in _CLAUSE_ENDS
    )


def _is_until(tokens: Tokens, match: re.Match[str]) -> bool:
    cues = {"~": "until", "U": "until_upper"}.get(match["bound"] or "")
    return cues is not None and tokens.is_cue(match.start(), cues)


def _written(clock: Clock) -> str:
    """As in "HH:MM"; a bare hour before seven is in the afternoon, midnight is 00:00."""
    minutes = clock.minutes()
    if not clock.half and not clock.daylong and clock.hour < _FIRST_BARE_MORNING_HOUR:
        minutes += 12 * 60
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
