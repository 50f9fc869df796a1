"""Frequency: which words and phrases there are, and how many."""

from __future__ import annotations

from collections.abc import Iterable

from rostra.errors import demand
from rostra.index.tokens import Tokens
from rostra.index.word_counts import count_words
from rostra.measures.frequency.asking import Asked
from rostra.measures.frequency.items import count_items, hits_of_items
from rostra.measures.frequency.tables import describe, table
from rostra.result import Result

__all__ = ["frequencies", "ngrams"]


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
    demand("Tokens", tokens, "frequencies")
    column = by or "corpus"
    gaps = skip if isinstance(skip, int) else sorted(set(skip))
    wanted = [containing] if isinstance(containing, str) else list(containing or [])
    asked = Asked(n, gaps, wanted, case, lemma, stem, stop_words, min_count, min_documents)
    words = count_words(tokens, by)
    frame, listed, rare = table(words.names, count_items(tokens, by, words, asked), column)
    settings = {
        "by": by, "n": n, "skip": gaps, "containing": wanted or None, "min_count": min_count,
        "min_documents": min_documents, "case": case, "lemma": lemma, "stem": stem, "stop_words": stop_words,
    }  # fmt: skip
    about = describe(tokens, settings, len(tokens) - words.unknown, rare)
    return Result(
        frame,
        lambda: hits_of_items(tokens, by, asked, listed, column),
        about,
        column,
        "frequencies",
        tokens.corpus,
        settings,
        tokens.source,
    )


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
    demand("Tokens", tokens, "ngrams")
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
