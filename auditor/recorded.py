"""The checks that an audit file has recorded to what each of them found promised."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from auditor.database import reading, unpacked
from auditor.model import Promise, Recorded


class _Promised(Struct, frozen=True):
    """The promises of a check: what else another version kept there does not matter."""

    promises: tuple[Promise, ...]


def find_recorded(path: Path, connection: sqlite3.Connection, before: int, days: int) -> Iterator[Recorded]:
    """What each check recorded in so many days up to run `before` found promised, the oldest first, without that run.

    Looks that were not recorded (before a report, after a crawl) are left out.
    """
    (started,) = next(reading(path, connection, "SELECT started_at FROM runs WHERE id = ?", (before,)))
    since = datetime.datetime.fromisoformat(started) - datetime.timedelta(days=days)
    query = (
        "SELECT started_at, body FROM results JOIN runs ON runs.id = run "
        "WHERE kind = 'check' AND run < ? AND started_at >= ? ORDER BY run"
    )
    for on, body in reading(path, connection, query, (before, since.isoformat(timespec="seconds"))):
        yield Recorded(on[:10], unpacked(path, body, _Promised).promises)
