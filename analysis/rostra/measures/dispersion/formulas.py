"""Formulas: measures of dispersion, from counts in parts to numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown

__all__ = ["FORMULAS", "Formula", "disperse"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Formula:
    """One measure: what it computes, in which unit, and who defined it.

    Parameters
    ----------
    compute : callable
        Takes counts (words x parts) and shares of the parts, returns one number a word.
    unit : str
        Variant, range and direction.
    source : str
        Where it is defined.
    """

    compute: Callable[[Floats, Floats], Floats]
    unit: str
    source: str


def _total(v: Floats) -> Floats:
    return v.sum(axis=-1)


def _filled(v: Floats) -> Floats:
    return np.count_nonzero(v > 0, axis=-1).astype(float)


def _variation(x: Floats) -> Floats:
    return x.std(axis=-1) / x.mean(axis=-1)


def _entropy(x: Floats) -> Floats:
    """Shannon entropy in bits of non-negative numbers taken as shares."""
    p = x / x.sum(axis=-1, keepdims=True)
    return -(p * np.log2(np.where(p > 0, p, 1))).sum(axis=-1)


def _juilland(x: Floats) -> Floats:
    return 1 - _variation(x) / np.sqrt(x.shape[-1] - 1)


def _carroll(x: Floats) -> Floats:
    return _entropy(x) / np.log2(x.shape[-1])


def _chi_squared(v: Floats, s: Floats) -> Floats:
    expected = _total(v)[..., None] * s
    return ((v - expected) ** 2 / expected).sum(axis=-1)


def _rosengren(v: Floats, s: Floats) -> Floats:
    return np.sqrt(v * s).sum(axis=-1) ** 2


def _deviation(v: Floats, s: Floats) -> Floats:
    return np.abs(v / _total(v)[..., None] - s).sum(axis=-1) / 2


def _egbert(v: Floats, s: Floats) -> Floats:
    return _deviation(v, s) / (1 - np.where(v > 0, s, np.inf).min(axis=-1))


def _differences(v: Floats, s: Floats) -> Floats:
    """DA: mean difference of all pairs of rates, by their ranks."""
    rates = np.sort(v / s, axis=-1)
    n = rates.shape[-1]
    ranks = 2 * np.arange(1, n + 1) - n - 1
    return 1 - (rates * ranks).sum(axis=-1) / (n * (n - 1) * rates.mean(axis=-1))


def _divergence(v: Floats, s: Floats) -> Floats:
    p = v / _total(v)[..., None]
    return (p * np.log2(np.where(p > 0, p, s) / s)).sum(axis=-1)


def _kromer(v: Floats, s: Floats) -> Floats:
    from scipy.special import digamma

    return (digamma(v + 1) + np.euler_gamma).sum(axis=-1)


def _um(v: Floats, d: Floats) -> Floats:
    return _total(v) * d + (1 - d) * _total(v) / v.shape[-1]


_EVEN_1 = "0 to 1; 1 is even"
_EVEN_0 = "0 to 1; 0 is even"
_ADJUSTED = "hits, lowered by uneven spread"
_JUILLAND = "Juilland & Chang-Rodriguez 1964"
_CARROLL = "Carroll 1970"
_ROSENGREN = "Rosengren 1971"
_GRIES = "Gries 2008"
_LIJFFIJT = "Lijffijt & Gries 2012"
_EGBERT = "Egbert, Burch & Biber 2020"
_KL = "Gries 2021"

FORMULAS: dict[str, Formula] = {
    "range": Formula(lambda v, s: _filled(v), "parts with the word", _GRIES),
    "range_share": Formula(lambda v, s: _filled(v) / v.shape[-1], "share of parts with the word", _GRIES),
    "max_min": Formula(lambda v, s: v.max(axis=-1) - v.min(axis=-1), "hits; 0 is even", _GRIES),
    "deviation": Formula(
        lambda v, s: v.std(axis=-1), "hits, standard deviation of parts (n); 0 is even", _GRIES
    ),
    "deviation_sample": Formula(
        lambda v, s: v.std(axis=-1, ddof=1), "hits, standard deviation of parts (n - 1); 0 is even", _GRIES
    ),
    "variation": Formula(
        lambda v, s: _variation(v), "coefficient of variation of counts (n); 0 is even", _GRIES
    ),
    "chi_squared": Formula(_chi_squared, "chi-squared against the sizes of the parts; 0 is even", _GRIES),
    "idf": Formula(
        lambda v, s: np.log2(v.shape[-1] / _filled(v)),
        "bits: log2(parts / range); 0 is in all",
        "Sparck Jones 1972",
    ),
    "juilland_d": Formula(lambda v, s: _juilland(v / s), f"D of rates, {_EVEN_1}", _JUILLAND),
    "juilland_d_counts": Formula(
        lambda v, s: _juilland(v), f"D of counts (equal parts), {_EVEN_1}", _JUILLAND
    ),
    "juilland_u": Formula(lambda v, s: _total(v) * _juilland(v / s), f"U = f x D, {_ADJUSTED}", _JUILLAND),
    "carroll_d2": Formula(lambda v, s: _carroll(v / s), f"D2 of rates, {_EVEN_1}", _CARROLL),
    "carroll_d2_counts": Formula(
        lambda v, s: _carroll(v), f"D2 of counts (equal parts), {_EVEN_1}", _CARROLL
    ),
    "carroll_um": Formula(lambda v, s: _um(v, _carroll(v / s)), f"Um, {_ADJUSTED}", _CARROLL),
    "lyne_d3": Formula(
        lambda v, s: 1 - _chi_squared(v, s) / (4 * _total(v)),
        "D3 = 1 - chi-squared / 4f; 1 is even",
        "Lyne 1985",
    ),
    "rosengren_s": Formula(lambda v, s: _rosengren(v, s) / _total(v), f"S, {_EVEN_1}", _ROSENGREN),
    "rosengren_kf": Formula(_rosengren, f"KF = f x S, {_ADJUSTED}", _ROSENGREN),
    "consistency": Formula(
        lambda v, s: np.sqrt(v).mean(axis=-1) ** 2 / v.mean(axis=-1),
        f"DC of counts (equal parts), {_EVEN_1}",
        "Zhang, Huang & Yu 2004",
    ),
    "dp": Formula(_deviation, f"DP, {_EVEN_0}", _GRIES),
    "dp_even": Formula(lambda v, s: 1 - _deviation(v, s), f"1 - DP, {_EVEN_1}", _GRIES),
    "dp_norm": Formula(
        lambda v, s: _deviation(v, s) / (1 - s.min(axis=-1)),
        f"DPnorm = DP / (1 - smallest part), {_EVEN_0}",
        _LIJFFIJT,
    ),
    "dp_norm_even": Formula(
        lambda v, s: 1 - _deviation(v, s) / (1 - s.min(axis=-1)), f"1 - DPnorm, {_EVEN_1}", _LIJFFIJT
    ),
    "dp_egbert": Formula(_egbert, f"DP / (1 - smallest part with the word), {_EVEN_0}", _EGBERT),
    "dp_egbert_even": Formula(
        lambda v, s: 1 - _egbert(v, s), f"1 - DP / (1 - smallest part with the word), {_EVEN_1}", _EGBERT
    ),
    "da": Formula(_differences, f"DA, {_EVEN_1}", "Burch, Egbert & Biber 2017"),
    "kl_divergence": Formula(_divergence, "Kullback-Leibler divergence in bits; 0 is even", _KL),
    "dkl": Formula(
        lambda v, s: 1 / (1 + _divergence(v, s)), f"DKL = 1 / (1 + divergence in bits), {_EVEN_1}", _KL
    ),
    "dkl_base_2": Formula(
        lambda v, s: 2 ** -_divergence(v, s), f"DKL = 2^-(divergence in bits), {_EVEN_1}", _KL
    ),
    "dkl_base_e": Formula(
        lambda v, s: np.exp(-_divergence(v, s)), f"DKL = e^-(divergence in bits), {_EVEN_1}", _KL
    ),
    "engwall_fm": Formula(
        lambda v, s: _total(v) * _filled(v) / v.shape[-1],
        f"FM = f x range share, {_ADJUSTED}",
        "Engwall 1974",
    ),
    "kromer_ur": Formula(_kromer, f"UR, {_ADJUSTED}", "Kromer 2003"),
}


def disperse(counts: ArrayLike, sizes: ArrayLike | None = None, *, measure: str = "dp") -> Floats:
    """How evenly a word is spread over the parts of a corpus.

    Parameters
    ----------
    counts : array_like
        Occurrences, last axis the parts; any axes before it are words.
    sizes : array_like, optional
        Words of each part; without, all parts are of one size.
    measure : str
        A name in `FORMULAS`, which says the unit and the source of each.

    Returns
    -------
    numpy.ndarray
        One number a word. NaN where the word does not occur and, but for `range`, where
        there is only one part: nothing can be even or uneven.

    Notes
    -----
    With *n* parts, counts :math:`v_i`, their sum *f*, shares of the corpus :math:`s_i`, rates
    :math:`r_i = v_i / s_i` and :math:`p_i = r_i / \\sum r`:

    - `juilland_d`: :math:`1 - \\mathrm{CV}(r) / \\sqrt{n - 1}`, the standard deviation with *n*;
    - `carroll_d2`: :math:`-\\sum p_i \\log p_i / \\log n`;
    - `rosengren_s`: :math:`(\\sum \\sqrt{v_i s_i})^2 / f`;
    - `dp`: :math:`\\frac12 \\sum |v_i / f - s_i|`; `dp_norm` divides it by :math:`1 - \\min s`, and
      `dp_egbert` by :math:`1 - \\min \\{s_i : v_i > 0\\}`;
    - `da`: :math:`1 - \\overline{|r_i - r_j|} / 2 \\bar r` over all pairs of parts;
    - `kl_divergence`: :math:`\\sum (v_i / f) \\log_2 (v_i / f s_i)`; `dkl` is :math:`1 / (1 + KL)`;
    - `lyne_d3`: :math:`1 - \\chi^2 / 4 f`; `carroll_um`: :math:`f D_2 + (1 - D_2) f / n`;
    - `kromer_ur`: :math:`\\sum_i \\sum_{k \\le v_i} 1 / k`; `consistency`:
      :math:`(\\overline{\\sqrt v})^2 / \\bar v`.

    Parts of no size are left out. All but the simplest depend on how often the word occurs:
    a word that occurs once can be in one part only. Compare words of like frequency.

    References
    ----------
    Juilland, A. and Chang-Rodriguez, E. (1964). Frequency Dictionary of Spanish Words.
    Carroll, J. B. (1970). An alternative to Juilland's usage coefficient. Computer Studies in
    the Humanities and Verbal Behavior 3(2), 61-65.
    Rosengren, I. (1971). The quantitative concept of language and its relation to the
    structure of frequency dictionaries. Etudes de linguistique appliquee 1, 103-127.
    Engwall, G. (1974). Frequence et distribution du vocabulaire.
    Lyne, A. A. (1985). The Vocabulary of French Business Correspondence.
    Gries, S. T. (2008). Dispersions and adjusted frequencies in corpora. International
    Journal of Corpus Linguistics 13(4), 403-437.
    Lijffijt, J. and Gries, S. T. (2012). Correction to the above. IJCL 17(1), 147-149.
    Burch, B., Egbert, J. and Biber, D. (2017). Measuring and interpreting lexical dispersion.
    Journal of Research Design and Statistics in Linguistics 3(2), 189-216.
    Egbert, J., Burch, B. and Biber, D. (2020). Lexical dispersion and corpus design. IJCL
    25(1), 89-115.
    Gries, S. T. (2021). A new approach to (key) keywords analysis. Research in Corpus
    Linguistics 9(2), 1-33.

    Examples
    --------
    >>> counts, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]  # the example of Gries 2008
    >>> {name: float(disperse(counts, sizes, measure=name).round(3)) for name in ("dp", "dp_norm", "da")}
    {'dp': 0.18, 'dp_norm': 0.22, 'da': 0.697}
    """
    if measure not in FORMULAS:
        raise QueryError(unknown("measure of dispersion", measure, FORMULAS))
    v = np.asarray(counts, dtype=float)
    w = np.ones(v.shape[-1]) if sizes is None else np.asarray(sizes, dtype=float)
    filled = w > 0
    # sums run over the parts one after the other, however the table lies: their last digits are the same
    v, s = np.asarray(v if filled.all() else v[..., filled], order="F"), w[filled] / w.sum()
    if v.shape[-1] == 0 or (v.shape[-1] == 1 and measure != "range"):
        return np.full(v.shape[:-1], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = FORMULAS[measure].compute(v, s)
    return np.where(_total(v) > 0, values, np.nan)
