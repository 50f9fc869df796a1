"""Files: arrays that grow on disk, and a folder that takes its place in one step.

What is written stands in a folder beside the target until it is complete and on the disk.
Then it takes the target's place: by one renaming where there was nothing, else by moving
the data in beside the old and replacing the manifest. Whoever is stopped at any moment
leaves the old index or none, and a folder of leftovers that the next build takes away.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from rostra.errors import CorpusError
from rostra.reading.stored import MANIFEST, is_index

__all__ = ["Column", "Folder", "chunks_of"]

CHUNK = 1 << 21  # entries that are read at once


class Column:
    """An array on disk that grows by its rows, or a file of bytes.

    Parameters
    ----------
    path : pathlib.Path
        The file; `.npy` makes it an array, anything else bytes.
    dtype : str
        The type of its entries.
    width : int, optional
        The entries of a row, where it has several.
    """

    def __init__(self, path: Path, dtype: str = "|u1", width: int | None = None) -> None:
        self.path, self.dtype, self.width = path, np.dtype(dtype), width
        self.length = self.check = self.header = 0
        self._file: BinaryIO = path.open("wb", buffering=0)
        if path.suffix == ".npy":
            self.header = self._write_header()

    def append(self, rows: np.ndarray | bytes) -> None:
        """Add rows at the end.

        Parameters
        ----------
        rows : numpy.ndarray or bytes
            Of the type of the column.
        """
        data: Any = rows
        if isinstance(rows, np.ndarray):
            data = (
                memoryview(np.ascontiguousarray(rows, dtype=self.dtype).data).cast("B") if rows.size else b""
            )
        self.length += len(rows)
        self.check = zlib.crc32(data, self.check)
        done = 0
        while done < len(data):
            done += self._file.write(data[done:]) or 0

    def close(self) -> dict[str, int]:
        """Finish the file and see it onto the disk.

        Returns
        -------
        dict
            Its size in bytes, that of its header, and the CRC-32 of what follows it.
        """
        if self.header:
            self._file.seek(0)
            if self._write_header() != self.header:
                raise AssertionError("the header of an array grew")
            self._file.seek(0, os.SEEK_END)
        size = self._file.tell()
        os.fsync(self._file.fileno())
        self._file.close()
        return {"bytes": size, "header": self.header, "crc32": self.check}

    def _write_header(self) -> int:
        shape = (self.length,) if self.width is None else (self.length, self.width)
        header = {"descr": self.dtype.str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)  # type: ignore[arg-type]
        return self._file.tell()


def chunks_of(path: Path, dtype: str, size: int = CHUNK) -> Iterator[np.ndarray]:
    """Read an array on disk a chunk at a time, without mapping it into memory.

    Parameters
    ----------
    path : pathlib.Path
        An `.npy` file of one dimension.
    dtype : str
        The type of its entries.
    size : int
        How many entries at a time.

    Yields
    ------
    numpy.ndarray
        The next entries.
    """
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        np.lib.format.read_array_header_1_0(file)
        while len(chunk := np.fromfile(file, dtype=dtype, count=size)):
            yield chunk


class Folder:
    """A folder that is written beside its target and takes its place in one step.

    Parameters
    ----------
    target : pathlib.Path
        Where the index is to be.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        if target.exists() and not is_index(target) and (not target.is_dir() or any(target.iterdir())):
            raise CorpusError(
                f"{str(target)!r} exists and is no index. Give a folder that does not exist yet, "
                "an empty one, or an index to bring up to date."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        self._sweep()
        self.path = target.parent / f".{target.name}.{os.getpid()}.building"
        self.data = self.path / "data"
        self.columns: dict[str, Column] = {}
        self.sizes: dict[str, dict[str, int]] = {}

    def __enter__(self) -> Folder:
        shutil.rmtree(self.path, ignore_errors=True)
        self.data.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        for column in self.columns.values():
            column._file.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def column(self, name: str, dtype: str = "|u1", width: int | None = None) -> Column:
        """Begin a file.

        Parameters
        ----------
        name : str
            Its name; with `.npy` it is an array.
        dtype : str
            The type of its entries.
        width : int, optional
            The entries of a row, where it has several.

        Returns
        -------
        Column
            To append to.
        """
        self.columns[name] = Column(self.data / name, dtype, width)
        return self.columns[name]

    def finish(self, name: str) -> None:
        """Finish a file.

        Parameters
        ----------
        name : str
            Its name.
        """
        self.sizes[name] = self.columns[name].close()

    def write(self, name: str, data: np.ndarray | bytes) -> None:
        """Write a file at once.

        Parameters
        ----------
        name : str
            Its name.
        data : numpy.ndarray or bytes
            What it holds.
        """
        dtype = data.dtype.newbyteorder("<").str if isinstance(data, np.ndarray) else "|u1"
        self.column(name, dtype).append(data)
        self.finish(name)

    def publish(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """Put what was written in the place of the target.

        Parameters
        ----------
        manifest : dict
            What it is; the files and the name of the data folder are added.

        Returns
        -------
        dict
            The manifest as written.
        """
        manifest["files"] = dict(sorted(self.sizes.items()))
        content = json.dumps(manifest, ensure_ascii=False, sort_keys=True)
        name = f"data-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
        manifest["data"] = name
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        if (self.target / name).is_dir() and _read(self.target / MANIFEST) == text:
            return manifest  # the same content is there already
        if (self.target / name).exists():
            shutil.rmtree(self.target / name)
        self.data.rename(self.path / name)
        _sync(self.path / name)
        with (self.path / MANIFEST).open("wb") as file:
            file.write(text)
            os.fsync(file.fileno())
        _sync(self.path)
        if not self.target.exists():
            self.path.rename(self.target)
            _sync(self.target.parent)
            return manifest
        (self.path / name).rename(self.target / name)
        _sync(self.target)
        os.replace(self.path / MANIFEST, self.target / MANIFEST)
        _sync(self.target)
        self._sweep()
        return manifest

    def _sweep(self) -> None:
        """Take away what builds that were stopped left behind, and data that no manifest names."""
        for left in self.target.parent.glob(f".{_escaped(self.target.name)}.*.building"):
            number = left.name.split(".")[-2]
            if not number.isdigit() or not _is_running(int(number)):
                shutil.rmtree(left, ignore_errors=True)
        if is_index(self.target):
            try:
                named = json.loads(_read(self.target / MANIFEST))["data"]
            except (ValueError, KeyError, TypeError):
                return
            for left in self.target.glob("data-*"):
                if left.name != named:
                    shutil.rmtree(left, ignore_errors=True)


def _read(path: Path) -> bytes:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return b""


def _escaped(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _is_running(number: int) -> bool:
    if number == os.getpid():
        return False
    if os.name == "nt":  # where asking would end it; a file that is open cannot be taken away there
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sync(folder: Path) -> None:
    """See the names in a folder onto the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
