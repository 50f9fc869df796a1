"""The exercises of the lessons.

`check("2.1", answer)` says whether an answer is right, and if it is not, where to look. The right answers,
and the wrong ones that many give, are computed from the corpus: nothing here is looked up in a list.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from math import isclose
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import rostra
from rostra import charts

STRAIT = Path(__file__).resolve().parents[2] / "corpus" / "strait"


@dataclass
class Exercise:
    """What is right, what it shows, and the hints for those who took another way."""

    right: Callable[[], Any]
    shows: str
    hint: str
    slips: list[tuple[Callable[[], Any], str]] = field(default_factory=list)


EXERCISES: dict[str, Exercise] = {}


def exercise(name: str, *, shows: str, hint: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Take the function as the one that gives the right answer."""

    def keep(right: Callable[[], Any]) -> Callable[[], Any]:
        EXERCISES[name] = Exercise(right, shows, hint)
        return right

    return keep


def slip(name: str, hint: str, wrong: Callable[[], Any]) -> None:
    """Name a wrong answer that many give, and say what it really is."""
    EXERCISES[name].slips.append((wrong, hint))


def same(answer: Any, expected: Any) -> bool:
    """Text in any case, lists in any order, counts exactly, other numbers within one in a hundred."""
    if isinstance(answer, (set, list, tuple, pd.Series, pd.Index)):
        return isinstance(expected, set) and set(answer) == expected
    if isinstance(expected, set):
        return False
    if isinstance(answer, str) or isinstance(expected, str):
        return str(answer).strip().casefold() == str(expected).casefold()
    try:
        given = float(answer)
    except (TypeError, ValueError):
        return False
    if isinstance(expected, int):
        return given == expected
    return isclose(given, float(expected), rel_tol=0.01)


def check(name: str, answer: Any) -> None:
    """Say whether the answer is right; raise with a hint where it is not."""
    if name not in EXERCISES:
        raise AssertionError(f"There is no exercise {name!r}. There are {', '.join(sorted(EXERCISES))}.")
    if answer is Ellipsis:
        print(f"Exercise {name} is yours: put your answer in place of the three dots and run the cell again.")
        return
    task = EXERCISES[name]
    if same(answer, task.right()):
        print(f"Right. {task.shows}")
        return
    for wrong, hint in task.slips:
        if same(answer, wrong()):
            raise AssertionError(f"Not yet. {hint}")
    raise AssertionError(f"Not yet. {task.hint}")


def show(ax: Any) -> None:
    """Show a chart once, and say in words what it shows."""
    said = charts.alt_text(ax)
    display(ax.figure, metadata={"image/png": {"alt": said}})
    display(HTML(f"<details><summary>The chart in words</summary>{escape(said)}</details>"))
    plt.close(ax.figure)


# What several exercises need ---------------------------------------------------------------------------


@cache
def corpus() -> rostra.Corpus:
    return rostra.load_corpus(STRAIT)


@cache
def words(copies: bool = True) -> rostra.Tokens:
    return rostra.tokenize(rostra.attribute(corpus() if copies else corpus().where(copy_of=None)))


def row(measure: str, actor: str, copies: bool = True) -> pd.Series:
    """The row of one actor in the table of a measure."""
    table = rostra.measure(words(copies), measure).frame.set_index("actor")
    return table.loc[actor]


# 2 Counting and rates ----------------------------------------------------------------------------------


@exercise(
    "2.1",
    shows="A rate can be compared between actors who were quoted at different length.",
    hint="Divide `hits` by `exposure` in the row of Haldrava, and multiply by 1000.",
)
def rate_of_hedging() -> float:
    hedging = row("hedging", "Haldrava")
    return 1000 * float(hedging["hits"]) / float(hedging["exposure"])


slip("2.1", "That is the count of hits.", lambda: int(row("hedging", "Haldrava")["hits"]))
slip("2.1", "That is the rate for one word.", lambda: rate_of_hedging() / 1000)
slip(
    "2.1",
    "You divided by all words of the corpus. Most of them are not Haldrava's.",
    lambda: 1000 * float(row("hedging", "Haldrava")["hits"]) / len(words().frame),
)


@cache
def use_of_we() -> pd.DataFrame:
    found = rostra.frequencies(words(), by="actor", min_count=1).frame
    return found[found["item"] == "we"].set_index("actor")


@exercise(
    "2.2",
    shows="The most hits and the highest rate need not belong to the same actor.",
    hint="Sort `we` by `value`, which is the rate, and read the first row.",
)
def highest_rate_of_we() -> str:
    return str(use_of_we()["value"].idxmax())


slip(
    "2.2",
    "This actor has the most hits, and also the most words. Look at the rate.",
    lambda: str(use_of_we()["hits"].idxmax()),
)


@exercise(
    "2.3",
    shows="A text that is printed three times counts three times, until you say that it should not.",
    hint="Measure *affect* twice and subtract the hits of the Compact.",
)
def hits_from_copies() -> int:
    return int(row("affect", "Grey Sea Compact")["hits"] - row("affect", "Grey Sea Compact", False)["hits"])


slip("2.3", "Those are all hits, copies included.", lambda: int(row("affect", "Grey Sea Compact")["hits"]))
slip("2.3", "Those are the hits that stay.", lambda: int(row("affect", "Grey Sea Compact", False)["hits"]))
