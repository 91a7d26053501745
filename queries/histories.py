"""What a series' own other periods let expect: how widely they scatter, where they tend, how far a count stands out.

Why it exists: these measures go from a table of series x periods to another one, and only `bursts` asks for them; what
is of one table alone stands in `statistics`. Vectorised; it must not know any table, country or colour.
Sources: see `statistics`; what could not be found carries "not checked".
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import special

from queries import statistics
from queries.counting import Array, compiled
from queries.statistics import Floats

_MEDIAN: Final = float(special.chdtri(1, 0.5))  # of chi-square with one degree of freedom


def dispersion(count: npt.ArrayLike, mean: npt.ArrayLike, variance: npt.ArrayLike) -> Floats:
    """Return, for each period (column) of each series (row), how much wider than chance its *other* periods scatter.

    The quasi-likelihood factor φ = mean of (k − μ)² / v (McCullagh and Nelder 1989, *Generalized Linear Models*;
    the section, 4.5, not checked), at least 1. Periods that stand out themselves would hide each other, so they weigh
    less (`_outlier_weights`). The weights and φ are found in turn, four times, from the median, which no burst moves.
    1 where a series has no other period.
    """
    k, mu, v = (np.asarray(x, dtype=float) for x in (count, mean, variance))
    square = np.divide((k - mu) ** 2, v, out=np.zeros_like(k), where=v > 0)
    weight = np.ones_like(k)
    phi = _first_dispersion(square)
    residual = _residuals(_two_thirds(k), mu)
    for _ in range(4):
        weight = _outlier_weights(residual, phi)
        phi = np.maximum((weight * square).sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True), 1.0)
    rest, sums = weight.sum(axis=1, keepdims=True) - weight, (weight * square).sum(axis=1, keepdims=True)
    found = np.divide(sums - weight * square, rest, out=np.ones_like(k), where=rest > 1e-9)
    return np.asarray(np.maximum(found, 1.0), dtype=float)


def trend(count: npt.ArrayLike, mean: npt.ArrayLike, total: npt.ArrayLike, at: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return by what factor a series' own slow trend lifts or lowers each period, and the factor's relative variance.

    `count` and `mean` (what a constant share gives) are series x periods, `total` and `at` (time) are of the periods.
    A quasi-binomial regression of the counts on time, log μ = log mean + a + b·t, fitted by weighted scoring with
    weights that no burst bends (`_outlier_weights`); the factor is exp(b·(t − centre)) where b differs from 0 at the
    5 % level, and 1 elsewhere. The frame and the omission of a trend that is not significant are those of Farrington
    et al. (1996), as the R package surveillance describes them (`algo.farrington`); their other two conditions
    (three years of data, no forecast above all past counts) are about looking ahead and are left out.
    """
    k, base, n, x = (np.asarray(values, dtype=float) for values in (count, mean, total, at))
    x = (x - x.min()) / max(float(np.ptp(x)), 1.0)
    base = np.maximum(base, 1e-9)
    level, slope = np.zeros((len(k), 1)), np.zeros((len(k), 1))
    observed = _two_thirds(k)
    phi = _first_dispersion((k - base) ** 2 / (base * np.maximum(1 - base / n, 1e-3)))
    for _ in range(6):
        mu = np.minimum(base * np.exp(level + slope * x), n * 0.999)
        rest, off = 1 - mu / n, k - mu
        weight = _outlier_weights(_residuals(observed, mu), phi)
        square = weight * off**2 / (mu * rest)
        phi = np.maximum(square.sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True), 1.0)
        informs, residual = weight * mu / rest, weight * off / rest
        whole = informs.sum(axis=1, keepdims=True)
        centre = (informs * x).sum(axis=1, keepdims=True) / whole
        since = x - centre
        # a tenth of an article more, so that a series of one period has no slope
        known = (informs * since**2).sum(axis=1, keepdims=True) + 0.1
        step = np.clip((residual * since).sum(axis=1, keepdims=True) / known, -1, 1)
        level = level + np.clip(residual.sum(axis=1, keepdims=True) / whole, -1, 1) - centre * step
        slope = slope + step
    is_sure = np.abs(slope) > statistics.Z95 * np.sqrt(phi / known)
    return np.where(is_sure, np.exp(slope * since), 1.0), np.where(is_sure, since**2 / known, 0.0)


def _first_dispersion(square: Floats) -> Floats:
    """The dispersion of each series by the median of its squared residuals."""
    return np.asarray(np.maximum(np.median(square, axis=1, keepdims=True) / _MEDIAN, 1.0), dtype=float)


