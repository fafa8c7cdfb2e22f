"""One stated value and its measurement to a Verdict, in the order: enough data, over, under, kept, inconclusive."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from auditor.config import Targets
from auditor.model import (
    Duration,
    Match,
    Measurement,
    Number,
    Promise,
    Promised,
    StartDay,
    Strength,
    Unit,
    Variant,
    Verdict,
    VerdictKind,
)
from auditor.verdicts.sayable import sayable
from auditor.verdicts.statistics import (
    Ended,
    by,
    clopper_pearson,
    defensible,
    effective_size,
    kaplan_meier,
    quantile,
)
from auditor.verdicts.trends import periods, trend
from auditor.wording import share, units

LEAST_DECIDED = 30
MOST_QUARANTINED = 0.20
UNDER = 0.7
"""A promise is an under-promise where the value that could be promised instead is at most this part of it."""

_SHARES = (0.90, 0.95, 0.98, 0.99)
_SAFE = 0.95
_WORTH_SAYING = 0.005
_REPEATS = "duplicate_key"

Could = tuple[Number, Number, Duration]
"""The elapsed time that can be promised to a share of cases, the next sayable value, and that as a promise."""


class Held(Struct, frozen=True):
    """A measurement at the promised limit: decided cases, the share that kept it, and the design effect there."""

    decided: int
    kept: int
    rate: float
    design_effect: float
    days: int
    early: float

    def interval(self, more: int = 0, more_kept: int = 0) -> tuple[float, float]:
        """The 95 % interval of the kept share, if `more` cases were added of which `more_kept` kept it."""
        decided = self.decided + more
        n = effective_size(decided, self.design_effect, self.days)
        rate = (self.rate * self.decided + more_kept) / decided if decided else 0.0
        return clopper_pearson(rate * n, n)


def hold(promise: Promise, variant: Variant, match: Match, targets: Targets) -> Verdict:
    """The verdict on one stated value."""
    measurement = match.measurement
    curve = kaplan_meier(measurement.bins, measurement.n_breached)
    held = _held(match, curve)
    target = match.share if match.share is not None else _target(targets, variant.strength)
    could = {level: _defensible(measurement, curve, held, level) for level in _SHARES}
    kind, reason = _kind(match, held, target, could[_SAFE])
    low, high = held.interval()
    return Verdict(
        topic=promise.topic,
        scope=promise.scope,
        promise=Promised(variant.value, variant.strength, variant.evidence),
        verdict=kind,
        measure=measurement.measure,
        n=held.decided,
        n_open=_undecided_cases(match, held),
        quarantined=measurement.quarantined,
        excluded=measurement.excluded,
        kept_rate=round(held.rate, 6) if held.decided else None,
        kept_ci=(round(low, 6), round(high, 6)) if held.decided else None,
        p50=quantile(curve, 0.5),
        p90=quantile(curve, 0.9),
        p95=quantile(curve, 0.95),
        unit=measurement.unit,
        target=target,
        defensible={f"{level:.2f}": found[2] if found else None for level, found in could.items()},
        trend=trend(match.days),
        periods=periods(match.days),
        bins=measurement.bins,
        match_method=match.method,
        conventions=_conventions(match, variant, target),
        arithmetic=_arithmetic(match, held),
        reason=reason,
        suggestion=_suggestion(kind, target, could),
        as_of=measurement.as_of,
    )


def _target(targets: Targets, strength: Strength) -> float:
    return {
        Strength.GUARANTEE: targets.guarantee,
        Strength.FIRM: targets.firm,
        Strength.HEDGED: targets.hedged,
    }[strength]


def quarantined_share(measurement: Measurement) -> float:
    """The part of the cases' rows that were not understood and could have been cases; repeated rows were none."""
    doubtful = _doubtful(measurement)
    rows = measurement.n_done + measurement.n_open + measurement.n_breached + doubtful
    return doubtful / rows if rows else 0.0


def _doubtful(measurement: Measurement) -> int:
    return sum(n for reason, n in measurement.quarantined.items() if reason != _REPEATS) - measurement.n_unattributed


def _held(match: Match, curve: Sequence[Ended]) -> Held:
    early = 0.0
    if match.low:
        early = max((point.share for point in curve if point.elapsed < match.low), default=0.0)
    rate = by(curve, match.limit).share - (early if match.early_is_breach else 0.0)
    reached = sum(point.elapsed <= match.limit for point in curve)
    return Held(
        decided=sum(day.decided for day in match.days),
        kept=sum(day.kept for day in match.days),
        rate=rate,
        design_effect=match.measurement.design_effects[reached - 1] if reached else 1.0,
        days=sum(day.decided > 0 for day in match.days),
        early=early,
    )


def _defensible(measurement: Measurement, curve: Sequence[Ended], held: Held, level: float) -> Could | None:
    raw = defensible(curve, measurement.design_effects, held.days, level)
    said = sayable(raw, measurement.unit)
    return None if raw is None or said is None else (raw, *said)


