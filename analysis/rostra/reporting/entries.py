"""Entries: what every ledger writes down: documents, vectors of counts, word lists, rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.lexicon.shipped import FOLDER

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["FORMAT", "Vectors", "described", "lists_of", "named_by", "plain_rows", "texts_of"]

FORMAT = "rostra-ledger-1"


@dataclass
class Vectors:
    """Counts by document, each kept once: the documents, and what each of them has."""

    made: list[list[list[Any]]] = field(default_factory=list)
    _places: dict[bytes, int] = field(default_factory=dict)

    def add(self, dense: np.ndarray) -> int:
        """Keep a vector with a place for every document; return its number."""
        rows = np.flatnonzero(dense)
        return self.sparse(rows, np.asarray(dense, dtype=float)[rows])

    def sparse(self, rows: np.ndarray, values: np.ndarray) -> int:
        """Keep the values of some documents; return the number of the vector."""
        rows, values = np.asarray(rows, dtype=np.int64), np.asarray(values, dtype=float)
        key = rows.tobytes() + b"|" + values.tobytes()
        if key not in self._places:
            self._places[key] = len(self.made)
            plain = [int(value) if value == int(value) else value for value in values.tolist()]
            self.made.append([rows.tolist(), plain])
        return self._places[key]


def named_by(by: str, columns: Iterable[str]) -> list[str]:
    """Return the columns that say which number a row of a result is.

    Parameters
    ----------
    by : str
        The grouping column.
    columns : iterable of str
        The columns of the result.

    Returns
    -------
    list of str
        Those of them that name a row.
    """
    known = set(columns)
    first = [by, "measure", "item"] if by in known else ["target", "reference", "measure"]
    if "check" in known:  # the choices under which a claim was tried
        first += ["check", "item"]
    # points of a curve, and single places
    names = dict.fromkeys((*first, "period", "drawn", "doc_id", "start"))
    return [name for name in names if name in known]


def lists_of(others: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of every word list that ships, but those of some names.

    Parameters
    ----------
    others : iterable of str
        Names that are not wanted.

    Returns
    -------
    dict of str to str
        By name; line ends count alike on every system.
    """
    without = set(others)
    return {
        path.stem: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted(FOLDER.glob("*.toml"))
        if path.stem not in without
    }


def described(corpus: Corpus, words: list[int] | None = None) -> list[list[Any]]:
    """Describe every document without its text.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    words : list of int, optional
        The words of each, where they were counted.

    Returns
    -------
    list of list
        Id, SHA-256 of the text and of the metadata, date, words.
    """
    documents = corpus.documents
    known = documents.drop(columns=["text", "body_start"]).astype(object)
    known = known.where(known.notna(), None)
    sizes = [None] * len(documents) if words is None else words
    rows = zip(documents["doc_id"], documents["text"], known.to_dict("records"), sizes, strict=True)
    made = []
    for doc_id, text, about, size in rows:
        told = json.dumps(about, ensure_ascii=False, sort_keys=True, default=str)
        made.append([str(doc_id), _hash(text), _hash(told), about["date"], size])
    return made


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def texts_of(column: pd.Series) -> list[str]:
    """Return a column as text, empty where it has no value.

    Parameters
    ----------
    column : pandas.Series
        Any column.

    Returns
    -------
    list of str
        One text a row.
    """
    return ["" if pd.isna(value) else str(value) for value in column]


def plain_rows(frame: pd.DataFrame) -> list[list[Any]]:
    """Return the rows of a table as JSON has them: numbers, texts and None.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.

    Returns
    -------
    list of list
        One a row.
    """
    return [list(row) for row in zip(*(_plain(frame[name]) for name in frame.columns), strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    if pd.api.types.is_numeric_dtype(column):
        return [None if pd.isna(v) else v.item() if hasattr(v, "item") else v for v in column]
    return [None if pd.isna(value) else str(value) for value in column]
