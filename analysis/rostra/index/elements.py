"""Elements: what a query consists of, once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Category", "Condition", "Element", "Gap", "Nearness", "Query", "Reading", "Word"]


class Word(NamedTuple):
    """One word of a query.

    Parameters
    ----------
    text : str
        As it is looked for; of a regular expression, what stands between the slashes.
    kind : str
        `word`, `wild` (has * or ?), `regex` or `any`.
    exact : bool
        Whether it must be written just so, capitals and all.
    """

    text: str
    kind: str = "word"
    exact: bool = False


@dataclass(frozen=True)
class Gap:
    """Some free words, at most so many."""

    most: int


@dataclass(frozen=True)
class Category:
    """A lexicon, or one of its categories: one of its entries stands here."""

    lexicon: str
    name: str | None
    place: int


@dataclass(frozen=True)
class Condition:
    """A value that a column must have, or must not have."""

    column: str
    value: str
    refused: bool
    place: int


# A row of elements; a tuple of words lists those of which one may stand there.
Element = tuple[Word, ...] | Gap | Category
Reading = tuple[Element, ...]


@dataclass(frozen=True)
class Nearness:
    """What must, or must not, stand near a hit, and within how many words."""

    readings: tuple[Reading, ...]
    window: int
    refused: bool


@dataclass(frozen=True)
class Query:
    """A query, taken apart.

    Parameters
    ----------
    text : str
        As it was given.
    readings : tuple of readings
        What is a hit.
    near : tuple of Nearness
        What must, or must not, stand near it.
    exclusions : tuple of readings
        What it must not overlap.
    conditions : tuple of Condition
        The values that columns must have, or must not have.
    """

    text: str
    readings: tuple[Reading, ...]
    near: tuple[Nearness, ...] = ()
    exclusions: tuple[Reading, ...] = ()
    conditions: tuple[Condition, ...] = ()
