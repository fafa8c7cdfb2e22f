"""An elapsed time to the next value that a company would say: 3.4 hours to 4 hours, 0.4 hours to 30 minutes."""

from __future__ import annotations

from itertools import chain

from auditor.model import Duration, Number, Unit

_DAYS = (1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90)
_BUSINESS_DAYS = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60)
_HOURS = (1, 2, 4, 8, 12, 24, 48, 72, 96, 120, 168)
_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45)
_SECONDS = (5, 10, 15, 20, 30, 45)
_SAYABLE: dict[Unit, tuple[tuple[Number, Duration], ...]] = {
    Unit.DAY: tuple((n, Duration(None, n, Unit.DAY)) for n in _DAYS),
    Unit.BUSINESS_DAY: tuple((n, Duration(None, n, Unit.BUSINESS_DAY)) for n in _BUSINESS_DAYS),
    Unit.BUSINESS_HOUR: tuple((n, Duration(None, n, Unit.BUSINESS_HOUR)) for n in _HOURS),
    Unit.HOUR: tuple(
        chain(
            ((n / 60, Duration(None, n, Unit.MINUTE)) for n in _MINUTES),
            ((n, Duration(None, n, Unit.HOUR)) for n in _HOURS),
        )
    ),
    Unit.MINUTE: tuple(
        chain(
            ((n / 60, Duration(None, round(n / 60, 4), Unit.MINUTE)) for n in _SECONDS),
            ((n, Duration(None, n, Unit.MINUTE)) for n in _MINUTES),
            ((n * 60, Duration(None, n, Unit.HOUR)) for n in _HOURS),
        )
    ),
}


def sayable(elapsed: Number | None, unit: Unit) -> tuple[Number, Duration] | None:
    """The tightest sayable value no tighter than `elapsed`, in `unit` and as a promise; None beyond the last."""
    if elapsed is None:
        return None
    return next(((n, value) for n, value in _SAYABLE[unit] if n >= elapsed - 1e-6), None)
