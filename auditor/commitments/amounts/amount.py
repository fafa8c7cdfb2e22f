"""What the value grammar returns: a value with the place that states it."""

from __future__ import annotations

from msgspec import Struct

from auditor.model import ClockTime, Duration, Money, Percent, Quantity


class Amount(Struct, frozen=True):
    """One value in a text.

    `text[start:end]` is the quote, with the words that bound it ("within 3-5 business days", "OVER $85");
    `core_start`/`core_end` is the bare value ("3-5 business days"). `bound` is "upper", "lower" or None.
    `elided`: the unit or currency is taken from an earlier value or from a head. `relative`: a word such as
    "tomorrow" or "same day". `before`: time ahead of an event ("7 days before"), `after`: following one.
    """

    value: Quantity
    start: int
    end: int
    core_start: int
    core_end: int
    bound: str | None = None
    elided: bool = False
    relative: bool = False
    before: bool = False
    after: bool = False

    @property
    def kind(self) -> str:
        """`duration`, `money`, `percent`, `time` or `schedule`."""
        match self.value:
            case Duration():
                return "duration"
            case Money():
                return "money"
            case Percent():
                return "percent"
            case ClockTime():
                return "time"
            case _:
                return "schedule"
