"""Concordancing: every place where something stands, in its line, in the order that shows a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from rostra.concordance import Concordance, lines_of
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.cells import run_lengths
from rostra.index.partitions import document_bounds
from rostra.index.tokens import Tokens

__all__ = ["Context", "kwic", "places"]

Context = Literal["characters", "words", "sentence", "statement"]
REACH = 5  # words on each side by which lines can be sorted
NAMED = {
    "left": tuple(f"L{i}" for i in range(1, REACH + 1)),
    "right": tuple(f"R{i}" for i in range(1, REACH + 1)),
}
_PLACE = re.compile(rf"([LR])([1-{REACH}])")


class _Lines(NamedTuple):
    """Where the lines stand that are looked at: positions of their first and last words."""

    first: np.ndarray
    last: np.ndarray

    def at(self, rows: Any) -> _Lines:
        return _Lines(self.first[rows], self.last[rows])


def kwic(
    tokens: Tokens,
    query: str | Iterable[str],
    *,
    by: str | None = None,
    width: int = 60,
    context: Context = "characters",
    sort: str | Iterable[str] | None = None,
    sample: int | None = None,
    seed: int = 0,
    limit: int | None = None,
    **where: Any,
) -> Concordance:
    """Every place where a word, a phrase or a pattern stands, in its line.

    Parameters
    ----------
    tokens : Tokens
        The words.
    query : str or iterable of str
        What is looked for, in the language of `rostra.index.query` (`docs/queries.md`):
        `provoc*`, `no * but`, `will _ respond`, `(threat|menace)`, `{threat}`,
        `base NEAR/5 threat`, `threat actor:Russia`. `us` does not find `US`, nor `may`
        the month. Of several, each finds its lines.
    by : str, optional
        A column of the statements or documents to show with each line.
    width : int
        Characters on each side, or words with `context="words"`.
    context : {"characters", "words", "sentence", "statement"}
        How far a line reaches: `width` characters, cut at a word boundary; `width` words of
        the document; to the ends of the sentence; or of the statement.
    sort : str or iterable of str, optional
        Keys, the first one first: `L1` to `L5` and `R1` to `R5` are the words before and
        after the node, nearest first (`"L1, R1, node"`); `left` is `L1` to `L5`, `right`
        `R1` to `R5`, `node` the words found; any column of the statements or documents
        (`date`, `actor`). Without, and among equals, in text order.
    sample : int, optional
        So many lines, drawn at random from all; all, where there are no more.
    seed : int
        Seed of the sample.
    limit : int, optional
        Show the first so many, once they are in order.
    **where : object
        Column and its value, or a list of values: `actor="Russia"`.

    Returns
    -------
    Concordance
        One line a place; `about` says how many there are in all.

    Notes
    -----
    Words are put in order by their letters, case aside. A line that has no word at a place
    (at the edge of its document) comes first, one without a value in a column last.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "A threat? They threatened us. The US too."}]))
    >>> rostra.kwic(words, "threat*", sort="right").lines["node"].tolist()
    ['threat', 'threatened']
    >>> print(rostra.kwic(words, "(us|US)", sort="L1", context="sentence", limit=1).about)
    1 of 2 lines for '(us|US)', the first in the order L1; in 1 of 1 document; the sentence of each.
    """
    demand("Tokens", tokens, "kwic")
    given = (
        [] if sort is None else [key.strip() for key in (sort.split(",") if isinstance(sort, str) else sort)]
    )
    keys = _keys(tokens, given)
    _check(tokens, context, width=width, sample=sample, limit=limit)
    queries = query if isinstance(query, str) else list(query)
    found = _Lines(*places(tokens, queries, where))
    lines = found
    if sample is not None and sample < len(found.first):
        drawn = np.random.default_rng(seed).choice(len(found.first), size=sample, replace=False)
        lines = found.at(np.sort(drawn))
    drawn_lines = len(lines.first)
    if keys:
        lines = lines.at(_order(tokens, lines, keys))
    if limit is not None:
        lines = lines.at(slice(limit))
    columns = tokens._places(*lines)
    if by is not None:
        columns[by] = tokens.labels(by, lines.first)
    total, shown = len(found.first), len(lines.first)
    asked = queries if isinstance(queries, str) else ", ".join(queries)
    chosen = "".join(f", {name} {value!r}" for name, value in where.items())
    parts = [
        f"{counted(total, 'line')} for {asked!r}{chosen}"
        if shown == total
        else f"{shown:,} of {counted(total, 'line')} for {asked!r}{chosen}"
    ]
    if drawn_lines < total:
        parts.append(f"a random sample of {drawn_lines:,} (seed {seed})")
    if shown < drawn_lines:
        order = "text order" if not keys else f"the order {', '.join(given)}"
        parts.append(f"the first in {order}")
    documents = _documents(tokens, found.first)
    within = f"in {documents:,} of {counted(len(tokens.corpus.documents), 'document')}"
    about = f"{', '.join(parts)}{',' if len(parts) == 1 else ';'} {within}; {_reach(context, width)}."
    bounds = width if context == "characters" else _bounds(tokens, lines, context, width)
    return lines_of(tokens.corpus, tokens.document[lines.first], columns, context=bounds, about=about)


def places(
    tokens: Tokens, query: str | Iterable[str], where: Mapping[str, Any]
) -> tuple[np.ndarray, np.ndarray]:
    """Where all the lines of a query stand, in text order: their first and last words.

    Parameters
    ----------
    tokens : Tokens
        The words.
    query : str or iterable of str
        What is looked for, as in `kwic`.
    where : mapping
        Column and its value, or a list of values; None is the value of words that have none.

    Returns
    -------
    first, last : numpy.ndarray of int
        Positions of the words.

    Examples
    --------
    >>> import rostra
    >>> rows = [{"text": "No war.", "who": "A"}, {"text": "No.", "who": "B"}, {"text": "Oh no."}]
    >>> words = rostra.tokenize(rostra.load_corpus(rows))
    >>> [places(words, "no", {"who": who})[0].tolist() for who in ("B", ["A", None])]
    [[2], [0, 4]]
    """
    found = _Lines(*tokens.find(query))
    for name, value in where.items():
        wanted = list(value) if isinstance(value, list | tuple | set) else [value]
        names, codes = tokens._coded(name, found.first)
        kept = pd.Series([*names, None], dtype=object).isin(wanted).to_numpy(dtype=bool)
        found = found.at(kept[codes])
    return found.first, found.last


def _check(tokens: Tokens, context: str, *, width: int, sample: int | None, limit: int | None) -> None:
    if context not in get_args(Context):
        raise QueryError(unknown("context", context, get_args(Context)))
    if context == "statement" and tokens.statements is None:
        raise QueryError(
            "these words belong to no statements. Make them with rostra.tokenize(rostra.attribute(corpus)), "
            'or ask for context="sentence".'
        )
    for name, value, least in (("width", width, 0), ("sample", sample, 1), ("limit", limit, 1)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < least):
            raise QueryError(f"{name} is {value!r}. Give a whole number from {least}.")


def _keys(tokens: Tokens, given: list[str]) -> list[str]:
    """Return the keys by which lines are put in order, `left` and `right` spelled out."""
    keys: list[str] = []
    for key in given:
        if key in NAMED:
            keys.extend(NAMED[key])
        elif key == "node" or _PLACE.fullmatch(key) or key in tokens.groupings:
            keys.append(key)
        else:
            raise QueryError(
                unknown("order", key, (*NAMED, "node", *NAMED["left"], *NAMED["right"], *tokens.groupings))
            )
    return list(dict.fromkeys(keys))


def _order(tokens: Tokens, lines: _Lines, keys: list[str]) -> np.ndarray:
    """Return the order of the lines by some keys; equals stay in text order."""
    columns: list[np.ndarray] = []
    for key in keys:
        if key == "node":
            longest = int((lines.last - lines.first).max(initial=0)) + 1
            places = [np.where(lines.first + i <= lines.last, lines.first + i, -1) for i in range(longest)]
            columns.extend(_ranks(tokens, lines, place) for place in places)
        elif match := _PLACE.fullmatch(key):
            step = int(match[2])
            columns.append(
                _ranks(tokens, lines, lines.first - step if match[1] == "L" else lines.last + step)
            )
        else:
            columns.append(_values(tokens, lines, key))
    return np.lexsort(columns[::-1]) if columns else np.arange(len(lines.first))


def _ranks(tokens: Tokens, lines: _Lines, place: np.ndarray) -> np.ndarray:
    """Return the alphabetical place of a word of each line; -1 where its document has none there."""
    inside = np.flatnonzero((place >= 0) & (place < len(tokens)))
    inside = inside[tokens.document[place[inside]] == tokens.document[lines.first[inside]]]
    forms, codes = np.unique(tokens.form[place[inside]], return_inverse=True)
    names = [tokens.vocabulary[form] for form in forms.tolist()]
    names = [name.casefold() for name in names]
    rank = np.full(len(place), -1, dtype=np.int64)
    rank[inside] = np.unique(np.array(names, dtype=object), return_inverse=True)[1][codes]
    return rank


def _values(tokens: Tokens, lines: _Lines, column: str) -> np.ndarray:
    """Return the place of each line's value among those of a column: numbers, then texts, then none."""
    names, codes = tokens._coded(column, lines.first)
    numbers = [isinstance(name, int | float) for name in names]
    keys = [(not number, name if number else str(name)) for number, name in zip(numbers, names, strict=True)]
    rank = np.full(len(names) + 1, len(names), dtype=np.int64)
    rank[sorted(range(len(names)), key=keys.__getitem__)] = np.arange(len(names))
    return rank[codes]


