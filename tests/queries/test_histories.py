"""What a series' own history lets expect, against hand-worked numbers, SciPy and a regression by other means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from queries import histories


def test_the_overdispersed_tail_is_scipys_beta_binomial_and_the_binomial_without_overdispersion() -> None:
    k, n, mean = np.array([5, 12, 30, 9]), np.array([100, 40, 900, 9]), np.array([2.0, 6.0, 9.0, 3.0])
    for widened in (1.5, 4.0):
        share = mean / n
        variance = widened * n * share * (1 - share)
        size = (n - widened) / (widened - 1)  # variance n p q (n + M) / (1 + M), solved for M
        expected = stats.betabinom.sf(k - 1, n, share * size, (1 - share) * size)
        assert histories.overdispersed_tail(k, n, mean, variance) == pytest.approx(expected, rel=1e-6)
    plain = histories.overdispersed_tail(k, n, mean, np.zeros(4))
    assert plain == pytest.approx(stats.binom.sf(k - 1, n, mean / n))
    assert histories.overdispersed_tail([0, 6], [5, 5], [1, 1], [2, 2]) == pytest.approx([1, 0])
    assert histories.overdispersed_tail([], [], [], []).size == 0


def test_dispersion_is_that_of_the_other_periods_and_at_least_one() -> None:
    mean = np.full((2, 5), 4.0)
    phi = histories.dispersion([[4, 4, 4, 4, 4], [0, 8, 4, 4, 9]], mean, mean)
    assert phi[0] == pytest.approx(1)
    # (k - 4)² / 4 is 4, 4, 0, 0, 6.25; each period is left out of its own: (14.25 - 4) / 4, …, 8 / 4
    assert phi[1] == pytest.approx([10.25 / 4, 10.25 / 4, 14.25 / 4, 14.25 / 4, 2])


def test_dispersion_is_not_driven_by_the_periods_that_stand_out() -> None:
    draw = np.random.default_rng(4)
    count = draw.poisson(4.0, (1, 200)).astype(float)
    mean = np.full((1, 200), 4.0)
    count[0, [20, 21, 90]] = 60
    assert histories.dispersion(count, mean, mean).max() < 1.5
    assert ((count - mean) ** 2 / mean).mean() > 10


@given(st.integers(1, 300), st.data())
def test_every_tail_is_a_chance_and_falls_with_the_count(total: int, data: st.DataObject) -> None:
    mean = data.draw(st.floats(1e-6, total))
    variance = data.draw(st.floats(0, float(total) ** 2))
    tail = histories.overdispersed_tail(
        np.arange(total + 2), np.full(total + 2, total), np.full(total + 2, mean), np.full(total + 2, variance)
    )
    assert ((tail >= 0) & (tail <= 1)).all()
    assert (np.diff(tail) <= 1e-9).all()


def test_the_trend_is_the_slope_of_a_regression_by_other_means() -> None:
    draw, at, total = np.random.default_rng(3), np.arange(40.0), np.full(40, 300.0)
    counts = draw.binomial(300, np.linspace(0.02, 0.12, 40), (5, 40)).astype(float)
    mean = counts.mean(axis=1, keepdims=True) * np.ones(40)
    factor, doubt = histories.trend(counts, mean, total, at)
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
        factor, doubt = histories.trend(counts, mean, np.full(30, 100.0), np.arange(30))
        assert (factor == 1).all()
        assert (doubt == 0).all()
