"""Event tables to measurements: every row counted once, whatever is wrong with it; each promise matched or refused."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from event_tables import MAPPING, measured, orders, promise, within, write

from auditor.errors import MeasurementError
from auditor.measurements import load_actuals, quarantine_rows
from auditor.measurements.engine import QuarantinedRow
from auditor.model import Bin, Match, Measurement, Scope, StartDay, Unit

DIRTY = orders(
    "1,2026-06-01T09:00:00Z,2026-06-03T10:00:00Z,standard,US",
    "2,2026-06-01 09:00:00 -0400,2026-06-05 10:00:00 -0400,standard,US",
    "3,2026-06-02T09:00:00Z,,standard,US",
    "4,2026-06-28T09:00:00Z,,standard,US",
    "1,2026-06-01T09:00:00Z,2026-06-09T10:00:00Z,standard,US",
    "5,,2026-06-05T10:00:00Z,standard,US",
    "6,,,standard,US",
    "7,soon,2026-06-05T10:00:00Z,standard,US",
    "8,2026-06-03T09:00:00Z,n/a,standard,US",
    "9,2026-06-03T09:00:00Z,2025-06-04T09:00:00Z,standard,US",
    "10,2027-06-03T09:00:00Z,,standard,US",
    "11,2026-06-03T09:00:00Z,2027-06-04T09:00:00Z,standard,US",
    "12,2026-06-03T09:00:00Z,2026-06-04T09:00:00Z,,US",
    "13,2026-06-03T09:00:00Z,2026-06-04T09:00:00Z",
    "14,2026-06-03T09:00:00Z,2026-06-04T09:00:00Z,standard,US,one too many",
    "15,03.06.2026 09:00,04.06.2026 10:30,standard,US",
    "16,2026-06-04T09:00:00Z,2026-06-04,standard,US",
    "17,2026-06-04T09:00:00Z,2026-06-08T09:00:00Z,express,US",
)


def only(path: Path, *args: object, **options: object) -> Match:
    found = measured(path, promise(*args, **options))  # type: ignore[arg-type]  # the arguments of promise
    assert found.unmatched == ()
    return found.matches[0]


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_row_is_counted_once_and_for_one_reason(tmp_path: Path) -> None:
    found = only(write(tmp_path, DIRTY), within(3), Scope(service="standard"))
    assert found.measurement == Measurement(
        measure="delivery",
        topics=("delivery_time",),
        where={"service": ("standard",)},
        unit=Unit.DAY,
        n_done=4,
        n_open=2,
        n_breached=0,
        quarantined={
            "dimension_missing": 1,
            "duplicate_key": 1,
            "end_after_as_of": 1,
            "end_before_start": 1,
            "end_unparseable": 1,
            "long_row": 1,
            "start_in_future": 1,
            "start_missing": 1,
            "start_unparseable": 1,
        },
        excluded={"start_missing": 1},
        bins=(Bin(0, 1, 0), Bin(1, 1, 0), Bin(2, 1, 1), Bin(4, 1, 0), Bin(28, 0, 1)),
        design_effects=found.measurement.design_effects,
        conventions=(
            "Counted from `shipped` to `delivered`",
            "Days are differences of calendar dates",
            "Dates are those of UTC",
            "Cases still open count up to their age (Kaplan-Meier), beyond the limit as late",
        ),
        as_of="2026-06-30T12:00+00:00",
        n_unattributed=2,
    )
    assert found.days == (
        StartDay("2026-06-01", 2, 1, True),
        StartDay("2026-06-02", 1, 0, True),
        StartDay("2026-06-03", 1, 1, True),
        StartDay("2026-06-04", 1, 1, True),
        StartDay("2026-06-28", 0, 0, False),
    )


def test_the_rows_of_a_table_add_up(tmp_path: Path) -> None:
    one = only(write(tmp_path, DIRTY), within(3)).measurement
    counted = one.n_done + one.n_open + one.n_breached + sum(one.excluded.values()) + sum(one.quarantined.values())
    assert counted == len(DIRTY.splitlines()) - 1
    assert one.quarantined["short_row"] == 1


def test_rows_not_understood_are_listed_with_their_number_and_reason(tmp_path: Path) -> None:
    rows = list(quarantine_rows(load_actuals(write(tmp_path, DIRTY))))
    assert [(row.row, row.key, row.reason) for row in rows] == [
        (5, "1", "duplicate_key"),
        (6, "5", "start_missing"),
        (8, "7", "start_unparseable"),
        (9, "8", "end_unparseable"),
        (10, "9", "end_before_start"),
        (11, "10", "start_in_future"),
        (12, "11", "end_after_as_of"),
        (14, "13", "short_row"),
    ]
    assert rows[2] == QuarantinedRow("delivery", 8, "7", "start_unparseable", "soon", "2026-06-05T10:00:00Z")


def test_excluded_rows_are_left_out_and_broken_ones_are_never_delivered(tmp_path: Path) -> None:
    table = "id,shipped,delivered,service,region,status\n" + "".join(
        f"{n},2026-06-0{n}T09:00:00Z,2026-06-0{n + 1}T09:00:00Z,standard,US,{status}\n"
        for n, status in enumerate(["ok", "Cancelled", "lost", "ok"], 1)
    )
    mapping = MAPPING + "exclude = \"status = 'cancelled'\"\nbreach = [\"status in ('lost', 'stolen')\"]\n"
    found = only(write(tmp_path, table, mapping), within(3))
    assert (found.measurement.n_done, found.measurement.n_breached) == (2, 1)
    assert found.measurement.excluded == {"excluded": 1}
    assert found.measurement.bins == (Bin(1, 2, 0),)
    assert found.days == (
        StartDay("2026-06-01", 1, 1, True),
        StartDay("2026-06-03", 1, 0, True),
        StartDay("2026-06-04", 1, 1, True),
    )


def test_na_values_are_blank(tmp_path: Path) -> None:
    path = write(
        tmp_path, orders("1,2026-06-01,n/a,a,b", "2,2026-06-01,pending,a,b"), MAPPING + 'na_values = ["n/a"]\n'
    )
    found = only(path, within(3)).measurement
    assert (found.n_open, found.quarantined) == (1, {"end_unparseable": 1})


def test_without_an_export_time_the_newest_stamp_is_it(tmp_path: Path) -> None:
    path = write(tmp_path, orders("1,2026-06-01,2026-06-03,a,b", "2,2026-06-02,,a,b"), MAPPING.partition("\n")[2])
    found = only(path, within(3)).measurement
    assert (found.as_of, found.bins) == ("2026-06-03T00:00+00:00", (Bin(1, 0, 1), Bin(2, 1, 0)))


def test_a_table_without_rows_measures_nothing(tmp_path: Path) -> None:
    found = only(write(tmp_path, orders()), within(3))
    assert (found.measurement.n_done, found.measurement.bins, found.days) == (0, (), ())


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("limit", "unit", "measured_in", "held_to"),
    [
        (2, Unit.WEEK, Unit.DAY, 14),
        (1, Unit.MONTH, Unit.DAY, 30),
        (2, Unit.YEAR, Unit.DAY, 730),
        (48, Unit.HOUR, Unit.HOUR, 48),
        (5, Unit.BUSINESS_DAY, Unit.BUSINESS_DAY, 5),
        (8, Unit.BUSINESS_HOUR, Unit.BUSINESS_HOUR, 8),
    ],
)
def test_weeks_and_longer_are_held_against_days(
    tmp_path: Path, limit: int, unit: Unit, measured_in: Unit, held_to: int
) -> None:
    found = only(write(tmp_path, DIRTY), within(limit, unit))
    assert (found.measurement.unit, found.limit) == (measured_in, held_to)


def test_seconds_are_told_apart_and_a_limit_is_kept_to_the_second(tmp_path: Path) -> None:
    table = orders(
        "1,2026-06-01T09:00:00Z,2026-06-01T09:00:20Z,a,b",
        "2,2026-06-01T09:00:00Z,2026-06-01T09:00:21Z,a,b",
        "3,2026-06-01T09:00:00Z,2026-06-01T09:00:20.4Z,a,b",
    )
    found = only(write(tmp_path, table), within(0.3333, Unit.MINUTE))
    assert found.measurement.bins == (Bin(0.3333, 1, 0), Bin(0.35, 2, 0))
    assert found.days == (StartDay("2026-06-01", 3, 1, True),)


def test_minutes_are_rounded_up_by_less_than_1_percent_and_never_across_a_limit(tmp_path: Path) -> None:
    minutes = [1, 255, 256, 257, 1499, 1500, 1501, 40_001]
    ends = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n) for n in minutes]
    rows = [f"{n},2026-01-01T00:00:00Z,{end.isoformat()},a,b" for n, end in enumerate(ends)]
    found = only(write(tmp_path, orders(*rows)), within(25, Unit.HOUR))
    assert [round(b.elapsed * 60) for b in found.measurement.bins] == [1, 255, 256, 258, 1500, 1504, 40_192]
    assert found.days == (StartDay("2026-01-01", 8, 6, True),)


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────

CLEAN = orders("1,2026-06-01T09:00:00Z,2026-06-03T10:00:00Z,standard,US", "2,2026-06-01T09:00:00Z,,express,Canada")


def test_csv_json_and_parquet_say_the_same(tmp_path: Path) -> None:
    wanted = only(write(tmp_path, CLEAN), within(3))
    (tmp_path / "orders.csv.gz").write_bytes(gzip.compress(CLEAN.encode()))
    (tmp_path / "orders-1.csv").write_text("\ufeff" + "".join(CLEAN.splitlines(True)[:2]).replace(",", ";"), "utf-8")
    (tmp_path / "orders-2.csv").write_text("".join(CLEAN.splitlines(True)[::2]).replace(",", ";"), "utf-8")
    with duckdb.connect() as connection:
        read = f"FROM read_csv('{tmp_path / 'orders.csv'}', all_varchar = true)"
        connection.execute(f"COPY (SELECT * {read}) TO '{tmp_path / 'text.parquet'}'")
        connection.execute(
            "COPY (SELECT * REPLACE (shipped::TIMESTAMPTZ AS shipped, left(delivered, 19)::TIMESTAMP AS delivered) "
            f"{read}) TO '{tmp_path / 'typed.parquet'}'"
        )
        connection.execute(f"COPY (SELECT * {read}) TO '{tmp_path / 'orders.jsonl'}'")
        connection.execute(f"COPY (SELECT * {read}) TO '{tmp_path / 'orders.json'}' (ARRAY true)")
    for url in ("orders.csv.gz", "orders-*.csv", "text.parquet", "typed.parquet", "orders.jsonl", "orders.json"):
        (tmp_path / "actuals.toml").write_text(MAPPING.replace("orders.csv", url), "utf-8")
        assert only(tmp_path / "actuals.toml", within(3)) == wanted


def test_quotes_line_breaks_and_delimiters_within_values(tmp_path: Path) -> None:
    table = orders(
        '1,2026-06-01,2026-06-03,"a, ""b""\nc",US', "2,2026-06-01,2026-06-02,plain,US", '3,2026-06-01,,"a, ""b""\nc",US'
    )
    found = only(write(tmp_path, table), within(3), Scope(service='a, "b"\nc')).measurement
    assert (found.where, found.bins) == ({"service": ('a, "b"\nc',)}, (Bin(2, 1, 0), Bin(29, 0, 1)))


def test_lines_that_are_not_utf8_are_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    (tmp_path / "orders.csv").write_bytes(CLEAN.encode() + b"3,2026-06-01,2026-06-02,caf\xe9,US\n")
    found = only(path, within(3)).measurement
    assert (found.n_done, found.n_open, found.quarantined) == (1, 1, {"not_utf8": 1})


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "is empty; an event table begins with a line that names its columns."),
        ("id,id\n", "two columns are named `id`; rename one."),
        (
            CLEAN.replace("delivered", "delivered_at"),
            "orders.csv: has no column `delivered`, which `end` of [measure.delivery] names; "
            "did you mean `delivered_at`?",
        ),
        (
            CLEAN.replace("region", "country"),
            "orders.csv: has no column `region`, which `dimensions` of [measure.delivery] names; known here: ",
        ),
        (
            orders("1,03/04/2026,05/04/2026,a,b", "2,07/08/2026,09/08/2026,a,b"),
            "orders.csv: column `shipped`: dates such as `03/04/2026` can be read day first or month first, and no "
            'value has a part above 12; set format = "%d/%m/%Y %H:%M" or "%m/%d/%Y %H:%M" in [measure.delivery].',
        ),
        (
            orders("1,13/04/2026,15/04/2026,a,b", "2,07/18/2026,09/18/2026,a,b"),
            "and either part is above 12 in some value; set format",
        ),
    ],
)
def test_a_table_that_cannot_be_read_as_the_mapping_says(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(MeasurementError) as caught:
        only(write(tmp_path, table), within(3))
    assert said in str(caught.value)


def test_a_file_that_is_not_there_names_its_neighbors(tmp_path: Path) -> None:
    path = write(tmp_path, CLEAN, MAPPING.replace("orders.csv", "order.csv"))
    with pytest.raises(
        MeasurementError, match=r"order\.csv: no such file; in its folder are actuals\.toml, orders\.csv\."
    ):
        only(path, within(3))


def test_a_file_of_another_type_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, CLEAN, MAPPING.replace("orders.csv", "orders.xlsx"), "orders.xlsx")
    with pytest.raises(MeasurementError, match=r"files of type \.xlsx are not read; export one of \.csv"):
        only(path, within(3))


def test_a_file_that_is_no_parquet_is_an_error_of_one_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, CLEAN, MAPPING.replace("orders.csv", "orders.parquet"), "orders.parquet")
    with pytest.raises(MeasurementError, match=r"^orders\.parquet: cannot be read \(.+\); export it again\.$"):
        only(path, within(3))


def test_parts_of_a_table_have_one_header(tmp_path: Path) -> None:
    path = write(tmp_path, CLEAN, MAPPING.replace("orders.csv", "orders*.csv"))
    (tmp_path / "orders2.csv").write_text(CLEAN.replace("region", "country"), "utf-8")
    with pytest.raises(MeasurementError, match=r"orders2\.csv: its header is not that of orders\.csv"):
        only(path, within(3))


@pytest.mark.parametrize(
    ("shipped", "delivered", "days"),
    [
        ("13/04/2026 09:00", "02/05/2026 10:00", 19),
        ("04/13/2026", "05/02/2026", 19),
        ("04/13/2026 9:00 AM", "05/02/2026 10:15 PM", 19),
        ("13.04.2026 09:00", "02.05.2026", 19),
        ("2026-04-13T09:00", "2026-05-02 10:00:00.123456+02:00", 19),
        ("2026-04-13 09:00:00 UTC", "2026-05-02T10:00:00+02", 19),
    ],
)
def test_the_ways_to_write_a_stamp(tmp_path: Path, shipped: str, delivered: str, days: int) -> None:
    other = {"/": "05/13/2026" if shipped.startswith("04/") else "13/05/2026"}.get(delivered[2], "2026-05-13")
    path = write(tmp_path, orders(f"1,{shipped},{delivered},a,b", f"2,{shipped},{other},a,b"))
    assert only(path, within(3)).measurement.bins == (Bin(days, 1, 0), Bin(30, 1, 0))


def test_a_format_that_the_mapping_names(tmp_path: Path) -> None:
    path = write(tmp_path, orders("1,03/04/2026,05/04/2026,a,b"), MAPPING + 'format = "%d/%m/%Y"\n')
    assert only(path, within(3)).measurement.bins == (Bin(2, 1, 0),)
