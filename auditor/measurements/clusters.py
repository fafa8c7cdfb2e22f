"""Cells to design effects: by how much days on which everything is late widen an interval.

Cases that start on one day share its weather, its backlog and its staff. A day is a cluster; the variance of the share
kept is that of the days' totals around it (the ratio estimator of survey statistics, Kish 1965), and the design effect
its ratio to the variance of as many independent cases. An interval then counts n / design effect cases.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from auditor.measurements.engine import Cells

Floats = npt.NDArray[np.float64]


def design_effects(cells: Cells) -> tuple[npt.NDArray[np.int64], Floats]:
    """The distinct elapsed ticks, ascending, and the design effect (at least 1) of the share that ended by each.

    A case counts where it is known whether it ended by then: cases still open at a younger age do not.
    """
    days, day = np.unique(cells.day, return_inverse=True)
    ticks, tick = np.unique(cells.ticks, return_inverse=True)
    done, still_open = (np.zeros((len(days), len(ticks))) for _ in range(2))
    np.add.at(done, (day, tick), cells.done)
    np.add.at(still_open, (day, tick), cells.open)
    kept = done.cumsum(axis=1)
    known = kept[:, -1:] + still_open.sum(axis=1, keepdims=True) - still_open.cumsum(axis=1) if len(ticks) else kept
    return ticks, design_effect(kept, known)


def design_effect(kept: Floats, known: Floats) -> Floats:
    """Of `kept` among `known` cases by day (axis 0), for each column.

    1 where all or none are kept, and where there are fewer than two days with cases.
    """
    cases, days = known.sum(axis=0), (known > 0).sum(axis=0)
    rate = np.divide(kept.sum(axis=0), cases, out=np.zeros_like(cases), where=cases > 0)
    between = ((kept - known * rate) ** 2).sum(axis=0) * days / np.maximum(days - 1, 1) / np.maximum(cases, 1) ** 2
    independent = rate * (1 - rate) / np.maximum(cases, 1)
    ratio = np.divide(between, independent, out=np.ones_like(between), where=independent > 0)
    return np.where(days > 1, np.maximum(ratio, 1.0), 1.0)
