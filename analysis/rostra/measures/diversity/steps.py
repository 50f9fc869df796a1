"""Steps: what is looked at again and again on the way along a text, in plain Python and numpy.

`rostra.measures.diversity.compiled_steps` has the same for large corpora.
"""

from __future__ import annotations

import numpy as np

from rostra.index.postings import in_order_of

__all__ = ["factors", "lengths", "previous"]


def previous(ids: np.ndarray) -> np.ndarray:
    """Return where the same word stood last; -1 for the first time."""
    order, _ = in_order_of(ids, int(ids.max(initial=-1)) + 1)
    found = np.full(len(ids), -1, dtype=np.int64)
    same = ids[order][1:] == ids[order][:-1]
    found[order[1:][same]] = order[:-1][same]
    return found


def factors(ids: np.ndarray, threshold: float, least: int, at_most: bool) -> float:
    """Count the factors of a text, the remainder as a part of one."""
    found, seen, length = 0.0, set[int](), 0
    for word in ids.tolist():
        length += 1
        seen.add(word)
        ratio = len(seen) / length
        if (ratio < threshold or (at_most and ratio == threshold)) and length >= least:
            found, length = found + 1, 0
            seen = set()
    return found + ((1 - len(seen) / length) / (1 - threshold) if length else 0.0)


def lengths(ids: np.ndarray, threshold: float, least: int) -> np.ndarray:
    """Return the length of the factor begun at each word; 0 where the text ends first."""
    before = previous(ids)
    size = len(ids)
    found = np.zeros(size, dtype=np.int64)
    begin, types, length = np.arange(size), np.zeros(size, dtype=np.int64), 0
    while len(begin):
        types = types + (before[begin + length] < begin)
        length += 1
        done = (types < threshold * length * (1 - 1e-15)) & (length >= least)
        found[begin[done]] = length
        going = ~done & (begin + length < size)
        begin, types = begin[going], types[going]
    return found
