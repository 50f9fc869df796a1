"""Counts: hits and words of each group in each document, before anything is divided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from rostra.errors import QueryError, unknown
from rostra.index.counting import document_bounds, document_of
from rostra.index.tokens import Tokens, plain
from rostra.lexicon import Lexicon
from rostra.measurement.found import Found, credited, gather
from rostra.measurement.scopes import SCOPES, owners_of
from rostra.measures.rhetoric import Measure, resolve

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["Counts", "Measures", "Period", "count", "describe_words"]

Measures = str | Lexicon | Measure | Iterable[str | Lexicon | Measure]
Period = Literal["day", "week", "month", "year"]


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
    evidence : callable
        Makes the table of every credited hit, with its place: see `hits`.
    hit_document : numpy.ndarray
        Row of each hit's document.
    words : dict
        How many words there are, and whose, and how many hits are across the edge of a
        statement, or negated and not counted: what goes into `about`.
    """

    tokens: Tokens
    by: str
    groups: list[Any]
    measures: tuple[Measure, ...]
    weights: np.ndarray
    exposures: dict[str, np.ndarray]
    evidence: Callable[[], pd.DataFrame]
    hit_document: np.ndarray
    words: dict[str, int]

    @property
    def corpus(self) -> Corpus:
        """The texts that were read."""
        return self.tokens.corpus

    @cached_property
    def hits(self) -> pd.DataFrame:
        """Every credited hit, with its place, made when it is first asked for."""
        return self.evidence()

    @cached_property
    def documents(self) -> np.ndarray:
        """Rows of the documents in which anybody of a known group has words."""
        return np.flatnonzero(self.exposures["act"].sum(axis=0) > 0)

    def only(self, measures: Measures) -> Counts:
        """Return the same counts of some of the measures.

        Parameters
        ----------
        measures : str, Measure, or several of them
            Names of measures that were counted, or these themselves.

        Returns
        -------
        Counts
            In the order given.
        """
        given = [measures] if isinstance(measures, str | Lexicon | Measure) else list(measures)
        place = {one.name: i for i, one in enumerate(self.measures)}
        names = [one if isinstance(one, str) else one.name for one in given]
        for name in names:
            if name not in place:
                raise QueryError(unknown("measure", name, place))
        rows = [place[name] for name in names]
        kept = self.hits["measure"].isin(names).to_numpy(dtype=bool)
        return replace(
            self,
            measures=tuple(self.measures[row] for row in rows),
            weights=self.weights[rows],
            evidence=lambda: self.hits[kept].reset_index(drop=True),
            hit_document=self.hit_document[kept],
        )

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

        Examples
        --------
        >>> import rostra
        >>> corpus = rostra.load_corpus([{"text": "Maybe.", "who": "A", "date": "2024-11-26"}])
        >>> counts = count(rostra.tokenize(corpus), "hedging", by="who")
        >>> [str(counts.periods(over)[0]) for over in ("day", "week", "month", "year")]
        ['2024-11-26', '2024-W48', '2024-11', '2024']
        """
        dates = self.tokens.corpus.documents["date"]
        return np.array([None if pd.isna(day) else _period(str(day), over) for day in dates], dtype=object)


def count(tokens: Tokens | Counts, measures: Measures, *, by: str) -> Counts:
    """Count hits and words of each group in each document.

    Parameters
    ----------
    tokens : Tokens or Counts
        The words; or counts made before, of which the rows of these measures are taken: so every
        verb that counts first computes the same from kept counts, without the texts.
    measures : str, Lexicon, Measure, or several of them
        What to count.
    by : str
        A column of the statements or documents.

    Returns
    -------
    Counts
        The numbers that rates, intervals and tests are made of.

    Examples
    --------
    >>> import rostra
    >>> rows = [{"text": "Perhaps.", "who": "A"}, {"text": "We might, perhaps.", "who": "B"}]
    >>> counts = count(rostra.tokenize(rostra.load_corpus(rows)), "hedging", by="who")
    >>> counts.groups, counts.weights.tolist()
    (['B', 'A'], [[[0.0, 2.0], [1.0, 0.0]]])
    """
    if isinstance(tokens, Counts):
        return tokens.only(measures)
    chosen = resolve(measures)
    grouping = _Grouping.of(tokens, by)
    shape = (len(grouping.names), len(tokens.corpus.documents))
    exposures, of_somebody = grouping.words()
    found = gather(tokens, chosen)
    owner, straddling = credited(found, chosen, grouping.owners)
    document = document_of(tokens, found.first)
    group = grouping.codes(owner, document)
    known = np.flatnonzero((group >= 0) & (owner >= 0))
    if len(known) < len(group):
        found, owner, document, group = found.take(known), owner[known], document[known], group[known]
    weights = np.bincount(
        (found.measure * shape[0] + group) * shape[1] + document,
        weights=found.weight,
        minlength=len(chosen) * shape[0] * shape[1],
    )

    def hits() -> pd.DataFrame:
        return _placed(found, owner, by, np.array(grouping.names, dtype=object)[group])

    return Counts(
        tokens=tokens,
        by=by,
        groups=grouping.names,
        measures=chosen,
        weights=weights.reshape(len(chosen), *shape),
        exposures=exposures,
        evidence=hits,
        hit_document=document,
        words={
            "all": len(tokens),
            "act": int(exposures["act"].sum()),
            "style": int(exposures["style"].sum()),
            "unknown": of_somebody - int(exposures["act"].sum()),
            "narration": len(tokens) - of_somebody,
            "straddling": straddling,
            "negated": int(np.count_nonzero(found.negated & (found.weight == 0))),
        },
    )


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
        f"{words['act']:,} of {words['all']:,} words are somebody's with a known {by} (reported speech and "
        f"its cue included; measures of style read the {words['style']:,} in quotations and speeches)."
    ]
    others = [f"{words['narration']:,} are narration"] if words["narration"] else []
    others += [f"{words['unknown']:,} have no {by}"] if words["unknown"] else []
    if others:
        parts.append(f"Not counted: {' and '.join(others)}.")
    return " ".join(parts)


def _placed(found: Found, owner: np.ndarray, by: str, group: np.ndarray) -> pd.DataFrame:
    """Make the table of hits of a result: what, where, whose."""
    hits, tokens = found.hits, found.hits.tokens
    placed = tokens.places(hits.first, hits.last, statement=owner)
    names = pd.array([one.name for one in found.measures], dtype="string")
    frame = pd.DataFrame({
        "measure": names.take(found.measure), "item": pd.array([pd.NA], dtype="string").repeat(len(owner)),
        "doc_id": placed["doc_id"], "statement_id": placed["statement_id"],
        "start": placed["start"], "end": placed["end"],
        "entry": hits.legend.entry.take(hits.entry), "category": hits.legend.category.take(hits.entry),
        "weight": found.weight, "negated": hits.negated,
        "actor": placed["actor"], "speaker": placed["speaker"], "kind": placed["kind"],
    })  # fmt: skip
    frame[by] = group
    return frame


@dataclass(frozen=True, eq=False)
class _Grouping:
    """The values of a column, and which one each word has."""

    tokens: Tokens
    names: list[Any]
    table: np.ndarray  # row of the statements or documents -> position in names, -1: unknown
    of_statements: bool
    owners: dict[str, np.ndarray] | None  # for each scope, see `owners_of`; None: all words are read

    @classmethod
    def of(cls, tokens: Tokens, by: str) -> _Grouping:
        """Find the values that occur in somebody's words, those with most words first."""
        if by not in tokens.groupings:
            tokens.groups(by)  # complains
        statements = tokens.statements
        own = statements is not None and by in statements.frame.columns and by != "doc_id"
        frame = statements.frame if own and statements is not None else tokens.corpus.documents
        table, values = pd.factorize(frame[by])
        if statements is None:
            owners, words = None, np.diff(document_bounds(tokens))
        else:
            owners = {scope: owners_of(tokens, scope) for scope in SCOPES}
            read = owners["act"] >= 0
            words = np.bincount((owners["act"] if own else tokens.document)[read], minlength=len(table))
        sizes = np.bincount(table[table >= 0], weights=words[table >= 0], minlength=len(values))
        names = [plain(value) for value in values]
        order = sorted(np.flatnonzero(sizes).tolist(), key=lambda i: (-sizes[i], str(names[i])))
        places = np.full(len(names) + 1, -1, dtype=np.int64)
        places[order] = np.arange(len(order))
        return cls(tokens, [names[i] for i in order], places[table], own, owners)

    def words(self) -> tuple[dict[str, np.ndarray], int]:
        """Return the words of each group in each document, by scope, and how many are somebody's."""
        documents = len(self.tokens.corpus.documents)
        shape = (len(self.names), documents)
        if self.owners is None:  # whole documents
            sizes = np.diff(document_bounds(self.tokens))
            table = np.zeros(shape, dtype=np.int64)
            known = np.flatnonzero(self.table >= 0)
            table[self.table[known], known] = sizes[known]
            return dict.fromkeys(SCOPES, table), int(sizes.sum())
        tables = {}
        for scope, owner in self.owners.items():
            read = np.flatnonzero(owner >= 0)
            document = self.tokens.document[read].astype(np.int64)
            code = self.codes(owner[read], document)
            key = (code * documents + document)[code >= 0]
            tables[scope] = np.bincount(key, minlength=shape[0] * documents).reshape(shape)
        return tables, int((self.owners["act"] >= 0).sum())

    def codes(self, owner: np.ndarray, document: np.ndarray) -> np.ndarray:
        """Return the position in `names` of words of these statements and documents."""
        rows = owner if self.of_statements else document
        return self.table[rows] if len(self.table) else np.full(len(rows), -1)


def _period(day: str, over: Period) -> str:
    if over == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02d}"
    return day[: {"day": 10, "month": 7, "year": 4}[over]]
