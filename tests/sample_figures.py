"""From the event exports of the sample company to the figures in its truth.json, without any code of the audit.

    python tests/sample_figures.py             print the figures of every measure in truth.json

Rows are counted one by one: business days after the start day, rolled forward to an open day, up to and with the end
day; days as differences of local dates; hours and minutes as elapsed time. A case counts when it has ended, or is open
beyond the limit.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sample_draws import EXPORTED, ZONE, business_days

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def fault(row: Row, start: str, end: str, seen: set[str]) -> str | None:
    """Why a row is left out of a measure, by the names of the audit's quarantine; None for a row that counts."""
    key = next(iter(row.values()))
    if row.get("status") == "cancelled" or row.get("outcome") == "abandoned":
        return "excluded"
    if key in seen:
        return "duplicate_key"
    seen.add(key)
    if not row[start]:
        return "start_missing"
    begun, ended = parse(row[start]), parse(row[end])
    if begun is None or (row[end] and ended is None):
        return "start_unparseable" if begun is None else "end_unparseable"
    return "end_before_start" if ended and ended < begun else None


def elapsed(begun: datetime, ended: datetime, unit: str) -> float:
    if unit == "business_day":
        return business_days(begun, ended)
    if unit == "day":
        return (ended.astimezone(ZONE).date() - begun.astimezone(ZONE).date()).days
    return (ended - begun).total_seconds() / {"hour": 3600, "minute": 60}[unit]


def cases_of(rows: list[Row], measure: dict[str, Any]) -> tuple[list[tuple[date, float, bool]], Counter[str]]:
    """(start day, elapsed, done) of each case within the measure's filter, and the rows left out, by reason."""
    start, end, unit = measure["start"], measure["end"], measure["limit"]["unit"]
    seen: set[str] = set()
    faults: Counter[str] = Counter()
    cases = []
    for row in rows:
        if any(row[column] != value for column, value in measure["filter"].items()):
            continue
        reason = fault(row, start, end, seen)
        if reason:
            faults[reason] += 1
            continue
        begun, ended = datetime.fromisoformat(row[start]), parse(row[end])
        cases.append((begun.date(), elapsed(begun, ended or EXPORTED, unit), ended is not None))
    return cases, faults


def figures(folder: Path, measure: dict[str, Any]) -> dict[str, Any]:
    """What truth.json says about a measure: decided and open cases, rows left out, kept rate and quantiles."""
    cases, faults = cases_of(read(folder / measure["table"]), measure)
    limit = measure["limit"]["max"]
    done = sorted(value for _, value, is_done in cases if is_done)
    overdue = sum(1 for _, value, is_done in cases if not is_done and value > limit)
    decided = len(done) + overdue
    return {
        "n": decided,
        "n_done": len(done),
        "n_open": len(cases) - decided,
        "n_open_overdue": overdue,
        "left_out": dict(sorted(faults.items())),
        "kept_rate": round(sum(value <= limit for value in done) / decided, 4),
        **{f"p{share}": round(done[-(-share * len(done) // 100) - 1], 2) for share in (50, 90, 95)},
    }


if __name__ == "__main__":
    sample = Path(__file__).parents[1] / "auditor" / "sample"
    for entry in json.loads((sample / "truth.json").read_text("utf-8"))["measures"]:
        if entry["table"]:
            print(entry["id"], json.dumps(figures(sample / "actuals", entry)))
