"""Scoring: how favourable a text sounds, alone or about a target."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from rostra.errors import QueryError
from rostra.measures.sentiment.weights import Hits, find
from rostra.measures.sentiment.words import Words

__all__ = [
    "NEUTRAL",
    "NEUTRAL_TARGET",
    "given_texts",
    "polarity",
    "scores",
    "spans_in_words",
    "speak",
    "toward",
]

# |score| up to which a text, or what it says of a target, is neutral. Set on coded news sentences.
NEUTRAL = 0.25
NEUTRAL_TARGET = 0.04
SQUARED_SCALE = 12.0
USUAL_LENGTH, SHORTEST = 20, 6
DISTANCE, OTHER_CLAUSE = 8.0, 0.5
AFTER = 1.5  # what is said of somebody follows the name
SPOKEN = 0.2  # what somebody says is no judgement on who says it
NAME = 3  # further words that a name may have


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
    Every entry of the lexicon `polarity` weighs from -3 to 3; the longest match wins, names
    such as *Security Council* weigh nothing, and neither does a single word with a capital
    within a sentence (*Loretta Lynch*), headlines aside. A weight is shifted by the words
    before it in its clause:

    - a negator within three words: a good word counts -0.8 times, a bad one -0.15 times
      (*not bad* is hardly praise); two negators cancel out;
    - a word of working against it, within three words: bad -0.2 (*prevent attacks*), good
      -0.8 (*lack of trust*);
    - a degree word within two words: 1.3 or 0.7;
    - *but* and *however* at the head of a clause: 0.6 for what stands before, 1.3 for what
      follows; a clause of *although*, *despite*, *while*: 0.6.

    With S the sum of the shifted weights and n the words of the text, the score is
    :math:`s / \\sqrt{s^2 + 12}` with :math:`s = S \\sqrt{20 / \\max(6, n)}`: two reproaches in
    a short sentence say more than two in a long one. A text with words and no hit scores 0.

    With a target, each weight is multiplied by :math:`e^{-d/8}`, d the words between it and
    the target, halved outside the clause of the target, and raised by half behind it, where
    the predicate stands; s is their sum, and hits within the target do not count. Where the
    target speaks or is spoken to (*Ann said*, *told Ann*), each weight counts a fifth: what
    somebody says is no judgement on who says it.

    A label is `neg` or `pos` beyond 0.25, with a target beyond 0.04. Higher is more
    favourable. Irony is not seen. How well both agree with coded sentences:
    docs/measures.md, and `rostra evaluate sentiment` for a sample of your own.

    Examples
    --------
    >>> polarity(["A reckless step.", "Not a reckless step.", "They met.", ""])["label"].tolist()
    ['neg', 'neu', 'neu', <NA>]
    >>> scored = polarity(["Ann praised the deal, but Ben's threat was reckless."], [(26, 29)])
    >>> scored["label"][0], [entry for _, _, entry, _ in scored["hits"][0]]
    ('neg', ['prais(e|ed|es|ing)', 'threat(|s)', 'reckless*'])
    """
    plain = given_texts(texts, "polarity([text])")
    words = Words.of(plain)
    if targets is None:
        hits = find(words)
        weights, limit = hits.weight, NEUTRAL
    else:
        spans = spans_in_words(targets, "target", words, plain)
        hits = find(words)
        weights, limit = toward(words, hits, spans), NEUTRAL_TARGET
    values = scores(hits.text, weights, words.count, toward=targets is not None)
    undefined = np.isnan(values)
    side = np.where(undefined, -1, 1 + (values > limit) - (values < -limit))
    # Python looks for cycles among all its objects each time that so many more were made. Here are none, and
    # with a tuple a hit the search would cost more than the making
    searching = gc.isenabled()
    gc.disable()
    try:
        return pd.DataFrame({
            "score": pd.arrays.FloatingArray(np.where(undefined, 0.0, values), undefined),
            "label": pd.array(["neg", "neu", "pos"], dtype="string").take(side, allow_fill=True),
            "hits": pd.Series(_by_text(words, hits, weights), dtype=object),
            "words": words.count.astype("int64"),
        })  # fmt: skip
    finally:
        if searching:
            gc.enable()


def _by_text(words: Words, hits: Hits, weights: np.ndarray) -> list[list[tuple[int, int, str, float]]]:
    """Write the hits of each text as `polarity` shows them."""
    places = (words.start[hits.first].tolist(), words.end[hits.last].tolist())
    shown = list(zip(*places, hits.entry, np.round(weights, 4).tolist(), strict=True))
    ends = np.cumsum(np.bincount(hits.text, minlength=len(words.count))).tolist()
    return [shown[first:last] for first, last in pairwise([0, *ends])]


def _given(text: Any, row: int) -> str:
    if isinstance(text, str):
        return text
    if text is None or text is pd.NA or text != text:
        return ""
    raise QueryError(
        f"text {row} is {text!r}, a {type(text).__name__}. Give texts as strings; None where one is missing."
    )


def given_texts(texts: Iterable[Any], example: str) -> list[str]:
    """Return texts as strings; what is missing is empty.

    Parameters
    ----------
    texts : iterable of str
        As the user gave them.
    example : str
        How the call is written with a list, for the message.

    Returns
    -------
    list of str
        One a text.

    Examples
    --------
    >>> given_texts(["A step.", None], "polarity([text])")
    ['A step.', '']
    """
    if isinstance(texts, str):
        raise QueryError(f"texts is one text. Give a list of texts: {example}.")
    given = list(texts)
    if set(map(type, given)) <= {str}:
        return given
    return [_given(text, row) for row, text in enumerate(given)]


