"""Association: how much more often two things meet than their frequencies explain.

NLTK has some of these for one pair at a time (they are the oracle of the tests); a corpus has
a million pairs, so they are written here for whole arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.evidence import chi_squared, counts, log_likelihood
from rostra.stats.exact import fisher_p

__all__ = ["ASSOCIATIONS", "UNITS", "Association", "associate", "precision_at"]

Floats = NDArray[np.float64]
Association = Literal[
    "log_likelihood", "simple_log_likelihood", "pmi", "npmi", "mi2", "mi3", "mi_log_frequency",
    "mutual_dependency", "log_frequency_dependency", "mutual_expectation", "t_score", "z_score",
    "z_score_binomial", "chi_squared", "chi_squared_yates", "phi_squared",
    "dice", "log_dice", "jaccard", "minimum_sensitivity", "delta_p_forward", "delta_p_backward",
    "odds_ratio", "log_odds_ratio", "poisson_stirling", "poisson_collocation",
    "fisher",
]  # fmt: skip
ASSOCIATIONS: tuple[Association, ...] = get_args(Association)
UNITS: dict[Association, str] = {
    "log_likelihood": "log-likelihood ratio",
    "simple_log_likelihood": "log-likelihood ratio, one cell",
    "pmi": "pointwise mutual information, bits",
    "npmi": "normalised pointwise mutual information, -1 to 1",
    "mi2": "mutual information, count squared, bits",
    "mi3": "mutual information, count cubed, bits",
    "mi_log_frequency": "mutual information times log frequency",
    "mutual_dependency": "mutual dependency, bits",
    "log_frequency_dependency": "log-frequency biased mutual dependency, bits",
    "mutual_expectation": "mutual expectation, 0 to 1",
    "t_score": "t-score",
    "z_score": "z-score",
    "z_score_binomial": "z-score, binomial variance",
    "chi_squared": "chi-squared",
    "chi_squared_yates": "chi-squared, Yates",
    "phi_squared": "phi squared, 0 to 1",
    "dice": "Dice coefficient, 0 to 1",
    "log_dice": "logDice, 14 at most",
    "jaccard": "Jaccard coefficient, 0 to 1",
    "minimum_sensitivity": "minimum sensitivity, 0 to 1",
    "delta_p_forward": "delta P of the word given the node, -1 to 1",
    "delta_p_backward": "delta P of the node given the word, -1 to 1",
    "odds_ratio": "odds ratio",
    "log_odds_ratio": "log odds ratio, 0.5 added",
    "poisson_stirling": "Poisson-Stirling",
    "poisson_collocation": "Poisson collocation measure",
    "fisher": "p of Fisher's exact test, one-sided",
}


@dataclass(frozen=True, eq=False)
class _Table:
    """Counts of a pair: o they meet, c and r how often each is there, n places."""

    o: Floats
    c: Floats
    r: Floats
    n: Floats

    @property
    def e(self) -> Floats:
        return self.c * self.r / self.n

    @property
    def sides(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The table as a word in two corpora: the neighbourhood, and what is outside it."""
        return self.o, self.c - self.o, self.r, self.n - self.r

    @property
    def bits(self) -> Floats:
        return np.log2(self.o / self.e)


