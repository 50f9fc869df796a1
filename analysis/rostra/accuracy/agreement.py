"""Agreement: the rows of a table that compares what was coded with what was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from rostra.accuracy.items import CODES, LABELS, Item
from rostra.accuracy.sums import Figure, correlation, f1, figured, macro, ratio
from rostra.stats import MIN_DOCUMENTS

__all__ = ["folded", "presence_rows", "sentiment_rows", "word_rows"]

FEW = f"fewer than {MIN_DOCUMENTS} groups: no interval"
_WORD = re.compile(r"\w+")


def _grouped(items: list[Item], columns: np.ndarray) -> np.ndarray:
    """Add up what is known of each item by group."""
    codes, groups = pd.factorize(np.array([item.group for item in items], dtype=object))
    sums = np.zeros((len(groups), columns.shape[1]))
    np.add.at(sums, codes, columns)
    return sums


def _class_columns(gold: list[str], found: list[str], classes: list[str]) -> np.ndarray:
    """Mark, for each class, what is right, wrong and missed."""
    a, b = np.array(gold, dtype=object), np.array(found, dtype=object)
    parts = [[(a == c) & (b == c), (a != c) & (b == c), (a == c) & (b != c)] for c in classes]
    return np.stack([column for part in parts for column in part], axis=1).astype(float)


def sentiment_rows(
    task: str, items: list[Item], labels: list[str], values: np.ndarray | None, n_boot: int, seed: int
) -> list[dict[str, Any]]:
    """Make the rows of a task of sentiment: those coded by score, by label, and in pairs.

    Parameters
    ----------
    task : str
        `text`, `target` or `relation`.
    items : list of Item
        The coded texts.
    labels : list of str
        The classes found.
    values : numpy.ndarray or None
        The scores found, where there are any.
    n_boot, seed : int
        Resamples behind each interval, and their seed.

    Returns
    -------
    list of dict
        Rows of the table of a result.
    """
    rows: list[dict[str, Any]] = []
    scored = [i for i, item in enumerate(items) if item.score is not None]
    if values is not None and scored:
        x, y = values[scored], np.array([items[i].score for i in scored], dtype=float)
        columns = np.stack([np.ones(len(x)), x, y, x * x, y * y, x * y], axis=1)
        figure = Figure("pearson_r", None, "correlation, -1 to 1", correlation(0, 1, 2, 3, 4, 5))
        rows += _figures(task, [items[i] for i in scored], columns, [figure], n_boot, seed)
    coded = [i for i, item in enumerate(items) if item.label is not None]
    if not coded:
        return rows
    chosen, gold = [items[i] for i in coded], [str(items[i].label) for i in coded]
    classes = [one for one in (CODES if task == "relation" else LABELS) if one in set(gold)]
    columns = _class_columns(gold, [labels[i] for i in coded], classes)
    columns = np.column_stack([columns, np.ones(len(columns))])
    reads = [f1(3 * i, 3 * i + 1, 3 * i + 2) for i in range(len(classes))]
    right = [3 * i for i in range(len(classes))]
    figures = [
        Figure("macro_f1", None, "mean F1 of the classes", macro(reads)),
        *(Figure("f1", one, "F1", read) for one, read in zip(classes, reads, strict=True)),
        Figure("accuracy", None, "share right", ratio(right, [3 * len(classes)])),
    ]
    rows += _figures(task, chosen, columns, figures, n_boot, seed)
    if task == "target" and values is not None:
        rows += _pair_rows(task, chosen, values[coded], n_boot, seed)
    return rows


def _pair_rows(
    task: str, items: list[Item], values: np.ndarray, n_boot: int, seed: int
) -> list[dict[str, Any]]:
    """Compare the targets of one text that were coded differently."""
    by_text: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        by_text.setdefault(item.text, []).append(i)
    firsts, points = [], []
    for rows in by_text.values():
        for k, a in enumerate(rows):
            for b in rows[k + 1 :]:
                if items[a].label != items[b].label:
                    want = LABELS.index(str(items[a].label)) - LABELS.index(str(items[b].label))
                    got = values[a] - values[b]
                    firsts.append(items[a])
                    points.append(1.0 if want * got > 0 else 0.5 if got == 0 else 0.0)
    if not points:
        return []
    columns = np.stack([points, np.ones(len(points))], axis=1)
    figure = Figure("pair_order", None, "share of pairs", ratio([0], [1]))
    return _figures(task, firsts, columns, [figure], n_boot, seed)


def presence_rows(items: list[Item], labels: list[str], n_boot: int, seed: int) -> list[dict[str, Any]]:
    """Make the rows of texts coded as having what is measured, or not.

    Parameters
    ----------
    items : list of Item
        The coded texts.
    labels : list of str
        What was found: 0 or 1.
    n_boot, seed : int
        Resamples behind each interval, and their seed.

    Returns
    -------
    list of dict
        Rows of the table of a result.
    """
    columns = _class_columns([str(item.label) for item in items], labels, ["1", "0"])
    columns = np.column_stack([columns, np.ones(len(columns))])
    figures = [
        Figure("f1", None, "F1", f1(0, 1, 2)),
        Figure("precision", None, "share of what was found", ratio([0], [0, 1])),
        Figure("recall", None, "share of what was coded", ratio([0], [0, 2])),
        Figure("macro_f1", None, "mean F1 of the classes", macro([f1(0, 1, 2), f1(3, 4, 5)])),
        Figure("accuracy", None, "share right", ratio([0, 3], [6])),
    ]
    return _figures("presence", items, columns, figures, n_boot, seed)


def word_rows(items: list[Item], found: list[list[str]], n_boot: int, seed: int) -> list[dict[str, Any]]:
    """Make the rows of words coded in texts.

    Parameters
    ----------
    items : list of Item
        The coded texts.
    found : list of list of str
        The words found in each.
    n_boot, seed : int
        Resamples behind each interval, and their seed.

    Returns
    -------
    list of dict
        Rows of the table of a result.
    """
    rows = []
    for item, words in zip(items, found, strict=True):
        gold, got = folded(item.words), folded(words)
        right = sum((gold & got).values())
        rows.append((right, sum(got.values()) - right, sum(gold.values()) - right))
    figures = [
        Figure("f1", None, "F1", f1(0, 1, 2)),
        Figure("precision", None, "share of what was found", ratio([0], [0, 1])),
        Figure("recall", None, "share of what was coded", ratio([0], [0, 2])),
    ]
    return _figures("words", items, np.array(rows, dtype=float), figures, n_boot, seed)


def folded(words: Iterable[str]) -> Counter[str]:
    """Count words in lower case; a phrase is its words.

    Parameters
    ----------
    words : iterable of str
        Words and phrases.

    Returns
    -------
    collections.Counter
        How often each word occurs.

    Examples
    --------
    >>> folded(["Rammed through", "rammed"])["rammed"]
    2
    """
    return Counter(word for text in words for word in _WORD.findall(text.lower()))


def _figures(
    task: str, items: list[Item], columns: np.ndarray, figures: list[Figure], n_boot: int, seed: int
) -> list[dict[str, Any]]:
    sums = _grouped(items, columns)
    value, low, high = figured(sums, figures, n_boot=n_boot, seed=seed)
    note = FEW if n_boot and len(sums) < MIN_DOCUMENTS else ""
    return [
        {
            "task": task, "measure": figure.measure, "item": figure.item, "value": value[i], "low": low[i],
            "high": high[i], "unit": figure.unit, "hits": np.nan, "exposure": len(items),
            "documents": len(sums), "note": note,
        }
        for i, figure in enumerate(figures)
    ]  # fmt: skip
