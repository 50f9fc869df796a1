"""Agreement: how far people who code the same units say the same, beyond chance.

Ratings are given as one row a coder and one column a unit; None or NaN is a unit that the
coder left out. `nltk.metrics.agreement` computes what it can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from nltk.metrics.agreement import AnnotationTask

__all__ = [
    "cohen_kappa",
    "conger_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "light_kappa",
    "ratings_of_table",
    "scott_pi",
]

Ratings = Sequence[Sequence[Any]]
Distance = Callable[[Any, Any], float]


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
    both = complete([first, second])
    if both is None:
        return float("nan")
    if weights == "none":
        return _defined(both, lambda: task_of(both).kappa_pairwise("0", "1"))
    power = 1 if weights == "linear" else 2
    task = task_of(both, lambda x, y: float(abs(x - y) ** power))
    # the largest distance, which NLTK lets one give, stands on both sides of the ratio
    return _defined(both, lambda: task.weighted_kappa_pairwise("0", "1"))


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
    both = complete([first, second])
    return float("nan") if both is None else _defined(both, task_of(both).pi)


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
    rows = complete(ratings)
    return float("nan") if rows is None else _defined(rows, task_of(rows).pi)


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
    rows = complete(ratings)
    return float("nan") if rows is None else _defined(rows, task_of(rows).kappa)


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
    rows = complete(ratings)
    return float("nan") if rows is None else _defined(rows, task_of(rows).multi_kappa)


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
    rows = complete(ratings)
    if rows is None:
        return float("nan")
    shares = Counter(value for row in rows for value in row)
    total = sum(shares.values())
    if len(shares) < 2:
        return float("nan")
    by_chance = sum(n / total * (1 - n / total) for n in shares.values()) / (len(shares) - 1)
    return (float(task_of(rows).avg_Ao()) - by_chance) / (1 - by_chance)


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


def is_known(value: Any) -> bool:
    return value is not None and value == value


def complete(ratings: Ratings) -> list[list[Hashable]] | None:
    """The units that everybody rated, None where there is none."""
    columns = [column for column in zip(*ratings, strict=True) if all(map(is_known, column))]
    return [list(row) for row in zip(*columns, strict=True)] if columns else None


def task_of(rows: Sequence[Sequence[Any]], distance: Distance | None = None) -> AnnotationTask:
    from nltk.metrics.agreement import AnnotationTask

    data = [
        (str(coder), unit, value)
        for coder, row in enumerate(rows)
        for unit, value in enumerate(row)
        if is_known(value)
    ]
    return AnnotationTask(data) if distance is None else AnnotationTask(data, distance)


def _defined(rows: Ratings, compute: Callable[[], float]) -> float:
    """Compute a coefficient; where only one value was given, chance alone gives agreement."""
    if len({value for row in rows for value in row}) < 2:
        return float("nan")
    try:
        return float(compute())
    except ZeroDivisionError:  # the same of one pair among several
        return float("nan")
