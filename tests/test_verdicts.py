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
        StartDay((start + timedelta(days=n)).isoformat(), 1, int(not is_late), True)
        for n, is_late in enumerate(lateness)
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
    """One order a day for 50 days: 44 take 2 days, 4 take 6, one is lost, the last is too young; and a broken row."""
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
    dispatch = '\n[measure.dispatch]\nsource = "shop"\nstart = "shipped"\nend = "shipped"\ntopics = ["dispatch_time"]\n'
    path = write(tmp_path, table(), MAPPING + dispatch)
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
                trend="no clear change: 86.4 % in 2026-05, 92.3 % in 2026-06",
                periods=(Period("2026-05", 22, 19 / 22), Period("2026-06", 26, 24 / 26)),
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
                    "of start days whose limit has passed for all cases 89.6 %"
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


# ── the order of verdicts ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("bins", "strength", "kind", "reason", "suggestion"),
    [
        (
            (Bin(4, 970, 0), Bin(7, 30, 0)),
            Strength.FIRM,
            VerdictKind.KEPT,
            "",
            "",
        ),
        (
            (Bin(4, 850, 0), Bin(7, 150, 0)),
            Strength.FIRM,
            VerdictKind.OVER_PROMISE,
            "",
            "Say “within 7 days”: kept for at least 90 % of the cases, with 95 % confidence.",
        ),
        (
            (Bin(4, 850, 0), Bin(400, 0, 150)),
            Strength.FIRM,
            VerdictKind.OVER_PROMISE,
            "",
            "No value that could be said is kept for 90 % of the cases; fewer must be late first.",
        ),
        (
            (Bin(4, 850, 0), Bin(7, 150, 0)),
            Strength.HEDGED,
            VerdictKind.KEPT,
            "",
            "",
        ),
        (
            (Bin(4, 970, 0), Bin(7, 30, 0)),
            Strength.GUARANTEE,
            VerdictKind.OVER_PROMISE,
            "",
            "Say “within 7 days”: kept for at least 99 % of the cases, with 95 % confidence.",
        ),
        (
            (Bin(2, 990, 0), Bin(5, 10, 0)),
            Strength.FIRM,
            VerdictKind.UNDER_PROMISE,
            "",
            "You could say “within 2 days”: kept for at least 95 % of the cases, with 95 % confidence.",
        ),
        (
            (Bin(4, 91, 0), Bin(7, 9, 0)),
            Strength.FIRM,
            VerdictKind.INCONCLUSIVE,
            "the interval from 83.6 % to 95.8 % holds the target of 90 %",
            "",
        ),
        (
            (Bin(4, 200, 0),),
            Strength.GUARANTEE,
            VerdictKind.INCONCLUSIVE,
            "even with every case kept, 99 % could be confirmed from 368 cases on",
            "",
        ),
        (
            (Bin(9, 29, 0),),
            Strength.FIRM,
            VerdictKind.NOT_ENOUGH_DATA,
            "29 decided cases; a verdict needs 30",
            "",
        ),
        (
            (Bin(2, 29, 40),),
            Strength.FIRM,
            VerdictKind.NOT_ENOUGH_DATA,
            "29 decided cases; a verdict needs 30",
            "",
        ),
    ],
)
def test_the_kinds_of_verdict(
    bins: tuple[Bin, ...], strength: Strength, kind: VerdictKind, reason: str, suggestion: str
) -> None:
    found = verdict(match(bins), strength)
    assert (found.verdict, found.reason, found.suggestion) == (kind, reason, suggestion)


def test_368_cases_are_the_least_that_confirm_99_percent() -> None:
    assert verdict(match((Bin(5, 367, 0),)), Strength.GUARANTEE).verdict is VerdictKind.INCONCLUSIVE
    assert verdict(match((Bin(5, 368, 0),)), Strength.GUARANTEE).verdict is VerdictKind.KEPT


