"""Reading: one reader a format, behind one door.

`read` takes a folder, a file, `-` (standard input) or records in memory and gives the
documents in a fixed order, what it left out and why, and the hash of each input. The
readers know bytes and columns; what a corpus is, `rostra.corpus` knows.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rostra.errors import CorpusError
from rostra.reading.columns import counted, table_of
from rostra.reading.dates import Day, parse_date
from rostra.reading.decoding import decode, unpack
from rostra.reading.folders import FORMATS, TABLES, documents_of, existing, format_of, stem_of, unique_stems
from rostra.reading.found import (
    Document,
    Found,
    InputFile,
    SideFile,
    Unreadable,
    WrongEncoding,
    is_missing,
)
from rostra.reading.frames import read_frame
from rostra.reading.objects import read_json, read_jsonl
from rostra.reading.pages import read_docx, read_html, read_pdf
from rostra.reading.streams import Stream, stream
from rostra.reading.tables import read_table
from rostra.reading.texts import read_text

__all__ = [
    "FORMATS",
    "Day",
    "Document",
    "Found",
    "InputFile",
    "Reading",
    "SideFile",
    "Stream",
    "counted",
    "is_missing",
    "parse_date",
    "read",
    "stream",
    "table_of",
]

_BY_HAND = f"The readers know {' '.join(FORMATS)}, and each of them packed as .gz."


@dataclass(frozen=True)
class Reading:
    """All that a source gave: documents with their default ids, inputs, what was left out, notes."""

    name: str
    documents: tuple[Document, ...]
    default_ids: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    folder: Path | None = None


def read(
    source: Any,
    *,
    text: str = "text",
    doc_id: str | None = None,
    encoding: str | None = None,
    progress: bool = False,
) -> Reading:
    """Read every document of a source.

    Parameters
    ----------
    source : path, frame, list of dict
        A folder, a file of any format, `-` for standard input, or records in memory.
    text : str
        The column that holds the words, in formats with columns.
    doc_id : str, optional
        The column (or key of the front matter) that holds the ids.
    encoding : str, optional
        The encoding of files without byte order mark; UTF-8 by default.
    progress : bool
        Show a bar on standard error while files are read.

    Returns
    -------
    Reading
        Documents sorted by path, then in the order of their file.
    """
    if isinstance(source, str) and source == "-":
        return _read_stream(sys.stdin.buffer.read(), text=text, doc_id=doc_id, encoding=encoding)
    if not isinstance(source, str | os.PathLike):
        found, fingerprint = read_frame(source, text=text, doc_id=doc_id)
        _require(found, "the input")
        ids = _numbered("corpus", found)
        return Reading(
            "corpus", tuple(found.documents), ids, (fingerprint,), tuple(found.left_out), tuple(found.notes)
        )
    path = existing(source)
    if path.is_dir():
        name = path.resolve().name or "corpus"
        files, left_out = documents_of(path)
        folder, what = path, f"the folder {str(source)!r}"
    else:
        name, folder, what = stem_of(path.name), path.parent, path.name
        if name == "documents":  # documents.csv is named after the folder that is the corpus
            name = folder.resolve().name or name
        files, left_out = [(path.name, path)], []
    return _read_files(
        files, left_out, name=name, folder=folder, what=what, text=text, doc_id=doc_id, encoding=encoding,
        progress=progress,
    )  # fmt: skip


def _read_files(
    files: list[tuple[str, Path]],
    left_out: list[tuple[str, str]],
    *,
    name: str,
    folder: Path,
    what: str,
    text: str,
    doc_id: str | None,
    encoding: str | None,
    progress: bool,
) -> Reading:
    stems = unique_stems([relative for relative, _ in files])
    documents: list[Document] = []
    ids: list[str] = []
    inputs: list[InputFile] = []
    notes: list[str] = []
    undecoded: list[WrongEncoding] = []
    for relative, path in _bar(files, progress):
        try:
            data = _bytes_of(path)
        except OSError as error:
            left_out.append((relative, f"cannot be opened: {error.strerror or type(error).__name__}"))
            continue
        try:
            found = _read_one(relative, data, text=text, doc_id=doc_id, encoding=encoding)
        except WrongEncoding as error:
            undecoded.append(error)
            continue
        except Unreadable as error:
            if len(files) == 1:
                raise
            left_out.append((relative, str(error).removeprefix(relative).lstrip(",: ")))
            continue
        inputs.append(InputFile(relative, hashlib.sha256(data).hexdigest(), len(data)))
        documents += found.documents
        left_out += found.left_out
        notes += found.notes
        stem = stems[relative]
        if format_of(relative) in TABLES:
            ids += _numbered(name if stem == "documents" else stem, found)
        else:
            ids += [stem] * len(found.documents)
    if undecoded:
        more = len(undecoded) - 1
        others = f" The same goes for {more} more file{'s' if more > 1 else ''}." if more else ""
        raise WrongEncoding(f"{undecoded[0]}{others}")
    left_out.sort(key=lambda entry: entry[0].partition(":")[0])
    _require(Found(documents, left_out), what)
    return Reading(name, tuple(documents), tuple(ids), tuple(inputs), tuple(left_out), tuple(notes), folder)


def _read_one(name: str, data: bytes, *, text: str, doc_id: str | None, encoding: str | None) -> Found:
    """Read one file by its suffix."""
    if name.casefold().endswith(".gz"):
        data = unpack(name, data)
    kind = format_of(name)
    if kind == ".docx":
        return read_docx(name, data)
    if kind == ".pdf":
        return read_pdf(name, data)
    if kind in (".html", ".htm"):
        return read_html(name, data, encoding=encoding)
    if kind not in FORMATS:
        return Found(
            left_out=[(name, f"no reader for {kind}" if kind else "no suffix that names its format")]
        )
    if kind in (".txt", ".md") and encoding is None and b"\0" in data and not _has_mark(data):
        return read_text(name, data.decode("latin-1"))  # which says that this is no text
    content = decode(name, data, encoding=encoding)
    if kind in (".txt", ".md"):
        return read_text(name, content, doc_id=doc_id)
    if kind == ".jsonl" or kind == ".ndjson":
        return read_jsonl(name, content, text=text, doc_id=doc_id)
    if kind == ".json":
        return read_json(name, content, text=text, doc_id=doc_id)
    return read_table(name, content, text=text, doc_id=doc_id, tabs=kind == ".tsv")


def _read_stream(data: bytes, *, text: str, doc_id: str | None, encoding: str | None) -> Reading:
    """Read standard input: JSON where it begins like it, else one plain text."""
    name = "standard input"
    inputs = (InputFile(name, hashlib.sha256(data).hexdigest(), len(data)),)
    if data.startswith(b"\x1f\x8b"):
        data = unpack(name, data)
    content = decode(name, data, encoding=encoding)
    if content.lstrip().startswith('{"') or content.lstrip().startswith(("[{", "[\n")):
        found = read_json(name, content, text=text, doc_id=doc_id)
        ids = _numbered("stdin", found)
    else:
        found = read_text(name, content, doc_id=doc_id)
        ids = ("stdin",) * len(found.documents)
    _require(found, name)
    return Reading("stdin", tuple(found.documents), ids, inputs, tuple(found.left_out), tuple(found.notes))


def _require(found: Found, what: str) -> None:
    """Raise where nothing at all could be read."""
    if found.documents:
        return
    if not found.left_out:
        raise CorpusError(f"{what} holds no documents. {_BY_HAND}")
    shown = "; ".join(f"{name}: {reason}" for name, reason in found.left_out[:5])
    more = f"; and {len(found.left_out) - 5} more" if len(found.left_out) > 5 else ""
    raise CorpusError(f"{what} holds no document that can be read. Left out: {shown}{more}. {_BY_HAND}")


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():  # a pipe would wait for ever
        raise OSError(None, "not a regular file")
    return path.read_bytes()


def _has_mark(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf"))


def _numbered(name: str, found: Found) -> tuple[str, ...]:
    """Number the rows of a file, for those that bring no id of their own."""
    width = max(4, len(str(len(found.documents))))
    return tuple(f"{name}-{number:0{width}d}" for number in range(1, len(found.documents) + 1))


def _bar(
    files: list[tuple[str, Path]], progress: bool
) -> Iterator[tuple[str, Path]] | Iterable[tuple[str, Path]]:
    if not progress:
        return files
    from tqdm import tqdm

    return tqdm(files, desc="Reading", unit="file", leave=False)
