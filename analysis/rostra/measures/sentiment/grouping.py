"""Grouping: the sentences of each actor, scored by us, by VADER and by TextBlob."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from rostra.cautions import FEW, NO_HITS, TOO_LITTLE
from rostra.errors import QueryError, unknown
from rostra.index.tokens import Tokens
from rostra.marks import quoted_spans
from rostra.measures.sentiment.scoring import scores
from rostra.measures.sentiment.weights import Hits, find
from rostra.measures.sentiment.words import STRAIGHT, Words
from rostra.result import Result, describe_intervals, leading
from rostra.statements import KINDS
from rostra.stats import MIN_DOCUMENTS, interval_of_ratio

__all__ = ["KINDS_COUNTED", "sentiment"]

# An indirect quotation is the reporter's wording: it is left out unless asked for.
KINDS_COUNTED = ("direct", "mixed", "speech")
SCORERS = ("polarity", "vader", "textblob", "subjectivity")
HIT_COLUMNS = (
    "measure", "item", "doc_id", "statement_id", "start", "end", "entry", "weight", "negated", "speaker",
    "kind",
)  # fmt: skip


def sentiment(
    tokens: Tokens,
    *,
    by: str = "actor",
    kinds: Sequence[str] = KINDS_COUNTED,
    n_boot: int | None = None,
    seed: int = 0,
    min_words: int = 100,
) -> Result:
    """How favourable the sentences of each actor sound: ours, and VADER and TextBlob beside it.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, whose they are.
    by : str
        A column of the statements or of the documents.
    kinds : sequence of str
        The kinds of statement that count: by default an actor's own wording (`direct`, the
        quoted part of `mixed`, `speech`). Without statements every word counts.
    n_boot : int, optional
        Percentile intervals from so many resamples of documents instead; 0 for none.
    seed : int
        Seed of the resamples.
    min_words : int
        Below this many words a group keeps its rows, without values.

    Returns
    -------
    Result
        Four rows a group: `polarity` (ours), `vader` (compound score), `textblob` (polarity)
        from -1 to 1, and `subjectivity` (TextBlob) from 0 to 1. `value` is the mean over
        sentences, `exposure` the sentences, `hits` the evaluative words that this scorer
        sees, `seen` their share of the evaluative words that any of the three sees (0 to 1).
        `.hits` holds the words that ours weighs.

    Notes
    -----
    The value is :math:`\\sum_i s_i / n` over the n sentences of a group; higher is more
    favourable. A sentence counts for a group with the characters of its statements only:
    what stands between them is blanked. Each scorer gets one sentence at a time, the other
    two with straight quotation marks and single spaces: VADER does not know curly ones, and
    takes time by the square of the length. The score of a sentence does depend on its
    length: see `polarity`. The interval comes from resampling documents, and there is none
    below eight. `seen` is the warning: a scorer that misses the words of a case is blind
    to it, and says 0.

    References
    ----------
    Hutto, C. and Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment
    analysis of social media text. ICWSM.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "A reckless, provocative step.", "who": "Ann"}])
    >>> scored = sentiment(rostra.tokenize(corpus), by="who", min_words=1)
    >>> scored.frame[["measure", "hits", "seen"]].values.tolist()
    [['polarity', 2.0, 1.0], ['vader', 1.0, 0.5], ['textblob', 0.0, 0.0], ['subjectivity', 0.0, 0.0]]
    """
    for kind in kinds:
        if kind not in KINDS:
            raise QueryError(unknown("kind", kind, KINDS))
    groups, codes = tokens.groups(by)
    counted = _counted(tokens, kinds)
    pieces = pieces_of(tokens, codes, counted)
    scored, seen, hits = _scored(tokens, pieces, groups, by)
    sentences = np.zeros((len(groups), len(tokens.corpus.documents)))
    totals = np.zeros((len(SCORERS), *sentences.shape))
    where = ([piece.group for piece in pieces], [piece.document for piece in pieces])
    np.add.at(sentences, where, 1)
    for total, column in zip(totals, scored.T, strict=True):
        np.add.at(total, where, column)
    # kept with the words, as hits are: whoever writes the numbers down writes down what they are made of
    tokens._cache["sentiment", by, tuple(kinds)] = groups, SCORERS, totals, sentences
    read = sentences.sum(axis=0) > 0
    totals, sentences = totals[:, :, read], sentences[:, read]
    with np.errstate(invalid="ignore"):
        means = totals.sum(axis=-1) / sentences.sum(axis=-1)
    low = high = np.full(totals.shape[:2], np.nan)
    if len(groups) and read.any():
        low, high = interval_of_ratio(totals, sentences, scale="linear", n_boot=n_boot, seed=seed)
    words = np.bincount(codes[counted & (codes >= 0)], minlength=len(groups))
    rows = []
    for code, group in enumerate(groups):
        exposure, documents = int(sentences[code].sum()), int(np.count_nonzero(sentences[code]))
        enough = exposure > 0 and words[code] >= min_words
        evaluative = seen[code, -1]
        for i, scorer in enumerate(SCORERS):
            sure = enough and not np.isnan(low[i, code]) and np.abs(totals[i, code]).sum() > 0
            few = FEW if documents < MIN_DOCUMENTS else NO_HITS if not sure else ""
            rows.append({
                by: group,
                "measure": scorer,
                "value": means[i, code] if enough else np.nan,
                "low": low[i, code] if sure else np.nan,
                "high": high[i, code] if sure else np.nan,
                "unit": f"mean sentence score, {'0' if scorer == 'subjectivity' else '-1'} to 1",
                "hits": seen[code, i],
                "exposure": exposure,
                "documents": documents,
                "note": TOO_LITTLE if not enough else few if n_boot != 0 else "",
                "seen": seen[code, i] / evaluative if evaluative else np.nan,
            })  # fmt: skip
    frame = leading(pd.DataFrame(rows, columns=None if rows else [by, "seen"]), by).astype(
        {"seen": "Float64"}
    )
    settings = {"by": by, "kinds": list(kinds), "n_boot": n_boot, "seed": seed, "min_words": min_words}
    about = _about(
        tokens, settings, seen.sum(axis=0), int((counted & (codes < 0)).sum()), int((~counted).sum())
    )
    return Result(frame, hits, about, by, "sentiment", tokens.corpus, settings, tokens.source)


class Piece(NamedTuple):
    """What a group says in one sentence: the text (blanked where others speak) and its tokens."""

    group: int
    document: int
    start: int
    text: str
    words: np.ndarray


def _counted(tokens: Tokens, kinds: Sequence[str]) -> np.ndarray:
    """Mark the words of statements of these kinds; of a mixed one, what stands in quotation marks."""
    if tokens.statements is None:
        return np.ones(len(tokens), dtype=bool)
    kind = tokens.labels("kind")
    counted = np.isin(kind, list(kinds))
    mixed = np.flatnonzero(counted & (kind == "mixed"))
    if "indirect" in kinds or not len(mixed):
        return counted
    texts = tokens.corpus.documents["text"].to_numpy(dtype=object)
    frame = tokens.statements.frame
    limits = np.stack([frame["start"].to_numpy(), frame["end"].to_numpy()], axis=1)
    for document in np.unique(tokens.document[mixed]).tolist():
        quoted = [mark.inner for mark in quoted_spans(texts[document])]
        for word in mixed[tokens.document[mixed] == document]:
            start, end = limits[tokens.statement[word]]
            # a quotation around the whole statement is somebody else's
            counted[word] = any(
                first <= tokens.start[word] < last and not (first <= start and last >= end)
                for first, last in quoted
            )
    return counted


def pieces_of(tokens: Tokens, codes: np.ndarray, counted: np.ndarray) -> list[Piece]:
    """Cut the sentences at the borders between groups, in text order."""
    texts = tokens.corpus.documents["text"].to_numpy(dtype=object)
    words = np.flatnonzero(counted & (codes >= 0))
    order = words[np.lexsort((words, codes[words], tokens.sentence[words]))]
    borders = np.flatnonzero(np.diff(tokens.sentence[order]) | np.diff(codes[order])) + 1
    sizes = np.bincount(tokens.sentence, minlength=len(tokens.sentence_start))
    following = np.append(tokens.start[1:], 0)  # where the next word begins
    statements = tokens.statements
    limits = None if statements is None else statements.frame["end"].to_numpy()[tokens.statement]
    pieces = []
    for run in np.split(order, borders) if len(order) else []:
        sentence, document = int(tokens.sentence[run[0]]), int(tokens.document[run[0]])
        start, end = int(tokens.sentence_start[sentence]), int(tokens.sentence_end[sentence])
        text = texts[document][start:end]
        if len(run) < sizes[sentence]:
            kept = [" "] * len(text)
            for word in run:
                first, last = int(tokens.start[word]) - start, int(following[word]) - start
                if not int(tokens.end[word]) - start <= last <= len(text):
                    last = len(text)
                if limits is not None:
                    last = min(last, max(int(limits[word]) - start, first))
                kept[first:last] = text[first:last]
            text = "".join(kept)
        pieces.append(Piece(int(codes[run[0]]), document, start, text, run))
    return pieces


def _scored(
    tokens: Tokens, pieces: list[Piece], groups: list[Any], by: str
) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Score each piece by every scorer; count what each sees, by group; list the words that ours weighs.

    The last column of the counts is what any scorer sees.
    """
    others, sights = other_scorers(tokens)
    words = Words.of([piece.text for piece in pieces])
    hits = find(words)
    values = np.zeros((len(pieces), len(SCORERS)))
    values[:, 0] = scores(hits.text, hits.weight, words.count)
    for i, piece in enumerate(pieces):
        values[i, 1:] = others(" ".join(piece.text.translate(STRAIGHT).split()))
    ours, heads = np.zeros((2, len(tokens)), dtype=bool)
    places: list[tuple[int, int, int, int]] = []
    where = (hits.text.tolist(), words.start[hits.first].tolist(), words.end[hits.last].tolist())
    for i, begin, stop in zip(*where, strict=True):
        piece = pieces[i]
        start, end = piece.start + begin, piece.start + stop
        first, last = np.searchsorted(tokens.start[piece.words], [start, end - 1], side="right") - 1
        ours[piece.words[first : last + 1]] = True
        heads[piece.words[last]] = True  # a phrase is one evaluative word
        places.append((int(piece.words[first]), int(piece.words[last]), start, end))
    sees = np.vstack([ours, *(sight[tokens.form] for sight in sights)])
    evaluative: np.ndarray = np.vstack([heads, sees[1:3]]).max(axis=0)
    seen = np.zeros((len(groups), len(SCORERS) + 1))
    for piece in pieces:
        inside = evaluative[piece.words]
        seen[piece.group, :-1] += (sees[:, piece.words] & inside).sum(axis=1)
        seen[piece.group, -1] += inside.sum()
    return values, seen, _hit_frame(tokens, places, hits, by)


