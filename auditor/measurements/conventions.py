"""A request to sentences that say how its time was counted, as the report prints them."""

from __future__ import annotations

from auditor.measurements.calendars import Calendar
from auditor.measurements.engine import Request
from auditor.model import Unit

_DAY0 = {
    "roll_forward": "A case that starts on a closed day starts on the next open one; the open day after that is day 1",
    "count_start": "Open days are counted from the start day on, without the day it ended",
    "after_start": "Open days are counted after the start day, up to and with the day it ended",
}


def conventions(request: Request) -> tuple[str, ...]:
    """What is counted, between which columns, in whose time, and which days are free."""
    measure, calendar = request.measure, request.calendar
    said = [f"Counted from `{measure.start}` to `{measure.end}`"]
    if request.unit is Unit.BUSINESS_DAY:
        said += [f"Business days are {_open(calendar)}", _DAY0[calendar.day0]]
        if calendar.cutoff:
            said.append(f"A case that starts at or after {calendar.cutoff} starts on the next business day")
    elif request.unit is Unit.BUSINESS_HOUR:
        said.append(f"Business hours are {calendar.hours} on {_open(calendar)}")
    elif request.unit is Unit.DAY:
        said.append("Days are differences of calendar dates")
    else:
        said.append("Hours and minutes run around the clock, rounded up by less than 1 %")
    said.append(f"Dates are those of {calendar.timezone}")
    if measure.timezone and measure.timezone != calendar.timezone:
        said.append(f"Time stamps without an offset are in {measure.timezone}")
    said.append("Cases still open count up to their age (Kaplan-Meier), beyond the limit as late")
    return tuple(said)


def _open(calendar: Calendar) -> str:
    """`Mo-Fr without the public holidays of US`."""
    where = " ".join(part for part in (calendar.country, calendar.subdivision) if part)
    return f"{calendar.days} without the public holidays of {where}" if where else f"{calendar.days}, holidays included"
