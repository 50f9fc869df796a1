"""The explorer without a browser: what is asked goes in, and lines, chart, passage and code come out."""

from __future__ import annotations

import ast
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert import HTMLExporter
from pandas.testing import assert_frame_equal

import rostra
from rostra.explorer.questions import Question

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = '<script>alert(1)</script> & "<img src=x onerror=alert(2)>" $x_$ \u202e'


@pytest.fixture(scope="module")
def words() -> rostra.Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(ROOT / "corpus" / "strait")))


def ran(panel: Any, words: rostra.Tokens) -> pd.DataFrame:
    """The lines that the code gives which the panel shows."""
    return eval(panel.code, {"rostra": rostra, "words": words}).lines


def shown(panel: Any) -> list[tuple[str, str, str]]:
    return [(line["left"], line["node"], line["right"]) for line in panel.answer["lines"]]


def test_a_query_gives_the_first_lines_and_the_number_of_all(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy", limit=3)
    expected = rostra.kwic(words, "levy").lines
    assert panel.answer["total"] == len(expected) > 3
    assert shown(panel) == list(
        expected[["left", "node", "right"]].head(3).itertuples(index=False, name=None)
    )
    assert panel.answer["about"].startswith(f"3 of {len(expected)} lines for 'levy'")


def test_a_filter_keeps_the_lines_of_whom_it_names(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy", limit=500)
    before = shown(panel)
    panel.actor = ["Haldrava"]
    assert {line["actor"] for line in panel.answer["lines"]} == {"Haldrava"}
    assert 0 < len(shown(panel)) < len(before)
    panel.kind = ["direct", "mixed"]
    assert set(panel.concordance.lines["kind"]) <= {"direct", "mixed"}
    panel.actor = panel.kind = []
    assert shown(panel) == before


def test_lines_that_nobody_is_credited_with_can_be_chosen(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy", actor=[None], limit=500)
    assert {line["actor"] for line in panel.answer["lines"]} == {""}
    everybody = rostra.kwic(words, "levy").lines
    assert panel.answer["total"] == everybody["actor"].isna().sum() > 0
    assert_frame_equal(ran(panel, words), panel.concordance.lines)


def test_more_lines_are_the_next_lines(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "the", sort="right", limit=20)
    first = shown(panel)
    panel.limit = 40
    assert len(shown(panel)) == 40
    assert shown(panel)[:20] == first


def test_a_bad_query_says_what_is_wrong_and_leaves_the_lines(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy", limit=3)
    lines, code = shown(panel), panel.code
    panel.query = "(levy"
    assert panel.error == ("query '(levy', character 1: a ( without its ). Alternatives are written (a|b).")
    assert (shown(panel), panel.code) == (lines, code)
    panel.query = "levy"
    assert panel.error == ""
    panel.sort = "nothing"
    assert panel.error.startswith("no order named 'nothing'. Known: left, right, node, ")


def test_no_query_is_no_error_and_no_line(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy")
    panel.query = "  "
    assert (panel.answer["lines"], panel.code, panel.error) == ([], "", "")
    assert repr(panel) == "<Explorer: no query yet>"


QUERIES = [
    "levy",
    "threat*",
    '"Skerrel Strait"',
    "the ..3 levy",
    "{threat}",
    "(levy|charge) NEAR/5 ship*",
    "it's",
    "\\",
]


@settings(max_examples=30)
@given(
    query=st.sampled_from(QUERIES),
    actor=st.lists(st.sampled_from(["Haldrava", "Tolmeny", "Grey Sea Compact", None]), unique=True),
    kind=st.lists(st.sampled_from(["direct", "mixed", "indirect", "speech", "narration"]), unique=True),
    sort=st.sampled_from(["", "left", "right", "node", "actor", "date", "L1, R1"]),
    limit=st.integers(1, 50),
)
def test_the_code_shown_gives_the_same_lines(
    words: rostra.Tokens, query: str, actor: list[Any], kind: list[str], sort: str, limit: int
) -> None:
    panel = rostra.explore(words, query, actor=actor, kind=kind, sort=sort, limit=limit)
    if not panel.error:
        assert_frame_equal(ran(panel, words), panel.concordance.lines)
        assert panel.answer["lines"] == [
            {name: "" if pd.isna(value) else str(value) for name, value in row.items()}
            for row in ran(panel, words)[["left", "node", "right", "actor", "date", "source"]].to_dict(
                "records"
            )
        ]


@given(query=st.text(), actor=st.lists(st.text() | st.none() | st.integers()), sort=st.text())
def test_any_question_is_written_as_the_code_that_asks_it(query: str, actor: list[Any], sort: str) -> None:
    call = ast.parse(Question(query, tuple(actor), (), sort, 7).code("words"), mode="eval").body
    assert isinstance(call, ast.Call)
    given_ = {one.arg: ast.literal_eval(one.value) for one in call.keywords}
    assert ast.literal_eval(call.args[1]) == query
    assert given_.get("actor", []) == actor
    assert given_.get("sort", "") == sort
    assert given_["limit"] == 7


def test_the_chart_counts_every_line_and_every_word(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy")
    frame = panel.rates.frame
    assert frame["hits"].sum() == panel.answer["total"]
    assert frame["exposure"].sum() == len(words)
    # by another way: the column of each token, and of each line
    labels = pd.Series(words.labels("actor")).fillna("nobody").value_counts()
    lines = rostra.kwic(words, "levy").lines["actor"].fillna("nobody").value_counts()
    for row in frame.fillna({"actor": "nobody"}).to_dict("records"):
        assert row["exposure"] == labels[row["actor"]]
        assert row["hits"] == lines.get(row["actor"], 0)
        assert row["value"] == pytest.approx(1000 * row["hits"] / row["exposure"])


def test_the_interval_is_that_of_the_frequencies_of_a_word(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy")
    expected = rostra.frequencies(words, by="actor").where(item="levy").frame.set_index("actor")
    found = panel.rates.frame.dropna(subset=["actor"]).set_index("actor")
    for actor, row in found[found["low"].notna()].iterrows():
        assert row["low"] * 1000 == pytest.approx(expected.loc[actor, "low"])
        assert row["high"] * 1000 == pytest.approx(expected.loc[actor, "high"])
    assert found["low"].notna().any()


def test_with_kinds_chosen_only_their_words_are_counted(words: rostra.Tokens) -> None:
    frame = rostra.explore(words, "levy", kind=["direct"]).rates.frame
    labels = pd.DataFrame({"actor": words.labels("actor"), "kind": words.labels("kind")})
    direct = labels[labels["kind"] == "direct"]["actor"].value_counts()
    found = frame.dropna(subset=["actor"]).set_index("actor")["exposure"]
    assert found.to_dict() == direct.to_dict()


def test_too_few_words_give_no_rate_and_too_few_documents_no_interval() -> None:
    rows = [{"actor": "A", "text": "War and peace. " * 40}, {"actor": "B", "text": "War."}]
    panel = rostra.explore(rostra.tokenize(rostra.load_corpus(rows)), "war")
    bars = {bar["actor"]: bar for bar in panel.answer["bars"]}
    assert bars["A"]["value"] == pytest.approx(1000 / 3, abs=0.001)
    assert (bars["A"]["low"], bars["A"]["note"]) == (None, "fewer than 8 documents: no interval")
    assert (bars["B"]["value"], bars["B"]["hits"], bars["B"]["note"]) == (None, 1, "too little text")


def test_words_without_actors_have_lines_but_no_filter_and_no_chart() -> None:
    panel = rostra.explore(rostra.tokenize(rostra.load_corpus([{"text": "No war."}])), "war")
    assert shown(panel) == [("No ", "war", ".")]
    assert panel.answer["bars"] == []
    assert panel.choices["actor"] == panel.choices["kind"] == {"values": [], "left_out": 0}
    assert "actor" not in panel.choices["columns"]


def test_a_line_opens_its_paragraph_with_the_statement_marked(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy", kind=["direct", "mixed", "indirect"], limit=50)
    for row, line in enumerate(panel.concordance.lines.to_dict("records")):
        panel.opened = row
        pieces = panel.passage["pieces"]
        text = "".join(words for words, _ in pieces)
        assert text in words.corpus.text(line["doc_id"])
        assert "\n\n" not in text or panel.passage["cut"] is False
        assert [words for words, role in pieces if role == "hit"] == [line["node"]]
        marked = "".join(words for words, role in pieces if role != "text")
        own = words.statements.text(line["statement_id"])
        assert own in text
        assert len(marked) >= len(own)
    panel.query = "charge"
    assert panel.passage == {}


def test_a_text_without_paragraphs_is_cut_and_says_so() -> None:
    text = "word " * 2000 + "war " + "word " * 2000
    panel = rostra.explore(rostra.tokenize(rostra.load_corpus([{"text": text}])), "war")
    panel.opened = 0
    assert panel.passage["cut"] is True
    assert sum(len(words) for words, _ in panel.passage["pieces"]) < 5000


def test_a_page_of_lines_is_all_that_the_browser_is_sent() -> None:
    rows = [{"actor": f"actor {i % 300}", "text": "war " * 500} for i in range(600)]
    panel = rostra.explore(rostra.tokenize(rostra.load_corpus(rows)), "war")
    assert panel.answer["total"] == 300_000
    sent = json.dumps(panel.get_state(["answer", "choices", "code", "passage"]))
    assert len(sent) < 40_000
    assert panel.answer["more"] == "288 more actors, 288,000 lines"
    assert panel.choices["actor"]["left_out"] == 100


class Tags(HTMLParser):
    """The elements of a page, and the attributes that could run something or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.sources += [value or "" for name, value in attrs if name == "src"]


def test_hostile_text_is_text_in_the_still_page() -> None:
    rows = [{"doc_id": HOSTILE, "actor": HOSTILE, "source": HOSTILE, "text": f"war {HOSTILE} " * 60}]
    panel = rostra.explore(rostra.tokenize(rostra.load_corpus(rows)), "war")
    page = panel._repr_mimebundle_()[0]["text/html"]
    tags = Tags()
    tags.feed(page)
    assert tags.tags <= {
        *("div", "p", "code", "strong", "table", "thead", "tbody", "tr", "th", "td", "mark", "img")
    }
    assert tags.attributes <= {"scope", "dir", "style", "alt", "src"}
    assert all(source.startswith("data:image/png;base64,") for source in tags.sources)
    assert "\u202e" not in page
    assert "\u202e" not in json.dumps(panel.get_state(["answer"]), ensure_ascii=False)


def test_an_exported_page_shows_lines_chart_and_code_without_a_script(words: rostra.Tokens) -> None:
    panel = rostra.explore(words, "levy", limit=4)
    data, metadata = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    cell = nbformat.v4.new_code_cell(
        "", outputs=[nbformat.v4.new_output("display_data", data, metadata=metadata)]
    )
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert page.count("<mark>levy</mark>") == 4
    assert 'rostra.kwic(words, "levy", limit=4)' in page
    assert 'src="data:image/png;base64,' in page
    assert page.partition('<img alt="')[2].startswith("Dot plot. Hits per 1,000 words")


def test_the_text_of_a_corpus_never_becomes_markup_in_the_browser() -> None:
    script = (ROOT / "analysis" / "rostra" / "explorer" / "panel.js").read_text(encoding="utf-8")
    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "import(",
        "http",
    ):
        assert sink not in script


def test_what_the_guide_shows_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    guide = (ROOT / "docs" / "explorer.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(block, names)
    assert len(blocks) == 2
    assert len(names["panel"].concordance) == 5
    assert "rostra.explore(tokens, name=" in guide
    assert (
        rostra.explore(names["words"], "levy", name="tokens").code == 'rostra.kwic(tokens, "levy", limit=20)'
    )
    assert len((ROOT / "docs" / "explorer.png").read_bytes()) < 150_000


def test_without_the_packages_of_the_lab_the_error_names_them(
    words: rostra.Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "rostra.explorer.panel", raising=False)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(rostra.RostraError) as caught:
        rostra.explore(words)
    assert str(caught.value) == (
        "the panel needs the package anywidget, which is not installed. Install what belongs to the "
        'notebooks, pip install "rostra[lab]", or ask without the panel: rostra.kwic(words, "threat*").'
    )
