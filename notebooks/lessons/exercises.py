"""The exercises of the lessons.

`check("2.1", answer)` says whether an answer is right, and if it is not, where to look. The right answers,
and the wrong ones that many give, are computed from the corpus: nothing here is looked up in a list.
"""

from __future__ import annotations

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
        right = cache(right)
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


@cache
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


# 7 Uncertainty and too little data -----------------------------------------------------------------------


@exercise(
    "7.1",
    shows="No hit in so few words is compatible with the rate of any actor here: it says next to nothing.",
    hint="Divide 3 by the words of the League (`exposure`), and multiply by 1000.",
)
def highest_rate_behind_zero() -> float:
    return 3000 / float(row("threat", "Shipping League")["exposure"])


slip("7.1", "That is what was counted. How high could the rate be?", lambda: 0.0)
slip("7.1", "That is the rate for one word.", lambda: highest_rate_behind_zero() / 1000)
slip(
    "7.1",
    "You took the words of Haldrava.",
    lambda: 3000 / float(row("threat", "Haldrava")["exposure"]),
)


@exercise(
    "7.2",
    shows="The interval of the difference holds zero: these documents cannot tell who hedges more.",
    hint="The column `verdict` gives the answer in words; `low` and `high` say why.",
)
def who_hedges_more() -> str:
    pair = rostra.compare(words(), "hedging", target="Haldrava", reference="Corsandia").frame
    return str(pair["verdict"][0])


slip(
    "7.2",
    "That is what the two rates say. Look at the interval of their difference: does it leave zero out?",
    lambda: "more" if row("hedging", "Haldrava")["value"] > row("hedging", "Corsandia")["value"] else "less",
)


@cache
def without_each_document() -> pd.DataFrame:
    held = rostra.robustness(words(), "accusation", target="Tolmeny", reference="Grey Sea Compact").frame
    return held[held["check"] == "document"].set_index("item")


@exercise(
    "7.3",
    shows="One speech makes the whole difference. What is claimed of an actor is true of one evening.",
    hint="Look for the row in which `same_sign` is False.",
)
def document_that_drives_the_difference() -> str:
    held = without_each_document()
    return str(held.index[~held["same_sign"].astype(bool)][0])


slip(
    "7.3",
    "Without that document the difference is largest, so it was holding the difference down.",
    lambda: str(without_each_document()["value"].astype(float).idxmax()),
)


# 5 Sentiment -------------------------------------------------------------------------------------------


@cache
def read_by_people() -> pd.DataFrame:
    """The passages that two people read, with what both found in them."""
    return pd.read_json(STRAIT / "codes.jsonl", lines=True)


@cache
def threats_by_vader() -> list[float]:
    vader = SentimentIntensityAnalyzer()
    passages = read_by_people()
    return [vader.polarity_scores(text)["compound"] for text in passages.loc[passages["threat"] == 1, "text"]]


@exercise(
    "5.1",
    shows="Most threats sound neutral or friendly to the scorer. It knows words; a threat is a sentence.",
    hint="Count the rows of `threats` in which `vader` is below 0.",
)
def threats_that_sound_bad() -> int:
    return sum(score < 0 for score in threats_by_vader())


slip("5.1", "Those are all the threats.", lambda: len(threats_by_vader()))
slip(
    "5.1",
    "Those are the ones with a score of 0 or more.",
    lambda: len(threats_by_vader()) - threats_that_sound_bad(),
)


@cache
def threats_by_list() -> tuple[int, int, int]:
    """How many threats people found, how many passages the list found, how many both."""
    passages = read_by_people()
    passages = passages[passages["threat"].notna()]
    found = set(rostra.hits(passages["text"].tolist(), "threat")["text"])
    threats = {place for place, code in enumerate(passages["threat"]) if code == 1}
    return len(threats), len(found), len(found & threats)


@exercise(
    "5.2",
    shows="What the list finds is a threat, but it finds few of them. People threaten in words of their own.",
    hint="Divide the threats that the list found by all threats that people found.",
)
def recall_of_the_list() -> float:
    threats, _, both = threats_by_list()
    return both / threats


slip(
    "5.2",
    "That is the precision: the share of what was *found* that is a threat.",
    lambda: threats_by_list()[2] / threats_by_list()[1],
)
slip("5.2", "That is the count. Make it a share.", lambda: threats_by_list()[2])


@cache
def friendliest(scorer: str) -> str:
    """The actor with the highest mean score."""
    moods = rostra.sentiment(words()).frame
    values = moods[moods["measure"] == scorer].set_index("actor")["value"]
    return str(values.dropna().astype(float).idxmax())


@exercise(
    "5.3",
    shows="It is the one who threatens. Each of the three scorers crowns another actor.",
    hint="Take the rows with `vader` in the column `measure`, and look for the highest `value`.",
)
def friendliest_by_vader() -> str:
    return friendliest("vader")


slip("5.3", "So says Rostra's own list. Read the rows of VADER.", lambda: friendliest("polarity"))
slip("5.3", "So says TextBlob. Read the rows of VADER.", lambda: friendliest("textblob"))