def spans_in_words(
    spans: Iterable[tuple[int, int]], name: str, words: Words, texts: Sequence[str]
) -> np.ndarray:
    """Return the first and the last word of one span in each text.

    Parameters
    ----------
    spans : iterable of (int, int)
        Places in the texts, as the user gave them.
    name : str
        What the span is, for the message.
    words : Words
        The words of the texts.
    texts : sequence of str
        The texts.

    Returns
    -------
    numpy.ndarray of int
        Two columns, positions in the words; -1 where a text has no word.

    Examples
    --------
    >>> spans_in_words([(2, 6)], "target", Words.of(["A step."]), ["A step."]).tolist()
    [[1, 1]]
    """
    spans = list(spans)
    if len(spans) != len(texts):
        raise QueryError(
            f"there are {len(texts)} texts and {len(spans)} {name}s. "
            "Give one (start, end) a text, in the same order."
        )
    begin = np.searchsorted(words.text, np.arange(len(texts) + 1))
    found = np.full((len(texts), 2), -1, dtype=np.int64)
    for row, (span, text) in enumerate(zip(spans, texts, strict=True)):
        try:
            start, end = span
            inside = 0 <= start < end <= len(text)
        except (TypeError, ValueError):
            inside = False
        if not inside:
            raise QueryError(
                f"the {name} of text {row} is {span!r}; the text has {len(text)} characters. "
                "Give (start, end) with 0 <= start < end <= length."
            )
        first, last = begin[row], begin[row + 1]
        if first == last:
            continue
        within = np.flatnonzero((words.start[first:last] < end) & (words.end[first:last] > start))
        if not len(within):  # a piece of a word, such as the 'm of I'm: the word that begins next before it
            within = np.maximum(np.flatnonzero(words.start[first:last] <= start)[-1:], 0)
        if not len(within):
            within = np.zeros(1, dtype=np.int64)
        found[row] = first + within[0], first + within[-1]
    return found


def scores(text: np.ndarray, weights: np.ndarray, count: np.ndarray, *, toward: bool = False) -> np.ndarray:
    """How favourable texts sound, from the weights of their words.

    Parameters
    ----------
    text : numpy.ndarray of int
        The number of the text of each evaluative word.
    weights : numpy.ndarray of float
        Its shifted weight.
    count : numpy.ndarray of int
        Words of each text.
    toward : bool
        Whether the weights are already those toward a target: then the length of the text
        does not matter any more.

    Returns
    -------
    numpy.ndarray of float
        One a text, from -1 to 1; NaN where there is no word.

    Examples
    --------
    >>> nobody, one = np.zeros(0, dtype=int), np.zeros(1, dtype=int)
    >>> scores(one, np.array([-2.0]), np.array([20])).round(2).tolist()
    [-0.5]
    >>> scores(nobody, np.zeros(0), np.array([4, 0])).tolist()
    [0.0, nan]
    """
    totals = np.bincount(text, weights, minlength=len(count))
    if not toward:
        totals = totals * np.sqrt(USUAL_LENGTH / np.maximum(SHORTEST, count))
    scaled = totals / np.sqrt(totals * totals + SQUARED_SCALE)
    return np.where(count > 0, scaled, np.nan)


def toward(words: Words, hits: Hits, targets: np.ndarray) -> np.ndarray:
    """Return what each hit adds to the score toward the target of its text.

    Parameters
    ----------
    words : Words
        The words of the texts.
    hits : Hits
        Their evaluative words.
    targets : numpy.ndarray of int
        First and last word of each text's target.

    Returns
    -------
    numpy.ndarray of float
        One weight a hit.

    Examples
    --------
    >>> words = Words.of(["Ann is honest."])
    >>> toward(words, find(words), np.array([[0, 0]])).round(2).tolist()
    [2.34]
    """
    first, last = targets[hits.text, 0], targets[hits.text, 1]
    distance = np.maximum(hits.first - last, first - hits.last)
    clause = words.clause[hits.first]
    same = (clause == words.clause[first]) | (clause == words.clause[last])
    factor = np.where(same, 1.0, OTHER_CLAUSE) * np.exp(-np.maximum(distance, 0) / DISTANCE)
    factor *= np.where(hits.first > last, AFTER, 1.0)
    factor *= np.where(speak(words, targets)[hits.text], SPOKEN, 1.0)
    # the name of the target is no judgement on it
    return np.where((hits.first <= last) & (hits.last >= first), 0.0, hits.weight * factor)


def speak(words: Words, targets: np.ndarray) -> np.ndarray:
    """Say of each target whether it is one that speaks, or is spoken to: Ann Lee said, they told Ann.

    Parameters
    ----------
    words : Words
        The words of the texts.
    targets : numpy.ndarray of int
        First and last word of each text's target.

    Returns
    -------
    numpy.ndarray of bool
        One value a text.

    Examples
    --------
    >>> speak(Words.of(["Ann Lee said no."]), np.array([[0, 0]])).tolist()
    [True]
    """
    there = targets[:, 0] >= 0
    first, last = targets[there, 0], targets[there, 1]
    says, told = words.begins("saying"), words.ends("telling")
    speaking = (first > 0) & ~words.opens[first] & told[first - 1]
    still = np.ones(len(first), dtype=bool)
    for step in range(1, NAME + 1):
        at = np.minimum(last + step, len(words) - 1)
        still &= (at == last + step) & ~words.opens[at]
        speaking |= still & says[at]
        still &= words.capital(at)  # the rest of the name
    found = np.zeros(len(targets), dtype=bool)
    found[there] = speaking
    return found
