"""Readability: scores by hand, syllables of words that everybody can count, and what must not matter."""

from __future__ import annotations

from math import sqrt
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from arrays import tokens_of_lists
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of

import rostra
from rostra.errors import QueryError
from rostra.measures.readability import FORMULAS, count_syllables, count_text, score
from rostra.measures.readability.counts import COUNTS
from rostra.measures.readability.formulas import needed
from rostra.measures.readability.syllables import _spellings

COUNTED = {
    "words": 200, "sentences": 10, "characters": 900, "syllables": 300, "monosyllables": 120,
    "two_syllables": 80,
    "three_syllables": 30, "six_letters": 60, "seven_letters": 50, "short_words": 90, "types": 110,
    "letters": 880,
    "letter_values": 1600, "prepositions": 25, "conjunctions": 12, "unfamiliar": 20,
}  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "by_hand"),
    [
        ("sentence_length", 20), ("word_syllables", 1.5), ("word_length", 4.5),
        ("flesch", 206.835 - 1.015 * 20 - 84.6 * 1.5), ("flesch_kincaid", 0.39 * 20 + 11.8 * 1.5 - 15.59),
        ("fog", 0.4 * (20 + 15)), ("smog", 1.043 * sqrt(90) + 3.1291), ("smog_simple", sqrt(90) + 3),
        ("ari", 0.5 * 20 + 4.71 * 4.5 - 21.43), ("coleman_liau", 5.88 * 4.5 - 29.6 / 20 - 15.8),
        ("lix", 20 + 25), ("rix", 5), ("forcast", 20 - 90 / 10), ("linsear_write", (170 + 3 * 30) / 10 / 2),
        ("elf", 8), ("fucks", 90), ("eflaw", 29), ("dale_chall_old", 0.1579 * 10 + 0.0496 * 20 + 3.6365),
        ("dale_chall", 64 - 9.5 - 0.69 * 20), ("spache", 0.121 * 20 + 0.82 + 0.659), ("scrabble", 1600 / 880),
        ("gulpease", 89 + (300 * 10 - 10 * 900) / 200), ("fernandez_huerta", 206.84 - 0.6 * 150 - 1.02 * 20),
        ("wiener_4", 0.2744 * 15 + 0.2656 * 20 - 1.693),
        ("danielson_bryan_2", 131.059 - 10.364 * 900 / 199 - 0.194 * 90),
    ],
)  # fmt: skip
def test_scores_by_hand(measure: str, by_hand: float) -> None:
    assert score(COUNTED, measure=measure) == pytest.approx(by_hand)


def test_linsear_write_of_an_easy_text_is_lower_by_one() -> None:
    easy = {"words": 100, "sentences": 10, "three_syllables": 5}  # 11 points a sentence
    assert score(easy, measure="linsear_write") == pytest.approx(11 / 2 - 1)


def test_dale_chall_is_adjusted_above_five_in_a_hundred() -> None:
    counts = {"words": [100, 100], "sentences": [5, 5], "unfamiliar": [5, 6]}
    below, above = score(counts, measure="dale_chall_old")
    assert above - below == pytest.approx(3.6365 + 0.1579)


@pytest.mark.parametrize("measure", FORMULAS)
def test_every_score_has_a_unit_and_names_what_it_needs(measure: str) -> None:
    assert FORMULAS[measure].unit
    names = needed(measure)
    assert names and set(names) <= set(COUNTS)
    assert np.isfinite(score({name: COUNTED[name] for name in names}, measure=measure))
    assert np.isnan(score(dict.fromkeys(COUNTS, 0), measure=measure))


@pytest.mark.parametrize(
    "measure", [name for name in FORMULAS if name not in ("bormuth", "bormuth_grade", "drp")]
)
def test_direction_is_as_stated(measure: str) -> None:
    harder = COUNTED | {"sentences": 8, "syllables": 340, "characters": 1000, "monosyllables": 100}
    harder |= {
        "two_syllables": 100,
        "three_syllables": 45,
        "six_letters": 80,
        "seven_letters": 70,
        "unfamiliar": 40,
    }
    harder |= {"short_words": 95, "types": 130, "prepositions": 30, "conjunctions": 15, "letter_values": 1700}
    before, after = float(score(COUNTED, measure=measure)), float(score(harder, measure=measure))
    assert (after < before) == ("easier" in FORMULAS[measure].unit)


