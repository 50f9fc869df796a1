"""Evaluations: who says what of whom; each cell is defended by its lines, and nearness is no link."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import rostra
from rostra.cli import main
from rostra.evaluation import MEASURES, evaluations
from rostra.result import Result
from rostra.statements import Statements, statement_frame

REGISTRY = """
[[actor]]
name = "Norland"
demonyms = ["Norlandic", "Norlanders"]
capitals = ["Nordhaven"]
things = ["the base in Vik"]
[[actor]]
name = "Sudland"
demonyms = ["Sudlandic"]
[[actor]]
name = "Ostia"
demonyms = ["Ostian"]
[[actor]]
name = "League of Coasts"
aliases = ["the League"]
"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("actors") / "actors.toml"
    path.write_text(REGISTRY, encoding="utf-8")
    return rostra.load_actors(path, gazetteer=False)


def found_in(text: str, registry: Any, speaker: str = "Sudland") -> Result:
    """Read a speech by Sudland."""
    corpus = rostra.load_corpus([{"doc_id": "d", "text": text, "who": speaker}], actors=registry)
    return evaluations(rostra.attribute(corpus, actor="who"), min_words=1)


def links(text: str, registry: Any) -> list[tuple[str, str | None]]:
    """Return the words of each hit that counts, with its target."""
    hits = found_in(text, registry).hits
    hits = hits[hits["weight"] != 0]
    places = zip(hits["start"], hits["end"], hits["target"], strict=True)
    return [(text[start:end], None if pd.isna(target) else target) for start, end, target in places]


LINKED = [
    # the verb is aimed at what follows
    ("We condemn Norland.", "condemn", "Norland"),
    ("We strongly condemn the recent actions of Norland.", "condemn", "Norland"),
    ("We condemn the attacks by Norlandic troops.", "condemn", "Norland"),
    ("I thank the representative of Ostia for her words.", "thank", "Ostia"),
    ("We call on Norland to leave.", "call on", "Norland"),
    ("We urge the Norlandic Government to talk.", "urge", "Norland"),
    ("We demand that Norland open the strait.", "demand", "Norland"),
    ("Our commitment to Ostia holds.", "commitment to", "Ostia"),
    # a noun phrase that opens with the name
    ("Norland’s reckless step frightened us.", "reckless", "Norland"),
    ("We saw Norland's illegal and provocative patrols.", "provocative", "Norland"),
    # the name beside it
    ("We have seen Norlandic aggression for years.", "aggression", "Norland"),
    ("We saw reckless Norlandic patrols.", "reckless", "Norland"),
    # said of the subject
    ("Norland has violated the truce.", "violated", "Norland"),
    ("Norland must withdraw.", "must withdraw", "Norland"),
    ("The actions of Norland are unacceptable.", "unacceptable", "Norland"),
    ("Norland's actions in the Ostian strait are unacceptable.", "unacceptable", "Norland"),
    ("The Norlandic position is irresponsible.", "irresponsible", "Norland"),
    ("We told Norland, which has violated the truce.", "violated", "Norland"),
    ("Norland has left the talks and must return.", "must return", "Norland"),
    ("Norland must be condemned for this.", "condemned", "Norland"),
    # by and of
    ("That is a flagrant violation of the truce by Norland.", "flagrant violation", "Norland"),
    ("These are the provocative actions of Norland.", "provocative", "Norland"),
    ("The truce ended with violations committed by Norland.", "violations", "Norland"),
    ("The base in Vik is provocative.", "provocative", "Norland"),
    # the verb goes on from the subject
    ("Norland has again sought to undermine the talks.", "undermine", "Norland"),
    ("Norland must stop destabilizing its neighbours.", "destabilizing", "Norland"),
    ("Norlandic troops have come, seizing ports and violating the truce.", "violating", "Norland"),
    ("Norland uses the talks to cover up its reckless aims.", "reckless", "Norland"),
    ("We see that Norland violates the truce.", "violates", "Norland"),
    ("It is a month since Norland illegally occupied the port.", "illegally", "Norland"),
    ("Norland 's reckless step frightened us.", "reckless", "Norland"),
    ("Norland is ready to violate the truce, disregard the law and go.", "disregard", "Norland"),
    ("Norlandic troops have helped to surround and occupy public buildings.", "occupy", "Norland"),
    ("Norland violated international law.", "violated", "Norland"),
    ("It is a month since Norland occupied and annexed the port.", "annexed", "Norland"),
    ("The fifth guest, Norland, violated the truce.", "violated", "Norland"),
    ("It is Norland that has taken steps aimed at undermining the talks.", "undermining", "Norland"),
    ("After the fall of a regime, Norland has sought to undermine us.", "undermine", "Norland"),
    ("Having illegally annexed ports, Norland now waits.", "illegally", "Norland"),
    ("Having illegally annexed ports, Norland now waits.", "annexed", "Norland"),
    ("Norland waits at the port, having occupied the coast.", "occupied", "Norland"),
    ("We saw the attempts by Norland to undermine the talks.", "undermine", "Norland"),
    ("We saw Norland's repeated attempts to undermine the talks.", "undermine", "Norland"),
    ("The leaders of Norland have sought to undermine the talks.", "undermine", "Norland"),
    ("We call on Norland to stop undermining the talks.", "undermining", "Norland"),
    ("It is now for Norland to reduce tensions and stop its destabilization.", "destabilization", "Norland"),
    ("Norland continues its drills and reckless patrols.", "reckless", "Norland"),
    ("Norland's patrols have been a grave and deliberate provocation.", "provocation", "Norland"),
    # a thing that was named with its owner before
    ("We heard Norland's threats. Those threats are reckless.", "reckless", "Norland"),
    ("We heard threats from Norland. We condemn those threats.", "condemn", "Norland"),
    ("We heard of Norlandic plans. These reckless plans will be stopped.", "reckless", "Norland"),
    ("We saw Norland's remarks. As reckless as they are, we listen.", "reckless", "Norland"),
    ("We saw Norlandic warships. They are provocative.", "provocative", "Norland"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "target"), LINKED)
