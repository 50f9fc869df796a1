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
def passages_read() -> pd.DataFrame:
    """The passages that were read twice, with what both readings found in them."""
    return pd.read_json(STRAIT / "codes.jsonl", lines=True)


@cache
def threats_by_vader() -> list[float]:
    vader = SentimentIntensityAnalyzer()
    passages = passages_read()
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
    passages = passages_read()
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
def moods() -> pd.DataFrame:
    return rostra.sentiment(words()).frame


def friendliest(scorer: str) -> str:
    """The actor with the highest mean score."""
    values = moods().query("measure == @scorer").set_index("actor")["value"]
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


# 3 Keyness and its traps -------------------------------------------------------------------------------


@cache
def key_words(by: str, target: str) -> pd.DataFrame:
    key = rostra.keyness(words(), by=by, target=target, min_count=4, stop_words=False)
    return key.frame.set_index("item")


@exercise(
    "3.1",
    shows="A log ratio counts doublings: 1 is twice the rate, 2 four times, 3 eight times.",
    hint="A log ratio counts doublings. Raise 2 to its power: `2 ** value`.",
)
def times_as_often() -> float:
    return 2 ** float(key_words("actor", "Haldrava").loc["boats", "value"])


slip(
    "3.1",
    "That is the log ratio itself.",
    lambda: float(key_words("actor", "Haldrava").loc["boats", "value"]),
)
slip(
    "3.1",
    "You doubled the log ratio. It says how many times to double.",
    lambda: 2 * float(key_words("actor", "Haldrava").loc["boats", "value"]),
)


@exercise(
    "3.2",
    shows="Of many questions asked at once, some come out by luck. The adjusted p takes that into account.",
    hint="Count the rows of `courier` in which `p_adjusted` is below 0.05.",
)
def key_words_that_hold() -> int:
    return int((key_words("source", "The Arvesk Courier")["p_adjusted"] < 0.05).sum())


slip(
    "3.2",
    "You counted by `p`, as if each word had been the only question.",
    lambda: int((key_words("source", "The Arvesk Courier")["p"] < 0.05).sum()),
)
slip("3.2", "Those are all words that were compared.", lambda: len(key_words("source", "The Arvesk Courier")))


@cache
def claims_in_the_ledger() -> pd.DataFrame:
    lines = rostra.kwic(words(), ["claim*", "alleg*"]).lines
    return lines[lines["source"] == "The Merrowick Ledger"]


@exercise(
    "3.3",
    shows="*Claims* is the Ledger's own word. It tells how the paper reports, not how anybody speaks.",
    hint="Count the lines by `kind`: which has the most?",
)
def whose_word_claims_is() -> str:
    return str(claims_in_the_ledger()["kind"].value_counts().idxmax())


def whose_statements_are_claims() -> str:
    statements = words().statements.quotations
    claimed = statements["cue"].fillna("").str.match("claim|alleg").astype(bool)
    return str(statements.loc[claimed, "actor"].value_counts().idxmax())


slip("3.3", "That is of whom the word is used. Who uses it?", whose_statements_are_claims)


# 6 Attribution -----------------------------------------------------------------------------------------


@cache
def ledger_voice() -> pd.DataFrame:
    """The words that The Merrowick Ledger gives to each actor, by form."""
    ledger = rostra.attribute(corpus().where(source="The Merrowick Ledger"))
    return rostra.share_of_voice(ledger).frame


def quoted_share(actor: str) -> float:
    voice = ledger_voice()[ledger_voice()["actor"] == actor].set_index("item")
    return float(voice.loc["direct", "hits"] / voice["hits"].sum())


@exercise(
    "6.1",
    shows="The Ledger lets Corsandia speak and retells Haldrava. Nobody need lie to tilt a report.",
    hint="Divide the words of Haldrava in `direct` by all words of Haldrava in the table.",
)
def quoted_share_of_haldrava() -> float:
    return quoted_share("Haldrava")


slip("6.1", "That is Corsandia's share.", lambda: quoted_share("Corsandia"))
slip(
    "6.1",
    "That is the share of all words of the paper (`value`).",
    lambda: float(ledger_voice().query("actor == 'Haldrava' and item == 'direct'")["value"].iloc[0]),
)


@exercise(
    "6.2",
    shows="People who speak for no actor, questions of reporters, and names that no rule could place.",
    hint="Count the rows of `quotations` whose `actor` is missing: `.isna().sum()`.",
)
def statements_without_actor() -> int:
    return int(words().statements.quotations["actor"].isna().sum())


slip(
    "6.2",
    "Those have no *speaker*. A person can be named and yet speak for no actor.",
    lambda: int(words().statements.quotations["speaker"].isna().sum()),
)
slip("6.2", "Those are all quotations.", lambda: len(words().statements.quotations))


