"""Keyness: which words one speaker uses more, or less, than others do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.corpus import counted
from rostra.errors import QueryError
from rostra.index.reference import fold_token
from rostra.index.tokens import Tokens, position
from rostra.lexicon import load_words
from rostra.result import Result, leading

__all__ = ["keyness"]

OTHERS = "all others"
FEW = f"fewer than {stats.MIN_DOCUMENTS} documents: no interval"
# Words are worked through in blocks of about this many cells of word x document.
_BLOCK = 4_000_000


def keyness(
    tokens: Tokens,
    *,
    by: str,
    target: Any,
    reference: Any = None,
    min_count: int = 5,
    stop_words: bool = True,
) -> Result:
    """How many times a word's rate doubles from the reference to the target.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str
        A column of the statements or documents, such as `actor` or `source`.
    target : object
        The value of that column whose words are looked at.
    reference : object, optional
        The value with which it is compared; without, all others taken together. Words
        without a value (credited to nobody) belong to neither.
    min_count : int
        Fewest occurrences in target and reference together.
    stop_words : bool
        Keep function words. False leaves them out of the list; they stay in the
        number of words.

    Returns
    -------
    Result
        One row a word, by falling `log_likelihood`. `value`: the log ratio, with `low` and
        `high`; 1 is twice as often, -1 half as often. `log_likelihood`: evidence that the
        rates differ, with `p` and `p_adjusted`. `target_hits`, `reference_hits`,
        `target_exposure`, `reference_exposure` (words), `target_documents` and
        `reference_documents` (documents with the word).

    Notes
    -----
    The log ratio is that of Hardie 2014, 0.5 standing for a count of 0; the
    log-likelihood has two cells (Rayson & Garside 2000). A word that the target never
    uses is listed like any other: what is not said is a finding. The log-likelihood, and
    with it `p`, takes words for independent draws, which words of one speech are not; the
    interval does not (`rostra.stats.log_ratio_by_document`), and is missing where either
    side has fewer than 8 documents. `p_adjusted` is Benjamini-Hochberg over all words
    listed.

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster.
    Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling.

    Examples
    --------
    >>> import rostra
    >>> texts = {"A": "Peace and order. Order!", "B": "War and war and war, no order."}
    >>> rows = [{"who": who, "text": text} for who, text in texts.items()]
    >>> words = rostra.tokenize(rostra.load_corpus(rows))
    >>> key = rostra.keyness(words, by="who", target="A", min_count=3)
    >>> key.frame[["item", "value", "target_hits", "reference_hits"]].round(2).values.tolist()
    [['war', -1.78, 0, 3], ['order', 1.81, 2, 1], ['and', -0.19, 1, 2]]
    """
    names, codes = tokens.groups(by)
    target_place = position(names, target, by)
    reference_place = None if reference is None else position(names, reference, by)
    if reference_place == target_place:
        raise QueryError(
            f"target and reference are both {str(target)!r}. Give another reference, or none: "
            "then it is all others."
        )
    side = np.full(len(names) + 1, -1 if reference is not None else 1)  # -1: neither, 0: target, 1: reference
    side[-1] = -1
    side[target_place] = 0
    if reference_place is not None:
        side[reference_place] = 1
    sides = side[codes]
    used = np.flatnonzero(sides >= 0)
    size = len(tokens.vocabulary)
    counts = np.bincount(sides[used] * size + tokens.form[used], minlength=2 * size).reshape(2, size)
    together = counts.sum(axis=0)
    listed = together >= max(min_count, 1)
    rare = int(((together > 0) & ~listed).sum())
    if not stop_words:
        stop = {fold_token(word) for words in load_words("stop_words").values() for word in words}
        listed &= np.array([form not in stop for form in tokens.vocabulary], dtype=bool)
    items = np.flatnonzero(listed)
    frame = _frame(tokens, sides, used, items, counts)
    frame.insert(0, by, pd.Series([names[target_place]] * len(frame), dtype="object").infer_objects())
    frame["target"], frame["reference"] = str(target), OTHERS if reference is None else str(reference)
    order = frame.sort_values(["log_likelihood", "item"], ascending=[False, True], kind="stable").index
    frame = leading(frame.loc[order], by)
    columns = [*frame.columns[:11], "target", "reference", *frame.columns[11:-2]]
    about = _about(frame, by, target, reference, min_count, rare, stop_words)
    settings = {
        "by": by, "target": target, "reference": reference, "min_count": min_count, "stop_words": stop_words,
    }  # fmt: skip
    hits = _hits(tokens, used[listed[tokens.form[used]]], by, names, codes)
    return Result(frame[columns], hits, about, by, "keyness", tokens.corpus, settings)


def _frame(
    tokens: Tokens, sides: np.ndarray, used: np.ndarray, items: np.ndarray, counts: np.ndarray
) -> pd.DataFrame:
    """Compute every number of every word listed."""
    words = np.array([int((sides[used] == 0).sum()), int((sides[used] == 1).sum())])
    a, b = counts[0, items], counts[1, items]
    n_documents = len(tokens.corpus.documents)
    exposure = np.bincount(sides[used] * n_documents + tokens.document[used], minlength=2 * n_documents)
    target_words, reference_words = exposure.reshape(2, n_documents).astype(float)
    # occurrences by side, word and document, for as many words at a time as memory bears
    place = np.full(len(tokens.vocabulary), -1)
    place[items] = np.arange(len(items))
    own = used[place[tokens.form[used]] >= 0]
    row, side, document = place[tokens.form[own]], sides[own], tokens.document[own].astype(np.int64)
    order = np.argsort(row, kind="stable")
    row, side, document = row[order], side[order], document[order]
    low, high = np.full(len(items), np.nan), np.full(len(items), np.nan)
    value = low.copy()
    spread = np.zeros((2, len(items)), dtype=np.int64)
    step = max(1, _BLOCK // max(n_documents, 1))
    for first in range(0, len(items), step):
        block = slice(first, min(first + step, len(items)))
        begin, end = np.searchsorted(row, [block.start, block.stop])
        width = block.stop - block.start
        key = (side[begin:end] * width + row[begin:end] - first) * n_documents + document[begin:end]
        cube = np.bincount(key, minlength=2 * width * n_documents).reshape(2, width, n_documents)
        spread[:, block] = np.count_nonzero(cube, axis=2)
        value[block], low[block], high[block] = stats.log_ratio_by_document(
            cube[0], target_words, cube[1], reference_words
        )
    likelihood = stats.log_likelihood(a, b, words[0], words[1])
    p = stats.chi_squared_p(likelihood)
    few = min(np.count_nonzero(target_words), np.count_nonzero(reference_words)) < stats.MIN_DOCUMENTS
    note = np.where(a == 0, "not in the target", np.where(b == 0, "not in the reference", "")).astype(object)
    if few:
        note = np.array([f"{text}; {FEW}" if text else FEW for text in note], dtype=object)
    return pd.DataFrame({
        "measure": "log_ratio", "item": np.array(tokens.vocabulary, dtype=object)[items],
        "value": value, "low": low, "high": high, "unit": "doublings of the rate",
        "hits": a, "exposure": int(words[0]), "documents": spread[0], "note": note,
        "log_likelihood": likelihood, "p": p, "p_adjusted": stats.adjust_p(p),
        "target_hits": a, "reference_hits": b,
        "target_exposure": int(words[0]), "reference_exposure": int(words[1]),
        "target_documents": spread[0], "reference_documents": spread[1],
    })  # fmt: skip


def _hits(tokens: Tokens, own: np.ndarray, by: str, names: list[Any], codes: np.ndarray) -> pd.DataFrame:
    hits = tokens.places(own)
    hits.insert(0, "measure", "log_ratio")
    hits.insert(1, "item", tokens.forms[own])
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[by] = np.array([*names, None], dtype=object)[codes[own]]
    return hits


def _about(
    frame: pd.DataFrame, by: str, target: Any, reference: Any, min_count: int, rare: int, stop_words: bool
) -> str:
    other = f"all others with a known {by}" if reference is None else str(reference)
    if frame.empty:
        return (
            f"No word occurs {min_count} times or more in {target} and {other} together; "
            f"{rare:,} occur less often."
        )
    words, others = frame["target_exposure"].iloc[0], frame["reference_exposure"].iloc[0]
    parts = [
        f"Words of {target} ({words:,} words) against {other} ({others:,} words): log ratio (Hardie 2014), "
        "0.5 standing for a count of 0; two-cell log-likelihood (Rayson & Garside 2000), p adjusted over "
        f"{len(frame):,} words (Benjamini-Hochberg).",
        "Intervals: 95%, by the variance between documents."
        if frame["low"].notna().any()
        else "No intervals: fewer than 8 documents on a side.",
    ]
    if rare:
        parts.append(f"Not listed: {counted(rare, 'word')} with fewer than {min_count} occurrences.")
    if not stop_words:
        parts.append("Function words are not listed.")
    return " ".join(parts)
