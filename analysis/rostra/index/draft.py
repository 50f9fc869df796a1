"""Draft: an index on its way, whose texts and arrays pass through in batches."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from rostra.errors import CorpusError
from rostra.index.earlier import NEW, Earlier
from rostra.index.files import Folder, chunks_of
from rostra.index.folding import forms_of
from rostra.reading.columns import Cells
from rostra.reading.stored import BLOCK, Store

__all__ = ["Draft"]

PADDING = 16  # bytes after a text at which the kernels may look
_POSTINGS = 1 << 23  # postings that are put in order at once


class Draft:
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
        self._bytes = self._length = self._tokens = self._sentences = 0
        column = folder.column
        self._text = column("text.utf8")
        self._surface, self._start = column("surface.npy", "<i4"), column("start.npy", "<i4")
        self._parted = column("parted.npy")
        self._document_hashes = column("document_hashes.npy", "|u1", 32)
        self._characters = column("document_characters.npy", "<i8")
        self._block_characters = column("block_characters.npy", "<i8")
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
        self._old = None if old is None else Earlier(old)
        self._before = [] if self._old is None else self._old.hashes

    def add(self, document: Any) -> int:
        """Take a document; return the bytes of its text."""
        text = self.cells.add(document)
        whole = document.encoded is not None and len(text) == len(document.text)
        data = document.encoded if whole else text.encode("utf-8")
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
        from rostra.index.placing import count_characters

        first = len(self.ids) - len(self._pending)
        data = b"".join([*(data for data, _ in self._pending), bytes(PADDING)])
        sizes = np.array([len(data) for data, _ in self._pending], dtype=np.int64)
        bounds = np.append(0, np.cumsum(sizes))
        text = np.frombuffer(data, dtype=np.uint8)
        rows = [NEW if self._old is None else self._old.row(digest) for digest in self._hashes]
        begin = 0
        while begin < len(
            rows
        ):  # runs of new documents, or of documents that follow each other in the old index
            end = begin + 1
            new = rows[begin] == NEW
            while end < len(rows) and (rows[end] == NEW if new else rows[end] == rows[end - 1] + 1):
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
                self._append_sentences(rows[begin:end], text, bounds[begin : end + 1], begin, start, tokens)
            self._tokens += len(surface)
            begin = end
        text = text[: bounds[-1]]
        characters = np.array([len(text) for _, text in self._pending], dtype=np.int64)
        self._text.append(text)
        self._block_characters.append(count_characters(text, self._bytes, self._length, BLOCK))
        self._characters.append(characters)
        self._document_bytes.append(bounds[1:] + self._bytes)
        self._bytes += int(bounds[-1])
        self._length += int(characters.sum())
        self._document_hashes.append(np.frombuffer(b"".join(self._hashes), dtype=np.uint8).reshape(-1, 32))
        self.partitions.append([first, len(self.ids)])
        self._pending, self._hashes = [], []

    def _append_sentences(
        self,
        rows: list[int],
        text: np.ndarray,
        places: np.ndarray,
        begin: int,
        start: np.ndarray,
        tokens: np.ndarray,
    ) -> None:
        from rostra.index.placing import first_tokens
        from rostra.index.splitting import split_texts

        known = rows[0] != NEW and self._old is not None and self._old.has_sentences
        if known:
            assert self._old is not None
            starts, ends, counts = self._old.sentences(rows[0], rows[-1] + 1)
        else:
            texts = [text for _, text in self._pending[begin : begin + len(rows)]]
            starts, ends, counts = split_texts(texts, text, places)
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
        forms, table = forms_of(self.scanner.surfaces())
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
        from rostra.index.placing import number_forms, place_postings

        folder = self.folder
        column = folder.column("form.npy", "<i4")
        sizes = np.zeros(count, dtype=np.int64)
        for surface in chunks_of(folder.data / "surface.npy", "<i4"):
            form = np.empty(len(surface), dtype=np.int32)
            number_forms(surface, table, sizes, form)
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