@cache
def held_against_the_key() -> tuple[float, float]:
    """Of the marked statements, and of those found: the share right in span and speaker."""
    figures = rostra.evaluate_statements(rostra.read_gold(STRAIT / "gold.jsonl"), words().statements).frame
    figure = figures[(figures["measure"] == "span_and_speaker") & figures["item"].isna()].iloc[0]
    return float(figure["right"] / figure["gold"]), float(figure["right"] / figure["found"])


@exercise(
    "6.3",
    shows="About one statement in four is missed or given to somebody else. Say so beside your results.",
    hint="Divide `right` by the statements that the person marked (`gold`).",
)
def recall_of_attribution() -> float:
    return held_against_the_key()[0]


slip(
    "6.3",
    "That is the precision: the share of what was *found* that is right.",
    lambda: held_against_the_key()[1],
)
slip("6.3", "That is the share that is missed or wrong.", lambda: 1 - held_against_the_key()[0])


# 1 What a corpus is ------------------------------------------------------------------------------------


@exercise(
    "1.1",
    shows="How many texts there are depends on what counts as one. Say which you mean.",
    hint="A document that repeats another has an entry in `copy_of`. Count those without.",
)
def documents_without_copies() -> int:
    return len(corpus().where(copy_of=None))


slip("1.1", "Those are all documents, copies included.", lambda: len(corpus()))
slip("1.1", "Those are the copies.", lambda: len(corpus()) - documents_without_copies())


@exercise(
    "1.2",
    shows="What the Agency sends is nearly half of what there is to read. Its habits show in every count.",
    hint="Divide the Agency's documents by all documents, both without copies.",
)
def share_of_the_agency() -> float:
    return float((corpus().where(copy_of=None).documents["source"] == "Grey Sea Press Agency").mean())


slip("1.2", "That is per hundred. Give it as a share between 0 and 1.", lambda: 100 * share_of_the_agency())
slip(
    "1.2",
    "That is the number of documents. Make it a share.",
    lambda: int((corpus().where(copy_of=None).documents["source"] == "Grey Sea Press Agency").sum()),
)


# 4 Concordance reading ---------------------------------------------------------------------------------


@cache
def lines_of(query: str) -> pd.DataFrame:
    return rostra.kwic(words(), query).lines


@exercise(
    "4.1",
    shows="Those who threaten do not say *threat*. It is the word of those who tell of it.",
    hint="Count the lines whose `actor` is not missing.",
)
def threats_in_the_words_of_actors() -> int:
    return int(lines_of("threat*")["actor"].notna().sum())


slip("4.1", "Those are all lines.", lambda: len(lines_of("threat*")))
slip("4.1", "Those are the lines of nobody.", lambda: int(lines_of("threat*")["actor"].isna().sum()))


@exercise(
    "4.2",
    shows="The word next to it tells the sense. Only reading found that out.",
    hint='Ask of each line whether `right` begins with a number: `.str.match(r"\\s*\\d")`.',
)
def articles_of_the_treaty() -> int:
    return int(lines_of("article*")["right"].str.match(r"\s*\d").sum())


slip("4.2", "Those are all lines of `article*`.", lambda: len(lines_of("article*")))
slip(
    "4.2",
    "Those are the lines without a number.",
    lambda: len(lines_of("article*")) - articles_of_the_treaty(),
)


# 8 A small study ---------------------------------------------------------------------------------------

DEVICES = ["commitment", "demand", "affect", "hedging"]


@cache
def compact(copies: bool = False) -> pd.DataFrame:
    """The Compact against all others."""
    return rostra.compare(words(copies), DEVICES, target="Grey Sea Compact").frame.set_index("measure")


@exercise(
    "8.1",
    shows="The corpus gives ground for these claims. That the others stay open is a result, too.",
    hint='Keep the rows whose `verdict` is "more", and take the column `measure`.',
)
def claims_that_hold() -> set[str]:
    return set(compact().index[compact()["verdict"] == "more"])


slip(
    "8.1",
    "You counted copies, and took each higher rate for a finding. Read the intervals in `gaps`.",
    lambda: set(compact(True).index[compact(True)["value"] > 0]),
)


@exercise(
    "8.2",
    shows="A ratio is easy to say in a sentence: so many times as often, per word.",
    hint="Divide `target_value` by `reference_value` in the row of *demand*.",
)
def times_as_many_demands() -> float:
    return float(compact().loc["demand", "target_value"] / compact().loc["demand", "reference_value"])


slip(
    "8.2",
    "That is the difference of the rates. How many times as high is one as the other?",
    lambda: float(compact().loc["demand", "value"]),
)
slip(
    "8.2",
    "The other way round: divide the Compact's rate by the others'.",
    lambda: 1 / times_as_many_demands(),
)
