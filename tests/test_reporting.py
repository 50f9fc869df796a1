"""Reports: one page, every number open to its sentences, the same bytes each time, nothing let in."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from matplotlib import pyplot as plt

import rostra
from rostra import charts
from rostra.charts.labels import number
from rostra.errors import RostraError
from rostra.reporting import Report, Section
from rostra.reporting.evidence import Evidence
from rostra.reporting.parts import Claim
from rostra.reporting.svg import inline_svg
from rostra.reporting.tables import crossed, listed
from rostra.result import Result

ROOT = Path(__file__).resolve().parents[1]
TAGS = {
    "html", "head", "meta", "title", "style", "script", "body", "header", "nav", "main", "footer", "section",
    "h1", "h2", "h3", "p", "a", "b", "small", "mark", "span", "div", "ul", "li", "dl", "dt", "dd", "details",
    "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption",
    "svg", "desc", "defs", "g", "path", "use", "text", "tspan", "clippath", "rect", "circle", "pattern",
    "form", "label", "select", "option", "button", "output",
}  # fmt: skip
VOID = {"meta", "link", "br", "img", "input", "hr"}


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


# Reading a page back --------------------------------------------------------------------------------------


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def all(self, tag: str = "", cls: str = "") -> list[Node]:
        found = []
        for child in self.children:
            if isinstance(child, Node):
                if (not tag or child.tag == tag) and (
                    not cls or cls in child.attributes.get("class", "").split()
                ):
                    found.append(child)
                found += child.all(tag, cls)
        return found

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: Report) -> Node:
    reader = Reader()
    reader.feed(page.html)
    assert len(reader.open) == 1
    return reader.root


def rows(table: Node) -> list[list[Node]]:
    return [row.all("th") + row.all("td") for row in table.all("tr")]


def table_of(root: Node, caption: str) -> Node:
    return next(t for t in root.all("table") if t.all("caption")[0].text == caption)


def opened(root: Node, link: Node) -> list[Node]:
    """The sentences that a link opens: what the style sheet leaves visible."""
    anchor = next(p for p in root.all("p", "f") if "#" + p.attributes["id"] == link.attributes["href"])
    key = next(name for name in anchor.attributes["class"].split() if name.startswith("k"))
    group = next(g for g in root.all("div", "g") if anchor in g.all("p"))
    return [p for p in group.all("p", key) if "f" not in p.attributes["class"].split()]


def marks(root: Node, link: Node) -> list[str]:
    anchor = next(p for p in root.all("p", "f") if "#" + p.attributes["id"] == link.attributes["href"])
    key = next(name for name in anchor.attributes["class"].split() if name.startswith("k"))
    return [mark.text for p in opened(root, link) for mark in p.all("mark", key)]


# What pages are made of -----------------------------------------------------------------------------------

TEXTS = [
    {
        "doc_id": "a",
        "who": "Arvel",
        "text": "We might go. Perhaps we may stay, perhaps not.\n\nIt is clear.",
        "title": "One",
        "date": "2024-01-02",
    },
    {
        "doc_id": "b",
        "who": "Bessa",
        "text": "They will not hesitate to strike. It might be worse.",
        "source": "Post",
    },
]


@pytest.fixture(scope="module")
def tokens() -> rostra.Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(TEXTS), actor="who"))


@pytest.fixture(scope="module")
def rates(tokens: rostra.Tokens) -> Result:
    return rostra.measure(tokens, ["hedging", "boosting"], min_words=1, n_boot=20)


@pytest.fixture(scope="module")
def strait(root: Path) -> Report:
    return rostra.overview(rostra.load_corpus(root / "corpus" / "strait"), n_boot=100)


def test_each_kind_of_part_has_its_form(tokens: rostra.Tokens, rates: Result) -> None:
    ax = charts.rates(rates)
    lines = rostra.kwic(tokens, "perhaps")
    page = rostra.report(
        "Two voices", "Who hedges?", rates, ax, lines, pd.DataFrame({"x": [1.5], "y": ["<b>"]}),
        Section("Again", ["More."]), subtitle="A test",
    )  # fmt: skip
    root = read(page)
    assert root.all("h1")[0].text == root.all("title")[0].text == "Two voices"
    assert root.all("p", "deck")[0].text == "A test"
    assert "Who hedges?" in [p.text for p in root.all("p")]
    assert len(root.all("svg")) == 1
    assert [mark.text for mark in root.all("ul", "quotes")[0].all("mark")] == ["Perhaps", "perhaps"]
    assert [cell.text for cell in rows(table_of(root, "Table"))[1]] == ["1.50", "<b>"]
    assert [heading.text for heading in root.all("h2")] == ["Again", "Evidence"]


def test_what_cannot_be_shown_is_refused_with_what_can() -> None:
    with pytest.raises(RostraError) as error:
        rostra.report("T", 3.5)
    assert str(error.value) == (
        "a report cannot show a float. It takes str, Result, matplotlib Axes or Figure, Concordance, "
        "pandas DataFrame and Section. Turn other things into one of them."
    )


def test_a_page_is_what_the_parts_were_when_it_was_made(rates: Result) -> None:
    ax = charts.rates(rates)
    page = rostra.report("T", ax)
    ax.set_title("changed")
    plt.close(ax.figure)
    assert "changed" not in page.html


def test_a_string_is_a_paragraph_of_plain_text() -> None:
    root = read(rostra.report("T", "a < b & <script>alert(1)</script>"))
    assert "a < b & <script>alert(1)</script>" in [p.text for p in root.all("p")]
    assert len(root.all("script")) == 1


# Numbers and their evidence -------------------------------------------------------------------------------


def test_every_number_with_hits_opens_exactly_its_hits(rates: Result) -> None:
    root = read(rostra.report("T", rates))
    table = rows(table_of(root, "Rates"))
    published = {text["doc_id"]: text["text"] for text in TEXTS}
    head = [cell.text for cell in table[0]]
    for row, record in zip(table[1:], rates.frame.to_dict("records"), strict=True):
        cell = row[head.index("Hits")]
        assert cell.text == number(record["hits"], 0)
        assert row[head.index("Hits per 1,000 words")].text == number(record["value"], 2)
        link = cell.all("a")
        assert bool(link) == (record["hits"] > 0)
        if link:
            own = rates.hits[
                (rates.hits["actor"] == record["actor"]) & (rates.hits["measure"] == record["measure"])
            ]
            places = zip(own["doc_id"], own["start"], own["end"], strict=True)
            texts = [published[doc_id][start:end] for doc_id, start, end in places]
            assert marks(root, link[0]) == texts


def test_evidence_is_the_sentence_as_published_with_its_place(rates: Result) -> None:
    root = read(rostra.report("T", rates))
    link = next(a for a in table_of(root, "Rates").all("a"))
    sentences = [p.text for p in opened(root, link)]
    assert sentences == ["We might go.", "Perhaps we may stay, perhaps not."]
    assert "One · 2024-01-02 · Arvel, speech" in [p.text for p in root.all("p", "src")]


def test_numbers_in_the_cross_table_are_those_of_the_frame(rates: Result) -> None:
    for names in (["Arvel", "Bessa"], ["Arvel", "Bessa"] * 4):  # few groups across, many down
        table = crossed(rates, caption="c", groups=names, measures=["hedging", "boosting"])
        frame = rates.frame.set_index(["actor", "measure"])
        if len(names) == 2:
            cells = {
                (g, m): table.rows[1 + i][1 + j]
                for i, m in enumerate(["hedging", "boosting"])
                for j, g in enumerate(names)
            }
        else:
            cells = {
                (g, m): table.rows[i][2 + j]
                for i, g in enumerate(names)
                for j, m in enumerate(["hedging", "boosting"])
            }
        for key, cell in cells.items():
            assert (cell.text, cell.beside) == (
                number(frame.loc[key, "value"]),
                number(frame.loc[key, "hits"], 0),
            )
            assert (cell.claim is not None) == (frame.loc[key, "hits"] > 0)


def test_an_actor_with_too_little_text_shows_its_hits_and_no_rate(tokens: rostra.Tokens) -> None:
    rates = rostra.measure(tokens, "hedging", min_words=12, n_boot=0)
    table = crossed(rates, caption="c", groups=["Arvel", "Bessa"], measures=["hedging"])
    assert [cell.text for cell in table.rows[1][1:]] == [number(rates.frame["value"][0]), "1 hit"]


def test_a_comparison_opens_either_side(tokens: rostra.Tokens) -> None:
    gap = rostra.compare(
        tokens, ["hedging"], target="Arvel", reference="Bessa", min_words=1, n_boot=0, n_permutations=0
    )
    root = read(rostra.report("T", gap))
    head, row = rows(table_of(root, "Differences"))
    cells = {name.text: cell for name, cell in zip(head, row, strict=True)}
    assert marks(root, cells["First has"].all("a")[0]) == ["might", "Perhaps", "may", "perhaps"]
    assert marks(root, cells["Second has"].all("a")[0]) == ["might"]
    assert cells["Difference"].text == number(gap.frame["value"][0], 2)


def test_notes_that_say_the_same_of_all_rows_stand_below_the_table(rates: Result) -> None:
    table = listed(rates, caption="c")
    notes = set(rates.frame["note"])
    assert len(notes) == 1
    assert "Note" not in table.columns
    assert table.note.endswith(f"For all rows: {notes.pop()}.")


def hits_of(*spans: tuple[int, int], weight: float = 1.0) -> pd.DataFrame:
    return pd.DataFrame(
        {"doc_id": "a", "start": [s for s, _ in spans], "end": [e for _, e in spans], "weight": weight}
    )


def test_each_sentence_is_stored_once_and_overlapping_hits_are_cut_not_nested() -> None:
    corpus = rostra.load_corpus([{"doc_id": "a", "text": "An unwavering commitment to peace. Next."}])
    evidence = Evidence()
    first = evidence.register(Claim(corpus, "X", "one", hits_of((3, 24))))
    second = evidence.register(Claim(corpus, "X", "two", hits_of((14, 27))))
    assert (first, second) == (1, 2)
    (group,) = evidence.finished()
    (line,) = group.entries[0].lines
    assert line.pieces == [
        ("An ", "", False), ("unwavering ", "k1", False), ("commitment", "k1 k2", False),
        (" to", "k2", False), (" peace.", "", False),
    ]  # fmt: skip
    assert line.keys == group.entries[0].keys == "k1 k2"


def test_a_hit_over_the_end_of_a_sentence_is_marked_in_both() -> None:
    corpus = rostra.load_corpus([{"doc_id": "a", "text": "It is red. Lines matter."}])
    evidence = Evidence()
    evidence.register(Claim(corpus, "X", "one", hits_of((6, 16))))
    (group,) = evidence.finished()
    assert [[text for text, keys, _ in line.pieces if keys] for line in group.entries[0].lines] == [
        ["red."],
        ["Lines"],
    ]


def test_equal_claims_share_one_number_and_a_hit_without_weight_is_struck_through() -> None:
    corpus = rostra.load_corpus([{"doc_id": "a", "text": "It is not a threat."}])
    evidence = Evidence()
    claims = [Claim(corpus, "X", "one", hits_of((12, 18), weight=0.0)) for _ in range(2)]
    assert [evidence.register(claim) for claim in claims] == [1, 1]
    (group,) = evidence.finished()
    assert [piece for piece in group.entries[0].lines[0].pieces if piece[1]] == [("threat", "k1", True)]
    assert (group.anchors[0].hits, group.anchors[0].dropped) == (0, 1)


def test_a_page_of_too_many_sentences_shows_a_spread_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rostra.reporting.evidence.SENTENCES", 20)
    corpus = rostra.load_corpus([{"doc_id": "a", "text": " ".join(f"Word number {i}." for i in range(100))}])
    starts = [m.start() for m in re.finditer("Word", corpus.text("a"))]
    evidence = Evidence()
    evidence.register(Claim(corpus, "X", "one", hits_of(*((s, s + 4) for s in starts))))
    (group,) = evidence.finished()
    assert group.sentences == 12
    assert group.anchors[0].hits == 100
    assert group.anchors[0].note == "Shown: 12 of them, spread evenly; all are in the result's .kwic()."
    shown = [line.pieces[1][0] for line in group.entries[0].lines]
    assert shown[0] == " number 0." and int(re.findall(r"\d+", shown[-1])[0]) > 85


# The page as a page ---------------------------------------------------------------------------------------


def policy(root: Node) -> str:
    return next(
        m for m in root.all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy"
    ).attributes["content"]


def assert_sound(root: Node) -> None:
    """What every page keeps, whatever stands in the texts."""
    ids = Counter(node.attributes["id"] for node in root.all() if "id" in node.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    for node in root.all():
        assert not [
            name for name in node.attributes if name.startswith("on") or name in ("style", "src", "action")
        ], node
        for name in ("href", "xlink:href"):
            target = node.attributes.get(name, "#")
            assert target == "#" or (target[0] == "#" and target[1:] in ids), target
        for name in ("aria-labelledby", "aria-describedby"):
            for target in node.attributes.get(name, "").split():
                assert target in ids
        for value in node.attributes.values():
            for target in re.findall(r"url\(([^)]*)\)", value):
                assert target[0] == "#" and target[1:] in ids
    assert {node.tag for node in root.all()} <= TAGS
    (style,) = root.all("style")
    (script,) = (node for node in root.all("script") if node.attributes.get("type") != "application/json")
    for name, text in (("style", style.text), ("script", script.text)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy(root)
    assert policy(root).startswith("default-src 'none'; ")
    levels = [int(node.tag[1]) for node in root.all() if re.fullmatch(r"h\d", node.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for table in root.all("table"):
        assert table.all("caption")[0].text
        assert all("scope" in cell.attributes for cell in table.all("th"))
        assert len({len(row) for row in rows(table)}) == 1


def test_the_standard_page_is_sound(strait: Report) -> None:
    assert_sound(read(strait))


def test_the_standard_page_has_its_sections_in_order(strait: Report) -> None:
    titles = [heading.text for heading in read(strait).all("h2")]
    wanted = [
        "What was found", "Who gets how much of the text", "Who says what", "How they speak",
        "Where they differ", "Who evaluates whom", "Sentiment, and what each scorer can see",
        "Their key words", "Over time", "How the writers introduce them", "Coverage and limits",
        "How this was made", "Manifest", "Evidence",
    ]  # fmt: skip
    assert [title for title in wanted if title in titles] == titles
    assert len(titles) >= 12


def test_every_sentence_on_the_standard_page_is_one_of_the_texts(strait: Report, root: Path) -> None:
    whole = " ".join(rostra.load_corpus(root / "corpus" / "strait").documents["text"])
    for entry in read(strait).all("div", "s"):
        for line in entry.all("p"):
            if line.attributes["class"] != "src":
                for small in line.all("small"):
                    line.children.remove(small)
                assert line.text.strip() in whole


def test_every_chart_of_the_standard_page_has_words_and_data_and_is_light(strait: Report) -> None:
    figures = read(strait).all("figure")
    assert len(figures) >= 6
    for figure in figures:
        (svg,) = figure.all("svg")
        assert len(svg.all("title")[0].text) > 5
        assert len(svg.all("desc")[0].text) > 40
        assert figure.all("table")
    for svg in re.findall(r"<svg.*?</svg>", strait.html, re.DOTALL):
        assert len(svg) < 300_000


def test_the_findings_can_be_read_without_the_page(strait: Report) -> None:
    first, *_ = strait.findings
    assert re.match(
        r"\w[\w ]* stands out most for [\w ]+: found [\d.]+ times in every 1,000 words, against", first
    )
    assert first.endswith("are exploratory: read the sentences before you quote a number.")
    assert strait.findings[1].startswith("In 65 documents (")
    assert all(line == " ".join(line.split()) for line in strait.findings)
    text = " ".join(p.text for p in read(strait).all("p"))
    assert all(line in text for line in strait.findings)


def test_every_rate_of_the_finding_opens_its_sentences(strait: Report) -> None:
    """That of all others together, too."""
    page = read(strait)
    finding = next(p for p in page.all("p") if p.attributes.get("class") == "lead")
    rates = re.findall(r"\d+\.\d", finding.text)
    links = {link.text: link.attributes["href"][1:] for link in finding.all("a")}
    assert len(rates) >= 4
    assert set(rates) - {"0.0"} == set(links)
    anchors = {p.attributes["id"]: p.text for p in page.all("p") if p.attributes.get("id") in links.values()}
    assert sum("all others: " in text for text in anchors.values()) >= 1
    assert all(re.search(r"[1-9][\d,]* sentence", text) for text in anchors.values())


def test_what_robustness_returns_is_a_table_whose_claim_opens(root: Path) -> None:
    words = rostra.tokenize(rostra.attribute(rostra.load_corpus(root / "corpus" / "redzikowo")))
    held = rostra.robustness(
        words, "negative_evaluation", target="United States", reference="Russia", min_words=1
    )
    (table,) = read(rostra.report("Held", held)).all("table")
    head, *rows = [[cell.text for cell in row.all("th") + row.all("td")] for row in table.all("tr")]
    assert head[:3] == ["Check", "Done otherwise", "Difference"]
    assert [row[0] for row in rows] == [name.capitalize() for name in held.frame["check"]]
    opening = [bool(row.all("a")) for row in table.all("tr")[1:]]
    assert opening == [True] + [False] * (len(rows) - 1)


def test_an_actor_that_is_never_quoted_has_no_mood(strait: Report) -> None:
    prose = [p.text for p in read(strait).all("p") if "sound least favourable" in p.text]
    assert len(prose) == 1
    assert "Shipping League" not in prose[0]
    assert "Shipping League" in strait.html


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>*{display:none}</style>",
    "</script>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "<!--",
    "]]>",
    "$x^2$ and $y$",
    "&amp;&lt;",
    "\u202egnitaler",
    "a\x00b\x08c",
    "W" * 300,
    "#e1",
    "<svg/onload=alert(1)>",
]


def hostile(name: str = "hostile") -> rostra.Corpus:
    """Texts, ids, titles, sources and speakers that try to break out, in every place there is."""
    records = [
        {
            "doc_id": f"{bad}{i}", "title": bad, "source": bad, "who": bad + "!",
            "date": f"2024-01-{i + 1:02d}",
            "text": f"{bad} We will not hesitate to strike {bad}. Perhaps {bad} is reckless. " * 8,
        }
        for i, bad in enumerate(HOSTILE)
    ]  # fmt: skip
    return rostra.load_corpus(records).renamed(name)


def test_a_hostile_corpus_changes_nothing() -> None:
    page = rostra.overview(hostile("<h1>x</h1>"), actor="who", n_boot=20)
    root = read(page)
    assert_sound(root)
    assert root.all("title")[0].text == "<h1>x</h1>: who says what, and how"
    text = root.text
    assert all(bad in text for bad in HOSTILE if "\x00" not in bad)
    assert "a\ufffdb\ufffdc" in text
    assert "49" not in [cell.text for cell in root.all("th")]


def test_a_hostile_corpus_of_news_changes_nothing() -> None:
    texts = [
        {
            "doc_id": bad,
            "text": f"“Stop {bad} now,” said Minister Ann Reed. {bad} It is “reckless,” he said.",
            "title": bad,
        }
        for bad in HOSTILE
    ]
    assert_sound(read(rostra.overview(rostra.load_corpus(texts), n_boot=20)))


def test_lone_surrogates_can_be_written(tmp_path: Path) -> None:
    path = rostra.report("T", "half a \ud83d pair").save(tmp_path / "new" / "page.html")
    assert "half a \ufffd pair" in path.read_text(encoding="utf-8")


def test_without_a_speaker_the_page_says_what_to_do() -> None:
    page = rostra.overview(rostra.load_corpus([{"text": "Nothing happened. It rained."}]), n_boot=0)
    assert page.findings == (
        "In 1 document (4 words) no statement of a known speaker was found, so there is nobody to compare.",
        "If each document is one speech, name the column that says whose: rostra report PATH --actor COLUMN.",
    )
    assert_sound(read(page))


def test_too_little_text_is_said_and_the_words_are_quoted() -> None:
    texts = [
        {"who": "Arvel", "text": "This is reckless and irresponsible."},
        {"who": "Bessa", "text": "We will not hesitate to strike."},
    ]
    page = rostra.overview(rostra.load_corpus(texts), actor="who", n_boot=0)
    told = " ".join(page.findings)
    assert "“reckless”" in told and "“irresponsible”" in told and "“will not hesitate to strike”" in told
    assert page.findings[-1] == (
        "No actor has 100 credited words: too little text for rates and comparisons. The page gives counts "
        "and the words themselves; they describe these texts and no more."
    )
    root = read(page)
    link = next(a for a in root.all("a") if a.text == "“reckless”")
    assert [p.text for p in opened(root, link)] == ["This is reckless and irresponsible."]
    assert marks(root, link) == ["reckless"]


def test_where_one_actor_is_known_the_speakers_are_compared() -> None:
    text = "“This is reckless,” said Polish Foreign Minister Ann Reed. “It may pass,” said Ben Cole."
    page = rostra.overview(rostra.load_corpus([{"text": text}]), n_boot=0)
    assert page.findings[:4] == (
        "In 1 document (15 words) 2 speakers are heard: Ann Reed in 1 statement (3 words, 20% of the text), "
        "Ben Cole in 1 statement (3 words, 20% of the text). 1 of 2 statements is credited to no actor.",
        "Ann Reed: negative evaluation “reckless”.",
        "Ben Cole: hedging “may”.",
        "Hardly any speaker belongs to a known actor, so the speakers are compared with each other. "
        "A file actors.toml beside the texts says who belongs together; rostra actors drafts it.",
    )


# The same bytes -------------------------------------------------------------------------------------------

MAKE = """
import sys, rostra
texts = [
    {
        "doc_id": f"d{i}", "who": f"actor {i % 3}", "date": f"2024-0{i % 4 + 1}-01",
        "text": f"We might strike {i}. It is reckless. " * 9,
    }
    for i in range(9)
]
page = rostra.overview(rostra.load_corpus(texts), actor="who", n_boot=50, min_words=20)
sys.stdout.buffer.write(page.html.encode())
"""


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    pages = []
    for seed, folder in (("0", ROOT), ("1", tmp_path)):
        done = subprocess.run(
            [sys.executable, "-c", MAKE],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "analysis"),
                "PYTHONHASHSEED": seed,
                "MPLBACKEND": "Agg",
            },
            capture_output=True,
            check=True,
        )
        pages.append(done.stdout)
    assert len(pages[0]) > 50_000
    assert pages[0] == pages[1]
    assert str(tmp_path).encode() not in pages[1] and str(ROOT).encode() not in pages[0]


def test_a_page_is_the_same_twice_in_one_process_whatever_was_drawn_before(
    tokens: rostra.Tokens, rates: Result
) -> None:
    def page() -> str:
        return rostra.report("T", charts.rates(rates), rates).html

    first = page()
    plt.plot([1, 2, 3])
    plt.rcParams["svg.hashsalt"] = "other"
    assert page() == first
    plt.rcdefaults()


def test_two_charts_on_a_page_do_not_share_ids(rates: Result) -> None:
    svgs = [inline_svg(charts.rates(rates).figure, prefix=f"c{i}", title="t", alt="a") for i in (1, 2)]
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in svgs]
    assert ids[0] and not ids[0] & ids[1]
    assert svgs[0].replace("c1-", "c2-") == svgs[1]
    assert all("style" not in svg and "<image" not in svg for svg in svgs)
    assert ">Arvel</text>" in svgs[0]


# Around the page ------------------------------------------------------------------------------------------


def test_the_manifest_names_inputs_versions_and_parameters_but_no_place(tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_text("“We might,” said Polish minister Ann Reed.", encoding="utf-8")
    page = rostra.overview(rostra.load_corpus(path), n_boot=7, seed=3)
    facts = {
        row.all("dt")[0].text: row.all("dd")[0].text for row in read(page).all("dl", "facts")[0].all("div")
    }
    assert hashlib.sha256(path.read_bytes()).hexdigest() in facts["Input: case.txt"]
    assert facts["rostra"] == rostra.__version__
    assert facts["Python"] == ".".join(map(str, sys.version_info[:3]))
    assert {name: facts[name] for name in ("actor", "n_boot", "seed", "min_words")} == {
        "actor": "found in the text", "n_boot": "7", "seed": "3", "min_words": "100",
    }  # fmt: skip
    assert str(tmp_path) not in page.html


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(rates: Result) -> None:
    page = rostra.report('A "quoted" <title>', rates)
    shown = page._repr_html_()
    frame = Reader()
    frame.feed(shown)
    (node,) = frame.root.all("iframe")
    assert node.attributes["srcdoc"] == page.html
    assert node.attributes["title"] == page.title
    assert node.attributes["sandbox"] == "allow-scripts"


def test_saving_gives_the_path_and_unix_line_ends(tmp_path: Path) -> None:
    path = rostra.report("T", "x").save(str(tmp_path / "page.html"))
    assert isinstance(path, Path)
    assert b"\r" not in path.read_bytes()


def test_where_hardly_anybody_is_credited_the_speakers_are_compared() -> None:
    """Two states with a word each among local voices are no comparison of actors."""
    local = "Ana Ruiz said the fair will open late and the fees will fall. Jan Kos said the fair must wait. "
    world = "Warsaw said that it agreed. Paris said that it agreed. "
    page = rostra.overview(rostra.load_corpus([{"text": local * 6 + world}]), n_boot=0)
    assert "speakers are heard" in page.findings[0] and "Ana Ruiz" in page.findings[0]


def test_the_page_of_86_speeches_stays_under_two_megabytes(evaluation: Path) -> None:
    """The ledger in it holds the rates over time that the page shows, and no others."""
    page = rostra.overview(
        rostra.load_corpus(evaluation / "input" / "unsc" / "documents.csv"), actor="speaker"
    )
    assert len(page.html.encode()) < 2_000_000
    assert page.ledger is not None
    trend = page.ledger["results"]["trend"]
    measure = trend["columns"].index("measure")
    assert 1 <= len({row[measure] for row in trend["rows"]}) <= 2


def test_a_table_of_a_page_says_which_of_its_measures_are_exploratory(root: Path) -> None:
    words = rostra.tokenize(rostra.attribute(rostra.load_corpus(root / "corpus" / "redzikowo")))
    told = "Exploratory (threat): not shown to be right in 80% of cases."
    rates = rostra.measure(words, ["threat", "commitment"], n_boot=0)
    for table in (
        listed(rates, caption="c"),
        crossed(rates, caption="c", groups=["Russia"], measures=["threat", "commitment"]),
        listed(rostra.evaluations(words.statements, n_boot=0), caption="c"),
    ):
        assert told in table.note
    assert "Exploratory" not in crossed(rates, caption="c", groups=["Russia"], measures=["commitment"]).note
