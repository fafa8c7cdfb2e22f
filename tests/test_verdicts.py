"""Promises held against what was measured: kept, over, under, inconclusive, too few, or nothing to measure with."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from event_tables import BOOK, MAPPING, evidence, judged, orders, promise, within, write
from scipy.stats import beta

from auditor.measurements import load_actuals, measure
from auditor.model import (
    Bin,
    Clock,
    Duration,
    Judgement,
    Match,
    Measured,
    Measurement,
    Money,
    NotChecked,
    Orphan,
    Period,
    Promise,
    Promised,
    Scope,
    SilentPractice,
    StartDay,
    Strength,
    Unit,
    Variant,
    Verdict,
    VerdictKind,
)
from auditor.resources import resources
from auditor.verdicts import Targets, judge
from auditor.verdicts.sayable import sayable
from auditor.verdicts.trends import periods, trend


def days_of(kept: int, late: int, first: str = "2026-01-01") -> tuple[StartDay, ...]:
    """One case a day, the late ones spread evenly."""
    every = (kept + late) // late if late else 0
    lateness = [bool(every) and n % every == every - 1 and n // every < late for n in range(kept + late)]
    start = date.fromisoformat(first)
    return tuple(
        StartDay((start + timedelta(days=n)).isoformat(), 1, int(not is_late), True) for n, is_late in enumerate(lateness)
    )


def match(bins: tuple[Bin, ...], limit: float = 5, **changes: object) -> Match:
    """Independent cases with these elapsed times in days, held to `limit`."""
    kept = sum(b.done for b in bins if b.elapsed <= limit)
    late = sum(b.done for b in bins if b.elapsed > limit) + sum(b.open for b in bins if b.elapsed > limit)
    options: dict[str, object] = {
        "quarantined": {},
        "n_breached": 0,
        "design_effects": (1.0,) * len(bins),
        "n_unattributed": 0,
    }
    options |= {key: value for key, value in changes.items() if key in options}
    measurement = Measurement(
        measure="delivery",
        topics=("delivery_time",),
        where={},
        unit=Unit.DAY,
        n_done=sum(b.done for b in bins),
        n_open=sum(b.open for b in bins),
        excluded={},
        bins=bins,
        conventions=(),
        as_of="2026-12-31",
        **options,  # type: ignore[arg-type]  # as the fields are named
    )
    return Match(0, 0, measurement, limit, None, days_of(kept, late), "topic", changes.get("share"))  # type: ignore[arg-type]


def verdict(found: Match, strength: Strength = Strength.FIRM, targets: Targets | None = None) -> Verdict:
    said = promise(within(found.limit), strength=strength)
    return judge([said], Measured((found,), ()), targets).verdicts[0]


# ── the whole of it ──────────────────────────────────────────────────────────────────────────────────────────


def table() -> str:
    """One order a day for 50 days: 44 take 2 days, 4 take 6, one is lost, one is from the day before yesterday; and a broken row."""
    rows = []
    for n in range(50):
        shipped = date(2026, 5, 10) + timedelta(days=n)
        took = {9: 6, 19: 6, 29: 6, 39: 6, 20: None, 49: None}.get(n, 2)
        delivered = "" if took is None else (shipped + timedelta(days=took)).isoformat()
        rows.append(f"{n},{shipped},{delivered},standard,US")
    return orders(*rows, "50,2026-05-10,soon,standard,US")


def test_a_judgement_in_full(tmp_path: Path) -> None:
    usual, money = promise(within(3)), promise(Money(5, "USD"), topic="shipping_fee", quote="$5")
    refund = promise(within(7), topic="refund_time", quote="within 7 days")
    mapping = MAPPING + '\n[measure.dispatch]\nsource = "shop"\nstart = "shipped"\nend = "shipped"\ntopics = ["dispatch_time"]\n'
    path = write(tmp_path, table(), mapping)
    n, kept = 48, 0.88 * 48  # 49 days of one case each: a design effect of 49 / 48
    low, high = float(beta.ppf(0.025, kept, n - kept + 1)), float(beta.ppf(0.975, kept + 1, n - kept))
    found = judged(path, usual, money, refund)
    assert found.verdicts[0].kept_ci == pytest.approx((low, high), abs=1e-6)
    assert found == Judgement(
        verdicts=(
            Verdict(
                topic="delivery_time",
                scope=Scope(),
                promise=Promised(within(3), Strength.FIRM, (evidence("3 days", within(3), Scope()),)),
                verdict=VerdictKind.INCONCLUSIVE,
                measure="delivery",
                n=49,
                n_open=1,
                quarantined={"end_unparseable": 1},
                kept_rate=0.88,
                kept_ci=found.verdicts[0].kept_ci,
                p50=2,
                p90=6,
                p95=6,
                unit=Unit.DAY,
                target=0.9,
                defensible={"0.90": Duration(None, 7, Unit.DAY), "0.95": None, "0.98": None, "0.99": None},
                trend="no clear change: 94.7 % in 2026-05, 86.7 % in 2026-06",
                periods=(Period("2026-05", 20, 0.95), Period("2026-06", 29, 25 / 29)),
                bins=(Bin(2, 44, 1), Bin(6, 4, 0), Bin(31, 0, 1)),
                match_method="topic",
                conventions=(
                    "Counted from `shipped` to `delivered`",
                    "Days are differences of calendar dates",
                    "Dates are those of UTC",
                    "Cases still open count up to their age (Kaplan-Meier), beyond the limit as late",
                    "Target 90 %, assumed for firm statements",
                ),
                arithmetic=(
                    "49 decided: 44 within 3 days = 89.8 %; with the 1 open and not yet late 88 % (Kaplan-Meier); "
                    "of start days whose limit has passed for all cases 89.8 %"
                ),
                reason="the interval from 75.4 % to 95.6 % holds the target of 90 %",
                as_of="2026-06-30T12:00+00:00",
            ),
            Verdict(
                topic="shipping_fee",
                scope=Scope(),
                promise=Promised(Money(5, "USD"), Strength.FIRM, money.variants[0].evidence),
                verdict=VerdictKind.NOT_MEASURABLE,
                reason="not a span of time: an event table with a start and an end cannot show whether it is kept",
            ),
        ),
        orphans=(
            Orphan(
                "refund_time",
                Scope(),
                "within 7 days",
                "shipping.html",
                "no measure answers refund time; other measures: delivery (delivery_time), dispatch (dispatch_time)",
            ),
        ),
        silent=(SilentPractice("dispatch", {}, 51, 0, 0, Unit.DAY),),
    )
