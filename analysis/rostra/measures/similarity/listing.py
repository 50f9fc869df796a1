"""Listing: how alike the words of each two groups are, with intervals from their documents."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd

from rostra.cautions import FEW
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.cells import Cells
from rostra.index.tables import segments
from rostra.index.tokens import Tokens
from rostra.index.variants import count_words_as, function_words
from rostra.measures.similarity.draws import Rows, draw
from rostra.measures.similarity.formulas import DISTANCES, SIMILARITIES, Formula
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS

__all__ = ["Weights", "similarity"]

Weights = Literal["share", "count"]


def similarity(
    tokens: Tokens,
    *,
    by: str,
    measures: str | Iterable[str] = "cosine",
    weights: Weights = "share",
    most_frequent: int | None = None,
    min_count: int = 1,
    case: bool = False,
    lemma: bool = False,
    stem: bool = False,
    stop_words: bool = True,
    n_boot: int = 500,
    seed: int = 0,
) -> Result:
    """How alike the words of two actors are, or how far apart.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str
        A column of the statements or documents: each two of its values are compared.
    measures : str or iterable of str
        Names in `rostra.measures.similarity.SIMILARITIES` or `DISTANCES`.
    weights : {"share", "count"}
        Compare shares of the words, or counts: then longer texts are farther away.
    most_frequent : int, optional
        Only so many words, the most frequent of all groups together (usual for Delta).
    min_count : int
        Fewest occurrences of a word in all groups together.
    case, lemma, stem : bool
        What counts as one word, as in `frequencies`.
    stop_words : bool
        False leaves function words out.
    n_boot : int
        Resamples behind each interval; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        One row a pair of groups and measure: the first in the column `by`, the other in
        `item`; `value`, `low`, `high`, `unit` (variant, range and direction), `hits` NA,
        `exposure` and `documents` of the first, `other_exposure` and `other_documents`.
        `hits` of the result are the stretches of text that were compared.

    Notes
    -----
    Formulas and sources: `rostra.measures.similarity.resemble`. Function words make any two
    English texts alike: a cosine of 0.9 is nothing special with them. Short texts look
    farther apart than they are. The interval (95%) resamples documents, all groups of a
    document together. As a resample holds fewer different documents, it looks farther apart
    still; the percentile interval is therefore moved so that the mean of the resamples
    comes to lie on the value, and kept within the range of the measure. It is missing where either
    has fewer than 8 documents.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, ch. 13.
    Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application, ch. 2.

    Examples
    --------
    >>> import rostra
    >>> texts = {"A": "peace and order", "B": "peace and law", "C": "war"}
    >>> rows = [{"who": who, "text": text} for who, text in texts.items()]
    >>> alike = rostra.similarity(rostra.tokenize(rostra.load_corpus(rows)), by="who")
    >>> alike.frame[["who", "item", "value"]].round(2).values.tolist()
    [['A', 'B', 0.67], ['A', 'C', 0.0], ['B', 'C', 0.0]]
    """
    demand("Tokens", tokens, "similarity")
    known: dict[str, Formula] = SIMILARITIES | DISTANCES
    asked = [measures] if isinstance(measures, str) else list(measures)
    for name in asked:
        if name not in known:
            raise QueryError(unknown("measure of similarity", name, known))
    if weights not in ("share", "count"):
        raise QueryError(unknown("weights", weights, ("share", "count")))
    names, counts = count_words_as(tokens, by, case=case, lemma=lemma, stem=stem)
    groups = counts.names
    if len(groups) < 2:
        raise QueryError(
            f"{by!r} has {counted(len(groups), 'value')}, and two are compared. Group by another column: "
            f"{', '.join(tokens.groupings)}."
        )
    order = np.argsort(counts.group, kind="stable")
    order = order[counts.group[order] >= 0]
    group, cells = counts.group[order], counts.rows.rows(order)
    total = cells.hits
    allowed = total >= max(min_count, 1)
    if not stop_words:
        allowed &= ~function_words(names)
    if most_frequent is not None:
        ranked = sorted(np.flatnonzero(allowed).tolist(), key=lambda i: (-total[i], names[i]))
        allowed[:] = False
        allowed[ranked[:most_frequent]] = True
    n_documents, n_types, used = len(tokens.corpus.documents), int(allowed.sum()), int(total[allowed].sum())
    compared = _rows(cells, group, allowed)
    spread = np.bincount(group)
    words = np.bincount(group, weights=cells.words).astype(np.int64)
    of_shares = partial(_of_shares, weights=weights)
    values = compared.compare(np.ones(n_documents), asked, of_shares)
    enough = spread >= MIN_DOCUMENTS
    if n_boot < 1 or np.count_nonzero(enough) < 2:
        low = high = np.full(values.shape, np.nan)
    else:
        drawn = draw(
            compared, asked, of_shares, enough=enough, documents=n_documents, n_boot=n_boot, seed=seed
        )
        low, high = _limits(drawn, asked, values)
    rows = []
    for m, name in enumerate(asked):
        for i in range(len(groups)):
            for j in range(len(groups)):
                if i == j or (j < i and not known[name].directed):
                    continue
                few = min(spread[i], spread[j]) < MIN_DOCUMENTS
                bounds = (np.nan, np.nan) if few else (low[m, i, j], high[m, i, j])
                notes = [FEW] if few and n_boot else []
                if np.isnan(values[m, i, j]):
                    notes.insert(0, _why(name, len(groups)))
                rows.append({
                    by: groups[i], "measure": name, "item": str(groups[j]), "value": values[m, i, j],
                    "low": bounds[0], "high": bounds[1], "unit": known[name].unit, "exposure": int(words[i]),
                    "documents": int(spread[i]), "note": "; ".join(notes),
                    "other_exposure": int(words[j]), "other_documents": int(spread[j]),
                })  # fmt: skip
    frame = leading(pd.DataFrame(rows), by)
    settings = {
        "by": by, "measures": asked, "weights": weights, "most_frequent": most_frequent,
        "min_count": min_count,
        "case": case, "lemma": lemma, "stem": stem, "stop_words": stop_words, "n_boot": n_boot, "seed": seed,
    }  # fmt: skip
    about = _about(tokens, settings, int(words.sum()), used, n_types, frame)
    return Result(
        frame=frame,
        hits=lambda: segments(tokens, *tokens.groups(by), by, "similarity"),
        about=about,
        by=by,
        kind="similarity",
        corpus=tokens.corpus,
        parameters=settings,
        source=tokens.source,
    )


def _rows(cells: Cells, group: np.ndarray, allowed: np.ndarray) -> Rows:
    """Take the words that are compared as columns of a table."""
    from scipy.sparse import csr_array

    kept = allowed[cells.form]
    column = (np.cumsum(allowed) - 1)[cells.form[kept]]
    bounds = np.append(0, np.cumsum(kept))[cells.offsets]
    cube = csr_array(
        (cells.count[kept].astype(float), column, bounds), shape=(len(group), int(allowed.sum()))
    )
    return Rows(cube, cells.words, group, cells.document)


def _of_shares(name: str, *, weights: Weights) -> bool:
    """Whether a measure is taken of shares: some know only counts, a Delta only shares."""
    if name == "correlation":  # is the same of both, and where all counts are alike, shares may not be
        return False
    return not name.startswith("chi_squared") and (weights == "share" or name.endswith("delta"))


def _limits(drawn: np.ndarray, asked: list[str], values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Put the mean of what comes out of the resamples on the value itself."""
    lost = np.isnan(drawn).mean(axis=0) > 0.5
    drawn[:, lost] = 0
    lower, upper = np.nanquantile(drawn, [0.025, 0.975], axis=0)
    moved = values - np.nanmean(drawn, axis=0)
    low, high = lower + moved, upper + moved
    floor = np.array(
        [-1.0 if name in ("correlation", "rank_correlation", "hamann") else 0.0 for name in asked]
    )
    low = np.maximum(low, floor[:, None, None])
    for m, name in enumerate(asked):
        if name in SIMILARITIES:
            high[m] = np.minimum(high[m], 1.0)
    return np.where(lost, np.nan, low), np.where(lost, np.nan, high)


def _why(name: str, groups: int) -> str:
    if name.endswith("delta") and groups < 3:
        return "z-scores need three groups or more"
    if name in ("kullback_leibler", "jeffreys"):
        return "infinite: one uses a word that the other never does"
    return "no words to compare"


def _about(
    tokens: Tokens, settings: dict[str, Any], words: int, used: int, types: int, frame: pd.DataFrame
) -> str:
    what = "shares" if settings["weights"] == "share" else "counts"
    parts = [f"Comparison of {what} of {counted(types, 'different word')}, {counted(used, 'word')} in all."]
    if settings["lemma"] or settings["stem"]:
        kind = "lemma (simplemma)" if settings["lemma"] else "Snowball stem"
        parts.append(f"Words are counted under their {kind}.")
    if words > used:
        parts.append(f"{words - used:,} words are not compared: too rare, or function words.")
    if len(tokens) > words:
        parts.append(f"{len(tokens) - words:,} words without a value of {settings['by']!r} are left out.")
    if frame["low"].notna().any():
        parts.append(
            f"Intervals: 95%, {settings['n_boot']:,} resamples of documents, centred, seed "
            f"{settings['seed']}."
        )
    return " ".join(parts)
