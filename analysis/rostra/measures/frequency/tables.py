"""Tables: the rows of a list of frequencies, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from rostra.cautions import FEW
from rostra.corpus import counted
from rostra.index.columns import Columns
from rostra.index.tokens import Tokens
from rostra.index.word_counts import ranked
from rostra.result import leading
from rostra.stats import MIN_DOCUMENTS
from rostra.stats.documents import rate_interval

__all__ = ["Counted", "Items", "describe", "table"]

MILLION = 1_000_000


@dataclass(frozen=True, eq=False)
class Items:
    """The items of one group that are frequent enough.

    Parameters
    ----------
    item : numpy.ndarray of int
        Their numbers.
    place : numpy.ndarray of int
        What rises with them in alphabetical order.
    hits, documents, squares, products : numpy.ndarray
        As of `rostra.index.cells.Cells`.
    words : numpy.ndarray of int
        All words of the group, by document.
    rare : int
        How many items there are besides.
    """

    item: np.ndarray
    place: np.ndarray
    hits: np.ndarray
    documents: np.ndarray
    squares: np.ndarray
    products: np.ndarray
    words: np.ndarray
    rare: int


@dataclass(frozen=True, eq=False)
class Counted:
    """The items of all groups: those of each, what gives their names, and how many there are at most."""

    groups: Iterator[Items]
    named: Callable[[np.ndarray], np.ndarray]
    most: int


def table(names: list[Any], items: Counted, column: str) -> tuple[pd.DataFrame, list[np.ndarray], int]:
    """Compute the rows of each group, those of one after those of another.

    Parameters
    ----------
    names : list
        The groups.
    items : Counted
        Their items.
    column : str
        What the groups are called.

    Returns
    -------
    frame : pandas.DataFrame
        The rows.
    listed : list of numpy.ndarray of int
        For each group, the numbers of its items.
    rare : int
        How many have no row, in all groups.
    """
    groups = names or [""]  # where there are no words, one group without rows
    rows, listed, rare = Columns(items.most), [], 0
    exposures, notes = [], []
    for own in items.groups:
        rare += own.rare
        order = ranked(own.hits, own.place)
        hits, exposure, documents = own.hits[order], int(own.words.sum()), len(own.words)
        words_squared = float((own.words.astype(float) ** 2).sum())
        low, high = rate_interval(
            hits, exposure, own.squares[order], own.products[order], words_squared, documents
        )
        item = own.item[order]
        rows.add(item=item, hits=hits, low=low, high=high, documents=own.documents[order])
        listed.append(item)
        exposures.append(exposure)
        notes.append(FEW if documents < MIN_DOCUMENTS else "")
    found, words_of_group = rows.arrays, rows.numbered(exposures)

    def of_all(text: str) -> Any:
        return pd.array([text], dtype="string").repeat(len(rows))

    # the columns are made as `leading` would have them
    frame = pd.DataFrame(
        {
            column: rows.repeated(groups),
            "measure": of_all("frequency"), "item": pd.array(items.named(found["item"]), dtype="string"),
            "value": pd.array(found["hits"] / words_of_group * MILLION, dtype="Float64"),
            "low": pd.array(found["low"] * MILLION, dtype="Float64"),
            "high": pd.array(found["high"] * MILLION, dtype="Float64"),
            "unit": of_all("hits per million words"), "hits": pd.array(found["hits"], dtype="Float64"),
            "exposure": pd.array(words_of_group, dtype="Int64"),
            "documents": pd.array(found["documents"], dtype="Int64"),
            "note": pd.array(notes, dtype="string").take(rows.numbered(range(len(notes)))),
        },
        copy=False,
    )  # fmt: skip
    return leading(frame, column), listed, rare


def describe(tokens: Tokens, settings: dict[str, Any], words: int, rare: int) -> str:
    """Say what was counted, how, and what was left out.

    Parameters
    ----------
    tokens : Tokens
        The words.
    settings : dict
        The arguments of `frequencies`.
    words : int
        Words of all groups.
    rare : int
        Items that are not listed.

    Returns
    -------
    str
        Some sentences.
    """
    n, by = settings["n"], settings["by"]
    what = "Words" if n == 1 else f"Runs of {n} words"
    if n > 1 and settings["skip"] not in (0, [0]):
        gaps = settings["skip"]
        left_out = f"up to {counted(gaps, 'word')} left out" if isinstance(gaps, int) else f"gaps of {gaps}"
        what += f" ({left_out})"
    if settings["containing"]:
        what += f" with {', '.join(settings['containing'])}"
    of = counted(len(tokens.corpus.documents), "document")
    parts = [f"{what} of {of}, per million of {words:,} words."]
    if settings["case"]:
        parts.append("Words that differ in case are kept apart.")
    if settings["lemma"]:
        parts.append("Words are counted under their lemma (simplemma).")
    if settings["stem"]:
        parts.append("Words are counted under their Snowball stem.")
    if not settings["stop_words"]:
        parts.append("Function words are not listed.")
    if len(tokens) > words:
        parts.append(f"{len(tokens) - words:,} words without a value of {by!r} are left out.")
    if rare:
        few = f"fewer than {settings['min_count']} occurrences"
        if settings["min_documents"] > 1:
            few += f" or in fewer than {settings['min_documents']} documents"
        parts.append(f"Not listed: {counted(rare, 'word' if n == 1 else 'run')} with {few}.")
    return " ".join(parts)
