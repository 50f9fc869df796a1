"""Coded: sentences that people coded, and how well sentiment and the measures agree with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from rostra.accuracy.gold import listed, placed_records
from rostra.accuracy.sums import Figure, correlation, f1, figured, macro, ratio
from rostra.corpus import load_corpus
from rostra.errors import GoldError
from rostra.measurement import Measures, hits
from rostra.measures.rhetoric import resolve
from rostra.measures.sentiment import conflict, polarity, relation
from rostra.reading import counted, is_missing
from rostra.reading.found import identifier
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS

__all__ = ["evaluate_measure", "evaluate_sentiment"]

Source = str | Path | Iterable[Mapping[str, Any]]
LABELS = ("neg", "neu", "pos")
CODES = ("0", "1", "2", "3", "4")
CONFLICT = "conflict"
_HOW = "Write one coded text a line, as JSON; docs/measures.md shows what it holds."
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"\w+")
FEW = f"fewer than {MIN_DOCUMENTS} groups: no interval"


@dataclass(frozen=True)
class _Item:
    """A coded text: its id, the group with which it is resampled, and what was coded."""

    name: str
    group: str
    text: str
    spans: tuple[tuple[int, int], ...]
    score: float | None
    label: str | None
    words: tuple[str, ...]


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
    name, items, left_out = _items(gold, _sentiment_item)
    tasks = {"text": [], "target": [], "relation": []}  # type: dict[str, list[_Item]]
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
        rows += _rows(task, chosen, labels, values, n_boot, seed)
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
    name, items, left_out = _items(gold, lambda *parts: _measure_item(*parts, column=column))
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
            rows += _presence_rows(chosen, labels, n_boot, seed)
        else:
            labels = [" ".join(words) for words in hit_words]
            rows += _word_rows(chosen, hit_words, n_boot, seed)
        found.append(_outcomes(task, chosen, labels, None))
    settings = {"measures": names, "column": column}
    return _result(name, items, rows, found, left_out, n_boot, seed, settings)


# --- reading


def _items(source: Source, read: Any) -> tuple[str, list[_Item], list[tuple[str, str]]]:
    """Read the coded texts; list the lines that cannot be used, and why."""
    name, records, left_out = placed_records(source, _HOW)
    items: list[_Item] = []
    taken: dict[str, str] = {}
    for number, (place, record) in enumerate(records, 1):
        try:
            text = record.get("text")
            if not isinstance(text, str):
                raise GoldError("it has no 'text'")
            own = identifier(record.get("id", record.get("doc_id"))) or str(number)
            if own in taken:
                raise GoldError(f"the id {own!r} is already taken ({taken[own]})")
            group = record.get("group")
            items.append(read(record, text, own, own if is_missing(group) else str(group)))
            taken[own] = place
        except GoldError as error:
            left_out.append((place, str(error)))
    if not items:
        shown = f"Left out: {listed(left_out)}. " if left_out else ""
        raise GoldError(f"{name} holds no coded text that can be used. {shown}{_HOW}")
    return name, items, left_out


def _sentiment_item(record: Mapping[str, Any], text: str, name: str, group: str) -> _Item:
    if not is_missing(record.get("code")):
        code = str(record["code"])
        if code not in CODES:
            raise GoldError(f"its 'code' is {record['code']!r}; it can be {', '.join(CODES)}")
        plain, spans = _two(record, text)
        return _Item(name, group, plain, spans, None, code, ())
    label, score = record.get("label"), record.get("score")
    if label is not None and label not in LABELS:
        raise GoldError(f"its 'label' is {label!r}; it can be {', '.join(LABELS)}")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        raise GoldError(f"its 'score' is {score!r}, no number")
    if label is None and score is None:
        raise GoldError("it has no 'label', 'score' or 'code'")
    spans = ()
    if not is_missing(record.get("start")):
        spans = (_span([record.get("start"), record.get("end")], text),)
    return _Item(name, group, text, spans, None if score is None else float(score), label, ())


def _two(record: Mapping[str, Any], text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text and the places of the two that it is about: as given, or in square brackets."""
    if not is_missing(record.get("first")):
        return text, (_span(record.get("first"), text), _span(record.get("second"), text))
    found = list(_BRACKETED.finditer(text))
    if len(found) != 2 or text.count("[") != 2 or text.count("]") != 2:
        raise GoldError(
            f"it has {counted(text.count('['), 'opening bracket')}; put the two that the code is about in "
            "[square brackets], or give first and second as [start, end]"
        )
    one, two = ((match.start() - 2 * i, match.end() - 2 * i - 2) for i, match in enumerate(found))
    plain = text.replace("[", "").replace("]", "")
    return plain, (_span(one, plain), _span(two, plain))


