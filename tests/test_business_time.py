"""Elapsed time in the engine, held against numpy.busday_count and against counting minute by minute."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import pytest

from auditor.measurements.actuals import Actuals, Measure, Source
from auditor.measurements.calendars import Calendar, holiday_dates, offsets, open_seconds, open_weekdays, windows
from auditor.measurements.engine import Request, cells_of, count, open_engine
from auditor.model import Unit

Span = tuple[datetime, datetime]


def elapsed(
    tmp_path: Path,
    spans: list[Span],
    unit: Unit,
    calendar: Calendar,
    naive_in: str = "",
    exact: Counter[int] | None = None,
) -> Counter[int]:
    """How many spans took so many ticks, through a CSV file and the engine.

    Stamps are written with their offset, or without one in the zone `naive_in`. Ticks are told apart at those of
    `exact` and one below.
    """

    def stamp(moment: datetime) -> str:
        if not naive_in:
            return moment.isoformat()
        return moment.astimezone(ZoneInfo(naive_in)).replace(tzinfo=None).isoformat(" ")

    lines = ["start,end", *(f"{stamp(start)},{stamp(end)}" for start, end in spans)]
    (tmp_path / "spans.csv").write_text("\n".join(lines), "utf-8")
    measure = Measure("spans", "start", "end", ("delivery_time",), timezone=naive_in)
    actuals = Actuals(as_of="2026-12-31T00:00:00Z", sources={"spans": Source("spans.csv")}, folder=str(tmp_path))
    edges = tuple(sorted({edge for ticks in exact or () for edge in (ticks - 1, ticks)}))
    with open_engine() as connection:
        counted = count(connection, actuals, Request("spans", measure, calendar, unit, edges), "cells")
        cells = cells_of(connection, counted, {})
    found: Counter[int] = Counter()
    for ticks, done in zip(cells.ticks.tolist(), cells.done.tolist(), strict=True):
        found[ticks] += done
    return found


def random_spans(zone: str, days: int, seed: int, first: datetime = datetime(2026, 1, 20, tzinfo=UTC)) -> list[Span]:
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, 80 * 1440, 300)
    lengths = rng.integers(0, days * 1440, 300)
    local = ZoneInfo(zone)
    return [
        (
            (first + timedelta(minutes=int(s))).astimezone(local),
            (first + timedelta(minutes=int(s + n))).astimezone(local),
        )
        for s, n in zip(starts, lengths, strict=True)
    ]


def closed_days(country: str) -> list[date]:
    return sorted(holidays.country_holidays(country, years=range(2025, 2027)))


@pytest.mark.parametrize(
    ("zone", "country"), [("America/New_York", "US"), ("Europe/London", "GB"), ("Asia/Tokyo", "JP")]
)
def test_counting_from_the_start_day_is_numpys_busday_count(tmp_path: Path, zone: str, country: str) -> None:
    spans = random_spans(zone, 20, 1)
    calendar = Calendar(country, timezone=zone, day0="count_start")
    closed = closed_days(country)
    wanted = Counter(int(np.busday_count(start.date(), end.date(), holidays=closed)) for start, end in spans)
    assert elapsed(tmp_path, spans, Unit.BUSINESS_DAY, calendar) == wanted


def test_counting_after_the_start_day_is_busday_count_moved_by_a_day(tmp_path: Path) -> None:
    spans = random_spans("America/New_York", 20, 2)
    calendar = Calendar("US", timezone="America/New_York", day0="after_start")
    day, closed = timedelta(days=1), closed_days("US")
    wanted = Counter(
        int(np.busday_count(start.date() + day, end.date() + day, holidays=closed)) for start, end in spans
    )
    assert elapsed(tmp_path, spans, Unit.BUSINESS_DAY, calendar) == wanted


def test_rolling_forward_is_numpys_roll(tmp_path: Path) -> None:
    spans = random_spans("America/New_York", 20, 3)
    closed = closed_days("US")
    wanted: Counter[int] = Counter()
    for start, end in spans:
        first = np.busday_offset(start.date(), 0, roll="forward", holidays=closed)
        last = np.busday_offset(end.date(), 0, roll="backward", holidays=closed)
        wanted[max(0, int(np.busday_count(first, last, holidays=closed)))] += 1
    assert elapsed(tmp_path, spans, Unit.BUSINESS_DAY, Calendar("US", timezone="America/New_York")) == wanted


@pytest.mark.parametrize(
    ("day0", "days"),
    [("roll_forward", (0, 0, 1, 1)), ("count_start", (1, 0, 1, 1)), ("after_start", (0, 1, 1, 1))],
)
def test_the_three_conventions_around_a_weekend_and_a_holiday(tmp_path: Path, day0: str, days: tuple[int, ...]) -> None:
    """Fri 5 Jul to Sat; Sat to Mon; Fri to Mon; Wed 3 Jul over the holiday to Fri."""
    calendar = Calendar("US", timezone="America/New_York", day0=day0)
    ends = [((5, 6)), ((6, 8)), ((5, 8)), ((3, 5))]
    for (start, end), wanted in zip(ends, days, strict=True):
        zone = ZoneInfo("America/New_York")
        span = [(datetime(2024, 7, start, 10, tzinfo=zone), datetime(2024, 7, end, 12, tzinfo=zone))]
        assert elapsed(tmp_path, span, Unit.BUSINESS_DAY, calendar) == Counter([wanted])


def test_a_case_after_the_cutoff_starts_on_the_next_business_day(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/London")
    monday, tuesday = datetime(2026, 3, 2, tzinfo=zone), datetime(2026, 3, 3, 9, tzinfo=zone)
    calendar = Calendar("GB", "ENG", timezone="Europe/London", cutoff="14:00")
    for hour, minute, wanted in [(13, 59, 1), (14, 0, 0), (18, 30, 0)]:
        span = [(monday.replace(hour=hour, minute=minute), tuesday)]
        assert elapsed(tmp_path, span, Unit.BUSINESS_DAY, calendar) == Counter([wanted])


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Sydney", "Pacific/Honolulu"])
@pytest.mark.parametrize("hours", ["09:00-17:00", "08:30-12:00,13:00-24:00"])
def test_business_hours_are_the_open_minutes_one_by_one(tmp_path: Path, zone: str, hours: str) -> None:
    """New York and Sydney change their clocks within these weeks; Sydney and Honolulu open across UTC midnight."""
    first = datetime(2026, 2, 20, tzinfo=UTC) if zone == "America/New_York" else datetime(2026, 3, 20, tzinfo=UTC)
    spans = random_spans(zone, 6, 4, first)
    local, closed, open_windows = ZoneInfo(zone), set(closed_days("US")), windows(hours)
    total = [0]
    for minute in range(90 * 1440):
        moment = (first + timedelta(minutes=minute)).astimezone(local)
        second = moment.hour * 3600 + moment.minute * 60
        works = moment.weekday() < 5 and moment.date() not in closed
        total.append(total[-1] + (works and any(a <= second < b for a, b in open_windows)))
    wanted = Counter(total[_minutes(end - first)] - total[_minutes(start - first)] for start, end in spans)
    calendar = Calendar("US", timezone=zone, hours=hours)
    assert elapsed(tmp_path, spans, Unit.BUSINESS_HOUR, calendar, exact=wanted) == wanted


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Sydney", "Europe/London"])
def test_days_are_differences_of_local_dates_and_hours_run_through_a_change_of_clocks(
    tmp_path: Path, zone: str
) -> None:
    spans = random_spans(zone, 9, 5, datetime(2026, 2, 20, tzinfo=UTC))
    days = Counter((end.date() - start.date()).days for start, end in spans)
    minutes = Counter(_minutes(end.astimezone(UTC) - start.astimezone(UTC)) for start, end in spans)
    for naive_in in ("", zone):
        kept = [span for span in spans if not naive_in or all(moment.fold == 0 for moment in span)]
        assert len(kept) > 290
        if kept == spans:
            assert elapsed(tmp_path, spans, Unit.DAY, Calendar(timezone=zone), naive_in) == days
            assert elapsed(tmp_path, spans, Unit.HOUR, Calendar(timezone=zone), naive_in, minutes) == minutes


def test_noon_to_noon_over_the_spring_change_is_23_hours(tmp_path: Path) -> None:
    zone = ZoneInfo("America/New_York")
    span = [(datetime(2025, 3, 8, 12, tzinfo=zone), datetime(2025, 3, 9, 12, tzinfo=zone))]
    found = elapsed(tmp_path, span, Unit.HOUR, Calendar(timezone="UTC"), "America/New_York", Counter([23 * 60]))
    assert found == Counter([23 * 60])


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_offsets_are_those_of_the_zone(zone: str) -> None:
    known, local = offsets(zone), ZoneInfo(zone)
    rng = np.random.default_rng(6)
    for moment in rng.integers(631152000, 2840140800, 500).tolist():
        at = int(np.searchsorted(known.since, moment, side="right")) - 1
        offset = datetime.fromtimestamp(moment, UTC).astimezone(local).utcoffset()
        assert offset == timedelta(seconds=known.seconds[at])


def test_open_seconds_of_a_year_add_up() -> None:
    calendar = Calendar("US", timezone="Australia/Sydney", hours="09:00-12:00,13:00-17:00")
    found = open_seconds(calendar, 2026, 2026)
    working = int(np.busday_count("2026-01-01", "2027-01-01", holidays=sorted(holiday_dates(calendar, 2026, 2026))))
    assert found.before[-1] + sum(length for _, length in found.windows[-1]) == working * 7 * 3600


@pytest.mark.parametrize(
    ("written", "days"), [("Mo-Fr", {0, 1, 2, 3, 4}), ("Sa-Mo", {5, 6, 0}), ("Tu, Th-Sa", {1, 3, 4, 5}), ("Su", {6})]
)
def test_days_of_the_week_as_they_are_written(written: str, days: set[int]) -> None:
    assert open_weekdays(written) == days


@pytest.mark.parametrize("written", ["Mon to Fri", "Mo-Fr-Sa", "", "1-5"])
def test_what_is_no_day_of_the_week_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="Mo-Fr"):
        open_weekdays(written)


@pytest.mark.parametrize("written", ["9-17", "17:00-09:00", "09:00-25:00", "09:00-12:00,11:00-13:00", ""])
def test_what_is_no_opening_time_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"hours such as|must end after"):
        windows(written)
