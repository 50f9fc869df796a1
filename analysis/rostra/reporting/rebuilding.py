"""Rebuilding: every number of a ledger made again from its counts, without the texts.

What is measured, compared, followed over time and evaluated is computed by the verbs
themselves, which take kept counts in place of words. The rest are sums and intervals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.actors import load_actors
from rostra.comparison import compare
from rostra.corpus import Corpus
from rostra.evaluation import evaluations
from rostra.index import tokenize
from rostra.measurement import Counts, measure
from rostra.measures.rhetoric import Measure
from rostra.reporting.entries import named_by

__all__ = ["dense", "rebuilt", "side_of"]

Number = dict[str, float]  # the columns of a row that could be computed


def rebuilt(ledger: dict[str, Any]) -> dict[str, list[Number]]:
    """Compute every number of a ledger from its counts.

    Parameters
    ----------
    ledger : dict
        What `rostra.reporting.ledger.ledger` wrote.

    Returns
    -------
    dict of str to list of dict
        For each result one dict a row, in its order: the columns that the counts give (`value`,
        `low`, `high`, `p`, ...); NaN where the rules give no number.
    """
    made = {}
    for name, result in ledger["results"].items():
        if ledger["made_by"] == "report":
            made[name] = list(_plain_sums(ledger, result))
        elif name in ("rates", "trend", "gaps", "evaluated"):
            made[name] = _by_verb(ledger, name, result)
        else:
            made[name] = list(_SUMS[name](ledger, result))
    return made


def dense(ledger: dict[str, Any], number: int) -> np.ndarray:
    """Return a vector of a ledger with a place for every document.

    Parameters
    ----------
    ledger : dict
        The ledger.
    number : int
        Which vector.

    Returns
    -------
    numpy.ndarray
        One value a document, 0 where the vector has none.
    """
    rows, values = ledger["vectors"][number]
    full = np.zeros(len(ledger["documents"]))
    full[rows] = values
    return full


def side_of(ledger: dict[str, Any], side: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return hits and exposure of one side of a number, by document.

    Parameters
    ----------
    ledger : dict
        The ledger.
    side : list
        The vectors that add up to the hits, and to the exposure.

    Returns
    -------
    hits, exposure : numpy.ndarray
        One value a document.
    """
    empty = np.zeros(len(ledger["documents"]))
    hits, exposure = (sum((dense(ledger, one) for one in part), empty) for part in side)
    return hits, exposure


def _by_verb(ledger: dict[str, Any], name: str, result: dict[str, Any]) -> list[Number]:
    counts = _counts(ledger, "actor" if name == "evaluated" else ledger["by"])
    given = result["parameters"]
    if name == "evaluated":
        made = evaluations(None, tokens=_linked(ledger, counts, result), **given)
    else:
        verb: Any = compare if name == "gaps" else measure
        made = verb(
            counts,
            [one.name for one in counts.measures],
            **_without(given, "measures", "words", "own_lexicons"),
        )
    frame = made.frame
    columns = [c for c in frame.columns if c in result["columns"] and _is_number(frame[c])]
    keys = _row_names(ledger, result, result["rows"], result["columns"])
    texts = [[None if pd.isna(v) else str(v) for v in frame[c]] for c in result["columns"] if c in frame]
    head = [c for c in result["columns"] if c in frame]
    rows = [list(row) for row in zip(*texts, strict=True)]
    place = {key: i for i, key in enumerate(_row_names(ledger, result, rows, head))}
    values = {c: frame[c].astype("Float64").to_numpy(dtype=float, na_value=np.nan) for c in columns}
    return [{c: float(values[c][place[key]]) for c in columns} if key in place else {} for key in keys]


def _row_names(
    ledger: dict[str, Any], result: dict[str, Any], rows: list[list[Any]], columns: list[str]
) -> Iterator[tuple[Any, ...]]:
    places = [columns.index(name) for name in named_by(result["by"], columns)]
    for row in rows:
        yield tuple(row[place] for place in places)


def _counts(ledger: dict[str, Any], by: str) -> Counts:
    """Make the counts of a column again, with texts of which nothing but id and date is known."""
    documents = pd.DataFrame({
        "doc_id": pd.array([row[0] for row in ledger["documents"]], dtype="string"),
        "text": "",
        "date": pd.array([row[3] for row in ledger["documents"]], dtype="string"),
        "source": pd.NA, "title": pd.NA, "body_start": 0,
    })  # fmt: skip
    tokens = tokenize(Corpus(documents, load_actors(gazetteer=False), ledger["name"]))
    base = ledger["bases"][by]
    measures = tuple(_measure(name, *about) for name, about in ledger["measures"].items())
    shape = (len(base["groups"]), len(documents))
    exposures = {
        scope: np.array([dense(ledger, one) for one in base[scope]]).reshape(shape).astype(np.int64)
        for scope in ("act", "style")
    }
    weights = np.zeros((len(measures), *shape))
    rates = ledger["results"]["rates"]
    if by == ledger["by"]:
        place = {one.name: i for i, one in enumerate(measures)}
        group = {name: i for i, name in enumerate(base["groups"])}
        at = [rates["columns"].index(name) for name in ("measure", by)]
        for row, sides in zip(rates["rows"], rates["sides"], strict=True):
            weights[place[row[at[0]]], group[row[at[1]]]], _ = side_of(ledger, sides[0])
    none = pd.DataFrame({
        name: pd.Series(dtype=kind)
        for name, kind in (("measure", "string"), (by, "string"), ("weight", "float"), ("negated", "bool"))
    })  # fmt: skip
    nowhere = np.zeros(0, dtype=np.int64)
    return Counts(
        tokens, by, base["groups"], measures, weights, exposures, lambda: none, nowhere, dict(base["words"])
    )