_FORMULAS: dict[Association, Callable[[_Table], Floats]] = {
    "log_likelihood": lambda t: log_likelihood(*t.sides, cells=4),
    "simple_log_likelihood": lambda t: 2 * (np.where(t.o > 0, t.o * np.log(t.o / t.e), 0.0) - (t.o - t.e)),
    "pmi": lambda t: t.bits,
    "npmi": lambda t: t.bits / -np.log2(t.o / t.n),
    "mi2": lambda t: t.bits + np.log2(t.o),
    "mi3": lambda t: t.bits + 2 * np.log2(t.o),
    "mi_log_frequency": lambda t: t.bits * np.log(t.o + 1),
    "mutual_dependency": lambda t: np.log2(t.o**2 / (t.c * t.r)),
    "log_frequency_dependency": lambda t: np.log2(t.o**2 / (t.c * t.r)) + np.log2(t.o / t.n),
    "mutual_expectation": lambda t: 2 * t.o / (t.c + t.r) * t.o / t.n,
    "t_score": lambda t: (t.o - t.e) / np.sqrt(t.o),
    "z_score": lambda t: (t.o - t.e) / np.sqrt(t.e),
    "z_score_binomial": lambda t: (t.o - t.e) / np.sqrt(t.e * (1 - t.c / t.n)),
    "chi_squared": lambda t: chi_squared(*t.sides),
    "chi_squared_yates": lambda t: chi_squared(*t.sides, correction="yates"),
    "phi_squared": lambda t: chi_squared(*t.sides) / t.n,
    "dice": lambda t: 2 * t.o / (t.c + t.r),
    "log_dice": lambda t: 14 + np.log2(2 * t.o / (t.c + t.r)),
    "jaccard": lambda t: t.o / (t.c + t.r - t.o),
    "minimum_sensitivity": lambda t: np.minimum(t.o / t.c, t.o / t.r),
    "delta_p_forward": lambda t: t.o / t.r - (t.c - t.o) / (t.n - t.r),
    "delta_p_backward": lambda t: t.o / t.c - (t.r - t.o) / (t.n - t.c),
    "odds_ratio": lambda t: t.o * (t.n - t.c - t.r + t.o) / ((t.c - t.o) * (t.r - t.o)),
    "log_odds_ratio": lambda t: np.log(
        (t.o + 0.5) * (t.n - t.c - t.r + t.o + 0.5) / ((t.c - t.o + 0.5) * (t.r - t.o + 0.5))
    ),
    "poisson_stirling": lambda t: t.o * (np.log(t.o / t.e) - 1),
    "poisson_collocation": lambda t: t.o * (np.log(t.o / t.e) - 1) / np.log(t.n),
    "fisher": lambda t: fisher_p(*t.sides, alternative="greater"),
}