def test_the_form_of_the_clause_names_the_target(text: str, words: str, target: str, registry: Any) -> None:
    assert (words, target) in links(text, registry)


NOT_LINKED = [
    # near, but something else is judged
    ("The illegal annexation of Norland shocked us.", "the annexed"),
    ("We condemn the killing of Norlandic sailors.", "the victims"),
    ("We condemn the attack on Norland.", "the victim"),
    ("The aggression against Norland must end.", "the victim"),
    ("The situation in Norland is unacceptable.", "the place"),
    ("The crisis in eastern Norland must end.", "the place"),
    ("Norland knows those who seek to undermine the talks.", "others"),
    ("Norland asked us to stop violating the truce.", "the own side"),
    ("We came to Norland to undermine nothing.", "a place"),
    ("Norland said that the rebels tried to undermine the talks.", "another subject"),
    ("We heard Norland's threats. Some threats are reckless.", "other threats"),
    ("We heard Sudlandic threats. Those threats are reckless.", "its own"),
    ("We heard threats. Those threats are reckless.", "nobody's"),
    ("We heard Norland's threats. The plans are reckless.", "another thing"),
    ("We heard of the Norlandic base. The commander of the base is reckless.", "a man"),
    ("A reckless captain sailed for Norland.", "the destination"),
    ("Those are attempts to undermine the Government of Norland.", "the victim"),
    ("All steps aimed at destabilizing Norland must cease.", "the victim"),
    ("Norland's occupied islands will be free.", "the victim"),
    ("Norland was invaded in the spring.", "the victim"),
    ("Norland should be helped.", "no addressee"),
    ("The Norlandic tragedy moves us.", "misfortune"),
    ("The best way to stop smuggling by Norland is talk.", "another act"),
    ("There were violations documented by Norland.", "the witness"),
    ("Pro-Norlandic gangs are cruel; the cruel Norland-backed gangs fled.", "friends of it"),
    ("It is for Norland to stop the gangs from violating the truce.", "the gangs"),
    ("Norland condemned all steps aimed at undermining the talks.", "others"),
    ("Norland ended its trade with gangs and their acts of undermining the talks.", "the gangs"),
    ("Having met the gangs that violated the truce, Norland left.", "the gangs"),
    ("We saw the efforts of Norland to prevent violations of the truce.", "what it prevents"),
    ("Norland, occupied by strangers, is our neighbour.", "the victim"),
    ("Norland is a victim of aggression.", "the victim"),
    # another's act, told by the speaker
    ("The report condemns Norland.", "another's act"),
    ("Ostia has condemned Norland.", "another's act"),
    ("He accused Norland.", "another's act"),
    ("Norland denies the charge.", "another's act"),
    ("Norland was condemned by the press.", "another's act"),
    ("The council met to welcome Norland.", "another's act"),
    ("Ostia claimed that Norland has violated the truce.", "another's claim"),
    ("According to the press, Norland must leave.", "another's claim"),
    # oneself
    ("Sudland must be brave.", "oneself"),
    ("We are proud of Sudland's courage.", "oneself"),
    # nobody named
    ("They are reckless, and Norland is our neighbour.", "a pronoun"),
    ("Norland knows that it has violated the truce.", "a pronoun"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), NOT_LINKED)
