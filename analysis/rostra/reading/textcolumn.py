"""Text column: texts that stay on disk until somebody reads them, as a column of a frame.

`documents["text"]` of an index is such a column. It behaves like any column of texts
(slices, masks, `tolist`, `to_numpy`, `.iat`, `.str`), but holds row numbers only: memory
goes up with what is asked for, not with the size of the corpus. Texts cannot be assigned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype, take

from rostra.reading.stored import Store

__all__ = ["TextArray", "TextDtype"]


class TextDtype(ExtensionDtype):
    """The type of a column of texts on disk."""

    name = "text on disk"
    type = str
    kind = "O"
    na_value = pd.NA
    _metadata = ("folder",)

    def __init__(self, folder: str = "") -> None:
        self.folder = folder

    @classmethod
    def construct_array_type(cls) -> Any:
        """The class of its arrays."""
        return TextArray

    @classmethod
    def construct_from_string(cls, string: str) -> TextDtype:
        """No such type is made from a name: it needs an index."""
        raise TypeError(f"cannot construct a 'TextDtype' from {string!r}")

    def _get_common_dtype(self, dtypes: list[Any]) -> Any:
        # with texts of another place, or in memory: all of them in memory
        texts = all(isinstance(dtype, TextDtype | pd.StringDtype) for dtype in dtypes)
        return pd.StringDtype("python") if texts else None


class TextArray(ExtensionArray):
    """Texts of an index, by their rows; -1 is none.

    Parameters
    ----------
    store : Store
        The index.
    rows : numpy.ndarray of int64
        Which of its texts.
    """

    def __init__(self, store: Store, rows: np.ndarray) -> None:
        self.store, self.rows = store, rows

    @property
    def dtype(self) -> TextDtype:
        """The type of the column."""
        return TextDtype(str(self.store.folder))

    @property
    def nbytes(self) -> int:
        """Bytes in memory: of the rows, not of the texts."""
        return int(self.rows.nbytes)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, item: Any) -> Any:
        item = pd.api.indexers.check_array_indexer(self, item)
        rows = self.rows[item]
        return TextArray(self.store, rows) if isinstance(rows, np.ndarray) else self._text(int(rows))

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TypeError(
            "the texts of an index cannot be changed. Replace the column in a copy: "
            'frame["text"] = frame["text"].astype("string").'
        )

    def __iter__(self) -> Iterator[Any]:
        return map(self._text, self.rows.tolist())

    def __eq__(self, other: object) -> Any:
        if isinstance(other, pd.Series | pd.Index | pd.DataFrame):
            return NotImplemented
        if isinstance(other, TextArray) and other.store is self.store:
            return self.rows == other.rows
        return np.asarray(self, dtype=object) == np.asarray(other, dtype=object)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        texts = np.empty(len(self), dtype=object)
        texts[:] = list(self)
        return texts if dtype in (None, object, np.dtype(object)) else texts.astype(dtype)

    def _text(self, row: int) -> Any:
        return pd.NA if row < 0 else self.store.text(row)

    def isna(self) -> np.ndarray:
        """Mark the rows without a text."""
        return self.rows < 0

    def copy(self) -> TextArray:
        """Return the same texts."""
        return TextArray(self.store, self.rows.copy())

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> TextArray:
        """Return some of the texts, still on disk."""
        return TextArray(self.store, take(self.rows, indices, fill_value=-1, allow_fill=allow_fill))

    def astype(self, dtype: Any, copy: bool = True) -> Any:
        """Return the texts as a column of another type, in memory."""
        dtype = pd.api.types.pandas_dtype(dtype)
        if isinstance(dtype, TextDtype):
            return self.copy() if copy else self
        if isinstance(dtype, ExtensionDtype):
            return dtype.construct_array_type()._from_sequence(list(self), dtype=dtype)
        return np.asarray(self, dtype=dtype)

    @property
    def lengths(self) -> np.ndarray:
        """The length of each text in code points, without reading it."""
        return self.store.array("document_characters")[self.rows]

    def windows(
        self, places: np.ndarray, starts: np.ndarray, ends: np.ndarray
    ) -> tuple[str, np.ndarray, np.ndarray]:
        """Read stretches of texts without the rest of them: see `Store.windows`."""
        return self.store.windows(self.rows[places], starts, ends)

    def _values_for_factorize(self) -> tuple[np.ndarray, Any]:
        return np.asarray(self, dtype=object), pd.NA

    def _formatter(self, boxed: bool = False) -> Any:
        return lambda text: text if len(str(text)) <= 80 else f"{text[:80]}…"

    @classmethod
    def _from_sequence(cls, scalars: Iterable[Any], *, dtype: Any = None, copy: bool = False) -> Any:
        # what is computed from texts is in memory
        return pd.array(list(scalars), dtype="string")

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[TextArray]) -> TextArray:
        return cls(to_concat[0].store, np.concatenate([part.rows for part in to_concat]))

    # what `.str` calls: the texts are read for it
    def __getattr__(self, name: str) -> Any:
        if name.startswith("_str_"):
            return getattr(self.astype("string"), name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
