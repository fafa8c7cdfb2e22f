"""The draft of a mapping that `audit measure --detect` prints."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from event_tables import BOOK, promise, within

from auditor.errors import MeasurementError
from auditor.measurements import detect, load_actuals, measure
from auditor.model import Bin, Clock, Scope

ORDERS = "order_id,created_at,shipped_at,delivered_at,due_at,method,country,quantity,status\n" + "".join(
    f"A{n},2026-05-{1 + n % 20:02}T09:00:00Z,2026-05-{2 + n % 20:02}T09:00:00Z,"
    f"{f'2026-05-{5 + n % 20:02}T09:00:00Z' if n % 10 else ''},2026-06-01,"
    f"{('standard', 'express')[n % 2]},US,{n % 3},{('done', 'Cancelled')[n == 7]}\n"
    for n in range(100)
)


def test_a_draft_names_stamps_key_dimensions_and_doubts(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, "utf-8")
    assert (
        detect(path)
        == f"""\
# orders.csv: drafted from 100 rows. Check each line; `audit measure --actuals` reads the result.
# Move the next line to the top of the file:
# as_of = "2026-01-31T00:00:00Z"    # when the table was exported; left out: its newest stamp

[source.orders]
url = "{path}"

# Business days and hours need a calendar; times without an offset are read in its time zone, else as UTC.
# [calendar.main]
# country = "US"
# timezone = "America/New_York"
# hours = "09:00-17:00"
# `due_at` looks like the deadline of each case; it is not used.

[measure.orders_dispatch]
source = "orders"
key = "order_id"
start = "created_at"
end = "shipped_at"  # blank in 0 of 100 rows: still open
topics = ["dispatch_time"]
clock = {{ from = ["ordered"], to = ["dispatched"] }}
# exclude = "status = 'Cancelled'"
dimensions = {{ service = "method", region = "country" }}

[measure.orders_delivery]
source = "orders"
key = "order_id"
start = "shipped_at"
end = "delivered_at"  # blank in 10 of 100 rows: still open
topics = ["delivery_time"]
clock = {{ from = ["dispatched"], to = ["delivered"] }}
# exclude = "status = 'Cancelled'"
dimensions = {{ service = "method", region = "country" }}
"""
    )


def test_a_draft_measures_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    draft = tmp_path / "actuals.toml"
    draft.write_text(detect(tmp_path / "orders.csv"), "utf-8")
    said = promise(within(3), Scope(service="express"), clock=Clock("dispatched", "delivered"))
    found = measure(load_actuals(draft), [said], BOOK).matches[0].measurement
    assert (found.measure, found.where, found.bins) == (
        "orders_delivery",
        {"service": ("express",)},
        (Bin(3, 50, 0),),
    )


def test_drafts_of_several_tables_are_one_mapping(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    (tmp_path / "calls.csv").write_text(
        "call_id,queued_at,answered_at\n1,2026-05-01T09:00:00Z,2026-05-01T09:01:00Z\n", "utf-8"
    )
    drafted = tomllib.loads("\n".join(detect(tmp_path / name) for name in ("orders.csv", "calls.csv")))
    assert sorted(drafted["measure"]) == ["calls_wait", "orders_delivery", "orders_dispatch"]


def test_an_end_that_comes_first_is_no_end(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text("id,created_at,resolved_at\n1,2026-05-02,2026-05-01\n2,2026-05-02,2026-05-01\n", "utf-8")
    with pytest.raises(MeasurementError) as caught:
        detect(path)
    assert str(caught.value) == (
        f"{path}: no two columns of time stamps make a span (stamps: `created_at`, `resolved_at`); "
        "one must be a start such as `created_at`, one an end such as `resolved_at`."
    )


def test_dates_that_can_be_read_in_two_ways_are_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text("id,created_at,resolved_at\n1,03/04/2026,05/04/2026\n", "utf-8")
    with pytest.raises(MeasurementError, match="can be read day first or month first"):
        detect(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MeasurementError, match=r"none\.csv: no such file"):
        detect(tmp_path / "none.csv")