def test_nearness_is_no_link(text: str, why: str, registry: Any) -> None:
    assert [target for _, target in links(text, registry) if target] == [], why


def test_every_measure_has_a_hit_and_a_target_in_the_examples(registry: Any) -> None:
    text = (
        "We condemn Norland. We thank Ostia. Norland has violated the truce. Norland must leave. "
        "We will strike Norland. We warn Norland. We stand with Ostia. We reject Norland's baseless claims."
    )
    hits = found_in(text, registry).hits
    assert set(hits.loc[hits["target"].notna(), "measure"]) == set(MEASURES)


# --- reported speech


def report(pieces: list[tuple[str, str, dict[str, Any]]], registry: Any) -> tuple[str, Statements]:
    """Make a report of its pieces: text, kind, and what is known of the statement."""
    text = "".join(piece for piece, _, _ in pieces)
    corpus = rostra.load_corpus([{"doc_id": "r", "text": text}], actors=registry)
    rows, start = [], 0
    for i, (piece, kind, known) in enumerate(pieces):
        row = {
            "statement_id": f"s{i}",
            "doc_id": "r",
            "start": start,
            "end": start + len(piece),
            "kind": kind,
        }
        cue = known.get("cue")
        if cue:
            row |= {"cue_start": text.index(cue), "cue_end": text.index(cue) + len(cue)}
        rows.append(row | known)
        start += len(piece)
    return text, Statements(statement_frame(rows), corpus)


def test_a_quoted_name_is_said_of_what_stands_before_it(registry: Any) -> None:
    text, statements = report(
        [
            ("She called the Norlandic base in Ostia ", "narration", {}),
            (
                "“another provocative step,”",
                "direct",
                {"actor": "Sudland", "cue": "called", "stance": "evaluating"},
            ),
            (" accusing Ostia of ", "narration", {}),
            ("“greed.”", "direct", {"actor": "Sudland", "cue": "accusing", "stance": "accusing"}),
        ],
        registry,
    )
    hits = evaluations(statements, min_words=1).hits
    cells = {(row["measure"], row["target"], row["link"]) for row in hits.to_dict("records")}
    assert cells >= {("negative_evaluation", "Norland", "label"), ("accusation", "Ostia", "object")}
    assert {row["target"] for row in hits.to_dict("records") if pd.notna(row["target"])} == {
        "Norland",
        "Ostia",
    }
    named = hits[hits["link"] == "label"].iloc[0]
    assert text[named["target_start"] : named["target_end"]] == "Norlandic"


def test_a_cue_that_only_says_gives_no_target(registry: Any) -> None:
    _, statements = report(
        [
            ("She told Norland ", "narration", {}),
            ("“a reckless story.”", "direct", {"actor": "Sudland", "cue": "told", "stance": "neutral"}),
        ],
        registry,
    )
    assert evaluations(statements, min_words=1).hits["target"].isna().all()


def test_the_third_person_of_reported_speech_is_the_speaker(registry: Any) -> None:
    _, statements = report(
        [
            ("The minister said ", "narration", {}),
            ("they condemned Norland", "indirect", {"actor": "Sudland", "cue": "said", "stance": "neutral"}),
            (".", "narration", {}),
        ],
        registry,
    )
    assert evaluations(statements, min_words=1).hits["target"].dropna().unique().tolist() == ["Norland"]


