"""Bundled corpora: the data sheet tells the truth, and the texts keep what their README promises."""

from __future__ import annotations

import hashlib
import itertools
import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
NAMES = ("redzikowo", "strait")

# What the public record says in these words (corpus/redzikowo/README.md has the speakers).
PUBLIC_RECORD = {
    "you have to take those kinds of threats seriously",
    "reckless and irresponsible",
    "rock-solid",
    "not going to change",
    "another provocative step",
    "projecting American power",
    "is a priority target for potential neutralization",
}

Row = tuple[int | None, str]


def read(path: Path) -> tuple[dict[str, str], str]:
    """Front matter and body of one document."""
    opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", f"{path.name} does not open with front matter"
    return dict(line.split(": ", 1) for line in head.splitlines()), body


def paths(name: str) -> list[Path]:
    return sorted((CORPUS / name / "documents").iterdir())


def words(text: str) -> list[str]:
    """The word rule of the data sheet."""
    return re.findall(r"\w+(?:[-'’]\w+)*", text)


def sha256(path: Path) -> str:
    # A checkout on Windows may turn \n into \r\n; the sheet speaks of the file as committed.
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def rows_of_the_files() -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for name in NAMES:
        for path in paths(name):
            rows[path.relative_to(CORPUS).as_posix()] = (len(words(read(path)[1])), sha256(path))
        rows[f"{name}/actors.toml"] = (None, sha256(CORPUS / name / "actors.toml"))
    return rows


