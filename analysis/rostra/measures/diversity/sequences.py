"""Sequences: indices of diversity that walk along the text, in windows and factors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown
from rostra.index.tokens import MANY
from rostra.measures.diversity import steps as plain

__all__ = ["SEQUENCES", "follow", "ratio_of", "steps_for", "walk"]

Floats = NDArray[np.float64]
_MORE = "more is more varied"

# measure -> its unit
SEQUENCES = {
    "mattr": f"mean TTR of all windows (MATTR), 0 to 1; {_MORE}",
    "msttr": f"mean TTR of whole segments (MSTTR), 0 to 1; {_MORE}",
    "msttr_keep": f"mean TTR of segments, the last one too (MSTTR), 0 to 1; {_MORE}",
    "mtld": f"words a factor, ends when TTR < threshold (MTLD, both ways); {_MORE}",
    "mtld_at_most": f"words a factor, ends when TTR <= threshold (MTLD, both ways); {_MORE}",
    "mtld_minimum": f"words a factor, ends when TTR < threshold, from 10 words (MTLD, both ways); {_MORE}",
    "mtld_ma": f"mean whole factor of 10 words or more, begun at each word (MTLD-MA, forward); {_MORE}",
    "mtld_ma_bidirectional": f"mean whole factor begun at each word, both directions (MTLD-MA-BI); {_MORE}",
    "mtld_ma_wrap": f"mean factor begun at each word, the text a ring (MTLD-MA-Wrap); {_MORE}",
}
MINIMUM = 10


def follow(
    words: Sequence[str] | ArrayLike,
    *,
    measure: str = "mtld",
    window: int = 50,
    segment: int = 50,
    threshold: float = 0.72,
) -> float:
    """How varied a vocabulary is, walking along the text.

    Parameters
    ----------
    words : sequence of str
        The words of one text, in order.
    measure : str
        A name in `SEQUENCES`.
    window : int
        Words of a window (MATTR).
    segment : int
        Words of a segment (MSTTR).
    threshold : float
        Type-token ratio at which a factor ends (MTLD).

    Returns
    -------
    float
        NaN where the text is shorter than one window or segment, and where no factor can
        be formed.

    Notes
    -----
    MATTR is the mean type-token ratio of every window of so many words, MSTTR of segments that
    do not overlap (what is left over is dropped; `msttr_keep` keeps it as a segment). MTLD is
    the number of words over the number of factors, a factor being a stretch that brings the
    type-token ratio below the threshold; what remains at the end counts for
    :math:`(1 - TTR) / (1 - threshold)` of a factor; the mean of both directions is taken.
    Programs differ in when a factor ends: below the threshold (`mtld`, as in McCarthy &
    Jarvis 2010 and koRpus), at it (`mtld_at_most`, LexicalRichness), or below it after at least
    10 words (`mtld_minimum`, Kyle et al. 2021). MTLD-MA is the mean length of the factors begun at
    each word: up to the first that the text does not complete, those of 10 words or more
    (`mtld_ma`, koRpus); all that are complete, both ways (`mtld_ma_bidirectional`); or with the
    text as a ring (`mtld_ma_wrap`), both with factors of at least 10 words. None of them
    depends much on length above some 100 words.

    References
    ----------
    Johnson, W. (1944). Studies in language behavior. Psychological Monographs 56, 1-15.
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average
    type-token ratio. Journal of Quantitative Linguistics 17(2), 94-100.
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study. Behavior
    Research Methods 42(2), 381-392.
    Kyle, K., Crossley, S. A. and Jarvis, S. (2021). Assessing the validity of lexical diversity
    indices using direct judgements. Language Assessment Quarterly 18(2), 154-170.

    Examples
    --------
    >>> text = "to be or not to be that is the question".split()
    >>> round(follow(text, measure="mattr", window=4), 3), follow(text, measure="msttr", segment=5)
    (1.0, 0.9)
    """
    if measure not in SEQUENCES:
        raise QueryError(unknown("measure of diversity along a text", measure, SEQUENCES))
    _, ids = np.unique(np.asarray(words), return_inverse=True)
    parts = walk(ids, measure, window=window, segment=segment, threshold=threshold)
    return float(ratio_of(np.array([parts]))[0])


def ratio_of(parts: Floats) -> Floats:
    """Return the mean of ratios of sums: columns are (above, below), or two pairs of them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = parts[:, 0::2] / parts[:, 1::2]
    return np.where(np.isfinite(ratios), ratios, np.nan).mean(axis=1)


def steps_for(words: int) -> Any:
    """Return the steps for texts of so many words together: the kernels are worth the wait for many."""
    if words < MANY:
        return plain
    from rostra.measures.diversity import compiled_steps

    return compiled_steps


def walk(
    ids: np.ndarray, measure: str, *, window: int, segment: int, threshold: float, steps: Any = plain
) -> list[float]:
    """Return what a text adds to the ratio: (above, below), once or once a direction.

    The steps are those of `rostra.measures.diversity.steps`, or the same ones compiled.
    """
    if measure == "mattr":
        return _windows(ids, window, steps)
    if measure in ("msttr", "msttr_keep"):
        return _segments(ids, segment, steps, keep=measure == "msttr_keep")
    if measure in ("mtld_ma", "mtld_ma_bidirectional", "mtld_ma_wrap"):
        return _moving(ids, measure, threshold, steps)
    parts: list[float] = []
    least, at_most = MINIMUM if measure == "mtld_minimum" else 1, measure == "mtld_at_most"
    for direction in (ids, ids[::-1]):
        parts += [float(len(ids)), steps.factors(direction, threshold, least, at_most)]
    return parts


def _windows(ids: np.ndarray, window: int, steps: Any) -> list[float]:
    """Add up the different words of all windows: a word is new in those that begin after its last."""
    size = len(ids)
    if window < 1 or size < window:
        return [0.0, 0.0]
    at = np.arange(size)
    first = np.maximum(np.maximum(steps.previous(ids) + 1, at - window + 1), 0)
    new = np.maximum(np.minimum(at, size - window) - first + 1, 0)
    return [new.sum() / window, float(size - window + 1)]


def _segments(ids: np.ndarray, segment: int, steps: Any, *, keep: bool) -> list[float]:
    whole = len(ids) // segment
    if not whole:
        return [0.0, 0.0]
    at = np.arange(len(ids))
    new = steps.previous(ids) < at - at % segment
    begins = at[::segment]
    types, lengths = np.add.reduceat(new, begins, dtype=np.int64), np.diff(np.append(begins, len(ids)))
    ratios = types / lengths
    return [ratios.sum(), float(len(ratios))] if keep else [ratios[:whole].sum(), float(whole)]


def _moving(ids: np.ndarray, measure: str, threshold: float, steps: Any) -> list[float]:
    if measure == "mtld_ma":
        lengths = steps.lengths(ids, threshold, 1)
        missing = np.flatnonzero(lengths == 0)
        begun = lengths[: missing[0]] if len(missing) else lengths
        kept = begun[begun >= MINIMUM]
    elif measure == "mtld_ma_wrap":
        kept = steps.lengths(np.concatenate([ids, ids]), threshold, MINIMUM)[: len(ids)]
        kept = kept[(kept > 0) & (kept <= len(ids))]
    else:
        kept = np.concatenate(
            [steps.lengths(direction, threshold, MINIMUM) for direction in (ids, ids[::-1])]
        )
        kept = kept[kept > 0]
    return [float(kept.sum()), float(len(kept))]