SYLLABLES = {
    1: """war peace states asked called used lives judge change house course fire please through moved played
        died
        tied type eyes shoe once force voice guide guest friend field""",
    2: """people nation question region million special social ancient patient soldier quiet science going
        doing trying wanted settled sacred houses changes places argued pursue movement safely something
        business
        threatened russia system table little""",
    3: """government national various period anyone serious previous happiest united example challenges
        resources
        parliament influence genuine created enabled idea video earlier continued""",
    4: "situation society material january variety experience security provocative",
    5: "individual nationalism cooperation irresponsible neutralization",
}


@pytest.mark.parametrize("number", SYLLABLES)
def test_syllables_are_counted_by_spelling(number: int) -> None:
    words = SYLLABLES[number].split()
    assert {word: count_syllables(word) for word in words} == dict.fromkeys(words, number)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("rock-solid", 3),
        ("US", 2),
        ("NATO", 4),
        ("2014", 1),
        ("didn't", 2),
        ("don’t", 1),
        ("Congress's", 3),
        ("…", 1),
    ],
)
def test_what_is_no_plain_word(word: str, number: int) -> None:
    assert count_syllables(word) == number


def test_a_text_is_counted_once_and_scored() -> None:
    counts = count_text("They said it is provocative. We won't go, the US said.")
    assert counts["words"] == 11 and counts["sentences"] == 2
    assert counts["syllables"] == 15
    assert (counts["three_syllables"], counts["monosyllables"], counts["seven_letters"]) == (1, 9, 1)
    assert counts["short_words"] == 6 and counts["types"] == 10
    assert "unfamiliar" not in counts
    assert count_text("War is hell.", familiar=["War", "is"])["unfamiliar"] == 1


@settings(max_examples=400)
@given(
    st.text("aeiouyrstlndcgh'", min_size=1, max_size=9),
    st.sampled_from(["", "es", "ed", "ious", "ia", "ing", "eans"]),
)
def test_patterns_that_are_passed_over_would_find_nothing(stem: str, ending: str) -> None:
    for patterns in _spellings().values():
        assert all(letters in stem + ending for letters, pattern in patterns if pattern.search(stem + ending))


# Words of a corpus ----------------------------------------------------------------------------------------


def values(result: rostra.Result) -> dict[str, float]:
    return dict(zip(result.frame["measure"], result.frame["value"].astype(float), strict=True))


def test_groups_are_scored_from_the_sums_of_their_documents() -> None:
    texts = ["We will answer. Nobody wants a confrontation.", "Peace is possible, but it needs time."]
    result = rostra.readability(speeches(A=texts), by="who", measures=["flesch", "lix", "dickes_steiwer"])
    both = [count_text(text) for text in texts]
    counts = {name: both[0][name] + both[1][name] for name in both[0]}
    expected = {name: float(score(counts, measure=name)) for name in ("flesch", "lix", "dickes_steiwer")}
    assert values(result) == pytest.approx(expected)  # no word is in both, so that types can be added
    row = result.frame.iloc[0]
    assert (row["exposure"], row["sentences"], row["documents"]) == (14, 3, 2)
    assert row["note"] == "fewer than 100 words; fewer than 8 documents: no interval"
    assert result.about == (
        "Readability of 14 words; syllables by spelling, English (Flesch 1948; Bjoernsson 1968; Dickes & "
        "Steiwer 1977)."
    )


def test_texts_statements_and_words_can_be_given() -> None:
    corpus = rostra.load_corpus([{"text": "Peace is possible.", "who": "A"}])
    statements = rostra.attribute(corpus, actor="who")
    found = [
        values(rostra.readability(source, measures="lix"))
        for source in (corpus, statements, rostra.tokenize(statements))
    ]
    assert found[0] == found[1] == found[2]


def test_quoted_words_are_scored_for_their_speaker() -> None:
    tokens = tokens_of("He said [[A|direct|no deal]]. It was late. [[A|direct|Nobody wants war.]]")
    result = rostra.readability(tokens, by="actor", measures="sentence_length")
    assert result.frame[["actor", "value", "exposure", "hits"]].astype(object).iloc[0].tolist()[:3] == [
        "A",
        2.5,
        5,
    ]
    assert result.frame["hits"].isna().all()
    assert result.kwic(actor="A").lines["node"].tolist() == ["no deal", "Nobody wants war"]
    assert result.about.endswith(" 5 words without a value of 'actor' are left out.")


