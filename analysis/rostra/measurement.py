"""Measurement: how often, in whose words, how sure, and where to read it.

A rate is weighted hits over words. Whose words are read depends on the measure: one
of style reads the speaker's own wording only (quoted words and speeches), one of what
is done reads indirect speech and its cue too. Hits and words are always taken from the
same stretch of text, so that `sum(hits.weight) / exposure * per` is the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from rostra import stats
from rostra.errors import QueryError, unknown
from rostra.index.tokens import Tokens, plain, tokenize
from rostra.lexicon import Lexicon
from rostra.marks import quoted_spans
from rostra.measures.rhetoric import Measure, known_measures, resolve
from rostra.result import Result, leading

__all__ = ["Counts", "Measures", "Period", "count", "hits", "measure"]

Measures = str | Lexicon | Measure | Iterable[str | Lexicon | Measure]
Period = Literal["day", "week", "month", "year"]

TOO_LITTLE = "too little text"
FEW = f"fewer than {stats.MIN_DOCUMENTS} documents: no interval"
NO_HITS = "no hits: no interval"
OWN_WORDS = ("direct", "speech")  # kinds of statement that are the speaker's wording throughout
REPORTED = (*OWN_WORDS, "mixed", "indirect")  # kinds that are the speaker's words in any way
# Resampling is done for about this many cells (rate x document) at a time.
_BLOCK = 4_000_000


def measure(
    tokens: Tokens,
    measures: Measures,
    *,
    by: str = "actor",
    over: Period | None = None,
    min_words: int = 100,
    n_boot: int = 2000,
    seed: int = 0,
    per: int = 1000,
) -> Result:
    """How often each group does, or says, what a measure counts, in a thousand of its words.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, only what is somebody's words is read. Narration is not.
    measures : str, Lexicon, Measure, or several of them
        Names of `rostra.measures.rhetoric.MEASURES`, or lexicons of one's own.
    by : str
        A column of the statements or documents: `actor`, `speaker`, `source`.
    over : {"day", "week", "month", "year"}, optional
        Measure each period by itself; adds the column `period`.
    min_words : int
        Words a group must have in the scope of a measure for a value to be shown.
    n_boot : int
        Resamples behind each interval; 0 for none.
    seed : int
        Seed of the resamples.
    per : int
        Words to which a rate refers.

    Returns
    -------
    Result
        One row a measure and group (and period): `value` with `low` and `high` (95%),
        `hits` (sum of their weights), `exposure` (words), `documents` (in which the group
        has words), `note`, `status` of the measure. Groups with most words come first.

    Notes
    -----
    :math:`\\sum_d h_d / \\sum_d x_d` over documents *d*. A style measure reads direct
    quotations, speeches, and of mixed quotations what stands in quotation marks; an act
    measure also the rest of mixed and indirect quotations and the words of their cue. A
    hit belongs to the statement in which all of it stands; for an act measure words of
    narration may be part of it (*warned of* "consequences"). A negated hit stays in `hits`
    with weight 0, or counts for the measure that the lexicon names, if that is asked for.
    Rates do not depend on length; how sure they are does.

    Intervals resample documents, all groups of a document together
    (`rostra.stats.bootstrap_ratio`). They are missing below 8 documents and without hits.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, ch. 13.

    Examples
    --------
    >>> import rostra
    >>> texts = [{"who": "A", "text": "Perhaps we might."}, {"who": "B", "text": "We certainly will."}]
    >>> words = rostra.tokenize(rostra.load_corpus(texts))
    >>> rates = rostra.measure(words, "hedging", by="who", min_words=1)
    >>> rates.frame[["who", "value", "hits", "exposure"]].round(1).values.tolist()
    [['A', 666.7, 2.0, 3], ['B', 0.0, 0.0, 3]]
    """
    counts = count(tokens, measures, by=by)
    if over is None:
        frame = _rates(counts, counts.documents, min_words, n_boot, seed, per)
    else:
        frame = _rates_over(counts, over, min_words, n_boot, seed, per)
    found = counts.hits
    if over is not None:
        found = found.assign(period=counts.periods(over)[counts.hit_document])
        found["period"] = found["period"].astype("string")
    settings = {
        "measures": [one.name for one in counts.measures], "by": by, "over": over, "min_words": min_words,
        "n_boot": n_boot, "seed": seed, "per": per,
    }  # fmt: skip
    about = _about(counts, frame, over, min_words, n_boot, seed, per)
    return Result(leading(frame, by), found, about, by, "measure", tokens.corpus, settings)


def hits(texts: Iterable[str], measures: Measures) -> pd.DataFrame:
    """Every hit of some measures in plain texts, each text read as one speaker's words.

    Parameters
    ----------
    texts : iterable of str
        Sentences or longer texts.
    measures : str, Lexicon, Measure, or several of them
        Names of `rostra.measures.rhetoric.MEASURES`, or lexicons of one's own.

    Returns
    -------
    pandas.DataFrame
        One row a hit, by text and place: `text` (row number from 0), `measure`, `start`,
        `end` (code points), `entry`, `weight` (0 where a negation drops the hit), `negated`.

    Examples
    --------
    >>> hits(["Nothing.", "We might, perhaps."], "hedging")[["text", "start", "end", "weight"]].values.tolist()
    [[1, 3, 8, 1.0], [1, 10, 17, 1.0]]
    """
    from rostra.corpus import load_corpus

    rows = [{"doc_id": str(row), "text": text} for row, text in enumerate(texts)]
    chosen = resolve(measures)
    columns = ["text", "measure", "start", "end", "entry", "weight", "negated"]
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in columns})
    tokens = tokenize(load_corpus(rows))
    found = _gather(tokens, chosen)
    found["text"] = tokens.document[found["first"].to_numpy()].astype(np.int64)
    return found.sort_values(["text", "start", "end", "measure"], kind="stable")[columns].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Counts:
    """Hits and words by group and document, before anything is divided.

    Parameters
    ----------
    tokens : Tokens
        What was read.
    by : str
        The grouping column.
    groups : list
        Its values, those with most words first.
    measures : tuple of Measure
        What was counted.
    weights : numpy.ndarray
        Sum of the weights of hits, by measure, group and document.
    exposures : dict
        Words by group and document, for each scope.
    hits : pandas.DataFrame
        Every credited hit, with its place.
    hit_document : numpy.ndarray
        Row of each hit's document.
    words : dict
        How many words there are, and whose: what goes into `about`.
    """

    tokens: Tokens
    by: str
    groups: list[Any]
    measures: tuple[Measure, ...]
    weights: np.ndarray
    exposures: dict[str, np.ndarray]
    hits: pd.DataFrame
    hit_document: np.ndarray
    words: dict[str, int]

    @cached_property
    def documents(self) -> np.ndarray:
        """Rows of the documents in which anybody of a known group has words."""
        return np.flatnonzero(self.exposures["act"].sum(axis=0) > 0)

    def exposure(self, one: Measure) -> np.ndarray:
        """Words by group and document in the scope of a measure.

        Parameters
        ----------
        one : Measure
            One of `measures`.

        Returns
        -------
        numpy.ndarray
            Groups x documents.
        """
        return self.exposures[one.scope]

    def periods(self, over: Period) -> np.ndarray:
        """Return the period of each document; None without a date.

        Parameters
        ----------
        over : {"day", "week", "month", "year"}
            How long a period is; weeks are those of ISO 8601 (2024-W48).

        Returns
        -------
        numpy.ndarray of object
            One label a document; labels sort by time.
        """
        dates = self.tokens.corpus.documents["date"]
        return np.array([None if pd.isna(day) else _period(str(day), over) for day in dates], dtype=object)


def count(tokens: Tokens, measures: Measures, *, by: str) -> Counts:
    """Count hits and words of each group in each document.

    Parameters
    ----------
    tokens : Tokens
        The words.
    measures : str, Lexicon, Measure, or several of them
        What to count.
    by : str
        A column of the statements or documents.

    Returns
    -------
    Counts
        The numbers that rates, intervals and tests are made of.
    """
    chosen = resolve(measures)
    owners = {scope: _owners(tokens, scope) for scope in ("style", "act")}
    grouping = _Grouping.of(tokens, by, owners["act"])
    shape = (len(grouping.names), len(tokens.corpus.documents))
    exposures = {}
    for scope, owner in owners.items():
        read = np.flatnonzero(owner >= 0)
        code = grouping.codes(owner[read], tokens.document[read])
        key = (code * shape[1] + tokens.document[read])[code >= 0]
        exposures[scope] = np.bincount(key, minlength=shape[0] * shape[1]).reshape(shape)
    found, owner, straddling = _credited(_gather(tokens, chosen), chosen, owners)
    document = tokens.document[found["first"].to_numpy()].astype(np.int64)
    group = grouping.codes(owner, document)
    known = group >= 0
    found, owner, document, group = found[known], owner[known], document[known], group[known]
    place = {one.name: i for i, one in enumerate(chosen)}
    row = np.array([place[name] for name in found["measure"]], dtype=np.int64)
    weights = np.bincount(
        (row * shape[0] + group) * shape[1] + document,
        weights=found["weight"].to_numpy(),
        minlength=len(chosen) * shape[0] * shape[1],
    )
    read = int((owners["act"] >= 0).sum())
    return Counts(
        tokens=tokens,
        by=by,
        groups=grouping.names,
        measures=chosen,
        weights=weights.reshape(len(chosen), *shape),
        exposures=exposures,
        hits=_placed(tokens, found, owner, by, np.array(grouping.names, dtype=object)[group]),
        hit_document=document,
        words={
            "all": len(tokens),
            "act": int(exposures["act"].sum()),
            "style": int(exposures["style"].sum()),
            "unknown": read - int(exposures["act"].sum()),
            "narration": len(tokens) - read,
            "straddling": straddling,
        },
    )


@dataclass(frozen=True, eq=False)
class _Grouping:
    """The values of a column, and which one each word has."""

    names: list[Any]
    table: np.ndarray  # row of the statements or documents -> position in names, -1: unknown
    of_statements: bool

    @classmethod
    def of(cls, tokens: Tokens, by: str, owner: np.ndarray) -> _Grouping:
        """Find the values that occur in somebody's words, those with most words first."""
        tokens.groups(by)  # complains where there is no such column
        statements = tokens.statements
        own = statements is not None and by in statements.frame.columns and by != "doc_id"
        frame = statements.frame if own and statements is not None else tokens.corpus.documents
        table, values = pd.factorize(frame[by])
        read = np.flatnonzero(owner >= 0)
        codes = table[owner[read] if own else tokens.document[read]]
        sizes = np.bincount(codes[codes >= 0], minlength=len(values))
        names = [plain(value) for value in values]
        order = sorted(np.flatnonzero(sizes).tolist(), key=lambda i: (-sizes[i], str(names[i])))
        places = np.full(len(names) + 1, -1, dtype=np.int64)
        places[order] = np.arange(len(order))
        return cls([names[i] for i in order], places[table], own)

    def codes(self, owner: np.ndarray, document: np.ndarray) -> np.ndarray:
        """Return the position in `names` of words of these statements and documents."""
        rows = owner if self.of_statements else document
        return self.table[rows] if len(self.table) else np.full(len(rows), -1)