def _outlier_weights(residual: Floats, phi: Floats) -> Floats:
    """Weights that fall by 1/s² where the residual s = 3/2 (k^⅔ − μ^⅔) μ^(−1/6) φ^(−½) is above 2.58.

    As in Farrington, Andrews, Beale and Catchpole (1996), J. of the Royal Statistical Society A 159, 547–563; the
    threshold is that of Noufaily et al. (see `bursts`); residual (Anscombe's) and threshold are those of the R package
    surveillance, less its leverage. `residual` is s without φ (`_residuals`).
    """
    return np.where(residual > 2.58 * np.sqrt(phi), phi / residual**2, 1.0)


def _residuals(two_thirds: Floats, mu: Floats) -> Floats:
    """The residuals of counts whose `_two_thirds` are given, so that cube roots are drawn once and not each time."""
    root = np.cbrt(np.maximum(mu, 1e-12))
    return np.asarray(np.maximum(1.5 * (two_thirds - root**2) / np.sqrt(root), 1e-6), dtype=float)


def _two_thirds(k: Floats) -> Floats:
    return np.asarray(np.cbrt(k) ** 2, dtype=float)


def overdispersed_tail(
    observed: npt.ArrayLike, total: npt.ArrayLike, mean: npt.ArrayLike, variance: npt.ArrayLike
) -> Floats:
    """Return the chance of at least `observed` of `total` under the beta-binomial of this mean and variance.

    Skellam (1948), J. of the Royal Statistical Society B 10, 257–261 (last page not checked): α = πM, β = (1 − π)M,
    π = μ/n, variance nπ(1 − π)(n + M)/(1 + M). It is the
    binomial where the variance is no larger than that. Up to the mean, the tail is 1 less the other one (that of the
    rest of n), so that no term is lost for being far below the sum.
    """
    k, n, mu, v = (np.array(x, dtype=float) for x in (observed, total, mean, variance))
    part = np.clip(statistics.share(mu, n), 1e-12, 1 - 1e-12)
    # at least a hair above the binomial's: M stays finite; at most what all-or-nothing gives
    most = np.maximum(n * (1 - 1e-9), 1 + 1e-9)
    ratio = np.clip(v / (n * part * (1 - part)), 1 + 1e-9, most)
    size = np.maximum((n - ratio) / (ratio - 1), 1e-9)
    is_plain = ratio < 1 + 1e-6
    is_low = k <= mu
    alpha, beta = np.where(is_low, 1 - part, part) * size, np.where(is_low, part, 1 - part) * size
    tail = np.zeros_like(part)
    wide = np.flatnonzero(~is_plain)
    at = (np.where(is_low, n - k + 1, k), n, alpha, beta)
    tail[wide] = _beta_binomial_tail(*(np.broadcast_to(x, tail.shape)[wide] for x in at))
    tail = np.where(is_low, 1 - tail, tail)
    plain = np.flatnonzero(is_plain)
    k, n, part = (np.broadcast_to(x, tail.shape)[plain] for x in (k, n, part))
    upper = special.betainc(np.maximum(k, 1.0), np.maximum(n - k + 1, 1.0), part)  # for k from 1 to n
    tail[plain] = np.where(k < 1, 1.0, np.where(k > n, 0.0, upper))
    return np.clip(tail, 0.0, 1.0)


def _beta_binomial_tail(k: Floats, n: Floats, alpha: Floats, beta: Floats) -> Floats:
    """The sum of the terms from k to n, by the ratio of neighbours."""
    start = np.minimum(k, n)
    log_beta = special.betaln(start + alpha, n - start + beta) - special.betaln(alpha, beta)
    term = np.where(k > n, 0.0, np.exp(statistics.log_choose(n, start) + log_beta))
    _add_up(k, n, alpha, beta, term)
    return term


@compiled
def _add_up(k: Array, n: Array, alpha: Array, beta: Array, tail: Array) -> None:
    """Make the sum of all terms from k to n out of the first one of each row."""
    for row in range(len(tail)):
        x, of, a, b, term, total = k[row], n[row], alpha[row], beta[row], tail[row], tail[row]
        is_left = term > 0
        while is_left and x < of:
            rise = (of - x) * (x + a) / ((x + 1) * (of - x - 1 + b))
            term *= rise
            total += term
            x += 1
            # What is left is less than a geometric series of the last ratio; 1e-9 of the sum cannot change a verdict.
            is_left = rise >= 1 or term * rise > 1e-9 * total * (1 - rise)
        tail[row] = total
