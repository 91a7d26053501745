"""The measures, each defined once, with the source of its formula. Pure numbers in, pure numbers out.

Why it exists: a share, an interval or a test must mean the same on every page. All functions are
vectorised over NumPy arrays and know no table, no country and no colour.

Sources were looked up in catalogues, in copies of the papers or in the documentation of other libraries; what could
not be found there carries "not checked".
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import special  # not scipy.stats, which takes half a second to load: longer than any answer

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

Z95: Final = 1.959963984540054
"""The 97.5 % point of the normal distribution: two-sided 95 % intervals."""

EXACT_BELOW: Final = 5.0
"""Below this expected count the chi-square approximation is poor, and the tail is exact.

The rule is commonly given after Cochran (1954), Biometrics 10, 417–451 (volume and pages not checked)."""


def share(count: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """Return count / total, NaN where the total is 0."""
    k, n = np.broadcast_arrays(np.asarray(count, dtype=float), np.asarray(total, dtype=float))
    return np.asarray(np.divide(k, n, out=np.full(n.shape, np.nan), where=n > 0), dtype=float)


def wilson(count: npt.ArrayLike, total: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the 95 % score interval of a share, NaN where the total is 0.

    Wilson (1927), J. of the American Statistical Association 22, 209–212; recommended for small n by Brown, Cai and
    DasGupta (2001), Statistical Science 16, 101–133 (that they recommend it: not checked).
    """
    n = np.asarray(total, dtype=float)
    part = share(count, n)
    n = np.where(n > 0, n, np.nan)
    centre = part + Z95**2 / (2 * n)
    half = Z95 * np.sqrt(part * (1 - part) / n + Z95**2 / (4 * n**2))
    scale = 1 + Z95**2 / n
    # At 0 of n and n of n the ends are 0 and 1; rounding must not leave them.
    return np.clip((centre - half) / scale, 0, 1), np.clip((centre + half) / scale, 0, 1)


def newcombe(
    count: npt.ArrayLike, total: npt.ArrayLike, other_count: npt.ArrayLike, other_total: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Return the 95 % interval of count / total - other_count / other_total, NaN where a total is 0.

    Newcombe (1998), Statistics in Medicine 17, 873–890, method 10: the score intervals of the two shares, put
    together as squares. The two samples are independent (articles of different days).
    """
    one, other = share(count, total), share(other_count, other_total)
    (low, high), (other_low, other_high) = wilson(count, total), wilson(other_count, other_total)
    below = np.sqrt((one - low) ** 2 + (other_high - other) ** 2)
    above = np.sqrt((high - one) ** 2 + (other - other_low) ** 2)
    return np.asarray(one - other - below), np.asarray(one - other + above)


def shapley(values: npt.ArrayLike) -> Floats:
    """Return what each factor adds between two states, averaged over all orders in which they can change.

    `values` has one axis of length 2 a factor: index 0 is the factor in the first state, 1 in the second. The parts
    sum to `values[1, …, 1] - values[0, …, 0]`, interactions split equally. Shapley (1953), Contributions to the
    Theory of Games II (Annals of Mathematics Studies 28), 307–317; as a decomposition of rates Das Gupta (1993),
    Current Population Reports P23-186; of any change Shorrocks (2013), J. of Economic Inequality (volume 11, 99–126,
    not checked).
    """
    table = np.asarray(values, dtype=float)
    factors = table.ndim
    parts = np.zeros(factors)
    for factor in range(factors):
        steps = np.diff(table, axis=factor).reshape((2,) * (factors - 1))
        changed = np.indices(steps.shape).sum(axis=0) if factors > 1 else np.zeros((), dtype=int)
        # An order with k others changed before: k! (n - k - 1)! of the n! orders.
        weights = 1 / (factors * special.comb(factors - 1, changed))
        parts[factor] = np.sum(weights * steps)
    return parts


def expected(count_a: npt.ArrayLike, count_b: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """Return n_a · n_b / N: what the margins alone would give. NaN where N is 0.

    The expected count of a cell under independence, as in `scipy.stats.contingency.expected_freq`.
    """
    a, b = np.asarray(count_a, dtype=float), np.asarray(count_b, dtype=float)
    return share(a * b, total)


def lift(
    observed: npt.ArrayLike, count_a: npt.ArrayLike, count_b: npt.ArrayLike, total: npt.ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return observed / expected with its 95 % interval.

    Church and Hanks (1990), Computational Linguistics 16, 22–29, without the logarithm.
    The interval is that of Wilson for the share of the rarer one's units that also hold the other, divided
    by the other's share of all. So it cannot pass the cap N / max(n_a, n_b), and small counts keep it wide;
    the larger margin is taken as known (its error is the smallest of the three).
    """
    k, a, b = (np.asarray(x, dtype=float) for x in (observed, count_a, count_b))
    base = share(np.maximum(a, b), total)
    low, high = wilson(k, np.minimum(a, b))
    return share(k, expected(a, b, total)), share(low, base), share(high, base)


def signed_g2(observed: npt.ArrayLike, count_a: npt.ArrayLike, count_b: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """Return the log-likelihood ratio of the four-fold table, negative where observed < expected.

    Dunning (1993), Computational Linguistics 19, 61–74: G² = 2 Σ O ln(O / E) over the four cells.
    """
    k, a, b, n = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (observed, count_a, count_b, total)))
    cells = (
        (k, expected(a, b, n)),
        (a - k, expected(a, n - b, n)),
        (b - k, expected(n - a, b, n)),
        (n - a - b + k, expected(n - a, n - b, n)),
    )
    # xlogy is 0 where O is 0; a cell that no margin allows (E = 0) has O = 0 too.
    terms = [special.xlogy(o, np.divide(o, e, out=np.ones_like(o), where=e > 0)) for o, e in cells]
    g2 = np.maximum(2 * np.sum(terms, axis=0), 0.0)  # rounding can leave -1e-14 at independence
    return np.where(n > 0, np.where(k < cells[0][1], -g2, g2), np.nan)