def _owners(tokens: Tokens, scope: str) -> np.ndarray:
    """Return, for each word, the row of the statement for which a scope reads it; -1 for none."""
    statements = tokens.statements
    if statements is None:
        return np.zeros(len(tokens), dtype=np.int64)
    kinds = statements.frame["kind"].to_numpy(dtype=object)
    wanted = OWN_WORDS if scope == "style" else REPORTED
    owner = tokens.statement.astype(np.int64)
    read = np.append(np.isin(kinds, wanted), False)[owner]
    if scope == "style":
        read |= np.append(kinds == "mixed", False)[owner] & _in_quotation_marks(tokens)
        return np.where(read, owner, -1)
    owner = np.where(read, owner, -1)
    for row, inside in _stretches(tokens, np.flatnonzero(kinds != "narration"), "cue_start", "cue_end"):
        words = np.arange(inside.start, inside.stop)
        owner[words[owner[words] < 0]] = row
    return owner


def _in_quotation_marks(tokens: Tokens) -> np.ndarray:
    """Mark the words of mixed statements that stand in quotation marks."""
    assert tokens.statements is not None
    marked = np.zeros(len(tokens), dtype=bool)
    frame = tokens.statements.frame
    rows = np.flatnonzero((frame["kind"] == "mixed").to_numpy(dtype=bool))
    quoted: dict[str, list[tuple[int, int]]] = {}
    limits = frame[["doc_id", "start", "end"]].to_numpy(dtype=object)
    for row, inside in _stretches(tokens, rows, "start", "end"):
        doc_id, start, end = limits[row]
        if doc_id not in quoted:
            quoted[doc_id] = [mark.inner for mark in quoted_spans(tokens.corpus.text(doc_id))]
        for first, last in quoted[doc_id]:
            # a quotation around the statement is somebody else's
            if first < end and last > start and not (first <= start and last >= end):
                begin, stop = np.searchsorted(tokens.start[inside], [first, last])
                marked[inside.start + begin : inside.start + stop] = True
    return marked


