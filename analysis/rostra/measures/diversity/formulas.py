"""Formulas: indices of diversity from how often each word occurs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import e, exp, inf, log, log10, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike

from rostra.errors import QueryError, unknown
from rostra.measures.diversity.draws import hdd, vocd

__all__ = ["FORMULAS", "Formula", "Spectrum", "diversify"]


@dataclass(frozen=True)
class Spectrum:
    """How often words occur: all that these indices know of a text.

    Parameters
    ----------
    counts : numpy.ndarray
        Occurrences of each word, all above 0.
    n, v : float
        Words, and different words.
    once, twice : float
        Different words that occur once, and twice.
    squares : float
        Sum of the squared occurrences.
    """

    counts: np.ndarray
    n: float
    v: float
    once: float
    twice: float
    squares: float


@dataclass(frozen=True)
class Formula:
    """One index: how it is computed, its unit, and how it depends on length.

    Parameters
    ----------
    compute : callable
        Takes a spectrum, returns a number.
    unit : str
        Variant, range and direction.
    by_length : bool
        Whether it changes with the length of the text: then only texts of like length
        can be compared.
    """

    compute: Callable[[Spectrum], float]
    unit: str
    by_length: bool = True


def _log_ratio(x: float, y: float) -> float:
    return log(x) / log(y)


def _dugast(s: Spectrum, base: float) -> float:
    return log(s.n, base) ** 2 / (log(s.n, base) - log(s.v, base))


def _maas(s: Spectrum, base: float) -> float:
    return (log(s.n, base) - log(s.v, base)) / log(s.n, base) ** 2


def _summer(s: Spectrum, base: float) -> float:
    return log(log(s.v, base)) / log(log(s.n, base)) if base == e else log10(log10(s.v)) / log10(log10(s.n))


def _maas_v0(s: Spectrum) -> float:
    return log10(s.v) / sqrt(1 - _log_ratio(s.v, s.n) ** 2)


def _repeats(s: Spectrum) -> float:
    return s.squares / s.n**2


def _herdan_vm(s: Spectrum) -> float:
    return sqrt(max(_repeats(s) - 1 / s.v, 0))


def _entropy(s: Spectrum) -> float:
    p = s.counts / s.n
    return float(-(p * np.log2(p)).sum())


def _fisher(s: Spectrum) -> float:
    """Alpha of V = alpha ln(1 + N / alpha)."""
    from scipy.optimize import brentq

    if s.v >= s.n or s.v < 1:
        return nan
    return exp(brentq(lambda x: exp(x) * np.log1p(s.n / exp(x)) - s.v, -20, 40, xtol=1e-13))


def _honore(s: Spectrum) -> float:
    return 100 * log(s.n) / (1 - s.once / s.v)


_MORE = "more is more varied"
_LESS = "less is more varied"

FORMULAS: dict[str, Formula] = {
    "ttr": Formula(lambda s: s.v / s.n, f"V / N, 0 to 1; {_MORE}"),
    "root_ttr": Formula(lambda s: s.v / sqrt(s.n), f"V / sqrt(N) (Guiraud R); {_MORE}"),
    "corrected_ttr": Formula(lambda s: s.v / sqrt(2 * s.n), f"V / sqrt(2N) (Carroll CTTR); {_MORE}"),
    "herdan_c": Formula(lambda s: _log_ratio(s.v, s.n), f"log V / log N (Herdan C), 0 to 1; {_MORE}"),
    "dugast_u": Formula(lambda s: _dugast(s, 10), f"U of log10 (Dugast); {_MORE}"),
    "dugast_u_natural": Formula(lambda s: _dugast(s, e), f"U of ln (Dugast); {_MORE}"),
    "summer_s": Formula(
        lambda s: _summer(s, 10), f"log log V / log log N of log10 (Somers, Summer S); {_MORE}"
    ),
    "summer_s_natural": Formula(
        lambda s: _summer(s, e), f"log log V / log log N of ln (Somers, Summer S); {_MORE}"
    ),
    "rubet_k": Formula(
        lambda s: log10(s.v) / log10(log10(s.n)), f"log V / log log N of log10 (Rubet k); {_MORE}"
    ),
    "rubet_k_natural": Formula(
        lambda s: log(s.v) / log(log(s.n)), f"log V / log log N of ln (Rubet k); {_MORE}"
    ),
    "maas_a": Formula(lambda s: sqrt(_maas(s, 10)), f"a of log10 (Maas); {_LESS}"),
    "maas_a_squared": Formula(lambda s: _maas(s, 10), f"a squared of log10 (Maas); {_LESS}"),
    "maas_a_natural": Formula(lambda s: sqrt(_maas(s, e)), f"a of ln (Maas); {_LESS}"),
    "maas_a_squared_natural": Formula(lambda s: _maas(s, e), f"a squared of ln (Maas); {_LESS}"),
    "maas_v0": Formula(_maas_v0, f"log10 V0 (Maas); {_MORE}"),
    "maas_v0_natural": Formula(lambda s: _maas_v0(s) * log(10), f"ln V0 (Maas); {_MORE}"),
    "yule_k": Formula(
        lambda s: 1e4 * (s.squares - s.n) / s.n**2, f"K, 10,000 x chance of a repeat (Yule); {_LESS}", False
    ),
    "yule_i": Formula(lambda s: s.v**2 / (s.squares - s.v), f"I = V^2 / (sum f^2 - V) (Yule); {_MORE}", True),
    "yule_index": Formula(
        lambda s: s.n**2 / (s.squares - s.n), f"N^2 / (sum f^2 - N) = 10,000 / K (Yule); {_MORE}", False
    ),
    "simpson_d": Formula(
        lambda s: (s.squares - s.n) / (s.n * (s.n - 1)),
        f"chance of the same word twice (Simpson D), 0 to 1; {_LESS}",
        False,
    ),
    "gini_simpson": Formula(
        lambda s: 1 - (s.squares - s.n) / (s.n * (s.n - 1)), f"1 - Simpson D, 0 to 1; {_MORE}", False
    ),
    "repeat_rate": Formula(_repeats, f"sum of squared shares, 0 to 1; {_LESS}", False),
    "herdan_vm": Formula(_herdan_vm, f"Vm (Herdan); {_LESS}"),
    "hapax_share": Formula(lambda s: s.once / s.n, f"words that occur once, share of words; {_MORE}"),
    "hapax_share_types": Formula(
        lambda s: s.once / s.v, f"words that occur once, share of different words; {_MORE}"
    ),
    "honore_r": Formula(_honore, f"100 ln N / (1 - V1 / V) (Honore R); {_MORE}"),
    "sichel_s": Formula(lambda s: s.twice / s.v, "V2 / V (Sichel S), 0 to 1"),
    "michea_m": Formula(lambda s: s.v / s.twice, "V / V2 (Michea M)"),
    "brunet_w": Formula(lambda s: s.n ** (s.v**-0.172), f"W = N^(V^-0.172) (Brunet); {_LESS}"),
    "brunet_w_165": Formula(lambda s: s.n ** (s.v**-0.165), f"W = N^(V^-0.165) (Brunet); {_LESS}"),
    "entropy": Formula(_entropy, f"bits a word (Shannon); {_MORE}"),
    "fisher_alpha": Formula(_fisher, f"alpha of V = alpha ln(1 + N / alpha) (Fisher); {_MORE}"),
    "hdd": Formula(lambda s: hdd(s.counts), f"HD-D, mean TTR of 42 words drawn, 0 to 1; {_MORE}", False),
    "hdd_sum": Formula(
        lambda s: 42 * hdd(s.counts), f"HD-D, sum over 42 words drawn, 0 to 42; {_MORE}", False
    ),
    "vocd_d": Formula(
        lambda s: vocd(s.counts), f"vocd-D, fitted to expected TTR of 35 to 50 words; {_MORE}", False
    ),
}


def spectrum(counts: ArrayLike) -> Spectrum:
    """Return what the indices need to know of the counts."""
    f = np.asarray(counts, dtype=float)
    f = f[f > 0]
    return Spectrum(
        f, float(f.sum()), float(len(f)), float((f == 1).sum()), float((f == 2).sum()), float((f**2).sum())
    )


def diversify(counts: ArrayLike, *, measure: str = "ttr") -> float:
    """How varied a vocabulary is, from how often each word occurs.

    Parameters
    ----------
    counts : array_like
        Occurrences of each word.
    measure : str
        A name in `FORMULAS`, which says unit, direction and whether it depends on length.

    Returns
    -------
    float
        NaN where the formula has no value: no words; a logarithm of 0; no word repeated, where
        it divides by the repetitions.

    Notes
    -----
    With *N* words, *V* different ones, :math:`V_k` of which occur *k* times, and
    :math:`M = \\sum f^2`:

    - `herdan_c` :math:`\\log V / \\log N`; `dugast_u` :math:`(\\log N)^2 / (\\log N - \\log V)`;
      `maas_a` :math:`\\sqrt{(\\log N - \\log V) / (\\log N)^2}`; these three do not agree
      between logarithms of base 10 and *e* (but for *C*), so both are given;
    - `yule_k` :math:`10^4 (M - N) / N^2`; `yule_i` :math:`V^2 / (M - V)`; `simpson_d`
      :math:`(M - N) / (N (N - 1))`; `herdan_vm` :math:`\\sqrt{M / N^2 - 1 / V}`;
    - `honore_r` :math:`100 \\ln N / (1 - V_1 / V)`; `maas_v0`
      :math:`\\log V / \\sqrt{1 - (\\log V / \\log N)^2}`.

    `ttr` and its transforms fall with the length of the text: compare texts of like
    length, or use `mattr`, `mtld`, `hdd`, `yule_k`.

    References
    ----------
    Guiraud, P. (1954). Les caracteres statistiques du vocabulaire.
    Herdan, G. (1955). A new derivation and interpretation of Yule's characteristic K. ZAMP 6.
    Carroll, J. B. (1964). Language and Thought.
    Maas, H.-D. (1972). Ueber den Zusammenhang zwischen Wortschatzumfang und Laenge eines
    Textes. Zeitschrift fuer Literaturwissenschaft und Linguistik 8, 73-79.
    Honore, A. (1979). Some simple measures of richness of vocabulary. ALLC Bulletin 7.
    Tweedie, F. J. and Baayen, R. H. (1998). How variable may a constant be? Computers and
    the Humanities 32, 323-352.
    Yule, G. U. (1944). The Statistical Study of Literary Vocabulary.
    Simpson, E. H. (1949). Measurement of diversity. Nature 163, 688.
    Fisher, R. A., Corbet, A. S. and Williams, C. B. (1943). Journal of Animal Ecology 12.

    Examples
    --------
    >>> text = [3, 1, 1, 1, 1, 1, 1, 1]  # ten words, one of them three times
    >>> [round(diversify(text, measure=name), 2) for name in ("ttr", "root_ttr", "yule_k")]
    [0.8, 2.53, 600.0]
    """
    if measure not in FORMULAS:
        raise QueryError(unknown("measure of diversity", measure, FORMULAS))
    return indices(counts, [measure])[0]


def indices(counts: ArrayLike, measures: list[str]) -> list[float]:
    """Return several indices of the same counts, as `diversify` gives each."""
    found, values = spectrum(counts), []
    for measure in measures:
        try:
            value = float(FORMULAS[measure].compute(found)) if found.n else nan
        except (ZeroDivisionError, ValueError):
            value = nan
        values.append(nan if value in (inf, -inf) else value)
    return values