def exact_tail(observed: npt.ArrayLike, count_a: npt.ArrayLike, count_b: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """Return the hypergeometric chance of at least `observed` (Fisher's exact test, one-sided).

    Both margins fixed, as in `scipy.stats.fisher_exact(…, alternative="greater")`; the test is commonly given after
    Fisher (1935), J. of the Royal Statistical Society 98, 39–82 (not checked).
    The terms are summed upwards from `observed` by the ratio of neighbours, all rows at once: 20,000 rows take
    40 ms where SciPy's `hypergeom.sf` can take a second; the tests hold the two against each other.
    """
    k, a, b, n = (np.array(x, dtype=float) for x in (observed, count_a, count_b, total))
    first = np.maximum(k, np.maximum(0, a + b - n))  # fewer than this is impossible
    log_term = log_choose(a, first) + log_choose(n - a, b - first) - log_choose(n, b)
    term = np.where(first <= np.minimum(a, b), np.exp(log_term), 0.0)
    tail, j, active = term.copy(), first.copy(), np.flatnonzero(term > 0)
    while active.size:
        x = j[active]
        rise = (a[active] - x) * (b[active] - x) / ((x + 1) * (n[active] - a[active] - b[active] + x + 1))
        term[active] *= rise
        tail[active] += term[active]
        j[active] += 1
        # Past the mode the terms fall ever faster; what is below 1e-17 of the sum cannot change it.
        active = active[(rise > 1) | (term[active] > 1e-17 * tail[active])]
    return np.minimum(tail, 1.0)


def log_choose(n: Floats, k: Floats) -> Floats:
    """Return the logarithm of the binomial coefficient, -inf outside 0..n."""
    inside = (k >= 0) & (k <= n)
    n, k = np.where(inside, n, 1.0), np.where(inside, k, 0.0)
    value = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return np.where(inside, value, -np.inf)


def upper_p(observed: npt.ArrayLike, count_a: npt.ArrayLike, count_b: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """Return the one-sided p of *more than chance*: exact where expected < 5, else from signed G².

    The signed root of G² is standard normal under independence, to first order (commonly given after
    Barndorff-Nielsen and Cox 1994, *Inference and Asymptotics*; not checked).
    """
    k, a, b, n = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (observed, count_a, count_b, total)))
    g2 = signed_g2(k, a, b, n)
    p = np.asarray(special.ndtr(-np.sign(g2) * np.sqrt(np.abs(g2))), dtype=float)
    small = expected(a, b, n) < EXACT_BELOW
    p[small] = exact_tail(k[small], a[small], b[small], n[small])
    return p


def benjamini_hochberg(p: npt.ArrayLike, tests: int | None = None) -> Floats:
    """Return the false-discovery q of each p; `tests` counts those also that are not in the list (p = 1).

    Benjamini and Hochberg (1995), J. of the Royal Statistical Society B 57, 289–300; the same as
    `scipy.stats.false_discovery_control` where all tests are in the list. Raises ValueError if `tests` is below its
    length.
    """
    values = np.asarray(p, dtype=float)
    size = values.size
    m = size if tests is None else tests
    if m < size:
        raise ValueError(f"{size} tests were given, and {m} are said to have been made.")
    if size == 0:
        return values
    order = np.argsort(values)
    scaled = values[order] * m / np.arange(1, size + 1)
    q = np.empty(size)
    # Cumulative minimum from the largest p; those left out have p = 1, hence the cap of 1.
    q[order] = np.minimum.accumulate(np.minimum(scaled, 1.0)[::-1])[::-1]
    return q
