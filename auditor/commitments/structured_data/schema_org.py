"""The values of schema.org's fields to quantities; None for whatever cannot be read without guessing.

Units are those of UN/CEFACT that schema.org names (DAY, HUR, ANN ...), their one-letter forms and plain words. A value
without a unit is not read, nor is a minimum above its maximum.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from auditor.commitments.structured_data.json_ld import Field, Json, last_part, texts
from auditor.model import ClockTime, Duration, Money, Number, Percent, Schedule, Unit

_UNITS = {
    **dict.fromkeys(("day", "d", "days"), Unit.DAY),
    **dict.fromkeys(("business day", "business days", "businessday", "businessdays"), Unit.BUSINESS_DAY),
    **dict.fromkeys(("hur", "h", "hour", "hours"), Unit.HOUR),
    **dict.fromkeys(("min", "minute", "minutes"), Unit.MINUTE),
    **dict.fromkeys(("wee", "w", "wk", "week", "weeks"), Unit.WEEK),
    **dict.fromkeys(("mon", "month", "months"), Unit.MONTH),
    **dict.fromkeys(("ann", "a", "y", "year", "years"), Unit.YEAR),
}
_ISO_DURATION = re.compile(r"P(?:(\d+)Y|(\d+)M|(\d+)W|(\d+)D|T(\d+)H|T(\d+)M)", re.IGNORECASE)
_ISO_UNITS = (Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY, Unit.HOUR, Unit.MINUTE)
_CLOCK = re.compile(r"T?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_NUMBER = re.compile(r"[^\d,.]*(\d+(?:[,.]\d{3})*(?:[.,]\d{1,2})?|\d+(?:\.\d+)?)\s*[^\d,.]*")
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_NAMES = {day.lower(): day for day in _DAYS} | {
    "monday": "Mo", "tuesday": "Tu", "wednesday": "We", "thursday": "Th", "friday": "Fr", "saturday": "Sa",
    "sunday": "Su", "publicholidays": "PH",
}  # fmt: skip
_WRITTEN_HOURS = re.compile(
    r"(?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su|PH))*\s+)?"
    r"\d{1,2}:\d{2}-\d{1,2}:\d{2}(?:,\d{1,2}:\d{2}-\d{1,2}:\d{2})*"
)


# ── durations and times ──────────────────────────────────────────────────────────────────────────────────────


def duration(field: Field) -> Duration | None:
    """A QuantitativeValue, the `duration` of a ServicePeriod, or an ISO 8601 duration of one unit ("P2Y")."""
    value = _quantity(field.value)
    if isinstance(value, str):
        written = _ISO_DURATION.fullmatch(value.strip())
        if written is None:
            return None
        place = next(i for i, part in enumerate(written.groups()) if part)
        return Duration(int(written.groups()[place]), int(written.groups()[place]), _ISO_UNITS[place])
    if not isinstance(value, dict):
        return None
    unit = _unit(value)
    exact = _number(value.get("value"))
    low, high = (_number(value.get(key)) if exact is None else exact for key in ("minValue", "maxValue"))
    if unit is None or (low is None and high is None):
        return None
    return None if low is not None and high is not None and low > high else Duration(low, high, unit)


def counts_in_days(value: Json) -> bool:
    """Whether a duration is written in DAY, which schema.org takes for business days where goods are shipped."""
    inner = _quantity(value)
    return isinstance(inner, dict) and _unit(inner) is Unit.DAY


def return_days(field: Field) -> Duration | None:
    """`merchantReturnDays` as a right that lasts exactly so long."""
    days = _number(field.value)
    return Duration(days, days, Unit.DAY) if days else None


def unlimited_returns(field: Field) -> Duration | None:
    """A return policy without a time limit."""
    unlimited = any(last_part(one) == "MerchantReturnUnlimitedWindow" for one in texts(field.value))
    return Duration(None, None, Unit.LIFETIME) if unlimited else None


def clock_time(field: Field) -> ClockTime | None:
    """A time of day with its zone as written ("14:30:00+10:00")."""
    written = _CLOCK.fullmatch(field.value.strip()) if isinstance(field.value, str) else None
    if written is None or int(written[1]) > 24 or int(written[2]) > 59:
        return None
    return ClockTime(f"{int(written[1]):02}:{written[2]}", written[3])


def _quantity(value: Json) -> Json:
    inner = value.get("duration") if isinstance(value, dict) else None
    return value if inner is None else inner


def _unit(value: dict[str, Json]) -> Unit | None:
    for key in ("unitCode", "unitText"):
        for written in texts(value.get(key)):
            unit = _UNITS.get(last_part(written).lower())
            if unit is not None:
                return unit
    return None


# ── money ────────────────────────────────────────────────────────────────────────────────────────────────────


def fee(field: Field) -> Money | None:
    """A MonetaryAmount or PriceSpecification; nothing to pay is 0 without a currency."""
    return _money(field.value)


def shipping_rate(field: Field) -> Money | None:
    """What shipping costs; None where it is free only from an order value on, or where nothing is shipped."""
    if field.node.get("doesNotShip") is True:
        return None
    amount = _money(field.value)
    return None if amount is not None and not amount.amount and _from(field.node) is not None else amount


def threshold(field: Field) -> Money | None:
    """The order value from which shipping is free."""
    amount = _money(field.value) or _from({"orderValue": field.value})
    return amount if amount is not None and amount.amount else None


def free_from(field: Field) -> Money | None:
    """The least order value of shipping conditions under which it costs nothing."""
    rate = _money(field.node.get("shippingRate"))
    return None if rate is None or rate.amount else _from(field.node)


def free_return(field: Field) -> Money | None:
    """0 where returns are free; who pays otherwise is no amount."""
    return Money(0) if any(last_part(one) == "FreeReturn" for one in texts(field.value)) else None


def restocking_fee(field: Field) -> Money | Percent | None:
    """An amount of money, or a plain number, which schema.org takes for percent."""
    if isinstance(field.value, dict):
        return _money(field.value)
    share = _number(field.value)
    return None if share is None else Percent(share)


def _from(node: dict[str, Json]) -> Money | None:
    value = node.get("orderValue")
    least = _number(value.get("minValue")) if isinstance(value, dict) else None
    return Money(least, _currency(value)) if isinstance(value, dict) and least else None


def _money(value: Json) -> Money | None:
    if isinstance(value, list):
        return _money(value[0]) if len(value) == 1 else None
    if not isinstance(value, dict):
        return None
    amount = next((n for key in ("value", "price", "maxValue") if (n := _number(value.get(key))) is not None), None)
    if amount is None:
        return None
    return Money(amount, _currency(value)) if amount else Money(0)


def _currency(value: dict[str, Json]) -> str | None:
    written = value.get("currency") or value.get("priceCurrency") or value.get("unitText")
    return written.strip().upper() if isinstance(written, str) else None


def _number(value: Json) -> Number | None:
    """A number or a text that holds one ("8.00", "1,299.00", "8,50"), whole where it can be; None below 0."""
    if isinstance(value, str):
        written = value.strip()
        if re.fullmatch(r"\d+,\d{1,2}", written):
            written = written.replace(",", ".")
        written = written.replace(",", "")
        value = float(written) if re.fullmatch(r"\d{1,15}(?:\.\d+)?", written) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        return None
    return int(value) if value == int(value) else value


# ── opening hours ────────────────────────────────────────────────────────────────────────────────────────────


def schedule(hours: str | None) -> Schedule | None:
    """The hours as a value."""
    return None if hours is None else Schedule(hours)


def specified_hours(value: object) -> str | None:
    """An OpeningHoursSpecification in opening_hours syntax; None for closed days and hours of a season."""
    if not isinstance(value, dict) or value.get("validFrom") or value.get("validThrough"):
        return None
    opens, closes = (_clock(value.get(key)) for key in ("opens", "closes"))
    if opens is None or closes is None or opens == closes:
        return None
    days = [_DAY_NAMES.get(last_part(one).lower()) for one in texts(value.get("dayOfWeek"))]
    if None in days:
        return None
    shown = _ranges(day for day in days if day is not None)
    if shown == "Mo-Su" and opens == "00:00" and closes in ("23:59", "24:00"):
        return "24/7"
    return f"{shown} {opens}-{closes}".strip()


def written_hours(value: object) -> str | None:
    """`openingHours` text, which is opening_hours syntax already; None where it is not."""
    if not isinstance(value, str):
        return None
    rules = re.split(r"\s*;\s*|\s*,\s*(?=[A-Z][a-z](?:[-,][A-Z][a-z])*\s+\d)|(?<=\d)\s+(?=[A-Z][a-z])", value.strip())
    return "; ".join(rules) if all(_WRITTEN_HOURS.fullmatch(rule) for rule in rules) else None


def _clock(value: Json) -> str | None:
    written = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    return None if written is None else f"{int(written[1]):02}:{written[2]}"


def _ranges(days: Iterable[str]) -> str:
    """`Mo-Fr,Su` for the days of it: three or more in a row as a range, in the order of the week, holidays last."""
    chosen = set(days)
    runs: list[list[str]] = []
    for i, day in enumerate(_DAYS):
        if day not in chosen:
            continue
        if runs and runs[-1][-1] == _DAYS[i - 1]:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = [f"{run[0]}-{run[-1]}" if len(run) > 1 else run[0] for run in runs]
    return ",".join(parts + (["PH"] if "PH" in chosen else []))
