"""Scores: measures that are a mean of something scored, not a count of hits over words.

The mean score of sentences, or the mean variety of stretches of words: the sum of the
scores over their number. Document by document both can be added up, so that they are
measured and compared as rates are, on a scale of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from rostra.index.tokens import Tokens
from rostra.lexicon import load_lexicon
from rostra.measures.rhetoric import Measure
from rostra.stats import Scale

__all__ = ["Score", "Tally", "known_scores"]


@dataclass(frozen=True, eq=False)
class Tally:
    """What a score adds up to, by group and document.

    Parameters
    ----------
    sums : numpy.ndarray
        Sum of the scores, groups x documents.
    scored : numpy.ndarray
        How many sentences, or stretches of words, were scored.
    hits : numpy.ndarray
        Evaluative words in them; NaN where a score does not rest on single words.
    places : pandas.DataFrame
        The hits, or the stretches scored: `first`, `last` (positions of words), `start`, `end`,
        `entry`, `weight`, `negated`, and the `group` of each.
    """

    sums: np.ndarray
    scored: np.ndarray
    hits: np.ndarray
    places: pd.DataFrame


def _not_found(tokens: Tokens) -> NoReturn:
    raise AssertionError("a score is tallied, not found")


@dataclass(frozen=True, kw_only=True)
class Score(Measure):
    """A measure whose value is a mean of scores.

    Parameters
    ----------
    tally : callable
        Tokens, the group of each word that is read (-1: of none) and the number of groups and
        documents in; a `Tally` out.
    """

    negation: str = "keep"
    find: Callable[[Tokens], Any] = _not_found
    tally: Callable[[Tokens, np.ndarray, tuple[int, int]], Tally]

    @property
    def scale(self) -> Scale:
        """Where its intervals are symmetric: scores may be negative."""
        return "linear"

    def factor(self, per: int) -> int:
        """Return 1: a mean is of one of what was scored, whatever rates refer to."""
        return 1

    def unit_for(self, per: int, of: str = "words") -> str:
        """Return what its values are, as tables have it."""
        return self.unit


@cache
def known_scores() -> Mapping[str, Score]:
    """Return every score that can be measured and compared, by name.

    Returns
    -------
    mapping of str to Score
        `polarity`, and `vader`, `textblob` and `subjectivity` beside it (`rostra.sentiment`);
        `mattr` and `msttr` (`rostra.diversity`), of the speakers' own wording, in windows and
        segments of 50 words.

    Examples
    --------
    >>> list(known_scores())
    ['polarity', 'vader', 'textblob', 'subjectivity', 'mattr', 'msttr']
    """
    from rostra.measures.diversity import MEANS

    lexicon = load_lexicon("polarity")
    moods = {
        "polarity": ("Sentiment", "-1", lexicon.construct_source),
        "vader": ("Sentiment (VADER)", "-1", "Hutto, C. and Gilbert, E. (2014). VADER."),
        "textblob": ("Sentiment (TextBlob)", "-1", "TextBlob, pattern.en."),
        "subjectivity": ("Subjectivity (TextBlob)", "0", "TextBlob, pattern.en."),
    }
    found = {
        name: Score(
            name=name, title=title, construct="How favourable a sentence sounds.", source=source,
            scope="style", status="exploratory", unit=f"mean sentence score, {least} to 1",
            lexicon=lexicon if name == "polarity" else None, tally=partial(_sentences, name),
        )
        for name, (title, least, source) in moods.items()
    }  # fmt: skip
    found |= {
        name: Score(
            name=name, title=f"Lexical diversity ({name.upper()})", construct="How varied the words are.",
            source="Covington, M. A. and McFall, J. D. (2010); Johnson, W. (1944).", scope="style",
            status="established", unit=unit, tally=partial(_stretches, name),
        )
        for name, unit in MEANS.items()
    }  # fmt: skip
    return MappingProxyType(found)


def _sentences(scorer: str, tokens: Tokens, group: np.ndarray, shape: tuple[int, int]) -> Tally:
    from rostra.measures.sentiment import score_sentences

    found = score_sentences(tokens, group, scorer=scorer)
    known = ~np.isnan(found.score)
    cell = found.group * shape[1] + found.document

    def added(cells: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        size = shape[0] * shape[1]
        return np.bincount(cells, weights, minlength=size).reshape(shape).astype(float)

    sentence = found.hits["sentence"].to_numpy(dtype=np.int64)
    return Tally(
        added(cell[known], found.score[known]),
        added(cell[known]),
        added(cell[sentence]),
        found.hits.assign(group=found.group[sentence]),
    )


def _stretches(name: str, tokens: Tokens, group: np.ndarray, shape: tuple[int, int]) -> Tally:
    from rostra.measures.diversity import window_sums

    sums, windows = window_sums(tokens, group, shape, measure=name)
    kept = np.flatnonzero(group >= 0)
    whose = [kept, *(column[kept].astype(np.int64) for column in (group, tokens.document, tokens.statement))]
    usual = (1, 0, 0, 0)  # from word to word within a stretch
    ends = np.flatnonzero(np.any([np.diff(c) != u for c, u in zip(whose, usual, strict=True)], axis=0))
    first, last = kept[np.append(0, ends + 1)[: len(kept)]], kept[np.append(ends, len(kept) - 1)[: len(kept)]]
    return Tally(sums, windows, np.full(shape, np.nan), pd.DataFrame({
        "first": first, "last": last, "start": tokens.start[first].astype(np.int64),
        "end": tokens.end[last].astype(np.int64), "entry": pd.array([pd.NA] * len(first), dtype="string"),
        "weight": (last - first + 1).astype(float), "negated": False, "group": group[first],
    }))  # fmt: skip
