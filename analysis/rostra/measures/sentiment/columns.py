"""Columns: arrays that grow."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["Column"]


class Column:
    """A numpy array that grows by appending.

    Parameters
    ----------
    kind : type
        Of its values.
    width : int
        Values a row; 0 for one without a second axis.
    """

    def __init__(self, kind: Any, width: int = 0) -> None:
        self._room = np.zeros((1024, width) if width else 1024, dtype=kind)
        self._size = 0
        self._new: list[Any] = []  # written into the array when somebody looks: one by one would be slow

    def __len__(self) -> int:
        return self._size + len(self._new)

    def append(self, value: Any) -> None:
        """Add a row at the end.

        Parameters
        ----------
        value : object
            One value, or a row of them.
        """
        self._new.append(value)

    @property
    def values(self) -> np.ndarray:
        """What has been added, without a copy."""
        if self._new:
            size = len(self)
            while size > len(self._room):
                self._room = np.concatenate([self._room, np.zeros_like(self._room)])
            self._room[self._size : size] = self._new
            self._size, self._new = size, []
        return self._room[: self._size]
