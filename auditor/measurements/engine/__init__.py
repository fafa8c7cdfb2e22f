"""All that speaks the language of the engine (DuckDB): files, time stamps, elapsed time, rows and cells."""

from auditor.measurements.engine.elapsed import TICKS
from auditor.measurements.engine.files import open_reader
from auditor.measurements.engine.opening import Request
from auditor.measurements.engine.profile import Profile, later_share, profiles
from auditor.measurements.engine.rows import EXCLUDED
from auditor.measurements.engine.tables import (
    NEVER,
    Cells,
    Counted,
    QuarantinedRow,
    cells_of,
    count,
    local_time,
    open_engine,
    quarantined,
    tally,
    unattributed,
    values_of,
)

__all__ = [
    "EXCLUDED",
    "NEVER",
    "TICKS",
    "Cells",
    "Counted",
    "Profile",
    "QuarantinedRow",
    "Request",
    "cells_of",
    "count",
    "later_share",
    "local_time",
    "open_engine",
    "open_reader",
    "profiles",
    "quarantined",
    "tally",
    "unattributed",
    "values_of",
]
