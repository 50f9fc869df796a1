"""The lexicons that ship: each keeps the promises of its own examples, and of the public record."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from rostra.corpus import load_corpus
from rostra.index import Tokens, tokenize
from rostra.index.matching import find_hits
from rostra.lexicon import GAP, Lexicon, Pattern, lexicon_names, load_lexicon, load_words

STYLE = {
    "affect", "amplification", "boosting", "downtoning", "evidentiality", "hedging", "in_group", "loaded",
    "metaphor", "moral_legal", "out_group", "vagueness",
}  # fmt: skip
ACT = {
    "accusation", "commitment", "demand", "denial", "legitimation", "negative_evaluation",
    "positive_evaluation", "threat", "warning",
}  # fmt: skip
RHETORIC = sorted(STYLE | ACT)
EXAMPLES = [
    pytest.param(name, text, id=f"{name}: {text[:50]}")
    for name in RHETORIC
    for text in (*load_lexicon(name).hits, *load_lexicon(name).misses)
]


def words(*texts: str) -> Tokens:
    return tokenize(load_corpus([{"doc_id": str(row), "text": text} for row, text in enumerate(texts)]))


def counted(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where the hits stand that count for the measure itself: not those that a negator turns."""
    hits = find_hits(words(text), lexicon)
    if lexicon.negation != "keep":
        hits = hits[~hits["negated"]]
    return list(zip(hits["start"].tolist(), hits["end"].tolist(), strict=True))


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_exactly_what_an_example_brackets_is_a_hit(name: str, text: str) -> None:
    plain, spans = "", []
    for piece in re.split(r"(\[[^\]]*\])", text):
        bare = piece.strip("[]")
        if piece.startswith("["):
            spans.append((len(plain), len(plain) + len(bare)))
        plain += bare
    assert counted(plain, load_lexicon(name)) == spans


def test_every_measure_ships_and_no_other_but_the_scorer() -> None:
    assert set(lexicon_names()) == STYLE | ACT | {"polarity"}


@pytest.mark.parametrize("name", RHETORIC)
def test_a_lexicon_says_what_it_is_and_gives_examples(name: str) -> None:
    lexicon = load_lexicon(name)
    assert lexicon.scope == ("style" if name in STYLE else "act")
    assert lexicon.licence == "MIT"
    assert re.fullmatch(r"\d+\.\d+\.\d+", lexicon.version)
    assert re.search(r"\b(19|20)\d\d\b", lexicon.construct_source)
    assert lexicon.source and lexicon.language == "en"
    assert lexicon.construct.endswith(".") and lexicon.construct.startswith("The speaker ")
    assert len(lexicon.hits) >= 6 and len(lexicon.misses) >= 4


def test_what_a_negated_hit_does_is_as_the_measures_are_defined() -> None:
    elsewhere = {
        name: load_lexicon(name).negation for name in RHETORIC if load_lexicon(name).negation in RHETORIC
    }
    assert elsewhere == {
        "amplification": "downtoning", "boosting": "hedging", "positive_evaluation": "negative_evaluation",
    }  # fmt: skip


def test_there_are_at_least_six_hundred_entries() -> None:
    assert sum(len(load_lexicon(name)) for name in RHETORIC) >= 600


@pytest.mark.parametrize("name", RHETORIC)
def test_entries_are_short_enough_to_be_read(name: str) -> None:
    assert [entry.text for entry in load_lexicon(name).entries if len(entry.text) > 220] == []


def _said(pattern: Pattern, choose: random.Random) -> str:
    """One way to say a pattern: a word of each slot, wildcards and gaps left empty."""
    return " ".join(choose.choice(slot).replace("*", "") for slot in pattern if slot != (GAP,))


@pytest.mark.parametrize("name", RHETORIC)
def test_every_entry_can_win_somewhere(name: str) -> None:
    lexicon = load_lexicon(name)
    anyone = replace(
        lexicon, categories=tuple(replace(category, agent=None) for category in lexicon.categories)
    )
    choose = random.Random(0)
    texts, meant = [], []
    for entry in lexicon.entries:
        for pattern in choose.sample(entry.patterns, min(12, len(entry.patterns))):
            near = f" {_said(entry.near[0], choose)}" if entry.near else ""
            for _ in range(4):
                texts.append(f"Zz {_said(pattern, choose)}{near} zz.")
                meant.append(entry.text)
    hits = find_hits(words(*texts), anyone)
    won = {
        entry for row, entry in zip(hits["doc_id"], hits["entry"], strict=True) if meant[int(row)] == entry
    }
    assert {entry.text for entry in lexicon.entries} - won == set()


