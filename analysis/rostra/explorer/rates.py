"""Rates of a query: how often each actor uses what was asked for, in a thousand of its words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra.cautions import FEW, NO_HITS, TOO_LITTLE
from rostra.explorer.questions import Question
from rostra.index.tokens import Tokens
from rostra.measures.concordancing import places
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS
from rostra.stats.documents import rate_interval

__all__ = ["Rates"]

PER = 1000
MIN_WORDS = 100  # as in rostra.measure: with fewer there is no rate


class Rates:
    """Counts by actor for one question after another; the words are counted once for each choice of kinds.

    Parameters
    ----------
    tokens : Tokens
        The words; they need a column `actor`.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.names, self.codes = tokens.groups("actor")
        self._words: dict[tuple[Any, ...], tuple[np.ndarray, np.ndarray]] = {}

    def of(self, question: Question) -> Result:
        """How often each actor uses what was asked for.

        Parameters
        ----------
        question : Question
            What was asked; its order and limit do not matter.

        Returns
        -------
        Result
            One row an actor of the question, those with most words first; the row whose actor is
            NA has the lines that nobody is credited with. `value` is hits per 1,000 words of the
            actor (of the chosen kinds), from 0; NA with fewer than 100 words. `low` and `high`
            (95%, `rostra.stats.documents.rate_interval`) are NA with fewer than 8 documents and
            without hits. All hits are counted: they add up to the number of lines.

        Examples
        --------
        >>> import rostra
        >>> rows = [{"text": "No war, no.", "actor": "A"}, {"text": "No."}]
        >>> rates = Rates(rostra.tokenize(rostra.load_corpus(rows)))
        >>> rates.of(Question("no")).frame[["actor", "hits", "exposure"]].values.tolist()
        [['A', 2.0, 3], [nan, 1.0, 1]]
        """
        first, last = places(self.tokens, question.query, question.where)
        cells, words = self._exposure(question.kind)
        documents = len(self.tokens.corpus)
        found, hits = np.unique(
            self.codes[first] * documents + self.tokens.document[first], return_counts=True
        )
        at = np.searchsorted(cells, found)
        group, n = self._group(cells), len(self.names) + 1

        def summed(codes: np.ndarray, values: np.ndarray) -> np.ndarray:
            return np.bincount(codes, weights=values, minlength=n)

        total, exposure = summed(group[at], hits), summed(group, words)
        read = np.bincount(group, minlength=n)
        low, high = rate_interval(
            total, exposure, summed(group[at], hits**2), summed(group[at], hits * words[at]),
            summed(group, words.astype(float) ** 2), read,
        )  # fmt: skip
        note = np.where(read < MIN_DOCUMENTS, FEW, np.where(total == 0, NO_HITS, "")).astype(object)
        enough = exposure >= MIN_WORDS
        note[~enough] = TOO_LITTLE
        with np.errstate(divide="ignore", invalid="ignore"):
            numbers = {"value": total / exposure, "low": low, "high": high}
        frame = pd.DataFrame({
            "actor": np.array([*self.names, None], dtype=object), "measure": "lines",
            "item": question.query,
            **{name: np.where(enough, value * PER, np.nan) for name, value in numbers.items()},
            "unit": f"hits per {PER:,} words", "hits": total, "exposure": exposure.astype(np.int64),
            "documents": read, "note": note,
        })  # fmt: skip
        asked = np.array([not question.actor or name in question.actor for name in (*self.names, None)])
        frame = frame[asked & (exposure > 0)].reset_index(drop=True)
        return Result(
            leading(frame, "actor"),
            lambda: self._hits(question, first, last),
            self._about(question),
            "actor",
            "measure",
            self.tokens.corpus,
            {"query": question.query, **question.where, "per": PER, "min_words": MIN_WORDS},
        )

    def _group(self, cells: np.ndarray) -> np.ndarray:
        """The actor of each cell; nobody (-1) is the last."""
        group = cells // max(len(self.tokens.corpus), 1)
        return np.where(group < 0, len(self.names), group)

    def _exposure(self, kinds: tuple[Any, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Words of the chosen kinds, for each actor and document that has some."""
        if kinds not in self._words:
            tokens = self.tokens
            key = self.codes * len(tokens.corpus) + tokens.document
            counted = np.ones(len(key), dtype=np.int64)
            if kinds:
                names, codes = tokens._coded("kind")
                counted = np.array([name in kinds for name in (*names, None)], dtype=np.int64)[codes]
            # Words of one actor stand in runs: far fewer to be put in order than there are words.
            starts = np.flatnonzero(np.diff(key, prepend=key[:1] - 1)) if len(key) else np.zeros(0, int)
            runs = np.add.reduceat(counted, starts) if len(key) else np.zeros(0, int)
            cells, places = np.unique(key[starts], return_inverse=True)
            words = np.bincount(places, weights=runs, minlength=len(cells)).astype(np.int64)
            self._words[kinds] = cells[words > 0], words[words > 0]
        return self._words[kinds]

    def _hits(self, question: Question, first: np.ndarray, last: np.ndarray) -> pd.DataFrame:
        return self.tokens.places(first, last).assign(
            measure="lines", item=question.query, entry=question.query, weight=1.0, negated=False
        )

    def _about(self, question: Question) -> str:
        kinds = f" of kind {', '.join(map(str, question.kind))}" if question.kind else ""
        return (
            f"Lines for {question.query!r} per {PER:,} words{kinds} of each actor. Intervals: 95%, by the "
            f"variance between documents; none with fewer than {MIN_DOCUMENTS} documents. Below {MIN_WORDS} "
            "words no rate is shown."
        )