def _linked(ledger: dict[str, Any], counts: Counts, result: dict[str, Any]) -> Counts:
    """Add the hits of evaluations, whose target their row names: one a document, of their joint weight."""
    from dataclasses import replace

    at = [result["columns"].index(name) for name in ("actor", "item", "measure")]
    rows, documents = [], []
    for row, sides in zip(result["rows"], result["sides"], strict=True):
        hits, _ = side_of(ledger, sides[0])
        for document in np.flatnonzero(hits).tolist():
            rows.append([*(row[i] for i in at), hits[document]])
            documents.append(document)
    found = pd.DataFrame(rows, columns=["actor", "target", "measure", "weight"])
    return replace(counts, evidence=lambda: found, hit_document=np.array(documents, dtype=np.int64))


def _measure(name: str, scope: str, unit: str, status: str, _: str) -> Measure:
    def find(tokens: Any) -> pd.DataFrame:
        raise AssertionError("kept counts are not looked for")

    return Measure(name, name, "", "", scope, "keep", status, unit, find)


def _without(given: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in names}


def _is_number(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column))


def _plain_sums(ledger: dict[str, Any], result: dict[str, Any]) -> Iterator[Number]:
    """What any result tells of itself: hits from those of its documents, rates and differences from these."""
    for row, sides in zip(result["rows"], result["sides"], strict=True):
        cells = dict(zip(result["columns"], row, strict=True))
        made: Number = {}
        if result["summed"]:
            names = ("hits",) if len(sides) == 1 else ("target_hits", "reference_hits")
            made |= {name: side_of(ledger, side)[0].sum() for name, side in zip(names, sides, strict=True)}
        if result["kind"] == "compare" and cells["value"] is not None:
            made["value"] = float(cells["target_value"]) - float(cells["reference_value"])
        per = re.fullmatch(r"hits per ([\d,]+) words", str(cells.get("unit")))
        if result["kind"] == "measure" and per and cells["value"] is not None:
            made["value"] = float(cells["hits"]) / float(cells["exposure"]) * int(per[1].replace(",", ""))
        yield made


# Sums -----------------------------------------------------------------------------------------------------


def _ratios(ledger: dict[str, Any], result: dict[str, Any]) -> Iterator[Number]:
    """Shares and means: the sum of the hits over that of the exposure."""
    for sides in result["sides"]:
        hits, exposure = side_of(ledger, sides[0])
        yield {"value": hits.sum() / exposure.sum() if exposure.sum() else np.nan}


def _intervals(ledger: dict[str, Any], result: dict[str, Any]) -> Iterator[Number]:
    """The same, with the interval of a ratio over the documents that anybody has words in."""
    pairs = [side_of(ledger, sides[0]) for sides in result["sides"]]
    if not pairs:
        return
    hits, exposure = (np.stack(part) for part in zip(*pairs, strict=True))
    read = exposure.sum(axis=0) > 0 if result["kind"] == "sentiment" else np.ones(hits.shape[1], dtype=bool)
    options = {name: result["parameters"][name] for name in ("n_boot", "seed")}
    scale: stats.Scale = "linear" if result["kind"] == "sentiment" else "logit"
    low, high = stats.interval_of_ratio(hits[:, read], exposure[:, read], scale=scale, **options)
    nothing = np.abs(hits).sum(axis=1) == 0
    low, high = np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = hits.sum(axis=1) / exposure.sum(axis=1)
    for row in zip(value, low, high, strict=True):
        yield dict(zip(("value", "low", "high"), map(float, row), strict=True))


def _key_words(ledger: dict[str, Any], result: dict[str, Any]) -> Iterator[Number]:
    at = result["columns"].index(result["by"])
    adjusted: dict[str, dict[tuple[int, int], float]] = {}
    for group, (a, b) in result["tested"].items():
        own = next((s for r, s in zip(result["rows"], result["sides"], strict=True) if r[at] == group), None)
        if own is not None:
            n1, n2 = (side_of(ledger, side)[1].sum() for side in own)
            p = stats.adjust_p(stats.chi_squared_p(stats.log_likelihood(a, b, n1, n2)))
            adjusted[group] = dict(zip(zip(a, b, strict=True), p.tolist(), strict=True))
    for row, sides in zip(result["rows"], result["sides"], strict=True):
        (t, x), (r, y) = (side_of(ledger, side) for side in sides)
        value, low, high = (float(part) for part in stats.log_ratio_by_document(t, x, r, y))
        likelihood = float(stats.log_likelihood(t.sum(), r.sum(), x.sum(), y.sum()))
        yield {
            "value": value, "low": low, "high": high, "log_likelihood": likelihood,
            "p": float(stats.chi_squared_p(likelihood)),
            "p_adjusted": adjusted.get(row[at], {}).get((int(t.sum()), int(r.sum())), np.nan),
            "target_hits": t.sum(), "reference_hits": r.sum(),
            "target_exposure": x.sum(), "reference_exposure": y.sum(),
        }  # fmt: skip


_SUMS: dict[str, Any] = {
    "voice": _intervals,
    "moods": _intervals,
    "stances": _ratios,
    "keys": _key_words,
}
