"""Sentences: what each group says in each sentence, with its score by one of the scorers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from rostra.errors import QueryError, unknown
from rostra.index.tokens import Tokens
from rostra.measures.sentiment.grouping import SCORERS, other_scorers, pieces_of
from rostra.measures.sentiment.scoring import scores
from rostra.measures.sentiment.weights import find
from rostra.measures.sentiment.words import STRAIGHT, Words

__all__ = ["ScoredSentences", "score_sentences"]


@dataclass(frozen=True, eq=False)
class ScoredSentences:
    """The scored sentences of all groups, and the evaluative words in them.

    Parameters
    ----------
    group, document : numpy.ndarray of int
        Whose each sentence is, and where.
    score : numpy.ndarray of float
        Its score.
    hits : pandas.DataFrame
        The evaluative words that the scorer sees: `sentence` (a place in `score`), `first` and
        `last` (positions of words), `start`, `end`, `entry`, `weight`, `negated`.
    """

    group: np.ndarray
    document: np.ndarray
    score: np.ndarray
    hits: pd.DataFrame


def score_sentences(tokens: Tokens, group: np.ndarray, *, scorer: str = "polarity") -> ScoredSentences:
    """Score what each group says in each sentence.

    Parameters
    ----------
    tokens : Tokens
        The words.
    group : numpy.ndarray of int
        The group of each word; -1 where it is not read.
    scorer : {"polarity", "vader", "textblob", "subjectivity"}
        As in `rostra.sentiment`.

    Returns
    -------
    ScoredSentences
        In text order. A sentence in which two groups speak is one of each.

    Examples
    --------
    >>> import rostra, numpy as np
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "A reckless step. They met."}]))
    >>> scored = score_sentences(words, np.zeros(5, dtype=int))
    >>> scored.score.round(2).tolist(), scored.hits["entry"].tolist()
    ([-0.85, 0.0], ['reckless*'])
    """
    if scorer not in SCORERS:
        raise QueryError(unknown("scorer", scorer, SCORERS))
    pieces = pieces_of(tokens, group, group >= 0)
    if scorer == "polarity":
        score, hits = _ours(tokens, pieces)
    else:
        score, hits = _theirs(tokens, pieces, scorer)
    where = np.array([(piece.group, piece.document) for piece in pieces], dtype=np.int64).reshape(-1, 2)
    return ScoredSentences(where[:, 0], where[:, 1], score, hits)


def _ours(tokens: Tokens, pieces: list) -> tuple[np.ndarray, pd.DataFrame]:
    words = Words.of([piece.text for piece in pieces])
    found = find(words)
    score = scores(found.text, found.weight, words.count)
    begin = np.array([piece.start for piece in pieces], dtype=np.int64)[found.text]
    start, end = begin + words.start[found.first], begin + words.end[found.last]
    first = last = np.zeros(len(start), dtype=np.int64)
    if len(start):
        # the words of a document stand in order of their places; so do the documents
        document = np.array([piece.document for piece in pieces], dtype=np.int64)[found.text]
        width = int(tokens.end.max()) + 2
        places = tokens.document.astype(np.int64) * width + tokens.start
        first = np.searchsorted(places, document * width + start, side="right") - 1
        last = np.searchsorted(places, document * width + end - 1, side="right") - 1
    return score, pd.DataFrame({
        "sentence": found.text, "first": first, "last": last, "start": start, "end": end,
        "entry": pd.array(found.entry, dtype="string"), "weight": found.weight.round(4),
        "negated": found.negated,
    })  # fmt: skip


def _theirs(tokens: Tokens, pieces: list, scorer: str) -> tuple[np.ndarray, pd.DataFrame]:
    others, sights = other_scorers(tokens)
    column = SCORERS.index(scorer) - 1
    score = np.array([others(" ".join(piece.text.translate(STRAIGHT).split()))[column] for piece in pieces])
    sight = sights[column]
    sentence = np.repeat(np.arange(len(pieces)), [len(piece.words) for piece in pieces])
    word = np.concatenate([piece.words for piece in pieces]) if pieces else np.zeros(0, dtype=np.int64)
    seen = sight[tokens.form[word]]
    sentence, word = sentence[seen], word[seen]
    names = pd.array([form.casefold() for form in tokens.vocabulary], dtype="string")
    return score, pd.DataFrame({
        "sentence": sentence, "first": word, "last": word,
        "start": tokens.start[word].astype(np.int64), "end": tokens.end[word].astype(np.int64),
        "entry": names.take(tokens.form[word].astype(np.int64)), "weight": 1.0, "negated": False,
    })  # fmt: skip
