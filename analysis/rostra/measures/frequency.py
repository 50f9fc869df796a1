"""Frequency: which words and phrases there are, and how many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from rostra.corpus import counted
from rostra.errors import QueryError
from rostra.index.runs import find_runs, name_runs
from rostra.index.tables import tally
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, function_words
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS
from rostra.stats.documents import rate_interval

__all__ = ["frequencies", "ngrams"]

MILLION = 1_000_000
FEW = f"fewer than {MIN_DOCUMENTS} documents: no interval"


def frequencies(
    tokens: Tokens,
    *,
    by: str | None = None,
    n: int = 1,
    skip: int | Iterable[int] = 0,
    containing: str | Iterable[str] | None = None,
    min_count: int = 1,
    min_documents: int = 1,
    case: bool = False,
    lemma: bool = False,
    stem: bool = False,
    stop_words: bool = True,
) -> Result:
    """How often each word (or run of n words) is used, in a million words.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str, optional
        A column of the statements or documents (`actor`, `source`): one list a group.
        Without, all words are one list, narration included.
    n : int
        Words in a row: 1 for words, 2 for pairs.
    skip : int or iterable of int
        Words that a run may leave out: a number *k* is up to *k* in all (skip-grams of
        Guthrie et al. 2006), a list is what each gap may be (`[0, 1]`, as in quanteda).
    containing : str or iterable of str, optional
        Only words and runs that contain this word or phrase (`*` is any letters): the
        clusters around it.
    min_count : int
        Fewest occurrences in a group; rarer ones are counted in `about`.
    min_documents : int
        Fewest documents of the group that hold it.
    case : bool
        Keep words apart that differ in case only.
    lemma : bool
        Count words under their dictionary form (simplemma): *is*, *was*, *been*.
    stem : bool
        Count words under their stem (Snowball): *threaten*, *threatens*, *threatened*.
    stop_words : bool
        Keep function words. False leaves them out of the list, and of the runs of words
        those that begin or end with one; they stay in the number of words.

    Returns
    -------
    Result
        One row a group and word: `hits` (occurrences), `exposure` (words of the group),
        `value` (per million words), `low` and `high`, `documents` (documents with the
        word), by falling frequency, then by alphabet.

    Notes
    -----
    A run of words lies within one sentence and one statement: it never joins what two
    people said. Its rate, too, is per million words, not per million runs. The interval
    (95%) goes by the variance between documents (`rostra.stats.documents.rate_interval`) and is
    missing where the group has words in fewer than 8.

    References
    ----------
    Guthrie, D., Allison, B., Liu, W., Guthrie, L. and Wilks, Y. (2006). A closer look at
    skip-gram modelling. LREC.
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 6.3.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war. We said no, and no again."}]))
    >>> rostra.frequencies(words).frame[["item", "hits", "documents"]].head(2).values.tolist()
    [['no', 3.0, 1], ['again', 1.0, 1]]
    """
    column = by or "corpus"
    gaps = skip if isinstance(skip, int) else sorted(set(skip))
    wanted = [containing] if isinstance(containing, str) else list(containing or [])
    groups, codes = tokens.groups(by)
    runs = find_runs(tokens, n, skip=gaps)
    kept = codes[runs[:, 0]] >= 0
    if not stop_words:
        function = function_words(list(tokens.vocabulary))
        kept &= ~(function[tokens.form[runs[:, 0]]] | function[tokens.form[runs[:, -1]]])
    if wanted:
        kept &= _contain(tokens, runs, wanted)
    runs = runs[kept]
    names, gram = name_runs(runs, *count_as(tokens, case=case, lemma=lemma, stem=stem))
    frame, rare = _table(tokens, groups, codes, runs[:, 0], gram, names, min_count, min_documents)
    listed = frame.pop("group").to_numpy() * len(names) + frame.pop("code").to_numpy()
    frame.insert(0, column, frame.pop("name"))

    def hits() -> pd.DataFrame:
        shown = np.isin(codes[runs[:, 0]] * len(names) + gram, listed)
        return _hits(tokens, runs[shown], column, groups, codes, np.array(names, dtype=object)[gram[shown]])

    settings = {
        "by": by, "n": n, "skip": gaps, "containing": wanted or None, "min_count": min_count,
        "min_documents": min_documents, "case": case, "lemma": lemma, "stem": stem, "stop_words": stop_words,
    }  # fmt: skip
    about = _about(tokens, settings, int((codes >= 0).sum()), rare)
    return Result(leading(frame, column), hits, about, column, "frequencies", tokens.corpus, settings)


def ngrams(
    tokens: Tokens,
    n: int,
    *,
    by: str | None = None,
    skip: int | Iterable[int] = 0,
    containing: str | Iterable[str] | None = None,
    min_count: int = 2,
    min_documents: int = 1,
    case: bool = False,
    lemma: bool = False,
    stem: bool = False,
    stop_words: bool = True,
) -> Result:
    """How often each run of n words is used, in a million words.

    Parameters
    ----------
    tokens : Tokens
        The words.
    n : int
        Words in a row.
    by : str, optional
        A column of the statements or documents: one list a group.
    skip : int or iterable of int
        Words that a run may leave out: up to so many in all, or, as a list, in each gap.
    containing : str or iterable of str, optional
        Only the runs that contain this word or phrase: the clusters around it.
    min_count : int
        Fewest occurrences in a group.
    min_documents : int
        Fewest documents of the group that hold it.
    case : bool
        Keep words apart that differ in case only.
    lemma : bool
        Count words under their dictionary form.
    stem : bool
        Count words under their stem.
    stop_words : bool
        False leaves out the runs that begin or end with a function word.

    Returns
    -------
    Result
        As `frequencies`.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war. No war here. No more war."}]))
    >>> rostra.ngrams(words, 2).frame[["item", "hits"]].values.tolist()
    [['no war', 2.0]]
    >>> rostra.ngrams(words, 2, skip=1, containing="war", min_count=1).frame["item"].tolist()
    ['no war', 'more war', 'war here']
    """
    return frequencies(
        tokens,
        by=by,
        n=n,
        skip=skip,
        containing=containing,
        min_count=min_count,
        min_documents=min_documents,
        case=case,
        lemma=lemma,
        stem=stem,
        stop_words=stop_words,
    )


def _contain(tokens: Tokens, runs: np.ndarray, wanted: list[str]) -> np.ndarray:
    """Mark the runs in which one of the words or phrases stands."""
    first, last = tokens.find(wanted)
    kept = np.zeros(len(runs), dtype=bool)
    parted = len(runs) > 0 and bool((runs[:, -1] - runs[:, 0] >= runs.shape[1]).any())
    for length in np.unique(last - first + 1).tolist():
        begins = np.zeros(len(tokens) + 1, dtype=np.int64)
        begins[first[last - first + 1 == length]] = 1
        if length == 1:
            kept |= begins[runs].any(axis=1)
        elif parted:
            phrase = next(text for text in wanted if len(text.split()) > 1)
            raise QueryError(
                f"runs with gaps are asked for that contain the phrase {phrase!r}, and a gap may part it. "
                "Give a single word, or leave out skip."
            )
        else:
            before = np.concatenate([[0], np.cumsum(begins)])
            kept |= before[np.maximum(runs[:, -1] - length + 2, runs[:, 0])] > before[runs[:, 0]]
    return kept


def _table(
    tokens: Tokens,
    groups: list[Any],
    codes: np.ndarray,
    first: np.ndarray,
    gram: np.ndarray,
    names: list[str],
    min_count: int,
    min_documents: int,
) -> tuple[pd.DataFrame, int]:
    """Count by group, item and document at once; return the rows and how many are too rare."""
    n_documents, n_names = max(len(tokens.corpus.documents), 1), max(len(names), 1)
    known = np.flatnonzero(codes >= 0)
    # words of each group in each document, where there are any
    places, words = tally(codes[known] * n_documents + tokens.document[known], len(groups) * n_documents)
    owner = places // n_documents
    keys = (codes[first] * n_names + gram) * n_documents + tokens.document[first]
    cells, counts = tally(keys, len(groups) * n_names * n_documents)
    pairs = cells // n_documents
    begin = np.flatnonzero(np.diff(pairs, prepend=-1))
    group, code = pairs[begin] // n_names, pairs[begin] % n_names
    place = pairs // n_names * n_documents + cells % n_documents
    exposures = words[np.searchsorted(places, place)].astype(float)

    def summed(values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(values, begin) if len(begin) else np.zeros(0, dtype=values.dtype)

    hits, documents = summed(counts), np.diff(np.append(begin, len(cells)))
    exposure = np.bincount(owner, words, len(groups)).astype(np.int64)
    own = np.bincount(owner, minlength=len(groups))
    squares = np.bincount(owner, words.astype(float) ** 2, len(groups))
    low, high = rate_interval(
        hits,
        exposure[group],
        summed(counts.astype(float) ** 2),
        summed(counts * exposures),
        squares[group],
        own[group],
    )
    kept = (hits >= min_count) & (documents >= min_documents)
    item = np.array(names, dtype=object)[code] if len(names) else np.zeros(0, dtype=object)
    rows = np.flatnonzero(kept)
    rows = rows[np.lexsort((item[rows], -hits[rows], group[rows]))] if len(rows) else rows
    frame = pd.DataFrame({
        "group": group[rows], "code": code[rows],
        "name": pd.Series([groups[i] for i in group[rows]], dtype=object).infer_objects(),
        "measure": "frequency", "item": item[rows],
        "value": hits[rows] / exposure[group[rows]] * MILLION, "low": low[rows] * MILLION,
        "high": high[rows] * MILLION, "unit": "hits per million words", "hits": hits[rows],
        "exposure": exposure[group[rows]], "documents": documents[rows],
        "note": np.where(own[group[rows]] < MIN_DOCUMENTS, FEW, ""),
    })  # fmt: skip
    return frame, int((~kept).sum())


def _about(tokens: Tokens, settings: dict[str, Any], words: int, rare: int) -> str:
    n, by = settings["n"], settings["by"]
    what = "Words" if n == 1 else f"Runs of {n} words"
    if n > 1 and settings["skip"] not in (0, [0]):
        gaps = settings["skip"]
        left_out = f"up to {counted(gaps, 'word')} left out" if isinstance(gaps, int) else f"gaps of {gaps}"
        what += f" ({left_out})"
    if settings["containing"]:
        what += f" with {', '.join(settings['containing'])}"
    of = counted(len(tokens.corpus.documents), "document")
    parts = [f"{what} of {of}, per million of {words:,} words."]
    if settings["case"]:
        parts.append("Words that differ in case are kept apart.")
    if settings["lemma"]:
        parts.append("Words are counted under their lemma (simplemma).")
    if settings["stem"]:
        parts.append("Words are counted under their Snowball stem.")
    if not settings["stop_words"]:
        parts.append("Function words are not listed.")
    if len(tokens) > words:
        parts.append(f"{len(tokens) - words:,} words without a value of {by!r} are left out.")
    if rare:
        few = f"fewer than {settings['min_count']} occurrences"
        if settings["min_documents"] > 1:
            few += f" or in fewer than {settings['min_documents']} documents"
        parts.append(f"Not listed: {counted(rare, 'word' if n == 1 else 'run')} with {few}.")
    return " ".join(parts)


def _hits(
    tokens: Tokens, runs: np.ndarray, column: str, groups: list[Any], codes: np.ndarray, items: np.ndarray
) -> pd.DataFrame:
    hits = tokens.places(runs[:, 0], runs[:, -1])
    hits.insert(0, "measure", "frequency")
    hits.insert(1, "item", pd.array(items, dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array(groups, dtype=object)[codes[runs[:, 0]]]
    return hits
