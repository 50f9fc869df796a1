"""Verification: which numbers of a page still hold, and which documents changed the others."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import rostra
from rostra.errors import ResultError
from rostra.reporting.ledger import TITLES
from rostra.reporting.records import EMPTY, load_ledger, text_of
from rostra.reporting.study import study
from rostra.reporting.verification import Verification, verify

ROOT = Path(__file__).resolve().parents[1]
SETTINGS: dict[str, Any] = {"n_boot": 50}


@pytest.fixture(scope="module")
def strait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strait")
    shutil.copytree(ROOT / "corpus" / "strait", folder / "strait")
    rostra.overview(rostra.load_corpus(folder / "strait"), **SETTINGS).save(folder / "page.html")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(ROOT / "corpus" / "redzikowo", folder / "redzikowo")
    rostra.overview(rostra.load_corpus(folder / "redzikowo"), **SETTINGS).save(folder / "page.html")
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """A page of five reports and the reports, to be changed."""
    shutil.copytree(made, tmp_path / "case")
    return tmp_path / "case"


def recount(case: Path, name: str = "redzikowo") -> Verification:
    return verify(case / "page.html", rostra.load_corpus(case / name))


def documents(case: Path) -> list[Path]:
    return sorted((case / "redzikowo" / "documents").iterdir())


# What changed ---------------------------------------------------------------------------------------------


def test_every_number_of_unchanged_texts_holds(case: Path) -> None:
    found = recount(case)
    assert found.holds and found.recounted
    assert found.lines[1:] == ["All are what the page says."]
    assert found.causes == ()
    held, _ = load_ledger(case / "page.html")
    assert found.numbers > sum(len(result["rows"]) for result in held["results"].values())


def frames(corpus: rostra.Corpus) -> dict[str, pd.DataFrame]:
    """The results as the library gives them, each row under its name: no ledger is asked."""
    found = study(corpus, actor=None, n_boot=50, seed=0, min_words=100)
    named = {}
    for name in TITLES:
        frame = getattr(found, name).frame
        keys = [k for k in ("actor", "target", "reference", "measure", "item", "period") if k in frame]
        keys = [k for k in keys if name == "gaps" or k not in ("target", "reference")]
        keys = [k for k in keys if name != "gaps" or k != "item"]
        texts = frame[keys].astype("string").fillna("")
        named[name] = frame.set_index(pd.MultiIndex.from_frame(texts))
    return named


def test_one_edited_article_changes_exactly_the_numbers_that_it_is_in(strait: Path, tmp_path: Path) -> None:
    before = rostra.load_corpus(strait / "strait")
    words = rostra.tokenize(rostra.attribute(before))
    hits = rostra.measure(words, "hedging").hits
    hit = next(h for h in hits[hits["actor"] == "Tolmeny"].to_dict("records") if h["entry"] == "perhaps")
    shutil.copytree(strait / "strait", tmp_path / "strait")
    path = tmp_path / "strait" / "documents" / f"{hit['doc_id']}.md"
    text, start = path.read_text(encoding="utf-8"), int(hit["start"])
    start += int(before.documents.set_index("doc_id")["body_start"][hit["doc_id"]])
    path.write_text(f"{text[:start]}bananas{text[start + 7 :]}", encoding="utf-8", newline="")

    after = rostra.load_corpus(tmp_path / "strait")
    found = verify(strait / "page.html", after)
    assert found.causes == (f"Document edited: {hit['doc_id']}.",)
    assert found.broken == ()
    direct = {(change.result, *change.name) for change in found.changes if change.counted}
    assert {change.documents for change in found.changes if change.counted} == {(hit["doc_id"],)}

    old, new = frames(before), frames(after)
    counted = {"gaps": ["target_hits", "target_exposure", "reference_hits", "reference_exposure"]}
    expected, changed = set(), set()
    for name in TITLES:
        rows = old[name].index.union(new[name].index)
        first, second = (one[name].reindex(rows).select_dtypes("number") for one in (old, new))
        differs = (first.fillna(-9e9).astype(float) - second.fillna(-9e9).astype(float)).abs() > 1e-9
        changed |= {(name, *key) for key in rows[differs.any(axis=1)]}
        if name in ("rates", "trend", "gaps", "voice", "evaluated"):
            columns = counted.get(name, ["hits", "exposure"])
            expected |= {(name, *key) for key in rows[differs[columns].any(axis=1)]}
    shared = {key for key in direct if key[0] in ("rates", "trend", "gaps", "voice", "evaluated")}
    assert shared == expected
    assert ("rates", "Tolmeny", "hedging", "") in expected
    assert {key[-1] for key in expected if key[0] == "gaps"} == {"hedging"}
    assert {(change.result, *change.name) for change in found.changes if change.columns} == changed


def test_an_added_article_is_named(case: Path) -> None:
    text = "“We will not hesitate to strike,” Russian President Vladimir Putin said on Monday.\n"
    (case / "redzikowo" / "documents" / "zz-new.md").write_text(text, encoding="utf-8")
    found = recount(case)
    assert found.causes == ("Document added: zz-new.",)
    assert {change.documents for change in found.changes if change.counted} == {("zz-new",)}
    threat = next(c for c in found.changes if c.result == "rates" and c.name[:2] == ("Russia", "threat"))
    before, now = threat.columns["hits"]
    assert now == (before or 0) + 1
    assert threat.reason == f"zz-new was added (hits 0 -> 1, exposure 0 -> {int(threat_words(found))})."


def threat_words(found: Verification) -> float:
    before, now = next(
        c.columns["exposure"]
        for c in found.changes
        if c.result == "rates" and c.name[:2] == ("Russia", "threat")
    )
    return (now or 0) - (before or 0)


def test_a_removed_article_is_named(case: Path) -> None:
    gone = documents(case)[0]
    gone.unlink()
    found = recount(case)
    assert found.causes == (f"Document removed: {gone.stem}.",)
    assert {change.documents for change in found.changes if change.counted} == {(gone.stem,)}


def test_a_changed_date_is_no_edited_text(case: Path) -> None:
    path = documents(case)[0]
    text = path.read_text(encoding="utf-8")
    day = next(line for line in text.splitlines() if "2024-" in line)
    path.write_text(text.replace(day, day.replace("2024-", "2023-"), 1), encoding="utf-8")
    found = recount(case)
    assert found.causes == (f"Document described differently: {path.stem}.",)
    assert {change.result for change in found.changes} <= {"trend"}


def test_a_changed_lexicon_is_the_reason_where_the_text_is_the_same(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rostra.measures import rhetoric

    shipped = rostra.load_lexicon("threat")
    overlay = tmp_path / "mine.toml"
    overlay.write_text(
        'kind = "overlay"\nname = "threat_mine"\nversion = "1"\nbase = "threat"\n'
        f'base_version = "{shipped.version}"\n'
        f'[[add]]\nname = "{shipped.categories[0].name}"\nentries = ["reckless"]\n',
        encoding="utf-8",
    )
    mine = replace(rostra.load_lexicon(overlay), name="threat")  # as if the list that ships had changed
    known = dict(rhetoric.known_measures()) | {"threat": rhetoric.measure_of(mine)}
    monkeypatch.setattr("rostra.reporting.study.known_measures", lambda: known)
    monkeypatch.setattr("rostra.measures.rhetoric.known_measures", lambda: known)
    found = recount(case)
    assert found.causes == ("Lexicon changed: threat.",)
    direct = [change for change in found.changes if change.counted]
    assert direct and all("threat" in change.name for change in direct)
    assert all("is the same; the lexicon threat changed" in change.reason for change in direct)


def test_another_registry_is_named(case: Path) -> None:
    with (case / "redzikowo" / "actors.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[actor]]\nname = "Nobody at all"\n')
    found = recount(case)
    assert found.causes == ("File changed: actors.toml.",)
    assert found.changes == ()


# The page itself ------------------------------------------------------------------------------------------


def with_ledger(page: Path, change: Callable[[dict[str, Any]], None]) -> None:
    held, _ = load_ledger(page)
    text = page.read_text(encoding="utf-8")
    start = text.index(EMPTY[:-9]) + len(EMPTY) - 9
    change(held)
    page.write_text(text[:start] + text_of(held) + text[text.index("</script>", start) :], encoding="utf-8")


def test_without_texts_the_numbers_are_rebuilt_from_their_counts(case: Path) -> None:
    found = verify(case / "page.html")
    assert found.holds and not found.recounted
    assert found.numbers > 900


def test_a_number_that_its_own_counts_do_not_give_is_found_without_the_texts(case: Path) -> None:
    def change(held: dict[str, Any]) -> None:
        rates = held["results"]["rates"]
        row = next(row for row in rates["rows"] if row[rates["columns"].index("value")])
        row[rates["columns"].index("value")] += 1.0

    with_ledger(case / "page.html", change)
    found = verify(case / "page.html")
    (broken,) = found.broken
    assert broken.result == "rates" and list(broken.columns) == ["value"]
    before, now = broken.columns["value"]
    assert before is not None and now is not None and before - now == pytest.approx(1.0)
    assert "1 number does not follow from the page's own counts:" in found.lines


def test_a_page_edited_by_hand_is_noticed(case: Path) -> None:
    page = case / "page.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("Who says what", "Who said what"), encoding="utf-8"
    )
    found = verify(page)
    assert not found.holds and not found.untouched
    assert (
        "The page was edited after it was written: its bytes are not those that were hashed." in found.lines
    )


def test_two_builds_are_byte_equal_in_any_process(case: Path) -> None:
    code = (
        "import rostra, sys\n"
        f"page = rostra.overview(rostra.load_corpus({str(case / 'redzikowo')!r}), n_boot=50)\n"
        "page.save(sys.argv[1])\n"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "analysis")}
        subprocess.run([sys.executable, "-c", code, str(case / f"{seed}.html")], check=True, env=environment)
    assert (
        (case / "1.html").read_bytes() == (case / "2.html").read_bytes() == (case / "page.html").read_bytes()
    )


def test_the_ledger_holds_no_path_and_no_sign_that_ends_it(case: Path) -> None:
    texts = [{"doc_id": "</script><script>alert(1)</script>", "who": "<A&B>", "text": "We may."}]
    page = rostra.overview(rostra.load_corpus(texts), actor="who", **SETTINGS)
    held = page.html.split(EMPTY[:-9])[1].split("</script>")[0]
    assert not set("<>&") & set(held)
    assert json.loads(held)["documents"][0][0] == "</script><script>alert(1)</script>"
    assert str(case.parent) not in (case / "page.html").read_text(encoding="utf-8")


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a huge number": lambda held: held["documents"][0].__setitem__(4, 10**400),
    "a vector out of reach": lambda held: held["vectors"][0][0].append(10**9),
    "a negative place": lambda held: held["vectors"][-1].__setitem__(0, [-1] * len(held["vectors"][-1][0])),
    "text for counts": lambda held: held["vectors"].__setitem__(0, "x"),
    "a side out of reach": lambda held: held["results"]["rates"]["sides"].__setitem__(0, [[[10**6], [0]]]),
    "rows without sides": lambda held: held["results"]["rates"]["sides"].pop(),
    "no results": lambda held: held.__setitem__("results", {}),
    "an unknown result": lambda held: held["results"].__setitem__("<script>", held["results"]["rates"]),
    "a billion resamples": lambda held: held["settings"].__setitem__("n_boot", 10**9),
    "a nested setting": lambda held: held["settings"].__setitem__("actor", {"a": 1}),
    "an unknown setting": lambda held: held["results"]["rates"]["parameters"].__setitem__("x", 1),
    "an absolute path": lambda held: held["reading"].__setitem__("input", "/etc"),
    "a drive": lambda held: held["reading"].__setitem__("input", "C:/texts"),
    "a list for a base": lambda held: held.__setitem__("bases", []),
    "a date that is none": lambda held: held["documents"][0].__setitem__(3, "../../etc"),
    "another format": lambda held: held.__setitem__("format", "rostra-ledger-9"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_ledger_is_one_clear_error(name: str, case: Path) -> None:
    with_ledger(case / "page.html", HOSTILE[name])
    with pytest.raises(ResultError) as error:
        verify(case / "page.html")
    said = str(error.value)
    assert said.startswith("the ledger of page.html is damaged: ")
    assert said.endswith("Make the page again with `rostra report`.")
    assert len(said) < 400


def test_a_page_without_a_ledger_is_told_so(tmp_path: Path) -> None:
    path = rostra.report("Title", "Words.").save(tmp_path / "page.html")
    with pytest.raises(ResultError) as error:
        verify(path)
    assert str(error.value) == (
        "page.html carries no ledger. Pages with results of one set of texts do, and so do bundles "
        "(`rostra report INPUT --bundle FILE.zip`)."
    )


# The command ----------------------------------------------------------------------------------------------


def rostra_command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "analysis")}
    command = [sys.executable, "-m", "rostra", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment
    )


def test_the_command_finds_the_texts_says_what_changed_and_leaves_with_it(case: Path) -> None:
    assert rostra_command(case, "report", "redzikowo", "--n-boot", "50").returncode == 0
    same = rostra_command(case, "verify", "reports/redzikowo.html")
    assert (same.returncode, same.stderr) == (0, "")
    assert same.stdout.endswith("All are what the page says.\n")
    gone = documents(case)[0]
    gone.unlink()
    changed = rostra_command(case, "verify", "reports/redzikowo.html")
    assert changed.returncode == 1
    assert f"Document removed: {gone.stem}." in changed.stdout.splitlines()
    assert rostra_command(case, "verify", "reports/redzikowo.html", "--no-input").returncode == 0
    shutil.move(case / "redzikowo", case / "elsewhere")
    lost = rostra_command(case, "verify", "reports/redzikowo.html")
    assert (lost.returncode, lost.stderr) == (
        2,
        "rostra: the texts of redzikowo.html are not where it says (../redzikowo). Give their place: "
        "rostra verify redzikowo.html INPUT; or leave them out: --no-input.\n",
    )


def test_a_page_cannot_lead_the_command_out_of_the_folder(case: Path) -> None:
    with_ledger(case / "page.html", lambda held: held["reading"].update(input="../../../../etc"))
    done = rostra_command(case, "verify", "page.html")
    assert (done.returncode, done.stderr) == (
        2,
        "rostra: page.html says that its texts are outside this folder. If you trust it, name them: "
        "rostra verify page.html INPUT; or leave them out: --no-input.\n",
    )


# docs/reports.md ------------------------------------------------------------------------------------------


def test_every_command_of_the_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    shutil.copytree(ROOT / "corpus" / "redzikowo", tmp_path / "corpus" / "redzikowo")
    lines = [
        line for text in re.findall(r"^```sh\n(.*?)^```$", guide, re.M | re.S) for line in text.splitlines()
    ]
    assert len(lines) == 5 and all(line.startswith("python run.py rostra ") for line in lines)
    for line in lines:
        done = rostra_command(tmp_path, *line.split()[3:])
        assert (done.returncode, done.stderr) == (0, ""), line
    (example,) = re.findall(r"^```python\n(.*?)^```$", guide, re.M | re.S)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "reports.md", "exec"), {"__name__": "__main__"})
    written = {path.name for path in (tmp_path / "reports").iterdir()}
    assert written == {
        "redzikowo.html", "places.html", "redzikowo.zip", "rates.csv", "rates.tex", "rates.html",
    }  # fmt: skip
