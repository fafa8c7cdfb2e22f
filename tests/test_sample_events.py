"""The exports of the sample company: made again byte by byte, and as good or bad as its truth.json says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import holidays
import pytest
from sample_draws import EXPORTED, HOLIDAYS, business_days
from sample_events import EXPORTS, write_exports
from sample_figures import cases_of, figures, parse, read
from scipy.stats import beta

from auditor.resources import resources

SAMPLE = resources("sample")
TRUTH: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
MEASURED = [measure for measure in TRUTH["measures"] if measure["table"]]
TARGETS = {"guarantee": 0.99, "firm": 0.90, "hedged": 0.80}


def test_the_exports_are_made_again_byte_by_byte(tmp_path: Path) -> None:
    write_exports(tmp_path)
    for name in EXPORTS:
        assert (tmp_path / name).read_bytes() == (SAMPLE / "actuals" / name).read_bytes(), name


def test_no_event_lies_after_the_export() -> None:
    moments = [
        moment
        for name in EXPORTS
        for row in read(SAMPLE / "actuals" / name)
        for column, text in row.items()
        if column.endswith("_at") and (moment := parse(text)) is not None
    ]
    assert max(moments) <= EXPORTED == datetime.fromisoformat(TRUTH["export_time"])


def test_the_holidays_are_those_of_the_united_states() -> None:
    first, last = date(2026, 5, 1), EXPORTED.date()
    official = {day for day in holidays.country_holidays("US", years=2026) if first <= day <= last}
    assert {day for day in official if day.weekday() < 5} == HOLIDAYS


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-07-10T12:00:00-05:00", "2026-07-11T12:00:00-05:00", 0),  # Friday to Saturday
        ("2026-07-11T12:00:00-05:00", "2026-07-13T12:00:00-05:00", 0),  # a Saturday counts as Monday
        ("2026-07-10T12:00:00-05:00", "2026-07-13T12:00:00-05:00", 1),  # Friday to Monday
        ("2026-07-02T12:00:00-05:00", "2026-07-06T12:00:00-05:00", 1),  # over a holiday on Friday
        ("2026-07-03T12:00:00-05:00", "2026-07-07T12:00:00-05:00", 1),  # from the holiday itself
    ],
)
def test_business_days_are_counted_from_the_next_open_day(start: str, end: str, days: int) -> None:
    assert business_days(datetime.fromisoformat(start), datetime.fromisoformat(end)) == days


@pytest.mark.parametrize("measure", MEASURED, ids=lambda measure: measure["id"])
def test_the_figures_of_truth_are_those_of_the_rows(measure: dict[str, Any]) -> None:
    counted = figures(SAMPLE / "actuals", measure)
    assert counted == {key: measure[key] for key in counted}


@pytest.mark.parametrize("measure", MEASURED, ids=lambda measure: measure["id"])
def test_too_few_rows_are_unusable_to_cap_a_verdict(measure: dict[str, Any]) -> None:
    cancelled = measure["table"] == "orders.csv"  # a cancelled order has no dates: unusable, should nobody exclude it
    unusable = sum(count for reason, count in measure["left_out"].items() if reason != "excluded" or cancelled)
    assert unusable / (unusable + measure["n"] + measure["n_open"]) < 0.02


def kept_interval(measure: dict[str, Any]) -> tuple[float, float]:
    """The exact 95 % interval of the kept rate, with late cases clustered by start day."""
    cases, _ = cases_of(read(SAMPLE / "actuals" / measure["table"]), measure)
    limit = measure["limit"]["max"]
    days: dict[date, list[bool]] = defaultdict(list)
    for day, value, done in cases:
        if done or value > limit:
            days[day].append(done and value <= limit)
    kept, n = sum(map(sum, days.values())), sum(map(len, days.values()))
    rate = kept / n
    if rate == 1:
        return float(beta.ppf(0.025, n, 1)), 1.0
    between = sum((sum(own) - len(own) * rate) ** 2 for own in days.values()) * len(days) / (len(days) - 1)
    effect = max(1.0, between / n**2 / (rate * (1 - rate) / n))
    on_time, late = kept / effect, (n - kept) / effect
    return float(beta.ppf(0.025, on_time, late + 1)), float(beta.ppf(0.975, on_time + 1, late))


@pytest.mark.parametrize("measure", MEASURED, ids=lambda measure: measure["id"])
def test_a_verdict_does_not_sit_on_the_border(measure: dict[str, Any]) -> None:
    if measure["verdict"] in ("silent", "not_enough_data"):
        assert (measure["verdict"] == "silent") or measure["n"] < 30
        return
    low, high = kept_interval(measure)
    target, limit = TARGETS[measure["strength"]], measure["limit"]["max"]
    if measure["verdict"] == "over_promise":
        assert high < target - 0.02
    elif measure["verdict"] == "inconclusive":
        assert low + 0.005 < target < high - 0.005
    else:
        assert low > target + 0.02
        assert (measure["p95"] <= 0.6 * limit) == (measure["verdict"] == "under_promise")


def test_every_verdict_occurs() -> None:
    assert Counter(measure["verdict"] for measure in TRUTH["measures"]) == {
        "kept": 7,
        "over_promise": 5,
        "inconclusive": 2,
        "orphan": 3,
        "under_promise": 1,
        "not_enough_data": 1,
        "silent": 1,
    }