def associate(
    near: ArrayLike,
    occurrences: ArrayLike,
    reach: ArrayLike,
    total: ArrayLike,
    *,
    measure: Association,
) -> Floats:
    """How much more often two things meet than their frequencies explain.

    Parameters
    ----------
    near : array_like
        How often they meet (O11).
    occurrences, reach : array_like
        How often each of them is there: the word (C1), and the neighbourhood of the
        node (R1); of a pair of words the second, and the first.
    total : array_like
        How many places there are (N).
    measure : str
        One of `Association`.

    Returns
    -------
    numpy.ndarray
        The strength; NaN where the measure is not defined (a margin is empty or full, or
        the two never meet and the measure takes the logarithm of that); infinite where an
        odds ratio is.

    Notes
    -----
    With :math:`O = O_{11}` and :math:`E = C_1 R_1 / N`:

    - `pmi` :math:`\\log_2 (O / E)`, also called MI; `npmi` this over
      :math:`-\\log_2 (O / N)`; `mi2` :math:`\\log_2 (O^2 / E)`; `mi3`
      :math:`\\log_2 (O^3 / E)`; `mutual_dependency` :math:`\\log_2 (O^2 / C_1 R_1)`;
      `log_frequency_dependency` this plus :math:`\\log_2 (O / N)`; `mi_log_frequency` is
      `pmi` times :math:`\\ln (O + 1)`; `mutual_expectation` is `dice` times :math:`O / N`.
    - `t_score` :math:`(O - E) / \\sqrt{O}`; `z_score` :math:`(O - E) / \\sqrt{E}`;
      `z_score_binomial` :math:`(O - E) / \\sqrt{E (1 - C_1 / N)}`; `poisson_stirling`
      :math:`O (\\ln (O / E) - 1)`; `poisson_collocation` this over :math:`\\ln N`; `simple_log_likelihood`
      :math:`2 (O \\ln (O / E) - (O - E))`.
    - `log_likelihood` (four cells), `chi_squared` (Pearson), `chi_squared_yates`,
      `phi_squared` :math:`\\chi^2 / N` and `fisher` (chance of at least O) take the whole table;
      all but the last say nothing of the direction.
    - `dice` :math:`2 O / (C_1 + R_1)`; `log_dice` :math:`14 + \\log_2` of it; `jaccard`
      :math:`O / (C_1 + R_1 - O)`; `minimum_sensitivity` the smaller of :math:`O / C_1` and
      :math:`O / R_1`. They do not depend on N.
    - `delta_p_forward` :math:`O_{11} / R_1 - O_{21} / R_2`, how much more probable the node
      makes the word; `delta_p_backward` :math:`O_{11} / C_1 - O_{12} / C_2`, the word the node.
    - `odds_ratio` :math:`O_{11} O_{22} / O_{12} O_{21}`; `log_odds_ratio` its natural
      logarithm, 0.5 added to each cell.

    Rare words reach a high `pmi` by chance, frequent ones a high `t_score`; what takes
    evidence for strength (`log_likelihood`, `chi_squared`, `fisher`) grows with the corpus.

    References
    ----------
    Evert, S. (2008). Corpora and collocations. In: Corpus Linguistics, ch. 58.
    Church, K. and Hanks, P. (1990). Word association norms, mutual information, and
    lexicography. Bouma, G. (2009). Normalized (pointwise) mutual information. Daille, B.
    (1994). Approche mixte (mi2, mi3). Thanopoulos, A. et al. (2002). Comparative evaluation
    of collocation extraction metrics. Rychlý, P. (2008). A lexicographer-friendly
    association score. Gries, S. T. (2013). 50-something years of work on collocations.
    Kilgarriff, A. and Tugwell, D. (2002). Sketching words (mi_log_frequency). Dias, G. et
    al. (1999). Language independent automatic acquisition of rigid multiword units
    (mutual_expectation). Berry-Rogghe, G. (1973). The computation of collocations and their
    relevance in lexical studies (z_score_binomial). Pedersen, T. (1998). Dependent bigram
    identification (minimum_sensitivity). Quasthoff, U. and Wolff, C. (2002). The Poisson
    collocation measure and its applications.

    Examples
    --------
    >>> float(associate(8, 15828, 4675, 14307668, measure="t_score").round(4))  # Manning & Schütze, p. 164
    0.9999
    >>> associate([40, 1], [300, 16384], [900, 16384], 10**8, measure="log_dice").round(2).tolist()
    [10.09, 0.0]
    """
    table = _Table(*counts(near, occurrences, reach, total))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = _FORMULAS[measure](table)
        c, r, n = table.c, table.r, table.n
        value = np.where((c > 0) & (r > 0) & (c <= n) & (r <= n), value, np.nan)
    if measure in ("log_likelihood", "fisher"):  # a full margin leaves nothing to be surprised by
        value = np.where((c < n) & (r < n), value, np.nan)
    if measure != "odds_ratio":
        value = np.where(np.isinf(value), np.nan, value)
    return value[()]


def precision_at(scores: ArrayLike, relevant: ArrayLike, ranks: Iterable[int]) -> list[float]:
    """What share of the candidates with the highest scores is right.

    Parameters
    ----------
    scores : array_like
        The score of each candidate.
    relevant : array_like of bool
        Whether it is right, by a person's judgement.
    ranks : iterable of int
        How many of the best candidates to look at.

    Returns
    -------
    list of float
        Between 0 and 1, one a rank; NaN where there are fewer candidates. Of equal scores
        the one that stands first is better.

    References
    ----------
    Evert, S. and Krenn, B. (2005). Using small random samples for the manual evaluation of
    statistical association measures. Computer Speech and Language 19(4), 450-466.

    Examples
    --------
    >>> precision_at([3.0, 9.0, 1.0, 5.0], [True, True, False, False], [1, 2, 9])
    [1.0, 0.5, nan]
    """
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    right = np.cumsum(np.asarray(relevant, dtype=bool)[order])
    return [float(right[rank - 1] / rank) if 0 < rank <= len(right) else float("nan") for rank in ranks]
