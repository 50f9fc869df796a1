"""Hits: where the entries of a lexicon stand, as arrays; the table is made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.lexicon import Lexicon

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["AGENTS", "Hits", "Legend", "joined", "legend_of", "merged"]

AGENTS = ("own", "other", "actor", "unexpressed")  # an actor is another, whom the registry knows by name


@dataclass(frozen=True, eq=False)
class Legend:
    """What the numbers of entries stand for, one value an entry.

    Parameters
    ----------
    entry, category : pandas array of string
        As written in the lexicon.
    weight : numpy.ndarray of float
        What a hit counts.
    """

    entry: Any
    category: Any
    weight: np.ndarray


@dataclass(frozen=True, eq=False)
class Hits:
    """Hits of the entries of a lexicon, in text order.

    Parameters
    ----------
    tokens : Tokens
        The words.
    legend : Legend
        The entries.
    first, last : numpy.ndarray of int
        First and last token of each hit, last included.
    entry : numpy.ndarray of int
        Its entry: a place in the legend.
    negated : numpy.ndarray of bool
        Whether a negator stands before it.
    agent : numpy.ndarray of int or None
        Whose act it is, a place in `AGENTS`, -1 where nobody asks; None: nobody asks at all.
    """

    tokens: Tokens
    legend: Legend
    first: np.ndarray
    last: np.ndarray
    entry: np.ndarray
    negated: np.ndarray
    agent: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def weight(self) -> np.ndarray:
        """What each hit counts, as the lexicon says."""
        weights = self.legend.weight
        if len(weights) and (weights == weights[0]).all():
            return np.broadcast_to(weights[0], len(self))  # takes no memory
        return weights[self.entry]

    def take(self, chosen: np.ndarray) -> Hits:
        """Take some hits, given by position or by a mask.

        Parameters
        ----------
        chosen : numpy.ndarray of int or bool
            Which.

        Returns
        -------
        Hits
            These, in that order.
        """
        names = ("first", "last", "entry", "negated")
        agent = None if self.agent is None else self.agent[chosen]
        return replace(self, **{name: getattr(self, name)[chosen] for name in names}, agent=agent)

    def frame(self) -> pd.DataFrame:
        """Make the table of hits.

        Returns
        -------
        pandas.DataFrame
            As `rostra.index.matching.find_hits` says.

        Examples
        --------
        >>> import rostra
        >>> from rostra.index.matching import hits_of
        >>> words = rostra.tokenize(rostra.load_corpus([{"doc_id": "a", "text": "Perhaps it may."}]))
        >>> hits_of(words, rostra.load_lexicon("hedging")).frame()["entry"].tolist()
        ['perhaps', 'may']
        """
        tokens = self.tokens
        places = tokens.places(self.first, self.last)
        agents = pd.array([*AGENTS, None], dtype="string")
        agent = np.full(len(self), -1) if self.agent is None else self.agent
        return pd.DataFrame({
            "first": self.first.astype(np.int64), "last": self.last.astype(np.int64),
            "doc_id": places["doc_id"].astype("string"), "start": places["start"], "end": places["end"],
            "entry": self.legend.entry.take(self.entry), "category": self.legend.category.take(self.entry),
            "weight": self.weight, "negated": self.negated, "agent": agents.take(agent),
        })  # fmt: skip


def legend_of(lexicon: Lexicon) -> Legend:
    """Number the entries of a lexicon.

    Parameters
    ----------
    lexicon : Lexicon
        The entries, those of one category after those of the other.

    Returns
    -------
    Legend
        What the numbers stand for.

    Examples
    --------
    >>> from rostra.lexicon import load_lexicon
    >>> float(legend_of(load_lexicon("hedging")).weight.max())
    1.0
    """
    entries = [(entry, category) for category in lexicon.categories for entry in category.entries]
    return Legend(
        pd.array([entry.text for entry, _ in entries], dtype="string"),
        pd.array([category.name for _, category in entries], dtype="string"),
        np.array([one.weight if entry.weight is None else entry.weight for entry, one in entries], float),
    )


def merged(one: Hits, other: Hits) -> Hits:
    """Put hits of the same lexicon in different sentences together, in the order of the text.

    Parameters
    ----------
    one, other : Hits
        Each in the order of the text.

    Returns
    -------
    Hits
        All of them.
    """
    order = np.argsort(np.concatenate([one.first, other.first]), kind="stable")

    def both(name: str) -> np.ndarray:
        parts = [getattr(one, name), getattr(other, name)]
        filled = [
            np.full(len(hits), -1) if part is None else part
            for hits, part in zip((one, other), parts, strict=True)
        ]
        return np.concatenate(filled)[order]

    names = ("first", "last", "entry", "negated", "agent")
    return Hits(one.tokens, one.legend, **{name: both(name) for name in names})


def joined(parts: Sequence[Hits]) -> Hits:
    """Put hits of several lexicons in the same words one after the other.

    Parameters
    ----------
    parts : sequence of Hits
        At least one.

    Returns
    -------
    Hits
        All of them.
    """
    if len(parts) == 1:
        return parts[0]
    legends = [part.legend for part in parts]
    sizes = [len(legend.weight) for legend in legends]
    begins = np.cumsum([0, *sizes[:-1]])
    agents = [np.full(len(one), -1) if one.agent is None else one.agent for one in parts]
    return Hits(
        parts[0].tokens,
        Legend(
            pd.array([text for legend in legends for text in legend.entry], dtype="string"),
            pd.array([text for legend in legends for text in legend.category], dtype="string"),
            np.concatenate([legend.weight for legend in legends]),
        ),
        first=np.concatenate([part.first for part in parts]),
        last=np.concatenate([part.last for part in parts]),
        entry=np.concatenate([part.entry + begin for part, begin in zip(parts, begins, strict=True)]),
        negated=np.concatenate([part.negated for part in parts]),
        agent=np.concatenate(agents),
    )
