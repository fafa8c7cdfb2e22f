"""The rows of event tables that were not understood, for the people who can mend them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.measurements.actuals import Actuals
from auditor.measurements.engine import QuarantinedRow, Request, open_engine, quarantined
from auditor.model import Unit


def quarantine_rows(actuals: Actuals, names: tuple[str, ...] = ()) -> Iterator[QuarantinedRow]:
    """The rows of the measures (all, or those named) that count nowhere, in the order of their tables.

    Raises MeasurementError for a table that cannot be read as the mapping says.
    """
    with open_engine() as connection:
        for name in names or tuple(sorted(actuals.measures)):
            measure = actuals.measures[name]
            request = Request(name, measure, actuals.calendar_of(measure), Unit.DAY)
            yield from quarantined(connection, actuals, request)
