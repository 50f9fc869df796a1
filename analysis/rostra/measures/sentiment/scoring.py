"""Scoring: how favourable a text sounds, alone or about a target."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from rostra.errors import QueryError
from rostra.measures.sentiment.words import Hit, Words, find

__all__ = ["NEUTRAL", "NEUTRAL_TARGET", "polarity", "score"]

# |score| up to which a text, or what it says of a target, is neutral. Set on coded news sentences.
NEUTRAL = 0.25
NEUTRAL_TARGET = 0.05
SQUARED_SCALE = 12.0
USUAL_LENGTH, SHORTEST = 20, 6
DISTANCE, OTHER_CLAUSE = 8.0, 0.5


def polarity(texts: Iterable[str], targets: Iterable[tuple[int, int]] | None = None) -> pd.DataFrame:
    """How favourable each text sounds, or how favourably it speaks of a target, from -1 to 1.

    Parameters
    ----------
    texts : iterable of str
        Sentences or short texts, as published. What is missing (None, NA) counts as empty.
    targets : iterable of (int, int), optional
        One span a text, in code points: what the text is to be read as speaking of.

    Returns
    -------
    pandas.DataFrame
        One row a text, in order: `score` (-1 to 1; NA where there is no word), `label`
        (`neg`, `neu`, `pos`), `hits` (a list of `(start, end, entry, weight)`: place in the
        text, entry of the lexicon, weight after shifting), `words`.

    Notes
    -----
    Every entry of the lexicon `polarity` weighs from -3 to 3; the longest match wins, and
    names such as *Security Council* weigh nothing. A weight is shifted by the words before
    it in its clause:

    - a negator within three words: a good word counts -0.8 times, a bad one -0.15 times
      (*not bad* is hardly praise); two negators cancel out;
    - a word of working against it, within three words: bad -0.2 (*prevent attacks*), good
      -0.8 (*lack of trust*);
    - a degree word within two words: 1.3 or 0.7;
    - *but* and *however* at the head of a clause: 0.6 for what stands before, 1.3 for what
      follows; a clause of *although*, *despite*, *while*: 0.6.

    With S the sum of the shifted weights and n the words of the text, the score is
    :math:`s / \\sqrt{s^2 + 12}` with :math:`s = S \\sqrt{20 / \\max(6, n)}`: two reproaches in
    a short sentence say more than two in a long one. With a target, each weight is
    multiplied by :math:`e^{-d/8}`, d the words between it and the target, and halved
    outside the clause of the target; s is their sum, and hits within the target do not
    count. A text with words and no hit scores 0.

    A label is `neg` or `pos` beyond 0.25, with a target beyond 0.05. Higher is more
    favourable. Irony, and who does what to whom, are not seen.

    Examples
    --------
    >>> polarity(["A reckless step.", "Not a reckless step.", "They met.", ""])["label"].tolist()
    ['neg', 'neu', 'neu', <NA>]
    >>> scored = polarity(["Ann praised the deal, but Ben's threat was reckless."], [(26, 29)])
    >>> scored["label"][0], [entry for _, _, entry, _ in scored["hits"][0]]
    ('neg', ['prais(e|ed|es|ing)', 'threat(|s)', 'reckless*'])
    """
    if isinstance(texts, str):
        raise QueryError("texts is one text. Give a list of texts: polarity([text]).")
    plain = [_given(text, row) for row, text in enumerate(texts)]
    spans = None if targets is None else list(targets)
    if spans is not None and len(spans) != len(plain):
        raise QueryError(
            f"there are {len(plain)} texts and {len(spans)} targets. "
            "Give one (start, end) a text, in the same order."
        )
    rows = []
    for row, text in enumerate(plain):
        words = Words.of(text)
        target = None if spans is None else _target(spans[row], words, text, row)
        hits = find(words)
        weights = _weights(words, hits, target)
        value = score(sum(weights), words.count, toward=target is not None)
        shown = [
            (words.starts[hit.first], words.ends[hit.last], hit.entry, round(weight, 4))
            for hit, weight in zip(hits, weights, strict=True)
        ]
        limit = NEUTRAL if target is None else NEUTRAL_TARGET
        rows.append((value, _label(value, limit), shown, words.count))
    frame = pd.DataFrame(rows, columns=["score", "label", "hits", "words"])
    return frame.astype({"score": "Float64", "label": "string", "hits": object, "words": "int64"})


def _given(text: Any, row: int) -> str:
    if isinstance(text, str):
        return text
    if text is None or text is pd.NA or text != text:
        return ""
    raise QueryError(
        f"text {row} is {text!r}, a {type(text).__name__}. Give texts as strings; None where one is missing."
    )


def _target(span: tuple[int, int], words: Words, text: str, row: int) -> tuple[int, int] | None:
    """Return first and last word of the target."""
    try:
        start, end = span
        inside = 0 <= start < end <= len(text)
    except (TypeError, ValueError):
        inside = False
    if not inside:
        raise QueryError(
            f"the target of text {row} is {span!r}; the text has {len(text)} characters. "
            "Give (start, end) with 0 <= start < end <= length."
        )
    if not words.forms:
        return None
    within = [
        i
        for i, (first, last) in enumerate(zip(words.starts, words.ends, strict=True))
        if first < end and last > start
    ]
    if not within:  # a piece of a word, such as the 'm of I'm: the word that begins next before it
        within = [max((i for i, first in enumerate(words.starts) if first <= start), default=0)]
    return within[0], within[-1]


def _label(value: Any, limit: float) -> Any:
    if value is pd.NA:
        return pd.NA
    return "pos" if value > limit else "neg" if value < -limit else "neu"


def score(total: float, count: int, *, toward: bool = False) -> Any:
    """How favourable a text sounds, from the weights of its words.

    Parameters
    ----------
    total : float
        Sum of the shifted weights.
    count : int
        Words of the text.
    toward : bool
        Whether the weights are already those toward a target: then the length of the text
        does not matter any more.

    Returns
    -------
    float or NA
        From -1 to 1; NA where there is no word.

    Examples
    --------
    >>> score(0, 4), round(score(-2, 20), 2), round(score(-2, 80), 2), score(0, 0)
    (0.0, -0.5, -0.28, <NA>)
    """
    if not count:
        return pd.NA
    scaled = total if toward else total * math.sqrt(USUAL_LENGTH / max(SHORTEST, count))
    return scaled / math.sqrt(scaled * scaled + SQUARED_SCALE)


def _weights(words: Words, hits: list[Hit], target: tuple[int, int] | None) -> list[float]:
    """Return what each hit adds to the score."""
    if target is None:
        return [hit.weight for hit in hits]
    first, last = target
    clauses = {words.clauses[first], words.clauses[last]}
    weights = []
    for hit in hits:
        if hit.first <= last and hit.last >= first:
            weights.append(0.0)  # the name of the target is no judgement on it
            continue
        distance = hit.first - last if hit.first > last else first - hit.last
        near = 1.0 if words.clauses[hit.first] in clauses else OTHER_CLAUSE
        weights.append(hit.weight * near * math.exp(-distance / DISTANCE))
    return weights
