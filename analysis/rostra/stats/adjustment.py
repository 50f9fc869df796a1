"""Adjustment: what a p-value is worth among many."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["adjust_p"]

Floats = NDArray[np.float64]
Adjustment = Literal["benjamini_hochberg", "benjamini_yekutieli", "bonferroni", "holm", "hochberg"]


def adjust_p(p: ArrayLike, *, method: Adjustment = "benjamini_hochberg") -> Floats:
    """Smallest rate of error at which each test of a family would still count.

    Parameters
    ----------
    p : array_like
        The p-values of one family of tests; NaN where there was no test.
    method : {"benjamini_hochberg", "benjamini_yekutieli", "bonferroni", "holm", "hochberg"}
        What is kept small. Benjamini-Hochberg: the share of false discoveries among the
        discoveries, where tests are independent or go together; Benjamini-Yekutieli: the
        same, however they depend. Bonferroni, Holm (never weaker than Bonferroni) and
        Hochberg (needs tests that are independent or go together): the chance of any
        false discovery.

    Returns
    -------
    numpy.ndarray
        Adjusted p-values, at most 1; NaN stays.

    Notes
    -----
    With the p-values in order and *m* of them: Bonferroni :math:`m p_i`; Holm the
    running maximum of :math:`(m - i + 1) p_i`; Hochberg the running minimum of the same from
    the largest down; Benjamini-Hochberg the running minimum of :math:`m p_i / i`, times
    :math:`\\sum_{k \\le m} 1 / k` for Benjamini-Yekutieli.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate.
    Journal of the Royal Statistical Society B 57(1), 289-300.
    Benjamini, Y. and Yekutieli, D. (2001). The control of the false discovery rate in
    multiple testing under dependency. Annals of Statistics 29, 1165-1188.
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian
    Journal of Statistics 6, 65-70.
    Hochberg, Y. (1988). A sharper Bonferroni procedure. Biometrika 75, 800-802.

    Examples
    --------
    >>> adjust_p([0.01, 0.04, float("nan")]).tolist()
    [0.02, 0.04, nan]
    >>> adjust_p([0.01, 0.04, 0.03], method="holm").tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p, dtype=float)
    adjusted = np.full(p.shape, np.nan)
    tested = ~np.isnan(p)
    family = p[tested]
    m = len(family)
    if method == "bonferroni":
        adjusted[tested] = np.minimum(m * family, 1.0)
        return adjusted
    # written here: importing scipy.stats for one function of it takes longer than most analyses
    order = np.argsort(family, kind="stable")
    rank = np.arange(1, m + 1)
    if method in ("holm", "hochberg"):
        steps = (m - rank + 1) * family[order]
    else:
        steps = m / rank * family[order]
        if method == "benjamini_yekutieli":
            steps *= (1 / rank).sum()
    ranked = np.empty(m)
    ranked[order] = (
        np.maximum.accumulate(steps) if method == "holm" else np.minimum.accumulate(steps[::-1])[::-1]
    )
    adjusted[tested] = np.minimum(ranked, 1.0)
    return adjusted
