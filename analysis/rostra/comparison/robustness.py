"""Robustness: whether a claim about two actors survives other lexicons, units, kinds and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from rostra.comparison.cells import Cells, Pair, cells_of, pairs_of
from rostra.comparison.estimates import Settings, compared
from rostra.copies import find_copies
from rostra.corpus import counted
from rostra.errors import QueryError
from rostra.index.tokens import Tokens, tokenize
from rostra.measurement import Counts, Measures, count, describe_words
from rostra.measures.rhetoric import resolve
from rostra.result import Result

__all__ = ["ROBUSTNESS_COLUMNS", "robustness"]

ROBUSTNESS_COLUMNS = (
    "target", "reference", "measure", "item", "value", "low", "high", "unit", "ratio", "check", "same_sign",
    "share_kept", "target_hits", "target_exposure", "reference_hits", "reference_exposure", "documents",
    "note", "verdict",
)  # fmt: skip
CLAIM = "as claimed"
# Without a document the difference keeps less than this share of itself: it rests on that document.
HALF = 0.5


@dataclass(frozen=True)
class _Run:
    """One way to make the comparison."""

    check: str
    item: str
    cells: Cells
    per: int = 1000
    unit: str = "words"


def robustness(
    tokens: Tokens,
    measures: Measures,
    *,
    by: str = "actor",
    target: Any = None,
    reference: Any = None,
    adjust: str | None = None,
    min_words: int = 100,
    per: int = 1000,
) -> Result:
    """Whether a difference between two actors survives other choices that could have been made.

    Parameters
    ----------
    tokens : Tokens
        The words.
    measures : str, Lexicon, Measure, or several of them
        The first is the claim; the others are lexicons that could have served as well.
    by, target, reference : object
        As in `rostra.compare`; the sides must be one pair.
    adjust : str, optional
        As in `rostra.compare`, in every run.
    min_words : int
        Words that either side must have.
    per : int
        Words to which a rate refers.

    Returns
    -------
    Result
        One row a run: `check` (`claim`, `lexicon`, `unit`, `kind`, `copies`, `document`),
        `item` (what was done otherwise), `value` with `low` and `high`, `ratio` (rate over
        rate: the same scale in every unit), `same_sign` (as the claim; NA where the run has
        no value, or finds no difference at all), `share_kept` (difference over that of the
        claim, where units are the same) and, on the row of the claim, `verdict`: `robust`,
        `mixed`, `fragile` or `too little`. Within a check, runs that move the claim most
        come first.

    Raises
    ------
    rostra.errors.QueryError
        Where the sides are not one pair.

    Notes
    -----
    The runs: each other lexicon; statements and documents with a hit instead of words (share
    of an actor's statements, or of the documents in which it speaks); each kind of statement
    alone; copies counted once (`rostra.copies.find_copies`); and each document left out in
    turn. `fragile`: without one document the sign changes or less than half of the difference
    is left. `mixed`: some other run changes the sign. `robust`: none does. `too little`: the
    claim itself has no interval. A run whose value cannot be had (too little text), or
    is 0 (both sides have a hit in every document), counts neither way, and `about` says how
    many these are.

    Runs are not independent tests, and their share is no probability: it says how much the
    claim hangs on choices.

    References
    ----------
    Steegen, S. et al. (2016). Increasing transparency through a multiverse analysis.
    Perspectives on Psychological Science 11(5), 702-712.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> held = robustness(words, "hedging", target="Tolmeny", reference="Corsandia")
    >>> held.frame["verdict"].iloc[0]
    'robust'
    """
    chosen = resolve(measures)
    counts = count(tokens, list(chosen), by=by)
    if len(counts.groups) < 2:
        raise QueryError(
            f"robustness compares two values of {by!r}; there are {len(counts.groups)} with words."
        )
    pairs = pairs_of(counts.groups, by, target, reference, each=False)
    if len(pairs) != 1:
        raise QueryError(
            f"robustness asks of one pair, and here are {len(pairs)}. Name a target: "
            f"{', '.join(str(group) for group in counts.groups)}."
        )
    settings = Settings(min_words, None, 0, 0, per, adjust)
    runs = list(_runs(tokens, counts, pairs[0], by, adjust, per))
    frame = pd.concat([_row(run, counts.groups, pairs[0], settings) for run in runs], ignore_index=True)
    frame = _judged(frame)
    involved = [counts.groups[place] for place in pairs[0].groups]
    found = counts.hits[(counts.hits[by].isin(involved)) & (counts.hits["measure"] == chosen[0].name)]
    arguments = {
        "measures": [one.name for one in chosen], "by": by, "target": target, "reference": reference,
        "adjust": adjust, "min_words": min_words, "per": per,
    }  # fmt: skip
    about = _about(frame, counts)
    return Result(
        frame[list(ROBUSTNESS_COLUMNS)], found.reset_index(drop=True), about, by, "robustness", tokens.corpus,
        arguments,
    )  # fmt: skip


def _runs(
    tokens: Tokens, counts: Counts, pair: Pair, by: str, adjust: str | None, per: int
) -> Iterator[_Run]:
    """Yield every way to make the comparison, the claim first."""
    every = cells_of(counts, cluster="doc_id", adjust=adjust)
    claim = _measure(every, 0)
    yield _Run("claim", CLAIM, claim, per)
    for place, other in enumerate(counts.measures[1:], start=1):
        yield _Run("lexicon", other.name, _measure(every, place), per)
    name = counts.measures[0].name
    if tokens.statements is not None:
        yield _Run(
            "unit", "statements with a hit", _of_statements(tokens, counts, claim, by), 100, "statements"
        )
        kinds = tokens.statements.frame["kind"]
        for kind in [kind for kind in ("direct", "mixed", "indirect", "speech") if (kinds == kind).any()]:
            if (kinds[kinds != "narration"] != kind).any():
                yield from _again(tokenize(_only(tokens, kind)), counts, name, by, adjust, per, "kind", kind)
    yield _Run("unit", "documents with a hit", _of_documents(claim), 100, "documents")
    copies = find_copies(tokens.corpus)
    copied = np.flatnonzero(copies.notna().to_numpy()[counts.documents])
    if len(copied):
        kept = np.setdiff1d(np.arange(len(counts.documents)), copied)
        yield _Run("copies", f"counted once ({len(copied)} left out)", claim.only(kept), per)
    ids = tokens.corpus.documents["doc_id"].to_numpy(dtype=object)[counts.documents]
    for unit in np.flatnonzero(np.abs(claim.exposures[0, pair.groups]).sum(axis=0)):
        yield _Run("document", str(ids[unit]), claim.only(np.delete(np.arange(len(ids)), unit)), per)


def _measure(cells: Cells, place: int) -> Cells:
    """Keep one measure."""
    rows = slice(place, place + 1)
    return replace(
        cells,
        measures=cells.measures[rows], weights=cells.weights[rows], exposures=cells.exposures[rows],
    )  # fmt: skip


def _of_documents(cells: Cells) -> Cells:
    """Count a document once for each group that speaks in it."""
    spoken = (cells.exposures > 0).astype(float)
    return replace(cells, weights=(cells.weights > 0).astype(float), exposures=spoken)


def _of_statements(tokens: Tokens, counts: Counts, claim: Cells, by: str) -> Cells:
    """Count a statement once, whatever its length."""
    assert tokens.statements is not None
    frame = tokens.statements.frame
    documents = tokens.corpus.documents["doc_id"].tolist()
    place = {doc_id: row for row, doc_id in enumerate(documents)}
    group = {value: row for row, value in enumerate(counts.groups)}
    column = (
        frame[by]
        if by in frame.columns
        else frame["doc_id"].map(tokens.corpus.documents.set_index("doc_id")[by])
    )
    scope = claim.measures[0].scope
    told = ("direct", "mixed", "speech") if scope == "style" else ("direct", "mixed", "speech", "indirect")
    own = frame["kind"].isin(told).to_numpy() & column.isin(counts.groups).to_numpy()
    hit = set(counts.hits.loc[
        (counts.hits["measure"] == claim.measures[0].name) & (counts.hits["weight"] > 0), "statement_id"
    ])  # fmt: skip
    shape = (len(counts.groups), len(documents))
    exposures, weights = np.zeros(shape), np.zeros(shape)
    rows = zip(frame["statement_id"], frame["doc_id"], column, strict=True)
    for keep, (statement, doc_id, value) in zip(own, rows, strict=True):
        if keep:
            cell = group[value], place[doc_id]
            exposures[cell] += 1
            weights[cell] += statement in hit
    read = counts.documents
    return replace(claim, weights=weights[None, :, read], exposures=exposures[None, :, read])


def _only(tokens: Tokens, kind: str) -> Any:
    """Statements in which only one kind is somebody's; the others become narration."""
    assert tokens.statements is not None
    frame = tokens.statements.frame.copy()
    other = ~frame["kind"].isin([kind, "narration"])
    frame.loc[other, "kind"] = "narration"
    return replace(tokens.statements, frame=frame)


def _again(
    tokens: Tokens, counts: Counts, name: str, by: str, adjust: str | None, per: int, check: str, item: str
) -> Iterator[_Run]:
    """Count anew, and put the groups where the claim has them."""
    chosen = [one for one in counts.measures if one.name == name]
    again = count(tokens, chosen, by=by)
    cells = cells_of(again, cluster="doc_id", adjust=adjust)
    shape = (1, len(counts.groups), cells.weights.shape[2])
    weights, exposures = np.zeros(shape), np.zeros(shape)
    for place, group in enumerate(again.groups):
        if group in counts.groups:
            home = counts.groups.index(group)
            weights[:, home], exposures[:, home] = cells.weights[:, place], cells.exposures[:, place]
    yield _Run(check, item, replace(cells, groups=counts.groups, weights=weights, exposures=exposures), per)


def _row(run: _Run, groups: list[Any], pair: Pair, settings: Settings) -> pd.DataFrame:
    least = settings.min_words if run.unit == "words" else 1
    own = replace(settings, min_words=least, per=run.per, unit=run.unit)
    return compared(run.cells, pair, own).assign(check=run.check, item=run.item)


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    """Hold every run against the claim, sort the runs, and name the verdict."""
    claim = frame.iloc[0]
    value = frame["value"].astype("Float64")
    sign = np.sign(value) * np.sign(claim["value"])
    frame["same_sign"] = (sign > 0).astype("boolean").where(value.notna() & (sign != 0), pd.NA)
    alike = frame["unit"] == claim["unit"]
    frame["share_kept"] = (value / claim["value"]).where(alike) if claim["value"] else pd.NA
    order = {
        name: place for place, name in enumerate(("claim", "lexicon", "unit", "kind", "copies", "document"))
    }
    frame["_check"] = frame["check"].map(order)
    frame["_kept"] = frame["share_kept"].astype("Float64").fillna(0).where(frame["check"] == "document", 0)
    frame = frame.sort_values(["_check", "_kept"], kind="stable", ignore_index=True)
    frame["verdict"] = pd.Series([_verdict(frame), *[pd.NA] * (len(frame) - 1)], dtype="string")
    for name in ("target", "reference", "measure", "item", "unit", "note", "check"):
        frame[name] = frame[name].astype("string")
    for name in ("value", "low", "high", "ratio", "share_kept"):
        frame[name] = frame[name].astype("Float64")
    return frame


def _verdict(frame: pd.DataFrame) -> str:
    claim = frame.iloc[0]
    if pd.isna(claim["value"]) or pd.isna(claim["low"]) or claim["value"] == 0:
        return "too little"
    left_out = frame[frame["check"] == "document"]
    if (left_out["share_kept"] < HALF).any():
        return "fragile"
    return "robust" if frame["same_sign"].fillna(True).all() else "mixed"


def _about(frame: pd.DataFrame, counts: Counts) -> str:
    claim = frame.iloc[0]
    others = frame.iloc[1:]
    known = others[others["same_sign"].notna()]
    parts = [
        f"{claim['target']} against {claim['reference']}, {claim['measure']}: the sign stays in "
        f"{int(known['same_sign'].sum()):,} of {counted(len(known), 'run')} that find a difference."
    ]
    alike = known[known["unit"] == claim["unit"]]["value"]
    if len(alike):
        parts.append(
            f"The difference is {claim['value']:.2f} {claim['unit']}, and between {alike.min():.2f} and "
            f"{alike.max():.2f} in the runs of that unit."
        )
    left_out = known[known["check"] == "document"]
    if len(left_out):
        moved = left_out.loc[(left_out["value"] - claim["value"]).abs().idxmax()]
        parts.append(f"The document that matters most is {moved['item']}: without it, {moved['value']:.2f}.")
    if len(others) - len(known):
        parts.append(f"{counted(len(others) - len(known), 'run')} without a value or a difference.")
    return " ".join([*parts, describe_words(counts)])