def _stretches(tokens: Tokens, rows: np.ndarray, first: str, last: str) -> Iterator[tuple[int, slice]]:
    """Yield rows of the statements with the tokens that begin between two of their columns."""
    assert tokens.statements is not None
    frame = tokens.statements.frame
    doc_ids = tokens.corpus.documents["doc_id"].tolist()
    bounds = np.searchsorted(tokens.document, np.arange(len(doc_ids) + 1))
    place = {doc_id: slice(int(bounds[i]), int(bounds[i + 1])) for i, doc_id in enumerate(doc_ids)}
    chosen = frame.iloc[rows]
    spans = zip(rows.tolist(), chosen["doc_id"], chosen[first], chosen[last], strict=True)
    for row, doc_id, start, end in spans:
        if not pd.isna(start) and not pd.isna(end):
            document = place[doc_id]
            begin, stop = np.searchsorted(tokens.start[document], [int(start), int(end)])
            yield row, slice(document.start + int(begin), document.start + int(stop))


def _gather(tokens: Tokens, chosen: tuple[Measure, ...]) -> pd.DataFrame:
    """Find the hits of every measure, and let negated ones count where they belong."""
    parts = []
    for one in chosen:
        own = one.find(tokens)
        if one.negation != "keep":
            own["weight"] = own["weight"].where(~own["negated"], 0.0)
        parts.append(own.assign(measure=one.name))
        for other in _turning_into(one, chosen):
            turned = other.find(tokens)
            turned = turned[turned["negated"].to_numpy(dtype=bool)]
            parts.append(turned[~_overlaps(turned, own[own["weight"] != 0])].assign(measure=one.name))
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values(["first", "last", "measure"], kind="stable").reset_index(drop=True)


