"""The statistics of verdicts, held against scipy, against a second implementation, and against simulations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from auditor.measurements.clusters import design_effect, design_effects
from auditor.measurements.engine import Cells
from auditor.model import Bin
from auditor.verdicts.statistics import (
    clopper_pearson,
    defensible,
    effective_size,
    kaplan_meier,
    lower_bound,
    quantile,
)


def bins_of(done: np.ndarray, still_open: np.ndarray) -> list[Bin]:
    ticks = sorted({*done.tolist(), *still_open.tolist()})
    return [Bin(t, int((done == t).sum()), int((still_open == t).sum())) for t in ticks]


def survival_case_by_case(times: np.ndarray, ended: np.ndarray, limit: float) -> float:
    """The product-limit estimate, case by case, ends before censorings at ties."""
    left = 1.0
    order = sorted(range(len(times)), key=lambda case: (times[case], not ended[case]))
    for position, case in enumerate(order):
        if ended[case] and times[case] <= limit:
            left *= 1 - 1 / (len(order) - position)
    return left


@pytest.mark.parametrize(("kept", "n"), [(0, 10), (10, 10), (7, 20), (198, 199), (1798, 1894), (12.5, 31.25)])
@pytest.mark.parametrize("confidence", [0.90, 0.95, 0.99])
def test_clopper_pearson_is_that_of_the_beta_distribution(kept: float, n: float, confidence: float) -> None:
    tail = (1 - confidence) / 2
    low = stats.beta.ppf(tail, kept, n - kept + 1) if kept else 0.0
    high = stats.beta.ppf(1 - tail, kept + 1, n - kept) if kept < n else 1.0
    assert clopper_pearson(kept, n, confidence) == pytest.approx((low, high), abs=1e-12)


def test_clopper_pearson_is_that_of_scipys_exact_test() -> None:
    exact = stats.binomtest(1798, 1894).proportion_ci(0.95, method="exact")
    assert clopper_pearson(1798, 1894) == pytest.approx((exact.low, exact.high), abs=1e-9)


def test_nothing_is_known_of_no_cases() -> None:
    assert clopper_pearson(0, 0) == (0.0, 1.0)


def test_kaplan_meier_equals_scipys_and_the_estimate_case_by_case() -> None:
    rng = np.random.default_rng(7)
    for _ in range(20):
        times = rng.integers(0, 15, 80)
        ended = rng.random(80) < 0.7
        curve = kaplan_meier(bins_of(times[ended], times[~ended]))
        theirs = stats.ecdf(stats.CensoredData(uncensored=times[ended], right=times[~ended])).cdf
        for point in curve:
            assert point.share == pytest.approx(float(theirs.evaluate(point.elapsed)), abs=1e-12)
            assert point.share == pytest.approx(1 - survival_case_by_case(times, ended, point.elapsed), abs=1e-12)
            assert point.known == int((ended | (times > point.elapsed)).sum())


def test_a_case_that_never_ends_is_at_risk_throughout() -> None:
    assert kaplan_meier([Bin(1, 2, 0), Bin(3, 1, 0)], never=1)[-1].share == pytest.approx(0.75)
    assert quantile(kaplan_meier([Bin(1, 2, 0), Bin(3, 1, 0)], never=1), 0.9) is None


def test_open_cases_neither_flatter_nor_blacken_the_rate() -> None:
    """Ended cases alone flatter by several points where a third are open; Kaplan-Meier does not."""
    rng = np.random.default_rng(11)
    time = rng.geometric(0.25, 40_000)
    age = rng.integers(0, 12, 40_000)
    ended = time <= age
    curve = kaplan_meier(bins_of(time[ended], age[~ended]))
    truth = 1 - 0.75**4
    estimate = next(p.share for p in curve if p.elapsed == 4)
    assert (time[ended] <= 4).mean() - truth > 0.05
    assert abs(estimate - truth) < 0.01


@pytest.mark.parametrize(("share", "least"), [(0.95, 59), (0.98, 149), (0.99, 299)])
def test_the_least_number_of_cases_for_a_defensible_promise(share: float, least: int) -> None:
    def found(n: int) -> float | None:
        curve = kaplan_meier([Bin(3, n, 0)])
        return next((p.elapsed for p in curve if lower_bound(p.share * n, n, 0.95) >= share), None)

    assert (found(least - 1), found(least)) == (None, 3)


@pytest.mark.parametrize("share", [0.90, 0.95, 0.99])
@pytest.mark.parametrize("n", [300, 1000])
def test_the_defensible_limit_is_the_order_statistic_of_the_binomial_rank(share: float, n: int) -> None:
    times = np.arange(1, n + 1)
    rank = int(stats.binom.ppf(0.95, n, share)) + 1
    assert defensible(kaplan_meier(bins_of(times, times[:0])), [1.0] * n, n, share) == rank


def test_a_defensible_promise_is_really_kept_in_19_of_20_samples() -> None:
    rng = np.random.default_rng(5)
    kept = []
    for _ in range(400):
        times = np.round(rng.exponential(10, 200), 1)
        limit = defensible(kaplan_meier(bins_of(times, times[:0])), [1.0] * 200, 200, 0.95)
        assert limit is not None
        kept.append(1 - np.exp(-(limit + 0.05) / 10) >= 0.95)
    assert np.mean(kept) >= 0.95


def test_no_promise_is_defensible_where_too_many_never_end() -> None:
    curve = kaplan_meier([Bin(1, 900, 0), Bin(60, 0, 100)])
    assert defensible(curve, [1.0, 1.0], 1000, 0.95) is None


def test_independent_cases_have_no_design_effect_and_whole_days_of_late_ones_a_large_one() -> None:
    rng = np.random.default_rng(3)
    cases = np.full((200, 1), 20.0)
    independent = rng.binomial(20, 0.9, (200, 1)).astype(float)
    gathered = np.where(rng.random((200, 1)) < 0.9, 20.0, 0.0)
    assert float(design_effect(independent, cases)[0]) == pytest.approx(1.0, abs=0.25)
    assert float(design_effect(gathered, cases)[0]) == pytest.approx(20.0, rel=0.05)


def test_the_design_effect_is_the_ratio_of_variances() -> None:
    kept, cases = np.array([[9.0], [10.0], [4.0]]), np.array([[10.0], [10.0], [10.0]])
    rate = 23 / 30
    between = 3 / 2 * sum((k - 10 * rate) ** 2 for k in (9, 10, 4)) / 30**2
    assert float(design_effect(kept, cases)[0]) == pytest.approx(between / (rate * (1 - rate) / 30))


def test_a_case_still_open_at_a_younger_age_does_not_count_in_a_day() -> None:
    day, ticks = np.array([0, 0, 1, 1]), np.array([1, 5, 1, 2])
    cells = Cells(day, ticks, np.array([3, 0, 1, 3]), np.array([0, 2, 0, 0]), np.array([5, 5, 9, 9]))
    found, effects = design_effects(cells)
    kept, known = np.array([[3.0, 3, 3], [1, 4, 4]]), np.array([[5.0, 5, 3], [4, 4, 4]])
    assert found.tolist() == [1, 2, 5]
    assert effects.tolist() == pytest.approx(design_effect(kept, known).tolist())


def test_intervals_hold_what_they_say_with_bad_days() -> None:
    """90 days of 40 cases with a random effect of the day: 95 % intervals hold the truth in at least 93 %."""
    rng = np.random.default_rng(17)
    plain, corrected = [], []
    for _ in range(400):
        chance = rng.beta(18, 2, 90)
        kept = rng.binomial(40, chance).astype(float)
        effect = float(design_effect(kept[:, None], np.full((90, 1), 40.0))[0])
        n = effective_size(3600, effect, 90)
        rate = kept.sum() / 3600
        low, high = clopper_pearson(rate * n, n)
        corrected.append(low <= 0.9 <= high)
        low, high = clopper_pearson(kept.sum(), 3600)
        plain.append(low <= 0.9 <= high)
    assert np.mean(plain) < 0.8
    assert np.mean(corrected) >= 0.93


def test_one_day_tells_nothing_about_others() -> None:
    assert effective_size(500, 1.0, 1) == 0.0
    assert effective_size(500, 1.0, 5) < 300
    assert effective_size(500, 2.0, 400) == pytest.approx(250, rel=0.01)
