"""Counting: the kernel that counts the words of each cell, a document or what a group says in it.

The words of a cell are put side by side and counted in a table of all forms, so that only the
forms that are there need sorting.

Imported only where the size asks for it: see `rostra.index.tokens.LARGE`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["count_forms"]

_kernel: Any = njit(nogil=True, cache=True)
_DENSE = 32  # a cell that holds one form of so many, or more, holds many


@_kernel
def _arrange(form: np.ndarray, cell: np.ndarray, cells: int) -> Any:
    """Put the forms of each cell side by side; return them, and where those of each begin."""
    bounds = np.zeros(cells + 2, dtype=np.int64)
    for place in range(len(form)):
        if cell[place] >= 0:
            bounds[cell[place] + 2] += 1
    for number in range(2, cells + 2):
        bounds[number] += bounds[number - 1]
    arranged = np.empty(bounds[cells + 1], dtype=form.dtype)
    for place in range(len(form)):
        if cell[place] >= 0:
            arranged[bounds[cell[place] + 1]] = form[place]
            bounds[cell[place] + 1] += 1
    return arranged, bounds[: cells + 1]


@_kernel
def _count(form: np.ndarray, bounds: np.ndarray, size: int) -> Any:
    """Count the forms of each cell; return how many there are in each, and all of them with their counts."""
    counts, met = np.zeros(size, dtype=np.int32), np.empty(size + 1, dtype=np.int32)
    entries = np.zeros(len(bounds) - 1, dtype=np.int64)
    forms, listed = np.empty(len(form), dtype=np.int32), np.empty(len(form), dtype=np.int32)
    done = 0
    for cell in range(len(bounds) - 1):
        several = 0
        for place in range(np.uint64(bounds[cell]), np.uint64(bounds[cell + 1])):
            one: Any = np.uint64(form[place])  # without a sign: never counted from the end
            met[several] = one
            several += counts[one] == 0
            counts[one] += 1
        if several * _DENSE > size:  # then looking at every form is cheaper than sorting
            several = 0
            for one in range(size):
                met[several] = one
                several += counts[one] > 0
        else:
            met[:several].sort()
        for one in met[:several]:
            forms[done], listed[done] = one, counts[one]
            counts[one] = 0
            done += 1
        entries[cell] = several
    return entries, forms[:done].copy(), listed[:done].copy()


def count_forms(
    form: np.ndarray, cell: np.ndarray, cells: int, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Count how often each form stands in each cell.

    Parameters
    ----------
    form : numpy.ndarray of int32
        The form of each token.
    cell : numpy.ndarray of int32
        Its cell; -1: none.
    cells, size : int
        How many cells and how many forms there are.

    Returns
    -------
    words : numpy.ndarray of int64
        The tokens of each cell.
    entries : numpy.ndarray of int64
        How many forms it holds.
    forms, counts : numpy.ndarray of int32
        These forms, rising, and how often each is there: cell after cell.
    """
    arranged, bounds = _arrange(form, cell, cells)
    return np.diff(bounds), *_count(arranged, bounds, size)
