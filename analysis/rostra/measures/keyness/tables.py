"""Tables: the rows of a list of key words, the lines behind them, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.cautions import FEW, LISTED, NOT_IN_REFERENCE, NOT_IN_TARGET
from rostra.corpus import counted
from rostra.index.columns import Columns
from rostra.index.sides import Sides
from rostra.index.tokens import Tokens
from rostra.index.word_counts import in_alphabet, ranked
from rostra.measures.keyness.references import OTHERS
from rostra.measures.keyness.statistics import METHODS, Options, Statistic
from rostra.result import leading

__all__ = ["describe", "evidence", "table"]


@dataclass(frozen=True)
class Compared:
    """What is said of one target: its name, the words on both sides, how many were too rare."""

    target: Any
    words: tuple[int, int]
    rare: int


def table(
    parts: Iterable[tuple[Any, Sides]],
    vocabulary: np.ndarray,
    by: str,
    reference: str,
    statistic: Statistic,
    options: Options,
    *,
    most: int,
    min_count: int,
    hidden: np.ndarray | None = None,
) -> tuple[pd.DataFrame, list[Compared]]:
    """Compute every number of every word listed, the words of one target after those of another.

    The sides of one target are forgotten before those of the next are made, to bound memory.
    """
    rows, compared, notes = Columns(most), [], []
    for target, sides in parts:
        together = sides.hits[0] + sides.hits[1]
        listed = together >= max(min_count, 1)
        rare = int(np.count_nonzero(together) - np.count_nonzero(listed))
        if hidden is not None:
            listed &= ~hidden
        rows.add(**_numbers(sides, np.flatnonzero(listed), statistic, options))
        compared.append(Compared(target, sides.words, rare))
        notes.extend(_notes(sides, statistic))
    here = rows.numbered([one.words[0] for one in compared])
    part = rows.numbered(range(len(compared)))
    targets, found = [one.target for one in compared], rows.arrays

    def named(text: str) -> Any:
        return pd.array([text], dtype="string").repeat(len(rows))

    def given(name: str, kind: str) -> Any:
        if name in found:
            return pd.array(found[name], dtype=kind)
        return pd.array([pd.NA], dtype=kind).repeat(len(rows))

    reference_documents = found.get("reference_documents")
    # the columns that every result leads with are made as `leading` would have them
    frame = pd.DataFrame(
        {
            by: rows.repeated(targets),
            "measure": named(statistic), "item": pd.array(vocabulary, dtype="string").take(found["item"]),
            "value": given("value", "Float64"), "low": given("low", "Float64"),
            "high": given("high", "Float64"),
            "unit": named(_unit(METHODS[statistic].unit, statistic, options)),
            "hits": given("target_hits", "Float64"), "exposure": pd.array(here, dtype="Int64"),
            "documents": given("target_documents", "Int64"),
            "note": pd.array(notes, dtype="string").take(3 * part + found["note"]),
            "target": rows.repeated(list(map(str, targets))),
            "reference": rows.repeated([reference] * len(compared)),
            "log_likelihood": found["log_likelihood"], "p": found["p"],
            "p_adjusted": stats.adjust_p(found["p"]),
            "target_hits": found["target_hits"], "reference_hits": found["reference_hits"],
            "target_exposure": here,
            "reference_exposure": rows.numbered([one.words[1] for one in compared]),
            "target_documents": found["target_documents"],
            "reference_documents": given("reference_documents", "Int64")
            if reference_documents is None else reference_documents,
        },
        copy=False,
    )  # fmt: skip
    if "z" in found:
        frame["z"] = found["z"]
    return leading(frame, by), compared


def _numbers(
    sides: Sides, items: np.ndarray, statistic: Statistic, options: Options
) -> dict[str, np.ndarray]:
    """Compute what differs from word to word of one target, in the order of its rows."""
    a, b = (hits[items] for hits in sides.hits)
    scores = METHODS[statistic].compute(sides, items, options)
    likelihood = stats.log_likelihood(a, b, *sides.words)
    here, there = sides.documents
    found = {
        "item": items, "value": _finite(scores.value), "low": _finite(scores.low),
        "high": _finite(scores.high), "note": np.where(a == 0, 2, np.where(b == 0, 1, 0)),
        "log_likelihood": likelihood, "p": stats.chi_squared_p(likelihood) if scores.p is None else scores.p,
        "target_hits": a.astype(np.int64), "reference_hits": b.astype(np.int64),
        "target_documents": here[items], "reference_documents": None if there is None else there[items],
        "z": scores.z,
    }  # fmt: skip
    by_evidence = likelihood if statistic == "log_ratio" else scores.value
    order = ranked(by_evidence, sides.alphabet[items])
    return {name: values.take(order) for name, values in found.items() if values is not None}


def _finite(values: np.ndarray | None) -> np.ndarray | None:
    return None if values is None else np.where(np.isinf(values), np.nan, values)


def _unit(unit: str, statistic: Statistic, options: Options) -> str:
    if statistic == "simple_maths":
        return f"{unit} ({options.constant:g} per million)"
    return unit


def _notes(sides: Sides, statistic: Statistic) -> list[str]:
    """Say what is to be noted of a word that both sides have, the target alone, the reference alone."""
    said = ["", NOT_IN_REFERENCE, NOT_IN_TARGET]
    unsure = sides.reference is None or min(map(len, sides.texts)) < stats.MIN_DOCUMENTS
    if statistic != "log_ratio" or not unsure:
        return said
    few = LISTED if sides.reference is None else FEW
    return [f"{text}; {few}" if text else few for text in said]


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
    compared: list[Compared],
    by: str,
    reference: str,
    statistic: Statistic,
    options: Options,
    min_count: int,
    stop_words: bool,
    outside: bool,
    listed: bool,
) -> str:
    """Say what was compared, how, and what was left out."""
    other = f"all others with a known {by}" if reference == OTHERS else reference
    targets = [str(one.target) for one in compared]
    named = targets[0] if len(targets) == 1 else f"{len(targets):,} groups of {by}"
    rare = sum(one.rare for one in compared)
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
    if len(compared) == 1:
        n1, n2 = compared[0].words
        which = f"Words of {named} ({n1:,} words) against {other} ({n2:,} words)"
    else:
        which = f"Words of {named}, each against {other}"
    tests = counted(len(frame), "word") if len(compared) == 1 else f"{len(frame):,} words of all groups"
    sentences = [f"{which}: {said}, p adjusted over {tests} (Benjamini-Hochberg)."]
    if statistic == "log_ratio":
        sentences.append(
            "Intervals: 95%, by the variance between documents."
            if frame["low"].notna().any()
            else "No intervals: the reference is a list."
            if listed
            else "No intervals: fewer than 8 documents on a side."
        )
    if rare:
        sentences.append(f"Not listed: {counted(rare, 'word')} with fewer than {min_count} occurrences.")
    if not stop_words:
        sentences.append("Function words are not listed.")
    if outside:
        sentences.append("Lines are those of the target alone.")
    return " ".join(sentences)