def rows_of_the_sheet() -> dict[str, Row]:
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `([^`]+)` \| (\d*) \| `([0-9a-f]{64})` \|$", sheet, flags=re.MULTILINE)
    assert len(found) == len({file for file, _, _ in found}), "a file is listed twice"
    return {file: (int(count) if count else None, digest) for file, count, digest in found}


def quoted(text: str) -> list[str]:
    """What stands between quotation marks; curly and straight ones, none left open."""
    assert text.count("“") == text.count("”")
    assert text.count('"') % 2 == 0
    assert "‘" not in text and "„" not in text and "«" not in text
    return [curly or straight for curly, straight in re.findall(r"“([^”]*)”|\"([^\"]*)\"", text)]


# --- the data sheet ---------------------------------------------------------------------------------


def test_the_data_sheet_lists_every_file_with_its_words_and_sha256() -> None:
    files = rows_of_the_files()
    as_it_should_be = "\n".join(
        f"| `{file}` | {'' if count is None else count} | `{digest}` |"
        for file, (count, digest) in files.items()
    )
    assert rows_of_the_sheet() == files, f"corpus/README.md should hold these rows:\n{as_it_should_be}"


@pytest.mark.parametrize("name", NAMES)
def test_the_data_sheet_gives_the_size_of_each_corpus(name: str) -> None:
    files = rows_of_the_files()
    counts = [count for file, (count, _) in files.items() if file.startswith(name) and count is not None]
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"^\| `{name}` \| (\d+) \| ([\d,]+) \|", sheet, flags=re.MULTILINE)
    assert found == [(str(len(counts)), f"{sum(counts):,}")]


@pytest.mark.parametrize("name", NAMES)
def test_each_corpus_says_first_that_its_texts_were_written_for_the_project(name: str) -> None:
    opening = (CORPUS / name / "README.md").read_text(encoding="utf-8")[:700]
    plain_words = {
        "redzikowo": ("a retelling written for this project", "These are not news reports."),
        "strait": ("an invented dispute between invented states", "Nothing here happened."),
    }
    for phrase in plain_words[name]:
        assert phrase in opening


# --- actors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_actor_alias_thing_and_member_occurs_in_the_texts(name: str) -> None:
    actors = tomllib.loads((CORPUS / name / "actors.toml").read_text(encoding="utf-8"))["actor"]
    texts = "\n".join(read(path)[1] for path in paths(name))
    absent = []
    for actor in actors:
        listed = [actor["name"], *actor.get("aliases", []), *(m["name"] for m in actor.get("member", []))]
        # "the Compact" may open a sentence; otherwise case is meaning (US is not us).
        names = [entry.removeprefix("the ") for entry in listed]
        absent += [entry for entry in names if not re.search(rf"\b{re.escape(entry)}\b", texts)]
        absent += [thing for thing in actor.get("things", []) if thing.casefold() not in texts.casefold()]
    assert absent == []


@pytest.mark.parametrize(
    ("name", "actors", "members"),
    [
        ("redzikowo", ["United States", "Russia", "Poland", "NATO", "Ukraine"], 3),
        ("strait", ["Haldrava", "Corsandia", "Tolmeny", "Grey Sea Compact", "Shipping League"], 19),
    ],
)
def test_the_registry_names_the_actors_and_gives_every_member_a_role(
    name: str, actors: list[str], members: int
) -> None:
    registry = tomllib.loads((CORPUS / name / "actors.toml").read_text(encoding="utf-8"))["actor"]
    assert [actor["name"] for actor in registry] == actors
    people = [member for actor in registry for member in actor.get("member", [])]
    assert len(people) == members
    assert all(member["role"] for member in people)


def test_one_haldravan_spokesperson_follows_the_other_without_a_gap() -> None:
    registry = tomllib.loads((CORPUS / "strait" / "actors.toml").read_text(encoding="utf-8"))["actor"]
    people = {member["name"]: member for actor in registry for member in actor["member"]}
    first, second = people["Bertil Oskane"], people["Sonja Vremmer"]
    assert first["until"] + timedelta(days=1) == second["from"]
    dates = [date.fromisoformat(read(path)[0]["date"]) for path in paths("strait")]
    assert min(dates) < first["until"] and second["from"] < max(dates)


# --- redzikowo --------------------------------------------------------------------------------------


def test_redzikowo_quotes_only_the_public_record_and_all_of_it() -> None:
    found = set()
    for path in paths("redzikowo"):
        for words_between_marks in quoted(read(path)[1]):
            phrase = words_between_marks.rstrip(".,")
            # A quotation that opens its sentence has a capital; nothing else may differ.
            phrase = phrase if phrase in PUBLIC_RECORD else phrase[:1].lower() + phrase[1:]
            assert phrase in PUBLIC_RECORD, f"{path.name} quotes what is not public record: {phrase}"
            found.add(phrase)
    assert found == PUBLIC_RECORD


def test_redzikowo_names_no_outlet_and_stays_inside_the_week() -> None:
    heads = [read(path)[0] for path in paths("redzikowo")]
    assert [head["source"] for head in heads] == [f"Retelling {letter}" for letter in "ABCDE"]
    assert all("2024-11-21" <= head["date"] <= "2024-11-27" for head in heads)
    assert all(set(head) == {"title", "source", "date"} for head in heads)


def test_redzikowo_reports_are_short() -> None:
    counts = {path.name: len(words(read(path)[1])) for path in paths("redzikowo")}
    assert {name: count for name, count in counts.items() if not 120 <= count <= 260} == {}


# --- strait -----------------------------------------------------------------------------------------


def test_strait_documents_have_250_to_450_words() -> None:
    counts = {path.name: len(words(read(path)[1])) for path in paths("strait")}
    assert {name: count for name, count in counts.items() if not 250 <= count <= 450} == {}


def test_strait_has_four_documents_or_more_in_each_of_twelve_weeks_and_none_outside() -> None:
    monday = date(2031, 3, 3)
    weeks = Counter(
        (date.fromisoformat(read(path)[0]["date"]) - monday).days // 7 for path in paths("strait")
    )
    assert set(weeks) == set(range(12)) and min(weeks.values()) >= 4


def test_strait_has_three_outlets_and_nine_genres() -> None:
    heads = [read(path)[0] for path in paths("strait")]
    declared = {"copy_of", "corrects"}
    assert all(set(head) - declared == {"title", "source", "date", "genre"} for head in heads)
    assert {head["source"] for head in heads} == {
        "Grey Sea Press Agency",
        "The Merrowick Ledger",
        "The Arvesk Courier",
    }
    assert {head["genre"] for head in heads} == {
        "agency report",
        "briefing transcript",
        "correction",
        "editorial",
        "explainer",
        "interview",
        "letter",
        "newspaper report",
        "official statement",
    }


def test_strait_readme_lists_the_documents_as_their_front_matter_does() -> None:
    readme = (CORPUS / "strait" / "README.md").read_text(encoding="utf-8")
    listed = [line for line in readme.splitlines() if line.startswith("| strait-")]
    assert listed == [
        f"| {path.stem} | {head['date']} | {head['genre']} | {head['source']} | {head['title']} |"
        for path in paths("strait")
        for head in [read(path)[0]]
    ]


def test_strait_documents_were_each_written_on_their_own_or_say_whose_copy_they_are() -> None:
    """Two that do not repeat one text share at most 5% of their word 5-grams (of the shorter document)."""

    def five_grams(body: str) -> set[tuple[str, ...]]:
        folded = [word.casefold().replace("’", "'") for word in words(body)]
        return set(zip(*(folded[i:] for i in range(5)), strict=False))

    documents = {path.stem: read(path) for path in paths("strait")}
    first_print = {name: head.get("copy_of", name) for name, (head, _) in documents.items()}
    grams = {name: five_grams(body) for name, (_, body) in documents.items()}
    alike, unlike = [], []
    for one, other in itertools.combinations(grams, 2):
        share = len(grams[one] & grams[other]) / min(len(grams[one]), len(grams[other]))
        copies = first_print[one] == first_print[other]
        if copies and share < 0.9:
            unlike.append((one, other, share))
        if not copies and share > 0.05:
            alike.append((one, other, share))
    assert alike == []
    assert unlike == []
    assert [name for name, first in first_print.items() if name != first] == [
        "strait-034", "strait-043", "strait-058", "strait-059",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "outlet"),
    [
        (r"\b(claim(s|ed)?|alleg(e|es|ed)|purportedly)\b", "The Merrowick Ledger"),
        (r"\b(insist(s|ed|ing)?|stress(es|ed|ing)|warn(s|ed|ing))\b", "The Arvesk Courier"),
    ],
)
def test_each_habit_of_reporting_belongs_to_one_outlet(pattern: str, outlet: str) -> None:
    outlets = {
        head["source"] for path in paths("strait") for head, body in [read(path)] if re.search(pattern, body)
    }
    assert outlets == {outlet}


def test_tolmeny_has_another_minister_of_agriculture_after_one_resigns() -> None:
    registry = tomllib.loads((CORPUS / "strait" / "actors.toml").read_text(encoding="utf-8"))["actor"]
    roles = [member for actor in registry for member in actor["member"] if "Agriculture" in member["role"]]
    assert [(member["name"], member.get("until"), member.get("from")) for member in roles] == [
        ("Ottla Reve", date(2031, 5, 10), date(2030, 1, 7)),
        ("Matej Dorn", None, date(2031, 5, 12)),
    ]


def test_the_outlier_names_no_actor_of_the_dispute() -> None:
    _, body = read(CORPUS / "strait" / "documents" / "strait-062.md")
    assert re.findall(r"Haldrav|Corsand|Tolmen|Compact|League|Skerrel|Arvesk|Merrowick|Ostrelle", body) == []


def test_haldrava_threatens_only_from_week_five_on() -> None:
    threat = re.compile(
        r"will not hesitate|reserved? the right|we will (seize|respond|shut|strike)|all options|"
        r"threaten(s|ed) (to|the)|lose her ship"
    )
    dates = [head["date"] for path in paths("strait") for head, body in [read(path)] if threat.search(body)]
    assert len(dates) >= 5
    assert min(dates) >= "2031-03-31"


def test_a_statement_over_many_paragraphs_opens_each_and_closes_once() -> None:
    _, body = read(CORPUS / "strait" / "documents" / "strait-006.md")
    paragraphs = [paragraph for paragraph in body.strip().split("\n\n") if paragraph.startswith("“")]
    assert len(paragraphs) == 9
    assert [paragraph.endswith("”") for paragraph in paragraphs] == [False] * 8 + [True]
