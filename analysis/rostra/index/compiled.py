"""Compiled: the words of a large corpus in memory, found by the kernels.

Imported only where the size asks for it: see `rostra.index.tokens.LARGE`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from rostra.index.folding import forms_of
from rostra.index.kernels import Scanner
from rostra.index.placing import first_tokens
from rostra.index.splitting import split_all

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.statements import Statements

__all__ = ["compiled_tokens", "owners_of", "sentence_arrays", "sentences_of_tokens"]

_BATCH = 8 * 1024**2


def compiled_tokens(corpus: Corpus, statements: Statements | None) -> dict[str, Any]:
    """Find the words of a corpus by the kernels.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    statements : Statements or None
        Whose words they are.

    Returns
    -------
    dict
        The fields of `Tokens`, the same as the pattern gives.
    """
    scanner = Scanner()
    surfaces, starts, parts, sizes = [], [], [], [np.zeros(1, dtype=np.int64)]
    pending: list[bytes] = []
    waiting = 0

    def scan() -> None:
        data = np.frombuffer(b"".join([*pending, bytes(8)]), dtype=np.uint8)
        bounds = np.append(0, np.cumsum([len(text) for text in pending])).astype(np.int64)
        surface, start, parted, tokens = scanner.scan(data, bounds)
        surfaces.append(surface.copy())
        starts.append(start.copy())
        parts.append(parted.astype(bool))
        sizes.append(tokens[1:] + sizes[-1][-1])
        pending.clear()

    texts = corpus.documents["text"].array
    for text in texts:
        pending.append(text.encode("utf-8"))
        waiting += len(pending[-1])
        if waiting >= _BATCH:
            scan()
            waiting = 0
    if pending:
        scan()
    surface, start = np.concatenate(surfaces), np.concatenate(starts).astype(np.int64)
    bounds = np.concatenate(sizes)
    names = scanner.surfaces()
    forms, table = forms_of(names)
    lengths = np.array([len(name) for name in names], dtype=np.int64)
    found = sentence_arrays(texts, start, bounds)
    return {
        "document": np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(bounds)),
        "start": start,
        "end": start + lengths[surface] if len(names) else start,
        "form": table[surface] if len(names) else surface,
        "vocabulary": tuple(forms),
        "statement": owners_of(corpus, statements, start, bounds)(),
        **sentences_of_tokens(found, np.concatenate(parts)),
    }


def sentence_arrays(
    texts: Iterable[str], start: np.ndarray, bounds: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the sentences of texts whose words are known.

    Parameters
    ----------
    texts : iterable of str
        The documents.
    start : numpy.ndarray of int
        The place of each token in its document.
    bounds : numpy.ndarray of int64
        Where the tokens of each document begin, and where the last ones end.

    Returns
    -------
    start, end : numpy.ndarray of int64
        The place of each sentence in its document.
    tokens : numpy.ndarray of int64
        Where the tokens of each sentence begin, and where the last ones end.
    """
    first, last, counts = split_all(texts)
    tokens = first_tokens(start, bounds, first, np.append(0, np.cumsum(counts)))
    return first.astype(np.int64), last.astype(np.int64), np.append(tokens, bounds[-1])


def sentences_of_tokens(
    found: tuple[np.ndarray, np.ndarray, np.ndarray], parted: np.ndarray
) -> dict[str, np.ndarray]:
    """Say for each token in which sentence it is, and whether a clause begins with it.

    Parameters
    ----------
    found : tuple of numpy.ndarray
        What `sentence_arrays` gives.
    parted : numpy.ndarray of bool
        True where punctuation parts a token from the one before; written over.

    Returns
    -------
    dict
        `sentence, sentence_start, sentence_end, clause_start` of `Tokens`.
    """
    start, end, tokens = found
    sizes = np.diff(tokens)
    parted[tokens[:-1][sizes > 0]] = True
    sentence = np.repeat(np.arange(len(start), dtype=np.int32), sizes)
    return {"sentence": sentence, "sentence_start": start, "sentence_end": end, "clause_start": parted}


def owners_of(
    corpus: Corpus, statements: Statements | None, start: np.ndarray, bounds: np.ndarray
) -> Callable[[], np.ndarray]:
    """Say how to find the statement of each token.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    statements : Statements or None
        Whose words they are.
    start : numpy.ndarray of int
        The place of each token in its document.
    bounds : numpy.ndarray of int64
        Where the tokens of each document begin, and where the last ones end.

    Returns
    -------
    callable
        Gives the row of the statement of each token, -1 where there is none.
    """

    def find() -> np.ndarray:
        owner = np.full(len(start), -1, dtype=np.int32)
        if statements is None:
            return owner
        frame = statements.frame
        alone = ~frame["doc_id"].duplicated(keep=False).to_numpy()
        rows = frame["doc_id"].to_numpy()
        single = {rows[row]: row for row in np.flatnonzero(alone).tolist()}
        first, last = frame["start"].to_numpy(dtype=np.int64), frame["end"].to_numpy(dtype=np.int64)
        for document, doc_id in enumerate(corpus.documents["doc_id"]):
            part = slice(int(bounds[document]), int(bounds[document + 1]))
            places = start[part]
            if doc_id in single:  # one statement, as where each document is a speech
                row = single[doc_id]
                owner[part] = np.where((places >= first[row]) & (places < last[row]), row, -1)
            else:
                owner[part] = statements.owners(doc_id)[places]
        return owner

    return find
