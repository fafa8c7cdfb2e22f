"""From a fixed seed to the event exports of the sample company: orders, returns, tickets and calls of six months.

    python tests/sample_events.py OUT          write the exports into the folder OUT

The same bytes come out on every machine: only `random()` of a seeded generator is drawn, and all times lie within one
summer-time period (UTC-05:00). The exports are as untidy as real ones: rows twice, ends before starts, dates that are
none, cancelled and lost orders; and late cases gather on bad days.
"""

from __future__ import annotations

import csv
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sample_draws import (
    EXPORTED,
    HOLIDAYS,
    Week,
    add_business_days,
    assign,
    between,
    clock,
    moments,
    shuffled,
    stamp,
    trouble,
)

Row = dict[str, str]
Case = tuple[str, datetime, datetime, datetime]

SEED = 20261031
STOCK_TAKING = date(2026, 10, 31)  # the shop takes no orders

# Of each service and region: the orders, the shares by business days on the way, and the days promised.
SEGMENTS = {
    ("Standard", "US"): (1470, {2: 0.05, 3: 0.25, 4: 0.30, 5: 0.20, 6: 0.12, 7: 0.05, 8: 0.02, 9: 0.01}, 5),
    ("Express", "US"): (405, {1: 0.30, 2: 0.67, 3: 0.02, 4: 0.01}, 2),
    ("Overnight", "US"): (203, {1: 0.9951, 2: 0.0049}, 1),
    ("Standard", "Canada"): (300, {5: 0.04, 6: 0.16, 7: 0.30, 8: 0.30, 9: 0.165, 10: 0.02, 11: 0.015}, 9),
    ("Express", "Canada"): (22, {3: 0.35, 4: 0.55, 5: 0.10}, 4),
}
DISPATCH = {0: 0.52, 1: 0.452, 2: 0.018, 3: 0.007, 4: 0.003}
REFUND = {1: 0.08, 2: 0.20, 3: 0.30, 4: 0.24, 5: 0.145, 6: 0.020, 7: 0.010, 9: 0.005}
EMAIL_REPLY = {0: 0.35, 1: 0.36, 2: 0.24, 3: 0.045, 4: 0.005}
PORTAL_SOLVED = {0: 0.20, 1: 0.45, 2: 0.32, 3: 0.03}
OFFICE_WEEK: Week = (1, 1, 1, 1, 1, 0, 0)
CATEGORIES = ["espresso machines", "grinders", "brewers", "coffee", "accessories"]

# Bad days come in a row: a heat wave, a storm, the week after a holiday. Late cases gather there.
CARRIER_TROUBLE = [(date(2026, 7, 13), 5), (date(2026, 8, 24), 5), (date(2026, 10, 5), 5)]  # first day, days
WAREHOUSE_TROUBLE = [(date(2026, 7, 4), 5), (date(2026, 9, 5), 5), (date(2026, 10, 10), 5)]
MAIL_LOAD = {5: 16, 6: 20, 7: 25, 8: 30, 9: 38, 10: 44}


def orders(rng: Random) -> list[Row]:
    kinds = shuffled(rng, [kind for kind, (count, _, _) in SEGMENTS.items() for _ in range(count)])
    ordered = moments(rng, len(kinds), (1.2, 1.1, 1, 1, 1, 0.9, 1.1), (6, 23.5), {STOCK_TAKING})
    weights = [trouble(moment.date(), WAREHOUSE_TROUBLE, 8) for moment in ordered]
    shipped = [_shipped(rng, *case) for case in zip(ordered, assign(rng, weights, DISPATCH, 1), strict=True)]
    delivered: dict[int, datetime] = {}
    for kind, (_, shares, limit) in SEGMENTS.items():
        cases = [case for case, own in enumerate(kinds) if own == kind]
        loads = [trouble(shipped[case].date(), CARRIER_TROUBLE, 5) for case in cases]
        for case, days in zip(cases, assign(rng, loads, shares, limit), strict=True):
            delivered[case] = _delivered(rng, shipped[case], days)
    moments_of = zip(ordered, shipped, [delivered[case] for case in range(len(kinds))], strict=True)
    return _soil_orders(rng, [_order(rng, case, kinds[case], *times) for case, times in enumerate(moments_of)])


def _shipped(rng: Random, ordered: datetime, days: int) -> datetime:
    day = add_business_days(ordered.date(), days)
    if day == ordered.date() and ordered.hour >= 14:
        day = add_business_days(day, 1)
    return clock(rng, day, 15, 18.5)


