"""Resolution promises: who is meant, where a text does not say the full name again."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest

import rostra
from rostra.actors import load_actors
from rostra.quotation.attribution import _document_rows
from rostra.quotation.bodies import full_names_of_body, spelled_out
from rostra.quotation.names import candidate, given_gender, name_tail
from rostra.quotation.people import People
from rostra.quotation.roles import describe


def speakers(text: str) -> list[str | None]:
    """Who speaks, statement by statement."""
    rows = rostra.attribute(rostra.load_corpus([{"text": text}])).quotations
    return [None if pd.isna(value) else value for value in rows["speaker"]]


MEANT = {
    # names
    "surname after the full name": ("Ana Ruiz came. “We stay,” Ruiz said.", ["Ana Ruiz"]),
    "surname before the full name": ("“We stay,” Ruiz said. Later Ana Ruiz left.", ["Ana Ruiz"]),
    "title and surname": ("Ana Ruiz came. “We stay,” Ms. Ruiz said.", ["Ana Ruiz"]),
    "given name": ("Anna Hale came. “We stay,” Anna said.", ["Anna Hale"]),
    "middle initial left off": ("Anna B. Hale came. “We stay,” Anna Hale said.", ["Anna B. Hale"]),
    "initial for the given name": ("Anna Hale came. “We stay,” A. Hale said.", ["Anna Hale"]),
    "nickname in the middle": (
        "Robert “Bobo” Hale came. “We stay,” Hale said.",
        ["Robert Hale"],
    ),
    "the title tells two of one surname apart": (
        "Peter Hale met his daughter Anna Hale. “We stay,” Ms. Hale said. “We go,” Mr. Hale said.",
        ["Anna Hale", "Peter Hale"],
    ),
    "a son is not his father": (
        "Peter Hale came with Peter Hale Jr. “We stay,” said Peter Hale Jr., who runs it.",
        ["Peter Hale Jr."],
    ),
    "particles in the name": ("Jan van der Hale came. “We stay,” van der Hale said.", ["Jan van der Hale"]),
    "name behind the company": (
        "Anna Hale, principal researcher at Dixon House, came. Hale said the port was shut.",
        ["Anna Hale"],
    ),
    "name behind somebody's lawyer": (
        "“We stay,” said Ruiz’s lawyer, Anna Hale.",
        ["Anna Hale"],
    ),
    # he and she
    "subject of the sentence before": (
        "Anna Hale met Peter Kos on Monday. “We stay,” she said.",
        ["Anna Hale"],
    ),
    "gender of the given name": ("Anna Hale met Peter Kos on Monday. “We stay,” he said.", ["Peter Kos"]),
    "gender of the title": ("Mr. Ruiz met Ms. Kos on Monday. “We stay,” she said.", ["Kos"]),
    "gender of the kin": (
        "Lor Bek and his wife, Sim Bekov, came. “We stay,” she said.",
        ["Sim Bekov"],
    ),
    "subject before object": ("Peter Kos met Paul Hale on Monday. “We stay,” he said.", ["Peter Kos"]),
    "who speaks is spoken of": (
        "“We stay,” Peter Kos told Paul Hale. The port was late. “We go,” he said.",
        ["Peter Kos", "Peter Kos"],
    ),
    "a new subject takes over": (
        "“We stay,” Peter Kos said.\n\nPaul Hale, a teacher, lives by the port. “We go,” he said.",
        ["Peter Kos", "Paul Hale"],
    ),
    "a person within a quotation does not": (
        "Peter Kos came late. “We wait for Paul Hale,” he said. “He is slow,” he added.",
        ["Peter Kos", "Peter Kos"],
    ),
    "a photographer does not": (
        "Anna Hale came late.\n\nThe port. (Paula Kos / Port News).\n\n“We stay,” she said.",
        ["Anna Hale"],
    ),
    "an owner does not": (
        "Anna Hale likes Paula Kos’s plan. “We stay,” she said.",
        ["Anna Hale"],
    ),
    "a country is nobody": (
        "Anna Hale went to South Korea and to New Harbour. “We stay,” she said.",
        ["Anna Hale"],
    ),
    "a newspaper is nobody": (
        "Anna Hale wrote to the Port Herald. The Port Herald printed it. “We stay,” she said.",
        ["Anna Hale"],
    ),
    "a day is nobody": ("Anna Hale came. On Christmas Day “we stay,” she said.", ["Anna Hale"]),
    "a person with one name": (
        "Yunita, a resident of the port, woke up. “It was loud,” she said.",
        ["Yunita"],
    ),
    "an unnamed speaker": (
        "A senior guard told Radio 4 the gate was shut. The fire spread. The gate was hot, he said.",
        ["senior guard", "senior guard"],
    ),
    "no one to be meant": ("The port was late. “We stay,” she said.", [None]),
    # they and it
    "they are the plural before": (
        "Anna Hale came. Harbour pilots are angry, and they say the port is shut.",
        ["Harbour pilots"],
    ),
    "it is the body that spoke": (
        "The Harbour Board said the port was shut. It said the fees were high.",
        ["Harbour Board", "Harbour Board"],
    ),
    # descriptions
    "office": ("Senator Anna Hale came. The senator said the port was shut.", ["Anna Hale"]),
    "shortened title": ("Sen. Anna Hale came. The senator said the port was shut.", ["Anna Hale"]),
    "age": ("Anna Hale met Paul Kos. The 34-year-old said the port was shut.", ["Anna Hale"]),
    "party": ("Anna Hale met Paul Kos. The Troy Democrat said the port was shut.", ["Anna Hale"]),
    "what somebody was": (
        "Anna Hale came late. The retired goalkeeper said the port was shut.",
        ["Anna Hale"],
    ),
    "looks": (
        "Anna Hale came late. The tall, quiet captain said the port was shut.",
        ["Anna Hale"],
    ),
    "an office that nobody was given": (
        "Anna Hale came late. The prosecutor said the port was shut.",
        ["prosecutor"],
    ),
    "kin before the given name": (
        "“We stay,” said Hale’s father, Joseph.",
        ["Joseph"],
    ),
    "description before the name": (
        "“We stay,” said the harbour’s coach, Anna Hale.",
        ["Anna Hale"],
    ),
    "the office brought up again": (
        "A port official said the port was shut. The official said the fees were high.",
        ["port official", "port official"],
    ),
    # bodies and papers
    "short form of a body": (
        "The Harbour Board of Troy met. The harbour board said the port was shut.",
        ["Harbour Board of Troy"],
    ),
    "acronym": (
        "The Coast Rescue Agency (CRA) met. CRA said the port was shut.",
        ["Coast Rescue Agency"],
    ),
    "her statement": ("Anna Hale left. “We stay,” her statement said.", ["Anna Hale"]),
    "the board's report": (
        "The Harbour Board met. The Harbour Board’s report said the port was shut.",
        ["Harbour Board"],
    ),
    "the statement in which she spoke": (
        "Anna Hale said in a statement that the port was shut. The statement said the fees were high.",
        ["Anna Hale", "Anna Hale"],
    ),
    # quotations that stand alone
    "next paragraph": ("“We stay,” Anna Hale said.\n\n“We talk.”", ["Anna Hale", "Anna Hale"]),
    "two paragraphs on": (
        "“We stay,” Anna Hale said.\n\nIt rained.\n\n“We talk.”",
        ["Anna Hale", "Anna Hale"],
    ),
    "who acted in between": (
        "“We stay,” Anna Hale said.\n\nPaul Kos disagrees.\n\n“We go.”",
        ["Anna Hale", "Paul Kos"],
    ),
}


@pytest.mark.parametrize("name", MEANT)
def test_who_is_meant(name: str) -> None:
    text, expected = MEANT[name]
    assert speakers(text) == expected


def test_who_acted_in_between_is_credited_by_the_office() -> None:
    text = "“We stay,” Anna Hale said.\n\nPolish President Paul Kos disagrees.\n\n“We go.”"
    rows = rostra.attribute(rostra.load_corpus([{"text": text}])).quotations
    assert rows["actor"].fillna("").tolist() == ["", "Poland"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The foreign minister of Poland, Jan Kos, called it "reckless". "We stay," Kos said.',
            ["Poland", "Poland"],
        ),
        (
            "A spokeswoman for Poland’s government, Ana Kos, said the port was shut. “We stay,” she said.",
            ["Poland", "Poland"],
        ),
        ("“We stay,” Kos said. “No,” said Foreign Minister Jan Kos of Poland.", ["Poland", "Poland"]),
        (
            "NATO chief Jan Kos came. “We stay,” Secretary-General Jan Kos said. “Yes,” Kos said.",
            ["NATO", "NATO"],
        ),
        ('The former foreign minister of Poland, Jan Kos, called it "mad". "We stay," Kos said.', ["", ""]),
        (
            'The foreign minister of Poland, Jan Kos, called it "mad". "We stay," said Peter Kos, a farmer.',
            ["Poland", ""],
        ),
    ],
)
def test_the_office_of_one_statement_holds_in_the_whole_document(text: str, expected: list[str]) -> None:
    rows = rostra.attribute(rostra.load_corpus([{"text": text}])).quotations
    assert rows["actor"].fillna("").tolist() == expected


def test_a_person_who_is_an_actor_is_read_as_a_person(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text('[[actor]]\nname = "Bård Hale"\n[[actor.member]]\nname = "Bård Hale"\n', encoding="utf-8")
    text = "“We stay,” said its chairman, Bård Hale. “They do not,” he said."
    rows = rostra.attribute(rostra.load_corpus([{"text": text}], actors=path)).quotations
    assert rows[["speaker", "actor"]].drop_duplicates().values.tolist() == [["Bård Hale", "Bård Hale"]]


def people(text: str) -> list[str]:
    found = People(text, load_actors())
    return [person.name for person in dict.fromkeys(person for _, _, person in found.named())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Hale and Paul Kos met in South Korea.", ["Anna Hale", "Paul Kos"]),
        ("Troy Mayor Xilo Branik said no.", ["Xilo Branik"]),
        ("Xilo Branik, 34, said no.", ["Xilo Branik"]),
        ("Xilo Branik came. Branik left.", ["Xilo Branik"]),
        ("He read the Xilo Branik. Branik is a book.", []),
        ("Green Harbour opened. The green harbour is old.", []),
        ("The Anna Hale Foundation met.", []),
        ("Members of the Roman Catholic Church met.", []),
        ("Republican Anna Hale met Knowing Kos.", ["Anna Hale"]),
        ("It’s Hale. It’s Anna Hale.", ["Anna Hale"]),
    ],
)
def test_a_person_is_told_from_a_place_and_a_thing(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Anna", "f"), ("Peter", "m"), ("Małgorzata", "f"), ("Kim", ""), ("Harbour", None), ("Jean-Paul", "m")],
)
def test_a_given_name_tells_a_gender_or_nothing(name: str, gender: str | None) -> None:
    assert given_gender(name) == gender


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("Foreign Minister Ana Ruiz", "Ana Ruiz"),
        ("Troy’s Ana Ruiz", "Ana Ruiz"),
        ("Port Herald", None),
        ("Anna Hall", "Anna Hall"),
        ("Dixon Hall", None),
        ("Phase II", None),
        ("San Marino", None),
    ],
)
def test_a_run_of_capitals_is_read_as_a_name(run: str, name: str | None) -> None:
    read = candidate(run)
    assert (read.name if read else None) == name
    assert read is None or run[read.offset :].startswith(read.name)


def test_the_name_is_what_follows_the_last_role() -> None:
    assert name_tail("Polish Foreign Minister Ana Ruiz") == "Ana Ruiz"
    assert name_tail("the mayor of Troy") is None
    assert name_tail("the Kremlin") is None


def test_descriptions_are_read_by_their_head() -> None:
    known = load_actors()
    kinds = {
        "the minister": "person",
        "the 34-year-old winger": "person",
        "the harbour board": "body",
        "the annual report": "paper",
        "officials": "people",
        "the Port Herald": "name",
        "the Pole": "person",
    }
    assert {phrase: describe(phrase, known).kind for phrase in kinds} == kinds


def test_short_forms_of_bodies_find_their_full_names() -> None:
    text = "The Port Board of Troy met. The Fire Board of Oslo met. The board said no."
    boards = [(0, "Port Board of Troy"), (text.index("The Fire"), "Fire Board of Oslo")]
    assert full_names_of_body(text, ("board",)) == boards
    assert full_names_of_body(text, ("port", "board")) == boards[:1]
    assert full_names_of_body(text, ("government",)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Port Board met. The Fire Board met. The board said it was late.", ["Fire Board"]),
        ("The Port Board met. The board said it was late. The Fire Board met.", ["Port Board"]),
        ("The board said it was late. The Port Board met. The Fire Board met.", ["Port Board"]),
    ],
    ids=["the nearest before", "not the one behind", "else the first"],
)
def test_a_body_is_called_by_the_full_name_nearest_before(text: str, names: list[str]) -> None:
    quotations = rostra.attribute(rostra.load_corpus([{"text": text}])).quotations
    assert quotations["speaker"].tolist() == names


def test_an_acronym_is_spelled_out_only_where_the_letters_fit() -> None:
    assert spelled_out("the Ministry of Public Health (MPH)", "MPH") == "Ministry of Public Health"
    assert spelled_out("the Port Herald (CRA)", "CRA") is None
    assert spelled_out("CRA said no", "CRA") is None


def letters(number: int) -> str:
    """A number as a surname."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize() + "ov"


