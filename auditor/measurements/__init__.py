"""Event tables to Measurements: how long things really took, for the cases that each promise speaks of.

    actuals.toml ─► questions (one for each stated value) ─► cells (one pass over each table) ─► measurements

What is asked is decided before a table is read, except which values its dimensions have.
"""

from auditor.measurements.actuals import Actuals
from auditor.measurements.detecting import detect
from auditor.measurements.loading import load_actuals
from auditor.measurements.measuring import measure
from auditor.measurements.quarantine import quarantine_rows

__all__ = ["Actuals", "detect", "load_actuals", "measure", "quarantine_rows"]
