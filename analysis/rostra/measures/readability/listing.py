"""Listing: the readability of each group's words, with intervals from its documents."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.cautions import FEW, SHORT, SHORTER
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.cells import Cells
from rostra.index.tables import segments
from rostra.index.tokenizing import tokenize
from rostra.index.tokens import Tokens
from rostra.index.word_counts import count_words
from rostra.measures.readability.counting import count_parts
from rostra.measures.readability.formulas import FORMULAS, needed, score
from rostra.measures.readability.lists import FAMILIAR
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS
from rostra.stats.documents import bootstrap_statistic

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.statements import Statements

__all__ = ["USUAL", "readability"]

USUAL = (
    "sentence_length", "word_syllables", "flesch", "flesch_kincaid", "fog", "smog", "ari", "coleman_liau",
    "lix", "rix", "linsear_write", "forcast",
)  # fmt: skip


def readability(
    source: Corpus | Statements | Tokens,
    *,
    by: str | None = None,
    measures: str | Iterable[str] = USUAL,
    familiar: Iterable[str] | None = None,
    n_boot: int = 2000,
    seed: int = 0,
) -> Result:
    """How hard somebody's words are to read, by the length of words and sentences.

    Parameters
    ----------
    source : Corpus, Statements or Tokens
        The texts, or their words.
    by : str, optional
        A column of the statements or documents (`actor`, `doc_id`): a row a group.
    measures : str or iterable of str
        Names in `rostra.measures.readability.FORMULAS`.
    familiar : iterable of str, optional
        Words that every reader knows, for the formulas of Dale & Chall, Spache and Bormuth.
        Their lists are not free, so none ships; word forms are compared as they are.
    n_boot : int
        Resamples behind each interval; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        One row a group and measure: `value`, `low`, `high`, `unit` (variant, scale and
        direction), `hits` NA (a score is no ratio of hits), `exposure` (words), `documents`,
        `note`, `sentences`, `syllables` and `characters`. `hits` of the result are the stretches
        of text that the words are.

    Notes
    -----
    Formulas and sources: `rostra.measures.readability.score`. Counts of all documents are
    added up, then scored. A sentence counts for a group when any word of it is the group's: a
    quotation of half a sentence is a short sentence, so that the scores of quoted words are
    lower than those of speeches. Syllables are worked out by spelling
    (`rostra.measures.readability.count_syllables`), for English; characters are letters and
    digits. The interval (95%) resamples documents. Under 100 words a score says little.

    References
    ----------
    Klare, G. R. (1974). Assessing readability. Reading Research Quarterly 10, 62-102.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "The cat in the hat ate breakfast."}])
    >>> easy = rostra.readability(corpus, measures=["flesch", "fog"])
    >>> easy.frame[["measure", "value"]].round(2).values.tolist()
    [['flesch', 103.04], ['fog', 2.8]]
    """
    demand("Corpus or Statements or Tokens", source, "readability")
    asked = [measures] if isinstance(measures, str) else list(measures)
    for name in asked:
        if name not in FORMULAS:
            raise QueryError(unknown("measure of readability", name, FORMULAS))
        if name in FAMILIAR and familiar is None:
            raise QueryError(
                f"{name} needs a list of familiar words, and none ships. Give one: familiar=[...], or "
                "go from counts to the score with rostra.measures.readability.score."
            )
    tokens = source if isinstance(source, Tokens) else tokenize(source)
    column = by or "corpus"
    words = count_words(tokens, by)
    groups = [tokens.corpus.name] if by is None else words.names
    order = np.argsort(words.group, kind="stable")
    bounds = np.searchsorted(words.group[order], np.arange(len(groups) + 1))
    listed = None if familiar is None else list(familiar)
    counts = {
        name: values[order] for name, values in count_parts(tokens, words, by=by, familiar=listed).items()
    }
    types = _types(words.rows.rows(order), bounds)
    rows: list[dict[str, Any]] = []
    for code, name in enumerate(groups):
        parts = {key: values[bounds[code] : bounds[code + 1]] for key, values in counts.items()}
        rows += [{column: name, **row} for row in _rows(parts, types[code], asked, n_boot, seed)]
    frame = leading(pd.DataFrame(rows, columns=None if rows else [column]), column)
    settings = {
        "by": by, "measures": asked, "familiar": listed, "n_boot": n_boot, "seed": seed,
    }  # fmt: skip
    about = _about(tokens, settings, len(tokens) - words.unknown, frame)
    return Result(
        frame=frame,
        hits=lambda: segments(tokens, *tokens.groups(by), column, "readability"),
        about=about,
        by=column,
        kind="readability",
        corpus=tokens.corpus,
        parameters=settings,
        source=tokens.source,
    )


def _types(cells: Cells, bounds: np.ndarray) -> list[float]:
    """Count the different words of each group, which are not the sum of those of its documents."""
    latest = np.zeros(cells.size, dtype=np.int64)
    types = []
    for begin, end in pairwise(cells.offsets[bounds].tolist()):
        forms, places = cells.form[begin:end], np.arange(end - begin)
        latest[forms] = places  # of several places of a form, the last one stays
        types.append(float(np.count_nonzero(latest[forms] == places)))
    return types


def _rows(
    own: dict[str, np.ndarray], types: float, asked: list[str], n_boot: int, seed: int
) -> list[dict[str, Any]]:
    """Every measure of one group."""
    names = list(own)
    table = np.column_stack([own[name] for name in names])
    sums = dict(zip(names, table.sum(axis=0).tolist(), strict=True)) | {"types": types}
    added = [name for name in asked if "types" not in needed(name)]

    def scores(resampled: np.ndarray) -> np.ndarray:
        counts = dict(zip(names, resampled.T, strict=True))
        return np.column_stack([score(counts, measure=name) for name in added])

    limits: dict[str, tuple[float, float]] = {}
    if added:
        low, high = bootstrap_statistic(table, scores, n_boot=n_boot, seed=seed)
        limits = {name: (float(low[i]), float(high[i])) for i, name in enumerate(added)}
    notes = []
    if sums["words"] < SHORT:
        notes.append(SHORTER)
    if n_boot and len(table) < MIN_DOCUMENTS:
        notes.append(FEW)
    rows = []
    for name in asked:
        bounds = limits.get(name, (np.nan, np.nan))
        note = notes if name in added else [*notes, "no interval: different words cannot be resampled"]
        rows.append({
            "measure": name, "value": float(score(sums, measure=name)), "low": bounds[0], "high": bounds[1],
            "unit": FORMULAS[name].unit, "exposure": int(sums["words"]), "documents": len(table),
            "note": "; ".join(note), "sentences": int(sums["sentences"]), "syllables": int(sums["syllables"]),
            "characters": int(sums["characters"]),
        })  # fmt: skip
    return rows


def _about(tokens: Tokens, settings: dict[str, Any], words: int, frame: pd.DataFrame) -> str:
    parts = [f"Readability of {counted(words, 'word')}; syllables by spelling, English."]
    sources = dict.fromkeys(FORMULAS[name].source for name in settings["measures"] if FORMULAS[name].source)
    if sources:
        parts[0] = f"{parts[0][:-1]} ({'; '.join(sources)})."
    if settings["familiar"] is not None:
        parts.append(f"Familiar are {counted(len(settings['familiar']), 'word')} that were given.")
    if len(tokens) > words:
        parts.append(f"{len(tokens) - words:,} words without a value of {settings['by']!r} are left out.")
    if len(frame) and frame["low"].notna().any():
        parts.append(
            f"Intervals: 95%, {settings['n_boot']:,} resamples of documents, seed {settings['seed']}."
        )
    return " ".join(parts)
