"""Wordfish: the line along which texts differ most, and where each stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError

__all__ = ["Wordfish", "fit_wordfish"]

Floats = NDArray[np.float64]
_PATIENCE = 25  # rounds of taking turns, before all parameters are moved at once
_STEPS = 3  # of Newton in one turn: the next round goes on from there
_LIMIT = 30.0  # of the logarithm of an expected count, against overflow


@dataclass(frozen=True, eq=False)
class Wordfish:
    """Positions of texts and weights of words.

    Parameters
    ----------
    theta : numpy.ndarray
        Position of each text; mean 0, standard deviation 1 (n - 1).
    standard_error, low, high : numpy.ndarray
        Of the positions.
    alpha : numpy.ndarray
        Fixed effect of each text: how long it is; 0 for the first.
    psi : numpy.ndarray
        Fixed effect of each word: how frequent it is.
    beta : numpy.ndarray
        Weight of each word: below 0 it belongs to the left, above 0 to the right.
    log_likelihood : float
        Of the Poisson model, without its constant.
    rounds : int
        Rounds until nothing moved.
    converged : bool
        Whether it came to rest.
    """

    theta: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    alpha: Floats
    psi: Floats
    beta: Floats
    log_likelihood: float
    rounds: int
    converged: bool


def fit_wordfish(
    counts: ArrayLike,
    *,
    direction: tuple[int, int] = (0, 1),
    prior: float = 3.0,
    tolerance: float = 1e-5,
    max_rounds: int = 200,
    level: float = 0.95,
) -> Wordfish:
    """Place texts on a line by their words alone.

    Parameters
    ----------
    counts : array_like
        One row a text, one column a word; every row and column has a count.
    direction : tuple of int
        Two rows: the first is to stand left of the second.
    prior : float
        Standard deviation of the normal prior of the weights of words; infinite for plain
        maximum likelihood, which does not exist where a word occurs on one side only.
    tolerance : float
        Largest movement of a position that counts as rest.
    max_rounds : int
        Most rounds.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Wordfish
        Positions with standard errors, and the weights of words.

    Notes
    -----
    The count of word *j* in text *i* is Poisson with mean
    :math:`\\exp(\\alpha_i + \\psi_j + \\beta_j \\theta_i)`. In turn, the two parameters of each word and
    the two of each text are moved by Newton's method (now and then all at once by L-BFGS, as
    taking turns is slow), then identified:
    :math:`\\alpha_1 = 0`, positions have mean 0 and standard deviation 1, and the direction is given.
    Starting values are those of the first dimension of the residuals. The standard error of a
    position is that of the information of its text, words given; words of a text are
    taken for independent, so it is too small. The line is the main difference of the texts,
    whatever that is: look at the words at its ends before giving it a name.

    References
    ----------
    Slapin, J. B. and Proksch, S.-O. (2008). A scaling model for estimating time-series party
    positions from texts. American Journal of Political Science 52(3), 705-722.

    Examples
    --------
    >>> counts = [[9, 4, 5, 1], [6, 5, 4, 3], [2, 5, 5, 9]]
    >>> found = fit_wordfish(counts, direction=(0, 2))
    >>> found.theta.round(1).tolist(), bool(found.beta[0] < 0 < found.beta[3])
    ([-0.9, -0.2, 1.1], True)
    """
    y = np.asarray(counts, dtype=float)
    if y.ndim != 2 or y.shape[0] < 3 or y.shape[1] < 2:
        raise QueryError(
            f"the table has {y.shape[0] if y.ndim else 0} texts and {y.shape[1] if y.ndim > 1 else 0} words. "
            "Give three texts or more, and two words or more."
        )
    if (y.sum(axis=0) <= 0).any() or (y.sum(axis=1) <= 0).any():
        raise QueryError("a text or a word has no count. Leave out empty rows and columns.")
    precision = 0.0 if np.isinf(prior) else 1 / prior**2
    alpha, psi, beta, theta = _start(y, direction)
    converged, rounds = False, 0
    while not converged and rounds < max_rounds:
        if rounds and rounds % _PATIENCE == 0:
            alpha, psi, beta, theta = _together(y, alpha, psi, beta, theta, precision)
        before = theta
        psi, beta = _newton(y.T, psi, beta, alpha, theta, precision)
        # the prior is of weights on the agreed scale: for the positions it is one of their spread
        spread = precision * float((beta**2).sum()) / (len(y) - 1)
        alpha, theta = _newton(y, alpha, theta, psi, beta, spread)
        alpha, psi, beta, theta = _identify(alpha, psi, beta, theta, direction)
        rounds += 1
        converged = float(np.abs(theta - before).max()) < tolerance
    eta = _linear(alpha, theta, psi, beta)
    expected = np.exp(eta)
    a, b, c = expected.sum(axis=1), expected @ beta, expected @ beta**2
    error = np.sqrt(a / (a * c - b**2))
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    likelihood = float((y * eta - expected).sum())
    return Wordfish(
        theta, error, theta - reach, theta + reach, alpha, psi, beta, likelihood, rounds, converged
    )


def _linear(alpha: Floats, theta: Floats, psi: Floats, beta: Floats) -> Floats:
    return np.minimum(alpha[:, None] + psi[None, :] + np.outer(theta, beta), _LIMIT)


def _start(y: Floats, direction: tuple[int, int]) -> tuple[Floats, Floats, Floats, Floats]:
    """Fixed effects from the margins, positions from the first dimension of what is left."""
    psi = np.log(y.mean(axis=0))
    alpha = np.log(y.mean(axis=1) / y[0].mean())
    left = np.log(y + 0.1) - psi[None, :] - alpha[:, None]
    left = left - left.mean(axis=0) - left.mean(axis=1, keepdims=True) + left.mean()
    u, s, v = np.linalg.svd(left, full_matrices=False)
    theta = u[:, 0] if np.ptp(u[:, 0]) > 0 else np.linspace(-1, 1, len(y))
    scale = theta.std(ddof=1)
    return _identify(alpha, psi, v[0] * s[0] * scale, (theta - theta.mean()) / scale, direction)


def _together(
    y: Floats, alpha: Floats, psi: Floats, beta: Floats, theta: Floats, precision: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Move all parameters at once, where taking turns is slow; the penalty knows no scale."""
    from scipy.optimize import minimize

    n, m = y.shape
    ends = np.cumsum([n, m, m])

    def loss(x: Floats) -> tuple[float, Floats]:
        a, p, b, t = np.split(x, ends)
        eta = _linear(a, t, p, b)
        expected = np.exp(eta)
        rest = expected - y
        around, squares = t - t.mean(), float((b**2).sum())
        variance = float(around @ around) / (n - 1)
        value = float((expected - y * eta).sum()) + precision * squares * variance / 2
        slopes = (
            rest.sum(axis=1),
            rest.sum(axis=0),
            rest.T @ t + precision * variance * b,
            rest @ b + precision * squares * around / (n - 1),
        )
        return value, np.concatenate(slopes)

    begin = np.concatenate([alpha, psi, beta, theta])
    found = minimize(
        loss,
        begin,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200, "maxfun": 400, "ftol": 1e-14, "gtol": 1e-6},
    )
    a, p, b, t = np.split(found.x, ends)
    return a, p, b, t


