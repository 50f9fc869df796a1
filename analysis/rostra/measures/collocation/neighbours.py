"""Neighbours: which words stand near a node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from rostra.errors import QueryError
from rostra.index.tokens import Tokens
from rostra.index.word_counts import in_alphabet

__all__ = ["Neighbours", "Window", "find_neighbours", "near_hits"]

Window = int | tuple[int, int] | Literal["sentence"]


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The words near a node, and whose they are.

    Parameters
    ----------
    nodes : int
        How often the node stands in the texts.
    is_node : numpy.ndarray of bool
        Words that are part of a node.
    near : numpy.ndarray of bool
        Words near one, and none themselves.
    groups : list
        The values of the grouping column.
    codes : numpy.ndarray of int
        Which of them each word has; -1 where it is unknown.
    described : str
        What the neighbourhood is, in words.
    """

    nodes: int
    is_node: np.ndarray
    near: np.ndarray
    groups: list[Any]
    codes: np.ndarray
    described: str


def find_neighbours(tokens: Tokens, node: str | Iterable[str], window: Window, by: str | None) -> Neighbours:
    """Mark the words near a node.

    Parameters
    ----------
    tokens : Tokens
        The words.
    node : str or iterable of str
        The word or phrase, or several.
    window : int, pair of int, or "sentence"
        Words on each side, words on the left and on the right, or the whole sentence.
    by : str or None
        Column whose value node and neighbour must share.

    Returns
    -------
    Neighbours
        The marks.
    """
    left, right = spans(window)
    groups, codes = tokens.groups(by)
    first, last = tokens.find(node)
    is_node = np.zeros(len(tokens), dtype=bool)
    near = np.zeros(len(tokens), dtype=bool)
    for offset in range(int((last - first).max()) + 1 if len(first) else 0):
        inside = first + offset
        is_node[inside[inside <= last]] = True
    if window == "sentence":
        place = tokens.sentence.astype(np.int64) * (len(groups) + 1) + codes
        near = np.isin(place, np.unique(np.concatenate([place[first], place[last]])))
    for sign, edge, reach in ((-1, first, left), (1, last, right)):
        for step in range(1, reach + 1):
            neighbour = edge + sign * step
            ok = (neighbour >= 0) & (neighbour < len(tokens))
            own, other = edge[ok], neighbour[ok]
            ok = (tokens.sentence[own] == tokens.sentence[other]) & (codes[own] == codes[other])
            near[other[ok]] = True
    near &= ~is_node & (codes >= 0)
    return Neighbours(len(first), is_node, near, groups, codes, _described(window))


def spans(window: Window) -> tuple[int, int]:
    """Return the words on the left and on the right of the node; none for a whole sentence.

    Parameters
    ----------
    window : int, pair of int, or "sentence"
        As for `find_neighbours`.

    Returns
    -------
    tuple of int
        Left and right.

    Examples
    --------
    >>> spans(5), spans((2, 0)), spans("sentence")
    ((5, 5), (2, 0), (0, 0))
    """
    if window == "sentence":
        return 0, 0
    sides = window if isinstance(window, tuple | list) else (window, window)
    whole = all(isinstance(side, int | np.integer) and not isinstance(side, bool) for side in sides)
    if len(sides) != 2 or not whole or min(sides) < 0 or max(sides) < 1:
        raise QueryError(
            f"the window is {window}. Give the number of words on each side, from 1; two numbers, left and "
            'right, of which one may be 0; or "sentence".'
        )
    return int(sides[0]), int(sides[1])


def _described(window: Window) -> str:
    if window == "sentence":
        return "in the sentences of"
    left, right = spans(window)
    return f"within {left} words of" if left == right else f"at most {left} words before or {right} after"


def near_hits(
    tokens: Tokens, near: np.ndarray, measure: str, column: str, groups: list[Any], codes: np.ndarray
) -> pd.DataFrame:
    """Make the table of hits of words near a node.

    Parameters
    ----------
    tokens : Tokens
        The words.
    near : numpy.ndarray of int
        Positions of the neighbours.
    measure : str
        What the hits count for.
    column : str
        The grouping column.
    groups : list
        Its values.
    codes : numpy.ndarray of int
        Which of them each word has.

    Returns
    -------
    pandas.DataFrame
        One row a neighbour.
    """
    hits = tokens.places(near)
    hits.insert(0, "measure", measure)
    items = in_alphabet(tokens)[0][tokens.form[near]]
    hits.insert(1, "item", items if len(near) else pd.array([], dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array([*groups, None], dtype=object)[codes[near]]
    return hits
