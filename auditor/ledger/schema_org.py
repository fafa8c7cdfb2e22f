"""Values of the ledger to the values of schema.org's fields; `Untold` with the reason where it has none for them.

The inverse of what `auditor.commitments.structured_data` reads. By convention the shipping times of schema.org count
business days in DAY, and nobody converts one kind of day into the other; return windows and warranties count calendar
time.
"""

from __future__ import annotations

import re
from typing import Any

from auditor.model import ClockTime, Duration, Money, Number, Percent, Quantity, Schedule, Unit
from auditor.wording import say

Node = dict[str, Any]

_SHIPPING_UNITS = {Unit.BUSINESS_DAY: "DAY", Unit.HOUR: "HUR", Unit.MINUTE: "MIN"}
_WARRANTY_UNITS = {Unit.DAY: "DAY", Unit.WEEK: "WEE", Unit.MONTH: "MON", Unit.YEAR: "ANN"}
_DAYS = {"Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday", "Fr": "Friday", "Sa": "Saturday",
         "Su": "Sunday", "PH": "PublicHolidays"}  # fmt: skip
_WEEK = tuple(_DAYS)[:7]
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_SPAN = r"\d{2}:\d{2}-\d{2}:\d{2}"
_RULE = re.compile(rf"(?:({_DAY}(?:[-,]{_DAY})*) )?({_SPAN}(?:,{_SPAN})*)")
_OFFSET = re.compile(r"Z|[+-]\d{2}:?\d{2}")


class Untold(Exception):
    """The reason why schema.org cannot say a value; shown to the user, never raised out of the export."""


def shipping_time(value: Quantity) -> Node:
    """Business days, hours or minutes as a QuantitativeValue."""
    if not isinstance(value, Duration):
        raise Untold(f"{say(value)} is no time")
    same_day = value.low == value.high == 0
    unit = "DAY" if same_day and value.unit is Unit.DAY else _SHIPPING_UNITS.get(value.unit)
    if unit is None:
        raise Untold(f"{say(value)} would be read as business days; say it in business days to export it")
    ends = {"minValue": value.low, "maxValue": value.high}
    known = {key: end for key, end in ends.items() if end is not None}
    return {"@type": "QuantitativeValue", **known, "unitCode": unit}


def cutoff(value: Quantity) -> str:
    """A time of day, with its offset where there is one."""
    if not isinstance(value, ClockTime) or (value.tz and not _OFFSET.fullmatch(value.tz)):
        raise Untold(f"{say(value)} names a zone, and schema.org wants an offset such as +01:00")
    return f"{value.time}:00{value.tz or ''}"


def money(value: Quantity) -> Node:
    """A MonetaryAmount; nothing to pay needs no currency."""
    if not isinstance(value, Money) or (value.amount and not value.currency):
        raise Untold(f"{say(value)} is no amount in a currency")
    return {"@type": "MonetaryAmount", "value": value.amount} | ({"currency": value.currency} if value.currency else {})


def least_order(value: Quantity) -> Node:
    """An order value from an amount on."""
    amount = money(value)
    return {"@type": "MonetaryAmount", "minValue": amount["value"], "currency": amount.get("currency")}


def return_window(value: Quantity) -> Node:
    """The fields of a MerchantReturnPolicy that say how long goods can be returned."""
    if isinstance(value, Duration) and value.unit is Unit.LIFETIME:
        return {"returnPolicyCategory": "https://schema.org/MerchantReturnUnlimitedWindow"}
    length = _length(value)
    if length is None or not isinstance(value, Duration) or value.unit not in (Unit.DAY, Unit.WEEK):
        raise Untold(f"{say(value)} is no number of calendar days")
    days = length * 7 if value.unit is Unit.WEEK else length
    return {
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": days,
    }


def return_fee(value: Quantity, prefix: str) -> Node:
    """The fields of a MerchantReturnPolicy that say what a return costs; `prefix` is that of a reason to return."""
    fees = f"{prefix}ReturnFees" if prefix else "returnFees"
    amount = f"{prefix}ReturnShippingFeesAmount" if prefix else "returnShippingFeesAmount"
    if isinstance(value, Percent) and not prefix:
        return {"restockingFee": value.value}
    if isinstance(value, Money) and not value.amount:
        return {fees: "https://schema.org/FreeReturn"}
    return {fees: "https://schema.org/ReturnShippingFees", amount: money(value)}


def warranty(value: Quantity) -> Node:
    """A WarrantyPromise."""
    length = _length(value)
    if length is None or not isinstance(value, Duration) or value.unit not in _WARRANTY_UNITS:
        raise Untold(f"{say(value)} is no single length of calendar time")
    time = {"@type": "QuantitativeValue", "value": length, "unitCode": _WARRANTY_UNITS[value.unit]}
    return {"@type": "WarrantyPromise", "durationOfWarranty": time}


def opening_hours(value: Quantity) -> list[Node]:
    """OpeningHoursSpecifications, one for each span of a day."""
    if not isinstance(value, Schedule):
        raise Untold(f"{say(value)} is no schedule")
    if value.schedule == "24/7":
        return [_specification("Mo-Su", "00:00", "23:59")]
    rules = [_RULE.fullmatch(rule.strip()) for rule in value.schedule.split(";")]
    return [
        _specification(rule[1] if rule else None, *span.split("-"))
        for rule in rules
        for span in (rule[2].split(",") if rule else _no_hours(value))
    ]


def _no_hours(value: Schedule) -> list[str]:
    raise Untold(f"{value.schedule} is more than days with hours")


def _specification(days: str | None, opens: str, closes: str) -> Node:
    named = [_DAYS[day] for part in days.split(",") for day in _between(part)] if days else []
    on = {"dayOfWeek": named} if named else {}
    return {"@type": "OpeningHoursSpecification", **on, "opens": opens, "closes": closes}


def _between(days: str) -> tuple[str, ...]:
    """`Mo-We` as its days; a range may run over the end of the week."""
    first, _, last = days.partition("-")
    if not last:
        return (first,)
    start, end = _WEEK.index(first), _WEEK.index(last)
    return _WEEK[start : end + 1] if start <= end else _WEEK[start:] + _WEEK[: end + 1]


def _length(value: Quantity) -> Number | None:
    """The one number of a duration that is no range."""
    return value.high if isinstance(value, Duration) and value.low in (None, value.high) else None
