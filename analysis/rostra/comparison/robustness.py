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
from rostra.errors import QueryError, demand
from rostra.index.tokens import Tokens
from rostra.measurement import Counts, Measures, Queries, Score, asked, count, describe_words, names_of
from rostra.measurement.grouping import Grouping
from rostra.measurement.scopes import REPORTED, owners_of
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
    measures: Measures | None = None,
    *,
    words: Queries | None = None,
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
    measures : str, Lexicon, Measure, or several of them, optional
        The first is the claim; the others are lexicons (or scorers) that could have served
        as well: `["polarity", "vader"]`.
    words : str or iterable of str, optional
        Queries, as in `rostra.compare`; without measures the first is the claim.
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
    of an actor's statements, or of the documents in which it speaks), and for a score the mean
    of the documents' means, each counted once; each kind of statement alone; copies counted
    once (`rostra.copies.find_copies`); and each document left out in turn.

    `fragile`: without one document the sign changes or less than half of the difference is
    left. `mixed`: some other run changes the sign. `robust`: none does. `too little`: the
    claim itself has no interval. A run whose value cannot be had (too little text), or is 0
    (both sides have a hit in every document), counts neither way, and `about` says how many
    these are.

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
    demand("Tokens", tokens, "robustness")
    chosen = asked(measures, words)
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

    def found() -> pd.DataFrame:
        mine = counts.hits[by].isin(involved) & (counts.hits["measure"] == chosen[0].name)
        return counts.hits[mine].reset_index(drop=True)

    arguments = {
        **names_of(chosen), "by": by, "target": target, "reference": reference,
        "adjust": adjust, "min_words": min_words, "per": per,
    }  # fmt: skip
    about = _about(frame, counts)
    return Result(
        frame[list(ROBUSTNESS_COLUMNS)], found, about, by, "robustness", tokens.corpus, arguments,
        tokens.source,
    )  # fmt: skip


def _runs(
    tokens: Tokens, counts: Counts, pair: Pair, by: str, adjust: str | None, per: int
) -> Iterator[_Run]:
    """Yield every way to make the comparison, the claim first."""
    every = cells_of(counts, cluster="doc_id", adjust=adjust)
    claim = every.measure(0)
    yield _Run("claim", CLAIM, claim, per)
    for place, other in enumerate(counts.measures[1:], start=1):
        yield _Run("lexicon", other.name, every.measure(place), per)
    if isinstance(counts.measures[0], Score):
        yield from _runs_of_score(tokens, counts, claim, per)
    else:
        if tokens.statements is not None:
            own = _Statements(tokens, counts, claim, by)
            yield _Run("unit", "statements with a hit", own.counted_once(), 100, "statements")
            told = [kind for kind in REPORTED if (own.kind == kind).any()]
            for kind in told if len(told) > 1 else ():
                yield _Run("kind", kind, own.of_kind(kind), per)
        yield _Run("unit", "documents with a hit", _of_documents(claim), 100, "documents")
    copies = find_copies(tokens.corpus)
    copied = np.flatnonzero(copies.notna().to_numpy()[counts.documents])
    if len(copied):
        kept = np.setdiff1d(np.arange(len(counts.documents)), copied)
        yield _Run("copies", f"counted once ({len(copied)} left out)", claim.only(kept), per)
    ids = tokens.corpus.documents["doc_id"].to_numpy(dtype=object)[counts.documents]
    for unit in np.flatnonzero(np.abs(claim.exposures[0, pair.groups]).sum(axis=0)):
        yield _Run("document", str(ids[unit]), claim.only(np.delete(np.arange(len(ids)), unit)), per)


def _runs_of_score(tokens: Tokens, counts: Counts, claim: Cells, per: int) -> Iterator[_Run]:
    """Score each kind of statement alone, and let each document count once."""
    score = counts.measures[0]
    assert isinstance(score, Score)
    if tokens.statements is not None:
        group, kinds = Grouping.of(tokens, counts.by).read(score.scope), tokens.labels("kind")
        shape = counts.weights.shape[1:]
        told = [kind for kind in REPORTED if ((kinds == kind) & (group >= 0)).any()]
        for kind in told if len(told) > 1 else ():
            own = np.where(kinds == kind, group, -1)
            known = np.flatnonzero(own >= 0)
            cell = own[known] * shape[1] + tokens.document[known]
            words = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
            tally = score.tally(tokens, own, shape)
            sums, scored, hits, size = (
                part[None][:, :, counts.documents].astype(float)
                for part in (tally.sums, tally.scored, tally.hits, words)
            )
            alone = replace(claim, weights=sums, exposures=scored, hits=hits, words=size)
            yield _Run("kind", kind, alone, per)
    once = (claim.exposures > 0).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.nan_to_num(claim.weights / claim.exposures)
    unit = replace(score, unit=f"{score.unit}, mean of documents")
    alike = replace(claim, measures=(unit,), weights=means, exposures=once)
    yield _Run("unit", "documents, each counted once", alike, per)


def _of_documents(cells: Cells) -> Cells:
    """Count a document once for each group that speaks in it."""
    spoken = (cells.exposures > 0).astype(float)
    return replace(cells, weights=(cells.weights > 0).astype(float), exposures=spoken)


class _Statements:
    """The statements that a measure reads: whose they are, of which kind, in which document."""

    def __init__(self, tokens: Tokens, counts: Counts, claim: Cells, by: str) -> None:
        assert tokens.statements is not None
        self.counts, self.claim = counts, claim
        frame, documents = tokens.statements.frame, tokens.corpus.documents.set_index("doc_id", drop=False)
        column = frame[by] if by in frame.columns else frame["doc_id"].map(documents[by])
        self.kind = frame["kind"].to_numpy(dtype=object)
        self.group = pd.Index(counts.groups).get_indexer(column)
        self.document = documents.index.get_indexer(frame["doc_id"])
        # the statement of each word that the measure reads
        owner = owners_of(tokens, claim.measures[0].scope)
        self.words = owner[owner >= 0]
        mine = (counts.hits["measure"] == claim.measures[0].name).to_numpy(dtype=bool)
        hits = counts.hits[mine]
        self.hit = pd.Index(frame["statement_id"]).get_indexer(hits["statement_id"])
        self.weight = hits["weight"].to_numpy(dtype=float)

    def counted_once(self) -> Cells:
        """Count a statement once, whatever its length."""
        return self._cells(np.unique(self.hit[self.weight > 0]), None, np.unique(self.words))

    def of_kind(self, kind: str) -> Cells:
        """Count the words of one kind of statement."""
        hit = self.kind[self.hit] == kind
        return self._cells(self.hit[hit], self.weight[hit], self.words[self.kind[self.words] == kind])

    def _cells(self, hits: np.ndarray, weights: np.ndarray | None, exposure: np.ndarray) -> Cells:
        """Add up by group and document what is given by its statement."""
        sums = [self._sums(hits, weights), self._sums(exposure, None)]
        read = self.counts.documents
        return replace(self.claim, weights=sums[0][None, :, read], exposures=sums[1][None, :, read])

    def _sums(self, rows: np.ndarray, weights: np.ndarray | None) -> np.ndarray:
        shape = (len(self.counts.groups), len(self.counts.corpus.documents))
        known = self.group[rows] >= 0
        key = (self.group[rows] * shape[1] + self.document[rows])[known]
        values = None if weights is None else weights[known]
        return np.bincount(key, values, minlength=shape[0] * shape[1]).reshape(shape).astype(float)


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
