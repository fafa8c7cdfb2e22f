"""What a statement says: quantities, strength, scope, clock, and the commitment that holds them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.documents import Concealment, Origin, Region, Touchpoint

Number = int | float


class Unit(StrEnum):
    """The units of a duration. Business days and calendar days are never converted into each other silently."""

    MINUTE = "minute"
    HOUR = "hour"
    BUSINESS_HOUR = "business_hour"
    DAY = "day"
    BUSINESS_DAY = "business_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    LIFETIME = "lifetime"


class Duration(Struct, frozen=True, tag_field="type", tag="duration"):
    """A span of time, closed at both ends; None is unbounded on that side ("within 5 days" is None..5)."""

    low: Number | None
    high: Number | None
    unit: Unit


class Money(Struct, frozen=True, tag_field="type", tag="money"):
    """An amount in an ISO 4217 currency; "free" is 0 with currency None."""

    amount: Number
    currency: str | None = None


class Percent(Struct, frozen=True, tag_field="type", tag="percent"):
    """A share in percent, 0..100."""

    value: Number


class ClockTime(Struct, frozen=True, tag_field="type", tag="time"):
    """A time of day, 24-hour "HH:MM"; `tz` as written or None."""

    time: str
    tz: str | None = None


class Schedule(Struct, frozen=True, tag_field="type", tag="schedule"):
    """Times when people are there, in OpenStreetMap opening_hours syntax; `tz` as written or None."""

    schedule: str
    tz: str | None = None


class Words(Struct, frozen=True, tag_field="type", tag="words"):
    """What is said without a value ("as soon as we can"): of remarks alone, never of a commitment."""

    text: str


Quantity = Duration | Money | Percent | ClockTime | Schedule | Words


class Strength(StrEnum):
    """How firmly a commitment is made, from "guaranteed" to "usually"."""

    GUARANTEE = "guarantee"
    FIRM = "firm"
    HEDGED = "hedged"


class Scope(Struct, frozen=True):
    """To whom and what a commitment applies, in the words of the text; None where not stated."""

    service: str | None = None
    region: str | None = None
    product: str | None = None
    customer: str | None = None
    condition: str | None = None


class Clock(Struct, frozen=True, rename={"from_": "from"}):
    """The events that start and stop the clock of a duration, None where not stated.

    From: ordered, dispatched, received, reported, requested, delivered, approved.
    To: dispatched, delivered, refund_issued, refund_credited, answered, resolved.
    """

    from_: str | None = None
    to: str | None = None


class Commitment(Struct, frozen=True):
    """One statement at one place that sets a measurable expectation.

    `quote` is verbatim visible text; `start`/`end` are its offsets in the document's visible text (None for
    metadata and structured data). `context` is the trail of headings and table heads it was read with,
    `sentence` the sentence it stands in, `locator` that of its block. `cue` names the rule's words that
    speak most for the topic. `confidence` is the probability, 0..1, that it is a commitment of this topic; one that is
    `unsure` is shown and compared with nothing. `dated` is the day on which a post was written.
    """

    document: str
    touchpoint: Touchpoint
    origin: Origin
    topic: str
    value: Quantity
    strength: Strength
    scope: Scope
    clock: Clock
    quote: str
    start: int | None
    end: int | None
    context: tuple[str, ...]
    confidence: float
    sentence: str
    locator: str
    region: Region = Region.BODY
    concealed: Concealment | None = None
    locale: str | None = None
    cue: str = ""
    unsure: bool = False
    dated: str | None = None