RECORD = [
    # the words of the public record, and what is done with them
    ("negative_evaluation", "As reckless and irresponsible as they are, we take it seriously.",
     ["reckless", "irresponsible"]),
    ("negative_evaluation", "She called the base another provocative step.", ["provocative"]),
    ("commitment", "It’s rock-solid, and that’’ not going to change.", ["rock-solid", "not going to change"]),
    ("commitment", "He reaffirmed the US’s unwavering commitment to NATO’s Article 5.",
     ["unwavering commitment to"]),
    ("legitimation", "The base is purely defensive.", ["purely defensive"]),
    ("legitimation", "They are primarily used for self-defense.", ["used for self-defense"]),
    ("legitimation", "He reaffirmed the commitment to NATO’s Article 5.", []),
    ("threat", "The base is a priority target.", ["is a priority target"]),
    ("hedging", "NATO may need to bolster air defenses.", ["may need to"]),
    ("demand", "NATO may need to bolster air defenses.", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "phrases"), RECORD)
def test_the_phrases_of_the_public_record_are_found(name: str, text: str, phrases: list[str]) -> None:
    assert [text[start:end] for start, end in counted(text, load_lexicon(name))] == phrases


FRIENDS = [
    # words that look like a hit and are none
    (
        "positive_evaluation",
        "The united party met the justice, security, intelligence and defence ministers.",
    ),
    ("positive_evaluation", "The Supreme Court of the United States sat with the Security Council."),
    ("negative_evaluation", "The criminal court heard of a natural disaster."),
    ("commitment", "The committee will commit no crime; they commit suicide."),
    ("warning", "A warning shot was fired; the early-warning radar saw it."),
    ("hedging", "In May the military might was shown; they could not come."),
    ("in_group", "The US, the US's fleet and the U.S. army left."),
    ("demand", "They must have left; supply and demand fell."),
    ("metaphor", "The war began; the theatre burned; the bridge fell."),
    ("affect", "The party asked questions concerning trade of all states concerned."),
    ("evidentiality", "There was no evidence."),
    ("threat", "They were no threat, and there was no strike."),
    ("accusation", "The Council has the responsibility for the maintenance of peace."),
    ("out_group", "The sanctions regime and the foreign minister are well."),
]


@pytest.mark.parametrize(("name", "text"), FRIENDS)
def test_false_friends_are_no_hits(name: str, text: str) -> None:
    assert counted(text, load_lexicon(name)) == []


SIDES = [
    # the same act: for whom it is a hit
    ("threat", "We will retaliate.", True),
    ("threat", "Russia will retaliate.", False),
    ("commitment", "We pledge to stay.", True),
    ("commitment", "The rebels pledge to stay.", False),
    ("commitment", "We must withdraw.", True),
    ("demand", "We must withdraw.", False),
    ("demand", "Russia must withdraw.", True),
    ("demand", "We call on Russia to leave.", True),
    ("demand", "The rebels call on Russia to leave.", False),
    ("denial", "We deny it.", True),
    ("denial", "The rebels deny it.", False),
    ("accusation", "We accuse them.", True),
    ("accusation", "The rebels accuse us.", False),
    ("accusation", "The rebels violated the truce.", True),
    ("accusation", "We violated the truce.", False),
    ("legitimation", "We acted in order to protect them.", True),
    ("legitimation", "The rebels acted in order to protect them.", False),
]


@pytest.mark.parametrize(("name", "text", "hit"), SIDES)
def test_an_act_counts_for_the_side_that_does_it(name: str, text: str, hit: bool) -> None:
    assert bool(counted(text, load_lexicon(name))) is hit


TURNING = [
    (name, load_lexicon(name).negation) for name in ("amplification", "boosting", "positive_evaluation")
]


@pytest.mark.parametrize(("name", "other"), TURNING)
def test_a_turned_hit_is_not_counted_by_the_other_measure_already(name: str, other: str) -> None:
    choose = random.Random(0)
    texts = [
        f"It was {_said(pattern, choose)} zz."
        for entry in load_lexicon(other).entries
        for pattern in choose.sample(entry.patterns, min(8, len(entry.patterns)))
        for _ in range(4)
    ]
    tokens = words(*texts)
    turned = find_hits(tokens, load_lexicon(name))
    turned = turned[turned["negated"]]
    hits = find_hits(tokens, load_lexicon(other))
    taken = {place for hit in hits.itertuples() for place in range(hit.first, hit.last + 1)}
    assert [texts[int(hit.doc_id)] for hit in turned.itertuples() if hit.first in taken] == []


def test_a_turned_hit_says_so() -> None:
    hits = find_hits(words("It was not constructive."), load_lexicon("positive_evaluation"))
    assert hits["negated"].tolist() == [True]


@pytest.mark.parametrize("text", ["not very good", "not entirely good", "not particularly good"])
def test_lowered_force_is_counted_once(text: str) -> None:
    assert find_hits(words(text), load_lexicon("amplification")).empty
    assert len(find_hits(words(text), load_lexicon("downtoning"))) == 1


@pytest.mark.parametrize("text", ["It is not clear.", "It is not certain.", "We are not sure."])
def test_lowered_certainty_is_counted_once(text: str) -> None:
    assert find_hits(words(text), load_lexicon("boosting")).empty
    assert len(find_hits(words(text), load_lexicon("hedging"))) == 1


@pytest.mark.parametrize("name", ["negators", "contractions", "agents"])
def test_word_lists_have_no_word_twice(name: str) -> None:
    for words_of in load_words(name).values():
        assert len(set(words_of)) == len(words_of)
