"""Asking: what may be asked of pairs and runs of words, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from rostra.corpus import counted
from rostra.errors import QueryError, unknown
from rostra.index.tokens import Tokens
from rostra.measures.collocation.counts import Place
from rostra.stats import ASSOCIATIONS, Association

__all__ = ["INTERACTION", "INTERACTION_UNIT", "check_asked", "describe_pairs"]

INTERACTION = "interaction"
INTERACTION_UNIT = "interaction of all words (lambda), natural logarithm"
# Measures that need no more than how often a run is there and how often it would be by chance.
OF_RUNS: tuple[Association, ...] = (
    "pmi", "mi2", "mi3", "t_score", "z_score", "simple_log_likelihood", "poisson_stirling",
)  # fmt: skip


def check_asked(n: int, measure: str, window: int, place: str, weights: Sequence[float] | None) -> None:
    """Refuse what cannot be counted, and say what can."""
    if n < 2:
        raise QueryError(f"n is {n}. Give a whole number from 2: n=2 is pairs of words.")
    known = (*ASSOCIATIONS, INTERACTION) if n == 2 else (*OF_RUNS, INTERACTION)
    if measure not in known:
        of = "association measure" if n == 2 else f"association measure of {n} words"
        raise QueryError(unknown(of, measure, known))
    if place not in get_args(Place):
        raise QueryError(unknown("place", place, get_args(Place)))
    if not isinstance(window, int) or window < 1:
        raise QueryError(f"the window is {window}. Give the number of places, from 1: 1 is the next word.")
    pairs = n == 2 and measure != INTERACTION
    if not pairs and (window != 1 or place != "after" or weights is not None):
        raise QueryError(
            "window, place and weights are about pairs of words that need not be side by side, and "
            f"{f'n is {n}' if n > 2 else 'the interaction is that of a run'}. Leave them out, or give "
            "n=2 and another measure."
        )
    if weights is not None and (len(weights) != window or min(weights) < 0 or sum(weights) <= 0):
        raise QueryError(
            f"there are {len(weights)} weights for a window of {window}, or one is below 0. Give one a "
            "place, the nearest first: weights=(1, 0.5) for window=2."
        )


def describe_pairs(
    tokens: Tokens,
    n: int,
    unit: str,
    min_count: int,
    window: int,
    place: Place,
    weights: Sequence[float] | None,
    rare: int,
    stop_words: bool,
) -> str:
    """Say what was counted, and what was left out."""
    what = "Pairs of words" if n == 2 else f"Runs of {n} words"
    if window > 1 or place == "around":
        side = "on either side" if place == "around" else "after the first"
        what += f", the second at most {counted(window, 'place')} {side}"
    if weights is not None:
        what += f", weighted by distance ({', '.join(f'{weight:g}' for weight in weights)})"
    of = counted(len(tokens.corpus.documents), "document")
    kind = "pair" if n == 2 else "run"
    return (
        f"{what}, in one sentence, of {of}: {unit}."
        + (f" Not listed: {counted(rare, kind)}, there fewer than {min_count} times." if rare else "")
        + ("" if stop_words else " What begins or ends with a function word is not listed.")
    )
