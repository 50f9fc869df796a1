"""Coded: sentences that people coded, and how well sentiment and the measures agree with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra.accuracy.agreement import folded, presence_rows, sentiment_rows, word_rows
from rostra.accuracy.gold import listed
from rostra.accuracy.items import Item, Source, measure_item, read_items, sentiment_item
from rostra.corpus import load_corpus
from rostra.measurement import Measures, hits
from rostra.measures.rhetoric import resolve
from rostra.measures.sentiment import conflict, polarity, relation
from rostra.reading import counted
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS

__all__ = ["evaluate_measure", "evaluate_sentiment"]

CONFLICT = "conflict"


def evaluate_sentiment(gold: Source, *, n_boot: int = 2000, seed: int = 0) -> Result:
    """How well polarity and relation agree with what people coded.

    Parameters
    ----------
    gold : str, pathlib.Path or iterable of dict
        A JSON Lines file, or such objects. Each has `text` and a `label` (neg, neu or pos) or
        a `score` (any scale, higher is more favourable), or both; with `start` and `end`
        (code points) they are toward that target. With `code` (0 to 4, see `relation`) the
        two that it is about stand in [square brackets] in the text, or in `first` and
        `second` as [start, end]. `id` and `group` are optional.
    n_boot : int
        Resamples behind each interval; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        One row a task (`text`, `target`, `relation`) and figure. `pearson_r`: the correlation
        of score and coded score (-1 to 1); `macro_f1`: the mean of the F1 of the classes (0
        to 1), and `f1` of each (`item`); `accuracy`: the share that is right; `pair_order`:
        of two targets in one text that were coded differently, the share that the scores put
        in that order (a tie counts half). `exposure` is the coded texts, or pairs, `documents`
        the groups. `.hits` has one row a coded text, with `gold`, `found` and `outcome`.

    Notes
    -----
    With tp, fp and fn of a class, :math:`F_1 = 2tp / (2tp + fp + fn)`. A text without words
    counts as neutral. Intervals are percentiles of resampled groups (all items with the same
    `group`, by default each item by itself), none below eight groups. Higher is better.

    Examples
    --------
    >>> coded = [{"text": "A reckless step.", "label": "neg"}, {"text": "They met.", "label": "neu"}]
    >>> figures = evaluate_sentiment(coded, n_boot=0).frame
    >>> figures[["measure", "item", "value"]].head(2).values.tolist()
    [['macro_f1', <NA>, 1.0], ['f1', 'neg', 1.0]]
    """
    name, items, left_out = read_items(gold, sentiment_item)
    tasks = {"text": [], "target": [], "relation": []}  # type: dict[str, list[Item]]
    for item in items:
        tasks["relation" if len(item.spans) == 2 else "target" if item.spans else "text"].append(item)
    rows, found = [], []
    for task, chosen in tasks.items():
        if not chosen:
            continue
        texts = [item.text for item in chosen]
        if task == "relation":
            frame = relation(texts, *zip(*(item.spans for item in chosen), strict=True))
            labels = frame["code"].fillna(0).astype(str).tolist()
            values = None
        else:
            targets = [item.spans[0] for item in chosen] if task == "target" else None
            frame = polarity(texts, targets)
            labels = frame["label"].fillna("neu").tolist()
            values = frame["score"].fillna(0.0).to_numpy(dtype=float)
        rows += sentiment_rows(task, chosen, labels, values, n_boot, seed)
        found.append(_outcomes(task, chosen, labels, values))
    return _result(name, items, rows, found, left_out, n_boot, seed, {})


def evaluate_measure(
    gold: Source, measures: Measures, *, column: str = "label", n_boot: int = 2000, seed: int = 0
) -> Result:
    """How well the hits of measures agree with what people coded.

    Parameters
    ----------
    gold : str, pathlib.Path or iterable of dict
        A JSON Lines file, or such objects. Each has `text`, and in `column` either whether
        the text has what is measured (true or false, 1 or 0), or the list of its words that
        have it. `id` and `group` are optional.
    measures : str, Lexicon, Measure, or several of them
        Names of measures, or lexicons of one's own; of several, a hit of any counts. The
        name `conflict` stands for the verb `conflict`.
    column : str
        Where the code stands.
    n_boot : int
        Resamples behind each interval; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        Of texts (task `presence`): `f1`, `precision` and `recall` of those that have it,
        `macro_f1` (the mean of the F1 of both classes), `accuracy`. Of words (task `words`):
        `f1`, `precision` and `recall` of the words. All from 0 to 1. `exposure` is the coded
        texts or words, `documents` the groups. `.hits` has one row a coded text, with
        `gold`, `found` and `outcome`.

    Notes
    -----
    A text has what is measured where a hit counts, that is, weighs more than 0: a hit that
    a negation drops does not. Words are compared in lower case, each as often as it occurs;
    a phrase is its words. Intervals as in `evaluate_sentiment`. Higher is better.

    Examples
    --------
    >>> coded = [{"text": "Perhaps.", "label": 1}, {"text": "They met.", "label": 0}]
    >>> evaluate_measure(coded, "hedging", n_boot=0).frame["value"].tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """
    names = [CONFLICT] if measures == CONFLICT else [one.name for one in resolve(measures)]
    name, items, left_out = read_items(gold, lambda *parts: measure_item(*parts, column=column))
    tasks = {
        "presence": [item for item in items if item.label is not None],
        "words": [item for item in items if item.label is None],
    }
    rows, found = [], []
    for task, chosen in tasks.items():
        if not chosen:
            continue
        texts = [item.text for item in chosen]
        hit_words = _hit_words(texts, measures)
        if task == "presence":
            labels = [str(int(bool(words))) for words in hit_words]
            rows += presence_rows(chosen, labels, n_boot, seed)
        else:
            labels = [" ".join(words) for words in hit_words]
            rows += word_rows(chosen, hit_words, n_boot, seed)
        found.append(_outcomes(task, chosen, labels, None))
    settings = {"measures": names, "column": column}
    return _result(name, items, rows, found, left_out, n_boot, seed, settings)


def _hit_words(texts: list[str], measures: Measures) -> list[list[str]]:
    """Return the words that count in each text, as published."""
    if measures == CONFLICT:
        frame = conflict(texts)
        return [[CONFLICT] if label is True else [] for label in frame["label"].astype(object)]
    words: list[list[str]] = [[] for _ in texts]
    frame = hits(texts, measures)
    frame = frame[frame["weight"] > 0].drop_duplicates(["text", "start", "end"])
    for row, start, end in zip(frame["text"], frame["start"], frame["end"], strict=True):
        words[row].append(texts[row][start:end])
    return words


def _outcomes(task: str, items: list[Item], labels: list[str], values: np.ndarray | None) -> pd.DataFrame:
    """List each coded text, with what was coded and what was found."""
    gold = [
        " ".join(item.words) if item.label is None and item.score is None else item.label for item in items
    ]
    if task == "words":
        right = [folded(item.words) == folded([label]) for item, label in zip(items, labels, strict=True)]
    else:
        right = [item.label is None or item.label == label for item, label in zip(items, labels, strict=True)]
    spans = [item.spans[0] if item.spans else (0, len(item.text)) for item in items]
    unknown = pd.array([pd.NA] * len(items), dtype="string")
    return pd.DataFrame({
        "measure": task, "item": unknown, "doc_id": [item.name for item in items], "statement_id": unknown,
        "start": [start for start, _ in spans], "end": [end for _, end in spans], "entry": unknown,
        "weight": np.array(right, dtype=float), "negated": False, "speaker": unknown, "kind": unknown,
        "task": task, "gold": gold, "found": labels, "gold_score": [item.score for item in items],
        "score": np.nan if values is None else values, "outcome": np.where(right, "right", "wrong"),
    }).astype({"gold_score": "Float64", "gold": "string", "found": "string"})  # fmt: skip


def _result(
    name: str,
    items: list[Item],
    rows: list[dict[str, Any]],
    found: list[pd.DataFrame],
    left_out: list[tuple[str, str]],
    n_boot: int,
    seed: int,
    settings: dict[str, Any],
) -> Result:
    groups = len({item.group for item in items})
    frame = leading(pd.DataFrame(rows), "task")
    frame["item"] = frame["item"].astype("string")
    texts = load_corpus([{"doc_id": item.name, "text": item.text} for item in items if item.text.strip()])
    what = f"of {', '.join(settings['measures'])} " if "measures" in settings else ""
    about = [
        f"Agreement {what}with {counted(len(items), 'coded text')} of {name} in {counted(groups, 'group')}."
    ]
    if n_boot and groups >= MIN_DOCUMENTS:
        about.append(f"Intervals: 95%, {n_boot:,} resamples of groups, seed {seed}.")
    if left_out:
        about.append(f"Left out: {counted(len(left_out), 'line')} ({listed(left_out)}).")
    settings = {"gold": name, **settings, "n_boot": n_boot, "seed": seed}
    return Result(
        frame, pd.concat(found, ignore_index=True), " ".join(about), "task", "agreement", texts, settings
    )
