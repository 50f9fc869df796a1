"""Listing: the diversity of each group's words, with intervals from its documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from rostra.cautions import DEPENDS_ON_LENGTH, FEW, SHORT, SHORTER
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.cells import Cells
from rostra.index.partitions import document_bounds
from rostra.index.tables import segments
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, count_words_as, function_words
from rostra.index.word_counts import WordCounts, whole_documents
from rostra.measures.diversity.formulas import FORMULAS, indices
from rostra.measures.diversity.sequences import SEQUENCES, ratio_of, steps_for, walk
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS
from rostra.stats.documents import bootstrap_statistic, jackknife_interval

__all__ = ["USUAL", "diversity"]

USUAL = ("ttr", "root_ttr", "herdan_c", "maas_a_squared", "yule_k", "mattr", "msttr", "mtld", "hdd")
GROUPS = 40  # of documents, each left out once


def diversity(
    tokens: Tokens,
    *,
    by: str | None = None,
    measures: str | Iterable[str] = USUAL,
    window: int = 50,
    segment: int = 50,
    threshold: float = 0.72,
    case: bool = False,
    lemma: bool = False,
    stem: bool = False,
    stop_words: bool = True,
    n_boot: int = 2000,
    seed: int = 0,
) -> Result:
    """How varied somebody's vocabulary is.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str, optional
        A column of the statements or documents (`actor`, `doc_id`): a row a group.
    measures : str or iterable of str
        Names in `rostra.measures.diversity.FORMULAS` or `SEQUENCES`.
    window : int
        Words of a window of MATTR.
    segment : int
        Words of a segment of MSTTR.
    threshold : float
        Type-token ratio at which a factor of MTLD ends.
    case, lemma, stem : bool
        What counts as one word, as in `frequencies`.
    stop_words : bool
        False leaves function words out, of the number of words too.
    n_boot : int
        Resamples behind the intervals of MATTR, MSTTR and MTLD; 0 for no intervals at all.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        One row a group and measure: `value`, `low`, `high`, `unit` (variant, range and
        direction), `hits` NA (an index is no ratio of hits), `exposure` (words it was
        computed on), `types` (different words), `documents`, `note`. `hits` of the result
        are the stretches of text that the words are.

    Notes
    -----
    Formulas, directions and sources: `rostra.measures.diversity.diversify`, `follow`,
    `hdd` and `vocd`. Indices of frequencies take all words of the group together. Those that
    walk along the text (MATTR, MSTTR, MTLD) walk within each document, a group's words of
    one document being one text, and add up what they find: so they do not depend on the
    order of the documents, and for a single document they are the published ones. Windows
    and segments need documents of that length; shorter ones are counted in the note.

    The intervals (95%) of the latter resample documents. The others cannot be resampled,
    as a document drawn twice has no new words; their intervals are those of a jackknife
    that leaves out documents (in 40 groups, where there are more). The note says where a measure
    depends on the length of the text, and where there are fewer than 100 words.

    References
    ----------
    Tweedie, F. J. and Baayen, R. H. (1998). How variable may a constant be? Computers and
    the Humanities 32, 323-352.
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study. Behavior
    Research Methods 42(2), 381-392.

    Examples
    --------
    >>> import rostra
    >>> rows = [{"who": "A", "text": "War, war and war."}, {"who": "B", "text": "Peace and order."}]
    >>> words = rostra.tokenize(rostra.load_corpus(rows))
    >>> rostra.diversity(words, by="who", measures="ttr").frame[["who", "value", "exposure"]].values.tolist()
    [['A', 0.5, 4], ['B', 1.0, 3]]
    """
    demand("Tokens", tokens, "diversity")
    asked = [measures] if isinstance(measures, str) else list(measures)
    for name in asked:
        if name not in FORMULAS and name not in SEQUENCES:
            raise QueryError(unknown("measure of diversity", name, [*FORMULAS, *SEQUENCES]))
    if window < 1 or segment < 1:
        raise QueryError(f"window is {window} and segment {segment}. Give numbers of words from 1.")
    if not 0 < threshold < 1:
        raise QueryError(f"threshold is {threshold}. Give a type-token ratio between 0 and 1, such as 0.72.")
    column = by or "corpus"
    names, words = count_words_as(tokens, by, case=case, lemma=lemma, stem=stem)
    groups = [tokens.corpus.name] if by is None else words.names
    left_out = np.zeros(len(names), dtype=bool) if stop_words else function_words(names)
    along = {"window": window, "segment": segment, "threshold": threshold, "steps": steps_for(len(tokens))}
    texts: list[list[np.ndarray]] = [[] for _ in groups]
    if any(name in SEQUENCES for name in asked):
        _, form = count_as(tokens, case=case, lemma=lemma, stem=stem)
        texts = _texts(tokens, words, by, form, left_out, len(groups))
    rows: list[dict[str, Any]] = []
    exposure = 0
    for code, name in enumerate(groups):
        cells = words.of(code)
        if left_out.any():
            cells = _without(cells, left_out)
        exposure += int(cells.words.sum())
        rows += [{column: name, **row} for row in _rows(cells, texts[code], asked, along, n_boot, seed)]
    frame = leading(pd.DataFrame(rows, columns=None if rows else [column]), column)
    settings = {
        "by": by, "measures": asked, "window": window, "segment": segment, "threshold": threshold,
        "case": case, "lemma": lemma, "stem": stem,
        "stop_words": stop_words, "n_boot": n_boot, "seed": seed,
    }  # fmt: skip
    about = _about(tokens, settings, exposure, frame)

    def evidence() -> pd.DataFrame:
        codes = tokens.groups(by)[1]
        if not stop_words:
            named, form = count_as(tokens, case=case, lemma=lemma, stem=stem)
            codes = np.where(function_words(named)[form], -1, codes)
        return segments(tokens, groups, codes, column, "diversity")

    return Result(
        frame=frame,
        hits=evidence,
        about=about,
        by=column,
        kind="diversity",
        corpus=tokens.corpus,
        parameters=settings,
        source=tokens.source,
    )


def _texts(
    tokens: Tokens, words: WordCounts, by: str | None, form: np.ndarray, left_out: np.ndarray, groups: int
) -> list[list[np.ndarray]]:
    """Return what each group says in each document as a text of its own."""
    bounds = document_bounds(tokens)
    found: list[list[np.ndarray]] = [[] for _ in range(groups)]
    if whole_documents(tokens, words):
        for document, code in zip(words.rows.document.tolist(), words.group.tolist(), strict=True):
            if code >= 0:
                found[code].append(form[bounds[document] : bounds[document + 1]])
    else:
        codes = tokens.groups(by)[1]
        for begin, end in pairwise(bounds.tolist()):
            own = codes[begin:end]
            for code in np.unique(own[own >= 0]).tolist():
                found[code].append(form[begin:end][own == code])
    if left_out.any():
        found = [[text[~left_out[text]] for text in texts] for texts in found]
    return [[text for text in texts if len(text)] for texts in found]


def _without(cells: Cells, left_out: np.ndarray) -> Cells:
    """Leave out words, and the documents that have no others."""
    names = np.where(left_out, -1, np.arange(cells.size))
    kept = cells.renamed(names, cells.size)
    kept = replace(kept, words=kept.weighed(np.ones(cells.size)).astype(np.int64))
    return kept.rows(np.flatnonzero(kept.words))


def _rows(
    cells: Cells, texts: list[np.ndarray], asked: list[str], along: dict[str, Any], n_boot: int, seed: int
) -> list[dict[str, Any]]:
    """Every measure of one group."""
    counts, words, used = cells.hits.astype(np.int64), int(cells.words.sum()), len(cells.document)
    still = [name for name in asked if name in FORMULAS]
    found = dict(zip(still, indices(counts, still), strict=True))
    limits = _left_out(cells, counts, still, seed) if n_boot else {}
    rows = []
    for name in asked:
        note = []
        if name in FORMULAS:
            value = found[name]
            low, high = limits.get(name, (np.nan, np.nan))
            exposure, documents = words, used
            if FORMULAS[name].by_length:
                note.append(DEPENDS_ON_LENGTH)
        else:
            value, low, high, exposure, documents = _along(texts, name, along, n_boot, seed)
            if documents < len(texts):
                note.append(f"{counted(len(texts) - documents, 'document')} too short")
        if words < SHORT:
            note.append(SHORTER)
        if n_boot and documents < MIN_DOCUMENTS:
            note.append(FEW)
        rows.append({
            "measure": name, "value": value, "low": low, "high": high,
            "unit": FORMULAS[name].unit if name in FORMULAS else SEQUENCES[name],
            "exposure": exposure, "documents": documents, "note": "; ".join(note),
            "types": int(np.count_nonzero(counts)),
        })  # fmt: skip
    return rows


def _left_out(
    cells: Cells, counts: np.ndarray, names: list[str], seed: int
) -> dict[str, tuple[float, float]]:
    """Leave out documents in turn, and see how far each index moves."""
    documents = len(cells.document)
    if documents < MIN_DOCUMENTS or not names:
        return {}
    dealt = np.arange(documents) % GROUPS
    if documents > GROUPS:
        dealt = np.random.default_rng(seed).permutation(dealt)
    n_groups = int(dealt.max()) + 1
    values = []
    for group in range(n_groups):
        fewer = counts - cells.rows(np.flatnonzero(dealt == group)).hits.astype(np.int64)
        values.append(indices(fewer, names))
    low, high = jackknife_interval(indices(counts, names), values)
    return {name: (float(low[i]), float(high[i])) for i, name in enumerate(names)}


def _along(
    texts: list[np.ndarray], name: str, along: dict[str, Any], n_boot: int, seed: int
) -> tuple[float, float, float, int, int]:
    """Walk along each document, and add up."""
    if not texts:
        return np.nan, np.nan, np.nan, 0, 0
    walked = np.array([walk(text, name, **along) for text in texts]).reshape(len(texts), -1)
    counting = walked[:, 1] > 0 if name not in ("mtld", "mtld_at_most", "mtld_minimum") else walked[:, 0] > 0
    parts = walked[counting]
    exposure = int(sum(len(text) for text, counts in zip(texts, counting, strict=True) if counts))
    if not len(parts):
        return np.nan, np.nan, np.nan, exposure, 0
    value = float(ratio_of(parts.sum(axis=0, keepdims=True))[0])
    low, high = bootstrap_statistic(parts, lambda sums: ratio_of(sums)[:, None], n_boot=n_boot, seed=seed)
    return value, float(low[0]), float(high[0]), exposure, len(parts)


def _about(tokens: Tokens, settings: dict[str, Any], words: int, frame: pd.DataFrame) -> str:
    asked = settings["measures"]
    parts = [f"Diversity of the vocabulary of {counted(words, 'word')}."]
    if any(name in SEQUENCES for name in asked):
        parts.append(
            f"Along each document: windows of {settings['window']} and segments of "
            f"{settings['segment']} words, factors down to a type-token ratio of {settings['threshold']}."
        )
    if settings["case"]:
        parts.append("Words that differ in case are kept apart.")
    if settings["lemma"] or settings["stem"]:
        kind = "lemma (simplemma)" if settings["lemma"] else "Snowball stem"
        parts.append(f"Words are counted under their {kind}.")
    if len(tokens) > words:
        what = "words without a value of " + repr(settings["by"]) if settings["by"] else "words"
        what += "" if settings["stop_words"] else " and function words" if settings["by"] else ""
        if not settings["stop_words"] and not settings["by"]:
            what = "function words"
        parts.append(f"{len(tokens) - words:,} {what} are left out.")
    if len(frame) and frame["low"].notna().any():
        parts.append(
            "Intervals: 95%, by leaving out documents, and for the measures along the text by "
            f"{settings['n_boot']:,} resamples of documents, seed {settings['seed']}."
        )
    return " ".join(parts)
