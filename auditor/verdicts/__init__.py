"""Promises and what was measured to Verdicts: kept, over-promised, under-promised, or why nobody can tell.

A verdict is about one stated value. Its interval counts start days as clusters, its rate counts open cases up to
their age, and rows that were not understood may overturn it: then it is inconclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.config import Targets
from auditor.model import (
    Judgement,
    Match,
    Measured,
    Measurement,
    NotChecked,
    Orphan,
    Promise,
    Promised,
    SilentPractice,
    Unmatched,
    Variant,
    Verdict,
    VerdictKind,
)
from auditor.verdicts.holding import MOST_QUARANTINED, hold, quarantined_share
from auditor.verdicts.statistics import kaplan_meier, quantile
from auditor.wording import share

__all__ = ["Targets", "judge"]

_LEAST = 30


def judge(promises: Sequence[Promise], measured: Measured, targets: Targets | None = None) -> Judgement:
    """All verdicts in the order of the promises, promises nobody measures, and measures nobody promises about.

    `targets` is the share of cases that must keep a promise of each strength, where the mapping sets none.
    """
    aims = targets or Targets()
    answered: dict[tuple[int, int], Match | Unmatched] = {(m.promise, m.variant): m for m in measured.matches}
    answered |= {(u.promise, u.variant): u for u in measured.unmatched}
    verdicts: list[Verdict] = []
    orphans: list[Orphan] = []
    for number, promise in enumerate(promises):
        for position, variant in enumerate(promise.variants):
            found = answered.get((number, position))
            if isinstance(found, Match):
                verdicts.append(hold(promise, variant, found, aims))
            elif found is not None and found.measurable:
                orphans.append(_orphan(promise, variant, found.reason))
            elif found is not None:
                verdicts.append(_not_measurable(promise, variant, found.reason))
    not_checked = tuple(dict.fromkeys(_set_aside(match.measurement) for match in measured.matches if _too_many(match)))
    return Judgement(
        verdicts=tuple(verdicts),
        orphans=tuple(dict.fromkeys(orphans)),
        silent=tuple(_practices(measured.silent)),
        not_checked=not_checked,
        incomplete=bool(not_checked),
    )


def _not_measurable(promise: Promise, variant: Variant, reason: str) -> Verdict:
    stated = Promised(variant.value, variant.strength, variant.evidence)
    return Verdict(promise.topic, promise.scope, stated, VerdictKind.NOT_MEASURABLE, reason=reason)


def _orphan(promise: Promise, variant: Variant, reason: str) -> Orphan:
    first = variant.evidence[0] if variant.evidence else None
    quote, document = (first.quote, first.document) if first else ("", "")
    return Orphan(promise.topic, promise.scope, quote, document, reason)


def _too_many(match: Match) -> bool:
    return quarantined_share(match.measurement) > MOST_QUARANTINED


def _set_aside(measurement: Measurement) -> NotChecked:
    reasons = ", ".join(f"{reason} {rows:,}" for reason, rows in measurement.quarantined.items())
    aside = share(quarantined_share(measurement))
    return NotChecked(f"measure {measurement.measure}", f"{aside} of its rows were not understood ({reasons})")


def _practices(silent: Sequence[Measurement]) -> Iterator[SilentPractice]:
    """Segments with fewer cases than a verdict needs are no practice yet."""
    for one in silent:
        cases = one.n_done + one.n_open + one.n_breached
        if cases >= _LEAST:
            curve = kaplan_meier(one.bins, one.n_breached)
            where = {dimension: ", ".join(values) for dimension, values in one.where.items()}
            yield SilentPractice(one.measure, where, cases, quantile(curve, 0.5), quantile(curve, 0.95), one.unit)
