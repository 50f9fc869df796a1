"""Occurrences: in which documents of each group a query finds something, and where among its words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from rostra.corpus import counted
from rostra.errors import demand
from rostra.index.tokens import Tokens
from rostra.result import Result, leading

__all__ = ["occurrences"]


def occurrences(tokens: Tokens, query: str | Iterable[str], *, by: str = "actor", per: int = 1000) -> Result:
    """Where in the words of each group a query finds something, document by document.

    Parameters
    ----------
    tokens : Tokens
        The words.
    query : str or iterable of str
        What is looked for, in the language of `rostra.index.query` (`docs/queries.md`). Of
        several, each finds its places.
    by : str
        A column of the statements or documents: `actor`, `speaker`, `source`.
    per : int
        Words to which a rate refers.

    Returns
    -------
    Result
        One row a group and document in which it has words, in the order of date: `item` (the
        query), `value` (rate), `hits`, `exposure` (words of the group in the document), `doc_id`,
        `date`, `begins` (words that the group has in the documents before). Groups with most
        words come first. `hits` of the result are the places found, with `position`: the words
        of the group that stand before it, in that order of documents.

    Notes
    -----
    Positions count the words of the group alone, so that a strip of them is as long as it says
    much: what `rostra.charts.barcode` draws (a lexical dispersion plot). A place belongs to
    the group of its first word. Documents without a date come last, those of one date in the
    order of the corpus. For a number that says how even the spread is, see `rostra.dispersion`.

    Examples
    --------
    >>> import rostra
    >>> rows = [{"who": "A", "text": "No war."}, {"who": "B", "text": "Peace."}, {"who": "A", "text": "War?"}]
    >>> found = rostra.occurrences(rostra.tokenize(rostra.load_corpus(rows)), "war", by="who")
    >>> found.frame[["who", "hits", "exposure", "begins"]].values.tolist()
    [['A', 1.0, 2, 0], ['A', 1.0, 1, 2], ['B', 0.0, 1, 0]]
    >>> found.hits[["who", "position"]].values.tolist()
    [['A', 1], ['A', 2]]
    """
    demand("Tokens", tokens, "occurrences")
    queries = query if isinstance(query, str) else list(query)
    item = queries if isinstance(queries, str) else ", ".join(queries)
    first, last = tokens.find(queries)
    groups, codes = tokens.groups(by)
    documents = tokens.corpus.documents
    order = documents["date"].argsort(kind="stable").to_numpy() if "date" in documents else None
    if order is None:
        order = np.arange(len(documents))
    else:
        undated = documents["date"].isna().to_numpy()[order]
        order = np.concatenate([order[~undated], order[undated]])
    rank = np.empty(len(documents), dtype=np.int64)
    rank[order] = np.arange(len(documents))

    known = np.flatnonzero(codes >= 0)
    cell = codes[known] * len(documents) + rank[tokens.document[known]]
    along = known[np.argsort(cell, kind="stable")]  # the words of each group, one document after the other
    sizes = np.bincount(cell, minlength=len(groups) * len(documents)).reshape(len(groups), len(documents))
    opening = np.concatenate([[0], np.cumsum(sizes.sum(axis=1))])
    position = np.full(len(tokens), -1, dtype=np.int64)
    position[along] = np.arange(len(along)) - opening[codes[along]]

    kept = codes[first] >= 0
    found = first[kept]
    at = codes[found] * len(documents) + rank[tokens.document[found]]
    hits = np.bincount(at, minlength=sizes.size).reshape(sizes.shape)
    group, place = np.nonzero(sizes)
    row = order[place]
    exposure = sizes[group, place]
    begins = (np.cumsum(sizes, axis=1) - sizes)[group, place]
    dates = documents["date"].array.take(row) if "date" in documents else pd.array([pd.NA] * len(row))
    frame = leading(
        pd.DataFrame({
            by: np.array(groups, dtype=object)[group], "measure": "occurrences", "item": item,
            "value": per * hits[group, place] / exposure, "unit": f"hits per {per:,} words",
            "hits": hits[group, place], "exposure": exposure, "documents": 1,
            "doc_id": documents["doc_id"].array.take(row), "date": dates, "begins": begins,
        }),
        by,
    )  # fmt: skip
    outside = len(first) - len(found)
    about = f"{counted(len(found), 'place')} of {item!r} in the words of each {by}, in the order of date."
    if outside:
        about += f" {counted(outside, 'place')} without a known {by} left out."

    def evidence() -> pd.DataFrame:
        places = tokens.places(found, last[kept])
        places.insert(0, "measure", pd.array(["occurrences"] * len(found), dtype="string"))
        places.insert(1, "item", pd.array([item] * len(found), dtype="string"))
        places["entry"], places["weight"], places["negated"] = places["item"], 1.0, False
        places[by] = np.array([*groups, None], dtype=object)[codes[found]]
        places["position"] = position[found]
        return places

    settings = {"query": queries, "by": by, "per": per}
    return Result(frame, evidence, about, by, "occurrences", tokens.corpus, settings, tokens.source)
