"""Inspection: what a lexicon sees, what is wrong with it, and which entries made a rate."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rostra
from rostra.errors import LexiconError, QueryError
from rostra.index.matching import find_hits, hits_of
from rostra.index.tokens import Tokens
from rostra.inspection import contributions, coverage, lint, peer_lexicon
from rostra.inspection.names import names_of
from rostra.lexicon import Category, Lexicon, lexicon_names, load_lexicon, parse_entry
from rostra.result import Result


def words(*texts: str, **columns: Any) -> Tokens:
    rows = [{"doc_id": str(i), "text": text, **columns} for i, text in enumerate(texts)]
    return rostra.tokenize(rostra.load_corpus(rows))


def lexicon(name: str, *categories: Category, **changes: Any) -> Lexicon:
    known = dict.fromkeys(("title", "construct", "construct_source", "source", "licence", "version"), "test")
    given = {"language": "en", "scope": "style", "negation": "keep", "status": "exploratory"}
    return Lexicon(name=name, categories=categories, **{**known, **given, **changes})


def category(name: str, *entries: str, **more: Any) -> Category:
    return Category(name, tuple(map(parse_entry, entries)), **more)


def rows(result: Result, *columns: str, **where: Any) -> list[list[Any]]:
    found = result.where(**where).frame[list(columns)]
    return found.astype(object).where(found.notna(), None).values.tolist()


# Coverage -------------------------------------------------------------------------------------------------

TEXT = "The reckless plan was awful, awful. A good neighbour left the United States."
BAD = lexicon("bad", category("all", "reckless", "plan"))
JUDGING = lexicon(
    "judging", category("negative", "reckless", "awful"), category("positive", "good", "united")
)


def test_coverage_is_the_share_of_words_and_of_evaluative_words_that_are_seen() -> None:
    seen = coverage(words(TEXT), BAD, reference=JUDGING)
    assert rows(seen, "measure", "item", "value", "hits", "exposure", "documents", "note") == [
        ["words", None, 2 / 13, 2.0, 13, 1, ""],
        ["evaluative_words", None, 1 / 4, 1.0, 4, 1, ""],  # reckless, awful, awful, good; not United
        ["statements", None, None, None, None, None, "nobody has been credited with these words"],
        ["actors", None, None, None, None, None, "nobody has been credited with these words"],
        ["unseen", "awful", 2 / 4, 2.0, 4, 1, "known to judging"],
        ["unseen", "good", 1 / 4, 1.0, 4, 1, "known to judging"],
    ]
    assert seen.about == (
        "What bad test can see of 13 words, of which 4 are evaluative by judging (1 in proper names left "
        "out). "
        "Narration is counted with the rest."
    )


def test_a_removed_entry_lowers_the_figure_and_appears_in_the_list(tmp_path: Path) -> None:
    shipped = load_lexicon("polarity")
    path = tmp_path / "less.toml"
    path.write_text(
        'kind = "overlay"\nname = "less"\nversion = "1"\nbase = "polarity"\n'
        f'base_version = "{shipped.version}"\nremove = ["reckless*"]\n',
        encoding="utf-8",
    )
    tokens = words("A reckless and irresponsible act. A reckless step.", "A rock-solid alliance.")
    whole, less = coverage(tokens, "polarity"), coverage(tokens, load_lexicon(path))
    before, after = (rows(one, "value", "hits", measure="evaluative_words")[0] for one in (whole, less))
    assert after[1] == before[1] - 2 and after[0] < before[0]
    assert "reckless" not in whole.frame["item"].dropna().tolist()
    assert rows(less, "item", "hits", "note", measure="unseen")[0] == [
        "reckless", 2.0, "known to polarity, negative_evaluation, vader",
    ]  # fmt: skip
    assert less.kwic(measure="unseen", item="reckless").lines["node"].tolist() == ["reckless", "reckless"]


def test_statements_and_actors_are_seen_by_one_word_in_them() -> None:
    corpus = rostra.load_corpus([
        {"doc_id": "a", "who": "Russia", "text": "A reckless step."},
        {"doc_id": "b", "who": "Russia", "text": "Nothing at all."},
        {"doc_id": "c", "who": "Poland", "text": "It is calm."},
        {"doc_id": "d", "who": None, "text": "Reckless, too."},
    ])  # fmt: skip
    seen = coverage(rostra.tokenize(rostra.attribute(corpus, actor="who")), BAD, reference=JUDGING)
    assert rows(seen, "measure", "value", "hits", "exposure", measure=["statements", "actors"]) == [
        ["statements", 2 / 4, 2.0, 4], ["actors", 1 / 2, 1.0, 2],
    ]  # fmt: skip


def test_several_lexicons_are_seen_each_and_all_together() -> None:
    seen = coverage(words(TEXT), [BAD, lexicon("more", category("all", "awful"))], reference=JUDGING)
    assert rows(seen, "lexicon", "hits", measure="evaluative_words") == [
        ["bad", 1.0], ["more", 2.0], ["all together", 3.0],
    ]  # fmt: skip


def test_an_empty_text_has_no_share() -> None:
    seen = coverage(words(""), "threat")
    assert rows(seen, "value", "note", measure=["words", "evaluative_words"]) == [
        [None, "no words"], [None, "no evaluative_words"],
    ]  # fmt: skip


# Lint -----------------------------------------------------------------------------------------------------


def test_sign_conflicts_between_lexicons_are_found_by_weight_and_by_name() -> None:
    ours = lexicon("ours", category("positive/strong", "welcome*", "calm"), category("negative", "proud"))
    theirs = lexicon("theirs", Category("all", (
        replace(parse_entry("welcomed"), weight=-1.0), replace(parse_entry("proud"), weight=2.0),
        replace(parse_entry("calm"), weight=0.5),
    )))  # fmt: skip
    found = lint([ours, theirs], words("They welcomed it; proud, they welcomed it."))
    assert rows(found, "lexicon", "item", "hits", "note", measure="sign_conflict") == [
        ["ours", "welcome*", 2.0, "favourable here, the opposite in theirs ('welcomed')"],
        ["ours", "proud", 1.0, "unfavourable here, the opposite in theirs ('proud')"],
    ]
    assert rows(lint([ours, theirs]), "hits", measure="sign_conflict") == [[None], [None]]  # no texts
    assert rows(lint([BAD, JUDGING]), "item", measure="sign_conflict") == []


BY_ITSELF = [
    ("duplicate", ["warn*", "warned"], {"warned": "whatever it finds, 'warn*' finds and counts the same"}),
    ("duplicate", ["rock solid", "rock-solid"],
     {"rock solid": "whatever it finds, 'rock-solid' finds and counts the same"}),
    ("unreachable", ["(a|b) c", "b c"], {"b c": "'(a|b) c' (category all) wins wherever it stands"}),
    ("duplicate", ["(a|b) c", "(a|d) c", "warn of", "warn"], {}),
    ("unreachable", ["task force", "task force*"], {}),
    ("unreachable", ["(war|warm) NOT cold war", "(|my) war", "will act", "will _ act", "w?r"], {}),
    ("duplicate", ["warm NOT war", "war*"], {"warm": "whatever it finds, 'war*' finds and counts the same"}),
    ("unreachable", ["war NOT wars", "wars NOT wars"],
     {"wars": "an exclusion or its NOT bars it, or no text has such words"}),
    ("unreachable", ["r&d"], {"r&d": "an exclusion or its NOT bars it, or no text has such words"}),
    ("unreachable", ["short cut", "shortcut", "/x$/"], {}),
    ("unreachable", ["shortcut", "short-cut"],
     {"short-cut": None, "shortcut": None}),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "entries", "notes"), BY_ITSELF)
def test_what_is_wrong_with_a_lexicon_by_itself(
    fault: str, entries: list[str], notes: dict[str, str | None]
) -> None:
    found = rows(lint(lexicon("some", category("all", *entries))), "item", "note", measure=fault)
    if None in notes.values():  # of two that find the same, either wins
        assert len(found) <= 1
    else:
        assert found == [[item, note] for item, note in notes.items()]


def test_what_is_counted_otherwise_is_no_duplicate() -> None:
    for changed in ({"weight": 2.0}, {"agent": "own"}, {"negation": "keep"}):
        some = lexicon("some", category("a", "warn*"), category("b", "warned", **changed))
        assert rows(lint(some), "item", measure="duplicate") == []


def test_an_exclusion_of_the_lexicon_makes_an_entry_unreachable() -> None:
    some = lexicon(
        "some", category("a", "guard", "coast guard"), exclusions=parse_entry("coast guard*").patterns
    )
    assert rows(lint(some), "item", "note", measure="unreachable") == [
        ["coast guard", "an exclusion or its NOT bars it, or no text has such words"]
    ]


def test_entries_that_match_names_and_that_never_match_are_found_in_the_texts_at_hand() -> None:
    text = (
        "In the United States we stand united. He left the CIA base. They saw the NATO anti-missile base. "
        "A base act."
    )
    some = lexicon(
        "some", category("all", "united", "base", "act", "zeal"), category("neutral", "united states")
    )
    found = lint(lexicon("some", category("all", "united", "base", "act", "zeal")), words(text))
    assert rows(found, "measure", "item", "value", "hits", "exposure", "note") == [
        ["proper_name", "united", 1 / 2, 1.0, 2, "United States (1)"],
        ["named_thing", "base", 2 / 3, 2.0, 3, "the CIA base (1), the NATO anti-missile base (1)"],
        ["never_matches", "zeal", None, 0.0, 0, "no hit in the texts at hand"],
    ]
    assert found.kwic(measure="named_thing").lines["node"].tolist() == ["base", "base"]
    assert found.about == (
        "Faults of some test. Entries that never match in the document at hand: some: 1 of 4 (25%)."
    )
    assert rows(lint(some, words(text)), "item", measure="proper_name") == []  # the names are meant


NAMES = [
    ("He left the United States.", ["United", "States"], []),
    ("United we stand.", [], []),
    ("They were united. Party politics.", [], []),
    ("“United States troops left,” he said.", ["States"], []),
    ("The Great Party of Britain Wins Again", [], []),  # a headline
    ("We saw the Republican party and the Bagram air base there.", [], ["party", "base"]),
    ("The Senate attacked the plan.", [], []),
    ("On Monday the Senate fears the vote.", [], []),
    ("Trump Attacks Cruz Over Vote.", [], []),
    ("He knew that Scalia's death was near.", [], []),
    ("It is the US of old, the US that we know.", [], []),
]


@pytest.mark.parametrize(("text", "part", "thing"), NAMES)
def test_names_are_told_by_their_capitals_and_their_company(
    text: str, part: list[str], thing: list[str]
) -> None:
    tokens = words(text)
    found = names_of(tokens)
    surfaces = tokens.frame["surface"].to_numpy()
    assert surfaces[found.part].tolist() == part
    assert surfaces[found.thing >= 0].tolist() == thing


def test_political_news_shows_the_false_friends_of_vader_and_textblob(evaluation: Path) -> None:
    lines = (evaluation / "eval" / "quotes" / "polnear.dev.jsonl").read_text(encoding="utf-8").splitlines()
    tokens = words(*(json.loads(line)["text"] for line in lines[:200]))
    found = lint(["vader", "textblob"], tokens).frame
    named = found[found["measure"].isin(["proper_name", "named_thing"])]
    by_lexicon = {name: set(some["item"]) for name, some in named.groupby("lexicon")}
    assert {"united", "party", "supreme", "security", "justice"} <= by_lexicon["vader"]
    assert "base" in by_lexicon["textblob"]


def test_the_retelling_shows_them_too(root: Path) -> None:
    tokens = rostra.tokenize(rostra.load_corpus(root / "corpus" / "redzikowo"))
    assert {"united", "security"} <= set(lint("vader", tokens).where(measure="proper_name").frame["item"])
    assert set(lint("textblob", tokens).where(measure="named_thing").frame["item"]) == {"base"}


@pytest.mark.parametrize("name", lexicon_names())
def test_the_lexicons_that_ship_have_no_entry_that_cannot_match_or_repeats_another(name: str) -> None:
    assert rows(lint(name), "measure", "item") == []


@pytest.fixture(scope="module")
def texts_at_hand(evaluation: Path, root: Path) -> Tokens:
    """Every text there is: addresses, debates, articles, coded sentences, the project's own corpora."""
    texts = []
    with gzip.open(evaluation / "input" / "sotu" / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts += [json.loads(line)["text"] for line in lines]
    for path in sorted((evaluation / "eval" / "quotes").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sorted((evaluation / "eval" / "sentiment").glob("*.jsonl")):
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        texts.append("\n\n".join(row["text"] for row in rows))
    inputs = evaluation / "input"
    for source in (
        inputs / "inaugural" / "documents.csv", inputs / "unsc" / "documents.csv", inputs / "redzikowo.txt",
        root / "corpus" / "strait", root / "corpus" / "redzikowo",
    ):  # fmt: skip
        texts += rostra.load_corpus(source).documents["text"].tolist()
    return words(*texts)


@pytest.mark.parametrize("name", lexicon_names())
def test_at_most_a_fifth_of_a_lexicon_is_never_heard(name: str, texts_at_hand: Tokens) -> None:
    lexicon = load_lexicon(name)
    hits = hits_of(texts_at_hand, lexicon)
    heard = {(hits.legend.category[place], hits.legend.entry[place]) for place in np.unique(hits.entry)}
    silent = [
        entry.text
        for category in lexicon.categories
        for entry in category.entries
        if (category.name, entry.text) not in heard
    ]
    assert len(silent) <= len(lexicon) / 5, f"{name}: {'; '.join(silent)}"


def test_lint_says_what_it_was_given_and_what_is_known() -> None:
    with pytest.raises(QueryError) as error:
        lint("threat", min_share=0)
    assert str(error.value) == "min_share is 0. Give a share of the hits, above 0 and at most 1."
    with pytest.raises(LexiconError) as error:
        lint([])
    known = ", ".join((*lexicon_names(), "textblob", "vader"))
    assert str(error.value) == f"no lexicon was asked for. Known: {known}; or give the path of a file."
    with pytest.raises(LexiconError) as error:
        lint(["threat", load_lexicon("threat")])
    assert (
        str(error.value)
        == "two lexicons are named 'threat'. Rename one, or look at them one after the other."
    )
    with pytest.raises(LexiconError) as error:
        peer_lexicon("afinn")
    assert str(error.value) == "no peer named 'afinn'. Known: textblob, vader."
    assert lint("threat").about.endswith(
        "No texts were given: names, and entries that never match, were not looked for."
    )


def test_the_peers_words_have_their_own_weights() -> None:
    from textblob.en import sentiment
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader, textblob = peer_lexicon("vader"), peer_lexicon("textblob")
    known = SentimentIntensityAnalyzer().lexicon
    assert {entry.text: entry.weight for entry in vader.entries}["abandoned"] == known["abandoned"]
    assert len(vader) + len(vader.lost) >= 7_400
    assert (
        {entry.text: entry.weight for entry in textblob.entries}["base"] == sentiment["base"][None][0] == -0.8
    )
    assert all(
        entry.weight and (entry.weight > 0) == (c.name == "positive")
        for c in vader.categories
        for entry in c.entries
    )


ENTRIES = [
    "war", "war*", "wars", "(war|peace)", "cold war", "cold _ war", "cold-war", "w?r",
    "(war|warm) NOT cold war", "no war", "peace NEAR/2 war", "coldwar",
]  # fmt: skip
FILLER = st.lists(
    st.sampled_from(["war", "wars", "warm", "cold", "cold-war", "coldwar", "peace", "no", "a", ","]),
    max_size=25,
)


@given(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=6, unique=True), FILLER)
def test_what_lint_calls_unreachable_is_never_a_hit_and_a_duplicate_is_not_missed(
    entries: list[str], said: list[str]
) -> None:
    tokens = words(" ".join(said))
    some = lexicon("some", category("all", *entries))
    found = lint(some)
    hits = find_hits(tokens, some)
    assert not set(hits["entry"]) & set(found.where(measure="unreachable").frame["item"])
    for item in found.where(measure="duplicate").frame["item"]:
        fewer = lexicon("some", category("all", *(entry for entry in entries if entry != item)))
        places = ["start", "end", "negated", "weight"]
        pd.testing.assert_frame_equal(find_hits(tokens, fewer)[places], hits[places])


# Contributions --------------------------------------------------------------------------------------------

SAID = [
    {"doc_id": "a", "who": "A", "text": "Reckless, reckless and provocative. It is fine."},
    {"doc_id": "b", "who": "B", "text": "A provocative plan."},
    {"doc_id": "c", "who": "A", "text": "Provocative and irresponsible."},
]


def test_contributions_add_up_to_the_rate() -> None:
    tokens = rostra.tokenize(rostra.load_corpus(SAID))
    rates = rostra.measure(tokens, ["negative_evaluation", "boosting"], by="who", min_words=1, n_boot=0)
    parts = contributions(rates)
    sums = parts.frame.groupby(["who", "measure"])["value"].sum()
    for rate in rates.frame.to_dict("records"):
        assert sums.get((rate["who"], rate["measure"]), 0.0) == pytest.approx(rate["value"])
    assert rows(parts, "item", "hits", "occurrences", "documents", "exposure", who="A") == [
        ["provocat*", 2.0, 2, 2, 10], ["reckless*", 2.0, 2, 1, 10], ["irresponsib*", 1.0, 1, 1, 10],
    ]  # fmt: skip
    assert parts.where(who="A").frame["share"].sum() == pytest.approx(1)
    assert parts.kwic(who="B", item="provocat*").lines["node"].tolist() == ["provocative"]


def test_contributions_take_words_too_and_one_measure_of_several() -> None:
    tokens = rostra.tokenize(rostra.load_corpus(SAID))
    rates = rostra.measure(tokens, ["negative_evaluation", "boosting"], by="who", min_words=1, n_boot=0)
    one, other = (
        contributions(rates, "negative_evaluation"),
        contributions(tokens, "negative_evaluation", by="who"),
    )
    pd.testing.assert_frame_equal(one.frame, other.frame)


def test_a_rate_that_is_not_shown_has_parts_that_are_not_shown() -> None:
    rates = rostra.measure(words("Perhaps.", who="A"), "hedging", by="who", min_words=100)
    assert rows(contributions(rates), "item", "value", "hits", "note") == [
        ["perhaps", None, 1.0, "too little text"]
    ]


def test_negated_hits_make_no_part_and_are_counted() -> None:
    tokens = words("It is not reckless. It is reckless.", who="A")
    parts = contributions(tokens, "negative_evaluation", by="who")
    assert rows(parts, "item", "occurrences") == [["reckless*", 1]]
    assert "1 hit of weight 0 (negated) left out." in parts.about


def test_contributions_say_what_they_need() -> None:
    tokens = words("Perhaps.", who="A", date="2024-11-26")
    with pytest.raises(QueryError) as error:
        contributions(tokens)
    assert str(error.value) == (
        'no measure was named. Say whose entries are wanted, as in contributions(words, "threat"), or give '
        "the "
        "result of rostra.measure."
    )
    for result, made in (
        (rostra.frequencies(tokens), "frequencies"),
        (rostra.measure(tokens, "hedging", by="who", over="year"), "measure over periods"),
    ):
        with pytest.raises(QueryError) as error:
            contributions(result)
        assert str(error.value) == (
            f"a result of {made} has no rates that entries add up to. Give one of rostra.measure without "
            "over=."
        )
    with pytest.raises(QueryError) as error:
        contributions(rostra.measure(tokens, ["hedging", "boosting"], by="who"), "threat")
    assert str(error.value) == "no measure named 'threat'. Known: hedging, boosting."
