"""Columns: numbers of many rows, put together part by part in memory that holds them once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["Columns"]


class Columns:
    """Arrays that parts are added to, one below the other.

    Parameters
    ----------
    most : int
        Rows that there can be at most. Room that is not used costs no memory.

    Examples
    --------
    >>> rows = Columns(10)
    >>> rows.add(item=np.array([4, 2]), value=np.array([0.5, 1.0]))
    >>> rows.add(item=np.array([3]), value=np.array([2.0]))
    >>> rows.arrays["item"].tolist(), list(rows.repeated(["A", "B"]))
    ([4, 2, 3], ['A', 'A', 'B'])
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._arrays: dict[str, np.ndarray] = {}
        self._sizes: list[int] = []

    def __len__(self) -> int:
        return sum(self._sizes)

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        """The columns so far, by name."""
        return {name: array[: len(self)] for name, array in self._arrays.items()}

    def add(self, **values: np.ndarray) -> None:
        """Add the rows of one part, with numbers of the same columns and kinds as those before."""
        size, before = len(next(iter(values.values()))), len(self)
        for name, own in values.items():
            if name not in self._arrays:
                self._arrays[name] = np.empty(self._most, dtype=own.dtype)
            self._arrays[name][before : before + size] = own
        self._sizes.append(size)

    def repeated(self, values: list[Any]) -> Any:
        """Return what is the same in all rows of a part, given for each part, as pandas would hold it."""
        return pd.Series(values, dtype=object).infer_objects().array.repeat(self._sizes)

    def numbered(self, values: Iterable[int]) -> np.ndarray:
        """Return a whole number that is the same in all rows of a part, given for each part."""
        return np.repeat(np.fromiter(values, dtype=np.int64), self._sizes)
