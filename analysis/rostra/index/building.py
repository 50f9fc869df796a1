"""Building: from a folder of texts to an index on disk, in batches of bounded size.

The layout is described in `rostra.reading.stored`. Only the vocabulary and the metadata
grow with the corpus; texts and arrays pass through in batches.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rostra import __version__, sentences
from rostra.corpus import check_ids, counted
from rostra.errors import CorpusError
from rostra.index.files import Folder, chunks_of
from rostra.index.reference import TOKEN, fold_tokens
from rostra.lexicon import load_words
from rostra.reading import InputFile, Stream, stream
from rostra.reading.columns import Cells
from rostra.reading.stored import FORMAT, VERSION, Store, is_index, open_index

__all__ = ["Built", "build_index", "rule_of_sentences", "rule_of_tokens"]

BATCH = 4 * 1024**2  # bytes of text that are worked on at once
PADDING = 8  # bytes after a text at which the kernels may look
_POSTINGS = 1 << 23  # postings that are put in order at once
_NEW = -1
_SIDE_FILES = ("actors.toml", "corrections.csv")


@dataclass(frozen=True)
class Built:
    """What a build did.

    Parameters
    ----------
    store : Store
        The index.
    added, reused, removed : int
        Documents whose words were found now, that were taken from the index before, and
        that were in it and are no more.
    """

    store: Store
    added: int
    reused: int
    removed: int

    @property
    def about(self) -> str:
        """What was done, in a sentence."""
        manifest = self.store.manifest
        sizes = f"{counted(len(self.store), 'document')}, {counted(manifest['tokens'], 'word')}"
        done = f"{self.added:,} new, {self.reused:,} unchanged, {self.removed:,} removed"
        return f"{sizes}, {counted(manifest['forms'], 'form')}. Documents: {done}."


def build_index(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    text: str = "text",
    doc_id: str | None = None,
    encoding: str | None = None,
    actors: str | os.PathLike[str] | None = None,
    corrections: str | os.PathLike[str] | None = None,
    sentences: bool = True,
    batch: int = BATCH,
    progress: Callable[[int], object] | None = None,
) -> Built:
    """Build an index of a corpus, or bring one up to date.

    Parameters
    ----------
    source : path
        A folder or a file of texts, as for `rostra.load_corpus`.
    target : path
        The folder of the index. Where it is an index already, the words of documents whose
        text is the same are taken from it.
    text, doc_id, encoding : str, optional
        As for `rostra.load_corpus`.
    actors, corrections : path, optional
        As for `rostra.load_corpus`; copied into the index.
    sentences : bool
        Find the sentences too; without, they are found when they are first asked for.
    batch : int
        How many bytes of text are worked on at once.
    progress : callable, optional
        Called with the number of bytes of each batch.

    Returns
    -------
    Built
        The index, and what was new.

    Raises
    ------
    CorpusError
        What `rostra.load_corpus` raises; or the target is a folder of something else.

    Examples
    --------
    >>> import tempfile, rostra
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(build_index("corpus/redzikowo", folder + "/index").about.partition(".")[0])
    ...     rostra.load_corpus(folder + "/index")
    5 documents, 819 words, 289 forms
    <Corpus redzikowo: 5 documents, 819 words, 2024-11-21 to 2024-11-27>
    """
    target = Path(target).expanduser()
    opened = stream(source, text=text, doc_id=doc_id, encoding=encoding)
    options = {"text": text, "doc_id": doc_id, "encoding": encoding, "sentences": sentences}
    sides = _side_files(opened.folder, actors, corrections)
    with Folder(target) as folder:
        old = _usable(target)
        if old is not None and _is_unchanged(old, opened, options, sides):
            return Built(old, 0, len(old), 0)
        build = _Build(folder, old, sentences=sentences)
        size = 0
        for documents in opened.batches():
            for document in documents:
                size += build.add(document)
                if size >= batch:
                    build.flush()
                    if progress is not None:
                        progress(size)
                    size = 0
            del documents
        build.flush()
        build.finish()
        notes = list(opened.notes)
        ids = [own or default for own, default in zip(build.ids, opened.default_ids(), strict=True)]
        if len(set(ids)) < len(ids):
            again = stream(source, text=text, doc_id=doc_id, encoding=encoding)
            check_ids(ids, [document.place for documents in again.batches() for document in documents])
        _write_metadata(folder, build.cells, ids, notes)
        for name, data in sides.items():
            folder.write(name, data)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "rostra": __version__,
            "name": opened.name,
            **build.sizes,
            "rule": rule_of_tokens(),
            "sentence_rule": rule_of_sentences() if sentences else None,
            "options": options,
            "side_files": {name: hashlib.sha256(data).hexdigest() for name, data in sides.items()},
            "inputs": [[entry.name, entry.sha256, entry.bytes] for entry in opened.inputs],
            "left_out": opened.left_out,
            "notes": notes,
            "partitions": build.partitions,
        }
        folder.publish(manifest)
    removed = build.removed()
    return Built(open_index(target), build.added, build.reused, removed)


@cache
def rule_of_tokens() -> str:
    """Name the rule that says what a token is and how it is counted: a hash of all it depends on."""
    from rostra.index import reference

    code = Path(reference.__file__).read_bytes()
    return hashlib.sha256(TOKEN.pattern.encode() + code + unicodedata.unidata_version.encode()).hexdigest()[
        :16
    ]


@cache
def rule_of_sentences() -> str:
    """Name the rule that says where sentences end: a hash of all it depends on."""
    words = json.dumps({name: list(entries) for name, entries in load_words("abbreviations").items()})
    code = Path(sentences.__file__).read_bytes()
    return hashlib.sha256(code + words.encode() + unicodedata.unidata_version.encode()).hexdigest()[:16]


class _Build:
    """An index on its way: files that grow, and the vocabulary so far."""

    def __init__(self, folder: Folder, old: Store | None, *, sentences: bool) -> None:
        from rostra.index.kernels import Scanner

        self.folder, self.scanner, self.cells = folder, Scanner(), Cells()
        self.ids: list[str | None] = []
        self.partitions: list[list[int]] = []
        self.with_sentences = sentences
        self.added = self.reused = 0
        self._seen: set[bytes] = set()
        self._pending: list[tuple[bytes, str]] = []
        self._hashes: list[bytes] = []
        self._bytes = self._tokens = self._sentences = 0
        column = folder.column
        self._text = column("text.utf8")
        self._surface, self._start = column("surface.npy", "<i4"), column("start.npy", "<i4")
        self._parted = column("parted.npy")
        self._document_hashes = column("document_hashes.npy", "|u1", 32)
        self._characters = column("document_characters.npy", "<i8")
        self._document_bytes = column("document_bytes.npy", "<i8")
        self._document_tokens = column("document_tokens.npy", "<i8")
        for bounds in (self._document_bytes, self._document_tokens):
            bounds.append(np.zeros(1, dtype=np.int64))
        if sentences:
            self._document_sentences = column("document_sentences.npy", "<i8")
            self._document_sentences.append(np.zeros(1, dtype=np.int64))
            self._sentence_start = column("sentence_start.npy", "<i4")
            self._sentence_end = column("sentence_end.npy", "<i4")
            self._sentence_tokens = column("sentence_tokens.npy", "<i8")
        self._old = None if old is None else _Old(old)
        self._before = [] if self._old is None else self._old.hashes

    def add(self, document: Any) -> int:
        """Take a document; return the bytes of its text."""
        text = self.cells.add(document)
        data = text.encode("utf-8")
        if len(text) >= 2**31:
            raise CorpusError(f"{document.place} has more than 2,147,483,647 characters. Split it.")
        self.ids.append(document.doc_id)
        self._pending.append((data, text))
        digest = hashlib.sha256(data).digest()
        self._hashes.append(digest)
        if self._before:
            self._seen.add(digest)
        return len(data)

    def removed(self) -> int:
        """How many documents of the index before are no more."""
        return sum(digest not in self._seen for digest in self._before)

    def flush(self) -> None:
        """Find the words of the documents that wait, and write them down."""
        if not self._pending:
            return
        first = len(self.ids) - len(self._pending)
        data = b"".join([*(data for data, _ in self._pending), bytes(PADDING)])
        sizes = np.array([len(data) for data, _ in self._pending], dtype=np.int64)
        bounds = np.append(0, np.cumsum(sizes))
        text = np.frombuffer(data, dtype=np.uint8)
        rows = [_NEW if self._old is None else self._old.row(digest) for digest in self._hashes]
        begin = 0
        while begin < len(
            rows
        ):  # runs of new documents, or of documents that follow each other in the old index
            end = begin + 1
            new = rows[begin] == _NEW
            while end < len(rows) and (rows[end] == _NEW if new else rows[end] == rows[end - 1] + 1):
                end += 1
            if new:
                surface, start, parted, tokens = self.scanner.scan(text, bounds[begin : end + 1])
                self.added += end - begin
            else:
                assert self._old is not None
                surface, start, parted, tokens = self._old.tokens(rows[begin], rows[end - 1] + 1)
                self._old.renumber(self.scanner, surface)
                self.reused += end - begin
            self._surface.append(surface)
            self._start.append(start)
            self._parted.append(parted)
            self._document_tokens.append(tokens[1:] + self._tokens)
            if self.with_sentences:
                self._append_sentences(rows[begin:end], begin, start, tokens)
            self._tokens += len(surface)
            begin = end
        self._text.append(text[: bounds[-1]])
        self._document_bytes.append(bounds[1:] + self._bytes)
        self._bytes += int(bounds[-1])
        self._characters.append(np.array([len(text) for _, text in self._pending], dtype=np.int64))
        self._document_hashes.append(np.frombuffer(b"".join(self._hashes), dtype=np.uint8).reshape(-1, 32))
        self.partitions.append([first, len(self.ids)])
        self._pending, self._hashes = [], []

    def _append_sentences(self, rows: list[int], begin: int, start: np.ndarray, tokens: np.ndarray) -> None:
        from rostra.index.kernels import first_tokens

        known = rows[0] != _NEW and self._old is not None and self._old.has_sentences
        if known:
            assert self._old is not None
            starts, ends, counts = self._old.sentences(rows[0], rows[-1] + 1)
        else:
            spans = [sentences.sentence_spans(text) for _, text in self._pending[begin : begin + len(rows)]]
            flat = np.array([span for each in spans for span in each], dtype=np.int32).reshape(-1, 2)
            starts, ends = flat[:, 0], flat[:, 1]
            counts = np.array([len(each) for each in spans], dtype=np.int64)
        bounds = np.append(0, np.cumsum(counts))
        self._sentence_start.append(starts)
        self._sentence_end.append(ends)
        self._sentence_tokens.append(first_tokens(start, tokens, starts, bounds) + self._tokens)
        self._document_sentences.append(bounds[1:] + self._sentences)
        self._sentences += len(starts)

    def finish(self) -> None:
        """Write what is known once all documents were seen: vocabulary, forms, postings."""
        folder = self.folder
        if self._tokens >= 2**31 - 1:
            raise CorpusError(
                f"the corpus has {self._tokens:,} words; an index holds 2,147,483,646. Split it into several."
            )
        if self.with_sentences:
            self._sentence_tokens.append(np.array([self._tokens], dtype=np.int64))
        for name in list(folder.columns):
            folder.finish(name)
        forms: dict[str, int] = {}
        surfaces = self.scanner.surfaces()
        table = np.array(
            [forms.setdefault(form, len(forms)) for form in fold_tokens(surfaces)], dtype=np.int32
        )
        del surfaces
        folder.write("surfaces.utf8", self.scanner.letters)
        folder.write("surfaces.npy", self.scanner.bounds)
        del self.scanner, self._old  # nothing more is scanned; their arrays are large
        folder.write("surface_forms.npy", table)
        names = [form.encode("utf-8") for form in forms]
        folder.write("forms.utf8", b"".join(names))
        folder.write("forms.npy", np.append(0, np.cumsum([len(name) for name in names])).astype(np.int64))
        count = len(forms)
        self.sizes = {
            "documents": len(self.ids),
            "tokens": self._tokens,
            "surfaces": len(table),
            "forms": count,
            "sentences": self._sentences if self.with_sentences else None,
            "bytes": self._bytes,
        }
        del names, forms
        self._write_forms(table, count)

    def _write_forms(self, table: np.ndarray, count: int) -> None:
        """Write the form of each token, and where the tokens of each form are."""
        from rostra.index.kernels import place_postings

        folder = self.folder
        column = folder.column("form.npy", "<i4")
        sizes = np.zeros(count, dtype=np.int64)
        for surface in chunks_of(folder.data / "surface.npy", "<i4"):
            form = table[surface]
            sizes += np.bincount(form, minlength=count)
            column.append(form)
        folder.finish("form.npy")
        bounds = np.append(0, np.cumsum(sizes))
        folder.write("posting_bounds.npy", bounds)
        column = folder.column("postings.npy", "<i4")
        low = 0
        while low < count:  # as many forms at once as the buffer holds, at least one
            high = max(low + 1, int(np.searchsorted(bounds, bounds[low] + _POSTINGS, side="right")) - 1)
            high = min(high, count)
            places = np.empty(int(bounds[high] - bounds[low]), dtype=np.int32)
            cursor = bounds[low:high] - bounds[low]
            base = 0
            for form in chunks_of(folder.data / "form.npy", "<i4"):
                place_postings(form, base, low, high, cursor, places)
                base += len(form)
            column.append(places)
            low = high
        folder.finish("postings.npy")


class _Old:
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
        return self._rows.get(digest, _NEW)

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


def _usable(target: Path) -> Store | None:
    """Return the index that is there already, if its words are found by the rule of now."""
    if not is_index(target):
        return None
    try:
        store = open_index(target)
        if store.manifest["rule"] != rule_of_tokens():
            return None
        store.verify()
    except CorpusError:
        return None  # damaged, or of another version: everything is done anew
    return store


def _is_unchanged(old: Store, opened: Stream, options: dict[str, Any], sides: dict[str, bytes]) -> bool:
    """Say whether the files are those from which the index was built, asked for in the same way."""
    manifest = old.manifest
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sides.items()}
    wanted = {"name": opened.name, "options": options, "side_files": hashes}
    if any(manifest[key] != value for key, value in wanted.items()):
        return False
    if options["sentences"] and manifest["sentence_rule"] != rule_of_sentences():
        return False
    known = {name: (sha256, size) for name, sha256, size in manifest["inputs"]}
    left_out = {name.partition(":")[0] for name, _ in manifest["left_out"]}
    names = {name for name, _ in opened.files}
    if not known.keys() <= names or names - known.keys() - left_out or names - known.keys():
        return False
    if {name for name, _ in opened.left_out} - {name for name, _ in manifest["left_out"]}:
        return False
    for name, path in opened.files:
        if path.stat().st_size != known[name][1]:
            return False
    return all(_hashed(name, path).sha256 == known[name][0] for name, path in opened.files)


def _hashed(name: str, path: Path) -> InputFile:
    with path.open("rb") as file:
        return InputFile(name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def _side_files(
    folder: Path | None, actors: str | os.PathLike[str] | None, corrections: str | os.PathLike[str] | None
) -> dict[str, bytes]:
    """Read what goes with the documents: given by name, or found beside them."""
    from rostra.actors import load_actors

    found = {}
    for name, given in zip(_SIDE_FILES, (actors, corrections), strict=True):
        path = Path(given).expanduser() if given is not None else None
        if path is None and folder is not None and (folder / name).is_file():
            path = folder / name
        if path is None:
            continue
        if name == "actors.toml":
            load_actors(path)  # a fault in it is said now
        elif not path.is_file():
            raise CorpusError(
                f"no file of corrections at {path}. Give the path of a sheet that was filled in."
            )
        found[name] = path.read_bytes()
    return found


def _write_metadata(folder: Folder, cells: Cells, ids: list[str], notes: list[str]) -> None:
    import pandas as pd

    frame = cells.table(ids, np.zeros(len(ids), dtype=np.uint8), notes)
    columns: dict[str, dict[str, Any]] = {}
    for name in frame.columns:
        if name == "text":
            columns[name] = {"type": "text"}
            continue
        values = [None if value is pd.NA else value for value in frame[name].tolist()]
        columns[name] = {"type": str(frame[name].dtype), "values": values}
    folder.write("documents.json", json.dumps(columns, ensure_ascii=False).encode())