def test_intervals_come_from_eight_documents() -> None:
    texts = [
        f"{'We will not go. ' * i}Nobody is in favour of a confrontation of that kind." for i in range(1, 9)
    ]
    result = rostra.readability(speeches(A=texts), measures=["flesch", "fog"], n_boot=300)
    frame = result.frame
    assert (frame["low"] < frame["value"]).all() and (frame["value"] < frame["high"]).all()
    assert result.about.endswith("Intervals: 95%, 300 resamples of documents, seed 0.")
    assert rostra.readability(speeches(A=texts), measures="fog", n_boot=0).frame["low"].isna().all()


def test_a_list_of_familiar_words_can_be_brought() -> None:
    tokens = speeches(A=["War is hell."])
    frame = rostra.readability(tokens, measures="spache", familiar=["war", "is"]).frame
    assert frame["value"].iloc[0] == pytest.approx(0.121 * 3 + 0.082 * 100 / 3 + 0.659)
    with pytest.raises(QueryError) as error:
        rostra.readability(tokens, measures="spache")
    assert str(error.value) == (
        "spache needs a list of familiar words, and none ships. Give one: familiar=[...], or go from counts "
        "to the score with rostra.measures.readability.score."
    )


quoted = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", ""]), st.sampled_from(["war", "no peace", "war. No", "no, no. Peace"])
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(quoted, min_size=1, max_size=3))
def test_sentences_and_words_of_each_speaker_are_those_counted_by_hand(
    texts: list[list[tuple[str, str]]],
) -> None:
    tokens = tokens_of(*(" and ".join(f"[[{who}|direct|{said}]]" for who, said in text) for text in texts))
    frame = rostra.readability(tokens, by="actor", measures="dickes_steiwer").frame
    own = pd.DataFrame({
        "actor": tokens.labels("actor"), "document": tokens.document, "sentence": tokens.sentence,
        "form": tokens.form,
    }).dropna()  # fmt: skip
    for who, words in own.groupby("actor"):
        row = frame[frame["actor"] == who].iloc[0]
        assert row["sentences"] == words.groupby("document")["sentence"].nunique().sum()
        assert (row["exposure"], row["documents"]) == (len(words), words["document"].nunique())
        text = " ".join(tokens.vocabulary[form] for form in words["form"])
        counts = count_text(text) | {"sentences": float(row["sentences"])}
        assert row["value"] == pytest.approx(float(score(counts, measure="dickes_steiwer")), nan_ok=True)
    assert set(frame["actor"]) == set(own["actor"]) if len(own) else frame.empty


corpora = st.lists(
    st.lists(st.sampled_from(["we", "confrontation", "no", "peaceful", "possible"]), min_size=1, max_size=20),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200)
@given(corpora, st.randoms(use_true_random=False))
def test_order_and_doubling_of_documents(texts: list[list[str]], random: Random) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)
    names = [name for name in FORMULAS if "types" not in needed(name) and not name.startswith("danielson")]
    first, second, twice = (
        values(rostra.readability(tokens_of_lists(own), measures=names, familiar=["we"], n_boot=0))
        for own in (texts, shuffled, texts * 2)
    )
    assert first == pytest.approx(second)
    assert first == pytest.approx(twice)


def test_nothing_is_changed() -> None:
    tokens = tokens_of("We go. They say [[A|direct|no deal now]] again.")
    before = fingerprint(tokens)
    rostra.readability(tokens, by="actor", measures=list(FORMULAS), familiar=["we"])
    assert fingerprint(tokens) == before


def test_no_words_make_an_empty_table() -> None:
    assert rostra.readability(speeches(A=["…"]), by="who").frame.empty


@pytest.mark.parametrize(
    ("counts", "measure", "said"),
    [
        (
            {"words": 3}, "lix",
            "lix needs the count 'sentences' (sentences), which is not given. Give words, sentences, "
            "seven_letters.",
        ),
        ({}, "lxi", "no measure of readability named 'lxi'. Did you mean 'lix'? Known: sentence_length, "),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(counts: dict[str, Any], measure: str, said: str) -> None:
    with pytest.raises(QueryError) as error:
        score(counts, measure=measure)
    assert str(error.value).startswith(said)
