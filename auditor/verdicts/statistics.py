"""Counts to rates with their uncertainty: Kaplan-Meier, Clopper-Pearson, effective sample size, defensible limits.

Shares are 0..1. Effective sample sizes are not whole numbers; the beta quantiles of Clopper and Pearson take them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from auditor.model import Bin, Number


class Ended(Struct, frozen=True):
    """By `elapsed`: the share of cases that had ended, and how many cases are known to have ended by then or not."""

    elapsed: Number
    share: float
    known: int


def kaplan_meier(bins: Sequence[Bin], never: int = 0) -> tuple[Ended, ...]:
    """The share ended by each bin's elapsed time, open cases leaving at their age.

    Where a case ends at the age of an open one, the end comes first (the usual convention of the product-limit
    estimator, Kaplan and Meier 1958). `never` cases are at risk throughout and do not end.
    """
    at_risk = sum(b.done + b.open for b in bins) + never
    known, survival = at_risk, 1.0
    curve = []
    for one in bins:
        if at_risk:
            survival *= 1 - one.done / at_risk
        at_risk -= one.done + one.open
        known -= one.open
        curve.append(Ended(one.elapsed, 1 - survival, known))
    return tuple(curve)


def by(curve: Sequence[Ended], limit: Number) -> Ended:
    """The last point of the curve that is not beyond `limit`; nothing has ended before the first."""
    reached = [point for point in curve if point.elapsed <= limit + 1e-9]
    return reached[-1] if reached else Ended(limit, 0.0, 0)


def quantile(curve: Sequence[Ended], share: float) -> Number | None:
    """The first elapsed time by which `share` had ended, None where so many never do."""
    return next((point.elapsed for point in curve if point.share >= share - 1e-12), None)


def clopper_pearson(kept: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """The two-sided interval of a share of `kept` in `n` cases (Clopper and Pearson 1934); (0, 1) of no cases."""
    tail = (1 - confidence) / 2
    return lower_bound(kept, n, 1 - tail), 1 - lower_bound(n - kept, n, 1 - tail)


def lower_bound(kept: float, n: float, confidence: float) -> float:
    """The share that is exceeded with this confidence, one-sided."""
    from scipy.special import betaincinv

    if kept <= 0 or n <= 0:
        return 0.0
    return float(betaincinv(kept, max(n - kept, 0) + 1, 1 - confidence))


def effective_size(n: float, design_effect: float, clusters: int) -> float:
    """How many independent cases `n` clustered ones are worth; 0 under two clusters, which tell nothing.

    The quantile of Student's t with clusters - 1 degrees of freedom replaces the normal one, as Korn and Graubard
    (1998) do for few clusters.
    """
    from scipy.special import stdtrit

    if clusters < 2 or n < 2:
        return 0.0
    return float(n / design_effect * (stdtrit(n - 1, 0.975) / stdtrit(clusters - 1, 0.975)) ** 2)


def defensible(
    curve: Sequence[Ended], design_effects: Sequence[float], clusters: int, share: float, confidence: float = 0.95
) -> Number | None:
    """The first elapsed time within which, with this confidence, at least `share` of cases end; None if none is.

    Without open cases this is the distribution-free upper bound of a quantile by order statistics: with n independent
    cases the r-th smallest, r = binom.ppf(confidence, n, share) + 1, so that 59 cases are the least for 95 %, 149 for
    98 % and 299 for 99 %.
    """
    for point, design_effect in zip(curve, design_effects, strict=True):
        n = effective_size(point.known, design_effect, clusters)
        if point.share >= share and lower_bound(point.share * n, n, confidence) >= share:
            return point.elapsed
    return None