def _bounds(tokens: Tokens, lines: _Lines, context: str, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Return where each line begins and ends in its text."""
    first, last = lines
    if context == "words":
        document, bounds = tokens.document[first], document_bounds(tokens)
        opening, closing = bounds[document], bounds[document + 1] - 1
        return tokens.start[np.maximum(first - width, opening)], tokens.end[np.minimum(last + width, closing)]
    if context == "sentence":
        begin, stop = (
            tokens.sentence_start[tokens.sentence[first]],
            tokens.sentence_end[tokens.sentence[last]],
        )
    else:
        assert tokens.statements is not None
        frame = tokens.statements.frame
        begin, stop = (
            frame[name].to_numpy(dtype=np.int64)[tokens.statement[place]]
            for name, place in (("start", first), ("end", last))
        )
    return np.minimum(begin, tokens.start[first]), np.maximum(stop, tokens.end[last])


def _documents(tokens: Tokens, first: np.ndarray) -> int:
    """Count the documents that hold one of some words, which are in text order."""
    if len(first) > 4 * len(tokens.corpus):  # fewer documents than words: look up where each begins
        opening = np.searchsorted(first, document_bounds(tokens))
        return int((np.diff(opening) > 0).sum())
    return len(run_lengths(tokens.document[first])[0])


def _reach(context: str, width: int) -> str:
    if context in ("characters", "words"):
        return f"{width} {context} each side"
    return f"the {context} of each"
