"""The lessons: each runs unanswered and solved, and each known wrong answer gets its hint."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest

import rostra
from rostra.cautions import CAUTIONS, Caution

ROOT = Path(__file__).resolve().parents[1]
LESSONS = ROOT / "notebooks" / "lessons"
NAMES = sorted(path.stem for path in LESSONS.glob("*.ipynb"))
SOLUTIONS = tomllib.loads((LESSONS / "solutions.toml").read_text(encoding="utf-8"))
LONGEST_CELL = 30  # lines
ASKED = re.compile(r'(?s)answer = \.\.\.\ncheck\("(\d\.\d)", answer\)')


def cells(name: str) -> list[Any]:
    return list(nbformat.read(LESSONS / f"{name}.ipynb", as_version=4).cells)


def asked(name: str) -> list[str]:
    """The exercises of a lesson, in their order."""
    return [found for cell in cells(name) for found in ASKED.findall(cell.source)]


@pytest.fixture(scope="module", autouse=True)
def classroom() -> Iterator[None]:
    """The folder of the lessons. All ask for the same corpus: it is read once, as it takes seconds."""
    read: dict[tuple[Any, ...], rostra.Statements] = {}
    attribute = rostra.attribute

    def attribute_once(corpus: rostra.Corpus, **options: Any) -> rostra.Statements:
        if options or corpus.corrections is not None:
            return attribute(corpus, **options)
        key = tuple(corpus.documents["text"])
        return read[key] if key in read else read.setdefault(key, attribute(corpus))

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(LESSONS)
        patch.syspath_prepend(str(LESSONS))
        patch.setattr(rostra, "attribute", attribute_once)
        yield
    sys.modules.pop("exercises", None)


def run(source: str, names: dict[str, Any]) -> str:
    """Run a cell as a notebook does: its last line is shown, if it is a value; return it as text."""
    *body, last = ast.parse(source).body or [ast.Pass()]
    shown = isinstance(last, ast.Expr)
    exec(compile(ast.Module(body if shown else [*body, last], []), "<cell>", "exec"), names)
    if shown:
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        if hasattr(value, "_repr_html_"):
            return unescape(value._repr_html_() or "")
        return "" if value is None else repr(value)
    return ""


def test_there_is_a_lesson_for_every_exercise() -> None:
    assert sorted(path.stem for path in LESSONS.glob("[0-9]_*.py")) == NAMES
    assert sorted(SOLUTIONS) == sorted(number for name in NAMES for number in asked(name))
    from exercises import EXERCISES

    assert sorted(EXERCISES) == sorted(SOLUTIONS)


@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_unanswered_and_tells_right_from_wrong(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = []
    for cell in cells(name):
        if cell.cell_type != "code":
            continue
        capsys.readouterr()
        shown.append(run(cell.source, names))
        printed = capsys.readouterr().out
        shown.append(printed)
        for number in ASKED.findall(cell.source):
            assert printed.startswith(f"Exercise {number} is yours: ")
            solution = SOLUTIONS[number]
            names["answer"] = eval(solution["right"], names)
            run(f'check("{number}", answer)', names)
            assert capsys.readouterr().out.startswith("Right. ")
            for wrong in solution["wrong"]:
                names["answer"] = eval(wrong["code"], names)
                with pytest.raises(AssertionError) as raised:
                    run(f'check("{number}", answer)', names)
                assert str(raised.value).startswith(f"Not yet. {wrong['hint']}"), wrong
    promised = [caution for caution, lessons in met().items() if name[0] in lessons]
    assert [caution.name for caution in promised if caution.says not in "\n".join(shown)] == []


def met() -> dict[Caution, list[str]]:
    """The cautions, and the lessons that the notes for instructors name for each."""
    notes = (LESSONS / "INSTRUCTORS.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \| ([\d, ]+) \|$", notes, re.MULTILINE)
    known = {(caution.name, caution.says, caution.means): caution for caution in CAUTIONS}
    return {known[name, says, means]: lessons.split(", ") for name, says, means, lessons in rows}


def test_every_caution_of_the_library_is_met_in_a_lesson() -> None:
    assert list(met()) == list(CAUTIONS)
    assert {lesson for lessons in met().values() for lesson in lessons} == {name[0] for name in NAMES}


@pytest.mark.parametrize("number", sorted(SOLUTIONS))
def test_every_hint_can_be_met_and_none_hides_another(number: str) -> None:
    from exercises import EXERCISES, same

    task = EXERCISES[number]
    answers = [task.right(), *(wrong() for wrong, _ in task.slips)]
    for place, answer in enumerate(answers):
        assert not any(same(answer, other) for other in answers[:place]), f"{number}: {answers}"
    hints = [*(hint for _, hint in task.slips), task.hint]
    for hint in hints:
        assert any(hint.startswith(wrong["hint"]) for wrong in SOLUTIONS[number]["wrong"]), hint


def test_an_answer_is_taken_as_people_write_it() -> None:
    from exercises import same

    assert same("  tolmeny ", "Tolmeny")
    assert same(["b", "a"], {"a", "b"})
    assert same(6.9, 6.8997)
    assert same(12.0, 12)
    assert not same(13, 12)
    assert not same(7.5, 6.8997)
    assert not same("twelve", 12)
    assert not same("ab", {"a", "b"})
    assert not same(float("nan"), 1.0)


def test_an_exercise_that_is_not_there_is_named() -> None:
    from exercises import check

    with pytest.raises(AssertionError, match=r"^There is no exercise '9\.9'\. There are "):
        check("9.9", 1)


@pytest.mark.parametrize("name", NAMES)
def test_notebook_and_text_are_in_step(name: str) -> None:
    text = jupytext.read(LESSONS / f"{name}.py")
    notebook = nbformat.read(LESSONS / f"{name}.ipynb", as_version=4)
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [
        (cell.cell_type, cell.source) for cell in text.cells
    ], f"run: jupytext --sync notebooks/lessons/{name}.py"
    assert notebook.metadata.jupytext.formats == "ipynb,py:percent"
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("name", NAMES)
def test_no_output_is_stored(name: str) -> None:
    for cell in cells(name):
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
        assert cell.metadata == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_prose_between_short_cells(name: str) -> None:
    first, *_, last = parts = cells(name)
    assert first.cell_type == last.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert "## Try it" in last.source
    assert 2 <= len(asked(name)) <= 3
    for cell in parts:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source
    gaps = "".join("." if cell.cell_type == "code" else " " for cell in parts).split()
    assert max(map(len, gaps)) <= 3, "more than three cells of code without a word between them"


@pytest.mark.parametrize("page", [*NAMES, "INSTRUCTORS.md"])
def test_links_lead_to_files(page: str) -> None:
    path = LESSONS / page
    text = path.read_text(encoding="utf-8") if path.suffix else "\n".join(cell.source for cell in cells(page))
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (LESSONS / target).is_file(), target


def test_the_table_names_every_lesson() -> None:
    table = (LESSONS.parent / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\(lessons/(\w+)\.ipynb\)", table) == NAMES


# What the prose says of the numbers.


def test_5_vader_takes_the_hand_for_good_and_knows_nothing_of_a_closed_channel() -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    assert vader.lexicon["hand"] > -vader.lexicon["lose"] > 0
    assert vader.polarity_scores("reserve the right to close the channel")["compound"] == 0


def test_6_indirect_speech_is_found_less_often_than_quotation_marks() -> None:
    from exercises import STRAIT, words

    figures = rostra.evaluate_statements(rostra.read_gold(STRAIT / "gold.jsonl"), words().statements).frame
    recall = figures[figures["measure"] == "span_and_speaker"].set_index("item")["recall"]
    assert recall["indirect"] < recall["direct"]


def test_6_the_ledger_quotes_corsandia_and_retells_haldrava() -> None:
    from exercises import quoted_share

    assert quoted_share("Corsandia") > 2 * quoted_share("Haldrava")


def test_7_a_zero_of_the_league_allows_more_than_haldrava_has() -> None:
    from exercises import highest_rate_behind_zero, row

    assert row("threat", "Shipping League")["hits"] == 0
    assert highest_rate_behind_zero() > row("threat", "Haldrava")["value"]


def test_2_without_copies_the_compact_is_no_longer_the_most_emotional() -> None:
    from exercises import row

    assert row("affect", "Grey Sea Compact")["value"] > row("affect", "Corsandia")["value"]
    assert row("affect", "Grey Sea Compact", False)["value"] < row("affect", "Corsandia", False)["value"]