def _newton(
    y: Floats, fixed: Floats, slope: Floats, other_fixed: Floats, other: Floats, precision: float
) -> tuple[Floats, Floats]:
    """Move the two parameters of each row to their maximum, those of the columns given."""

    def objective(fixed: Floats, slope: Floats) -> Floats:
        eta = _linear(fixed, slope, other_fixed, other)
        return (y * eta - np.exp(eta)).sum(axis=1) - precision * slope**2 / 2

    current = objective(fixed, slope)
    for _ in range(_STEPS):
        expected = np.exp(_linear(fixed, slope, other_fixed, other))
        rest = y - expected
        g1, g2 = rest.sum(axis=1), rest @ other - precision * slope
        h11, h12 = expected.sum(axis=1), expected @ other
        h22 = expected @ other**2 + precision
        size = np.maximum(h11 * h22 - h12**2, 1e-300)
        step1, step2 = (h22 * g1 - h12 * g2) / size, (h11 * g2 - h12 * g1) / size
        length = np.minimum(1.0, 5 / np.maximum(np.maximum(np.abs(step1), np.abs(step2)), 1e-300))
        for _ in range(40):
            moved = objective(fixed + length * step1, slope + length * step2)
            worse = moved < current - 1e-12 * np.abs(current)
            if not worse.any():
                break
            length = np.where(worse, length / 2, length)
        better = ~(moved < current - 1e-12 * np.abs(current))
        length = np.where(better, length, 0.0)
        fixed, slope = fixed + length * step1, slope + length * step2
        current = np.where(better, moved, current)
        if float(np.maximum(np.abs(length * step1), np.abs(length * step2)).max()) < 1e-10:
            break
    return fixed, slope


def _identify(
    alpha: Floats, psi: Floats, beta: Floats, theta: Floats, direction: tuple[int, int]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Put the parameters on the agreed scale; expected counts stay as they are."""
    mean, spread = theta.mean(), theta.std(ddof=1)
    left, right = direction
    sign = -1.0 if theta[left] > theta[right] else 1.0
    psi = psi + beta * mean + alpha[0]
    return alpha - alpha[0], psi, beta * spread * sign, (theta - mean) / spread * sign