HOSTILE = {
    "different persons": " ".join(f"Anna {letters(n)} said it was late. She said so." for n in range(5000)),
    "unknown persons": " ".join(f"Xilo {letters(n)}, a lawyer, said it was late." for n in range(5000)),
    "one surname": " ".join(f"{letters(n)} Ruiz, a lawyer, said so. Ruiz said no." for n in range(5000)),
    "one name": "Ana Ruiz " * 50000,
    "descriptions": "The minister said it was late. The board said so. Her report said so. " * 2000,
    "capitals": "Xilo. " * 50000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_makes_the_resolution_slow(name: str) -> None:
    corpus = rostra.load_corpus([{"text": "We stay."}])
    start = time.process_time()
    rows = _document_rows(corpus.actors, {"doc_id": "d", "text": HOSTILE[name], "date": None})
    assert rows
    assert time.process_time() - start < 20  # a tenth of that on a machine with nothing else to do


def test_the_order_of_hashes_changes_nothing(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    script = (
        "import rostra; text = " + repr(" ".join(text for text, _ in MEANT.values())) + "; "
        "print(rostra.attribute(rostra.load_corpus([{'text': text}])).quotations.to_csv())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_resolved_speakers_of_annotated_news(evaluation: Path) -> None:
    """Of the statements found, at least 86 in 100 get the speaker the annotators named; pronouns too."""
    import importlib.util
    import json

    spec = importlib.util.spec_from_file_location("score", evaluation / "eval/quotes/score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    lines = (evaluation / "eval/quotes/ggt.dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    corpus = rostra.load_corpus([{"doc_id": d["doc_id"], "text": d["text"]} for d in gold])
    found = []
    for record in rostra.attribute(corpus).records():
        quotes = [
            {
                "start": row["start"],
                "end": row["end"],
                "text": row["text"],
                "type": row["kind"],
                "speaker_text": row["mention"] or "",
                "speaker_start": row["mention_start"],
                "speaker_end": row["mention_end"],
                "speaker_ref": row["speaker"] or "",
            }
            for row in record["statements"]
            if row["act"] == "speech"
        ]
        found.append({"doc_id": record["doc_id"], "quotes": quotes})
    figures = score.score(gold, found)["attribution"]
    assert figures["resolved"] >= 86
    assert figures["resolved_when_pronoun"] >= 86
