"""Moods: what the scorers make of the sentences of each group, before and after it is divided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from rostra.cautions import FEW, NO_HITS, TOO_LITTLE
from rostra.errors import QueryError, demand, unknown
from rostra.index.tokens import Tokens
from rostra.measures.sentiment.grouping import SCORERS, counted_words, pieces_of, scored_pieces
from rostra.result import Result, describe_intervals, leading
from rostra.statements import KINDS
from rostra.stats import MIN_DOCUMENTS, interval_of_ratio

__all__ = ["KINDS_COUNTED", "Moods", "moods_of", "sentiment"]

# An indirect quotation is the reporter's wording: it is left out unless asked for.
KINDS_COUNTED = ("direct", "mixed", "speech")


@dataclass(frozen=True, eq=False)
class Moods:
    """Scores and sentences by group and document, before anything is divided.

    Parameters
    ----------
    tokens : Tokens
        What was read.
    by : str
        The grouping column.
    kinds : tuple of str
        The kinds of statement that counted.
    groups : list
        The values of the column, those with most words first.
    totals : numpy.ndarray
        Sum of the scores of the sentences, by scorer, group and document.
    sentences : numpy.ndarray
        How many there are, by group and document.
    words : numpy.ndarray
        Words of each group.
    seen : numpy.ndarray
        Evaluative words of each group that each scorer sees; last, those that any sees.
    hits : pandas.DataFrame
        The words that ours weighs.
    left_out : tuple of int
        Words that count and have no group; words that do not count.
    """

    tokens: Tokens
    by: str
    kinds: tuple[str, ...]
    groups: list[Any]
    totals: np.ndarray
    sentences: np.ndarray
    words: np.ndarray
    seen: np.ndarray
    hits: pd.DataFrame
    left_out: tuple[int, int]

    def total(self, scorer: str) -> np.ndarray:
        """Return the sum of the scores of one scorer, by group and document.

        Parameters
        ----------
        scorer : {"polarity", "vader", "textblob", "subjectivity"}
            Which.

        Returns
        -------
        numpy.ndarray
            One row a group.
        """
        found: np.ndarray = self.totals[SCORERS.index(scorer)]
        return found

    def result(self, *, n_boot: int | None = None, seed: int = 0, min_words: int = 100) -> Result:
        """Divide: what `sentiment` returns.

        Parameters
        ----------
        n_boot, seed, min_words
            As there.

        Returns
        -------
        Result
            Means, with intervals.
        """
        read = self.sentences.sum(axis=0) > 0
        totals, sentences = self.totals[:, :, read], self.sentences[:, read]
        with np.errstate(invalid="ignore"):
            means = totals.sum(axis=-1) / sentences.sum(axis=-1)
        low = high = np.full(totals.shape[:2], np.nan)
        if len(self.groups) and read.any():
            low, high = interval_of_ratio(totals, sentences, scale="linear", n_boot=n_boot, seed=seed)
        rows = []
        for code, group in enumerate(self.groups):
            exposure, documents = int(sentences[code].sum()), int(np.count_nonzero(sentences[code]))
            enough = exposure > 0 and self.words[code] >= min_words
            evaluative = self.seen[code, -1]
            for i, scorer in enumerate(SCORERS):
                sure = enough and not np.isnan(low[i, code]) and np.abs(totals[i, code]).sum() > 0
                few = FEW if documents < MIN_DOCUMENTS else NO_HITS if not sure else ""
                rows.append({
                    self.by: group,
                    "measure": scorer,
                    "value": means[i, code] if enough else np.nan,
                    "low": low[i, code] if sure else np.nan,
                    "high": high[i, code] if sure else np.nan,
                    "unit": f"mean sentence score, {'0' if scorer == 'subjectivity' else '-1'} to 1",
                    "hits": self.seen[code, i],
                    "exposure": exposure,
                    "documents": documents,
                    "note": TOO_LITTLE if not enough else few if n_boot != 0 else "",
                    "seen": self.seen[code, i] / evaluative if evaluative else np.nan,
                })  # fmt: skip
        frame = leading(pd.DataFrame(rows, columns=None if rows else [self.by, "seen"]), self.by).astype(
            {"seen": "Float64"}
        )
        settings = {
            "by": self.by, "kinds": list(self.kinds), "n_boot": n_boot, "seed": seed, "min_words": min_words,
        }  # fmt: skip
        about, corpus = self._about(settings), self.tokens.corpus
        return Result(frame, self.hits, about, self.by, "sentiment", corpus, settings, self.tokens.source)

    def _about(self, settings: dict[str, Any]) -> str:
        """Say in words how the numbers were made, what each scorer sees, and what was left out."""
        by, seen = self.by, self.seen.sum(axis=0)
        nobodys, other = self.left_out
        parts = [
            f"Mean score of the sentences of each {by}, by Rostra's lexicon, VADER and TextBlob; a sentence "
            f"counts with the words of the {by} only."
        ]
        if seen[-1]:
            shares = [f"{count / seen[-1]:.0%}" for count in seen[:3]]
            parts.append(
                f"Of {int(seen[-1]):,} words that any of them takes for evaluative, Rostra sees {shares[0]}, "
                f"VADER {shares[1]}, TextBlob {shares[2]}."
            )
        parts += describe_intervals(settings["n_boot"], settings["seed"], scale="linear")
        parts.append(f"Below {settings['min_words']:,} words no value is shown.")
        left = [f"{nobodys:,} without a known {by}"] if nobodys else []
        if self.tokens.statements is not None and other:
            left.append(f"{other:,} in other kinds than {', '.join(self.kinds)}")
        if left:
            parts.append(f"Words left out: {'; '.join(left)}.")
        return " ".join(parts)


def moods_of(tokens: Tokens, *, by: str, kinds: Sequence[str] = KINDS_COUNTED) -> Moods:
    """Score the sentences of each group by every scorer.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, whose they are.
    by : str
        A column of the statements or of the documents.
    kinds : sequence of str
        The kinds of statement that count.

    Returns
    -------
    Moods
        What means, intervals and their proofs are made of.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "A reckless step. They met.", "who": "Ann"}])
    >>> moods_of(rostra.tokenize(corpus), by="who").sentences.tolist()
    [[2.0]]
    """
    demand("Tokens", tokens, "sentiment")
    for kind in kinds:
        if kind not in KINDS:
            raise QueryError(unknown("kind", kind, KINDS))
    groups, codes = tokens.groups(by)
    counted = counted_words(tokens, kinds)
    pieces = pieces_of(tokens, codes, counted)
    scored, seen, hits = scored_pieces(tokens, pieces, len(groups), by)
    sentences = np.zeros((len(groups), len(tokens.corpus.documents)))
    totals = np.zeros((len(SCORERS), *sentences.shape))
    where = ([piece.group for piece in pieces], [piece.document for piece in pieces])
    np.add.at(sentences, where, 1)
    for total, column in zip(totals, scored.T, strict=True):
        np.add.at(total, where, column)
    words = np.bincount(codes[counted & (codes >= 0)], minlength=len(groups))
    left_out = int((counted & (codes < 0)).sum()), int((~counted).sum())
    return Moods(tokens, by, tuple(kinds), groups, totals, sentences, words, seen, hits, left_out)


def sentiment(
    tokens: Tokens,
    *,
    by: str = "actor",
    kinds: Sequence[str] = KINDS_COUNTED,
    n_boot: int | None = None,
    seed: int = 0,
    min_words: int = 100,
) -> Result:
    """How favourable the sentences of each actor sound: ours, and VADER and TextBlob beside it.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, whose they are.
    by : str
        A column of the statements or of the documents.
    kinds : sequence of str
        The kinds of statement that count: by default an actor's own wording (`direct`, the
        quoted part of `mixed`, `speech`). Without statements every word counts.
    n_boot : int, optional
        Percentile intervals from so many resamples of documents instead; 0 for none.
    seed : int
        Seed of the resamples.
    min_words : int
        Below this many words a group keeps its rows, without values.

    Returns
    -------
    Result
        Four rows a group: `polarity` (ours), `vader` (compound score), `textblob` (polarity)
        from -1 to 1, and `subjectivity` (TextBlob) from 0 to 1. `value` is the mean over
        sentences, `exposure` the sentences, `hits` the evaluative words that this scorer
        sees, `seen` their share of the evaluative words that any of the three sees (0 to 1).
        `.hits` holds the words that ours weighs.

    Notes
    -----
    The value is :math:`\\sum_i s_i / n` over the n sentences of a group; higher is more
    favourable. A sentence counts for a group with the characters of its statements only:
    what stands between them is blanked. Each scorer gets one sentence at a time, the other
    two with straight quotation marks and single spaces: VADER does not know curly ones, and
    takes time by the square of the length. The score of a sentence does depend on its
    length: see `polarity`. The interval comes from resampling documents, and there is none
    below eight. `seen` is the warning: a scorer that misses the words of a case is blind
    to it, and says 0.

    References
    ----------
    Hutto, C. and Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment
    analysis of social media text. ICWSM.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "A reckless, provocative step.", "who": "Ann"}])
    >>> scored = sentiment(rostra.tokenize(corpus), by="who", min_words=1)
    >>> scored.frame[["measure", "hits", "seen"]].values.tolist()
    [['polarity', 2.0, 1.0], ['vader', 1.0, 0.5], ['textblob', 0.0, 0.0], ['subjectivity', 0.0, 0.0]]
    """
    return moods_of(tokens, by=by, kinds=kinds).result(n_boot=n_boot, seed=seed, min_words=min_words)
