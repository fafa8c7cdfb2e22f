"""Small event tables and the mapping that reads them, written into a folder, and promises to hold against them."""

from __future__ import annotations

from pathlib import Path

from auditor.measurements import load_actuals, measure
from auditor.model import (
    Clock,
    Duration,
    Evidence,
    Judgement,
    Measured,
    Origin,
    Promise,
    Quantity,
    Scope,
    Strength,
    Touchpoint,
    Unit,
    Variant,
)
from auditor.rules import load_rulebook
from auditor.verdicts import judge

BOOK = load_rulebook()
MAPPING = """\
as_of = "2026-06-30T12:00:00Z"

[source.shop]
url = "orders.csv"

[measure.delivery]
source = "shop"
key = "id"
start = "shipped"
end = "delivered"
topics = ["delivery_time"]
dimensions = { service = "service", region = "region" }
"""


def evidence(quote: str, value: Quantity, scope: Scope, document: str = "shipping.html") -> Evidence:
    return Evidence(
        document=document,
        touchpoint=Touchpoint.POLICY,
        origin=Origin.TEXT,
        quote=quote,
        sentence=f"We promise {quote}.",
        value=value,
        strength=Strength.FIRM,
        scope=scope,
        clock=Clock(),
        occurrences=1,
        documents=(document,),
        locator="p",
    )


def promise(
    value: Quantity,
    scope: Scope | None = None,
    topic: str = "delivery_time",
    strength: Strength = Strength.FIRM,
    clock: Clock | None = None,
    quote: str = "3 days",
) -> Promise:
    said = evidence(quote, value, scope or Scope())
    return Promise(topic, scope or Scope(), (Variant(value, strength, clock or Clock(), 1, (said,)),))


def within(limit: float | None, unit: Unit = Unit.DAY, low: float | None = None) -> Duration:
    return Duration(low, limit, unit)


def write(folder: Path, table: str, mapping: str = MAPPING, name: str = "orders.csv") -> Path:
    """The path of the mapping, beside which the table lies."""
    (folder / name).write_text(table, "utf-8")
    path = folder / "actuals.toml"
    path.write_text(mapping, "utf-8")
    return path


def measured(path: Path, *promises: Promise) -> Measured:
    return measure(load_actuals(path), promises, BOOK)


def judged(path: Path, *promises: Promise) -> Judgement:
    return judge(promises, measured(path, *promises))


def orders(*rows: str) -> str:
    return "\n".join(["id,shipped,delivered,service,region", *rows]) + "\n"
