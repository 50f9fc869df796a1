"""Texts: which document a row speaks of, whether it is still the same, and where words stand in it."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING

from rostra.corrections.rows import Astray, Row
from rostra.marks import quoted_spans

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["Texts", "place_of", "sha256_of"]

NEW_SHEET = "Write a new sheet with --review and correct it there."


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8: the same text, the same offsets."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


class Texts:
    """The texts of a corpus by their id and by their hash, each hashed once."""

    def __init__(self, corpus: Corpus) -> None:
        documents = corpus.documents
        self.text = dict(zip(documents["doc_id"], documents["text"], strict=True))
        self.date = dict(zip(documents["doc_id"], documents["date"], strict=True))
        self._sha256: dict[str, str] = {}
        self._quoted: dict[str, list[tuple[int, int]]] = {}

    def sha256(self, doc_id: str) -> str:
        """The hash of one text."""
        if doc_id not in self._sha256:
            self._sha256[doc_id] = sha256_of(self.text[doc_id])
        return self._sha256[doc_id]

    @cached_property
    def _by_sha256(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for doc_id in self.text:
            found.setdefault(self.sha256(doc_id), []).append(doc_id)
        return found

    def find(self, row: Row, *, checks_itself: bool) -> str | None:
        """Return the document that a row speaks of; None where it is not in the corpus.

        The hash decides: a spreadsheet turns the id 007 into 7, and a document may be
        given another id. A row whose words are looked up in the text checks itself and
        needs no hash.
        """
        doc_id, hash_given = row["doc_id"], row["text_sha256"].casefold()
        known = doc_id in self.text
        if not hash_given and known:
            if checks_itself:
                return doc_id
            raise Astray(
                "no hash of the text",
                "its text_sha256 is empty, so that nobody can tell whether the offsets are still right. "
                f"Copy it from another row of {doc_id!r}, or give new_words instead of offsets.",
            )
        if known and self.sha256(doc_id) == hash_given:
            return doc_id
        same = self._by_sha256.get(hash_given, [])
        if len(same) == 1:
            return same[0]
        if same:
            some = f"{same[0]!r} and {same[1]!r}"
            raise Astray(
                "two documents have this text",
                f"no document has the id {doc_id!r}, and several have this text ({some}). "
                "Write the id of one.",
            )
        if known:
            raise Astray(
                "the text changed",
                f"the text of {doc_id!r} has changed since, and its offsets lead elsewhere now. {NEW_SHEET}",
            )
        return None

    def kind(self, doc_id: str, start: int, end: int) -> str:
        """Say by the quotation marks of what kind a stretch of text is."""
        if doc_id not in self._quoted:
            self._quoted[doc_id] = [(quoted.start, quoted.end) for quoted in quoted_spans(self.text[doc_id])]
        quoted = [(a, b) for a, b in self._quoted[doc_id] if a < end and start < b]
        # the marks themselves may have been left out of the stretch
        if any(a <= start and end <= b for a, b in quoted):
            return "direct"
        return "mixed" if quoted else "indirect"


def place_of(text: str, words: str, near: int | None) -> tuple[int, int]:
    """Find words in a text: line ends and spaces may differ; of several places the nearest.

    Parameters
    ----------
    text : str
        The text as published.
    words : str
        What a reviewer copied out of it.
    near : int or None
        Where to look first; without it the words must stand there once.

    Returns
    -------
    tuple of int
        Start and end.
    """
    pattern = re.compile(r"\s*".join(map(re.escape, words.split())))
    places = [found.span() for found in pattern.finditer(text)]
    shown = words if len(words) <= 60 else f"{words[:60]}…"
    if not places:
        raise Astray(
            "words not in the text",
            f"the words {shown!r} do not stand in the text. Copy them out of it, letter by letter.",
        )
    if near is None and len(places) > 1:
        raise Astray(
            "words more than once in the text",
            f"the words {shown!r} stand in the text {len(places)} times. "
            "Copy more of them, or say where with new_start and new_end.",
        )
    return min(places, key=lambda span: abs(span[0] - (near or 0)))
