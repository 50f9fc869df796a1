"""Pairs: which words of a corpus belong together, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
import pandas as pd

from rostra import stats
from rostra.cautions import LESS_THAN_EXPECTED
from rostra.errors import demand
from rostra.index.reference import fold_token
from rostra.index.runs import join_words
from rostra.index.tokens import Tokens
from rostra.index.word_counts import in_alphabet, occurrences, ranked
from rostra.lexicon import load_words
from rostra.measures.collocation.asking import INTERACTION, INTERACTION_UNIT, check_asked, describe_pairs
from rostra.measures.collocation.counts import Place, count_pairs, places_of_pairs
from rostra.measures.collocation.runs import (
    Runs,
    count_patterns,
    count_runs,
    expected_of_runs,
    places_of_runs,
    runs_of_groups,
)
from rostra.result import Result, leading
from rostra.stats import UNITS, Association

__all__ = ["collocations"]


def collocations(
    tokens: Tokens,
    *,
    n: int = 2,
    measure: Association | Literal["interaction"] = "log_likelihood",
    min_count: int = 5,
    window: int = 1,
    place: Place = "after",
    weights: Sequence[float] | None = None,
    smoothing: float = 0.5,
    stop_words: bool = True,
    by: str | None = None,
) -> Result:
    """How strongly words that stand side by side belong together, for all pairs at once.

    Parameters
    ----------
    tokens : Tokens
        The words.
    n : int
        Words in a row; from 3 on, the measures are `interaction`, `pmi`, `mi2`, `mi3`,
        `t_score`, `z_score`, `simple_log_likelihood` and `poisson_stirling`.
    measure : str
        How the strength is computed: see `rostra.stats.associate`; `interaction` is the
        lambda of `rostra.stats.interaction`.
    min_count : int
        Fewest times that they must stand together.
    window : int
        Of pairs: how many places the second may stand from the first; 1 is next to it.
    place : {"after", "around"}
        Of pairs: whether the second stands after the first, or before it as well.
    weights : sequence of float, optional
        Of pairs: what one counts at each distance, the nearest first; without, 1.
    smoothing : float
        With `interaction`: what is added to every count.
    stop_words : bool
        False leaves out what begins or ends with a function word.
    by : str, optional
        A column of the statements or documents: one list a group.

    Returns
    -------
    Result
        One row a group and pair (or run), by falling `value` (strength; rising for
        `fisher`): `hits` (times together, weighted), `exposure` (words), `expected` (times
        they would be by their frequency), `documents`, and for pairs `first_hits` and
        `second_hits` (occurrences of the words). With `interaction`, `z`.

    Notes
    -----
    What stands together lies within one sentence and one statement. The table of a pair: times
    together (O11), over the number of places that the second may have; occurrences of first and
    second word; all words (N) of the group, as in Church & Hanks and in NLTK, whose finder
    counts over the ends of sentences. `interaction` compares runs with runs, not with words, as
    Blaheta & Johnson do. With `place="around"` a pair has no order, and a word that meets
    itself is counted from both sides, as in a symmetric matrix of co-occurrence. Rare pairs
    reach a high PMI by chance; the log-likelihood grows with the size of the corpus and says
    nothing of the direction: pairs rarer than expected carry the note "less often than
    expected".

    References
    ----------
    Church, K. and Hanks, P. (1990). Word association norms, mutual information, and
    lexicography. Computational Linguistics 16(1), 22-29.
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    Blaheta, D. and Johnson, M. (2001). Unsupervised learning of multi-word verbs.

    Examples
    --------
    >>> import rostra
    >>> text = "The red line holds. A red line is a line. The red line is red. The line is long."
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": text}]))
    >>> found = rostra.collocations(words, min_count=3)
    >>> found.frame[["item", "value", "hits", "first_hits", "second_hits"]].round(2).values.tolist()
    [['line is', 9.84, 3.0, 5, 3], ['red line', 5.62, 3.0, 4, 5]]
    """
    demand("Tokens", tokens, "collocations")
    check_asked(n, measure, window, place, weights)
    column = by or "corpus"
    groups, codes = tokens.groups(by)
    stop = None if stop_words else _stop_words(tokens)

    def parted() -> Iterator[np.ndarray | Runs | None]:
        """The words, or the runs, of each group; found anew for their places, so that nobody keeps them."""
        if n == 2 and measure != INTERACTION:
            return (None if by is None else codes == code for code in range(len(groups)))
        return iter(runs_of_groups(tokens, None if by is None else codes, len(groups), n))

    parts: list[_Found] = []
    for code, (group, own) in enumerate(zip(groups, parted(), strict=True)):
        words = occurrences(tokens)
        if by is not None:
            words = np.bincount(tokens.form[codes == code], minlength=len(tokens.vocabulary))
        if isinstance(own, Runs):
            found = _runs(own, words, measure, min_count, smoothing, stop)
        else:
            strength = cast(Association, measure)
            found = _pairs(tokens, own, words, strength, min_count, window, place, weights, stop)
        known = pd.Series([group], dtype="object").infer_objects().array
        found.rows.insert(0, column, known.repeat(len(found.rows)))
        parts.append(found)
    unit = INTERACTION_UNIT if measure == INTERACTION else UNITS[cast(Association, measure)]
    rows = [part.rows for part in parts]
    frame = rows[0] if len(rows) == 1 else pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
    for name, text in (("measure", measure), ("unit", unit)):
        frame[name] = pd.array([text], dtype="string").repeat(len(frame))
    frame = leading(frame, column)
    settings: dict[str, Any] = {
        "n": n, "measure": measure, "min_count": min_count, "window": window, "place": place,
        "weights": None if weights is None else list(weights), "stop_words": stop_words, "by": by,
    }  # fmt: skip
    rare = sum(part.rare for part in parts)
    if measure == INTERACTION:
        settings["smoothing"] = smoothing
        unit += f", {smoothing:g} added to every count"
    about = describe_pairs(tokens, n, unit, min_count, window, place, weights, rare, stop_words)
    items = [part.rows["item"].to_numpy(dtype=object) for part in parts]

    def hits() -> pd.DataFrame:
        places = [part.find(own) for part, own in zip(parts, parted(), strict=True)]
        names = [own[which] for own, (which, _, _) in zip(items, places, strict=True)]
        first, last = (
            np.concatenate([found[i] for found in places] or [np.zeros(0, np.int64)]) for i in (1, 2)
        )
        return _hits(
            tokens,
            np.concatenate(names or [np.zeros(0, object)]),
            first,
            last,
            groups,
            codes,
            column,
            measure,
        )

    return Result(frame, hits, about, column, "collocations", tokens.corpus, settings, tokens.source)


@dataclass(frozen=True, eq=False)
class _Found:
    """The rows of one group, how many are too rare for one, and what finds their places."""

    rows: pd.DataFrame
    rare: int
    find: Callable[[Any], tuple[np.ndarray, np.ndarray, np.ndarray]]


def _pairs(
    tokens: Tokens,
    own: np.ndarray | None,
    words: np.ndarray,
    measure: Association,
    min_count: int,
    window: int,
    place: Place,
    weights: Sequence[float] | None,
    stop: np.ndarray | None,
) -> _Found:
    """Compute the rows of the pairs of one group; and what finds their places."""
    pairs, rare = count_pairs(tokens, own, window=window, place=place, weights=weights, min_count=min_count)
    if stop is not None:
        pairs = pairs.kept(~stop[pairs.first] & ~stop[pairs.second])
    total = int(words.sum())
    places = (sum(weights) if weights is not None else window) * (2 if place == "around" else 1)
    first, second = words[pairs.first], words[pairs.second]
    together = pairs.hits / places
    value = stats.associate(together, second, first, total, measure=measure)
    expected = first * (second / max(total, 1)) * places
    order = ranked(-_falling(value, measure), np.arange(len(value)))  # they are in alphabetical order
    alphabetical, pairs = pairs, pairs.kept(order)
    forms, _ = in_alphabet(tokens)
    items = (forms + " ")[pairs.first] + forms[pairs.second]
    expected = expected[order]
    # the columns that every result leads with are made as `leading` would have them
    rows = pd.DataFrame({
        "item": pd.array(items, dtype="string"),
        "value": pd.array(np.where(np.isinf(value), np.nan, value)[order], dtype="Float64"),
        "hits": pd.array(pairs.hits, dtype="Float64"),
        "exposure": pd.array([total], dtype="Int64").repeat(len(order)),
        "documents": pd.array(pairs.documents, dtype="Int64"), "note": _notes(pairs.hits, expected),
        "expected": expected, "first_hits": first[order], "second_hits": second[order],
    }, copy=False)  # fmt: skip

    def find(own: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        pair, begin, end = places_of_pairs(tokens, own, alphabetical, window=window, place=place)
        return np.argsort(order)[pair], begin, end

    return _Found(rows, rare, find)


def _runs(
    runs: Runs,
    words: np.ndarray,
    measure: Association | Literal["interaction"],
    min_count: int,
    smoothing: float,
    stop: np.ndarray | None,
) -> _Found:
    """Compute the rows of the runs of one group; and what finds their places."""
    tokens, n = runs.tokens, runs.n
    begin, hits, documents, rare = count_runs(runs, max(min_count, 1))
    kept = np.arange(len(hits))
    if stop is not None:
        kept = np.flatnonzero(~stop[tokens.form[begin]] & ~stop[tokens.form[begin + n - 1]])
    total = int(words.sum())
    expected = expected_of_runs(tokens, begin, n, words, max(total, 1))
    z = None
    if measure == INTERACTION:
        value, z = stats.interaction(count_patterns(runs, begin, hits), smoothing=smoothing)
        value, z = (np.where(np.isfinite(part), part, np.nan) for part in (value, z))
    else:
        # these measures see nothing of a table but how often, and how often by chance: any margins do
        margin = np.sqrt(expected * total)
        value = stats.associate(hits, margin, margin, total, measure=cast(Association, measure))
    falling = ranked(-_falling(value[kept], measure), np.arange(len(kept)))  # they are in alphabetical order
    order = kept[falling]
    forms, _ = in_alphabet(tokens)
    items = join_words(forms, [tokens.form[begin[kept] + k] for k in range(n)])[falling]
    rows = pd.DataFrame({
        "item": items, "value": value[order], "hits": hits[order], "exposure": total,
        "documents": documents[order], "note": _notes(hits[order], expected[order]),
        "expected": expected[order],
    })  # fmt: skip
    if z is not None:
        rows["z"] = z[order]

    def find(runs: Runs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        number = np.full(len(hits), -1)
        number[order] = np.arange(len(order))
        places, run = places_of_runs(runs, max(min_count, 1))
        shown = number[run] >= 0
        return number[run[shown]], places[shown], places[shown] + runs.n - 1

    return _Found(rows, rare, find)


def _falling(value: np.ndarray, measure: str) -> np.ndarray:
    """What to sort by, so that the strongest come first and those without a value last."""
    strength = value if measure == "fisher" else -value
    return np.where(np.isnan(strength), np.inf, strength)


def _notes(hits: np.ndarray, expected: np.ndarray) -> Any:
    return pd.array(["", LESS_THAN_EXPECTED], dtype="string").take((hits < expected).astype(int))


def _stop_words(tokens: Tokens) -> np.ndarray:
    listed = {fold_token(word) for words in load_words("stop_words").values() for word in words}
    return np.array([form in listed for form in tokens.vocabulary], dtype=bool)


def _hits(
    tokens: Tokens,
    items: np.ndarray,
    first: np.ndarray,
    last: np.ndarray,
    groups: list[Any],
    codes: np.ndarray,
    column: str,
    measure: str,
) -> pd.DataFrame:
    order = np.lexsort((last, first))
    items, first, last = items[order], first[order], last[order]
    hits = tokens.places(first, last)
    hits.insert(0, "measure", measure)
    hits.insert(1, "item", pd.array(items, dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array([*groups, None], dtype=object)[codes[first]]
    return hits
