"""Ledger: every number of a page, and the counts of each document that it is made of.

A number is weighted hits over exposure. The ledger keeps both, document by document and
without a word of the texts, so that every number can be made again from it, and a number
that changes can be led back to the documents that changed it.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import rostra
from rostra.index.word_counts import count_words
from rostra.measurement import count
from rostra.reporting.entries import FORMAT, Vectors, described, lists_of, plain_rows, texts_of
from rostra.reporting.manifest import LIBRARIES, version_of

if TYPE_CHECKING:
    from rostra.measurement import Counts
    from rostra.reporting.study import Study
    from rostra.result import Result

__all__ = ["TITLES", "ledger"]

# The results of the standard page, in its order, and what they are called.
TITLES = {
    "voice": "share of the text",
    "rates": "rates",
    "gaps": "differences",
    "evaluated": "who evaluates whom",
    "moods": "sentiment",
    "keys": "key words",
    "trend": "rates over time",
    "stances": "reporting verbs",
}
Side = list[list[int]]  # which vectors add up to the hits, and which to the exposure


def ledger(found: Study, settings: dict[str, Any], reading: dict[str, Any]) -> dict[str, Any]:
    """Write down every number of a study with what it is made of; plain enough for JSON.

    Parameters
    ----------
    found : Study
        The results of the standard page.
    settings : dict
        The arguments of the page.
    reading : dict
        How the texts were read: column of the text, encoding, place of the input.

    Returns
    -------
    dict
        `documents` (id, SHA-256 of text and of metadata, date, words), `vectors` (sparse
        counts by document), `bases` (words of each group), `results` (rows, and for each the
        vectors behind it), hashes of the word lists, versions and settings. No text, no path.
    """
    corpus = found.corpus
    vectors = Vectors()
    counts = {found.by: count(found.tokens, list(found.measures), by=found.by)}
    if "actor" not in counts:
        counts["actor"] = count(found.tokens, list(found.measures), by="actor")
    sides = _Sides(found, counts, vectors)
    results = {
        name: _result(getattr(found, name), list(getattr(sides, name)()))
        for name in TITLES
        if getattr(found, name) is not None
    }
    if "keys" in results:
        results["keys"]["tested"] = found.tested
    measured = counts[found.by].measures
    return {
        "format": FORMAT,
        "made_by": "overview",
        "settings": settings,
        "reading": reading,
        "name": corpus.name,
        "files": [[item.name, item.sha256, item.bytes] for item in corpus.inputs],
        "versions": {"rostra": rostra.__version__, "Python": platform.python_version()}
        | {name: version_of(name) for name in LIBRARIES},
        "measures": {
            one.name: [one.scope, one.unit, one.status, one.lexicon.sha256 if one.lexicon else ""]
            for one in measured
        },
        "lists": lists_of({one.name for one in measured}),
        "by": found.by,
        "documents": described(corpus, np.bincount(found.tokens.document, minlength=len(corpus)).tolist()),
        "bases": {by: sides.base(by) | {"words": counts[by].words} for by in counts},
        "results": results,
        "vectors": vectors.made,
    }


class _Sides:
    """For each row of each result, the vectors of its hits and of its exposure."""

    def __init__(self, found: Study, counts: dict[str, Counts], vectors: Vectors) -> None:
        self.found, self.counts, self.vectors = found, counts, vectors
        self.n = len(found.corpus)
        self.row_of = {doc_id: row for row, doc_id in enumerate(found.corpus.documents["doc_id"])}

    def base(self, by: str) -> dict[str, Any]:
        """The groups of a column, and the words of each in either scope."""
        counts = self.counts[by]
        return {"groups": [str(name) for name in counts.groups]} | {
            scope: [self.vectors.add(row) for row in words] for scope, words in counts.exposures.items()
        }

    def rates(self) -> Iterator[list[Side]]:
        cells = self._cells()
        for group, name in self._pairs(self.found.rates, "measure"):
            hits, words = cells[group, name]
            yield [[[hits], [words]]]

    def gaps(self) -> Iterator[list[Side]]:
        assert self.found.gaps is not None
        cells, groups = self._cells(), [str(name) for name in self.counts[self.found.by].groups]
        for row in self.found.gaps.frame.to_dict("records"):
            one, other, name = str(row["target"]), str(row["reference"]), str(row["measure"])
            others = [other] if other in groups else [group for group in groups if group != one]
            theirs = [cells[group, name] for group in others]
            yield [
                [[cells[one, name][0]], [cells[one, name][1]]],
                [[hits for hits, _ in theirs], [words for _, words in theirs]],
            ]

    def trend(self) -> Iterator[list[Side]]:
        trend = self.found.trend
        assert trend is not None
        counts = self.counts[self.found.by]
        labels = counts.periods(trend.parameters["over"])
        place = {str(group): i for i, group in enumerate(counts.groups)}
        measure = {one.name: i for i, one in enumerate(counts.measures)}
        columns = [trend.frame[name].astype(str) for name in (trend.by, "measure", "period")]
        for group, name, period in zip(*columns, strict=True):
            inside = labels == period
            row = measure[name], place[group]
            words = counts.exposure(counts.measures[row[0]])[row[1]] * inside
            yield [[[self.vectors.add(counts.weights[row] * inside)], [self.vectors.add(words)]]]

    def evaluated(self) -> Iterator[list[Side]]:
        result, counts = self.found.evaluated, self.counts["actor"]
        place = {str(group): i for i, group in enumerate(counts.groups)}
        hits = self._hits(result, ["actor", "item", "measure"])
        for actor, item, name in self._pairs(result, "item", "measure"):
            words = self.vectors.add(counts.exposures["act"][place[actor]])
            yield [[[hits[actor, item, name]], [words]]]

    def voice(self) -> Iterator[list[Side]]:
        result = self.found.voice
        words = self.vectors.add(np.bincount(self.found.tokens.document, minlength=self.n))
        hits = self._hits(result, [result.by, "item"])
        for group, item in self._pairs(result, "item"):
            yield [[[hits[group, item]], [words]]]

    def stances(self) -> Iterator[list[Side]]:
        result = self.found.stances
        assert result is not None
        hits, told = self._hits(result, [result.by, "item"]), self._hits(result, [result.by])
        for group, item in self._pairs(result, "item"):
            yield [[[hits[group, item]] if (group, item) in hits else [], [told[(group,)]]]]

    def moods(self) -> Iterator[list[Side]]:
        scored = self.found.scored
        place = {str(group): i for i, group in enumerate(scored.groups)}
        for group, scorer in self._pairs(self.found.moods, "measure"):
            row = place[group]
            scores = self.vectors.add(scored.total(scorer)[row])
            yield [[[scores], [self.vectors.add(scored.sentences[row])]]]

    def keys(self) -> Iterator[list[Side]]:
        result, tokens = self.found.keys, self.found.tokens
        assert result is not None
        words = count_words(tokens, result.by)
        place = {str(name): i for i, name in enumerate(words.names)}
        form = {name: i for i, name in enumerate(tokens.vocabulary)}
        everything = words.whole
        pairs = list(self._pairs(result, "item"))
        for group in dict.fromkeys(group for group, _ in pairs):
            items = np.array([form[item] for name, item in pairs if name == group], dtype=np.int64)
            own = words.of(place[group])
            hits, size = np.zeros((2, len(items), self.n)), np.zeros((2, self.n))
            for side, cells in enumerate((own, everything)):
                hits[side][:, cells.document] = cells.columns(items, cells.document)
                size[side, cells.document] = cells.words
            hits[1], size[1] = hits[1] - hits[0], size[1] - size[0]  # everything but the group
            x, y = (self.vectors.add(row) for row in size)
            for one, other in zip(*hits, strict=True):
                yield [[[self.vectors.add(one)], [x]], [[self.vectors.add(other)], [y]]]

    def _cells(self) -> dict[tuple[str, str], tuple[int, int]]:
        counts = self.counts[self.found.by]
        return {
            (str(group), one.name): (
                self.vectors.add(counts.weights[m, g]),
                self.vectors.add(counts.exposure(one)[g]),
            )
            for m, one in enumerate(counts.measures)
            for g, group in enumerate(counts.groups)
        }

    def _pairs(self, result: Result, *names: str) -> Iterator[tuple[str, ...]]:
        columns = [texts_of(result.frame[name]) for name in (result.by, *names)]
        return zip(*columns, strict=True)

    def _hits(self, result: Result, names: list[str]) -> dict[tuple[str, ...], int]:
        """The hits of each row: the weights of its hits, by document."""
        hits = result.hits
        hits = hits[hits["weight"] != 0]
        frame = pd.DataFrame({name: texts_of(hits[name]) for name in names})
        frame["row"] = [self.row_of[doc_id] for doc_id in hits["doc_id"]]
        frame["weight"] = hits["weight"].to_numpy(dtype=float)
        sums = frame.groupby([*names, "row"], sort=True)["weight"].sum().reset_index()
        return {
            tuple(map(str, key if isinstance(key, tuple) else (key,))): self.vectors.sparse(
                rows["row"].to_numpy(), rows["weight"].to_numpy()
            )
            for key, rows in sums.groupby(names, sort=False)
        }


def _result(result: Result, sides: list[list[Side]]) -> dict[str, Any]:
    frame = result.frame
    return {
        "kind": result.kind,
        "by": result.by,
        "parameters": result.parameters,
        "columns": [str(name) for name in frame.columns],
        "rows": plain_rows(frame),
        "sides": sides,
    }
