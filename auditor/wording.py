"""Values in words: how a quantity, a scope or a share is written wherever a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.model import Clock, ClockTime, Duration, Money, Number, Percent, Quantity, Schedule, Scope, Unit, Words

_UNITS = {
    Unit.MINUTE: "minute",
    Unit.HOUR: "hour",
    Unit.BUSINESS_HOUR: "business hour",
    Unit.DAY: "day",
    Unit.BUSINESS_DAY: "business day",
    Unit.WEEK: "week",
    Unit.MONTH: "month",
    Unit.YEAR: "year",
}
_SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€"}


def number(value: Number) -> str:
    """`3`, `2.5`, `1,200`: no trailing zeros, thousands separated."""
    return f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def units(value: Number, unit: Unit) -> str:
    """`1 day`, `5 business days`; seconds where a minute is a fraction (`20 seconds`)."""
    if unit is Unit.MINUTE and 0 < value < 1:
        seconds = round(value * 60)
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{number(value)} {_UNITS[unit]}{'' if value == 1 else 's'}"


def say(value: Quantity) -> str:
    """The value as a person would say it: `3–5 business days`, `$75`, `free`, `Mo-Fr 09:00-17:00`."""
    match value:
        case Duration():
            return _say_duration(value)
        case Money():
            return _say_money(value)
        case Percent():
            return f"{number(value.value)} %"
        case ClockTime():
            return f"{value.time}{f' {value.tz}' if value.tz else ''}"
        case Schedule():
            return f"{value.schedule}{f' {value.tz}' if value.tz else ''}"
        case Words():
            return f"“{value.text}”"


def _say_duration(value: Duration) -> str:
    low, high, unit = value.low, value.high, value.unit
    if unit is Unit.LIFETIME:
        return "lifetime"
    if low is None:
        return "no stated limit" if high is None else f"up to {units(high, unit)}"
    if high is None:
        return f"at least {units(low, unit)}"
    if low == high == 0:
        return "the same day" if unit in (Unit.DAY, Unit.BUSINESS_DAY) else "at once"
    return units(high, unit) if low == high else f"{number(low)}–{units(high, unit)}"


def say_calendar_days(value: Duration, days: tuple[float, float], where: str | None = None) -> str:
    """`5 business days are 7 to 11 calendar days in the US`: the fewest and most `days` of `value`, `where` as said."""
    fewest, most = days
    both = number(most) if fewest == most else f"{number(fewest)} to {number(most)}"
    verb = "is" if value.high == 1 else "are"
    noun = "calendar day" if fewest == most == 1 else "calendar days"
    return f"{_say_duration(value)} {verb} {both} {noun}" + (f" in {where}" if where else "")


_DAY_NAMES = {
    "Mo": "Monday",
    "Tu": "Tuesday",
    "We": "Wednesday",
    "Th": "Thursday",
    "Fr": "Friday",
    "Sa": "Saturday",
    "Su": "Sunday",
}


def say_hours_apart(minutes_by_day: Mapping[str, int]) -> str:
    """`3 hours less on Saturday`, of the minutes that a schedule is open more (below 0: less) on days (`Mo` … `Su`).

    Days of one difference go together: `1 hour more on Monday, Tuesday and Friday`. Nothing where there is none.
    """
    days: dict[int, list[str]] = {}
    for day, minutes in minutes_by_day.items():
        if minutes:
            days.setdefault(minutes, []).append(_DAY_NAMES[day])
    return "; ".join(f"{_hours(minutes)} on {_listed(names)}" for minutes, names in days.items())


def _hours(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    parts = [units(hours, Unit.HOUR)] * bool(hours) + [units(rest, Unit.MINUTE)] * bool(rest)
    return f"{' '.join(parts)} {'more' if minutes > 0 else 'less'}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(", ".join(names).rsplit(", ", 1))


def _say_money(value: Money) -> str:
    if not value.amount:
        return "free"
    amount = f"{value.amount:,.2f}".removesuffix(".00")
    if value.currency is None:
        return amount
    symbol = _SYMBOLS.get(value.currency)
    return f"{symbol}{amount}" if symbol else f"{amount} {value.currency}"


def say_scope(scope: Scope) -> str:
    """`standard, US, if unopened`; `everything` where no field is set."""
    parts = [p for p in (scope.service, scope.region, scope.product, scope.customer, scope.condition) if p]
    return ", ".join(parts) or "everything"


_EVENTS = {
    "ordered": "order",
    "dispatched": "dispatch",
    "received": "receipt",
    "reported": "report",
    "requested": "request",
    "delivered": "delivery",
    "approved": "approval",
}


def say_start(clock: Clock) -> str:
    """` from dispatch`, with a space in front; nothing where no event is named that starts the clock."""
    return f" from {_EVENTS.get(clock.from_, clock.from_)}" if clock.from_ else ""


_ENDS = {
    "dispatched": "dispatch",
    "delivered": "delivery",
    "refund_issued": "the refund",
    "refund_credited": "the credit",
    "answered": "an answer",
    "resolved": "a solution",
}


def say_clock(clock: Clock) -> str:
    """`from dispatch to delivery`, with the events that are known; nothing where none is."""
    end = f"to {_ENDS.get(clock.to, clock.to.replace('_', ' '))}" if clock.to else ""
    return f"{say_start(clock)} {end}".strip()


def share(rate: float) -> str:
    """`94.9 %` for 0.949: one decimal, none for whole percents."""
    return f"{rate * 100:.1f}".removesuffix(".0") + " %"


def topic_name(topic: str) -> str:
    """`delivery time` for `delivery_time`."""
    return topic.replace("_", " ")
