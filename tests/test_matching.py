"""Matching: where entries stand, what wins, what is negated, and whose act it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rostra.corpus import load_corpus
from rostra.index import Tokens, tokenize
from rostra.index.matching import find_hits
from rostra.lexicon import Category, Lexicon, load_words, parse_entry
from rostra.lexicon.entries import with_case
from rostra.statements import Statements, statement_frame

COLUMNS = ["first", "last", "doc_id", "start", "end", "entry", "category", "weight", "negated", "agent"]


def lexicon(
    *entries: str, exclusions: Iterable[str] = (), categories: Iterable[Category] = (), **more: Any
) -> Lexicon:
    """A lexicon of these entries, in one category unless categories are given."""
    one = Category("all", tuple(map(parse_entry, entries)), **more)
    return Lexicon(
        *["test"] * 8, "act", "drop", "exploratory", tuple(categories) or (one,),
        tuple(pattern for text in exclusions for pattern in parse_entry(text).patterns),
    )  # fmt: skip


def words(*texts: str) -> Tokens:
    return tokenize(load_corpus([{"text": text} for text in texts]))


def found(text: str, *entries: str, **more: Any) -> list[str]:
    """The texts of the hits."""
    hits = find_hits(words(text), lexicon(*entries, **more))
    return [text[start:end] for start, end in zip(hits["start"], hits["end"], strict=True)]


MATCHES = [
    # entry, text, hits
    ("warn*", "Warned, they warn of warnings; forewarned.", ["Warned", "warn", "warnings"]),
    ("red line", "A red line, a red-line, red\nline, redline.", ["red line", "red-line", "red\nline"]),
    ("rock-solid", "It is rock-solid, Rock Solid, rocksolid, rock - solid.",
     ["rock-solid", "Rock Solid", "rocksolid", "rock - solid"]),
    ("rock-solid", "A rock-solid-looking, bedrock solid wall.", []),
    ("constructive", "A non-constructive, constructively-minded, constructive step.", ["constructive"]),
    ("will _ respond",
     "We will respond, will firmly respond, will at once respond, will in due course respond.",
     ["will respond", "will firmly respond", "will at once respond"]),
    ("will _ respond", "If they will, respond. They will. Respond!", []),
    ("on notice", "Put on “notice” or on, notice.", ["on “notice"]),
    ("(side|stand)(|s) with", "She sides with us; they stand with us.", ["sides with", "stand with"]),
    ("regime", "The regime’s guns, the regime's end, regimes.", ["regime’s", "regime's"]),
    ("will not hesitate", "We won't hesitate. We won’t hesitate. We’ll not hesitate.",
     ["won't hesitate", "won’t hesitate", "We’ll not hesitate"]),
    ("can not accept", "We can't accept, cannot accept, can not accept.",
     ["can't accept", "cannot accept", "can not accept"]),
    ("we", "We're here; we've come; let us see; WE.", ["We're", "we've", "WE"]),
    ("don't panic", "Don’t panic; do not panic.", ["Don’t panic", "do not panic"]),
    ("force NEAR/3 use", "The use of force; force in air use; use it here with some force.",
     ["force", "force"]),
    ("force NEAR/3 use", "Force is wrong. Use words.", []),
    ("force NEAR/3 force", "The force of force.", ["force", "force"]),
    ("warn* NOT warning shot*", "A warning shot, a warning.", ["warning"]),
    ("commit* NOT committee* NOT commit* a crime", "A committee commits to it; they commit a crime.",
     ["commits"]),
    ("*ism", "Racism is an ism.", ["Racism", "ism"]),
    ("Article 5", "Article 5, article 5, ARTICLE 5.", ["Article 5"]),
    ("(Charter|treaty)", "The Charter, a charter, a Treaty.", ["Charter", "Treaty"]),
    ("us", "Give us the US, the US's and the U.S. army; US-led.", ["us"]),
    ("US", "Give us the US and the US’s army.", ["US", "US’s"]),
    ("may", "In May it may rain; May we go?", ["may"]),
    ("March", "They march in March.", ["March"]),
    ("who", "The WHO says who it is.", ["who"]),
    ("3 march", "On 3 March and 3 march.", ["3 march"]),
    ("defen?e", "Defence, defense, defenses.", ["Defence", "defense"]),
    ("* Ocean", "The Atlantic Ocean; ocean.", ["Atlantic Ocean"]),
    ("will * respond", "We will now respond, will respond, will not now respond.", ["will now respond"]),
    ("=court", "The Court and a court.", ["court"]),
    ("=us", "Give us the US. Us!", ["us"]),
    ("~us", "Give us the US. Us!", ["us", "US", "Us"]),
    ("~MORE", "More and more.", ["More", "more"]),
    ("=Stat*", "States and states.", ["States"]),
    ("~march on", "March on; march on.", ["March on", "march on"]),
    ("/^un.+ed$/", "The United and unarmed unite.", ["United", "unarmed"]),
    ("=isn't", "It isn't. It Isn't.", ["isn't", "Isn't"]),
    ("#metoo", "They said #MeToo.", ["#MeToo"]),
    ("naïve", "A NAÏVE and nai\u0308ve view.", ["NAÏVE", "nai\u0308ve"]),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "text", "hits"), MATCHES)
def test_an_entry_stands_where_its_syntax_says(entry: str, text: str, hits: list[str]) -> None:
    assert found(text, entry) == hits


def test_a_hit_carries_its_place_its_entry_and_its_category() -> None:
    tokens = words("Nothing.", "They warned of war.")
    wars = Category("war", (parse_entry("war*"), parse_entry("warn* of")), weight=2.0)
    hits = find_hits(tokens, lexicon(categories=[wars]))
    assert list(hits) == COLUMNS
    assert [str(kind) for kind in hits.dtypes] == [
        "int64", "int64", "string", "int64", "int64", "string", "string", "float64", "bool", "string",
    ]  # fmt: skip
    doc_id = tokens.corpus.documents["doc_id"].tolist()[1]
    assert hits.drop(columns="agent").values.tolist() == [
        [2, 3, doc_id, 5, 14, "warn* of", "war", 2.0, False],
        [4, 4, doc_id, 15, 18, "war*", "war", 2.0, False],
    ]
    assert hits["agent"].isna().all()


def test_no_hit_is_an_empty_table_of_the_same_form() -> None:
    for tokens in (words("Nothing here."), words(""), words("…")):
        hits = find_hits(tokens, lexicon("rain*"))
        assert hits.empty and list(hits) == COLUMNS and str(hits["start"].dtype) == "int64"


WINNERS = [
    ("the longest", "no choice but to go", ["no", "no choice but", "choice"], ["no choice but"]),
    (
        "the longest, also where it begins later",
        "we will not go",
        ["we will", "will not go"],
        ["will not go"],
    ),
    ("the first in the text", "a b c", ["b c", "a b"], ["a b"]),
    ("no wildcard", "warned", ["warn*", "warned"], ["warned"]),
    ("the longer stem", "warned", ["warn*", "w*", "war*"], ["warn*"]),
    ("the first in the file", "warned", ["(warned|told)", "(warned|said)"], ["(warned|told)"]),
    ("words before a gap", "will now act", ["will _ act", "will now act"], ["will now act"]),
]


@pytest.mark.parametrize(("what", "text", "entries", "won"), WINNERS, ids=[row[0] for row in WINNERS])
def test_of_overlapping_matches_one_wins(what: str, text: str, entries: list[str], won: list[str]) -> None:
    assert find_hits(words(text), lexicon(*entries))["entry"].tolist() == won


OVERLAPS = [
    ("none", ["united states"]),
    ("outermost", ["manchester united", "united states"]),
    ("categories", ["manchester united", "united", "united states"]),
]


@pytest.mark.parametrize(("overlap", "entries"), OVERLAPS)
def test_what_overlaps_counts_as_the_lexicon_says(overlap: str, entries: list[str]) -> None:
    kinds = ["united states", "manchester united", "united"]
    if overlap == "none":
        kinds = ["united states", "united"]
    categories = [Category(f"c{i}", (parse_entry(text),)) for i, text in enumerate(kinds)]
    some = replace(lexicon(categories=categories), overlap=overlap)
    assert find_hits(words("Manchester United States"), some)["entry"].tolist() == entries


@pytest.mark.parametrize("overlap", ["outermost", "categories"])
def test_a_word_of_two_categories_counts_for_both_and_in_one_only_once(overlap: str) -> None:
    fear = Category("fear", (parse_entry("fear*"), parse_entry("fear")))
    some = replace(lexicon(categories=[fear, Category("bad", (parse_entry("fear"),))]), overlap=overlap)
    assert find_hits(words("No fear."), some)[["entry", "category"]].values.tolist() == [
        ["fear", "fear"], ["fear", "bad"],
    ]  # fmt: skip


def test_an_entry_may_have_a_weight_of_its_own() -> None:
    entries = (replace(parse_entry("war*"), weight=-2.5), parse_entry("peace"))
    hits = find_hits(words("War and peace."), lexicon(categories=[Category("all", entries, weight=2.0)]))
    assert hits["weight"].tolist() == [-2.5, 2.0]


def test_two_parts_of_a_contraction_are_one_token_and_one_hit() -> None:
    assert found("We'll see.", "we", "will") == ["We'll"]


def test_an_exclusion_of_the_lexicon_bars_every_entry() -> None:
    text = "The Security Council wants security and a council."
    assert found(text, "security", "council", exclusions=["security council"]) == ["security", "council"]


NEGATION = [
    ("It is reckless.", False),
    ("It is not reckless.", True),
    ("It isn't reckless.", True),
    ("It isn’t at all reckless.", True),
    ("They never were reckless.", True),
    ("Without a reckless word they left.", True),
    ("No reckless act was seen.", True),
    ("It is hardly reckless.", True),
    ("They deny it is reckless.", True),
    ("They refused a reckless plan.", True),
    ("It is far from reckless.", True),
    ("Neither timid nor reckless, it worked.", True),
    ("It is not one of those reckless acts.", True),  # the fourth word before
    ("It is not any one of those reckless acts.", False),
    ("It is not wise, reckless even.", False),  # another clause
    ("They do not. Reckless it is.", False),
    ("It is not wise but reckless.", False),
    ("It is not only reckless.", False),
    ("It is not just reckless but wrong.", False),
    ("It was no doubt reckless.", False),
    ("It was without doubt reckless.", False),
    ("It was without any doubt reckless.", False),
    ("It was nothing but reckless.", False),
    ("You cannot deny it is reckless.", False),  # two negators
    ("It is not without reckless moments.", False),
    ("They had no choice but reckless war.", False),
]


@pytest.mark.parametrize(("text", "negated"), NEGATION)
def test_a_negator_reaches_four_words_within_its_clause(text: str, negated: bool) -> None:
    assert find_hits(words(text), lexicon("reckless"))["negated"].tolist() == [negated]


def test_a_negator_of_an_entry_negates_neither_it_nor_what_follows() -> None:
    hits = find_hits(
        words("That is not going to change our commitment."), lexicon("not going to change", "commitment")
    )
    assert hits["negated"].tolist() == [False, False]


def test_a_negator_in_a_gap_negates() -> None:
    assert find_hits(words("We will not respond."), lexicon("will _ respond"))["negated"].tolist() == [True]
    assert find_hits(words("We won't respond."), lexicon("will _ respond"))["negated"].tolist() == [True]


def test_a_category_may_say_that_negators_change_nothing() -> None:
    assert find_hits(words("They do not of course go."), lexicon("of course", negation="keep"))[
        "negated"
    ].tolist() == [False]


def said(
    text: str, actor: str | None, *, kind: str = "speech", cue: str | None = None, start: int = 0
) -> Tokens:
    """The words of a text of which all from `start` on is one statement of an actor."""
    corpus = load_corpus([{"doc_id": "d", "text": text}])
    rows: list[dict[str, Any]] = [
        {"statement_id": "n", "doc_id": "d", "start": 0, "end": len(text), "kind": "narration"}
    ]
    statement = {
        "statement_id": "s",
        "doc_id": "d",
        "start": start,
        "end": len(text),
        "kind": kind,
        "actor": actor,
    }
    if cue is not None:
        statement |= {"cue_start": text.index(cue), "cue_end": text.index(cue) + len(cue)}
    rows = [statement] if start == 0 else [*rows, statement]
    return tokenize(Statements(statement_frame(rows), corpus))


AGENTS = [
    # text, who says it, whose act
    ("We will retaliate.", "Russia", "own"),
    ("I will retaliate.", None, "own"),
    ("We certainly will retaliate.", "Russia", "own"),
    ("Russia will retaliate.", "Russia", "own"),
    ("Russia will retaliate.", "United States", "actor"),
    ("Russia will retaliate.", None, "actor"),
    ("The Russian Federation will retaliate.", "Russia", "own"),
    ("Moscow will retaliate.", "Russia", "own"),
    ("They will retaliate.", "Russia", "other"),
    ("The rebels will retaliate.", "Russia", "other"),
    ("Our armed forces will retaliate.", "Russia", "own"),
    ("Our enemies will retaliate.", "Russia", "other"),
    ("The armed forces of Russia will retaliate.", "Russia", "own"),
    ("Russia’s armed forces will retaliate.", "Russia", "own"),
    ("Russian-backed militants will retaliate.", "Russia", "other"),
    ("Russia and Belarus will retaliate.", "Russia", "own"),
    ("Russia and Belarus will retaliate.", "Poland", "actor"),
    ("Belarus will retaliate, and Russia too.", "Russia", "actor"),
    ("Will retaliate.", "Russia", "unexpressed"),
    ("We have the means and will retaliate.", "Russia", "own"),
    ("We condemn the attack by Ukraine and will retaliate.", "Russia", "own"),
    ("They attacked us and will retaliate.", "Russia", "other"),
    ("We, together with our allies, will retaliate.", "Russia", "own"),
    ("Poland, we think, will retaliate.", "Russia", "other"),
    ("The rebels came and will retaliate.", "Russia", "other"),
    ("If Ukraine attacks, our forces will retaliate.", "Russia", "own"),
    ("A state that will retaliate is feared.", "Russia", "other"),
    ("The future of Ukraine will retaliate.", "Russia", "other"),
    ("Ukrainians will retaliate.", "Russia", "other"),
    ("The United States will retaliate.", "Russia", "actor"),
    ("Those who will retaliate are many.", "Russia", "other"),
]


@pytest.mark.parametrize(("text", "speaker", "side"), AGENTS)
def test_the_agent_is_read_from_the_left_of_the_verb(text: str, speaker: str | None, side: str) -> None:
    tokens = said(text, speaker)
    agents = {
        agent: find_hits(tokens, lexicon("will retaliate", agent=agent))["agent"].tolist()
        for agent in ("own", "other", "actor")
    }
    assert agents == {
        "own": [side] if side in ("own", "unexpressed") else [],
        "other": [side] if side != "own" else [],
        "actor": [side] if side == "actor" else [],
    }


def test_the_subject_may_stand_in_the_gap() -> None:
    threat = lexicon("will _ retaliate", agent="own")
    assert find_hits(said("Only then will we retaliate.", "Russia"), threat)["agent"].tolist() == ["own"]
    assert find_hits(said("Only then will they retaliate.", "Russia"), threat).empty


def test_in_indirect_speech_a_pronoun_stands_for_the_speaker() -> None:
    threat = lexicon("will retaliate", agent="own")
    text = "Moscow said it will retaliate."
    assert find_hits(said(text, "Russia", kind="indirect", cue="said", start=12), threat)[
        "agent"
    ].tolist() == ["own"]
    text = "Moscow: it will retaliate."
    assert find_hits(said(text, "Russia", kind="direct", start=8), threat).empty


def test_a_cue_is_the_act_of_its_speaker() -> None:
    threat = lexicon("threaten* to", agent="own")
    text = "Maria Zakharova threatened to strike the base."
    tokens = said(text, "Russia", kind="indirect", cue="threatened", start=text.index("to strike"))
    assert find_hits(tokens, threat)["agent"].tolist() == ["own"]
    assert find_hits(said(text, "United States"), threat).empty


def test_a_quotation_that_begins_with_its_verb_has_its_subject_before_it() -> None:
    threat = lexicon("will retaliate", agent="own")
    text = "Kirby said Russia “will retaliate.”"
    assert find_hits(said(text, "United States", kind="direct", cue="said", start=18), threat).empty
    assert find_hits(said(text, "Russia", kind="direct", cue="said", start=18), threat)["agent"].tolist() == [
        "own"
    ]
    text = "The envoy said “will retaliate.”"
    tokens = said(text, "United States", kind="direct", cue="said", start=15)
    assert find_hits(tokens, threat)["agent"].tolist() == ["unexpressed"]


PURPOSES = [
    ("We moved ships in order to protect them.", "own"),
    ("In order to protect them, we moved ships.", "unexpressed"),
    ("The rebels moved ships in order to protect them.", None),
    ("Poland moved ships in order to protect them.", None),
]


@pytest.mark.parametrize(("text", "side"), PURPOSES)
def test_a_purpose_belongs_to_the_subject_of_its_clause(text: str, side: str | None) -> None:
    hits = find_hits(said(text, "Russia"), lexicon("in order to protect", agent="own"))
    assert hits["agent"].tolist() == ([side] if side else [])


def test_what_another_does_leaves_room_for_a_shorter_match() -> None:
    own = Category("own", (parse_entry("will retaliate"),), agent="own")
    bare = Category("bare", (parse_entry("retaliat*"),))
    for actor, entry in (("Russia", "will retaliate"), ("Poland", "retaliat*")):
        hits = find_hits(said("Russia will retaliate.", actor), lexicon(categories=[own, bare]))
        assert hits["entry"].tolist() == [entry]


# --- an independent, slow matcher: entries become regular expressions over respelled text


def respelled(text: str) -> str:
    text = text.lower().replace("’", "'")
    for full, shorts in load_words("contractions").items():
        for short in shorts:
            text = re.sub(
                rf"(?<=\w){re.escape(short)}\b" if short[0] in "'n" else rf"\b{short}\b", f" {full}", text
            )
    return re.sub(r"\s+", " ", re.sub(r"[-“”]", " ", re.sub(r"'s\b", "", text))).strip()


def as_pattern(entry: str) -> str:
    spelled = ""
    for word in re.split(r"(_|[*(|)]| |-)", entry):
        spelled += {
            "_": r"(?:[\w']+ ){0,2}", "*": r"[\w']*", "(": "(?:", "|": "|", ")": ")",
            " ": " ", "-": " ?", "": "",
        }.get(word, re.escape(word))  # fmt: skip
    return spelled.replace("(?:[\\w']+ ){0,2} ", "(?:[\\w']+ ){0,2}")


WORDS = [
    "will",
    "not",
    "respond",
    "rock",
    "solid",
    "warn",
    "warned",
    "red",
    "line",
    "we'll",
    "won't",
    "regime's",
    "of",
]
ENTRIES = [
    "will _ respond",
    "rock-solid",
    "warn*",
    "red (line|rock)(|s)",
    "will not",
    "regime* of",
    "not _ solid",
    "we",
]
texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "-", ", ", ". ", " “", "! "])),
    max_size=30,
).map(lambda pairs: "".join(word + join for word, join in pairs))


@given(texts, st.lists(st.sampled_from(ENTRIES), min_size=1, unique=True))
@example("won't respond", ["will _ respond", "will not"])
def test_hits_match_their_entry_and_neither_overlap_nor_leave_their_clause(
    text: str, entries: list[str]
) -> None:
    tokens = words(text)
    hits = find_hits(tokens, lexicon(*entries))
    end = 0
    for hit in hits.to_dict("records"):
        matched = text[hit["start"] : hit["end"]]
        assert hit["start"] >= end
        end = hit["end"]
        assert not re.search(r"[,.!]", matched)
        assert tokens.sentence[hit["first"]] == tokens.sentence[hit["last"]]
        assert re.search(rf"(?:^| )(?:{as_pattern(hit['entry'])})(?:$| )", respelled(matched)), matched


@given(texts, st.sampled_from(ENTRIES))
def test_nothing_that_matches_is_missed(text: str, entry: str) -> None:
    tokens = words(text)
    hits = find_hits(tokens, lexicon(entry))
    taken = {
        place
        for first, last in zip(hits["first"], hits["last"], strict=True)
        for place in range(first, last + 1)
    }
    pattern = re.compile(as_pattern(entry))
    for first in range(len(tokens)):
        for last in range(first, min(first + 5, len(tokens))):
            within = text[tokens.start[first] : tokens.end[last]]
            if not re.search(r"[,.!]", within) and pattern.fullmatch(respelled(within)):
                assert taken & set(range(first, last + 1)), within


@given(st.lists(texts, min_size=1, max_size=4))
def test_a_document_has_the_same_hits_alone_and_among_others(documents: list[str]) -> None:
    some = lexicon(*ENTRIES)
    together = find_hits(words(*documents), some)
    alone = [find_hits(words(text), some)[["start", "end", "entry", "negated"]] for text in documents]
    parted = pd.concat(alone, ignore_index=True)
    pd.testing.assert_frame_equal(together[["start", "end", "entry", "negated"]], parted)


groups = st.lists(
    st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=4, unique=True), min_size=1, max_size=3
)


@given(texts, groups)
def test_categories_that_do_not_know_of_each_other_find_what_each_finds_alone(
    text: str, entries: list[list[str]]
) -> None:
    tokens = words(text)
    categories = [Category(f"c{i}", tuple(map(parse_entry, some))) for i, some in enumerate(entries)]
    together = find_hits(tokens, replace(lexicon(categories=categories), overlap="categories"))
    places = ["first", "last", "entry"]
    for one in categories:
        alone = find_hits(tokens, lexicon(categories=[one]))
        own = together[together["category"] == one.name]
        assert own[places].values.tolist() == alone[places].values.tolist()


@given(texts, groups)
def test_outermost_hits_lie_in_no_longer_hit_and_hold_those_that_nothing_may_overlap(
    text: str, entries: list[list[str]]
) -> None:
    tokens = words(text)
    categories = [Category(f"c{i}", tuple(map(parse_entry, some))) for i, some in enumerate(entries)]
    some = lexicon(categories=categories)
    strict = set(find_hits(tokens, some)[["first", "last"]].itertuples(index=False, name=None))
    spans = set(
        find_hits(tokens, replace(some, overlap="outermost"))[["first", "last"]].itertuples(
            index=False, name=None
        )
    )
    assert strict <= spans
    assert not any(
        a != b and a[0] <= b[0] and b[1] <= a[1] and (a[1] - a[0]) > (b[1] - b[0])
        for a in spans
        for b in spans
    )


@given(texts, st.sampled_from([str.upper, str.title, str.lower]))
def test_a_lexicon_that_ignores_case_finds_the_same_however_a_text_is_written(text: str, change: Any) -> None:
    plain = [with_case(parse_entry(entry), "ignore") for entry in ENTRIES]
    shouted = [
        with_case(parse_entry(change(entry)), "ignore")
        for entry in ENTRIES
        if not set(entry.split()) & {"_", "not"}
    ]
    category = Category("all", tuple(plain))
    places = ["start", "end", "entry"]
    before = find_hits(words(text), lexicon(categories=[category]))[places]
    assert find_hits(words(change(text)), lexicon(categories=[category]))[places].equals(before)
    fewer = Category("all", tuple(entry for entry in plain if not set(entry.text.split()) & {"_", "not"}))
    again = find_hits(words(text), lexicon(categories=[Category("all", tuple(shouted))]))
    assert again["start"].tolist() == find_hits(words(text), lexicon(categories=[fewer]))["start"].tolist()


def test_tokens_are_left_as_they_were() -> None:
    tokens = words("We will not respond to the rock-solid regime.")
    before = (tokens.form.tolist(), tokens.clause_start.tolist(), tokens.vocabulary, tokens.sentence.tolist())
    find_hits(tokens, lexicon(*ENTRIES, agent="own"))
    assert before == (
        tokens.form.tolist(),
        tokens.clause_start.tolist(),
        tokens.vocabulary,
        tokens.sentence.tolist(),
    )
