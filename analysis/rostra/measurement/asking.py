"""Asking: which measures are meant, be they lexicons, scores or words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rostra.lexicon import Lexicon
from rostra.measurement.scores import known_scores
from rostra.measures.rhetoric import Measure, measure_of_query, resolve

__all__ = ["Measures", "Queries", "asked"]

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
