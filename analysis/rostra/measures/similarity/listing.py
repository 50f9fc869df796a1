"""Listing: how alike the words of each two groups are, with intervals from their documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import pandas as pd

from rostra.cautions import FEW
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.tables import count_table, segments
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, function_words
from rostra.measures.similarity.formulas import DISTANCES, SIMILARITIES, Formula, resemble
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
    groups, codes = tokens.groups(by)
    if len(groups) < 2:
        raise QueryError(
            f"{by!r} has {counted(len(groups), 'value')}, and two are compared. Group by another column: "
            f"{', '.join(tokens.groupings)}."
        )
    names, form = count_as(tokens, case=case, lemma=lemma, stem=stem)
    allowed = np.ones(len(names), dtype=bool) if stop_words else ~function_words(names)
    words = np.bincount(codes[codes >= 0], minlength=len(groups))
    total = np.bincount(form[codes >= 0], minlength=len(names))
    allowed &= total >= max(min_count, 1)
    if most_frequent is not None:
        ranked = sorted(np.flatnonzero(allowed).tolist(), key=lambda i: (-total[i], names[i]))
        allowed[:] = False
        allowed[ranked[:most_frequent]] = True
    column = np.full(len(names), -1)
    column[allowed] = np.arange(int(allowed.sum()))
    own = np.flatnonzero((codes >= 0) & (column[form] >= 0))
    n_documents = len(tokens.corpus.documents)
    cells = codes[own] * n_documents + tokens.document[own]
    cube = count_table(cells, column[form[own]], (len(groups) * n_documents, int(allowed.sum())))
    spread = np.array([len(np.unique(tokens.document[codes == code])) for code in range(len(groups))])
    known_words = np.flatnonzero(codes >= 0)
    exposure = np.bincount(
        codes[known_words] * n_documents + tokens.document[known_words], minlength=len(groups) * n_documents
    ).reshape(len(groups), n_documents)
    values = _values(cube, exposure, np.ones(n_documents), asked, weights)
    enough = np.count_nonzero(spread >= MIN_DOCUMENTS) > 1
    low, high = _limits(cube, exposure, asked, weights, values, n_boot if enough else 0, seed)
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
    about = _about(tokens, settings, int(words.sum()), len(own), int(allowed.sum()), frame)
    return Result(
        frame=frame,
        hits=lambda: segments(tokens, groups, codes, by, "similarity"),
        about=about,
        by=by,
        kind="similarity",
        corpus=tokens.corpus,
        parameters=settings,
        source=tokens.source,
    )


def _values(
    cube: Any, exposure: np.ndarray, weight: np.ndarray, asked: list[str], weights: Weights
) -> np.ndarray:
    """Compare the groups, each document counted so many times."""
    groups, documents = exposure.shape
    counts = np.array([weight @ cube[g * documents : (g + 1) * documents] for g in range(groups)])
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.nan_to_num(counts / (exposure @ weight)[:, None])
    return np.array(
        [resemble(counts if _of_counts(name, weights) else shares, measure=name) for name in asked]
    )


def _of_counts(name: str, weights: Weights) -> bool:
    """Whether a measure is taken of counts: some know only them, a Delta only shares."""
    return name.startswith("chi_squared") or (weights == "count" and not name.endswith("delta"))


def _limits(
    cube: Any,
    exposure: np.ndarray,
    asked: list[str],
    weights: Weights,
    values: np.ndarray,
    n_boot: int,
    seed: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Resample documents, and put the mean of what comes out on the value itself."""
    documents = exposure.shape[1]
    if n_boot < 1 or documents < MIN_DOCUMENTS:
        return np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    rng = np.random.default_rng(seed)
    samples = []
    for _ in range(n_boot):
        weight = np.bincount(rng.integers(0, documents, documents), minlength=documents).astype(float)
        samples.append(_values(cube, exposure, weight, asked, weights))
    drawn = np.array(samples)
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
