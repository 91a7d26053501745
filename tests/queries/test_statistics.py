"""The formulas against worked examples and against SciPy."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from queries import statistics

# N = 200; China 120, Kazakhstan 60, both 50; two rare countries 2 and 2, both 1; China 120, US 50, both 30.
OBSERVED, A, B, N = np.array([50, 1, 30]), np.array([120, 2, 120]), np.array([60, 2, 50]), np.array([200, 200, 200])


def test_the_worked_example_of_expected_lift_and_g2() -> None:
    lift, low, high = statistics.lift(OBSERVED, A, B, N)
    assert statistics.expected(A, B, N) == pytest.approx([36, 0.02, 30])
    assert lift == pytest.approx([1.389, 50, 1.0], abs=1e-3)
    assert statistics.signed_g2(OBSERVED, A, B, N) == pytest.approx([21.06, 7.06, 0.0], abs=0.005)
    assert np.all(low < lift)
    assert np.all(lift < high)
    assert np.all(high <= N / np.maximum(A, B))  # the cap


def test_small_expected_counts_have_the_exact_tail_and_large_ones_the_root_of_g2() -> None:
    p = statistics.upper_p(OBSERVED, A, B, N)
    assert p[1] == pytest.approx(0.0199, abs=5e-5)
    assert p[1] == pytest.approx(stats.fisher_exact([[1, 1], [1, 197]], alternative="greater").pvalue)
    assert p[0] == pytest.approx(stats.norm.sf(21.06**0.5), rel=0.01)
    assert p[2] == pytest.approx(0.5)


def test_fewer_than_expected_is_negative_and_improbable_only_from_below() -> None:
    g2 = statistics.signed_g2([10], [120], [60], [200])
    assert g2[0] < -20
    assert statistics.upper_p([10], [120], [60], [200])[0] > 0.999


def test_wilson_is_scipys_and_has_no_value_without_a_total() -> None:
    low, high = statistics.wilson([0, 3, 10, 0], [10, 10, 10, 0])
    for i, k in enumerate((0, 3, 10)):
        interval = stats.binomtest(k, 10).proportion_ci(method="wilson")
        assert (low[i], high[i]) == pytest.approx((interval.low, interval.high))
    assert np.isnan(low[3])
    assert np.isnan(high[3])
    assert np.isnan(statistics.share([0], [0])[0])


def test_q_is_scipys_and_counts_the_tests_that_are_not_listed() -> None:
    p = np.array([0.01, 0.04, 0.03, 0.5])
    assert statistics.benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p))
    with_unlisted = stats.false_discovery_control(np.concatenate([p, np.ones(96)]))[:4]
    assert statistics.benjamini_hochberg(p, 100) == pytest.approx(with_unlisted)
    assert statistics.benjamini_hochberg([]).size == 0
    with pytest.raises(ValueError, match="4 tests were given"):
        statistics.benjamini_hochberg(p, 3)


@given(st.integers(1, 400), st.data())
def test_every_possible_table_has_finite_measures(total: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(1, total)), data.draw(st.integers(1, total))
    k = data.draw(st.integers(max(0, a + b - total), min(a, b)))
    lift, low, high = statistics.lift([k], [a], [b], [total])
    assert 0 <= low[0] <= lift[0] + 1e-9
    assert lift[0] <= high[0] + 1e-9
    assert np.isfinite(statistics.signed_g2([k], [a], [b], [total])[0])
    assert 0 <= statistics.upper_p([k], [a], [b], [total])[0] <= 1
    exact = stats.hypergeom.sf(k - 1, total, a, b)
    assert statistics.exact_tail([k], [a], [b], [total])[0] == pytest.approx(exact, rel=1e-8, abs=1e-300)


def test_newcombes_interval_is_that_of_his_paper() -> None:
    # Newcombe (1998), table II, method 10; the second by hand from Wilson's intervals of 9/10 and 3/10.
    low, high = statistics.newcombe([56, 9], [70, 10], [48, 3], [80, 10])
    assert (low[0], high[0]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (low[1], high[1]) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    back = statistics.newcombe([48], [80], [56], [70])
    assert (back[0][0], back[1][0]) == pytest.approx((-high[0], -low[0]))
    assert np.isnan(statistics.newcombe([0], [0], [1], [2])).all()
    # By hand, 1/2 - 0/2: Wilson (0.0945, 0.9055) and (0, 0.6576); 0.5 -+ sqrt(0.4055² + 0.6576²), sqrt(0.4055² + 0).
    low, high = statistics.newcombe([1], [2], [0], [2])
    assert (low[0], high[0]) == pytest.approx((0.5 - 0.7726, 0.9055), abs=5e-4)


def test_shapleys_parts_by_hand() -> None:
    # a 2 -> 3, b 5 -> 7, a·b 10 -> 21: a adds 1 · (5 + 7) / 2 = 6, b adds 2 · (2 + 3) / 2 = 5.
    assert statistics.shapley(np.multiply.outer([2, 3], [5, 7])) == pytest.approx([6, 5])
    # Three of them, 0 -> 1 each: the interaction of all three in equal parts.
    assert statistics.shapley(np.einsum("i,j,k->ijk", [0, 1], [0, 1], [0, 1])) == pytest.approx([1 / 3] * 3)
    assert statistics.shapley([4, 7]) == pytest.approx([3])


@given(st.lists(st.floats(-100, 100), min_size=16, max_size=16))
def test_shapleys_parts_are_the_mean_over_all_orders(cells: list[float]) -> None:
    values = np.array(cells).reshape((2,) * 4)
    parts = np.zeros(4)
    for order in permutations(range(4)):
        state = [0] * 4
        for factor in order:
            before = values[tuple(state)]
            state[factor] = 1
            parts[factor] += (values[tuple(state)] - before) / 24
    assert statistics.shapley(values) == pytest.approx(parts, abs=1e-9)
    assert statistics.shapley(values).sum() == pytest.approx(values[1, 1, 1, 1] - values[0, 0, 0, 0], abs=1e-9)


def test_the_overdispersed_tail_is_scipys_beta_binomial_and_the_binomial_without_overdispersion() -> None:
    k, n, mean = np.array([5, 12, 30, 9]), np.array([100, 40, 900, 9]), np.array([2.0, 6.0, 9.0, 3.0])
    for widened in (1.5, 4.0):
        share = mean / n
        variance = widened * n * share * (1 - share)
        size = (n - widened) / (widened - 1)  # variance n p q (n + M) / (1 + M), solved for M
        expected = stats.betabinom.sf(k - 1, n, share * size, (1 - share) * size)
        assert statistics.overdispersed_tail(k, n, mean, variance) == pytest.approx(expected, rel=1e-6)
    plain = statistics.overdispersed_tail(k, n, mean, np.zeros(4))
    assert plain == pytest.approx(stats.binom.sf(k - 1, n, mean / n))
    assert statistics.overdispersed_tail([0, 6], [5, 5], [1, 1], [2, 2]) == pytest.approx([1, 0])
    assert statistics.overdispersed_tail([], [], [], []).size == 0


def test_dispersion_is_that_of_the_other_periods_and_at_least_one() -> None:
    mean = np.full((2, 5), 4.0)
    phi = statistics.dispersion([[4, 4, 4, 4, 4], [0, 8, 4, 4, 9]], mean, mean)
    assert phi[0] == pytest.approx(1)
    # (k - 4)² / 4 is 4, 4, 0, 0, 6.25; each period is left out of its own: (14.25 - 4) / 4, …, 8 / 4
    assert phi[1] == pytest.approx([10.25 / 4, 10.25 / 4, 14.25 / 4, 14.25 / 4, 2])


def test_dispersion_is_not_driven_by_the_periods_that_stand_out() -> None:
    draw = np.random.default_rng(4)
    count = draw.poisson(4.0, (1, 200)).astype(float)
    mean = np.full((1, 200), 4.0)
    count[0, [20, 21, 90]] = 60
    assert statistics.dispersion(count, mean, mean).max() < 1.5
    assert ((count - mean) ** 2 / mean).mean() > 10


@given(st.integers(1, 300), st.data())
def test_every_tail_is_a_chance_and_falls_with_the_count(total: int, data: st.DataObject) -> None:
    mean = data.draw(st.floats(1e-6, total))
    variance = data.draw(st.floats(0, float(total) ** 2))
    tail = statistics.overdispersed_tail(
        np.arange(total + 2), np.full(total + 2, total), np.full(total + 2, mean), np.full(total + 2, variance)
    )
    assert ((tail >= 0) & (tail <= 1)).all()
    assert (np.diff(tail) <= 1e-9).all()


def test_the_trend_is_the_slope_of_a_regression_by_other_means() -> None:
    draw, at, total = np.random.default_rng(3), np.arange(40.0), np.full(40, 300.0)
    counts = draw.binomial(300, np.linspace(0.02, 0.12, 40), (5, 40)).astype(float)
    mean = counts.mean(axis=1, keepdims=True) * np.ones(40)
    factor, doubt = statistics.trend(counts, mean, total, at)
    for count, base, found in zip(counts, mean, factor, strict=True):

        def loss(ab: np.ndarray, count: np.ndarray = count, base: np.ndarray = base) -> float:
            mu = base * np.exp(ab[0] + ab[1] * at / 39)
            return float(-(count * np.log(mu) + (300 - count) * np.log(1 - mu / 300)).sum())

        slope = optimize.minimize(loss, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10}).x[1]
        assert np.log(found[-1] / found[0]) == pytest.approx(slope, rel=1e-4)
    assert (doubt > 0).all()


def test_without_a_sure_slope_there_is_no_trend() -> None:
    spike = np.ones((2, 30))
    spike[0, 29], spike[1, 15] = 60, 60  # also not where the last period is the one that stands out
    for counts in (spike, np.zeros((1, 30)), np.eye(1, 30) * 9, np.eye(1, 30, 29) * 9):
        mean = counts.mean(axis=1, keepdims=True) * np.ones(30)
        factor, doubt = statistics.trend(counts, mean, np.full(30, 100.0), np.arange(30))
        assert (factor == 1).all()
        assert (doubt == 0).all()
