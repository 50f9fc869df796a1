"""The command line: every command in every format, errors in one line, and a quick start."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import rostra
from rostra import cli
from rostra.measurement.scores import known_scores
from rostra.measures.rhetoric import known_measures
from rostra.stats import ASSOCIATIONS

ROOT = Path(__file__).resolve().parents[1]
STRAIT = str(ROOT / "corpus" / "strait")
HEAVY = ("pandas", "scipy", "nltk", "matplotlib", "seaborn", "textblob", "vaderSentiment", "numba", "numpy")

LEADING = ["measure", "item", "value", "low", "high", "unit", "hits", "exposure", "documents", "note"]
COMPARED = [
    "target", "reference", "measure", "item", "value", "low", "high", "p", "p_adjusted", "unit",
    "target_value", "reference_value", "target_hits", "target_exposure",
    "reference_hits", "reference_exposure", "documents", "note",
]  # fmt: skip
LINES = [
    "doc_id", "statement_id", "start", "end", "actor", "speaker", "kind", "date", "source",
    "left", "node", "right",
]  # fmt: skip
DOCUMENT_FIELDS = ["doc_id", "date", "body_start", "statements"]
STATEMENT_FIELDS = [
    "start", "end", "text", "statement_id", "quotation_id", "kind", "act", "speaker",
    "mention", "mention_start", "mention_end", "actor", "cue", "cue_start", "cue_end",
    "stance", "via", "parent", "rule", "repair", "confidence",
]  # fmt: skip

# command -> its words after the input, and the columns that its table leads with
COMMANDS: dict[str, tuple[list[str], list[str]]] = {
    "statements": ([], ["statement_id", "quotation_id", "doc_id", "start", "end", "kind"]),
    "actors": ([], ["speaker", "actor", "statements", "words", "documents", "called"]),
    "audit": ([], ["doc_id", "date", "source", "title", "words", "language"]),
    "measure": (["-m", "threat", "-m", "hedging", "--n-boot", "50"], ["actor", *LEADING]),
    "compare": (["-m", "threat", "--target", "Haldrava", "--n-boot", "50"], COMPARED),
    "robustness": (["-m", "hedging", "--target", "Tolmeny"], COMPARED[:7]),
    "keyness": (["--target", "Corsandia", "--min-count", "4"], ["actor", *LEADING]),
    "frequencies": (["--by", "actor", "--min-count", "4"], ["actor", *LEADING]),
    "ngrams": (["--n", "3", "--skip", "1", "--min-count", "3"], ["corpus", *LEADING]),
    "dispersion": (["--min-count", "20"], ["corpus", *LEADING, "parts"]),
    "diversity": (["--by", "actor", "--n-boot", "50"], ["actor", *LEADING, "types"]),
    "readability": (["--by", "actor", "--n-boot", "50"], ["actor", *LEADING, "sentences"]),
    "similarity": (["--n-boot", "20", "-m", "cosine", "-m", "jensen_shannon"], ["actor", *LEADING]),
    "scale": (
        ["wordscores", "--reference", "Haldrava=-1", "--reference", "Corsandia=1"],
        ["actor", *LEADING],
    ),
    "kwic": (["threat*"], LINES),
    "collocates": (["levy", "--min-count", "2"], ["corpus", *LEADING]),
    "evaluations": ([], ["actor", *LEADING]),
    "sentiment": ([], ["actor", *LEADING]),
    "lexicons": ([], ["name", "entries", "scope", "status", "version", "licence", "construct"]),
}
OTHERS = {"report", "index", "verify"}  # write a page or a folder, or read a page: no table
GROUPS = {"evaluate", "lexicons"}  # commands of their own: see test_gold, test_lexicon_commands
ENTRIES = ["category", "entry", "weight", "agent"]


@dataclass(frozen=True)
class Said:
    """What a command said, and how it left."""

    code: int
    out: str
    err: str


class Shell:
    """Runs `rostra ...` in this process: the same entry, without the price of a new one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str, stdin: str = "") -> Said:
        self._monkeypatch.setattr(sys, "argv", ["rostra", *words])
        self._monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        )
        self._capsys.readouterr()
        code: Any = 0
        try:
            cli.main()
        except SystemExit as left:
            code = left.code or 0
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def words_of(command: str) -> list[str]:
    """The words of a command of the table, on the corpus."""
    source = [] if command == "lexicons" else [STRAIT]
    return [command, *source, *COMMANDS[command][0]]


