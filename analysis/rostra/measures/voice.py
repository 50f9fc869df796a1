"""Voice: who gets how much of the text, and in which light the reporting verbs put them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.cautions import ALL_OR_NONE, FEW
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.tokenizing import tokenize
from rostra.result import Result, describe_intervals, leading
from rostra.statements import KINDS, Statements

__all__ = ["share_of_voice", "stances"]


def share_of_voice(
    statements: Statements, *, by: str = "actor", n_boot: int | None = None, seed: int = 0
) -> Result:
    """What share of all the words belongs to each actor, by kind of statement.

    Parameters
    ----------
    statements : Statements
        Who says what.
    by : str
        A column of the statements (`actor`, `speaker`) or of the documents.
    n_boot : int, optional
        Percentile intervals from so many resamples of documents instead; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        One row an actor and kind (`item`: direct, mixed, indirect, speech; narration where
        the column has a value for it): `hits` (words), `exposure` (all words of all
        documents), `value` (their share, 0 to 1), `documents` (in which the actor has
        such words). In `hits` each row is a statement and its weight its words.

    Notes
    -----
    Words of a quotation within a quotation belong to the inner one. The shares of the
    actors do not add up to 1: narration and words credited to nobody are counted in
    `about`. The intervals come from the variation between
    documents, on the logit scale (`rostra.stats.ratio_interval`).

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "It is war.", "who": "A"}, {"text": "No.", "who": "B"}])
    >>> share = rostra.share_of_voice(rostra.attribute(corpus, actor="who"))
    >>> share.frame[["actor", "item", "value"]].values.tolist()
    [['A', 'speech', 0.75], ['B', 'speech', 0.25]]
    """
    demand("Statements", statements, "share_of_voice")
    tokens = tokenize(statements)
    frame = statements.frame
    labels = _labels(statements, by)
    groups, codes = _ordered(labels, np.bincount(tokens.statement, minlength=len(frame)))
    words = np.bincount(tokens.statement, minlength=len(frame))
    kinds = list(KINDS)
    n_documents = len(statements.corpus.documents)
    kind = np.array([kinds.index(name) for name in frame["kind"]], dtype=np.int64)
    place = {doc_id: i for i, doc_id in enumerate(statements.corpus.documents["doc_id"])}
    document = np.array([place[doc_id] for doc_id in frame["doc_id"]], dtype=np.int64)
    known = codes >= 0
    key = (codes[known] * len(kinds) + kind[known]) * n_documents + document[known]
    shape = (len(groups), len(kinds), n_documents)
    cube = np.bincount(key, weights=words[known], minlength=int(np.prod(shape))).reshape(shape)
    exposure = np.bincount(tokens.document, minlength=n_documents).astype(float)
    low, high = stats.interval_of_ratio(cube, exposure, scale="logit", n_boot=n_boot, seed=seed)
    total = int(exposure.sum())
    few = "" if n_boot == 0 or np.count_nonzero(exposure) >= stats.MIN_DOCUMENTS else FEW
    rows = [
        {
            by: groups[g], "measure": "share_of_voice", "item": kinds[k], "value": cube[g, k].sum() / total,
            "low": low[g, k], "high": high[g, k], "unit": "share of all words", "hits": cube[g, k].sum(),
            "exposure": total, "documents": int(np.count_nonzero(cube[g, k])),
            "note": few or (ALL_OR_NONE if n_boot != 0 and np.isnan(low[g, k]) else ""),
        }
        for g in range(len(groups))
        for k in range(len(kinds))
        if cube[g, k].sum() > 0
    ]  # fmt: skip
    table = leading(pd.DataFrame(rows, columns=None if rows else [by]), by)
    shown = np.flatnonzero(known & (words > 0))
    narration = int(words[~known & (frame["kind"] == "narration").to_numpy(dtype=bool)].sum())
    nobody = total - int(words[known].sum()) - narration
    about = f"Shares of all {counted(total, 'word')} of {counted(n_documents, 'document')}."
    if narration or nobody:
        about += f" {narration:,} words are narration, {nobody:,} are somebody's without a known {by}."
    if rows and not few:
        about = " ".join([about, *describe_intervals(n_boot, seed, scale="logit")])
    elif few:
        about += " No intervals: fewer than 8 documents."
    hits = _hits(frame, shown, "share_of_voice", frame["kind"].to_numpy(dtype=object)[shown], words[shown])
    hits[by] = np.array([*groups, None], dtype=object)[codes[shown]]
    settings = {"by": by, "n_boot": n_boot, "seed": seed}
    return Result(table, hits, about, by, "share_of_voice", statements.corpus, settings, statements.source)


def stances(statements: Statements, *, by: str = "actor") -> Result:
    """What share of a speaker's statements is reported with each class of verb.

    Parameters
    ----------
    statements : Statements
        Who says what, with the cues found.
    by : str
        `actor`: how each actor is reported; `source`: how each outlet reports; or any
        other column of the statements or documents.

    Returns
    -------
    Result
        One row a group and class (`item`: neutral, asserting, conceding, doubting, ...):
        `hits` (statements with a cue of that class), `exposure` (statements with a cue),
        `value` (share, 0 to 1), `documents`. `hits` point at the cue.

    Notes
    -----
    The class is that of the cue in `reporting_verbs.toml`: *claim* doubts where *say* does
    not. The pieces of one quotation count once. It is the writer's stance toward the
    speaker, not the speaker's own.

    References
    ----------
    Hyland, K. (2005). Metadiscourse.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": '"It is war," Russia claimed. "It is peace," Poland said.'}])
    >>> verbs = stances(rostra.attribute(corpus))
    >>> verbs.frame.loc[verbs.frame["hits"] > 0, ["actor", "item", "value"]].values.tolist()
    [['Poland', 'neutral', 1.0], ['Russia', 'doubting', 1.0]]
    """
    demand("Statements", statements, "stances")
    frame = statements.frame
    labels = _labels(statements, by)
    cued = (frame["stance"].notna() & (frame["kind"] != "narration")).to_numpy(dtype=bool)
    # pieces of one quotation count once; what is nested in it is another speaker's
    quotation = frame["quotation_id"].where(frame["parent"].isna(), frame["statement_id"])
    named = quotation.notna().to_numpy(dtype=bool)
    cued &= ~(quotation.where(pd.Series(cued, index=frame.index)).duplicated().to_numpy() & named)
    groups, codes = _ordered(labels, cued.astype(np.int64))
    rows = np.flatnonzero(cued & (codes >= 0))
    stance = frame["stance"].to_numpy(dtype=object)
    classes = sorted({stance[row] for row in rows}, key=lambda name: (name != "neutral", name))
    table = []
    for code, group in enumerate(groups):
        own = rows[codes[rows] == code]
        for name in classes:
            found = own[stance[own] == name]
            table.append({
                by: group, "measure": "stance", "item": name, "value": len(found) / len(own),
                "unit": "share of statements with a cue", "hits": len(found), "exposure": len(own),
                "documents": frame["doc_id"].iloc[found].nunique(), "note": "",
            })  # fmt: skip
    quotations = frame.loc[frame["kind"] != "narration"]
    single = quotation[quotations.index].isna() | ~quotation[quotations.index].duplicated()
    without = int(single.sum()) - int(cued.sum())
    about = f"Class of the reporting verb, as share of {len(rows):,} statements with a cue."
    nobody = int(cued.sum()) - len(rows)
    if without:
        about += f" {counted(without, 'statement')} {'has' if without == 1 else 'have'} no cue."
    if nobody:
        have = "has" if nobody == 1 else "have"
        about += f" {counted(nobody, 'statement')} with a cue {have} no known {by}."
    hits = _hits(frame, rows, "stance", stance[rows], np.ones(len(rows)))
    placed = frame["cue_start"].notna().to_numpy(dtype=bool)[rows]
    for name in ("start", "end"):
        cue = frame[f"cue_{name}"].fillna(0).to_numpy(dtype=np.int64)[rows]
        hits[name] = np.where(placed, cue, hits[name])
    hits["entry"] = frame["cue"].array.take(rows)
    hits[by] = np.array([*groups, None], dtype=object)[codes[rows]]
    return Result(
        leading(pd.DataFrame(table, columns=None if table else [by]), by), hits, about, by, "stances",
        statements.corpus, {"by": by}, statements.source,
    )  # fmt: skip


def _labels(statements: Statements, by: str) -> list[Any]:
    """Return, for each statement, its value in a column of the statements or of its document."""
    frame, documents = statements.frame, statements.corpus.documents
    if by in frame.columns:
        column = frame[by]
    elif by in documents.columns:
        column = documents.set_index("doc_id")[by].reindex(frame["doc_id"])
    else:
        known = [name for name in dict.fromkeys([*frame.columns, *documents.columns]) if name != "text"]
        raise QueryError(unknown("column", by, known))
    return [None if missing else value for value, missing in zip(column, column.isna(), strict=True)]


def _ordered(labels: list[Any], sizes: np.ndarray) -> tuple[list[Any], np.ndarray]:
    """Return the values that have anything, largest first, and the place of each label among them."""
    totals: dict[Any, int] = {}
    for label, size in zip(labels, sizes.tolist(), strict=True):
        if label is not None and size:
            totals[label] = totals.get(label, 0) + size
    groups = sorted(totals, key=lambda name: (-totals[name], str(name)))
    place = {name: i for i, name in enumerate(groups)}
    return groups, np.array([place.get(label, -1) for label in labels], dtype=np.int64)


def _hits(
    frame: pd.DataFrame, rows: np.ndarray, measure: str, items: np.ndarray, weights: np.ndarray
) -> pd.DataFrame:
    chosen = frame.iloc[rows].reset_index(drop=True)
    return pd.DataFrame({
        "measure": measure, "item": pd.array(list(items), dtype="string"), "doc_id": chosen["doc_id"],
        "statement_id": chosen["statement_id"], "start": chosen["start"], "end": chosen["end"],
        "entry": pd.array([pd.NA] * len(rows), dtype="string"), "weight": weights.astype(float),
        "negated": np.zeros(len(rows), dtype=bool), "actor": chosen["actor"], "speaker": chosen["speaker"],
        "kind": chosen["kind"],
    })  # fmt: skip