def test_a_promise_of_one_day_cannot_be_shortened_to_none() -> None:
    assert verdict(match((Bin(0, 1000, 0),), limit=1)).verdict is VerdictKind.KEPT


def test_targets_are_those_that_are_set() -> None:
    bins = (Bin(4, 850, 0), Bin(7, 150, 0))
    assert verdict(match(bins), targets=Targets(firm=0.80)).verdict is VerdictKind.KEPT
    mapped = verdict(match(bins, share=0.80))
    assert (mapped.verdict, mapped.target) == (VerdictKind.KEPT, 0.80)
    assert "Target 80 %, set by the mapping" in mapped.conventions


def test_a_hundred_percent_can_be_refuted_and_never_confirmed() -> None:
    assert verdict(match((Bin(1, 5000, 0),), share=1.0)).verdict is VerdictKind.INCONCLUSIVE
    assert verdict(match((Bin(1, 5000, 0), Bin(9, 40, 0)), share=1.0)).verdict is VerdictKind.OVER_PROMISE


def test_bad_days_widen_the_interval_and_say_so() -> None:
    bins = (Bin(4, 940, 0), Bin(7, 60, 0))
    assert verdict(match(bins)).verdict is VerdictKind.KEPT
    gathered = verdict(match(bins, design_effects=(12.0, 12.0)))
    assert gathered.verdict is VerdictKind.INCONCLUSIVE
    assert gathered.reason.endswith("; late cases gather on some days (design effect 12.0)")


def test_cases_that_were_never_delivered_count_as_late_for_ever() -> None:
    found = match((Bin(4, 850, 0),), n_breached=150)
    days = days_of(850, 150)
    found = Match(0, 0, found.measurement, 5, None, days, "topic")
    said = verdict(found)
    assert (said.verdict, said.kept_rate, said.n, said.n_open) == (VerdictKind.OVER_PROMISE, 0.85, 1000, 0)
    assert said.p90 is None


# ── rows not understood ──────────────────────────────────────────────────────────────────────────────────────


def test_rows_not_understood_that_could_overturn_a_verdict_make_it_inconclusive() -> None:
    bins = (Bin(4, 930, 0), Bin(7, 70, 0))
    assert verdict(match(bins, quarantined={"end_unparseable": 10})).verdict is VerdictKind.KEPT
    found = verdict(match(bins, quarantined={"end_unparseable": 40}))
    assert found.verdict is VerdictKind.INCONCLUSIVE
    assert found.reason == (
        "40 rows were not understood: with all of them late 89.4 % are kept, with all of them on time 93.3 %, "
        "and the verdict hangs on that"
    )


@pytest.mark.parametrize("harmless", [{"duplicate_key": 240}, {"dimension_missing": 240}])
def test_repeated_rows_and_those_of_other_segments_overturn_nothing(harmless: dict[str, int]) -> None:
    astray = harmless.get("dimension_missing", 0)
    found = match((Bin(4, 930, 0), Bin(7, 70, 0)), quarantined=harmless, n_unattributed=astray)
    assert verdict(found).verdict is VerdictKind.KEPT


def test_too_many_rows_not_understood_leave_the_measure_incomplete() -> None:
    found = match((Bin(4, 970, 0), Bin(7, 30, 0)), quarantined={"end_unparseable": 200, "start_missing": 100})
    judgement = judge([promise(within(5))], Measured((found,), ()))
    assert judgement.incomplete
    assert judgement.not_checked == (
        NotChecked(
            "measure delivery", "23.1 % of its rows were not understood (end_unparseable 200, start_missing 100)"
        ),
    )
    assert judgement.verdicts[0].verdict is VerdictKind.INCONCLUSIVE
    assert judgement.verdicts[0].reason == "23.1 % of the rows were not understood; mend the export or the mapping"


# ── periods, trends and sayable values ───────────────────────────────────────────────────────────────────────


