"""Formulas: scores of readability, from counts to numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown
from rostra.measures.readability.counts import COUNTS, Counted
from rostra.measures.readability.lengths import LENGTHS
from rostra.measures.readability.lists import FAMILIAR, LANGUAGES

__all__ = ["FORMULAS", "needed", "score"]

Floats = NDArray[np.float64]

FORMULAS = {**LENGTHS, **FAMILIAR, **LANGUAGES}


def score(counts: Mapping[str, ArrayLike], *, measure: str = "flesch") -> Floats:
    """How hard a text is to read, from what was counted in it.

    Parameters
    ----------
    counts : mapping of str to array_like
        Counts by name: see `COUNTS`. `needed` says which a measure uses.
    measure : str
        A name in `FORMULAS`, which says scale, direction and source.

    Returns
    -------
    numpy.ndarray
        One score a text. NaN where there is no word or no sentence.

    Notes
    -----
    With *W* words, *S* sentences, *C* characters, *Y* syllables, :math:`W_3` words of three
    syllables or more and :math:`W_1` of one, :math:`L_7` words of seven letters or more, and *U*
    unfamiliar words:

    - `flesch` :math:`206.835 - 1.015\\, W / S - 84.6\\, Y / W`;
    - `flesch_kincaid` :math:`0.39\\, W / S + 11.8\\, Y / W - 15.59`;
    - `fog` :math:`0.4 (W / S + 100 W_3 / W)`; `smog` :math:`1.043 \\sqrt{30 W_3 / S} + 3.1291`;
    - `ari` :math:`0.5\\, W / S + 4.71\\, C / W - 21.43`;
    - `coleman_liau` :math:`5.88\\, C / W - 29.6\\, S / W - 15.8`;
    - `lix` :math:`W / S + 100 L_7 / W`; `rix` :math:`L_7 / S`; `forcast` :math:`20 - 15 W_1 / W`;
    - `linsear_write` *x* / 2 with :math:`x = (W + 2 W_3) / S`, less 1 where *x* is at most 20;
    - `dale_chall_old` :math:`0.1579 \\cdot 100 U / W + 0.0496\\, W / S`, and 3.6365 more where
      *U* is above 5%; `spache` :math:`0.121\\, W / S + 0.082 \\cdot 100 U / W + 0.659`.

    The others are in the source. All are regressions on school texts of their time; they
    know nothing of content. Scores of one text differ by grades between formulas: compare
    texts by one formula.

    References
    ----------
    Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology 32, 221-233.
    Kincaid, J. P., Fishburne, R. P., Rogers, R. L. and Chissom, B. S. (1975). Derivation of new
    readability formulas for Navy enlisted personnel.
    Gunning, R. (1952). The Technique of Clear Writing.
    McLaughlin, G. H. (1969). SMOG grading. Journal of Reading 12, 639-646.
    Coleman, M. and Liau, T. L. (1975). A computer readability formula designed for machine
    scoring. Journal of Applied Psychology 60, 283-284.
    Dale, E. and Chall, J. S. (1948). A formula for predicting readability. Educational Research
    Bulletin 27. Bormuth, J. R. (1969). Development of Readability Analysis.
    Klare, G. R. (1974). Assessing readability. Reading Research Quarterly 10, 62-102.

    Examples
    --------
    >>> counts = {"words": 100, "sentences": 5, "syllables": 150}
    >>> [float(score(counts, measure=name).round(2)) for name in ("flesch", "flesch_kincaid")]
    [59.64, 9.91]
    """
    names = needed(measure)
    missing = [name for name in names if name not in counts]
    if missing:
        raise QueryError(
            f"{measure} needs the count {missing[0]!r} ({COUNTS[missing[0]]}), which is not given. Give "
            f"{', '.join(names)}."
        )
    values = {name: np.asarray(counts[name], dtype=float) for name in names}
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.asarray(FORMULAS[measure].compute(Counted(values, set())), dtype=float)
    return np.where(np.isfinite(found), found, np.nan)


def needed(measure: str) -> list[str]:
    """Say which counts a measure needs.

    Parameters
    ----------
    measure : str
        A name in `FORMULAS`.

    Returns
    -------
    list of str
        Names in `COUNTS`.

    Examples
    --------
    >>> needed("smog")
    ['sentences', 'three_syllables']
    """
    if measure not in FORMULAS:
        raise QueryError(unknown("measure of readability", measure, FORMULAS))
    asked: set[str] = set()
    FORMULAS[measure].compute(Counted(dict.fromkeys(COUNTS, np.float64(2)), asked))  # type: ignore[arg-type]
    return sorted(asked, key=list(COUNTS).index)
