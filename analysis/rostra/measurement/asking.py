"""Asking: which measures are meant, be they lexicons, scores or words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rostra.lexicon import Lexicon
from rostra.measurement.scores import known_scores
from rostra.measures.rhetoric import Measure, known_measures, measure_of_query, resolve

__all__ = ["Measures", "Queries", "asked", "names_of"]

Measures = str | Lexicon | Measure | Iterable[str | Lexicon | Measure]
Queries = str | Iterable[str]


def asked(measures: Measures | None, words: Queries | None = None) -> tuple[Measure, ...]:
    """Return the measures that are asked for: lexicons, scores, and words.

    Parameters
    ----------
    measures : str, Lexicon, Measure, or several of them, optional
        Names of `rostra.measures.rhetoric.MEASURES` or of `rostra.measurement.scores`, lexicons
        of one's own, measures.
    words : str or iterable of str, optional
        Queries, each of which is a measure.

    Returns
    -------
    tuple of Measure
        In the order given, each once.

    Examples
    --------
    >>> [one.name for one in asked(["hedging", "polarity"], words="(reckless|provocative)")]
    ['hedging', 'polarity', '(reckless|provocative)']
    """
    given = [] if measures is None else measures
    queries = [] if words is None else [words] if isinstance(words, str) else list(words)
    several: list[Any] = [given] if isinstance(given, str | Lexicon | Measure) else list(given)
    return resolve([*several, *(measure_of_query(query) for query in queries)], known_scores())


def names_of(measures: Iterable[Measure]) -> dict[str, Any]:
    """Return the arguments by which measures are asked for again.

    Parameters
    ----------
    measures : iterable of Measure
        What was measured.

    Returns
    -------
    dict
        `measures` (names), `words` (queries) where there are any, and `own_lexicons`, the names of
        those that do not ship: these can be asked for only by whoever has them.

    Examples
    --------
    >>> names_of(asked("hedging", words="provoc*"))
    {'measures': ['hedging'], 'words': ['provoc*']}
    """
    measures = tuple(measures)
    queries = [one.query for one in measures if one.query is not None]
    shipped = {**known_measures(), **known_scores()}
    others = [one for one in measures if one.query is None]
    names = [one.name for one in others]
    own = [one.name for one in others if shipped.get(one.name) is not one]
    return (
        {"measures": names} | ({"words": queries} if queries else {}) | ({"own_lexicons": own} if own else {})
    )
