"""Study: everything that the standard page shows, computed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from rostra.charts.labels import is_clear, worded
from rostra.comparison import compare
from rostra.evaluation import evaluations
from rostra.index import tokenize
from rostra.measurement import measure
from rostra.measures.keyness import keyness
from rostra.measures.rhetoric import Measure, known_measures
from rostra.measures.sentiment import Moods, moods_of
from rostra.measures.voice import share_of_voice, stances
from rostra.quotation import attribute
from rostra.result import Result

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.index import Tokens
    from rostra.statements import Statements

__all__ = ["Study", "study"]

DRAWN = 8  # groups in a chart; tables have all
KEYED = 6  # groups that get key words and are compared with each other
DATES = 3  # fewest dates for a timeline
MOST_DATES = 60
TRACED = 4  # groups in a timeline

Period = Literal["day", "week", "month", "year"]

# Share of the speakers' words that must be credited to actors for these to be compared.
FEWEST_CREDITED = 0.25


@dataclass(frozen=True, eq=False)
class Study:
    """The results of one corpus, and who is compared with whom.

    Parameters
    ----------
    corpus, statements, tokens : Corpus, Statements, Tokens
        The texts, whose words they are, and the words.
    by : str
        `actor`, or `speaker` where fewer than two actors have credited words.
    groups : list of str
        All groups, most credited words first.
    able : list of str
        Those with enough words for a rate.
    measures : dict of str to Measure
        What was measured, by name.
    rates, voice, evaluated, moods : Result
        Rates of the measures, share of voice, who evaluates whom, sentiment.
    scored : Moods
        What sentiment is made of.
    gaps, keys, trend, stances : Result or None
        Differences, key words, rates over time, reporting verbs; None where the texts
        cannot tell.
    min_words : int
        Words below which no rate is given.
    tested : dict
        For each group, the counts in its words and in all others' of every word that was tested
        for being a key word: its p was adjusted over them.
    """

    corpus: Corpus
    statements: Statements
    tokens: Tokens
    by: str
    groups: list[str]
    able: list[str]
    measures: dict[str, Measure]
    rates: Result
    voice: Result
    evaluated: Result
    scored: Moods
    moods: Result
    gaps: Result | None
    keys: Result | None
    trend: Result | None
    stances: Result | None
    min_words: int
    tested: dict[str, list[list[int]]] = field(default_factory=dict)

    @property
    def drawn(self) -> list[str]:
        """The groups that charts show: those with most words."""
        return self.groups[:DRAWN]

    @cached_property
    def traced_by(self) -> Literal["value", "hits"]:
        """What a timeline shows: rates, or hits where no main group has words enough for a rate."""
        return "value" if self._traceable["value"].notna().any() else "hits"

    @cached_property
    def traced(self) -> list[str]:
        """The measures of the timelines: those that differ most, else those with most hits."""
        own = self._traceable
        drawable = {str(name) for name in own["measure"][own[self.traced_by].fillna(0) > 0]}
        leading = [str(row["measure"]) for row in self.leading_gaps]
        common = sorted(drawable, key=lambda name: (-self.hits_of(name), name))
        return [name for name in dict.fromkeys([*leading, *common]) if name in drawable][:2]

    @property
    def _traceable(self) -> pd.DataFrame:
        """The rates over time of the groups in a timeline."""
        assert self.trend is not None
        frame = self.trend.frame
        return frame[frame[self.by].isin(self.drawn[:TRACED])]

    @cached_property
    def clear_gaps(self) -> list[dict[str, Any]]:
        """The differences that are more than chance would make, clearest first."""
        rows = [] if self.gaps is None else [r for r in self.gaps.frame.to_dict("records") if is_clear(r)]
        return sorted(rows, key=lambda row: _clarity(row, "p_adjusted"))

    @cached_property
    def leading_gaps(self) -> list[dict[str, Any]]:
        """What the page shows first: the clear differences or, without any, the hints; one a measure.

        A hint is a difference whose interval leaves zero out, but which is no longer sure
        once the number of comparisons is allowed for.
        """
        rows = self.clear_gaps
        if not rows and self.gaps is not None:
            hints = self.gaps.frame.dropna(subset=["low", "high"]).to_dict("records")
            hints = [row for row in hints if not row["low"] <= 0 <= row["high"]]
            rows = sorted(hints, key=lambda row: _clarity(row, "p"))
        first = {str(row["measure"]): row for row in reversed(rows)}
        return [row for row in rows if first[str(row["measure"])] is row]

    def title(self, name: str) -> str:
        """Return the name of a measure for the reader."""
        return self.measures[name].title if name in self.measures else worded(name)

    def hits_of(self, name: str) -> float:
        """Return the hits of a measure in all groups together."""
        frame = self.rates.frame
        return float(frame["hits"][(frame["measure"] == name) & frame[self.by].notna()].sum())

    @property
    def words(self) -> dict[str, int]:
        """Credited words of each group, all kinds of speech together."""
        return _words(self.voice)


def study(
    corpus: Corpus,
    *,
    actor: str | None,
    n_boot: int | None,
    seed: int,
    min_words: int,
    progress: bool = False,
) -> Study:
    """Compute what the standard page shows.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    actor : str or None
        A metadata column: each document is one speech by the actor it names.
    n_boot, seed, min_words : int
        As of `rostra.measure`.
    progress : bool
        Show a progress bar on the terminal.

    Returns
    -------
    Study
        All results.
    """
    from tqdm import tqdm

    with tqdm(total=8, disable=not progress, desc="Reading", unit="step", leave=False) as bar:

        def step(name: str) -> None:
            bar.update()
            bar.set_description(name)

        statements = attribute(corpus, actor=actor, progress=progress)
        step("Finding the words")
        tokens = tokenize(statements)
        by, voice = _grouping(statements)
        size = _words(voice)
        groups = sorted(size, key=lambda name: (-size[name], name))
        measures = dict(known_measures())
        step("Measuring rhetoric")
        common: dict[str, Any] = {"by": by, "n_boot": n_boot, "seed": seed, "min_words": min_words}
        rates = measure(tokens, list(measures), **common)
        able = [g for g in groups if (rates.frame["value"][rates.frame[by] == g]).notna().any()]
        step("Comparing")
        gaps = _gaps(tokens, list(measures), able[:KEYED], common)
        step("Finding who evaluates whom")
        evaluated = evaluations(statements, tokens=tokens, n_boot=n_boot, seed=seed, min_words=min_words)
        step("Scoring sentiment")
        scored = moods_of(tokens, by=by)
        moods = scored.result(n_boot=n_boot, seed=seed, min_words=min_words)
        step("Finding key words")
        keys, tested = _keys(tokens, by, able[:KEYED])
        step("Looking at dates")
        trend = _trend(corpus, tokens, list(measures), groups, common) if groups else None
        step("Reading the reporting verbs")
        told = statements.frame["cue"].notna() & (statements.frame["kind"] != "narration")
        verbs = stances(statements, by=by) if told.any() else None
    found = Study(
        corpus, statements, tokens, by, groups, able, measures, rates, voice, evaluated, scored, moods, gaps,
        keys, trend, verbs if verbs is not None and len(verbs.frame) else None, min_words, tested,
    )  # fmt: skip
    if trend is None:
        return found
    # the page shows a few of all these rates, and holds no others
    shown = trend.where(measure=found.traced, **{found.by: found.drawn})
    return replace(found, trend=shown if shown.frame["period"].nunique() >= DATES else None)


def _clarity(row: dict[str, Any], p: str) -> tuple[float, float, float]:
    """Order differences: by p, then by how many times one rate is the other, then by size."""
    low, high = sorted(
        0.0 if pd.isna(row[side]) else float(row[side]) for side in ("target_value", "reference_value")
    )
    return (1.0 if pd.isna(row[p]) else float(row[p]), -high / max(low, 0.1), -abs(float(row["value"])))


def _grouping(statements: Statements) -> tuple[str, Result]:
    """Group by actor; by speaker where the texts credit fewer than two, or hardly any of their words."""
    voice = share_of_voice(statements, by="actor")
    by_speaker = share_of_voice(statements, by="speaker")
    actors, speakers = _words(voice), _words(by_speaker)
    known = sum(actors.values()) >= FEWEST_CREDITED * sum(speakers.values())
    if (len(actors) >= 2 and known) or len(speakers) <= len(actors):
        return "actor", voice
    return "speaker", by_speaker


def _words(voice: Result) -> dict[str, int]:
    frame = voice.frame
    frame = frame[frame[voice.by].notna() & (frame["item"] != "narration")]
    sums = frame.groupby(frame[voice.by].astype(str), sort=False)["hits"].sum()
    return {str(name): int(n) for name, n in sums.items() if n > 0}


def _gaps(tokens: Tokens, measures: list[str], groups: list[str], common: dict[str, Any]) -> Result | None:
    """Compare two groups with each other, more than two each with all others together."""
    if len(groups) < 2:
        return None
    if len(groups) == 2:
        return compare(tokens, measures, target=groups[0], reference=groups[1], **common)
    return compare(tokens, measures, target=groups, **common)


def _keys(tokens: Tokens, by: str, groups: list[str]) -> tuple[Result | None, dict[str, list[list[int]]]]:
    """Find the key words of each group against all others, in one result; and the counts of all tested."""
    if len(groups) < 2:
        return None, {}
    found = [keyness(tokens, by=by, target=group, min_count=5, stop_words=False) for group in groups]
    found = [one for one in found if len(one.frame)]
    if not found:
        return None, {}
    sides = ("target_hits", "reference_hits")
    tested = {str(one.frame[by].iloc[0]): [one.frame[side].tolist() for side in sides] for one in found}
    parts = []
    for one in found:
        frame = one.frame[(one.frame["value"] > 0) & (one.frame["p_adjusted"] < 0.05)]
        parts.append(frame[frame["low"].isna() | (frame["low"] > 0)].head(25))
    frame = pd.concat(parts, ignore_index=True)
    pairs = pd.MultiIndex.from_frame(frame[[by, "item"]].astype(str))
    hits = found[0].hits if not found[0].hits.empty else found[-1].hits
    kept = pd.MultiIndex.from_frame(hits[[by, "item"]].astype(str)).isin(pairs)
    about = (
        f"Words of each {by} against all others with a known {by}: log ratio (Hardie 2014), 0.5 standing for "
        "a count of 0; two-cell log-likelihood (Rayson & Garside 2000), p adjusted over all words of a list "
        "(Benjamini-Hochberg). Listed are at most 25 words of each with an adjusted p below 0.05 and, where "
        "there is an interval, zero outside it, by falling log-likelihood; function words and words with "
        "fewer than 5 occurrences are not listed."
    )
    return replace(found[0], frame=frame, hits=hits[kept], about=about), tested


def _trend(
    corpus: Corpus, tokens: Tokens, measures: list[str], groups: list[str], common: dict[str, Any]
) -> Result | None:
    """Measure over time, in the finest steps in which the main groups have enough words for rates."""
    if corpus.documents["date"].nunique() < DATES:
        return None
    names, codes = tokens.groups(common["by"])
    position = {str(name): code for code, name in enumerate(names)}
    main = [position[group] for group in groups[:TRACED] if group in position]
    known = codes >= 0
    n = len(corpus.documents)
    cells = np.bincount(codes[known] * n + tokens.document[known], minlength=len(names) * n)
    words = cells.reshape(-1, n)[main]
    coarsest = None
    for over, cut in STEPS.items():
        labels = corpus.documents["date"].map(lambda day, cut=cut: cut(str(day)), na_action="ignore")
        columns = [(labels == label).to_numpy(bool, na_value=False) for label in labels.dropna().unique()]
        inside = np.array([words[:, column].sum(axis=1) for column in columns])
        if not DATES <= len(inside) <= MOST_DATES:
            continue
        coarsest = over
        enough = (inside >= common["min_words"]).sum(axis=0) >= DATES
        if enough.sum() * 2 >= len(main):
            break
    return measure(tokens, measures, over=coarsest, **common) if coarsest else None


def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02d}"


STEPS: dict[Period, Callable[[str], str]] = {
    "day": str,
    "week": _week,
    "month": lambda day: day[:7],
    "year": lambda day: day[:4],
}
