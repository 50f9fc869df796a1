"""Sequences: indices of diversity that walk along the text, in windows and factors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown

__all__ = ["SEQUENCES", "follow", "ratio_of", "walk"]

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


def walk(ids: np.ndarray, measure: str, *, window: int, segment: int, threshold: float) -> list[float]:
    """Return what a text adds to the ratio: (above, below), once or once a direction."""
    if measure == "mattr":
        return _windows(ids, window)
    if measure in ("msttr", "msttr_keep"):
        return _segments(ids, segment, keep=measure == "msttr_keep")
    if measure in ("mtld_ma", "mtld_ma_bidirectional", "mtld_ma_wrap"):
        return _moving(ids, measure, threshold)
    parts: list[float] = []
    for direction in (ids, ids[::-1]):
        parts += [float(len(ids)), _factors(direction.tolist(), measure, threshold)]
    return parts


def _previous(ids: np.ndarray) -> np.ndarray:
    """Return where the same word stood last; -1 for the first time."""
    order = np.argsort(ids, kind="stable")
    previous = np.full(len(ids), -1, dtype=np.int64)
    same = ids[order][1:] == ids[order][:-1]
    previous[order[1:][same]] = order[:-1][same]
    return previous


def _windows(ids: np.ndarray, window: int) -> list[float]:
    """Add up the different words of all windows: a word is new in those that begin after its last."""
    size = len(ids)
    if window < 1 or size < window:
        return [0.0, 0.0]
    at = np.arange(size)
    first = np.maximum(np.maximum(_previous(ids) + 1, at - window + 1), 0)
    new = np.maximum(np.minimum(at, size - window) - first + 1, 0)
    return [new.sum() / window, float(size - window + 1)]


def _segments(ids: np.ndarray, segment: int, *, keep: bool) -> list[float]:
    whole = len(ids) // segment
    if not whole:
        return [0.0, 0.0]
    which = np.arange(len(ids)) // segment
    cells = np.unique(which * (int(ids.max()) + 1) + ids) // (int(ids.max()) + 1)
    types, lengths = np.bincount(cells), np.bincount(which)
    ratios = types / lengths
    return [ratios.sum(), float(len(ratios))] if keep else [ratios[:whole].sum(), float(whole)]


def _factors(ids: list[int], measure: str, threshold: float) -> float:
    """Count the factors of a text, the remainder as a part of one."""
    factors, seen, length = 0.0, set[int](), 0
    least = MINIMUM if measure == "mtld_minimum" else 1
    at_most = measure == "mtld_at_most"
    for word in ids:
        length += 1
        seen.add(word)
        ratio = len(seen) / length
        if (ratio < threshold or (at_most and ratio == threshold)) and length >= least:
            factors, length = factors + 1, 0
            seen = set()
    return factors + ((1 - len(seen) / length) / (1 - threshold) if length else 0.0)


def _moving(ids: np.ndarray, measure: str, threshold: float) -> list[float]:
    if measure == "mtld_ma":
        lengths = _lengths(ids, threshold, 1)
        missing = np.flatnonzero(lengths == 0)
        begun = lengths[: missing[0]] if len(missing) else lengths
        kept = begun[begun >= MINIMUM]
    elif measure == "mtld_ma_wrap":
        kept = _lengths(np.concatenate([ids, ids]), threshold, MINIMUM)[: len(ids)]
        kept = kept[(kept > 0) & (kept <= len(ids))]
    else:
        kept = np.concatenate([_lengths(direction, threshold, MINIMUM) for direction in (ids, ids[::-1])])
        kept = kept[kept > 0]
    return [float(kept.sum()), float(len(kept))]


def _lengths(ids: np.ndarray, threshold: float, least: int) -> np.ndarray:
    """Return the length of the factor begun at each word; 0 where the text ends first."""
    previous = _previous(ids)
    size = len(ids)
    lengths = np.zeros(size, dtype=np.int64)
    begin, types, length = np.arange(size), np.zeros(size, dtype=np.int64), 0
    while len(begin):
        types = types + (previous[begin + length] < begin)
        length += 1
        done = (types < threshold * length * (1 - 1e-15)) & (length >= least)
        lengths[begin[done]] = length
        going = ~done & (begin + length < size)
        begin, types = begin[going], types[going]
    return lengths