def test_words_of_the_writer_are_nobodys_evaluation(registry: Any) -> None:
    _, statements = report(
        [
            ("The reckless Norland must leave. ", "narration", {}),
            ("“We met,”", "direct", {"actor": "Sudland", "cue": None}),
            (" said reckless Norland.", "narration", {}),
        ],
        registry,
    )
    assert len(evaluations(statements, min_words=1).hits) == 0


# --- the table


def speeches(registry: Any, count: int = 9) -> Any:
    rows = []
    for i in range(count):
        rows.append(
            {
                "doc_id": f"s{i}",
                "who": "Sudland",
                "text": "We condemn Norland. Norland must leave. " * (1 + i % 2),
            }
        )
        rows.append(
            {
                "doc_id": f"n{i}",
                "who": "Norland",
                "text": "We thank Ostia. They are not reckless. It is illegal.",
            }
        )
    return rostra.load_corpus(rows, actors=registry)


def test_each_cell_is_the_weights_of_its_hits_over_the_words_of_its_source(registry: Any) -> None:
    statements = rostra.attribute(speeches(registry), actor="who")
    result = evaluations(statements, min_words=1)
    assert (result.kind, result.by) == ("evaluations", "actor")
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
    ]
    assert result.frame.columns.tolist() == leads
    words = pd.Series(rostra.tokenize(statements).labels("actor")).value_counts()
    for row in result.frame.to_dict("records"):
        hits = result.hits[
            (result.hits["actor"] == row["actor"]) & (result.hits["measure"] == row["measure"])
        ]
        hits = hits[hits["item"].isna() if pd.isna(row["item"]) else hits["item"] == row["item"]]
        assert row["hits"] == hits["weight"].sum() > 0
        assert row["exposure"] == words[row["actor"]]
        assert row["value"] == pytest.approx(row["hits"] / row["exposure"] * 1000)
        assert pd.isna(row["low"]) or row["low"] <= row["value"] <= row["high"]
        assert row["unit"] == "hits per 1,000 words"
    counted = result.hits["weight"] != 0
    assert result.frame["hits"].sum() == result.hits.loc[counted, "weight"].sum()


def test_hits_without_a_target_are_counted_in_their_own_rows(registry: Any) -> None:
    frame = found_in("It is illegal. We condemn Norland.", registry).frame
    unnamed = frame[frame["item"].isna()]
    assert unnamed["measure"].tolist() == ["negative_evaluation"]
    assert unnamed["note"].tolist() == ["no target named; fewer than 8 documents: no interval"]
    assert frame["item"].isna().tolist() == sorted(frame["item"].isna())  # they come last


def test_a_negated_hit_is_listed_and_not_counted(registry: Any) -> None:
    result = found_in("Norland is not reckless.", registry)
    assert len(result.frame) == 0
    assert result.hits[["negated", "weight", "target"]].values.tolist() == [[True, 0.0, "Norland"]]
    assert "1 negated hit is listed but not counted." in result.about


def test_too_little_text_keeps_the_cell_without_a_value(registry: Any) -> None:
    corpus = rostra.load_corpus([{"text": "We condemn Norland.", "who": "Sudland"}], actors=registry)
    frame = evaluations(rostra.attribute(corpus, actor="who")).frame
    assert frame["value"].isna().all() and (frame["hits"] > 0).all()
    assert set(frame["note"]) == {"too little text"}


def test_nothing_evaluated_gives_an_empty_table(registry: Any) -> None:
    result = found_in("The committee met at noon.", registry)
    assert len(result.frame) == 0 and len(result.hits) == 0
    assert result.frame.columns[:3].tolist() == ["actor", "measure", "item"]


def test_the_about_says_how_many_targets_are_named(registry: Any) -> None:
    statements = rostra.attribute(speeches(registry), actor="who")
    result = evaluations(statements, min_words=5, n_boot=100, seed=2)
    counted = result.hits[result.hits["weight"] != 0]
    start = (
        "Hits of 8 act lexicons per 1,000 words of each source, linked to another actor by the form of their "
        f"clause: {counted['target'].notna().sum()} of {len(counted)} hits name their target, the others "
        "stand in the rows without one. 9 negated hits are listed but not counted. "
    )
    assert result.about.startswith(start)
    assert result.about.endswith(
        "Intervals: 95%, 100 resamples of documents, seed 2. Below 5 words no value is shown."
    )


