"""Earlier: the index that was there before, from which the words of unchanged documents are taken."""

from __future__ import annotations

from typing import Any

import numpy as np

from rostra.index.rules import rule_of_sentences
from rostra.reading.stored import Store

__all__ = ["NEW", "Earlier"]

NEW = -1  # the row of a document that was not there


class Earlier:
    """The index before: the words of documents that did not change."""

    def __init__(self, store: Store) -> None:
        self.store = store
        hashes = store.array("document_hashes").tobytes()
        self.hashes = [hashes[32 * row : 32 * row + 32] for row in range(len(store))]
        self._rows = {digest: row for row, digest in enumerate(self.hashes)}
        self._tokens = np.array(store.array("document_tokens"))
        self.has_sentences = store.manifest["sentence_rule"] == rule_of_sentences()
        self._sentences = np.array(store.array("document_sentences")) if self.has_sentences else None
        self._letters = np.frombuffer((store.data / "surfaces.utf8").read_bytes(), dtype=np.uint8)
        self._bounds = np.array(store.array("surfaces"))
        self._numbers = np.full(len(self._bounds) - 1, -1, dtype=np.int32)

    def row(self, digest: bytes) -> int:
        return self._rows.get(digest, NEW)

    def tokens(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        bounds = self._tokens[first : last + 1]
        part = slice(int(bounds[0]), int(bounds[-1]))
        surface, start, parted = (
            self._read(name, dtype, part)
            for name, dtype in (("surface", "<i4"), ("start", "<i4"), ("parted", "|u1"))
        )
        return surface, start, parted, bounds - bounds[0]

    def renumber(self, scanner: Any, surface: np.ndarray) -> None:
        scanner.renumber(surface, self._numbers, self._letters, self._bounds)

    def sentences(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        assert self._sentences is not None
        bounds = self._sentences[first : last + 1]
        part = slice(int(bounds[0]), int(bounds[-1]))
        starts, ends = (self._read(f"sentence_{name}", "<i4", part) for name in ("start", "end"))
        return starts, ends, np.diff(bounds)

    def _read(self, name: str, dtype: str, part: slice) -> np.ndarray:
        """Read a stretch of an array, without mapping it into memory."""
        header = self.store.manifest["files"][f"{name}.npy"]["header"]
        offset = header + part.start * np.dtype(dtype).itemsize
        path = self.store.data / f"{name}.npy"
        return np.fromfile(path, dtype=dtype, count=part.stop - part.start, offset=offset)
