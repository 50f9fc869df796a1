"""Streams: the documents of a source one batch after the other, for input larger than memory.

`stream` gives what `read` gives, in the same order and with the same ids, but lets go of
each batch once it is handed over. Tables and JSON Lines are read in blocks; a file of
another format is one document, or is read whole.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from rostra.reading.decoding import MARKS, decode, decode_lines
from rostra.reading.folders import TABLES, documents_of, existing, format_of, stem_of, unique_stems
from rostra.reading.found import Document, Found, InputFile, Unreadable, WrongEncoding
from rostra.reading.objects import jsonl_rows, no_objects, read_records
from rostra.reading.tables import Rows, check_nul, documents_of_rows, first_rows, more_rows

__all__ = ["BLOCK", "Stream", "stream"]

BLOCK = 4 * 1024**2  # bytes that are read at once
_IN_BLOCKS = (".jsonl", ".ndjson", ".csv", ".tsv")


@dataclass
class Stream:
    """The documents of a source, one batch after the other, and what was seen on the way.

    `inputs`, `left_out` and `notes` are complete once all batches have been taken.
    """

    name: str
    folder: Path | None
    files: list[tuple[str, Path]]
    text: str
    doc_id: str | None
    encoding: str | None
    what: str
    block: int = BLOCK
    inputs: list[InputFile] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # what the documents of each file are called, how many they are, and whether they are numbered
    runs: list[tuple[str, int, bool]] = field(default_factory=list)

    def batches(self) -> Iterator[list[Document]]:
        """Yield the documents, some at a time.

        Yields
        ------
        list of Document
            In the order of `read`.
        """
        stems = unique_stems([relative for relative, _ in self.files])
        undecoded: list[WrongEncoding] = []
        count = 0
        for relative, path in self.files:
            first = count
            try:
                for found in self._found(relative, path):
                    self.left_out += found.left_out
                    self.notes += [note for note in found.notes if note not in self.notes]
                    count += len(found.documents)
                    if found.documents and not undecoded:
                        yield found.documents
            except WrongEncoding as error:
                undecoded.append(error)
                continue
            except Unreadable as error:
                if len(self.files) == 1:
                    raise
                self.left_out.append((relative, str(error).removeprefix(relative).lstrip(",: ")))
                continue
            except OSError as error:
                reason = f"cannot be opened: {error.strerror or type(error).__name__}"
                self.left_out.append((relative, reason))
                continue
            stem = stems[relative]
            numbered = format_of(relative) in TABLES
            name = self.name if stem == "documents" and numbered else stem
            self.runs.append((name, count - first, numbered))
        if undecoded:
            more = len(undecoded) - 1
            others = f" The same goes for {more} more file{'s' if more > 1 else ''}." if more else ""
            raise WrongEncoding(f"{undecoded[0]}{others}")
        self.left_out.sort(key=lambda entry: entry[0].partition(":")[0])
        if not count:
            from rostra.reading import _require

            _require(Found(left_out=self.left_out), self.what)

    def default_ids(self) -> list[str]:
        """Return what each document is called that brings no id of its own.

        Returns
        -------
        list of str
            One a document, once all batches have been taken.
        """
        ids: list[str] = []
        for name, count, numbered in self.runs:
            width = max(4, len(str(count)))
            numbers = range(1, count + 1)
            ids += [f"{name}-{number:0{width}d}" for number in numbers] if numbered else [name] * count
        return ids

    def _found(self, relative: str, path: Path) -> Iterator[Found]:
        """Yield what a file gives, in parts where it is large."""
        if not path.is_file():  # a pipe would wait for ever
            raise OSError(None, "not a regular file")
        size = path.stat().st_size
        if format_of(relative) not in _IN_BLOCKS or size <= self.block // 4 or not self._by_lines(path):
            from rostra.reading import _read_one

            data = path.read_bytes()
            yield _read_one(relative, data, text=self.text, doc_id=self.doc_id, encoding=self.encoding)
            self.inputs.append(InputFile(relative, hashlib.sha256(data).hexdigest(), len(data)))
            return
        with path.open("rb") as file:
            hashed = _Hashed(file)
            lines = self._blocks(relative, hashed)
            if format_of(relative) in (".jsonl", ".ndjson"):
                yield from self._objects(relative, lines)
            else:
                yield from self._rows(relative, lines)
            while hashed.read(BLOCK):
                pass
        self.inputs.append(InputFile(relative, hashed.digest.hexdigest(), hashed.size))

    def _by_lines(self, path: Path) -> bool:
        """Whether a line end is one byte in the encoding of the file."""
        if self.encoding is not None:
            try:
                if "\n".encode(self.encoding) != b"\n":
                    return False
            except (LookupError, UnicodeEncodeError):
                return False
        with path.open("rb") as file:
            head = file.read(4)
        if head[:2] == b"\x1f\x8b":
            try:
                with gzip.open(path) as packed:
                    head = packed.read(4)
            except (OSError, EOFError, zlib.error):
                return False  # which the reader of whole files says in words
        wide = [mark for mark, _ in MARKS if mark != codecs.BOM_UTF8]
        return not head.startswith(tuple(wide))

    def _blocks(self, relative: str, file: _Hashed) -> Iterator[bytes]:
        """Yield the bytes of a file in blocks that end where a line does."""
        source: Any = file
        if relative.casefold().endswith(".gz"):
            source = gzip.GzipFile(fileobj=source)
        rest: list[bytes] = []
        while True:
            try:
                block = source.read(self.block)
            except (OSError, EOFError, zlib.error) as error:
                raise Unreadable(
                    f"{relative} cannot be unpacked: {error}. "
                    "Check that the file is complete (gzip -t), or unpack it first."
                ) from None
            cut = block.rfind(b"\n") + 1
            if block and not cut:
                rest.append(block)
                continue
            if whole := b"".join([*rest, block[:cut] if block else b""]):
                yield whole
            if not block:
                return
            rest = [block[cut:]]

    def _objects(self, relative: str, blocks: Iterator[bytes]) -> Iterator[Found]:
        columns: dict[str, None] = {}
        lines = size = count = 0
        bad: list[tuple[str, str]] = []
        for block in blocks:
            texts = decode_lines(relative, block, encoding=self.encoding, before=(lines, size))
            rows, wrong = jsonl_rows(relative, texts, first=lines + 1)
            lines, size, count = lines + len(texts) - 1, size + len(block), count + len(rows)
            bad += wrong if not count else []
            if rows:
                columns |= dict.fromkeys(str(key) for _, row in rows for key in row)
                found = read_records(
                    relative, rows, text=self.text, doc_id=self.doc_id, left_out=wrong, known=columns,
                    encoded=True,
                )  # fmt: skip
                yield found
            elif count:
                yield Found(left_out=wrong)
        if not count:
            raise no_objects(relative, bad)

    def _rows(self, relative: str, blocks: Iterator[bytes]) -> Iterator[Found]:
        begun: Rows | None = None
        lines = size = marks = 0
        pending: list[str] = []
        options: dict[str, Any] = {"text": self.text, "doc_id": self.doc_id}

        def part(content: str) -> Found:
            nonlocal begun
            if begun is None:
                tabs = format_of(relative) == ".tsv"
                rows = begun = first_rows(relative, content, column=self.text, tabs=tabs)
            else:
                rows = more_rows(content, begun, before=lines)
            return documents_of_rows(relative, rows, **options)

        for block in blocks:
            content = decode(relative, block, encoding=self.encoding, before=(lines + _lines(pending), size))
            check_nul(relative, content, before=lines + _lines(pending))
            size += len(block)
            pending.append(content)
            marks += content.count('"')
            if marks % 2:  # a field goes on in the next block
                continue
            whole = "".join(pending)
            yield part(whole)
            lines, pending = lines + whole.count("\n"), []
        if pending or begun is None:
            yield part("".join(pending))


class _Hashed:
    """A file that hashes what is read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data