def test_tokens_at_hand_change_nothing_and_inputs_stay_as_they_were(registry: Any) -> None:
    statements = rostra.attribute(speeches(registry), actor="who")
    before = statements.frame.to_csv()
    one = evaluations(statements, n_boot=100, seed=5)
    other = evaluations(statements, tokens=rostra.tokenize(statements), n_boot=100, seed=5)
    pd.testing.assert_frame_equal(one.frame, other.frame)
    pd.testing.assert_frame_equal(one.hits, other.hits)
    assert statements.frame.to_csv() == before


def test_targets_lie_in_the_sentence_of_their_hit_and_name_another(registry: Any) -> None:
    result = evaluations(rostra.attribute(speeches(registry), actor="who"), min_words=1)
    named = result.hits[result.hits["target"].notna()]
    assert len(named) and (named["target"] != named["actor"]).all()
    for row in named.to_dict("records"):
        text = result.corpus.text(row["doc_id"])
        between = text[min(row["end"], row["target_end"]) : max(row["start"], row["target_start"])]
        assert "." not in between
        assert text[row["target_start"] : row["target_end"]].startswith(row["target"])
    assert np.array_equal(named["item"], named["target"])


def test_every_cell_opens_to_its_lines(registry: Any, tmp_path: Path) -> None:
    result = evaluations(rostra.attribute(speeches(registry), actor="who"), min_words=1)
    lines = result.kwic(actor="Sudland", measure="demand", item="Norland").lines
    assert set(lines["node"]) == {"must"} or set(lines["node"]) == {"must leave"}
    loaded = Result.load(result.save(tmp_path / "evaluations.json"))
    pd.testing.assert_frame_equal(loaded.frame, result.frame, check_dtype=False)


# --- the report the project began with: who judges whom, in the words of the record -------------------------

REPORT = [
    # measure, source, target, words
    ("negative_evaluation", "United States", "Russia", "reckless"),
    ("negative_evaluation", "United States", "Russia", "irresponsible"),
    ("commitment", "United States", "NATO", "unwavering commitment to"),
    ("negative_evaluation", "Russia", "NATO", "provocative"),
    ("accusation", "Russia", "United States", "accusing"),
    ("threat", "Russia", "United States", "threatened to"),
    ("threat", "Russia", "NATO", "is a priority target for potential neutralization"),
    # nobody is named
    ("commitment", "United States", None, "doing everything it can to"),
    ("commitment", "United States", None, "rock-solid"),
    ("commitment", "United States", None, "not going to change"),
]


@pytest.fixture(scope="module")
def news(evaluation: Path) -> Statements:
    return rostra.attribute(rostra.load_corpus(evaluation / "input" / "redzikowo.txt"))


def test_every_judgement_of_the_report_has_its_source_and_its_target(news: Statements) -> None:
    hits = evaluations(news, n_boot=0).hits
    text = news.corpus.text(news.corpus.documents["doc_id"].iloc[0])
    found = [
        (row.measure, row.actor, None if pd.isna(row.target) else row.target, text[row.start : row.end])
        for row in hits.itertuples()
    ]
    assert sorted(found, key=str) == sorted(REPORT, key=str)


def test_what_the_report_justifies_is_credited_to_the_one_who_does(news: Statements) -> None:
    hits = rostra.measure(rostra.tokenize(news), ["legitimation"], n_boot=0).hits
    text = news.corpus.text(news.corpus.documents["doc_id"].iloc[0])
    hits = hits[hits["actor"].notna()].sort_values("start")
    assert [(row.actor, text[row.start : row.end]) for row in hits.itertuples()] == [
        ("United States", "to ensure the safety"),
        ("United States", "used for self-defense"),
        ("United States", "use ATACMS to defend themselves"),
        ("Poland", "purely defensive"),
        ("Poland", "to counter ballistic missile threats"),
    ]


def test_the_command_tells_the_same(
    evaluation: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = str(evaluation / "input" / "redzikowo.txt")
    monkeypatch.setattr("sys.argv", ["rostra", "evaluations", source, "--format", "csv"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    cells = {(row["measure"], row["actor"], row["item"] or None) for row in rows}
    assert cells == {(measure, source, target) for measure, source, target, _ in REPORT}
