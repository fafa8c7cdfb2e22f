"""promises.toml to the Ledger; the first fault in it is an error that names file, line and remedy."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from auditor.ledger.faults import TABLE, Place, closest, explain
from auditor.ledger.values import read_value
from auditor.model import Clock, Entry, Ledger, Money, Quantity, Scope, Standing, Strength
from auditor.promises import canonical_scope
from auditor.rules import Rulebook, Topic
from auditor.toml_files import line_of, read_toml
from auditor.wording import say, say_scope, topic_name

FILE_NAME = "promises.toml"
_SAMPLES = {
    "duration": "3-5 business days",
    "money": "$75",
    "percent": "99.9 %",
    "time": "14:00 ET",
    "schedule": "Mo-Fr 09:00-17:00",
}


class _Scope(Struct, frozen=True, forbid_unknown_fields=True):
    service: str | None = None
    region: str | None = None
    product: str | None = None
    customer: str | None = None
    condition: str | None = None


class _Clock(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    from_: Literal["ordered", "dispatched", "received", "reported", "requested", "delivered", "approved"] | None = None
    to: Literal["dispatched", "delivered", "refund_issued", "refund_credited", "answered", "resolved"] | None = None


class _Promise(Struct, frozen=True, forbid_unknown_fields=True):
    topic: str
    value: str | dict[str, str | int | float]
    strength: Strength = Strength.FIRM
    scope: _Scope = field(default_factory=_Scope)
    clock: _Clock = field(default_factory=_Clock)
    confirmed: bool = False
    owner: str = ""
    note: str = ""
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None


_KEYS = {
    "": _Promise.__struct_encode_fields__,
    "scope": _Scope.__struct_encode_fields__,
    "clock": _Clock.__struct_encode_fields__,
}
_NOWHERE = Place(FILE_NAME)


def load_ledger(path: Path, book: Rulebook, as_of: str) -> Ledger:
    """The ledger in a file as it stands on the day `as_of` (ISO); ConfigurationError for the first fault in it."""
    source, data = read_toml(path, "`audit promises init` drafts one")
    return ledger_of(data, book, as_of, Place(str(path), source))


def ledger_of(data: Mapping[str, Any], book: Rulebook, as_of: str, place: Place = _NOWHERE) -> Ledger:
    """The ledger that a TOML file with these keys states; ConfigurationError for the first fault in it."""
    for key in data:
        if key != TABLE:
            said = f"unknown key `{key}` at the top level; a ledger holds [[promise]] tables only."
            raise place.fault(line_of(place.source, (), key), said)
    tables = data.get(TABLE, [])
    if not isinstance(tables, list):
        raise place.fault(line_of(place.source, (), TABLE), "write [[promise]], in two brackets, before each promise.")
    entries = tuple(_entry(number, table, book, as_of, place) for number, table in enumerate(tables))
    _refuse_two_of_one(entries, place)
    return Ledger(entries, Path(place.path).name)


def tables_to_ledger(tables: Sequence[Mapping[str, Any]], book: Rulebook) -> Ledger:
    """The ledger of these [[promise]] tables where no file holds them; ConfigurationError as above."""
    return ledger_of({TABLE: list(tables)}, book, "")


def digest(ledger: Ledger) -> str:
    """A hash of everything in the ledger that an audit depends on; "" where there are no entries."""
    return hashlib.blake2b(msgspec.json.encode(ledger), digest_size=16).hexdigest() if ledger.entries else ""


def _entry(number: int, table: object, book: Rulebook, as_of: str, place: Place) -> Entry:
    try:
        said = msgspec.convert(table, _Promise)
    except msgspec.ValidationError as error:
        raise explain(number, place, str(error), _KEYS) from None
    if said.topic not in book.topics:
        fault = f'"{said.topic}" is no topic; {closest(said.topic, book.topics)}'
        raise place.fault(place.line(number, "topic"), fault)
    if said.valid_from and said.valid_until and said.valid_until < said.valid_from:
        fault = f"valid_until = {said.valid_until} is before valid_from = {said.valid_from}; exchange them."
        raise place.fault(place.line(number, "valid_until"), fault)
    value = _value(number, said, book.topics[said.topic], place)
    return Entry(
        topic=said.topic,
        value=value,
        written=" ".join(said.value.split()) if isinstance(said.value, str) else say(value),
        strength=said.strength,
        scope=canonical_scope(Scope(**msgspec.structs.asdict(said.scope)), book),
        clock=Clock(said.clock.from_, said.clock.to),
        standing=_standing(said, as_of),
        line=place.line(number),
        owner=said.owner,
        note=said.note,
        valid_from=_iso(said.valid_from),
        valid_until=_iso(said.valid_until),
    )


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _value(number: int, said: _Promise, topic: Topic, place: Place) -> Quantity:
    value = read_value(said.value)
    samples = " or ".join(f'"{_SAMPLES[kind]}"' for kind in topic.kinds)
    line = place.line(number, "value")
    if value is None:
        hint = f"write one value and nothing else, such as {samples}; when it applies goes into `scope` or `clock`."
        raise place.fault(line, f"the value of {topic_name(topic.id)} cannot be read; {hint}")
    kind = str(type(value).__struct_config__.tag)
    if not topic.may_have(kind, free=isinstance(value, Money) and not value.amount):
        raise place.fault(line, f"{say(value)} is no value of {topic_name(topic.id)}; write one such as {samples}.")
    return value


def _standing(said: _Promise, as_of: str) -> Standing:
    if not said.confirmed:
        return Standing.UNCONFIRMED
    if said.valid_from and as_of < said.valid_from.isoformat():
        return Standing.UPCOMING
    return Standing.EXPIRED if said.valid_until and said.valid_until.isoformat() < as_of else Standing.CONFIRMED


def _refuse_two_of_one(entries: Sequence[Entry], place: Place) -> None:
    """Two entries of one topic and scope may follow each other in time, and may not be valid on one day."""
    known: dict[tuple[str, Scope], list[Entry]] = {}
    for entry in entries:
        others = known.setdefault((entry.topic, entry.scope), [])
        first = next((other for other in others if _overlap(entry, other)), None)
        if first is not None:
            what = f"{topic_name(entry.topic)} for {say_scope(entry.scope)}"
            fault = f"{what} is promised in line {first.line} already; remove one of the two, or end the first one's"
            raise place.fault(entry.line, f"{fault} validity (valid_until) before this one begins (valid_from).")
        others.append(entry)


def _overlap(one: Entry, other: Entry) -> bool:
    return (one.valid_from or "") <= (other.valid_until or "9999") and (other.valid_from or "") <= (
        one.valid_until or "9999"
    )