def _delivered(rng: Random, shipped: datetime, days: int) -> datetime:
    day = add_business_days(shipped.date(), days)
    if day.weekday() == 4 and rng.random() < 0.15:
        day += timedelta(days=1)  # carriers deliver on Saturdays, which adds no business day
    return clock(rng, day, 9, 19.9)


def _order(
    rng: Random, case: int, kind: tuple[str, str], ordered: datetime, shipped: datetime, delivered: datetime
) -> Row:
    status = "delivered" if delivered <= EXPORTED else "in transit" if shipped <= EXPORTED else "processing"
    draw = rng.random()
    return {
        "order_id": f"BW-{104200 + case}",
        "ordered_at": stamp(ordered),
        "shipped_at": stamp(shipped),
        "delivered_at": stamp(delivered),
        "service": kind[0],
        "region": kind[1],
        "category": CATEGORIES[int(rng.random() * len(CATEGORIES))],
        "customer_type": "consumer" if draw < 0.8 else "member" if draw < 0.95 else "business",
        "status": status,
    }


def _soil_orders(rng: Random, rows: list[Row]) -> list[Row]:
    at_home = [row for row in rows if row["region"] == "US" and row["status"] == "delivered"]
    picked = iter(shuffled(rng, [row for row in at_home if row["service"] == "Standard"]))
    spare = iter(shuffled(rng, [row for row in at_home if row["service"] == "Express"]))
    for row in [*(next(picked) for _ in range(8)), *(next(spare) for _ in range(2))]:
        row.update(shipped_at="", delivered_at="", status="cancelled")
    for row in [*(next(picked) for _ in range(5)), next(spare)]:
        row.update(delivered_at="", status="in transit")  # lost on the way, months ago
    for row in (next(picked) for _ in range(3)):
        row["delivered_at"] = row["delivered_at"].replace("2026", "2025")
    for value in ("n/a", "31/02/2026", "pending"):
        next(picked)["delivered_at"] = value
    next(spare)["delivered_at"] = "n/a"
    return _repeat(rows, [next(picked) for _ in range(5)] + [next(spare)], "delivered_at")


def _repeat(rows: list[Row], repeated: list[Row], changed: str) -> list[Row]:
    """The rows with some of them exported twice, every second one with another value in the column `changed`."""
    rows = list(rows)
    for index, row in enumerate(repeated):
        again = dict(row)
        if index % 2:
            again[changed] = (datetime.fromisoformat(row[changed]) + timedelta(minutes=7)).isoformat()
        rows.insert(rows.index(row) + 3, again)
    return rows


def returns(rng: Random) -> list[Row]:
    received = moments(rng, 900, OFFICE_WEEK, (8, 16), HOLIDAYS)
    weights = [trouble(moment.date(), WAREHOUSE_TROUBLE, 4) for moment in received]
    rows = []
    for case, (moment, days) in enumerate(zip(received, assign(rng, weights, REFUND, 5), strict=True)):
        requested = clock(rng, moment.date() - timedelta(days=4 + int(rng.random() * 9)), 7, 23)
        refunded = clock(rng, add_business_days(moment.date(), days), 9, 17)
        rows.append(
            {
                "return_id": f"RT-{20400 + case}",
                "requested_at": stamp(requested),
                "received_at": stamp(moment),
                "refunded_at": stamp(refunded),
                "reason": ("changed mind", "wrong size", "faulty", "gift")[int(rng.random() * 4)],
                "paid_with": ("card", "paypal", "gift card")[int(rng.random() * 3)],
            }
        )
    picked = iter(shuffled(rng, [row for row in rows if row["refunded_at"]]))
    for row in (next(picked) for _ in range(3)):
        row["refunded_at"] = row["refunded_at"].replace("2026", "2025")
    for value in ("n/a", "30/02/2026", "see note"):
        next(picked)["refunded_at"] = value
    for row in (next(picked) for _ in range(3)):
        row["refunded_at"] = ""  # forgotten
    return _repeat(rows, [next(picked) for _ in range(4)], "refunded_at")


