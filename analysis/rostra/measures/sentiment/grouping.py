"""Grouping: the sentences of each actor, scored by us, by VADER and by TextBlob."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from rostra.index.tokens import Tokens
from rostra.marks import quoted_spans
from rostra.measures.sentiment.scoring import scores
from rostra.measures.sentiment.weights import Hits, find
from rostra.measures.sentiment.words import STRAIGHT, Words

__all__ = ["SCORERS", "Piece", "counted_words", "other_scorers", "pieces_of", "scored_pieces"]

SCORERS = ("polarity", "vader", "textblob", "subjectivity")
HIT_COLUMNS = (
    "measure", "item", "doc_id", "statement_id", "start", "end", "entry", "weight", "negated", "speaker",
    "kind",
)  # fmt: skip


class Piece(NamedTuple):
    """What a group says in one sentence: the text (blanked where others speak) and its tokens."""

    group: int
    document: int
    start: int
    text: str
    words: np.ndarray


def counted_words(tokens: Tokens, kinds: Sequence[str]) -> np.ndarray:
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
    bounds = [0, *borders.tolist(), len(order)] if len(order) else []
    head = order[bounds[:-1]]
    where = tokens.sentence[head]
    columns = (
        column.tolist()
        for column in (
            codes[head], tokens.document[head], tokens.sentence_start[where], tokens.sentence_end[where],
            sizes[where],
        )
    )  # fmt: skip
    for (low, high), code, document, start, end, size in zip(pairwise(bounds), *columns, strict=True):
        run = order[low:high]
        text = texts[document][start:end]
        if high - low < size:
            kept = [" "] * len(text)
            for word in run:
                first, last = int(tokens.start[word]) - start, int(following[word]) - start
                if not int(tokens.end[word]) - start <= last <= len(text):
                    last = len(text)
                if limits is not None:
                    last = min(last, max(int(limits[word]) - start, first))
                kept[first:last] = text[first:last]
            text = "".join(kept)
        pieces.append(Piece(code, document, start, text, run))
    return pieces


def scored_pieces(
    tokens: Tokens, pieces: list[Piece], groups: int, by: str
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
    seen = np.zeros((groups, len(SCORERS) + 1))
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