def _lines(contents: list[str]) -> int:
    return sum(content.count("\n") for content in contents)


def stream(
    source: str | os.PathLike[str],
    *,
    text: str = "text",
    doc_id: str | None = None,
    encoding: str | None = None,
    block: int = BLOCK,
) -> Stream:
    """Open a folder or file, to read its documents one batch after the other.

    Parameters
    ----------
    source : path
        A folder, or a file of any format.
    text : str
        The column that holds the words, in formats with columns.
    doc_id : str, optional
        The column (or key of the front matter) that holds the ids.
    encoding : str, optional
        The encoding of files without byte order mark; UTF-8 by default.
    block : int
        How many bytes of a table to read at once.

    Returns
    -------
    Stream
        Nothing is read before its batches are taken.
    """
    path = existing(source)
    if path.is_dir():
        files, left_out = documents_of(path)
        return Stream(
            path.resolve().name or "corpus",
            path,
            files,
            text,
            doc_id,
            encoding,
            f"the folder {str(source)!r}",
            block,
            left_out=left_out,
        )
    name = stem_of(path.name)
    if name == "documents":  # documents.csv is named after the folder that is the corpus
        name = path.parent.resolve().name or name
    return Stream(name, path.parent, [(path.name, path)], text, doc_id, encoding, path.name, block)