def trending(*shares: float) -> tuple[StartDay, ...]:
    """Months of 30 days with 40 cases each, at the given kept shares; odd days are a little better."""
    start = date(2026, 1, 1)
    return tuple(
        StartDay((start + timedelta(days=n)).isoformat(), 40, round(40 * shares[n // 30]) + n % 2, True)
        for n in range(30 * len(shares))
    )


def test_a_trend_is_said_where_it_is_certain_and_worth_saying() -> None:
    assert trend(trending(0.95, 0.85, 0.75)) == "getting worse: 95.9 % in 2026-01, 76.6 % in 2026-03"
    assert trend(trending(0.75, 0.85, 0.95)) == "getting better: 76.5 % in 2026-01, 96 % in 2026-03"
    assert trend(trending(0.90, 0.90, 0.90)) == "no clear change: 91.2 % in 2026-01, 91.3 % in 2026-03"
    assert trend(trending(0.9)[:19]) is None


def test_days_whose_limit_has_not_passed_stay_out_of_the_months() -> None:
    days = (StartDay("2026-05-30", 4, 3, True), StartDay("2026-06-01", 2, 1, True), StartDay("2026-06-02", 1, 1, False))
    assert periods(days) == (Period("2026-05", 4, 0.75), Period("2026-06", 2, 0.5))


@pytest.mark.parametrize(
    ("elapsed", "unit", "said"),
    [
        (0, Unit.DAY, Duration(None, 1, Unit.DAY)),
        (3, Unit.BUSINESS_DAY, Duration(None, 3, Unit.BUSINESS_DAY)),
        (3.4, Unit.HOUR, Duration(None, 4, Unit.HOUR)),
        (0.45, Unit.HOUR, Duration(None, 30, Unit.MINUTE)),
        (25, Unit.HOUR, Duration(None, 48, Unit.HOUR)),
        (0.3, Unit.MINUTE, Duration(None, 0.3333, Unit.MINUTE)),
        (50, Unit.MINUTE, Duration(None, 1, Unit.HOUR)),
        (91, Unit.DAY, None),
        (None, Unit.DAY, None),
    ],
)
def test_what_could_be_said_is_rounded_up(elapsed: float | None, unit: Unit, said: Duration | None) -> None:
    found = sayable(elapsed, unit)
    assert (found and found[1]) == said


# ── the sample company ───────────────────────────────────────────────────────────────────────────────────────

SAMPLE = resources("sample")
TRUTH = [m for m in json.loads((SAMPLE / "truth.json").read_text("utf-8"))["measures"] if m["promise"] and m["table"]]


def sample_promise(wanted: dict[str, object]) -> Promise:
    limit: dict[str, object] = wanted["limit"]  # type: ignore[assignment]  # JSON
    value = within(float(str(limit["max"])), Unit(limit["unit"]))
    scope = Scope(**wanted["scope"])  # type: ignore[arg-type]  # JSON
    strength = Strength(wanted["strength"])
    said = evidence(str(wanted["id"]), value, scope)
    return Promise(str(wanted["topic"]), scope, (Variant(value, strength, Clock(), 1, (said,)),))


@pytest.fixture(scope="module")
def sample_verdicts() -> dict[str, Verdict]:
    said = [sample_promise(wanted) for wanted in TRUTH]
    found = judge(said, measure(load_actuals(SAMPLE / "actuals.toml"), said, BOOK))
    return {verdict.promise.evidence[0].quote: verdict for verdict in found.verdicts}


@pytest.mark.parametrize("wanted", TRUTH, ids=lambda wanted: wanted["id"])
def test_the_sample_company_is_judged_as_planted(
    wanted: dict[str, object], sample_verdicts: dict[str, Verdict]
) -> None:
    found = sample_verdicts[str(wanted["id"])]
    assert found.verdict == wanted["verdict"]
    assert found.n == wanted["n"]
    assert {**found.quarantined, **found.excluded} == wanted["left_out"]
    assert found.kept_rate == pytest.approx(wanted["kept_rate"], abs=0.005)
    assert found.p50 == pytest.approx(wanted["p50"], abs=0.02)