def tickets(rng: Random) -> list[Row]:
    cases = [*_email_tickets(rng), *_chats(rng), *_portal_tickets(rng)]
    cases.sort(key=lambda case: case[1])
    rows = [
        {
            "ticket_id": f"TK-{70100 + number}",
            "created_at": stamp(created),
            "first_response_at": stamp(answered),
            "resolved_at": stamp(resolved),
            "channel": channel,
            "customer_type": "business" if channel == "portal" else "consumer",
            "subject": ("delivery", "return", "warranty", "how to", "order")[int(rng.random() * 5)],
        }
        for number, (channel, created, answered, resolved) in enumerate(cases)
    ]
    picked = iter(shuffled(rng, [row for row in rows if row["channel"] == "email" and row["resolved_at"]]))
    for row in (next(picked) for _ in range(3)):
        row["first_response_at"] = row["first_response_at"].replace("2026", "2025")
    for value in ("n/a", "auto"):
        next(picked)["first_response_at"] = value
    for row in (next(picked) for _ in range(3)):
        row["resolved_at"] = row["resolved_at"].replace("2026", "2025")
    return _repeat(rows, [next(picked) for _ in range(5)], "resolved_at")


def _email_tickets(rng: Random) -> list[Case]:
    created = moments(rng, 800, (1.3, 1.1, 1, 1, 1, 0.6, 0.7), (6, 23.5), set())
    replies = assign(rng, [MAIL_LOAD[moment.month] for moment in created], EMAIL_REPLY, 1)
    return [("email", moment, *_answered(rng, moment, days)) for moment, days in zip(created, replies, strict=True)]


def _answered(rng: Random, created: datetime, days: int) -> tuple[datetime, datetime]:
    """First response after `days` business days, in office hours, and the resolution at most two days later."""
    day = add_business_days(created.date(), days)
    if day == created.date() and created.hour >= 15:
        day = add_business_days(day, 1)
    answered = clock(rng, day, max(8.5, created.hour + 1.2 if day == created.date() else 0), 17.5)
    return answered, _solved(rng, answered, add_business_days(day, int(days < 2 and rng.random() < 0.25)))


def _solved(rng: Random, answered: datetime, day: date) -> datetime:
    if day == answered.date():
        return answered + timedelta(seconds=int(between(rng, 120, 7200)))
    return clock(rng, day, 8.5, 17.5)


def _chats(rng: Random) -> list[Case]:
    opened = moments(rng, 450, (1, 1, 1, 1, 1, 1, 0), (8, 19.5), HOLIDAYS)
    late = assign(rng, [1.0] * len(opened), {0: 0.9, 1: 0.1}, 0)
    cases: list[Case] = []
    for moment, is_late in zip(opened, late, strict=True):
        seconds = between(rng, 340, 1500) if is_late else between(rng, 20, 285)
        answered = moment + timedelta(seconds=int(seconds))
        day = answered.date() if rng.random() < 0.8 else add_business_days(answered.date(), 1)
        cases.append(("chat", moment, answered, _solved(rng, answered, day)))
    return cases


def _portal_tickets(rng: Random) -> list[Case]:
    created = moments(rng, 250, (1.2, 1, 1, 1, 1, 0.4, 0.3), (5, 23), set())
    late = assign(rng, [1.0] * len(created), {0: 0.972, 1: 0.028}, 0)
    solved = assign(rng, [1.0] * len(created), PORTAL_SOLVED, 2)
    cases: list[Case] = []
    for moment, is_late, days in zip(created, late, solved, strict=True):
        hours = between(rng, 4.4, 9) if is_late else between(rng, 0.2, 3.95)
        answered = moment + timedelta(seconds=int(hours * 3600))
        day = add_business_days(moment.date(), days)
        cases.append(("portal", moment, answered, max(_solved(rng, answered, max(day, answered.date())), answered)))
    return cases


def calls(rng: Random) -> list[Row]:
    queued = moments(rng, 600, OFFICE_WEEK, (8, 17.9), HOLIDAYS)
    rows = []
    for number, moment in enumerate(queued):
        seconds = int(between(rng, 8, 55) if rng.random() < 0.8 else between(rng, 55, 210))
        abandoned = rng.random() < 0.04
        rows.append(
            {
                "call_id": f"CL-{30900 + number}",
                "queued_at": stamp(moment),
                "answered_at": "" if abandoned else stamp(moment + timedelta(seconds=seconds)),
                "outcome": "abandoned" if abandoned else "answered",
            }
        )
    return _repeat(rows, [row for row in rows if row["answered_at"]][100:102], "answered_at")


EXPORTS = {"orders.csv": orders, "returns.csv": returns, "tickets.csv": tickets, "calls.csv": calls}


def write_exports(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, export) in enumerate(EXPORTS.items()):
        rows = export(Random(SEED + number))
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_exports(Path(sys.argv[1]))
