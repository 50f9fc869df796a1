"""Reliability: how far coders agree on scales, and where units were left out."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

import numpy as np

from rostra.errors import QueryError
from rostra.stats.agreement import Distance, Ratings, complete, is_known, task_of

__all__ = ["bennett_s", "kendall_w", "krippendorff_alpha", "share_agreed"]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
_DISTANCES: dict[Level, Distance] = {
    "nominal": lambda x, y: float(x != y),
    "interval": lambda x, y: float((x - y) ** 2),
    "ratio": lambda x, y: 0.0 if x == y else float(((x - y) / (x + y)) ** 2),
}


def krippendorff_alpha(ratings: Ratings, *, level: Level = "nominal") -> float:
    """How far coders agree beyond chance, whatever their number and whoever left out what.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit; None or NaN where a unit was left out.
    level : {"nominal", "ordinal", "interval", "ratio"}
        What distance two values have: none but equal or not; by the values ranked
        between them; by their difference; by their difference to their sum.

    Returns
    -------
    float
        1 where all agree, 0 where they agree as by chance, below 0 where they systematically do
        not. NaN where no unit has two ratings or only one value was given.

    Notes
    -----
    :math:`\\alpha = 1 - D_o / D_e`, the distances observed within units to those expected among
    all values that can be paired. Units with fewer than two ratings are left out. By
    `nltk.metrics.AnnotationTask.alpha`, which takes the distance.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. Krippendorff, K. (2019).
    Content Analysis, 4th ed., ch. 12.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 1, 2, None], [1, 1, 3, 3], [1, 2, 3, None]]), 3)
    0.333
    """
    columns = list(zip(*ratings, strict=True))
    paired = [column for column in columns if sum(map(is_known, column)) > 1]
    values = [value for column in paired for value in column if is_known(value)]
    if len(set(values)) < 2:
        return float("nan")
    if level != "nominal" and not all(isinstance(value, int | float | np.number) for value in values):
        raise QueryError(
            f"the level is {level!r}, and not all ratings are numbers. Give numbers, or the level 'nominal'."
        )
    distance = _ordinal(values) if level == "ordinal" else _DISTANCES[level]
    return float(task_of(list(zip(*paired, strict=True)), distance).alpha())


def kendall_w(ratings: Ratings, *, ties: Literal["ignored", "corrected"] = "ignored") -> float:
    """How far coders put the units in the same order.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit, numbers; a unit that somebody left out does not count.
    ties : {"ignored", "corrected"}
        Whether the largest possible value takes account of equal ratings.

    Returns
    -------
    float
        From 0, no common order, to 1, the same. NaN with fewer than two units.

    Notes
    -----
    With *m* coders, *n* units and the sums of ranks :math:`R_i`,
    :math:`W = 12 \\sum (R_i - \\bar R)^2 / (m^2 (n^3 - n) - m T)`; *T*, the sum of :math:`t^3 - t`
    over groups of *t* equal ratings, is 0 where ties are ignored.

    References
    ----------
    Kendall, M. G. and Babington Smith, B. (1939). The problem of m rankings. Annals of
    Mathematical Statistics 10, 275-287.

    Examples
    --------
    >>> kendall_w([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 4, 3]]).__round__(3)
    0.911
    """
    from scipy.stats import rankdata

    rows = complete(ratings)
    if rows is None or len(rows[0]) < 2:
        return float("nan")
    values = np.array(rows, dtype=float)
    coders, units = values.shape
    sums = rankdata(values, axis=1).sum(axis=0)
    tied = sum(n**3 - n for row in rows for n in Counter(row).values()) if ties == "corrected" else 0
    largest = coders**2 * (units**3 - units) - coders * tied
    return float(12 * ((sums - sums.mean()) ** 2).sum() / largest) if largest else float("nan")


def share_agreed(ratings: Ratings) -> float:
    """On what share of the units all coders say the same.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit; a unit that somebody left out does not count.

    Returns
    -------
    float
        Between 0 and 1; NaN without units. It falls with the number of coders, and rises where
        there are few values: it says nothing of chance.

    Examples
    --------
    >>> share_agreed([list("aabb"), list("aabb"), list("abbb")])
    0.75
    """
    rows = complete(ratings)
    if rows is None:
        return float("nan")
    return float(np.mean([len(set(column)) == 1 for column in zip(*rows, strict=True)]))


def bennett_s(ratings: Ratings, *, values: int | None = None) -> float:
    """How far coders agree beyond what dealing out all values evenly would give.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit; a unit that somebody left out does not count.
    values : int, optional
        How many values could have been given; without, how many were.

    Returns
    -------
    float
        1 where all agree, 0 by chance; NaN with fewer than two values.

    Notes
    -----
    With the share of pairs of coders that agree, :math:`A`, and *k* values,
    :math:`(A - 1 / k) / (1 - 1 / k)`. It does not ask which values were given how often.

    References
    ----------
    Bennett, E. M., Alpert, R. and Goldstein, A. C. (1954). Communications through limited
    response questioning. Public Opinion Quarterly 18, 303-308.

    Examples
    --------
    >>> round(bennett_s([list("aabb"), list("aabb"), list("abbb")]), 3)
    0.667
    """
    rows = complete(ratings)
    if rows is None:
        return float("nan")
    number = len({value for row in rows for value in row}) if values is None else values
    if number < 2:
        return float("nan")
    return (float(task_of(rows).avg_Ao()) - 1 / number) / (1 - 1 / number)


def _ordinal(values: list[Any]) -> Distance:
    """Square of the values ranked between two, half of their own included."""
    numbers = Counter(values)
    ordered = sorted(numbers)
    before = dict(zip(ordered, np.cumsum([0, *(numbers[value] for value in ordered)]), strict=False))
    middle = {value: before[value] + numbers[value] / 2 for value in ordered}
    return lambda x, y: float((middle[x] - middle[y]) ** 2)