def _span(given: Any, text: str) -> tuple[int, int]:
    try:
        start, end = given
        inside = type(start) is int and type(end) is int and 0 <= start < end <= len(text)
    except (TypeError, ValueError):
        inside = False
    if not inside:
        raise GoldError(f"{given!r} is no span of a text of {counted(len(text), 'character')}")
    return start, end


def _measure_item(record: Mapping[str, Any], text: str, name: str, group: str, *, column: str) -> _Item:
    code = record.get(column)
    if isinstance(code, list) and all(isinstance(word, str) for word in code):
        return _Item(name, group, text, (), None, None, tuple(code))
    if isinstance(code, bool | int) and code in (0, 1):
        return _Item(name, group, text, (), None, str(int(code)), ())
    if column not in record:
        columns = ", ".join(key for key in record if key not in ("id", "group", "text"))
        raise GoldError(f"it has no {column!r}; it has {columns or 'nothing else'}: name the column")
    raise GoldError(f"its {column!r} is {code!r}; it can be 0, 1, or a list of words")


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


# --- figures


def _grouped(items: list[_Item], columns: np.ndarray) -> np.ndarray:
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


def _rows(
    task: str, items: list[_Item], labels: list[str], values: np.ndarray | None, n_boot: int, seed: int
) -> list[dict[str, Any]]:
    """Make the rows of a task of sentiment: those coded by score, by label, and in pairs."""
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
    task: str, items: list[_Item], values: np.ndarray, n_boot: int, seed: int
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


def _presence_rows(items: list[_Item], labels: list[str], n_boot: int, seed: int) -> list[dict[str, Any]]:
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


def _word_rows(items: list[_Item], found: list[list[str]], n_boot: int, seed: int) -> list[dict[str, Any]]:
    rows = []
    for item, words in zip(items, found, strict=True):
        gold, got = _folded(item.words), _folded(words)
        right = sum((gold & got).values())
        rows.append((right, sum(got.values()) - right, sum(gold.values()) - right))
    figures = [
        Figure("f1", None, "F1", f1(0, 1, 2)),
        Figure("precision", None, "share of what was found", ratio([0], [0, 1])),
        Figure("recall", None, "share of what was coded", ratio([0], [0, 2])),
    ]
    return _figures("words", items, np.array(rows, dtype=float), figures, n_boot, seed)


def _folded(words: Iterable[str]) -> Counter[str]:
    return Counter(word for text in words for word in _WORD.findall(text.lower()))


def _figures(
    task: str, items: list[_Item], columns: np.ndarray, figures: list[Figure], n_boot: int, seed: int
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


def _outcomes(task: str, items: list[_Item], labels: list[str], values: np.ndarray | None) -> pd.DataFrame:
    """List each coded text, with what was coded and what was found."""
    gold = [
        " ".join(item.words) if item.label is None and item.score is None else item.label for item in items
    ]
    if task == "words":
        right = [_folded(item.words) == _folded([label]) for item, label in zip(items, labels, strict=True)]
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
    items: list[_Item],
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
