"""Tokens to times of day: "by 1pm", "15h00", "half past nine", "before noon Central", "at 3 (Pacific)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import ClockTime

_DOTTED = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
_MILITARY = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_TIME = re.compile(
    r"(?P<bound>[yv~UA])?t?(?:(?P<full>[nw]K?P|kP?|N|[nw]KP?|H[nw]P?)|(?P<letter>nl)|(?P<bare>[nw]))(?P<zone>\(?Z\)?)?"
)
_NOT_A_TIME = frozenset("ulWbcs%$dnw-/~:jp(r&J")
_CLAUSE_ENDS = ("", ".", ",", ";", ")", "(", "¶", "V", "B", "D", "Z", "X", "S")
_UNTIL = ("until", "till", "til", "up")
_PLACES = ("at", "cutoff", "cut-off", "deadline")
_FIRST_BARE_MORNING_HOUR = 7
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
    if sort == "H":
        return _past_hour(tokens, index)
    if sort in "nw":
        return _number(tokens, index)
    return None


def _past_hour(tokens: Tokens, index: int) -> Clock | None:
    """As in "half past nine", "quarter to nine"."""
    clock = read_clock(tokens, index + 1) if tokens.classes[index + 1 : index + 2] in ("n", "w") else None
    if clock is None or clock.minute:
        return None
    minute = tokens.payloads[index]
    hour = clock.hour if minute > 0 else clock.hour - 1
    return Clock(hour, minute % 60, clock.half, True, clock.last)


def _number(tokens: Tokens, index: int) -> Clock | None:
    key = tokens.keys[index] if tokens.classes[index] == "n" else ""
    parts = _DOTTED.fullmatch(key) or _MILITARY.fullmatch(key)
    if parts:
        return _with_half(tokens, index + 1, int(parts[1]), int(parts[2]), False, dotted="." in key)
    hour = tokens.payloads[index]
    if not isinstance(hour, int) or not 0 <= hour <= 24:
        return None
    return _with_half(tokens, index + 1, hour, 0, False)


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
        zone, end_token = zone_at(tokens, clock.last)
        start, end = tokens.span(match.start(), end_token)
        core_start, core_end = tokens.span(first, clock.last)
        side = _SIDES.get(match["bound"] or "")
        yield Amount(ClockTime(_written(clock), zone), start, end, core_start, core_end, bound=side)


def _is_time(tokens: Tokens, match: re.Match[str], shape: str, clock: Clock) -> bool:
    if shape == "full":
        return True
    cued = match["bound"] in ("y", "v") or _is_until(tokens, match) or _is_place(tokens, match, clock)
    if shape == "letter":
        return cued and tokens.keys[clock.last - 1] == "h" and clock.hour <= 24
    zone, last = zone_at(tokens, clock.last)
    following = tokens.classes[last : last + 1] if zone is None else ""
    military = len(tokens.keys[match.start("bare")]) == 4 and tokens.keys[match.start("bare")].isdigit()
    return cued and 0 < clock.hour <= 24 and following not in _NOT_A_TIME and not military


def _is_place(tokens: Tokens, match: re.Match[str], clock: Clock) -> bool:
    """Whether "at" stands before a bare hour that ends its clause, so that it counts nothing ("at two sites")."""
    first = match.start()
    return (
        first > 0
        and tokens.classes[first - 1] == "x"
        and tokens.keys[first - 1] in _PLACES
        and tokens.classes[clock.last : clock.last + 1] in _CLAUSE_ENDS
    )


def _is_until(tokens: Tokens, match: re.Match[str]) -> bool:
    return match["bound"] == "~" and tokens.keys[match.start()] in _UNTIL


def _written(clock: Clock) -> str:
    """As in "HH:MM"; a bare hour before seven is in the afternoon, midnight is 00:00."""
    minutes = clock.minutes()
    if not clock.half and not clock.daylong and clock.hour < _FIRST_BARE_MORNING_HOUR:
        minutes += 12 * 60
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
