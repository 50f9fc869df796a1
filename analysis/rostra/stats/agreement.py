"""Agreement: how far people who code the same units say the same, beyond chance.

Ratings are given as one row a coder and one column a unit; None or NaN is a unit that the
coder left out. `nltk.metrics.agreement` computes what it can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rostra.errors import QueryError

if TYPE_CHECKING:
    from nltk.metrics.agreement import AnnotationTask

__all__ = [
    "cohen_kappa", "conger_kappa", "fleiss_kappa", "gwet_ac1", "kendall_w", "krippendorff_alpha",
    "light_kappa", "ratings_of_table", "scott_pi",
]  # fmt: skip

Ratings = Sequence[Sequence[Any]]
Level = Literal["nominal", "ordinal", "interval", "ratio"]
Distance = Callable[[Any, Any], float]
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
    paired = [column for column in columns if sum(map(_known, column)) > 1]
    values = [value for column in paired for value in column if _known(value)]
    if len(set(values)) < 2:
        return float("nan")
    if level != "nominal" and not all(isinstance(value, int | float | np.number) for value in values):
        raise QueryError(
            f"the level is {level!r}, and not all ratings are numbers. Give numbers, or the level 'nominal'."
        )
    distance = _ordinal(values) if level == "ordinal" else _DISTANCES[level]
    return float(_task(list(zip(*paired, strict=True)), distance).alpha())


def cohen_kappa(
    first: Sequence[Any],
    second: Sequence[Any],
    *,
    weights: Literal["none", "linear", "quadratic"] = "none",
) -> float:
    """How far two coders agree beyond what the habits of each would give by chance.

    Parameters
    ----------
    first, second : sequence
        The values they gave to the same units; units that either left out do not count.
    weights : {"none", "linear", "quadratic"}
        How values that differ count: all alike, by their difference, by its square.

    Returns
    -------
    float
        1 where they agree throughout, 0 by chance. NaN where chance alone gives agreement, or
        no unit has both.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and
    Psychological Measurement 20, 37-46. Cohen, J. (1968). Weighted kappa. Psychological
    Bulletin 70, 213-220.

    Examples
    --------
    >>> round(cohen_kappa(list("yynn"), list("ynnn")), 3)
    0.5
    """
    both = _complete([first, second])
    if both is None:
        return float("nan")
    if weights == "none":
        return _defined(lambda: _task(both).kappa_pairwise("0", "1"))
    power = 1 if weights == "linear" else 2
    task = _task(both, lambda x, y: float(abs(x - y) ** power))
    widest = max(task.distance(x, y) for x in task.K for y in task.K)
    return _defined(lambda: task.weighted_kappa_pairwise("0", "1", max_distance=widest))


def scott_pi(first: Sequence[Any], second: Sequence[Any]) -> float:
    """How far two coders agree beyond what their values, put together, would give by chance.

    Parameters
    ----------
    first, second : sequence
        The values they gave to the same units; units that either left out do not count.

    Returns
    -------
    float
        1 where they agree throughout, 0 by chance; NaN where only one value was given.

    References
    ----------
    Scott, W. A. (1955). Reliability of content analysis. Public Opinion Quarterly 19, 321-325.

    Examples
    --------
    >>> round(scott_pi(list("yynn"), list("ynnn")), 3)
    0.467
    """
    both = _complete([first, second])
    return float("nan") if both is None else _defined(_task(both).pi)


def fleiss_kappa(ratings: Ratings) -> float:
    """How far several coders agree beyond what all values together would give by chance.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit; a unit that somebody left out does not count. The
        coders of one unit need not be those of another.

    Returns
    -------
    float
        1 where all agree, 0 by chance; NaN where only one value was given.

    Notes
    -----
    `scott_pi` for any number of coders, by `nltk.metrics.AnnotationTask.pi`.

    References
    ----------
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological
    Bulletin 76, 378-382.

    Examples
    --------
    >>> round(fleiss_kappa([list("aabb"), list("aabb"), list("abbb")]), 3)
    0.657
    """
    rows = _complete(ratings)
    return float("nan") if rows is None else _defined(_task(rows).pi)


def light_kappa(ratings: Ratings) -> float:
    """How far coders agree two by two: the mean of Cohen's kappa over all pairs.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit; a unit that somebody left out does not count.

    Returns
    -------
    float
        As `cohen_kappa`.

    References
    ----------
    Light, R. J. (1971). Measures of response agreement for qualitative data. Psychological
    Bulletin 76, 365-377.

    Examples
    --------
    >>> round(light_kappa([list("aabb"), list("aabb"), list("abbb")]), 3)
    0.667
    """
    rows = _complete(ratings)
    return float("nan") if rows is None else _defined(_task(rows).kappa)


def conger_kappa(ratings: Ratings) -> float:
    """How far several coders agree beyond what the habits of each would give by chance.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit; a unit that somebody left out does not count.

    Returns
    -------
    float
        As `cohen_kappa`, which it is for two coders.

    Notes
    -----
    The exact kappa: chance agreement is the mean over the pairs of coders, by
    `nltk.metrics.AnnotationTask.multi_kappa` (Davies and Fleiss 1982, the same number).

    References
    ----------
    Conger, A. J. (1980). Integration and generalization of kappas for multiple raters.
    Psychological Bulletin 88, 322-328.

    Examples
    --------
    >>> round(conger_kappa([list("aabb"), list("aabb"), list("abbb")]), 3)
    0.667
    """
    rows = _complete(ratings)
    return float("nan") if rows is None else _defined(_task(rows).multi_kappa)


def gwet_ac1(ratings: Ratings) -> float:
    """How far coders agree beyond chance, where almost all units have the same value.

    Parameters
    ----------
    ratings : sequence of sequence
        One row a coder, one column a unit; a unit that somebody left out does not count.

    Returns
    -------
    float
        1 where all agree, 0 by chance; NaN where only one value was given.

    Notes
    -----
    Chance agreement is :math:`\\sum_q \\pi_q (1 - \\pi_q) / (Q - 1)`, with the shares
    :math:`\\pi_q` of the *Q* values: it does not approach 1 where one value prevails, as
    that of kappa does.

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of
    high agreement. British Journal of Mathematical and Statistical Psychology 61, 29-48.

    Examples
    --------
    >>> round(gwet_ac1([list("aaaaaaaaab"), list("aaaaaaaaaa")]), 3)
    0.89
    """
    rows = _complete(ratings)
    if rows is None:
        return float("nan")
    shares = Counter(value for row in rows for value in row)
    total = sum(shares.values())
    if len(shares) < 2:
        return float("nan")
    by_chance = sum(n / total * (1 - n / total) for n in shares.values()) / (len(shares) - 1)
    return (float(_task(rows).avg_Ao()) - by_chance) / (1 - by_chance)


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

    rows = _complete(ratings)
    if rows is None or len(rows[0]) < 2:
        return float("nan")
    values = np.array(rows, dtype=float)
    coders, units = values.shape
    sums = rankdata(values, axis=1).sum(axis=0)
    tied = sum(n**3 - n for row in rows for n in Counter(row).values()) if ties == "corrected" else 0
    largest = coders**2 * (units**3 - units) - coders * tied
    return float(12 * ((sums - sums.mean()) ** 2).sum() / largest) if largest else float("nan")


def ratings_of_table(table: Sequence[Sequence[float]]) -> tuple[list[int], list[int]]:
    """Make ratings of two coders of a table that counts them.

    Parameters
    ----------
    table : sequence of sequence of float
        Units by the value that the first coder gave (row) and the second (column).

    Returns
    -------
    first, second : list of int
        The values, numbered from 0.

    Examples
    --------
    >>> ratings_of_table([[2, 1], [0, 1]])
    ([0, 0, 0, 1], [0, 0, 1, 1])
    """
    cells = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(int(n))]
    return [i for i, _ in cells], [j for _, j in cells]


def _known(value: Any) -> bool:
    return value is not None and value == value


def _complete(ratings: Ratings) -> list[list[Hashable]] | None:
    """The units that everybody rated, None where there is none."""
    columns = [column for column in zip(*ratings, strict=True) if all(map(_known, column))]
    return [list(row) for row in zip(*columns, strict=True)] if columns else None


def _task(rows: Sequence[Sequence[Any]], distance: Distance | None = None) -> AnnotationTask:
    from nltk.metrics.agreement import AnnotationTask

    data = [
        (str(coder), unit, value)
        for coder, row in enumerate(rows)
        for unit, value in enumerate(row)
        if _known(value)
    ]
    return AnnotationTask(data) if distance is None else AnnotationTask(data, distance)


def _ordinal(values: list[Any]) -> Distance:
    """Square of the values ranked between two, half of their own included."""
    numbers = Counter(values)
    ordered = sorted(numbers)
    before = dict(zip(ordered, np.cumsum([0, *(numbers[value] for value in ordered)]), strict=False))
    middle = {value: before[value] + numbers[value] / 2 for value in ordered}
    return lambda x, y: float((middle[x] - middle[y]) ** 2)


def _defined(compute: Callable[[], float]) -> float:
    try:
        return float(compute())
    except ZeroDivisionError:
        return float("nan")
