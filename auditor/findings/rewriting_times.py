"""A time of day where it is written to another written in the same manner."""

from __future__ import annotations

import re
from functools import cache

from auditor.model import ClockTime


@cache
def time_pattern() -> re.Pattern[str]:
    """An expression for a time by the 12-hour clock (`hour`, `minute`, `gap`, `half`) or by the 24-hour one."""
    return re.compile(
        r"\b(?P<hour>\d{1,2})(?:(?P<dot>[:.])(?P<minute>\d\d))?(?P<gap>\s?)(?P<half>[ap]\.?m\b\.?)"
        r"|\b(?P<hours>\d{1,2})(?P<colon>[:.])(?P<minutes>\d\d)\b(?!\s?[ap]\.?m)|\b(?:noon|midday|midnight)\b",
        re.IGNORECASE,
    )


def rewritten_time(place: re.Match[str], value: ClockTime, model: ClockTime, quote: str) -> str | None:
    """The time of `model` as `2pm`, `2:30 p.m.` or `14:30`, as `place` writes its own; in words, as the model does.

    None where the two name different time zones, or where the model writes no time of its own.
    """
    if value.tz and model.tz and value.tz != model.tz:
        return None
    hour, minute = (int(part) for part in model.time.split(":"))
    if place["half"]:
        return _by_half_day(place, hour, minute)
    if place["hours"]:
        return f"{hour:0{len(place['hours'])}d}{place['colon']}{minute:02d}"
    written = [one.group() for one in time_pattern().finditer(quote)]
    return written[0] if len(written) == 1 else None


def _by_half_day(place: re.Match[str], hour: int, minute: int) -> str | None:
    if hour >= 24:
        return None
    half = ("p" if hour >= 12 else "a") + place["half"][1:].lower()
    if place["half"][0].isupper():
        half = half.upper()
    minutes = f"{place['dot'] or ':'}{minute:02d}" if minute or place["minute"] else ""
    return f"{(hour + 11) % 12 + 1}{minutes}{place['gap']}{half}"