def other_scorers(tokens: Tokens) -> tuple[Callable[[str], tuple[float, float, float]], list[np.ndarray]]:
    """Return VADER and TextBlob as one function of a text, and which words of the vocabulary each knows."""
    from textblob.en import sentiment as textblob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()

    def others(text: str) -> tuple[float, float, float]:
        opinion, subjectivity = textblob(text)
        return float(vader.polarity_scores(text)["compound"]), float(opinion), float(subjectivity)

    textblob("")  # reads its lexicon
    known = np.zeros((3, len(tokens.vocabulary)), dtype=bool)
    for i, form in enumerate(tokens.vocabulary):
        word = form.casefold()
        opinion, subjectivity, _ = textblob.get(word.removesuffix("'s"), {}).get(None, (0, 0, 0))
        known[:, i] = word in vader.lexicon, opinion != 0, subjectivity != 0
    return others, list(known)


def _hit_frame(tokens: Tokens, places: list[tuple[int, int, int, int]], hits: Hits, by: str) -> pd.DataFrame:
    first = np.array([place[0] for place in places], dtype=np.int64)
    last = np.array([place[1] for place in places], dtype=np.int64)
    frame = pd.DataFrame(tokens.places(first, last))
    frame["start"] = np.array([place[2] for place in places], dtype=np.int64)
    frame["end"] = np.array([place[3] for place in places], dtype=np.int64)
    frame["measure"], frame["item"] = "polarity", pd.NA
    frame["entry"] = hits.entry
    frame["weight"] = hits.weight.round(4)
    frame["negated"] = hits.negated
    if by not in frame:
        frame[by] = tokens.labels(by)[first] if len(first) else pd.Series(dtype="object")
    numbers = {"start": "int64", "end": "int64", "weight": "float64", "negated": "bool"}
    columns = list(dict.fromkeys([*HIT_COLUMNS, by, *frame.columns]))
    return frame[columns].astype(
        {name: numbers.get(name, "string") for name in columns if name != by or by == "actor"}
    )


def _about(tokens: Tokens, settings: dict[str, Any], seen: np.ndarray, unknown_group: int, other: int) -> str:
    """Say in words how the numbers were made, what each scorer sees, and what was left out."""
    by = settings["by"]
    parts = [
        f"Mean score of the sentences of each {by}, by Rostra's lexicon, VADER and TextBlob; a sentence "
        f"counts with the words of the {by} only."
    ]
    if seen[-1]:
        shares = [f"{count / seen[-1]:.0%}" for count in seen[:3]]
        parts.append(
            f"Of {int(seen[-1]):,} words that any of them takes for evaluative, Rostra sees {shares[0]}, "
            f"VADER {shares[1]}, TextBlob {shares[2]}."
        )
    parts += describe_intervals(settings["n_boot"], settings["seed"], scale="linear")
    parts.append(f"Below {settings['min_words']:,} words no value is shown.")
    left = [f"{unknown_group:,} without a known {by}"] if unknown_group else []
    if tokens.statements is not None and other:
        left.append(f"{other:,} in other kinds than {', '.join(settings['kinds'])}")
    if left:
        parts.append(f"Words left out: {'; '.join(left)}.")
    return " ".join(parts)
