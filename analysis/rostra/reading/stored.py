"""Stored: an index on disk, as a reader of its texts and arrays sees it.

An index is a folder. `manifest.json` says what it holds and names the folder of the data
beside it; it is written last and replaced in one step, so that it always describes
complete files. Arrays are `.npy` files (little endian), texts are UTF-8. Of N documents
with T tokens, S sentences, V surfaces (words as published) and F forms (words as counted):

| file | type, length | what it holds |
|---|---|---|
| `text.utf8` | bytes | the texts, one after the other |
| `document_bytes.npy` | int64, N + 1 | where each text begins in `text.utf8`, and where the last ends |
| `document_characters.npy` | int64, N | its length in code points |
| `block_characters.npy` | int64 | code points of `text.utf8` before each of its blocks of 256 bytes |
| `document_hashes.npy` | uint8, N x 32 | SHA-256 of its UTF-8 |
| `document_tokens.npy` | int64, N + 1 | where its tokens begin, and where the last end |
| `document_sentences.npy` | int64, N + 1 | where its sentences begin, and where the last end |
| `documents.json` | JSON | the metadata: for each column its type and its values |
| `surface.npy` | int32, T | the number of each token's surface |
| `form.npy` | int32, T | the number of its form |
| `start.npy` | int32, T | its place in its text, in code points |
| `parted.npy` | uint8, T | 1 where punctuation parts it from the token before, or it is the first |
| `sentence_start.npy`, `sentence_end.npy` | int32, S | place of each sentence in its text, in code points |
| `sentence_tokens.npy` | int64, S + 1 | where the tokens of each sentence begin, and where the last end |
| `surfaces.utf8`, `surfaces.npy` | bytes; int64, V + 1 | the surfaces, and where each begins |
| `surface_forms.npy` | int32, V | the form of each surface |
| `forms.utf8`, `forms.npy` | bytes; int64, F + 1 | the forms, and where each begins |
| `postings.npy` | int64 or int32, T | the tokens of form 0 in text order, then those of form 1, ... |
| `posting_bounds.npy` | int64, F + 1 | where those of each form begin |
| `actors.toml`, `corrections.csv` | | copies of the files beside the documents, where there were any |

Surfaces and forms are numbered in the order of their first occurrence. A token ends where
its surface does: `start + length of the surface in code points`. The manifest holds the
version of this layout, the rule of the tokens, the sizes and CRC-32 of all files (of
arrays, of what follows the header), the inputs with their SHA-256, what was left out, the
notes, and `partitions`: runs of documents, as they were built.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.errors import CorpusError

if TYPE_CHECKING:
    import numpy as np

__all__ = ["BLOCK", "FORMAT", "MANIFEST", "VERSION", "Store", "is_index", "open_index"]

FORMAT = "rostra index"
VERSION = 2
BLOCK = 256  # bytes of a text of which it is known how many characters are before them
MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_RECENT = 64  # texts that are kept decoded
_LONG = 1 << 20  # bytes of a text that is not


@dataclass(frozen=True, eq=False)
class Store:
    """The files of an index: arrays are mapped into memory, texts read where they are asked for.

    Parameters
    ----------
    folder : pathlib.Path
        The index.
    manifest : mapping
        What its manifest says.
    """

    folder: Path
    manifest: Mapping[str, Any]

    def __len__(self) -> int:
        return int(self.manifest["documents"])

    def __reduce__(self) -> tuple[Any, ...]:
        return open_index, (self.folder,)

    @property
    def data(self) -> Path:
        """The folder of the arrays."""
        return self.folder / str(self.manifest["data"])

    def array(self, name: str) -> np.ndarray:
        """Map an array into memory.

        Parameters
        ----------
        name : str
            The name of its file, without `.npy`.

        Returns
        -------
        numpy.ndarray
            Read from the disk where it is used.
        """
        found: np.ndarray = self._opened.get(name)  # type: ignore[assignment]
        if found is None:
            import numpy as np

            # np.memmap would touch the disk for an empty array, and slows down each slice
            path = self.data / f"{name}.npy"
            try:
                found = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
            except (OSError, ValueError) as error:
                raise damaged(self.folder, f"{path.name} cannot be read ({error})") from None
            self._opened[name] = found
        return found

    @cached_property
    def _opened(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _text(self) -> np.ndarray:
        import numpy as np

        path = self.data / "text.utf8"
        if not path.stat().st_size:
            return np.zeros(0, dtype=np.uint8)
        return np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray)

    def text(self, row: int) -> str:
        """Return the text of one document.

        Parameters
        ----------
        row : int
            Its place among the documents.

        Returns
        -------
        str
            As published.
        """
        bounds = self.array("document_bytes")
        long = int(bounds[row + 1]) - int(bounds[row]) > _LONG
        return self._decode(row) if long else self._recent(row)

    @cached_property
    def _recent(self) -> Callable[[int], str]:
        """Decode a text, or return it as it was read: the lines of one query often lie where the last did."""
        return lru_cache(_RECENT)(self._decode)

    def _decode(self, row: int) -> str:
        return self.encoded(row).tobytes().decode("utf-8")

    def encoded(self, row: int) -> np.ndarray:
        """Return the UTF-8 of one document, not copied.

        Parameters
        ----------
        row : int
            Its place among the documents.

        Returns
        -------
        numpy.ndarray of uint8
            Its bytes.
        """
        bounds = self.array("document_bytes")
        return self._text[int(bounds[row]) : int(bounds[row + 1])]

    def windows(
        self, rows: np.ndarray, starts: np.ndarray, ends: np.ndarray
    ) -> tuple[str, np.ndarray, np.ndarray]:
        """Read stretches of texts, and little around them.

        Parameters
        ----------
        rows : numpy.ndarray of int
            The document of each stretch.
        starts, ends : numpy.ndarray of int
            Where it begins and ends, in code points; what is beyond the text is left out.

        Returns
        -------
        windows : str
            A part of each text that holds the stretch, one after the other.
        edges : numpy.ndarray of int
            Where each begins in `windows`, and where the last ends.
        shifts : numpy.ndarray of int
            Where in its text each begins.
        """
        import numpy as np

        blocks, bounds = self.array("block_characters"), self.array("document_bytes")
        before, after = self._characters[rows], self._characters[rows + 1]
        first = np.minimum(before + starts, after)
        end = np.minimum(np.maximum(before + ends, first), after)
        last = len(blocks) - 1
        block = np.clip(np.searchsorted(blocks, first, side="right") - 1, 0, last)
        beyond = np.searchsorted(blocks, end)
        # where all characters of the blocks are single bytes, the stretch is read alone; but for the last
        # character of all, which may have more of them in the next block
        until = np.minimum(beyond, last)
        plain = (end < blocks[until]) & (blocks[until] - blocks[block] == (until - block) * BLOCK)
        inside = block * BLOCK > bounds[rows]
        begins = np.where(inside, block * BLOCK, bounds[rows])
        begins = np.where(plain, block * BLOCK + first - blocks[block], begins)
        shifts = np.where(plain, first - before, np.where(inside, blocks[block] - before, 0))
        # the last character of a block may have bytes in the next
        stops = np.where(beyond <= last, np.minimum(beyond * BLOCK + 3, bounds[rows + 1]), bounds[rows + 1])
        stops = np.where(plain, begins + end - first, stops)
        data = memoryview(self._text.data)
        windows = [data[a:b] for a, b in zip(begins.tolist(), stops.tolist(), strict=True)]
        sizes = stops - begins
        for place in np.flatnonzero(~plain).tolist():
            # what is cut off at the edges of blocks is no character of the stretch
            window = str(windows[place], "utf-8", "ignore")
            windows[place], sizes[place] = memoryview(window.encode()), len(window)
        return b"".join(windows).decode(), np.append(0, np.cumsum(sizes)), shifts

    @cached_property
    def _characters(self) -> np.ndarray:
        """How many code points are before each document."""
        import numpy as np

        return np.append(0, np.cumsum(self.array("document_characters")))

    def strings(self, name: str) -> list[str]:
        """Return the strings of a vocabulary.

        Parameters
        ----------
        name : {"surfaces", "forms"}
            Which.

        Returns
        -------
        list of str
            In the order of their numbers.
        """
        data, bounds = (self.data / f"{name}.utf8").read_bytes(), self.array(name).tolist()
        places = pairwise(bounds)
        if data.isascii():
            whole = data.decode("ascii")
            return [whole[first:last] for first, last in places]
        return [data[first:last].decode("utf-8") for first, last in places]

    def columns(self) -> dict[str, dict[str, Any]]:
        """Return the metadata: for each column its type and its values.

        Returns
        -------
        dict
            By the name of the column.
        """
        try:
            found: dict[str, dict[str, Any]] = json.loads((self.data / "documents.json").read_bytes())
        except (OSError, ValueError) as error:
            raise damaged(self.folder, f"documents.json cannot be read ({error})") from None
        return found

    def verify(self) -> None:
        """Read every file and compare it with the manifest.

        Raises
        ------
        CorpusError
            A file is not as it was written.
        """
        for name, expected in self.manifest["files"].items():
            check = 0
            with (self.data / name).open("rb") as file:
                file.seek(int(expected["header"]))
                while block := file.read(_CHUNK):
                    check = zlib.crc32(block, check)
            if check != expected["crc32"]:
                raise damaged(self.folder, f"{name} is not as it was written")


def is_index(path: str | os.PathLike[str]) -> bool:
    """Say whether a folder is an index, whole or damaged.

    Parameters
    ----------
    path : path
        Any path, or anything that was given for one.

    Returns
    -------
    bool
        It holds a manifest of ours.
    """
    try:
        with (Path(path).expanduser() / MANIFEST).open("rb") as file:
            return FORMAT.encode() in file.read(200)
    except (OSError, ValueError, RuntimeError):  # also where a text was given for a path
        return False


def open_index(path: Path) -> Store:
    """Open an index; its files are looked at, not read.

    Parameters
    ----------
    path : pathlib.Path
        Its folder.

    Returns
    -------
    Store
        Its texts and arrays.
    """
    try:
        manifest = json.loads((path / MANIFEST).read_bytes())
        version = manifest["version"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(path, f"{MANIFEST} cannot be read ({error})") from None
    if version != VERSION:
        raise CorpusError(
            f"the index {str(path)!r} has the layout {version}; this Rostra reads layout {VERSION}. "
            f"Build it again: rostra index PATH -o {path}"
        )
    try:
        store = Store(path, manifest)
        for name, expected in manifest["files"].items():
            file = store.data / name
            if not file.is_file():
                raise damaged(path, f"{name} is missing")
            if (size := file.stat().st_size) != expected["bytes"]:
                raise damaged(path, f"{name} has {size:,} bytes instead of {expected['bytes']:,}")
        int(manifest["documents"])
    except (TypeError, KeyError, AttributeError) as error:
        raise damaged(path, f"{MANIFEST} cannot be read ({error})") from None
    return store


def damaged(path: Path, what: str) -> CorpusError:
    """Say that an index is not what was written, and what to do."""
    return CorpusError(
        f"the index {str(path)!r} is damaged: {what}. Build it again: delete the folder, then "
        f"rostra index PATH -o {path}"
    )