def _turning_into(one: Measure, chosen: tuple[Measure, ...]) -> list[Measure]:
    """The measures whose negated hits count for this one."""
    asked = {other.name: other for other in chosen}
    shipped = known_measures().get(one.name) is one
    others = {**known_measures(), **asked} if shipped else asked
    return [other for other in others.values() if other.negation == one.name and other is not one]


def _overlaps(hits: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """Mark the hits that share a word with one of the others."""
    if hits.empty or others.empty:
        return np.zeros(len(hits), dtype=bool)
    end = int(max(hits["last"].max(), others["last"].max())) + 2
    change = np.bincount(others["first"], minlength=end) - np.bincount(others["last"] + 1, minlength=end)
    covered = np.r_[0, np.cumsum(np.cumsum(change) > 0)]
    return covered[hits["last"].to_numpy() + 1] > covered[hits["first"].to_numpy()]


def _credited(
    found: pd.DataFrame, chosen: tuple[Measure, ...], owners: dict[str, np.ndarray]
) -> tuple[pd.DataFrame, np.ndarray, int]:
    """Keep the hits that are in somebody's words; return them, whose, and how many lie across an edge."""
    scope_of = {one.name: one.scope for one in chosen}
    scopes = np.array([scope_of[name] for name in found["measure"]], dtype=object)
    first, last = found["first"].to_numpy(), found["last"].to_numpy()
    result = np.full(len(found), -1, dtype=np.int64)
    straddling = 0
    for scope, owner in owners.items():
        rows = np.flatnonzero(scopes == scope)
        if not len(rows):
            continue
        high, low = np.full(len(rows), -1, dtype=np.int64), np.full(len(rows), len(owner) + 1, dtype=np.int64)
        whole = np.ones(len(rows), dtype=bool)
        for offset in range(int((last[rows] - first[rows]).max()) + 1):
            inside = first[rows] + offset <= last[rows]
            words = owner[first[rows][inside] + offset]
            high[inside] = np.maximum(high[inside], words)
            whole[inside] &= words >= 0
            low[inside] = np.where(words >= 0, np.minimum(low[inside], words), low[inside])
        one_owner = (high >= 0) & (low == high) & (whole | (scope == "act"))
        straddling += int(((high >= 0) & ~one_owner).sum())
        result[rows] = np.where(one_owner, high, -1)
    kept = result >= 0
    return found[kept], result[kept], straddling


def _placed(tokens: Tokens, found: pd.DataFrame, owner: np.ndarray, by: str, group: np.ndarray) -> pd.DataFrame:
    """Make the table of hits of a result: what, where, whose."""
    placed = tokens.places(found["first"].to_numpy(), found["last"].to_numpy(), statement=owner)
    frame = pd.DataFrame({
        "measure": found["measure"].to_numpy(dtype=object), "item": pd.array([pd.NA] * len(found), dtype="string"),
        "doc_id": placed["doc_id"], "statement_id": placed["statement_id"],
        "start": placed["start"], "end": placed["end"],
        "entry": found["entry"].to_numpy(dtype=object), "category": found["category"].to_numpy(dtype=object),
        "weight": found["weight"].to_numpy(), "negated": found["negated"].to_numpy(dtype=bool),
        "actor": placed["actor"], "speaker": placed["speaker"], "kind": placed["kind"],
    })  # fmt: skip
    frame[by] = group
    return frame.astype({name: "string" for name in ("measure", "entry", "category")})


def _rates(
    counts: Counts, documents: np.ndarray, min_words: int, n_boot: int, seed: int, per: int
) -> pd.DataFrame:
    """Divide hits by words, over some of the documents."""
    n_groups = len(counts.groups)
    weights = counts.weights[:, :, documents]
    exposures = np.stack([counts.exposure(one)[:, documents] for one in counts.measures]).astype(float)
    total, words = weights.sum(axis=2), exposures.sum(axis=2)
    low, high = np.full(total.shape, np.nan), np.full(total.shape, np.nan)
    step = max(1, _BLOCK // max(n_groups * len(documents), 1))
    for start in range(0, len(counts.measures), step):
        block = slice(start, start + step)
        low[block], high[block] = stats.bootstrap_ratio(weights[block], exposures[block], n_boot=n_boot, seed=seed)
    n_documents = np.count_nonzero(exposures, axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = total / words
    shown = words >= max(min_words, 1)
    note = np.where(~shown, TOO_LITTLE, np.where(n_documents < stats.MIN_DOCUMENTS, FEW, np.where(total == 0, NO_HITS, "")))
    if not n_boot:
        note = np.where(shown, "", TOO_LITTLE)
    value, low, high = (np.where(shown, part * per, np.nan) for part in (value, low, high))
    return pd.DataFrame({
        counts.by: np.tile(np.array(counts.groups, dtype=object), len(counts.measures)),
        "measure": np.repeat(np.array([one.name for one in counts.measures], dtype=object), n_groups),
        "value": value.ravel(), "low": low.ravel(), "high": high.ravel(),
        "unit": np.repeat(np.array([f"{one.unit} per {per:,} words" for one in counts.measures], dtype=object), n_groups),
        "hits": total.ravel(), "exposure": words.ravel().astype(np.int64), "documents": n_documents.ravel(),
        "note": note.ravel().astype(object),
        "status": np.repeat(np.array([one.status for one in counts.measures], dtype=object), n_groups),
    })  # fmt: skip


def _rates_over(
    counts: Counts, over: Period, min_words: int, n_boot: int, seed: int, per: int
) -> pd.DataFrame:
    if over not in get_args(Period):
        raise QueryError(unknown("period", over, get_args(Period)))
    labels = counts.periods(over)
    parts = []
    for label in sorted({labels[row] for row in counts.documents if labels[row] is not None}):
        documents = counts.documents[labels[counts.documents] == label]
        parts.append(_rates(counts, documents, min_words, n_boot, seed, per).assign(period=label))
    if not parts:
        raise QueryError(
            f"no document has a date, so there is nothing to measure over each {over}. Give the documents a column "
            "'date' (YYYY-MM-DD), or leave out over=."
        )
    frame = pd.concat(parts, ignore_index=True)
    names = [one.name for one in counts.measures]
    frame["_measure"] = [names.index(name) for name in frame["measure"]]
    frame["_group"] = [counts.groups.index(name) for name in frame[counts.by]]
    ordered = frame.sort_values(["_measure", "_group", "period"], kind="stable")
    return ordered.drop(columns=["_measure", "_group"]).reset_index(drop=True)


def _period(day: str, over: Period) -> str:
    if over == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02d}"
    return day[: {"day": 10, "month": 7, "year": 4}[over]]


def _about(
    counts: Counts, frame: pd.DataFrame, over: Period | None, min_words: int, n_boot: int, seed: int, per: int
) -> str:
    """Say in words how the numbers were made, and what was left out."""
    words = counts.words
    parts = [f"Hits per {per:,} words of each {counts.by}" + (f" and {over}." if over else "."), describe_words(counts)]
    if n_boot:
        parts.append(f"Intervals: 95%, {n_boot:,} resamples of documents, seed {seed}.")
    if (frame["note"] == TOO_LITTLE).any():
        parts.append(f"Below {min_words:,} words no value is shown.")
    dropped = int(((counts.hits["weight"] == 0) & counts.hits["negated"]).sum())
    if dropped:
        parts.append(f"{_many(dropped, 'negated hit is', 'negated hits are')} listed but not counted.")
    if words["straddling"]:
        parts.append(
            f"{_many(words['straddling'], 'hit lies', 'hits lie')} across the edge of a statement and "
            f"{'is' if words['straddling'] == 1 else 'are'} not counted."
        )
    if over:
        undated = counts.periods(over)[counts.documents] == None  # noqa: E711  (elementwise)
        if undated.any():
            parts.append(f"{_many(int(undated.sum()), 'document', 'documents')} without a date left out.")
    return " ".join(parts)


def describe_words(counts: Counts) -> str:
    """Say whose words were read, and how many belong to nobody.

    Parameters
    ----------
    counts : Counts
        What was counted.

    Returns
    -------
    str
        One or two sentences for `about`.
    """
    words, by = counts.words, counts.by
    if counts.tokens.statements is None:
        left = f" {words['unknown']:,} have no {by} and are left out." if words["unknown"] else ""
        return f"{words['act']:,} of {words['all']:,} words have a known {by}.{left}"
    parts = [
        f"{words['act']:,} of {words['all']:,} words are somebody's with a known {by} (reported speech and its cue "
        f"included; measures of style read the {words['style']:,} in quotations and speeches)."
    ]
    others = [f"{words['narration']:,} are narration"] if words["narration"] else []
    others += [f"{words['unknown']:,} have no {by}"] if words["unknown"] else []
    if others:
        parts.append(f"Not counted: {' and '.join(others)}.")
    return " ".join(parts)


def _many(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
