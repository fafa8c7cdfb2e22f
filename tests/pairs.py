"""Labelled pairs of statements, read from tests/pairs/*.yaml, as commitments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from msgspec import Struct

from auditor.model import (
    Clock,
    ClockTime,
    Commitment,
    Duration,
    Money,
    Origin,
    Percent,
    Quantity,
    Schedule,
    Scope,
    Strength,
    Touchpoint,
    Unit,
)


class Pair(Struct, frozen=True):
    """Two statements on one topic and the code of the finding expected from them, `none` where there is none."""

    place: str
    expect: str
    commitments: tuple[Commitment, Commitment]


def read_pairs(folder: Path = Path(__file__).parent / "pairs") -> Iterator[Pair]:
    for path in sorted(folder.glob("*.yaml")):
        for index, item in enumerate(yaml.safe_load(path.read_text("utf-8")), start=1):
            topic = item["topic"]
            one, other = (statement(topic, side, **item[side]) for side in ("a", "b"))
            yield Pair(f"{path.stem} {index}", item["expect"], (one, other))


def statement(topic: str, document: str, at: str, says: str, value: object, **more: str) -> Commitment:
    """A commitment whose quote is its sentence; `in` names its document, `under` a heading above it."""
    scope = {axis: more.get(axis) for axis in ("service", "region", "product", "customer", "condition")}
    return Commitment(
        document=more.get("in", document),
        touchpoint=Touchpoint(at),
        origin=Origin(more.get("origin", "text")),
        topic=topic,
        value=quantity(str(value)),
        strength=Strength(more.get("strength", "firm")),
        scope=Scope(**scope),
        clock=Clock(more.get("from"), more.get("to")),
        quote=says,
        start=0,
        end=len(says),
        context=(more["under"],) if "under" in more else (),
        confidence=1.0,
        sentence=says,
        locator=more.get("locator", f"main > p#{document}"),
    )


def quantity(text: str) -> Quantity:
    """`3-5 day`, `..5 day`, `2.. year`, `lifetime`, `4.95 GBP`, `0`, `99.9 %`, `at 14:00 ET`, `open Mo-Fr 09:00-17:00`.

    Raises ValueError for anything else.
    """
    if text.startswith("open "):
        return Schedule(text.removeprefix("open "))
    if text.startswith("at "):
        time, _, zone = text.removeprefix("at ").partition(" ")
        return ClockTime(time, zone or None)
    if text == "lifetime":
        return Duration(None, None, Unit.LIFETIME)
    ends, _, unit = text.partition(" ")
    if unit == "%":
        return Percent(float(ends))
    if not unit or unit.isupper():
        return Money(float(ends), unit or None)
    match = re.fullmatch(r"(\d*)(?:(\.\.|-)(\d*))?", ends)
    if match is None:
        raise ValueError(f"{text!r} is no value")
    low, between, high = match.groups()
    return Duration(int(low) if low else None, int(high) if high else None if between else int(low), Unit(unit))
