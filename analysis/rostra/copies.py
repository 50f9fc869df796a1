"""Copies: documents that print what another has printed already, as papers print an agency's dispatch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rostra.errors import QueryError, demand

if TYPE_CHECKING:
    import pandas as pd

    from rostra.corpus import Corpus

__all__ = ["find_copies"]

SHINGLE = 8  # words: runs that long are rarely shared by chance
_WORD = re.compile(r"\w+")


def find_copies(corpus: Corpus, *, least: float = 0.5) -> pd.Series:
    """Name, for each document that is a copy, the document that it copies.

    Parameters
    ----------
    corpus : Corpus
        The texts. Where they have a column `copy_of`, what it says is believed, and no
        text is compared.
    least : float
        Share of its runs of eight words that a copy has in common with the original, above
        0, at most 1.

    Returns
    -------
    pandas.Series
        By `doc_id`: the id of the first document with that text (by date where there are
        dates, then by place), NA where the document is no copy.

    Notes
    -----
    For documents A and B the share is :math:`|A \\cap B| / \\min(|A|, |B|)` of their sets of
    runs of eight words (letters and digits, no matter the case), so that a dispatch cut to half still
    counts as a copy. A copy of a copy is one of the first. Texts shorter than eight words
    are copies only where they are equal. Long quotations in common can make two reports
    look like copies: read a few before you leave them out.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Compression and
    Complexity of Sequences 1997, 21-29.

    Examples
    --------
    >>> from rostra.corpus import load_corpus
    >>> text = "The port will stay shut until the ice has gone, the council said on Monday."
    >>> corpus = load_corpus([{"doc_id": "a", "text": text}, {"doc_id": "b", "text": text.upper()}])
    >>> find_copies(corpus).fillna("").tolist()
    ['', 'a']
    """
    demand("Corpus", corpus, "find_copies")
    import pandas as pd

    if not 0 < least <= 1:
        raise QueryError(f"least is {least!r}. Give a share above 0 and at most 1, for example 0.5.")
    documents = corpus.documents
    ids = documents["doc_id"].tolist()
    if "copy_of" in documents.columns:
        said = documents["copy_of"].astype("string")
        return pd.Series(said.where(said.str.strip() != "").to_numpy(), index=ids, dtype="string")
    dates = documents["date"].astype("string").fillna("9999")
    order = sorted(range(len(ids)), key=lambda place: (dates.iloc[place], place))
    holders: dict[int, list[int]] = {}  # run of words -> the documents before that have it
    sizes: dict[int, int] = {}
    first: dict[int, int] = {}
    for place in order:
        runs = _runs(documents["text"].iloc[place])
        shared: dict[int, int] = {}
        for run in runs:
            for other in holders.get(run, ()):
                shared[other] = shared.get(other, 0) + 1
        near = [
            other
            for other, number in shared.items()
            if number >= least * max(min(sizes[other], len(runs)), 1)
        ]
        if near:
            first[place] = max(near, key=lambda other: (shared[other], -order.index(other)))
            continue
        sizes[place] = len(runs)
        for run in runs:
            holders.setdefault(run, []).append(place)
    originals = [ids[first[place]] if place in first else None for place in range(len(ids))]
    return pd.Series(originals, index=ids, dtype="string")


def _runs(text: str) -> set[int]:
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < SHINGLE:
        return {hash(tuple(words))} if words else set()
    return {hash(tuple(words[start : start + SHINGLE])) for start in range(len(words) - SHINGLE + 1)}
