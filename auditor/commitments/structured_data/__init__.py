"""The structured data of a page to Commitments: shipping, returns, warranty and opening hours of schema.org.

Questions and answers given as structured data are text, and are not read here. `merchantReturnDays: 0` is left out:
some shop systems write it for "no limit".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from msgspec import Struct

from auditor.commitments.structured_data import schema_org
from auditor.commitments.structured_data.json_ld import Field, find_fields
from auditor.model import Block, Clock, Commitment, Origin, Quantity, Scope, Strength

DAY_CONVENTION = "schema.org: DAY means business days by convention"
"""`Commitment.cue` of handling and transit times in DAY, whose unit stays `day` as written."""

_CUE = "schema.org: {}"
_SHOWN = 200


class _Reading(Struct, frozen=True):
    """What a field of schema.org promises: how its value is read, and the events of its clock."""

    topic: str
    read: Callable[[Field], Quantity | None]
    clock: Clock = Clock()
    condition: str | None = None


_TRANSIT = Clock("dispatched", "delivered")
_READINGS: dict[str, _Reading] = {
    "handlingTime": _Reading("dispatch_time", schema_org.duration, Clock("ordered", "dispatched")),
    "transitTime": _Reading("delivery_time", schema_org.duration, _TRANSIT),
    "deliveryLeadTime": _Reading("delivery_time", schema_org.duration, Clock("ordered", "delivered")),
    "cutoffTime": _Reading("order_cutoff", schema_org.clock_time),
    "shippingRate": _Reading("shipping_fee", schema_org.shipping_rate),
    "freeShippingThreshold": _Reading("free_shipping_threshold", schema_org.threshold),
    "orderValue": _Reading("free_shipping_threshold", schema_org.free_from),
    "merchantReturnDays": _Reading("return_window", schema_org.return_days, Clock("delivered", None)),
    "returnPolicyCategory": _Reading("return_window", schema_org.unlimited_returns),
    "returnFees": _Reading("return_fee", schema_org.free_return),
    "customerRemorseReturnFees": _Reading("return_fee", schema_org.free_return, condition="change of mind"),
    "itemDefectReturnFees": _Reading("return_fee", schema_org.free_return, condition="if defective"),
    "returnShippingFeesAmount": _Reading("return_fee", schema_org.fee),
    "customerRemorseReturnShippingFeesAmount": _Reading("return_fee", schema_org.fee, condition="change of mind"),
    "itemDefectReturnShippingFeesAmount": _Reading("return_fee", schema_org.fee, condition="if defective"),
    "restockingFee": _Reading("return_fee", schema_org.restocking_fee),
    "durationOfWarranty": _Reading("warranty_period", schema_org.duration),
}
_HOURS: dict[str, Callable[[object], str | None]] = {
    "openingHoursSpecification": schema_org.specified_hours,
    "hoursAvailable": schema_org.specified_hours,
    "openingHours": schema_org.written_hours,
}


def find_structured(block: Block) -> Iterator[Commitment]:
    """The commitments that the JSON source of the block states, in its order; none where it is not JSON.

    `quote` is the field as JSON, `sentence` the path to it with the quote; both offsets are None.
    """
    for field in find_fields(block.text):
        reading = _READINGS.get(field.key)
        if reading is not None:
            value = reading.read(field)
            if value is not None:
                yield _commitment(block, field, value, reading)
        elif field.key in _HOURS:
            yield from _hours(block, field)


def _hours(block: Block, field: Field) -> Iterator[Commitment]:
    several = isinstance(field.value, list)
    for i, one in enumerate(field.value if isinstance(field.value, list) else [field.value]):
        schedule = schema_org.schedule(_HOURS[field.key](one))
        if schedule is not None:
            path = f"{field.path}[{i}]" if several else field.path
            place = Field(path, field.key, one, field.node, field.about)
            yield _commitment(block, place, schedule, _Reading("support_hours", lambda _: None))


def _commitment(block: Block, field: Field, value: Quantity, reading: _Reading) -> Commitment:
    about = field.about
    quote = f'"{field.key}": {json.dumps(field.value, ensure_ascii=False)}'[:_SHOWN]
    return Commitment(
        document=block.document,
        touchpoint=block.touchpoint,
        origin=Origin.STRUCTURED_DATA,
        topic=reading.topic,
        value=value,
        strength=Strength.FIRM,
        scope=Scope(about.service, about.region, about.product, about.customer, reading.condition),
        clock=reading.clock,
        quote=quote,
        start=None,
        end=None,
        context=(),
        confidence=1.0,
        sentence=f"{field.path}: {quote}",
        locator=f"{block.locator} {field.path}".strip(),
        region=block.region,
        concealed=block.concealed,
        locale=block.locale,
        cue=_cue(field, reading),
    )


def _cue(field: Field, reading: _Reading) -> str:
    business = reading.topic in ("dispatch_time", "delivery_time") and schema_org.counts_in_days(field.value)
    return DAY_CONVENTION if business else _CUE.format(field.key)
