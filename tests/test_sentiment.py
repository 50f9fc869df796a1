"""Sentiment: what a sentence sounds like, what shifts it, and what each scorer can see."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rostra
from rostra.errors import QueryError
from rostra.lexicon import load_lexicon
from rostra.measures.sentiment import NEUTRAL, NEUTRAL_TARGET, passes, phrases, polarity, sentiment
from rostra.statements import Statements, statement_frame


def score(text: str) -> float:
    return float(polarity([text])["score"][0])


def label(text: str) -> str:
    return str(polarity([text])["label"][0])


def words(*texts: str, who: str = "Ann") -> Any:
    corpus = rostra.load_corpus(
        [{"doc_id": str(i), "text": text, "who": who} for i, text in enumerate(texts)]
    )
    return rostra.tokenize(corpus)


SOUNDS = [
    ("That was reckless and irresponsible.", "neg"),
    ("Our commitment is ironclad.", "pos"),
    ("It is another provocative step.", "neg"),
    ("The alliance is rock-solid.", "pos"),
    ("The alliance is rock solid.", "pos"),
    ("Their support has been unwavering.", "pos"),
    ("The minister praised the generous and courageous volunteers.", "pos"),
    ("The regime lied, cheated and tortured.", "neg"),
    ("He is not honest.", "neg"),
    ("They never showed any courage.", "neg"),
    ("A bad plan, but a brilliant and successful result.", "pos"),
    ("A brilliant and successful plan, but a disaster in the end.", "neg"),
    ("Although the talks were bad, the outcome is a great success.", "pos"),
    ("The lack of trust is plain.", "neg"),
    ("The committee met in the afternoon.", "neu"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sound"), SOUNDS)
def test_a_sentence_sounds_as_it_should(text: str, sound: str) -> None:
    assert label(text) == sound


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations Security Council and the Supreme Court met.",
        "The party, the justice minister and the intelligence service are at the base.",
        "United States defense officials and the defence secretary spoke.",
        "The Democratic Party held its primary.",
        "Great Britain and the White House said nothing as well.",
        "The anti-missile base belongs to a civil service department.",
    ],
)
def test_names_of_institutions_are_no_praise_and_no_blame(text: str) -> None:
    scored = polarity([text])
    assert scored["hits"][0] == []
    assert scored["score"][0] == 0.0


SHIFTS = [
    # stronger, weaker
    ("an extremely reckless step", "a reckless step", -1),
    ("a reckless step", "a slightly reckless step", -1),
    ("a truly brave man", "a brave man", 1),
    ("a reckless step", "a potentially reckless step", -1),
    ("a reckless step", "not a reckless step", -1),
    ("terrible violence", "efforts to prevent violence", -1),
    ("The talks were bad.", "Although the talks were bad, they met.", -1),
]


@pytest.mark.parametrize(("stronger", "weaker", "sign"), SHIFTS)
def test_words_near_by_raise_and_lower(stronger: str, weaker: str, sign: int) -> None:
    assert score(stronger) * sign > score(weaker) * sign


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It was not reckless.", True),
        ("It wasn't reckless.", True),
        ("It wasn’t reckless.", True),
        ("They do n't trust.", True),
        ("Nobody came, and it was reckless.", False),  # another clause
        ("Not only reckless.", False),  # feigned negation
        ("It was not, they found, reckless.", False),
        ("It was not a thing that anybody would call reckless.", False),  # too far
        ("It was never not reckless.", False),  # two cancel out
    ],
)
def test_negation_reaches_three_words_within_its_clause(text: str, negated: bool) -> None:
    (hit,) = [hit for hit in polarity([text])["hits"][0] if text[hit[0] : hit[1]] in ("reckless", "trust")]
    (plain,) = polarity([text[hit[0] : hit[1]]])["hits"][0]
    assert (hit[3] * plain[3] < 0) == negated


@pytest.mark.parametrize(
    ("text", "entry", "words"),
    [
        ("It is rock-solid.", "rock-solid", ["rock-solid"]),
        ("It is rock solid.", "rock-solid", ["rock solid"]),
        ("It is Rock‑Solid.", "rock-solid", ["Rock‑Solid"]),
        ("That is a war crime.", "war crime*", ["war crime"]),
        ("Russia’s reckless step.", "reckless*", ["reckless"]),
        ("an award-winning, ill-advised plan", None, ["award-winning", "ill-advised"]),
    ],
)
def test_hits_point_to_the_words_as_published(text: str, entry: str | None, words: list[str]) -> None:
    hits = polarity([text])["hits"][0]
    assert [text[start:end] for start, end, _, _ in hits] == words
    assert entry is None or hits[0][2] == entry


def test_the_score_follows_from_the_hits() -> None:
    texts = [text for text, _ in SOUNDS]
    scored = polarity(texts)
    for row in scored.to_dict("records"):
        total = sum(hit[3] for hit in row["hits"]) * np.sqrt(20 / max(6, row["words"]))
        assert row["score"] == pytest.approx(total / np.sqrt(total**2 + 12), abs=1e-3)


def test_a_text_without_words_has_no_score_and_one_without_hits_zero() -> None:
    scored = polarity(["", " … — ", None, float("nan"), "They met."])  # type: ignore[list-item]
    assert scored["score"].isna().tolist() == [True, True, True, True, False]
    assert scored["label"].isna().tolist() == [True, True, True, True, False]
    assert scored["words"].tolist() == [0, 0, 0, 0, 2]
    assert (scored["score"][4], scored["label"][4]) == (0.0, "neu")


def test_no_texts_give_no_rows_with_every_column() -> None:
    assert polarity([]).columns.tolist() == ["score", "label", "hits", "words"]
    assert len(polarity(iter([]))) == 0


def test_the_labels_begin_where_they_are_said_to() -> None:
    texts = [text for text, _ in SOUNDS] * 2
    spans = [(0, 3)] * len(texts)
    for scored, limit in ((polarity(texts), NEUTRAL), (polarity(texts, spans), NEUTRAL_TARGET)):
        expected = np.where(scored["score"] > limit, "pos", np.where(scored["score"] < -limit, "neg", "neu"))
        assert scored["label"].tolist() == expected.tolist()


# --- targets


def about(text: str, target: str) -> str:
    start = text.index(target)
    return str(polarity([text], [(start, start + len(target))])["label"][0])


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("Ann was honest, Ben was corrupt.", "Ann", "Ben"),
        ("Everybody praised Ann; nobody trusted the liar Ben.", "Ann", "Ben"),
        ("While Ben is accused of fraud, Ann won a great victory.", "Ann", "Ben"),
    ],
)
def test_what_is_said_in_the_clause_of_the_target_comes_first(text: str, good: str, bad: str) -> None:
    assert (about(text, good), about(text, bad)) == ("pos", "neg")


def test_the_nearer_word_weighs_more() -> None:
    text = "Ann thought of the scandal that day and long after of Ben"
    near, far = polarity([text] * 2, [(0, 3), (54, 57)])["score"]
    assert near < far < 0


def test_the_name_of_the_target_is_no_judgement() -> None:
    assert polarity(["Judge Savage-Grim spoke."], [(6, 17)])["score"][0] == 0.0


def test_a_target_within_a_word_is_that_word() -> None:
    text = "I’m proud, he is a liar."
    assert polarity([text], [(1, 3)])["score"][0] == polarity([text], [(0, 1)])["score"][0]


def test_a_text_without_words_has_no_score_toward_its_target() -> None:
    assert polarity(["…"], [(0, 1)])["score"].isna().all()


# --- promises on any text

PIECES = [
    "a",
    "reckless",
    "brave",
    "not",
    "n’t",
    "but",
    "although",
    "very",
    "of",
    "Russia’s",
    "the",
    "rock",
    "solid",
]
ODD = [
    "“",
    "”",
    "‘",
    "’",
    "'",
    '"',
    "-",
    "–",
    ",",
    ".",
    "!",
    "?",
    "…",
    "É",
    "ß",
    "ﬁ",
    "😀",
    "İ",
    "e\u0301",
    "don't",
    "\n",
]
ALPHABET = st.sampled_from(PIECES + ODD)
TEXTS = st.lists(ALPHABET, max_size=25).map(" ".join)


@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_scores_lie_between_minus_one_and_one_and_hits_within_the_text(text: str) -> None:
    row = polarity([text]).iloc[0]
    assert row["score"] is pd.NA or -1 <= row["score"] <= 1
    places = [(start, end) for start, end, _, _ in row["hits"]]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(TEXTS, st.integers(0, 12))
def test_words_that_say_nothing_keep_the_sign(text: str, more: int) -> None:
    before, after = polarity([text, text + " the table" * more])["score"]
    assert before is pd.NA or np.sign(before) == np.sign(after)


@given(TEXTS)
def test_curly_marks_are_read_as_straight_ones(text: str) -> None:
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    curly, plain = polarity([text, straight]).to_dict("records")
    assert curly["hits"] == plain["hits"]
    assert curly["score"] is plain["score"] or curly["score"] == plain["score"]


@given(TEXTS)
def test_quotation_marks_around_a_text_change_nothing(text: str) -> None:
    bare, quoted = polarity([text, f"“{text}”"]).to_dict("records")
    assert bare["score"] is quoted["score"] or bare["score"] == quoted["score"]


@given(st.lists(st.one_of(TEXTS, st.text(max_size=60)), max_size=6))
def test_many_texts_are_scored_as_few_are(texts: list[str]) -> None:
    few = polarity(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passes, "ENOUGH", 0)  # compiled, as for long texts
        pd.testing.assert_frame_equal(polarity(texts), few)


@pytest.mark.parametrize("words", [1, 2, 5])
def test_a_phrase_is_seen_wherever_the_words_are_parted_for_reading(
    words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["It was not at all a good step.", "The attack was rock-solid, by no means reckless."] * 3
    whole = polarity(texts)
    monkeypatch.setattr(phrases, "_STRETCH", words)
    pd.testing.assert_frame_equal(polarity(texts), whole)


def test_threads_score_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "ENOUGH", 0)  # compiled, as for long texts
    texts = [[f"Word{n}x{k} praised a reckless{n} threat." for k in range(300)] for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(polarity, texts))
    for own, found in zip(texts, together, strict=True):
        pd.testing.assert_frame_equal(found, polarity(own))


def test_scoring_leaves_the_collection_of_garbage_as_it_was() -> None:
    for before in (False, True):
        (gc.enable if before else gc.disable)()
        polarity(["A reckless step."])
        assert gc.isenabled() is before


@given(st.lists(TEXTS, max_size=6), st.randoms(use_true_random=False))
def test_each_text_is_scored_by_itself(texts: list[str], random: Any) -> None:
    order = list(range(len(texts)))
    random.shuffle(order)
    whole = polarity(texts).iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(polarity([texts[i] for i in order]), whole)


# --- errors

ERRORS: list[tuple[Any, Any, str]] = [
    ("one text", None, "texts is one text. Give a list of texts: polarity([text])."),
    (["a", 3], None, "text 1 is 3, a int. Give texts as strings; None where one is missing."),
    (
        ["a", "b"],
        [(0, 1)],
        "there are 2 texts and 1 targets. Give one (start, end) a text, in the same order.",
    ),
    (
        ["Ann."],
        [(2, 9)],
        "the target of text 0 is (2, 9); the text has 4 characters. "
        "Give (start, end) with 0 <= start < end <= length.",
    ),
    (
        ["Ann.", "Ben."],
        [(0, 3), "Ben"],
        "the target of text 1 is 'Ben'; the text has 4 characters. "
        "Give (start, end) with 0 <= start < end <= length.",
    ),
]


@pytest.mark.parametrize(("texts", "targets", "message"), ERRORS)
def test_polarity_says_what_it_needs(texts: Any, targets: Any, message: str) -> None:
    with pytest.raises(QueryError) as error:
        polarity(texts, targets)
    assert str(error.value) == message


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    with pytest.raises(QueryError) as error:
        sentiment(words("They met."), by="who", kinds=("quoted",))
    assert str(error.value) == ("no kind named 'quoted'. Known: direct, mixed, indirect, speech, narration.")


# --- the lexicon


def test_the_lexicon_keeps_both_sides_in_four_strengths() -> None:
    lexicon = load_lexicon("polarity")
    assert [(category.name, category.weight) for category in lexicon.categories] == [
        ("neutral", 1.0),
        ("negative/strong", 3.0),
        ("negative/clear", 2.0),
        ("negative/weak", 1.0),
        ("negative/slight", 0.5),
        ("positive/slight", 0.5),
        ("positive/weak", 1.0),
        ("positive/clear", 2.0),
        ("positive/strong", 3.0),
    ]
    assert lexicon.licence == "MIT"


def test_no_stem_swallows_a_word_of_the_other_side() -> None:
    sides: dict[str, set[str]] = {"negative": set(), "positive": set(), "neutral": set()}
    for category in load_lexicon("polarity").categories:
        for entry in category.entries:
            for pattern in entry.patterns:
                if len(pattern) == 1:
                    sides[category.name.partition("/")[0]] |= set(pattern[0])
    for side, other in (("negative", "positive"), ("positive", "negative")):
        plain = {word for word in sides[side] if not word.endswith("*")}
        assert not plain & sides[other]
        for word in plain:
            assert np.sign(score(word)) == (1 if side == "positive" else -1), word


# --- by group


def speeches(count: int = 9) -> Any:
    rows = []
    for i in range(count):
        rows.append(
            {"doc_id": f"a{i}", "who": "Ann", "text": "We thank our brave friends. They met. " * (1 + i % 3)}
        )
        rows.append(
            {"doc_id": f"b{i}", "who": "Ben", "text": "That was a reckless and provocative lie. No. " * 2}
        )
    return rostra.load_corpus(rows)


def test_each_group_has_one_row_a_scorer() -> None:
    result = sentiment(rostra.tokenize(rostra.attribute(speeches(), actor="who")), min_words=20)
    assert result.kind == "sentiment"
    assert result.frame[["actor", "measure"]].values.tolist() == [
        [actor, measure]
        for actor in ("Ben", "Ann")
        for measure in ("polarity", "vader", "textblob", "subjectivity")
    ]
    leads = [
        "actor",
        "measure",
        "item",
        "value",
        "low",
        "high",
        "unit",
        "hits",
        "exposure",
        "documents",
        "note",
        "seen",
    ]
    assert result.frame.columns.tolist() == leads
    units = dict(zip(result.frame["measure"], result.frame["unit"], strict=True))
    assert units == dict.fromkeys(("polarity", "vader", "textblob"), "mean sentence score, -1 to 1") | {
        "subjectivity": "mean sentence score, 0 to 1"
    }
    ours = result.frame[result.frame["measure"] == "polarity"].set_index("actor")
    assert ours.loc["Ann", "value"] > 0 > ours.loc["Ben", "value"]
    assert (ours["low"] <= ours["value"]).all() and (ours["value"] <= ours["high"]).all()


def test_the_value_is_the_mean_of_the_sentences_by_each_library_itself() -> None:
    from textblob.en import sentiment as textblob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    sentences = ["We “thank” our brave friends!", "It isn’t  a good deal.", "They met."]
    plain = ['We "thank" our brave friends!', "It isn't a good deal.", "They met."]
    frame = sentiment(words(" ".join(sentences)), by="who", min_words=1).frame.set_index("measure")
    vader = SentimentIntensityAnalyzer()
    assert frame.loc["polarity", "value"] == pytest.approx(polarity(sentences)["score"].mean())
    assert frame.loc["vader", "value"] == pytest.approx(
        np.mean([vader.polarity_scores(text)["compound"] for text in plain])
    )
    for name, column in (("textblob", 0), ("subjectivity", 1)):
        assert frame.loc[name, "value"] == pytest.approx(np.mean([textblob(text)[column] for text in plain]))
    assert frame["exposure"].tolist() == [3, 3, 3, 3]


def test_what_each_scorer_sees_is_a_share_of_what_any_sees() -> None:
    frame = sentiment(
        words("A reckless, provocative, rock-solid and good base."), by="who", min_words=1
    ).frame
    seen = frame.set_index("measure")[["hits", "seen"]]
    # reckless: ours, VADER; provocative, rock-solid: ours; good: all; base: TextBlob
    assert seen.loc["polarity"].tolist() == [4.0, 0.8]
    assert seen.loc["vader"].tolist() == [2.0, 0.4]
    assert seen.loc["textblob"].tolist() == [2.0, 0.4]


def test_without_an_evaluative_word_what_is_seen_is_unknown() -> None:
    frame = sentiment(words("They met at noon."), by="who", min_words=1).frame
    assert frame["seen"].isna().all() and (frame["value"] == 0).all() and (frame["hits"] == 0).all()


def report() -> Statements:
    """One report: what stands in it, and whose it is."""
    text = "The brave Ann said the “reckless” plan failed. “A lie,” said Ben. A disaster."
    corpus = rostra.load_corpus([{"doc_id": "r", "text": text}])
    pieces = [
        ("The brave Ann said ", "narration", None),
        ("the “reckless” plan failed", "mixed", "Ann"),
        (". ", "narration", None),
        ("“A lie,”", "direct", "Ben"),
        (" said Ben. A disaster.", "narration", None),
    ]
    rows, start = [], 0
    for i, (piece, kind, actor) in enumerate(pieces):
        end = start + len(piece)
        rows.append(
            {"statement_id": f"s{i}", "doc_id": "r", "start": start, "end": end, "kind": kind, "actor": actor}
        )
        start = end
    assert start == len(text)
    return Statements(statement_frame(rows), corpus)


def test_only_the_words_of_the_actor_count() -> None:
    tokens = rostra.tokenize(report())
    result = sentiment(tokens, min_words=1)
    text = report().corpus.text("r")
    spans = zip(result.hits["actor"], result.hits["start"], result.hits["end"], strict=True)
    assert [(actor, text[a:b]) for actor, a, b in spans] == [("Ann", "reckless"), ("Ben", "A lie")]
    assert result.hits["statement_id"].tolist() == ["s1", "s3"]
    asked = sentiment(tokens, min_words=1, kinds=("direct", "mixed", "indirect"))
    assert [text[a:b] for a, b in zip(asked.hits["start"], asked.hits["end"], strict=True)] == [
        "reckless",
        "failed",
        "A lie",
    ]


def test_too_little_text_keeps_its_row_without_a_value() -> None:
    frame = sentiment(rostra.tokenize(report()), min_words=100).frame
    assert len(frame) == 8
    assert frame[["value", "low", "high"]].isna().all(axis=None)
    assert (frame["note"] == "too little text").all()
    assert frame["seen"].notna().all()


def test_few_documents_give_a_value_and_no_interval() -> None:
    frame = sentiment(words("They lied. They met."), by="who", min_words=1).frame
    assert frame["value"].notna().all() and frame[["low", "high"]].isna().all(axis=None)
    assert (frame["note"] == "fewer than 8 documents: no interval").all()


def test_the_about_says_how_and_what_was_left_out() -> None:
    tokens = rostra.tokenize(report())
    assert sentiment(tokens, min_words=1, n_boot=50, seed=7).about == (
        "Mean score of the sentences of each actor, by Rostra's lexicon, VADER and TextBlob; a sentence "
        "counts with the words of the actor only. Of 2 words that any of them takes for evaluative, Rostra "
        "sees 100%, VADER 50%, TextBlob 0%. Intervals: 95%, 50 resamples of documents, seed 7. Below 1 words "
        "no value is shown. Words left out: 11 in other kinds than direct, mixed, speech."
    )


def test_the_same_seed_gives_the_same_interval_and_inputs_stay_as_they_were() -> None:
    tokens = rostra.tokenize(rostra.attribute(speeches(), actor="who"))
    before = pd.util.hash_pandas_object(tokens.statements.frame.astype(str)).sum()
    first, second = (sentiment(tokens, min_words=1, n_boot=200, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(first.frame, second.frame)
    pd.testing.assert_frame_equal(first.hits, second.hits)
    assert pd.util.hash_pandas_object(tokens.statements.frame.astype(str)).sum() == before
    other = sentiment(tokens, min_words=1, n_boot=200, seed=4).frame
    assert other["value"].tolist() == first.frame["value"].tolist()


def test_hits_open_to_their_lines(tmp_path: Path) -> None:
    result = sentiment(rostra.tokenize(report()), min_words=1)
    assert result.kwic(actor="Ben").lines["node"].tolist() == ["A lie"]
    loaded = type(result).load(result.save(tmp_path / "sentiment.json"))
    pd.testing.assert_frame_equal(loaded.frame, result.frame, check_dtype=False)


def test_a_column_without_values_gives_no_rows() -> None:
    result = sentiment(words("They lied."), by="source")
    assert len(result.frame) == 0 and len(result.hits) == 0
    assert "1 words" not in result.about and "2 without a known source" in result.about
