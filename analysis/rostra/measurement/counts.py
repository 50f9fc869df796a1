"""Counts: hits and words of each group in each document, before anything is divided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from rostra.errors import QueryError, unknown
from rostra.index.partitions import document_of
from rostra.index.tokens import Tokens
from rostra.lexicon import Lexicon
from rostra.measurement.asking import Measures, Queries, asked
from rostra.measurement.found import Found, credited, gather
from rostra.measurement.grouping import Grouping
from rostra.measurement.scores import Score, Tally
from rostra.measures.rhetoric import Measure

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["Counts", "Period", "count", "describe_words"]

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
        Sum of the weights of hits, or of scores, by measure, group and document.
    exposures : dict
        Words by group and document, for each scope; of a score what was scored, by its name.
    evidence : callable
        Makes the table of every credited hit, with its place: see `hits`.
    hit_document : numpy.ndarray
        Row of each hit's document.
    words : dict
        How many words there are, and whose, and how many hits are across the edge of a
        statement, or negated and not counted: what goes into `about`.
    seen : dict
        Hits by group and document, for each score: the evaluative words behind it.
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
    seen: dict[str, np.ndarray] = field(default_factory=dict)

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
        """What a measure is divided by: words in its scope, or of a score what was scored.

        Parameters
        ----------
        one : Measure
            One of `measures`.

        Returns
        -------
        numpy.ndarray
            Groups x documents.
        """
        return self.exposures[one.name if isinstance(one, Score) else one.scope]

    def hits_of(self, one: Measure) -> np.ndarray:
        """Hits behind a measure: their weights, or of a score how many there are.

        Parameters
        ----------
        one : Measure
            One of `measures`.

        Returns
        -------
        numpy.ndarray
            Groups x documents; NaN where a score does not rest on single words.
        """
        return self.seen[one.name] if isinstance(one, Score) else self.weights[self.measures.index(one)]

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


def count(
    tokens: Tokens | Counts, measures: Measures | None = None, *, words: Queries | None = None, by: str
) -> Counts:
    """Count hits and words of each group in each document.

    Parameters
    ----------
    tokens : Tokens or Counts
        The words; or counts made before, of which the rows of these measures are taken: so every
        verb that counts first computes the same from kept counts, without the texts.
    measures : str, Lexicon, Measure, or several of them, optional
        What to count: lexicons, scores, words, see `asked`; of counts made before, those of
        them, by default all.
    words : str or iterable of str, optional
        Queries, each a measure of its own.
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
        return tokens if measures is None and words is None else tokens.only(measures or [])
    chosen = asked(measures, words)
    grouping = Grouping.of(tokens, by)
    shape = (len(grouping.names), len(tokens.corpus.documents))
    exposures, of_somebody = grouping.words()
    listed = tuple(one for one in chosen if not isinstance(one, Score))
    found = gather(tokens, listed)
    owner, straddling = credited(found, listed, grouping.owners)
    document = document_of(tokens, found.first)
    known = grouping.known(owner, document)
    if known is not None:
        found, owner, document = found.take(known), owner[known], document[known]
    sums = grouping.sums(found.measure, found.weight, owner, document, len(listed))
    tallies = {
        one.name: one.tally(tokens, grouping.read(one.scope), shape)
        for one in chosen
        if isinstance(one, Score)
    }
    place = {one.name: i for i, one in enumerate(listed)}
    weights = [sums[place[o.name]] if o.name in place else tallies[o.name].sums for o in chosen]
    names = np.array(grouping.names, dtype=object)

    def hits() -> pd.DataFrame:
        parts = [_placed(found, owner, by, names[grouping.codes(owner, document)])] if listed else []
        parts += [_tallied(tokens, name, tally, by, names) for name, tally in tallies.items()]
        return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]

    return Counts(
        tokens=tokens,
        by=by,
        groups=grouping.names,
        measures=chosen,
        weights=np.stack(weights),
        exposures=exposures | {name: tally.scored for name, tally in tallies.items()},
        evidence=hits,
        hit_document=np.concatenate(
            [document, *(tokens.document[tally.places["first"]] for tally in tallies.values())]
        ),
        words={
            "all": len(tokens),
            "act": int(exposures["act"].sum()),
            "style": int(exposures["style"].sum()),
            "unknown": of_somebody - int(exposures["act"].sum()),
            "narration": len(tokens) - of_somebody,
            "straddling": straddling,
            "negated": int(np.count_nonzero(found.weight[found.negated] == 0)),
        },
        seen={name: tally.hits for name, tally in tallies.items()},
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


def _tallied(tokens: Tokens, name: str, tally: Tally, by: str, names: np.ndarray) -> pd.DataFrame:
    """Make the table of the hits of a score, like that of other hits."""
    places = tally.places
    placed = tokens.places(places["first"].to_numpy(), places["last"].to_numpy())
    none = pd.array([pd.NA], dtype="string").repeat(len(places))
    frame = pd.DataFrame({
        "measure": pd.array([name], dtype="string").repeat(len(places)), "item": none,
        "doc_id": placed["doc_id"], "statement_id": placed["statement_id"],
        "start": places["start"].to_numpy(), "end": places["end"].to_numpy(),
        "entry": places["entry"].array, "category": none,
        "weight": places["weight"].to_numpy(), "negated": places["negated"].to_numpy(),
        "actor": placed["actor"], "speaker": placed["speaker"], "kind": placed["kind"],
    })  # fmt: skip
    frame[by] = names[places["group"].to_numpy()]
    return frame


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


def _period(day: str, over: Period) -> str:
    if over == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02d}"
    return day[: {"day": 10, "month": 7, "year": 4}[over]]
