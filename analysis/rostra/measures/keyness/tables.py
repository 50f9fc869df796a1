"""Tables: the rows of a list of key words, the lines behind them, and what was done."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.corpus import counted
from rostra.index.sides import Sides
from rostra.index.tokens import Tokens
from rostra.index.word_counts import in_alphabet
from rostra.measures.keyness.references import OTHERS
from rostra.measures.keyness.statistics import METHODS, Options, Statistic
from rostra.result import leading

__all__ = ["FEW", "describe", "evidence", "table"]

FEW = f"fewer than {stats.MIN_DOCUMENTS} documents: no interval"
LISTED = "a list has no documents: no interval"
Part = tuple[Any, Sides, np.ndarray, int]  # a target, the counts, the words listed, how many are too rare


def table(parts: list[Part], by: str, reference: str, statistic: Statistic, options: Options) -> pd.DataFrame:
    """Compute every number of every word listed, the words of one target after those of another."""
    frames = [
        _rows(target, sides, items, by, reference, statistic, options) for target, sides, items, _ in parts
    ]
    frame = pd.concat(frames, ignore_index=True) if len(frames) != 1 else frames[0]
    frame["p_adjusted"] = stats.adjust_p(frame["p"].to_numpy(dtype=float))
    frame = leading(frame, by)
    head = [*frame.columns[:11], "target", "reference", "log_likelihood", "p", "p_adjusted"]
    return frame[[*head, *(name for name in frame.columns if name not in head)]]


def _rows(
    target: Any,
    sides: Sides,
    items: np.ndarray,
    by: str,
    reference: str,
    statistic: Statistic,
    options: Options,
) -> pd.DataFrame:
    """Compute the rows of one target, in their order."""
    method = METHODS[statistic]
    a, b = sides.hits
    n1, n2 = sides.words
    scores = method.compute(sides, items, options)
    a, b = a[items], b[items]
    likelihood = stats.log_likelihood(a, b, n1, n2)
    order = _order(likelihood if statistic == "log_ratio" else scores.value, sides.alphabet[items])
    items, a, b, likelihood = items[order], a[order], b[order], likelihood[order]
    value = scores.value[order]
    empty = np.full(len(items), np.nan)
    here, there = sides.documents
    rows = {
        by: pd.Series([target], dtype="object").infer_objects().repeat(len(items)).array,
        "measure": statistic, "item": sides.vocabulary[items],
        "value": np.where(np.isinf(value), np.nan, value),
        "low": _finite(scores.low, order), "high": _finite(scores.high, order),
        "unit": _unit(method.unit, statistic, options), "hits": a.astype(np.int64), "exposure": n1,
        "documents": here[items], "note": _notes(sides, a, b, statistic),
        "target": str(target), "reference": reference, "log_likelihood": likelihood,
        "p": stats.chi_squared_p(likelihood) if scores.p is None else scores.p[order],
        "p_adjusted": empty, "target_hits": a.astype(np.int64), "reference_hits": b.astype(np.int64),
        "target_exposure": n1, "reference_exposure": n2, "target_documents": here[items],
        "reference_documents": _unknown(len(items)) if there is None else there[items],
    }  # fmt: skip
    if scores.z is not None:
        rows["z"] = scores.z[order]
    return pd.DataFrame(rows)


def _unknown(size: int) -> Any:
    return pd.array([pd.NA], dtype="Int64").repeat(size)


def _finite(values: np.ndarray | None, order: np.ndarray) -> Any:
    if values is None:
        return np.full(len(order), np.nan)
    return np.where(np.isinf(values[order]), np.nan, values[order])


def _order(value: np.ndarray, alphabet: np.ndarray) -> np.ndarray:
    """Order by falling value, what has none last; equal ones by alphabet."""
    return np.lexsort((alphabet, np.where(np.isnan(value), np.inf, -value)))


def _unit(unit: str, statistic: Statistic, options: Options) -> str:
    if statistic == "simple_maths":
        return f"{unit} ({options.constant:g} per million)"
    return unit


def _notes(sides: Sides, a: np.ndarray, b: np.ndarray, statistic: Statistic) -> np.ndarray:
    note = np.full(len(a), "", dtype=object)
    note[b == 0] = "not in the reference"
    note[a == 0] = "not in the target"
    if statistic != "log_ratio":
        return note
    few = LISTED if sides.reference is None else FEW
    if sides.reference is None or min(map(len, sides.texts)) < stats.MIN_DOCUMENTS:
        return np.array([f"{text}; {few}" if text else few for text in note], dtype=object)
    return note


def evidence(tokens: Tokens, frame: pd.DataFrame, by: str, groups: set[Any], statistic: str) -> pd.DataFrame:
    """Find the lines behind the words listed: a row an occurrence in target or reference."""
    names, codes = tokens.groups(by)
    shown = np.array([*(name in groups for name in names), False])
    items = set(frame["item"])
    listed = np.array([form in items for form in tokens.vocabulary], dtype=bool)
    own = np.flatnonzero(shown[codes] & listed[tokens.form] if len(listed) else shown[codes])
    hits = tokens.places(own)
    hits.insert(0, "measure", statistic)
    hits.insert(1, "item", in_alphabet(tokens)[0][tokens.form[own]])
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[by] = np.array([*names, None], dtype=object)[codes[own]]
    return hits


def describe(
    frame: pd.DataFrame,
    parts: list[Part],
    by: str,
    reference: str,
    statistic: Statistic,
    options: Options,
    min_count: int,
    stop_words: bool,
    outside: bool,
) -> str:
    """Say what was compared, how, and what was left out."""
    other = f"all others with a known {by}" if reference == OTHERS else reference
    targets = [str(target) for target, *_ in parts]
    named = targets[0] if len(targets) == 1 else f"{len(targets):,} groups of {by}"
    rare = parts[0][3] if len(parts) == 1 else sum(part[3] for part in parts)
    if frame.empty:
        return (
            f"No word occurs {min_count} times or more in {named} and {other} together; "
            f"{rare:,} occur less often."
        )
    said = METHODS[statistic].name
    if statistic == "simple_maths":
        said += f", {options.constant:g} per million added"
    elif statistic == "log_odds":
        said += f" of {options.prior_words:g} words"
    elif statistic == "permutation":
        said += f" {options.n_permutations:,} times, seed {options.seed}"
    if not METHODS[statistic].tests:
        said += "; two-cell log-likelihood (Rayson & Garside 2000)"
    if len(parts) == 1:
        n1, n2 = parts[0][1].words
        compared = f"Words of {named} ({n1:,} words) against {other} ({n2:,} words)"
    else:
        compared = f"Words of {named}, each against {other}"
    tests = counted(len(frame), "word") if len(parts) == 1 else f"{len(frame):,} words of all groups"
    sentences = [f"{compared}: {said}, p adjusted over {tests} (Benjamini-Hochberg)."]
    if statistic == "log_ratio":
        sentences.append(
            "Intervals: 95%, by the variance between documents."
            if frame["low"].notna().any()
            else "No intervals: the reference is a list."
            if parts[0][1].reference is None
            else "No intervals: fewer than 8 documents on a side."
        )
    if rare:
        sentences.append(f"Not listed: {counted(rare, 'word')} with fewer than {min_count} occurrences.")
    if not stop_words:
        sentences.append("Function words are not listed.")
    if outside:
        sentences.append("Lines are those of the target alone.")
    return " ".join(sentences)