def _kind(match: Match, held: Held, target: float, better: Could | None) -> tuple[VerdictKind, str]:
    """The kind of verdict, and the reason where it needs one."""
    aside = quarantined_share(match.measurement)
    if aside > MOST_QUARANTINED:
        message = f"{share(aside)} of the rows were not understood; mend the export or the mapping"
        return VerdictKind.INCONCLUSIVE, message
    if held.decided < LEAST_DECIDED:
        return VerdictKind.NOT_ENOUGH_DATA, f"{held.decided} decided cases; a verdict needs {LEAST_DECIDED}"
    kind = _by_interval(held.interval(), target)
    doubtful = _doubtful(match.measurement)
    if doubtful and {_by_interval(held.interval(doubtful, kept), target) for kept in (0, doubtful)} != {kind}:
        return VerdictKind.INCONCLUSIVE, _overturned(held, doubtful)
    if kind is VerdictKind.INCONCLUSIVE:
        return kind, _undecided(held, target)
    if kind is VerdictKind.KEPT and better and better[0] <= UNDER * match.limit and better[1] < match.limit:
        return VerdictKind.UNDER_PROMISE, ""
    return kind, ""


def _by_interval(interval: tuple[float, float], target: float) -> VerdictKind:
    low, high = interval
    if high < target:
        return VerdictKind.OVER_PROMISE
    return VerdictKind.KEPT if low >= target else VerdictKind.INCONCLUSIVE


def _overturned(held: Held, doubtful: int) -> str:
    worst, best = ((held.rate * held.decided + kept) / (held.decided + doubtful) for kept in (0, doubtful))
    return (
        f"{doubtful:,} rows were not understood: with all of them late {share(worst)} are kept, with all of them on "
        f"time {share(best)}, and the verdict hangs on that"
    )


def _undecided(held: Held, target: float) -> str:
    if held.days < 2:
        return "all cases start on one day, which tells nothing about other days"
    low, high = held.interval()
    least = math.ceil(math.log(0.025) / math.log(target)) if target < 1 else None
    if least is not None and held.decided < least:
        return f"even with every case kept, {share(target)} could be confirmed from {least:,} cases on"
    said = f"the interval from {share(low)} to {share(high)} holds the target of {share(target)}"
    if held.design_effect > 2:
        return f"{said}; late cases gather on some days (design effect {held.design_effect:.1f})"
    return said


# ── in words ─────────────────────────────────────────────────────────────────────────────────────────────────


def _arithmetic(match: Match, held: Held) -> str:
    """`1,894 decided: 1,798 within 5 business days = 94.9 %`, and what the open and the early cases make of it."""
    if not held.decided:
        return "no decided cases"
    limit = units(match.limit, match.measurement.unit)
    counted = held.kept / held.decided
    parts = [f"{held.decided:,} decided: {held.kept:,} within {limit} = {share(counted)}"]
    still_open = _undecided_cases(match, held)
    if still_open:
        parts.append(f"with the {still_open:,} open and not yet late {share(held.rate)} (Kaplan-Meier)")
    matured = _matured_rate(match.days)
    if matured is not None and abs(matured - held.rate) >= _WORTH_SAYING:
        parts.append(f"of start days whose limit has passed for all cases {share(matured)}")
    if match.low and held.early:
        breach = ", a breach" if match.early_is_breach else ""
        parts.append(f"{share(held.early)} before {units(match.low, match.measurement.unit)}{breach}")
    return "; ".join(parts)


def _matured_rate(days: Sequence[StartDay]) -> float | None:
    """The kept share of start days of which nothing is open and undecided, to hold the estimate against."""
    mature = [day for day in days if day.matured and day.decided]
    return sum(day.kept for day in mature) / sum(day.decided for day in mature) if mature else None


def _undecided_cases(match: Match, held: Held) -> int:
    one = match.measurement
    return one.n_done + one.n_open + one.n_breached - held.decided


def _conventions(match: Match, variant: Variant, target: float) -> tuple[str, ...]:
    source = "set by the mapping" if match.share is not None else f"assumed for {variant.strength.value} statements"
    said = [*match.measurement.conventions, f"Target {share(target)}, {source}"]
    if isinstance(variant.value, Duration) and variant.value.unit in (Unit.MONTH, Unit.YEAR):
        said.append("A month is counted as 30.4 days, a year as 365.25")
    return tuple(said)


def _suggestion(kind: VerdictKind, target: float, could: Mapping[float, Could | None]) -> str:
    """What could truthfully be said, in numbers that were measured."""
    if kind is VerdictKind.OVER_PROMISE:
        level = next((level for level in _SHARES if level >= target), _SHARES[-1])
        found = could[level]
        if found is None:
            return f"No value that could be said is kept for {share(level)} of the cases; fewer must be late first."
        return f"Say “{_within(found)}”: kept for at least {share(level)} of the cases, with 95 % confidence."
    found = could[_SAFE]
    if kind is VerdictKind.UNDER_PROMISE and found:
        return f"You could say “{_within(found)}”: kept for at least {share(_SAFE)} of the cases, with 95 % confidence."
    return ""


def _within(could: Could) -> str:
    _, _, value = could
    return f"within {units(value.high or 0, value.unit)}"
