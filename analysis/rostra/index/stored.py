"""Stored: the words of an index, read from the disk where they are used.

What the layout of `rostra.reading.stored` holds is mapped into memory; what follows from
it (the end of a token, its document, its sentence) is made when it is first asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from rostra.errors import CorpusError
from rostra.index.rules import rule_of_sentences, rule_of_tokens

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.reading.textcolumn import TextArray
    from rostra.statements import Statements

__all__ = ["stored_tokens"]


def stored_tokens(texts: TextArray, corpus: Corpus, statements: Statements | None) -> dict[str, Any]:
    """Return the words of documents of an index.

    Parameters
    ----------
    texts : TextArray
        Which documents.
    corpus : Corpus
        The documents.
    statements : Statements or None
        Whose words they are.

    Returns
    -------
    dict
        The fields of `Tokens`: arrays, or what makes them.
    """
    store = texts.store
    if store.manifest["rule"] != rule_of_tokens():
        raise CorpusError(
            f"the words of the index {str(store.folder)!r} were found by another rule: by Rostra "
            f"{store.manifest['rostra']}, or on a Python with other tables of characters. "
            f"Build it again: rostra index PATH -o {store.folder}"
        )
    whole = np.array_equal(texts.rows, np.arange(len(store)))
    fields = _whole(store) if whole else _some(store, texts.rows)
    start, bounds = fields["start"], fields.pop("bounds")

    @cache
    def sentences() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        if store.manifest["sentence_rule"] == rule_of_sentences():
            stored: tuple[np.ndarray, np.ndarray, np.ndarray] = fields_of_sentences()
            return stored
        from rostra.index.compiled import sentence_arrays

        return sentence_arrays(texts, np.asarray(start), bounds)

    def clause_start() -> np.ndarray:
        tokens = sentences()[2]
        marks: np.ndarray = parted().astype(bool)
        marks[tokens[:-1][np.diff(tokens) > 0]] = True
        return marks

    def sentence() -> np.ndarray:
        sizes = np.diff(sentences()[2])
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    fields_of_sentences, parted = fields.pop("sentences"), fields.pop("parted")
    fields |= {
        "sentence": sentence,
        "sentence_start": lambda: sentences()[0],
        "sentence_end": lambda: sentences()[1],
        "clause_start": clause_start,
        "_cache": {"sentence_bounds": lambda: sentences()[2], "document_bounds": bounds},
    }

    def statement() -> np.ndarray:
        if statements is None:
            return np.full(len(start), -1, dtype=np.int32)
        from rostra.index.compiled import owners_of

        return owners_of(corpus, statements, start, bounds)()

    return {**fields, "statement": statement}


def _whole(store: Any) -> dict[str, Any]:
    """All documents: the arrays as they are on disk."""
    bounds = store.array("document_tokens")
    start = store.array("start")

    def sentences() -> Any:
        return tuple(store.array(f"sentence_{name}") for name in ("start", "end", "tokens"))

    return {
        "bounds": bounds,
        "document": lambda: np.repeat(np.arange(len(store), dtype=np.int32), np.diff(bounds)),
        "start": start,
        "end": lambda: start + lengths_of(store)[store.array("surface")],
        "form": store.array("form"),
        "vocabulary": lambda: tuple(store.strings("forms")),
        "parted": lambda: store.array("parted"),
        "sentences": sentences,
    }


def _some(store: Any, rows: np.ndarray) -> dict[str, Any]:
    """Some documents, in any order: their stretches of the arrays, one after the other."""
    before = store.array("document_tokens")
    tokens, bounds = _stretches(before, rows)
    form = store.array("form")[tokens]
    used, first, numbers = np.unique(form, return_index=True, return_inverse=True)
    order = np.argsort(first)  # forms are numbered by their first occurrence
    place = np.empty(len(used), dtype=np.int32)
    place[order] = np.arange(len(used), dtype=np.int32)
    start = store.array("start")[tokens]

    def vocabulary() -> tuple[str, ...]:
        names = store.strings("forms")
        return tuple(names[form] for form in used[order].tolist())

    def sentences() -> Any:
        chosen, bounds_of_sentences = _stretches(store.array("document_sentences"), rows)
        places = store.array("sentence_tokens")[chosen]
        sizes = np.diff(bounds_of_sentences)
        shifted = places + np.repeat(bounds[:-1] - before[rows], sizes)
        starts, ends = (store.array(f"sentence_{name}")[chosen] for name in ("start", "end"))
        return starts, ends, np.append(shifted, bounds[-1])

    return {
        "bounds": bounds,
        "document": lambda: np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(bounds)),
        "start": start,
        "end": lambda: start + lengths_of(store)[store.array("surface")[tokens]],
        "form": place[numbers.reshape(-1)],
        "vocabulary": vocabulary,
        "parted": lambda: store.array("parted")[tokens],
        "sentences": sentences,
    }


def _stretches(bounds: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the entries of some documents one after the other, and where those of each begin."""
    sizes = bounds[rows + 1] - bounds[rows]
    places = np.append(0, np.cumsum(sizes))
    entries = np.arange(places[-1]) + np.repeat(bounds[rows] - places[:-1], sizes)
    return entries, places


def lengths_of(store: Any) -> np.ndarray:
    """Return the length of each surface in code points.

    Parameters
    ----------
    store : Store
        An index.

    Returns
    -------
    numpy.ndarray of int32
        One a surface.
    """
    bounds = store.array("surfaces")
    data = np.fromfile(store.data / "surfaces.utf8", dtype=np.uint8)
    begins = np.append(0, np.cumsum((data & 0xC0) != 0x80))
    return np.diff(begins[bounds]).astype(np.int32)
