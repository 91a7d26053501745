"""The formulas against worked examples and against SciPy."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

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
