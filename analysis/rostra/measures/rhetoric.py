"""Rhetoric: what is done with words, and how, as measures that lexicons define.

A measure is a lexicon with the rules of its counting: whose words it reads
(`scope`), and what a negated hit does (`negation`). To add one, add a lexicon. A query
is a measure too, for words that no lexicon lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from rostra.errors import QueryError, unknown
from rostra.index.hits import Hits, Legend
from rostra.index.matching import hits_of
from rostra.index.syntax import parse_query
from rostra.index.tokens import Tokens
from rostra.lexicon import Lexicon, lexicon_names, load_lexicon, split_lexicon
from rostra.stats import Scale

__all__ = ["Measure", "known_measures", "measure_of", "measure_of_query", "resolve"]

# The words of the sentiment scorer are weighed, not counted: no device of rhetoric.
NOT_RHETORIC = frozenset({"polarity"})


@dataclass(frozen=True)
class Measure:
    """What is counted, in whose words, and what a negation does.

    Parameters
    ----------
    name, title : str
        Its name in tables, and on a page.
    construct : str
        What is counted, in one sentence.
    source : str
        Where the construct comes from.
    scope : str
        `"style"`: the speaker's own wording (quoted words, speeches); `"act"`: also what
        indirect speech and its cue report.
    negation : str
        What a negated hit does: `"keep"` counts, `"drop"` does not, or the name of the
        measure for which it counts instead.
    status : str
        `"established"` where hits that were read bear the measure out (or it counts just what
        its name says), else `"exploratory"`.
    unit : str
        What one hit is.
    find : callable
        Tokens in, hits out, as `rostra.index.matching.hits_of` finds them.
    lexicon : Lexicon or None
        What it was made of; None where it finds hits by other means.
    query : str or None
        What it was made of, where that is a query.
    """

    name: str
    title: str
    construct: str
    source: str
    scope: str
    negation: str
    status: str
    unit: str
    find: Callable[[Tokens], Hits]
    lexicon: Lexicon | None = None
    query: str | None = None

    @property
    def scale(self) -> Scale:
        """Where its intervals are symmetric: rates on the log scale."""
        return "log"

    def factor(self, per: int) -> int:
        """Return by what its hits over its exposure are multiplied: a rate refers to so many words."""
        return per

    def unit_for(self, per: int, of: str = "words") -> str:
        """Return what its values are, as tables have it."""
        return f"{self.unit} per {per:,} {of}"


@cache
def measure_of(lexicon: Lexicon) -> Measure:
    """Make a measure of a lexicon.

    Parameters
    ----------
    lexicon : Lexicon
        One that ships, or one of the user's own.

    Returns
    -------
    Measure
        Its hits are remembered with the tokens, so that measuring twice costs once.

    Examples
    --------
    >>> from rostra.lexicon import load_lexicon
    >>> measure_of(load_lexicon("threat")).scope
    'act'
    """

    def find(tokens: Tokens) -> Hits:
        key = ("hits", lexicon)  # a lexicon is its own key: two of one name may differ
        if key not in tokens._cache:
            tokens._cache[key] = hits_of(tokens, lexicon)
        found: Hits = tokens._cache[key]
        return found

    return Measure(
        name=lexicon.name,
        title=lexicon.title,
        construct=lexicon.construct,
        source=lexicon.construct_source,
        scope=lexicon.scope,
        negation=lexicon.negation,
        status=lexicon.status,
        unit="hits",
        find=find,
        lexicon=lexicon,
    )


@cache
def measure_of_query(query: str, *, scope: str = "style") -> Measure:
    """Make a measure of words: how often a query finds something.

    Parameters
    ----------
    query : str
        In the language of `rostra.index.query`; it is the measure's name, too.
    scope : {"style", "act"}
        Whose words are read: the speakers' own wording, or also what is reported of them.

    Returns
    -------
    Measure
        Negated words count: it says that a word was used, not what for.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "A provocation, not provocative."}]))
    >>> len(measure_of_query("provoc*").find(words))
    2
    """
    parse_query(query)  # complains

    def find(tokens: Tokens) -> Hits:
        first, last = tokens.find(query)
        name = pd.array([query], dtype="string")
        nothing = np.zeros(len(first), dtype=np.int64)
        return Hits(tokens, Legend(name, name, np.ones(1)), first, last, nothing, nothing.astype(bool))

    return Measure(
        name=query,
        title=f"“{query}”",
        construct=f"Places that the query {query} finds.",
        source="the query",
        scope=scope,
        negation="keep",
        status="established",
        unit="hits",
        find=find,
        query=query,
    )


@cache
def known_measures() -> Mapping[str, Measure]:
    """Return every measure that ships, by name; read on first use.

    Returns
    -------
    mapping of str to Measure
        In alphabetical order. The same as `MEASURES`.

    Examples
    --------
    >>> "hedging" in known_measures()
    True
    """
    names = [name for name in lexicon_names() if name not in NOT_RHETORIC]
    return MappingProxyType({name: measure_of(load_lexicon(name)) for name in names})


def resolve(
    measures: str | Lexicon | Measure | Iterable[str | Lexicon | Measure],
    others: Mapping[str, Measure] = MappingProxyType({}),
) -> tuple[Measure, ...]:
    """Return the measures that are asked for.

    Parameters
    ----------
    measures : str, Lexicon, Measure, or several of them
        A name of a measure that ships, or a lexicon of one's own; one whose categories
        count each by itself (a LIWC dictionary) is a measure for each of them.
    others : mapping of str to Measure
        Measures beside those that ship as lexicons, by name.

    Returns
    -------
    tuple of Measure
        In the order given, each once.

    Raises
    ------
    rostra.errors.QueryError
        With the names that are known.

    Examples
    --------
    >>> [measure.name for measure in resolve("hedging")]
    ['hedging']
    """
    given: list[Any] = [measures] if isinstance(measures, str | Lexicon | Measure) else list(measures)
    known = {**known_measures(), **others}
    found: dict[str, Measure] = {}
    apart = [isinstance(one, Lexicon) and one.overlap == "categories" for one in given]
    parts = [split_lexicon(one) if split else [one] for one, split in zip(given, apart, strict=True)]
    for one in [one for several in parts for one in several]:
        if isinstance(one, Lexicon):
            chosen = measure_of(one)
        elif isinstance(one, Measure):
            chosen = one
        elif isinstance(one, str) and one in known:
            chosen = known[one]
        else:
            raise QueryError(unknown("measure", one, known))
        other = found.setdefault(chosen.name, chosen)
        if other is not chosen:
            raise QueryError(
                f"two measures are named {chosen.name!r}. Give your lexicon a name of its own, or ask for "
                "one of them."
            )
    if not found:
        raise QueryError(f"no measure was asked for. Known: {', '.join(known)}.")
    return tuple(found.values())


def __getattr__(name: str) -> Any:
    # MEASURES reads every lexicon, so it is made when somebody asks for it
    if name == "MEASURES":
        return known_measures()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
