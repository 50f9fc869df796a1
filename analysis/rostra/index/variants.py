"""Variants: which written words are counted as one word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from rostra.errors import QueryError
from rostra.index.cells import count_cells
from rostra.index.reference import CASED, fold_token
from rostra.index.tokens import Tokens
from rostra.index.word_counts import WordCounts, count_words
from rostra.lexicon import load_words

__all__ = ["count_as", "count_words_as", "function_words", "names_of_forms"]

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None})


def count_as(
    tokens: Tokens, *, case: bool = False, lemma: bool = False, stem: bool = False
) -> tuple[list[str], np.ndarray]:
    """Say under which name each word is counted.

    Parameters
    ----------
    tokens : Tokens
        The words.
    case : bool
        Keep words apart that differ in case only: *Peace*, *peace*.
    lemma : bool
        Bring the forms of a word together under its dictionary form (simplemma): *was*
        and *is* are *be*.
    stem : bool
        Bring words together that share their stem (Snowball): *threat*, *threats*.

    Returns
    -------
    names : list of str
        The names, each once, in order of first occurrence.
    codes : numpy.ndarray of int64
        For each token, a position in `names`.

    Notes
    -----
    A word whose case is its meaning (`US`) and whatever is not lower-case letters stays
    as it is under `lemma` and `stem`. A lemma is looked up without its sentence: *saw* is
    always *see*, *left* always *leave*.

    References
    ----------
    Porter, M. F. (2001). Snowball: a language for stemming algorithms.
    Barbaresi, A. (2021). Simplemma: a simple multilingual lemmatizer for Python.

    Examples
    --------
    >>> import rostra
    >>> text = "Threats threatened us. The US was threatened."
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": text}]))
    >>> count_as(words, lemma=True)[0]
    ['threat', 'threaten', 'we', 'the', 'US', 'be']
    >>> count_as(words, case=True)[0][:3]
    ['Threats', 'threatened', 'us']
    """
    if case and (lemma or stem):
        raise QueryError(
            f"a lemma and a stem know no case. Leave out case, or the {'lemma' if lemma else 'stem'}."
        )
    if case:
        return _cased(tokens)
    names, codes = names_of_forms(tokens.vocabulary, lemma=lemma, stem=stem)
    return names, codes[tokens.form] if len(codes) else tokens.form.astype(np.int64)


def names_of_forms(
    vocabulary: tuple[str, ...], *, lemma: bool = False, stem: bool = False
) -> tuple[list[str], np.ndarray]:
    """Say under which name each form is counted: what `count_as` says of words, case aside.

    Parameters
    ----------
    vocabulary : tuple of str
        The forms.
    lemma, stem : bool
        As for `count_as`.

    Returns
    -------
    names : list of str
        The names, each once, in order of first occurrence.
    codes : numpy.ndarray of int64
        For each form, a position in `names`.

    Examples
    --------
    >>> names, codes = names_of_forms(("threats", "threaten", "threatens"), lemma=True)
    >>> names, codes.tolist()
    (['threat', 'threaten'], [0, 1, 1])
    """
    if lemma and stem:
        raise QueryError("words are counted under their lemma or under their stem, not both. Leave one out.")
    if not lemma and not stem:
        return list(vocabulary), np.arange(len(vocabulary))
    if stem:
        from nltk.stem.snowball import SnowballStemmer

        change: Callable[[str], str] = SnowballStemmer("english").stem
    else:
        change = _lemma
    names: dict[str, int] = {}
    codes = [names.setdefault(change(form) if form.islower() else form, len(names)) for form in vocabulary]
    return list(names), np.array(codes, dtype=np.int64)


def count_words_as(
    tokens: Tokens, by: str | None, *, case: bool = False, lemma: bool = False, stem: bool = False
) -> tuple[list[str], WordCounts]:
    """Count words under their names, by group and document.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str or None
        A column as for `Tokens.groups`.
    case, lemma, stem : bool
        As for `count_as`.

    Returns
    -------
    names : list of str
        The names, as `count_as` gives them.
    counts : WordCounts
        How often each stands in each document of each group.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "Threats threatened us. A threat?"}]))
    >>> names, counts = count_words_as(words, None, stem=True)
    >>> names, counts.rows.hits.tolist()
    (['threat', 'threaten', 'us', 'a'], [2.0, 1.0, 1.0, 1.0])
    """
    if not case:
        counts = count_words(tokens, by)
        names, codes = names_of_forms(tokens.vocabulary, lemma=lemma, stem=stem)
        if len(names) < len(codes):
            counts = replace(counts, rows=counts.rows.renamed(codes, len(names)))
        return names, counts
    names, codes = count_as(tokens, case=case, lemma=lemma, stem=stem)
    groups, group = tokens.groups(by)
    known, width = np.flatnonzero(group >= 0), max(len(groups), 1)
    cells = count_cells(tokens.document[known] * np.int64(width) + group[known], codes[known], len(names))
    row = cells.document
    cells = replace(cells, document=row // width)
    return names, WordCounts(groups, cells, row % width, len(tokens) - len(known))


def function_words(names: list[str]) -> np.ndarray:
    """Mark the words that stand in the list of function words that ships.

    Parameters
    ----------
    names : list of str
        Words.

    Returns
    -------
    numpy.ndarray of bool
        One value a word; case is no matter, but for the words whose case is their meaning.

    Examples
    --------
    >>> function_words(["The", "war", "us", "US"]).tolist()
    [True, False, True, False]
    """
    listed = {fold_token(word) for words in load_words("stop_words").values() for word in words}
    return np.array([fold_token(name) in listed for name in names], dtype=bool)


def _lemma(form: str) -> str:
    from simplemma import lemmatize

    found = lemmatize(form, lang="en")
    return found if found in CASED else found.casefold()


def _cased(tokens: Tokens) -> tuple[list[str], np.ndarray]:
    """Take the words as published, apostrophes and hyphens made plain."""
    texts = tokens.corpus.documents["text"].tolist()
    names: dict[str, int] = {}
    places = zip(tokens.document.tolist(), tokens.start.tolist(), tokens.end.tolist(), strict=True)
    codes = [
        names.setdefault(texts[row][start:end].translate(_APOSTROPHES), len(names))
        for row, start, end in places
    ]
    return list(names), np.array(codes, dtype=np.int64)
