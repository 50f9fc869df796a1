"""Speakers: who is heard, for which actor, and a first actors.toml that can be used as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd
import pytest

import rostra

NOBODY = rostra.load_actors(gazetteer=False)
CASE = [
    {
        "doc_id": "a",
        "text": 'The foreign minister of Poland, Jiří Dvořák, called it "reckless". '
        '"We will not go," he said.\n\n"It is ours," Dvořák told reporters. '
        "A ministry official said the talks had failed.",
    },
    {
        "doc_id": "b",
        "text": '"We demand a talk," said its chairman, Bård Ødegård. "If not, we strike."\n\n'
        'The Harbour Union said it would "wait". "They wait too long," Dvořák said.',
    },
]


def found(actors: object = None) -> rostra.Statements:
    return rostra.attribute(rostra.load_corpus(CASE, actors=actors))


def speakers(statements: rostra.Statements) -> dict[str, tuple[object, int, int]]:
    table = rostra.list_speakers(statements).astype(object)
    table = table.where(table.notna(), None)
    return {row.speaker: (row.actor, row.statements, row.documents) for row in table.itertuples()}


def test_each_speaker_is_a_row_with_actor_statements_and_documents() -> None:
    assert speakers(found()) == {
        "Jiří Dvořák": ("Poland", 3, 1),
        "Dvořák": (None, 1, 1),
        "Bård Ødegård": (None, 1, 1),  # one quotation in two pieces
        "Harbour Union": (None, 1, 1),
        "ministry official": (None, 1, 1),
    }


def test_called_is_what_the_text_calls_a_speaker_and_no_pronoun() -> None:
    table = rostra.list_speakers(found()).set_index("speaker")
    assert table["called"].to_dict() == {
        "Jiří Dvořák": "The foreign minister of Poland, Jiří Dvořák",
        "Dvořák": "Dvořák",
        "Bård Ødegård": "its chairman",
        "Harbour Union": "The Harbour Union",
        "ministry official": "A ministry official",
    }
    only = rostra.attribute(rostra.load_corpus([{"text": "Ana Ruiz came. “No,” she said."}]))
    assert pd.isna(rostra.list_speakers(only).set_index("speaker").loc["Ana Ruiz", "called"])


def test_a_draft_used_as_it_is_credits_everybody_who_has_a_name(tmp_path: Path) -> None:
    before = found(NOBODY)
    path = tmp_path / "actors.toml"
    path.write_text(rostra.draft_actors(before), encoding="utf-8")
    after = speakers(found(rostra.load_actors(path, gazetteer=False)))
    assert after == {
        "Jiří Dvořák": ("Jiří Dvořák", 4, 2),  # the surname in b too
        "Bård Ødegård": ("Bård Ødegård", 1, 1),
        "Harbour Union": ("Harbour Union", 1, 1),
        "ministry official": (None, 1, 1),
    }


def test_a_draft_holds_nobody_who_belongs_to_an_actor_and_names_who_has_no_name() -> None:
    draft = rostra.draft_actors(found())
    assert [actor["name"] for actor in tomllib.loads(draft)["actor"]] == [
        "Bård Ødegård",
        "Dvořák",
        "Harbour Union",
    ]
    assert draft.endswith('# Left out, having no name: "ministry official".\n')


def test_a_name_with_and_without_its_accents_is_one_actor() -> None:
    texts = [{"text": "“No,” said Lukáš Brenél."}, {"text": "“No,” said Lukas Brenel."}]
    draft = tomllib.loads(rostra.draft_actors(rostra.attribute(rostra.load_corpus(texts))))
    assert len(draft["actor"]) == 1


def test_a_corpus_in_which_nobody_speaks_makes_an_empty_draft() -> None:
    silent = rostra.attribute(rostra.load_corpus([{"text": "It rained."}]))
    assert rostra.list_speakers(silent).empty
    assert tomllib.loads(rostra.draft_actors(silent)) == {}


@pytest.mark.parametrize("name", ['Ana "X" Ruiz', "Ana\\Ruiz", "Ana\x7f\nRuiz", "]]\nname = 1"])
def test_any_name_makes_a_draft_that_can_be_read(name: str) -> None:
    speeches = rostra.load_corpus([{"text": "No.", "who": name}])
    said = rostra.attribute(speeches, actor="who")
    said = rostra.Statements(
        said.frame.assign(actor=pd.NA, mention=pd.NA, speaker=name), said.corpus, said.about
    )
    assert tomllib.loads(rostra.draft_actors(said)).keys() <= {"actor"}
