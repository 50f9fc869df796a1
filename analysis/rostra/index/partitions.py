"""Partitions: runs of whole documents, of which counts are made that add up."""

from __future__ import annotations

import numpy as np

from rostra.index.tokens import Tokens

__all__ = ["PARTITION", "document_bounds", "document_of", "partitions_of", "sentence_bounds"]

PARTITION = 4_000_000  # tokens that are counted at once, to bound memory


def document_bounds(tokens: Tokens) -> np.ndarray:
    """Return where the tokens of each document begin, and where the last end.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    numpy.ndarray of int64
        One more than there are documents.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}, {"text": "Yes."}]))
    >>> document_bounds(words).tolist()
    [0, 2, 3]
    """
    if "document_bounds" not in tokens._cache:
        # of another type, the places would cost a copy of the documents of all tokens
        places = np.arange(len(tokens.corpus) + 1, dtype=tokens.document.dtype)
        tokens._cache["document_bounds"] = np.searchsorted(tokens.document, places)
    bounds: np.ndarray = tokens._cache["document_bounds"]
    return bounds


def sentence_bounds(tokens: Tokens) -> np.ndarray:
    """Return where the tokens of each sentence begin, and where the last end.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    numpy.ndarray of int64
        One more than there are sentences. Of an index nothing is made for each token.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war. No, no!"}]))
    >>> sentence_bounds(words).tolist()
    [0, 2, 4]
    """
    found = tokens._cache.get("sentence_bounds")
    if callable(found):  # an index has them
        found = found()
    elif found is None:
        places = np.arange(len(tokens.sentence_start) + 1, dtype=tokens.sentence.dtype)
        found = np.searchsorted(tokens.sentence, places)
    tokens._cache["sentence_bounds"] = found
    return found


def document_of(tokens: Tokens, places: np.ndarray) -> np.ndarray:
    """Return the document of some tokens.

    Parameters
    ----------
    tokens : Tokens
        The words.
    places : numpy.ndarray of int
        Positions of tokens, rising.

    Returns
    -------
    numpy.ndarray of int64
        Rows of the documents. Nothing is made for each token.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}, {"text": "Yes."}]))
    >>> document_of(words, np.array([0, 1, 2])).tolist()
    [0, 0, 1]
    """
    bounds = document_bounds(tokens)
    if not len(bounds) > 1:
        return np.zeros(len(places), dtype=np.int64)
    # of another type, the bounds would cost a copy of the places
    return np.repeat(
        np.arange(len(bounds) - 1), np.diff(np.searchsorted(places, bounds.astype(places.dtype)))
    )


def partitions_of(tokens: Tokens, size: int = PARTITION) -> list[tuple[int, int]]:
    """Part the documents into runs of about the same number of tokens.

    Parameters
    ----------
    tokens : Tokens
        The words.
    size : int
        Tokens of a run, unless a document has more.

    Returns
    -------
    list of (int, int)
        The first document of each run, and the one after its last.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}] * 3))
    >>> partitions_of(words, 4)
    [(0, 2), (2, 3)]
    """
    bounds = document_bounds(tokens)
    runs, first = [], 0
    while first < len(bounds) - 1:
        last = int(np.searchsorted(bounds, bounds[first] + size, side="right")) - 1
        last = min(max(last, first + 1), len(bounds) - 1)
        runs.append((first, last))
        first = last
    return runs
