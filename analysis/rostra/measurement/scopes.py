"""Scopes: whose words a measure reads.

A measure of style reads the speaker's own wording: direct quotations, speeches, and of
mixed quotations what stands in quotation marks. A measure of what is done reads
indirect speech and the words of its cue, too.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from rostra.index.partitions import document_bounds
from rostra.index.tokens import Tokens
from rostra.marks import quoted_spans

__all__ = ["REPORTED", "SCOPES", "owners_of"]

SCOPES = ("style", "act")
OWN_WORDS = ("direct", "speech")  # kinds of statement that are the speaker's wording throughout
REPORTED = (*OWN_WORDS, "mixed", "indirect")  # kinds that are the speaker's words in any way


def owners_of(tokens: Tokens, scope: str) -> np.ndarray:
    """Return, for each word, the row of the statement for which a scope reads it.

    Parameters
    ----------
    tokens : Tokens
        The words; without statements, every word is read.
    scope : {"style", "act"}
        Which words are read.

    Returns
    -------
    numpy.ndarray of int
        Rows of `tokens.statements.frame`; -1 where the scope does not read the word.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "Peskov warned that Russia would respond."}])
    >>> words = rostra.tokenize(rostra.attribute(corpus))
    >>> [int((owners_of(words, scope) >= 0).sum()) for scope in SCOPES]
    [0, 4]
    """
    statements = tokens.statements
    if statements is None:
        return np.zeros(len(tokens), dtype=np.int64)
    kinds = statements.frame["kind"].to_numpy(dtype=object)
    wanted = OWN_WORDS if scope == "style" else REPORTED
    owner = tokens.statement.astype(np.int64)
    read = np.append(np.isin(kinds, wanted), False)[owner]
    if scope == "style":
        read |= np.append(kinds == "mixed", False)[owner] & _in_quotation_marks(tokens)
        return np.where(read, owner, -1)
    owner = np.where(read, owner, -1)
    for row, inside in _stretches(tokens, np.flatnonzero(kinds != "narration"), "cue_start", "cue_end"):
        words = np.arange(inside.start, inside.stop)
        owner[words[owner[words] < 0]] = row
    return owner


def _in_quotation_marks(tokens: Tokens) -> np.ndarray:
    """Mark the words of mixed statements that stand in quotation marks."""
    assert tokens.statements is not None
    marked = np.zeros(len(tokens), dtype=bool)
    frame = tokens.statements.frame
    rows = np.flatnonzero((frame["kind"] == "mixed").to_numpy(dtype=bool))
    quoted: dict[str, list[tuple[int, int]]] = {}
    limits = frame[["doc_id", "start", "end"]].to_numpy(dtype=object)
    for row, inside in _stretches(tokens, rows, "start", "end"):
        doc_id, start, end = limits[row]
        if doc_id not in quoted:
            quoted[doc_id] = [mark.inner for mark in quoted_spans(tokens.corpus.text(doc_id))]
        for first, last in quoted[doc_id]:
            # a quotation around the statement is somebody else's
            if first < end and last > start and not (first <= start and last >= end):
                begin, stop = np.searchsorted(tokens.start[inside], [first, last])
                marked[inside.start + begin : inside.start + stop] = True
    return marked


def _stretches(tokens: Tokens, rows: np.ndarray, first: str, last: str) -> Iterator[tuple[int, slice]]:
    """Yield rows of the statements with the tokens that begin between two of their columns."""
    assert tokens.statements is not None
    frame = tokens.statements.frame
    doc_ids = tokens.corpus.documents["doc_id"].tolist()
    bounds = document_bounds(tokens)
    place = {doc_id: slice(int(bounds[i]), int(bounds[i + 1])) for i, doc_id in enumerate(doc_ids)}
    chosen = frame.iloc[rows]
    spans = zip(rows.tolist(), chosen["doc_id"], chosen[first], chosen[last], strict=True)
    for row, doc_id, start, end in spans:
        if not pd.isna(start) and not pd.isna(end):
            document = place[doc_id]
            begin, stop = np.searchsorted(tokens.start[document], [int(start), int(end)])
            yield row, slice(document.start + int(begin), document.start + int(stop))
