"""Event tables to cells: how many cases of one sort started on one day and took so long. The only module with queries.

DuckDB reads the files; only small tables come back. Every row of the input gets exactly one status, so that the cells
add up to the rows read. Extensions are never downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from auditor.errors import MeasurementError
from auditor.measurements.actuals import Actuals, Calendar, Measure, as_names, closest
from auditor.measurements.calendars import OpenDays, OpenSeconds, open_days, open_seconds
from auditor.measurements.conditions import sql_of_condition
from auditor.measurements.files import Reader, open_reader
from auditor.measurements.stamps import (
    DAY,
    DAY_FIRST,
    DOTTED,
    MONTH_FIRST,
    SECOND,
    SLASHED,
    Stamp,
    literal,
    local_of_utc,
    quoted,
    stamp_of_text,
    stamp_of_type,
    text_of,
    utc_of_local,
)
from auditor.model import Unit

if TYPE_CHECKING:
    import numpy.typing as npt
    from duckdb import DuckDBPyConnection

DONE, OPEN, BREACHED = "done", "open", "breached"
EXCLUDED = ("excluded", "not_started")
_MOST_VALUES = 2000
_SAMPLE = 20_000
_YEARS_BEFORE = 15


class Ticks(Struct, frozen=True):
    """The whole steps that a unit is counted in: `per_unit` of them are one unit."""

    unit: Unit
    per_unit: int


TICKS = {
    Unit.BUSINESS_DAY: Ticks(Unit.BUSINESS_DAY, 1),
    Unit.DAY: Ticks(Unit.DAY, 1),
    Unit.BUSINESS_HOUR: Ticks(Unit.BUSINESS_HOUR, 60),
    Unit.HOUR: Ticks(Unit.HOUR, 60),
    Unit.MINUTE: Ticks(Unit.MINUTE, 60),
}
