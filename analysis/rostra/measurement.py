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
from rostra.index.tokens import Tokens, tokenize
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
    return Result(frame, found, about, by, "measure", tokens.corpus, settings)


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
    scopes = {scope: _owners(tokens, scope) for scope in ("style", "act")}
    groups, codes = _group_codes(tokens, by, scopes["act"])
    n_documents = len(tokens.corpus.documents)
    shape = (len(groups), n_documents)
    exposures, code_of = {}, {}
    for scope, owner in scopes.items():
        code_of[scope] = np.where(owner >= 0, codes(owner), -1)
        known = code_of[scope] >= 0
        key = code_of[scope][known] * n_documents + tokens.document[known]
        exposures[scope] = np.bincount(key, minlength=shape[0] * shape[1]).reshape(shape)
    found = _gather(tokens, chosen)
    owned, straddling = _own_hits(found, chosen, scopes)
    first = owned["first"].to_numpy()
    statement = owned.pop("owner").to_numpy()
    group = codes(_fill(statement, owned["at"].to_numpy(), len(tokens)))[owned.pop("at").to_numpy()]
    credited = group >= 0
    owned, first, statement, group = owned[credited], first[credited], statement[credited], group[credited]
    document = tokens.document[first].astype(np.int64)
    place = {one.name: i for i, one in enumerate(chosen)}
    row = owned["measure"].map(place).to_numpy(dtype=np.int64)
    key = (row * shape[0] + group) * n_documents + document
    weights = np.bincount(key, weights=owned["weight"].to_numpy(), minlength=len(chosen) * shape[0] * shape[1])
    words = {
        "all": len(tokens),
        "act": int(exposures["act"].sum()),
        "style": int(exposures["style"].sum()),
        "unknown": int(((scopes["act"] >= 0) & (code_of["act"] < 0)).sum()),
        "narration": int((scopes["act"] < 0).sum()),
        "straddling": straddling,
    }
    return Counts(
        tokens=tokens,
        by=by,
        groups=groups,
        measures=chosen,
        weights=weights.reshape(len(chosen), *shape),
        exposures=exposures,
        hits=_placed(tokens, owned, statement, by, groups, group),
        hit_document=document,
        words=words,
    )
