"""Frequency: which words and phrases there are, and how many."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra.corpus import counted
from rostra.errors import QueryError
from rostra.index.reference import fold_token
from rostra.index.tokens import Tokens
from rostra.lexicon import load_words
from rostra.result import Result, leading

__all__ = ["frequencies", "ngrams"]

MILLION = 1_000_000


def frequencies(
    tokens: Tokens,
    *,
    by: str | None = None,
    n: int = 1,
    min_count: int = 1,
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
    min_count : int
        Fewest occurrences in a group; rarer ones are counted in `about`.
    stem : bool
        Count words under their stem (Snowball): *threaten*, *threatens*, *threatened*.
    stop_words : bool
        Keep function words. False leaves them out of the list, and of the runs of words
        those that begin or end with one; they stay in the number of words.

    Returns
    -------
    Result
        One row a group and word: `hits` (occurrences), `exposure` (words of the group),
        `value` (per million words), `documents` (documents with the word), by falling
        frequency, then by alphabet.

    Notes
    -----
    A run of words lies within one sentence and one statement: it never joins what two
    people said. Its rate, too, is per million words, not per million runs.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war. We said no, and no again."}]))
    >>> rostra.frequencies(words).frame[["item", "hits", "documents"]].head(2).values.tolist()
    [['no', 3.0, 1], ['again', 1.0, 1]]
    """
    from nltk.probability import ConditionalFreqDist

    if n < 1:
        raise QueryError(f"n is {n}. Give a whole number from 1: n=2 counts pairs of words.")
    column = by or "corpus"
    groups, codes = tokens.groups(by)
    first, gram, names = _grams(tokens, n, stem=stem)
    kept = codes[first] >= 0
    if not stop_words:
        kept &= ~_has_stop_word(tokens, first, n)
    first, gram = first[kept], gram[kept]
    counts = ConditionalFreqDist(zip(codes[first].tolist(), gram.tolist(), strict=True))
    documents = _document_frequency(gram, codes[first], tokens.document[first], len(names))
    words = np.bincount(codes[codes >= 0], minlength=len(groups))
    rows: list[tuple[Any, ...]] = []
    rare = 0
    for code in range(len(groups)):
        found = sorted(counts[code].items(), key=lambda pair: (-pair[1], names[pair[0]]))
        frequent = [(item, count) for item, count in found if count >= min_count]
        rare += len(found) - len(frequent)
        rows.extend(
            (groups[code], names[item], count, int(words[code]), documents[code * len(names) + item])
            for item, count in frequent
        )
    frame = pd.DataFrame(rows, columns=[column, "item", "hits", "exposure", "documents"])
    frame["measure"] = "frequency"
    frame["value"] = frame["hits"] / frame["exposure"] * MILLION
    frame["unit"] = "hits per million words"
    listed = np.zeros((len(groups), len(names)), dtype=bool)
    if rows:
        place = {name: i for i, name in enumerate(groups)}
        item_place = {name: i for i, name in enumerate(names)}
        listed[[place[row[0]] for row in rows], [item_place[row[1]] for row in rows]] = True
    shown = listed[codes[first], gram]
    hits = _hits(tokens, first[shown], n, column, groups, codes, [names[i] for i in gram[shown]])
    what = "Words" if n == 1 else f"Runs of {n} words"
    of = counted(len(tokens.corpus.documents), "document")
    parts = [f"{what} of {of}, per million of {int(words.sum()):,} words."]
    if stem:
        parts.append("Words are counted under their Snowball stem.")
    if not stop_words:
        parts.append("Function words are not listed.")
    if len(tokens) > words.sum():
        parts.append(f"{len(tokens) - int(words.sum()):,} words without a value of {column!r} are left out.")
    if rare:
        kind = "word" if n == 1 else "run"
        parts.append(f"Not listed: {counted(rare, kind)} with fewer than {min_count} occurrences.")
    settings = {"by": by, "n": n, "min_count": min_count, "stem": stem, "stop_words": stop_words}
    about = " ".join(parts)
    return Result(leading(frame, column), hits, about, column, "frequencies", tokens.corpus, settings)


def ngrams(
    tokens: Tokens, n: int, *, by: str | None = None, min_count: int = 2, stop_words: bool = True
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
    min_count : int
        Fewest occurrences in a group.
    stop_words : bool
        False leaves out the runs that begin or end with a function word.

    Returns
    -------
    Result
        As of `frequencies`.

    Notes
    -----
    A run lies within one sentence and one statement.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No choice but war. No choice. But why?"}]))
    >>> rostra.ngrams(words, 2).frame[["item", "hits"]].values.tolist()
    [['no choice', 2.0]]
    """
    return frequencies(tokens, by=by, n=n, min_count=min_count, stop_words=stop_words)


def _grams(tokens: Tokens, n: int, *, stem: bool) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return where each run of n words begins, which one it is, and the names of the runs."""
    forms = list(tokens.vocabulary)
    ids = tokens.form.astype(np.int64)
    if stem:
        forms, table = _stemmed(forms)
        ids = table[ids] if len(ids) else ids
    count = max(len(ids) - n + 1, 0)
    first = np.arange(count)
    if n > 1 and count:
        parted = np.r_[0, np.cumsum((np.diff(tokens.sentence) != 0) | (np.diff(tokens.statement) != 0))]
        first = first[parted[:count] == parted[n - 1 :]]
    gram, rows = ids[first], [(i,) for i in range(len(forms))]
    for k in range(1, n):
        pairs, gram = np.unique(gram * max(len(forms), 1) + ids[first + k], return_inverse=True)
        rows = [(*rows[pair // len(forms)], pair % len(forms)) for pair in pairs.tolist()]
    return first, gram, [" ".join(forms[i] for i in row) for row in rows]


def _stemmed(forms: list[str]) -> tuple[list[str], np.ndarray]:
    """Return the stems of the vocabulary, and which one each form has."""
    from nltk.stem.snowball import SnowballStemmer

    stemmer = SnowballStemmer("english")
    stems: dict[str, int] = {}
    table = [stems.setdefault(stemmer.stem(form) if form.islower() else form, len(stems)) for form in forms]
    return list(stems), np.array(table, dtype=np.int64)


def _has_stop_word(tokens: Tokens, first: np.ndarray, n: int) -> np.ndarray:
    """Mark the runs that begin or end with a function word."""
    listed = {fold_token(word) for words in load_words("stop_words").values() for word in words}
    stop = np.array([form in listed for form in tokens.vocabulary], dtype=bool)
    if not len(first):
        return np.zeros(0, dtype=bool)
    return stop[tokens.form[first]] | stop[tokens.form[first + n - 1]]


def _document_frequency(
    gram: np.ndarray, code: np.ndarray, document: np.ndarray, names: int
) -> dict[int, int]:
    """Count, for each group and run (as group x names + run), the documents that hold it."""
    if not len(gram):
        return {}
    key = code * names + gram
    pairs = np.unique(np.stack([key, document.astype(np.int64)], axis=1), axis=0)
    keys, documents = np.unique(pairs[:, 0], return_counts=True)
    return dict(zip(keys.tolist(), documents.tolist(), strict=True))


def _hits(
    tokens: Tokens,
    first: np.ndarray,
    n: int,
    column: str,
    groups: list[Any],
    codes: np.ndarray,
    items: list[str],
) -> pd.DataFrame:
    hits = tokens.places(first, first + n - 1)
    hits.insert(0, "measure", "frequency")
    hits.insert(1, "item", pd.array(items, dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array(groups, dtype=object)[codes[first]]
    return hits