def in_new_process(*words: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "rostra", *words], capture_output=True, cwd=ROOT, env=environment()
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def environment() -> dict[str, str]:
    """The environment of the suite, with the package found where it is not installed."""
    paths = [str(ROOT / "analysis"), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }


# --- every command, every format ----------------------------------------------------------------------


def test_no_command_is_forgotten() -> None:
    names = {
        command.name or command.callback.__name__
        for command in cli.app.registered_commands
        if command.callback
    }
    assert names == (set(COMMANDS) | OTHERS) - GROUPS
    assert {group.name for group in cli.app.registered_groups} == GROUPS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_formats_of_a_command_hold_the_same_rows(command: str, shell: Shell) -> None:
    said = {form: shell(*words_of(command), "--format", form) for form in ("csv", "json", "jsonl", "table")}
    for answer in said.values():
        assert answer.code == 0, answer.err
    header, *rows = list(csv.reader(io.StringIO(said["csv"].out)))
    leading = COMMANDS[command][1]
    assert header[: len(leading)] == leading
    assert rows, "no rows: the test would show nothing"

    whole = json.loads(said["json"].out)
    assert list(whole) == ["about", "rows"]
    assert whole["about"] or command == "lexicons"
    assert [list(row) for row in whole["rows"]] == [header] * len(rows)
    for row, cells in zip(whole["rows"], rows, strict=True):
        assert ["" if value is None else str(value) for value in row.values()] == cells

    lines = [json.loads(line) for line in said["jsonl"].out.splitlines()]
    if command == "statements":  # one line a document: see below
        assert sum(len(line["statements"]) for line in lines) == len(rows)
    else:
        assert lines == whole["rows"]
    assert said["csv"].err == said["json"].err == said["jsonl"].err == ""

    table = said["table"]
    assert table.out.strip()
    assert "NaN" not in table.out and "<NA>" not in table.out
    if command not in ("audit", "lexicons"):
        assert whole["about"] in table.err, "a table without the sentence that says how it was made"


def test_long_tables_are_written_in_blocks(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = ("csv", "json", "jsonl")
    whole = [shell(*words_of("keyness"), "--format", form).out for form in forms]
    monkeypatch.setattr("rostra.cli.writing._BLOCK", 7)
    assert [shell(*words_of("keyness"), "--format", form).out for form in forms] == whole


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"statements", "actors", "audit", "lexicons"}))
def test_what_is_no_number_is_an_empty_cell(command: str, shell: Shell) -> None:
    answer = shell(*words_of(command), "--format", "csv").out
    assert "nan" not in {cell for row in csv.reader(io.StringIO(answer)) for cell in row}
    assert "NaN" not in shell(*words_of(command), "--format", "json").out


def test_measure_and_compare_take_all_measures_where_none_is_named(shell: Shell) -> None:
    for command in ("measure", "compare"):
        answer = shell(command, STRAIT, "--n-boot", "20", "--format", "json")
        assert answer.code == 0, answer.err
        assert {row["measure"] for row in json.loads(answer.out)["rows"]} == set(known_measures())


def test_moods_and_words_are_compared(shell: Shell) -> None:
    words = ["--words", "(shall|must)", "--target", "Haldrava", "--format", "json"]
    both = json.loads(shell("compare", STRAIT, "-m", "polarity", *words).out)["rows"]
    assert [row["measure"] for row in both] == ["polarity", "(shall|must)"]
    claim = json.loads(shell("robustness", STRAIT, *words).out)["rows"][0]
    assert claim["value"] == pytest.approx(both[1]["value"])
    assert claim["verdict"] == "robust"


def test_options_reach_the_numbers(shell: Shell) -> None:
    def rows(*words: str) -> list[dict[str, Any]]:
        return list(json.loads(shell(*words, "--format", "json").out)["rows"])

    short = ["measure", STRAIT, "-m", "hedging", "--n-boot", "0"]
    assert {row["actor"] for row in rows(*short)} == {
        "Haldrava",
        "Corsandia",
        "Tolmeny",
        "Grey Sea Compact",
        "Shipping League",
    }
    assert {row["source"] for row in rows(*short, "--by", "source")} == set(
        rostra.load_corpus(STRAIT).documents["source"]
    )
    assert {row["period"] for row in rows(*short, "--over", "month")} == {"2031-03", "2031-04", "2031-05"}
    assert {row["note"] for row in rows(*short, "--min-words", "100000")} == {"too little text"}
    pairs = rows("frequencies", STRAIT, "--n", "2", "--min-count", "4")
    assert pairs and all(len(row["item"].split()) == 2 for row in pairs)


def test_an_entry_of_a_lexicon_is_a_row(shell: Shell) -> None:
    answer = shell("lexicons", "threat", "--format", "json")
    rows = json.loads(answer.out)["rows"]
    assert list(rows[0]) == ENTRIES
    assert [row["entry"] for row in rows] == [
        entry.written for entry in rostra.load_lexicon("threat").entries
    ]


def test_actor_makes_each_document_one_speech(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "speeches.csv"
    path.write_text("id,who,text\n1,Ann,Perhaps we might.\n2,Ben,We certainly will.\n", encoding="utf-8")
    answer = shell(
        "measure", str(path), "--actor", "who", "-m", "hedging", "--min-words", "1", "--format", "jsonl"
    )  # fmt: skip
    rows = {row["actor"]: row["hits"] for row in map(json.loads, answer.out.splitlines())}
    assert rows == {"Ann": 2, "Ben": 0}


def test_report_writes_the_page_and_says_where(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.html"
    answer = shell("report", STRAIT, "--output", str(path), "--title", "The strait", "--n-boot", "50")
    assert answer.code == 0, answer.err
    *findings, last = answer.out.splitlines()
    assert last == f"The page: {path}"
    assert findings
    page = path.read_text(encoding="utf-8")
    assert "<title>The strait" in page
    assert "Haldrava" in page


def test_report_without_output_writes_into_the_folder_reports(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts", "one.txt").write_text("“We agree,” said Polish President Anna Nowak.", encoding="utf-8")
    answer = shell("report", "texts", "--n-boot", "0")
    assert answer.code == 0, answer.err
    assert Path("reports", "texts.html").is_file()


# --- statements, line by line -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found() -> rostra.Statements:
    return rostra.attribute(rostra.load_corpus(STRAIT))


def test_statements_are_one_line_a_document_with_exactly_these_fields(
    shell: Shell, found: rostra.Statements
) -> None:
    lines = [json.loads(line) for line in shell("statements", STRAIT, "--format", "jsonl").out.splitlines()]
    documents = found.corpus.documents
    assert [line["doc_id"] for line in lines] == documents["doc_id"].tolist()
    assert [line["date"] for line in lines] == documents["date"].tolist()
    assert [line["body_start"] for line in lines] == documents["body_start"].tolist()
    for line in lines:
        assert list(line) == DOCUMENT_FIELDS
        text = found.corpus.text(line["doc_id"])
        for statement in line["statements"]:
            assert list(statement) == STATEMENT_FIELDS
            assert statement["kind"] in ("direct", "mixed", "indirect", "speech")
            assert statement["text"] == text[statement["start"] : statement["end"]]
            for part in ("cue", "mention"):
                start, end = statement[f"{part}_start"], statement[f"{part}_end"]
                assert (start is None) == (end is None) == (statement[part] is None)
                if start is not None:
                    assert statement[part] == text[start:end]


def test_body_start_is_the_place_of_the_text_in_its_file(shell: Shell) -> None:
    for line in map(json.loads, shell("statements", STRAIT, "--format", "jsonl").out.splitlines()):
        content = Path(STRAIT, "documents", f"{line['doc_id']}.md").read_text(encoding="utf-8")
        for statement in line["statements"]:
            start, end = (line["body_start"] + statement[name] for name in ("start", "end"))
            assert content[start:end] == statement["text"]


def test_narration_is_left_out_unless_asked_for(shell: Shell) -> None:
    def kinds(*more: str) -> set[str]:
        lines = shell("statements", STRAIT, "--format", "jsonl", *more).out.splitlines()
        return {statement["kind"] for line in lines for statement in json.loads(line)["statements"]}

    assert "narration" not in kinds()
    assert "narration" in kinds("--narration")


# --- standard input -----------------------------------------------------------------------------------

QUOTED = "“We agree,” said Polish President Anna Nowak."


def test_a_dash_reads_one_text_from_standard_input(shell: Shell) -> None:
    answer = shell("statements", "-", "--format", "jsonl", stdin=f"date 2024-11-26 {QUOTED}\n")
    assert answer.code == 0, answer.err
    (line,) = map(json.loads, answer.out.splitlines())
    assert line["date"] == "2024-11-26"
    assert line["body_start"] == 16
    assert [(s["speaker"], s["actor"], s["text"]) for s in line["statements"]] == [
        ("Anna Nowak", "Poland", "“We agree,”")
    ]


def test_a_dash_reads_records_from_standard_input(shell: Shell) -> None:
    records = [{"doc_id": "007", "text": QUOTED}, {"doc_id": "NA", "text": "Nobody spoke."}]
    answer = shell(
        "statements", "-", "--format", "jsonl", stdin="".join(f"{json.dumps(r)}\n" for r in records)
    )
    assert [json.loads(line)["doc_id"] for line in answer.out.splitlines()] == ["007", "NA"]


def test_nothing_on_standard_input_is_a_text_without_words(shell: Shell) -> None:
    answer = shell("statements", "-", "--format", "jsonl", stdin="")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["statements"] == []


# --- key words and company: what the library is asked for ----------------------------------------------


def rows_of(answer: Said) -> list[dict[str, Any]]:
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["rows"]


ASKED: dict[str, tuple[list[str], Callable[[rostra.Tokens], rostra.Result]]] = {
    "every actor": (
        ["keyness", "--min-count", "6", "--statistic", "chi_squared_yates"],
        lambda words: rostra.keyness(words, by="actor", min_count=6, statistic="chi_squared_yates"),
    ),
    "two against one": (
        ["keyness", "--target", "Corsandia", "--target", "Tolmeny", "--reference", "Haldrava"],
        lambda words: rostra.keyness(
            words, by="actor", target=["Corsandia", "Tolmeny"], reference="Haldrava"
        ),
    ),
    "another corpus": (
        ["keyness", "--target", "Corsandia", "--reference-corpus", str(ROOT / "corpus" / "redzikowo")],
        lambda words: rostra.keyness(
            words, by="actor", target="Corsandia", reference=rostra.load_corpus(ROOT / "corpus" / "redzikowo")
        ),
    ),
    "seeded": (
        ["keyness", "--target", "Corsandia", "--statistic", "permutation", "--seed", "4", "--n-permutations",
         "30", "--no-stop-words"],
        lambda words: rostra.keyness(
            words, by="actor", target="Corsandia", statistic="permutation", seed=4, n_permutations=30,
            stop_words=False,
        ),
    ),
    "a constant": (
        ["keyness", "--target", "Corsandia", "--statistic", "simple_maths", "--constant", "10"],
        lambda words: rostra.keyness(
            words, by="actor", target="Corsandia", statistic="simple_maths", constant=10
        ),
    ),
    "before the word": (
        ["collocates", "the", "--window", "2,0", "--measure", "log_dice"],
        lambda words: rostra.collocates(words, "the", window=(2, 0), measure="log_dice"),
    ),
    "its sentences": (
        ["collocates", "levy", "--window", "sentence", "--by", "actor"],
        lambda words: rostra.collocates(words, "levy", window="sentence", by="actor"),
    ),
    "in two mouths": (
        ["collocates", "the", "--by", "actor", "--target", "Corsandia", "--reference", "Haldrava"],
        lambda words: rostra.collocates(words, "the", by="actor", target="Corsandia", reference="Haldrava"),
    ),
    "runs": (
        ["collocates", "--n", "3", "--measure", "interaction", "--min-count", "2"],
        lambda words: rostra.collocations(words, n=3, measure="interaction", min_count=2),
    ),
    "around": (
        ["collocates", "--window", "3", "--place", "around", "--by", "actor"],
        lambda words: rostra.collocations(words, window=3, place="around", by="actor"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def strait_words() -> rostra.Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(STRAIT)))


@pytest.mark.parametrize("asked", ASKED)
def test_the_options_are_those_of_the_library(asked: str, shell: Shell, strait_words: rostra.Tokens) -> None:
    (command, *options), make = ASKED[asked]
    result = make(strait_words)
    answer = shell(command, STRAIT, *options, "--format", "json")
    assert len(result) > 0
    plain = result.frame.astype(object).where(result.frame.notna(), None)
    expected = [
        {name: value.item() if hasattr(value, "item") else value for name, value in row.items()}
        for row in plain.to_dict("records")
    ]
    assert rows_of(answer) == expected
    assert json.loads(answer.out)["about"] == result.about


@pytest.mark.parametrize(
    ("name", "text"),
    [("list.csv", "word,count\nthe,90\nNA,3\n"), ("list.tsv", "word\tcount\nthe\t90\nNA\t3\n")],
)
def test_counts_are_read_from_a_table(name: str, text: str, shell: Shell, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    words = ["keyness", STRAIT, "--target", "Corsandia", "--reference-list", str(tmp_path / name)]
    answer = shell(*words, "--reference-size", "1000", "--min-count", "3", "--format", "json")
    found = {row["item"]: row for row in rows_of(answer)}
    assert (found["the"]["reference_hits"], found["the"]["reference_exposure"]) == (90, 1000)
    assert found["na"]["reference_hits"] == 3  # a word, not a gap


# --- errors -------------------------------------------------------------------------------------------

KNOWN = ", ".join([*known_measures(), *known_scores()])
ERRORS = {
    "a measure that is none": (
        ["measure", STRAIT, "-m", "hedge"],
        f"rostra: no measure named 'hedge'. Did you mean 'hedging'? Known: {KNOWN}.\n",
    ),
    "an actor who says nothing": (
        ["keyness", STRAIT, "--target", "Poland"],
        "rostra: no actor named 'Poland'. "
        "Known: Corsandia, Grey Sea Compact, Haldrava, Shipping League, Tolmeny.\n",
    ),
    "a column that is none": (
        ["measure", STRAIT, "-m", "threat", "--actor", "speaker"],
        "rostra: no column named 'speaker'. Known: doc_id, date, source, title, genre, copy_of, corrects.\n",
    ),
    "a period that is none": (
        ["measure", STRAIT, "-m", "threat", "--over", "fortnight"],
        "rostra: no period named 'fortnight'. Known: day, week, month, year.\n",
    ),
    "a registry that is not there": (
        ["statements", STRAIT, "--actors", "nowhere.toml"],
        "rostra: no actors file at nowhere.toml. Give the path of a TOML file with [[actor]] entries.\n",
    ),
    "two references": (
        ["keyness", STRAIT, "--reference", "Haldrava", "--reference-corpus", STRAIT],
        "rostra: --reference and --reference-corpus both say what to compare with. Leave all but one out.\n",
    ),
    "a list that is not there": (
        ["keyness", STRAIT, "--reference-list", "nowhere.csv"],
        "rostra: there is no file 'nowhere.csv'. Give a CSV or TSV with the columns word and count.\n",
    ),
    "a place that is about pairs": (
        ["collocates", STRAIT, "levy", "--place", "around"],
        "rostra: --n and --place are about pairs of words. Leave them out, or leave out the node.\n",
    ),
    "a contrast of nothing": (
        ["collocates", STRAIT, "--by", "actor", "--target", "Corsandia"],
        "rostra: --target and --reference compare the company of a word. Give the word.\n",
    ),
    "a window that is none": (
        ["collocates", STRAIT, "levy", "--window", "wide"],
        "rostra: the window is wide. Give the number of words on each side, from 1; two numbers, left and "
        'right, of which one may be 0; or "sentence".\n',
    ),
    "an association measure that is none": (
        ["collocates", STRAIT, "levy", "--measure", "luck"],
        f"rostra: no association measure named 'luck'. Known: {', '.join(ASSOCIATIONS)}.\n",
    ),
}


@pytest.mark.parametrize("fault", ERRORS)
def test_an_error_is_one_line_that_names_the_next_step(fault: str, shell: Shell) -> None:
    words, message = ERRORS[fault]
    answer = shell(*words)
    assert (answer.code, answer.out, answer.err) == (2, "", message)


@pytest.mark.parametrize(
    ("options", "step"),
    [
        ([], "name the right one, as in --encoding cp1252."),
        (["--encoding", "cp1252"], "Name the column that holds the words: --text NAME."),
        (
            ["--encoding", "cp1252", "--text", "Speech", "--doc-id", "number"],
            "Name the column that holds the ids: --doc-id NAME.",
        ),
    ],
)
def test_a_step_is_told_in_options_and_not_in_python(
    options: list[str], step: str, shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "debate.csv"
    path.write_bytes("Speaker;Speech\nZo\xeb M\xfcller;We \x96 all of us \x96 say no.\n".encode("latin-1"))
    answer = shell("audit", str(path), *options)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(f" {step}\n")


def test_a_path_that_is_not_there_is_one_line(shell: Shell) -> None:
    for command in sorted(set(COMMANDS) | OTHERS):
        if command != "lexicons":
            needed = ["-o", "new"] if command == "index" else COMMANDS.get(command, ([], []))[0]
            answer = shell(command, "nowhere", *needed)
            assert (answer.code, answer.out) == (2, ""), command
            page = command == "verify"  # which reads a page, no texts
            said = "no file at nowhere." if page else "there is no file or folder 'nowhere'."
            assert answer.err.startswith(f"rostra: {said}"), command
            assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["measure"],
        ["nosuch"],
        ["keyness"],
        ["measure", STRAIT, "--format", "xml"],
        ["kwic", STRAIT],
    ],
    ids=" ".join,
)
def test_a_slip_in_the_command_says_how_it_is_used(words: list[str], shell: Shell) -> None:
    answer = shell(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Usage: ")
    assert "Traceback" not in answer.err


def test_kwic_takes_a_query_an_order_a_reach_a_sample_and_a_limit(shell: Shell) -> None:
    options = ["--sort", "actor,L1", "--context", "sentence", "--sample", "8", "--seed", "3", "--limit", "5"]
    answer = shell("kwic", STRAIT, "(levy|charge) NOT kind:narration", *options, "--format", "json")
    assert answer.code == 0, answer.err
    tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus(STRAIT)))
    found = rostra.kwic(
        tokens, "(levy|charge) NOT kind:narration",
        sort=["actor", "L1"], context="sentence", sample=8, seed=3, limit=5,
    )  # fmt: skip
    said = json.loads(answer.out)
    assert said["about"] == found.about
    assert [row["left"] for row in said["rows"]] == found.lines["left"].tolist()
    assert len(said["rows"]) == 5
    table = shell("kwic", STRAIT, "levy", "--by", "genre", "--limit", "1")
    assert table.out.split()[:4] == ["doc_id", "actor", "speaker", "genre"]


def test_a_slip_in_a_query_is_one_message(shell: Shell) -> None:
    for command in ("kwic", "collocates"):
        answer = shell(command, STRAIT, "levy NEAR charge")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == (
            "rostra: query 'levy NEAR charge', character 6: NEAR is no operator. NEAR is written in "
            "capitals, with a number of words from 1 to 100: base NEAR/5 threat.\n"
        )


def test_lines_for_a_spreadsheet_hold_no_formula(shell: Shell) -> None:
    answer = shell("kwic", "-", "node", "--format", "csv", stdin="=1+1 node @x")
    (row,) = csv.DictReader(io.StringIO(answer.out))
    assert (row["left"], row["node"], row["right"]) == ("'=1+1 ", "node", "' @x")


def test_errors_leave_the_real_process_in_the_same_way() -> None:
    answer = in_new_process("measure", STRAIT, "-m", "hedge")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == ERRORS["a measure that is none"][1]


def test_a_reader_of_a_pipe_who_has_enough_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rostra", "frequencies", STRAIT, "--format", "csv"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait(60)
    assert "Traceback" not in said


# --- help ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["measure", "--help"],
        ["report", "--help"],
        ["evaluate", "statements", "--help"],
    ],
    ids=" ".join,
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; from rostra.cli import app\n"
        f"sys.argv[1:] = {words!r}\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
    assert done.stdout.strip()
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_help_names_every_command_with_its_purpose(shell: Shell) -> None:
    answer = shell("--help")
    assert answer.code == 0
    for command in sorted(set(COMMANDS) | OTHERS | GROUPS):
        assert re.search(rf"\n  {command} +[A-Z]", answer.out), command
        own = shell(command, "--help")
        assert own.code == 0
        assert re.match(rf"Usage: .*\b{command} \[OPTIONS\]", own.out)


def test_version_is_the_version(shell: Shell) -> None:
    assert shell("--version") == Said(0, f"rostra {rostra.__version__}\n", "")


def test_no_words_at_all_show_the_help(shell: Shell) -> None:
    answer = shell()
    assert "Usage: " in answer.out + answer.err
