"""Formats of lexicons: what is read, what is written, what is lost and said to be lost."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rostra
from rostra.errors import LexiconError
from rostra.index.matching import find_hits
from rostra.lexicon import Category, Lexicon, lexicon_names, load_lexicon, parse_entry, save_lexicon
from rostra.lexicon.formats import FORMATS
from rostra.lexicon.formats.drafts import plain_entry

PLAIN = [suffix for suffix, form in FORMATS.items() if not form.ours]
GENERAL = "title, construct, sources, licence, version, language, scope, negation and status"


def lexicon(*categories: Category, **changes: Any) -> Lexicon:
    known = dict.fromkeys(
        ("name", "title", "construct", "construct_source", "source", "licence", "version", "language"), "test"
    )
    given = {"scope": "style", "negation": "keep", "status": "exploratory", "categories": categories}
    return Lexicon(**{**known, **given, **changes})


def contents(some: Lexicon) -> list[tuple[str, list[tuple[str, float | None]]]]:
    return [(c.name, [(entry.text, entry.weight) for entry in c.entries]) for c in some.categories]


def saved(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# What is read ---------------------------------------------------------------------------------------------

READ = {
    "small.dic": (
        "%\n1\tanger\n\t12\tanger/rage\n2\tjoy\n%\nhate*\t1\t12\nthank you\t2\nhappy 2\n",
        [("anger", ["hate*"]), ("anger/anger-rage", ["hate*"]), ("joy", ["thank you", "happy"])],
        ["anger/anger-rage: a / in its name is written -: here a / makes one category part of another"],
    ),
    "codes.dic": (
        "%\n1\ta\n2\tb\n%\nkind\t<of>1/2\nlike\t(02 134)1\t7\n:)\t2\ngood\t2\t2\n",
        [("a", ["like"]), ("b", ["good"])],
        [
            "kind: left out where <of>1/2: it counts for one category or another, by the words around it",
            "a: like: it counts there by the condition of (02 134)1, which is dropped: more is found",
            "like: the category 7 has no name in the file",
            "b: :): left out: no word has the character ':'",
        ],
    ),
    "nested.yml": (
        "geo:\n  lands: [South *, 'no', yes]\n  water:\n  - '* ocean'\n  - rivers:\n    - r?ver\nlaw: "
        "court\nnone: []\nlaw: judge\n",
        [("geo/lands", ["South *", "no", "yes"]), ("geo/water", ["* ocean"]), ("geo/water/rivers", ["r?ver"]),
         ("law", ["court", "judge"])],
        ["none: it has no entries and is left out"],
    ),
    "tree.ykd": (
        '<?xml version="1.0"?><dictionary patternengine="regex"><cnode name="A" desc="of all"><pnode '
        'name="war &amp; '
        'peace"/><cnode name="B"><pnode name="tax*" score="2"/></cnode><pnode '
        'name="late"/></cnode><odd/></dictionary>',
        [("A/B", ["tax*"]), ("A", ["late"])],
        [
            "its patterns are made for the engine 'regex'; they are read as words with *",
            "A: its description, 'of all'",
            "the element <odd> is not read",
            "A: war & peace: left out: '&' is no word",
        ],
    ),
    "small.lcd": ('<dictionary><pnode name="war"/></dictionary>', [("all", ["war"])], []),
    "small.lc3": ("+Bad\n war \n tax*\n+Nothing\n+Good\n peace\n",
                  [("Bad", ["war", "tax*"]), ("Good", ["peace"])], ["Nothing: it has no entries and is left "
                   "out"]),
    "rules.cat": (
        "BAD\n\tWAR_CRIME* (1)\n\tDEEP\n\t\tNOT GUILTY (2)\n\t\tNIL (0)\n\t@NEAR_RULE [X] (1)\nGOOD\n\tPEACE "
        "(1)\n",
        [("BAD", ["WAR CRIME*"]), ("BAD/DEEP", ["not GUILTY"]), ("GOOD", ["PEACE"])],
        [
            "BAD/DEEP: NIL: left out: its weight is 0",
            "BAD: @NEAR_RULE [X] (1): left out: it is a rule, not a word",
        ],
    ),
    "words.csv": (
        "Word,Score,Note\nwar*,-2,x\npeace,1\nodd(,1\n,,\n,3,\n",
        [("all", ["war*", "peace"])],
        [
            "the column 'note'", "line 6 has no entry and is left out",
            "all: odd(: left out: a ( without its ). Write (a|b).",
        ],
    ),
    "words.tsv": ("category\tentry\tagent\nbad/strong\twar NEAR/3 crime\town\n",
                  [("bad/strong", ["war NEAR/3 crime"])], []),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_file_of_another_program_is_read_with_a_report_of_what_is_lost(name: str, tmp_path: Path) -> None:
    content, categories, lost = READ[name]
    read = load_lexicon(saved(tmp_path / name, content))
    assert [
        (category.name, [entry.text for entry in category.entries]) for category in read.categories
    ] == categories
    assert list(map(str, read.lost)) == lost
    assert (read.name, read.source, read.licence) == (
        name.partition(".")[0],
        f"{name} ({form(name)})",
        "unknown",
    )


def form(name: str) -> str:
    return FORMATS[Path(name).suffix].name


def test_weights_agents_and_signs_are_read_where_a_format_has_them(tmp_path: Path) -> None:
    weights = [("WAR CRIME*", None), ("not GUILTY", 2.0), ("PEACE", None)]
    read = load_lexicon(saved(tmp_path / "rules.cat", READ["rules.cat"][0]))
    assert [(entry.text, entry.weight) for entry in read.entries] == weights
    read = load_lexicon(saved(tmp_path / "words.csv", READ["words.csv"][0]))
    assert [(entry.text, entry.weight) for entry in read.entries] == [("war*", -2.0), ("peace", None)]
    read = load_lexicon(saved(tmp_path / "words.tsv", READ["words.tsv"][0]))
    assert [category.agent for category in read.categories] == ["own"]
    read = load_lexicon(saved(tmp_path / "tree.ykd", READ["tree.ykd"][0]))
    assert [entry.weight for entry in read.entries] == [2.0, None]


def test_a_dictionary_in_capitals_finds_words_in_any_case_and_counts_each_category(tmp_path: Path) -> None:
    path = saved(tmp_path / "small.cat", "A\n\tWAR (1)\n\tUS (1)\nB\n\tWAR (1)\n")
    words = rostra.tokenize(rostra.load_corpus([{"doc_id": "d", "text": "War and us, war and the US."}]))
    hits = find_hits(words, load_lexicon(path))
    assert hits[["start", "entry", "category"]].values.tolist() == [
        [0, "WAR", "A"], [0, "WAR", "B"], [8, "US", "A"], [12, "WAR", "A"], [12, "WAR", "B"], [24, "US", "A"],
    ]  # fmt: skip
    rates = rostra.measure(words, load_lexicon(path), by="doc_id", min_words=1)
    assert rates.frame[["measure", "hits"]].values.tolist() == [["small/A", 4.0], ["small/B", 2.0]]


@pytest.mark.parametrize(("encoding", "word"), [("cp1252", "ÉTAT"), ("shift-jis", "戦争"), ("utf-16", "мир")])
def test_an_encoding_is_honoured_and_never_guessed(encoding: str, word: str, tmp_path: Path) -> None:
    content = f"A\n\t{word} (1)\n"
    path = saved(tmp_path / "a.cat", content.encode(encoding))
    assert [entry.text for entry in load_lexicon(path, encoding=encoding).entries] == [word]
    if encoding != "utf-16":  # which says itself what it is
        with pytest.raises(LexiconError) as error:
            load_lexicon(path)
        assert str(error.value).startswith("a.cat: byte 3 is not UTF-8. It may be ")
    assert save_lexicon(load_lexicon(path, encoding=encoding), tmp_path / "b.cat", encoding=encoding)
    assert (tmp_path / "b.cat").read_bytes() == content.encode(encoding)


def test_the_encoding_that_an_xml_file_declares_is_believed(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="iso-8859-1"?><dictionary><pnode name="état"/></dictionary>'
    path = saved(tmp_path / "a.ykd", content.encode("latin-1"))
    assert [entry.text for entry in load_lexicon(path).entries] == ["état"]


# What is refused ------------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><dictionary><pnode name="&b;"/></dictionary>'
OUTSIDE = '<!DOCTYPE d SYSTEM "file:///etc/hostname"><dictionary/>'
DOCTYPE = (
    "a.ykd: it has a DOCTYPE, in which a file may define what is not in it. No dictionary needs one: "
    "take the line out."
)
REFUSED = [
    ("a.dic", "war\t1\n", "a.dic: it has 0 lines with % alone. A LIWC dictionary names its categories "
     "between two "
     "of them, then lists a word and its numbers a line."),
    ("a.dic", "%\n1\ta\n%\nwar\n", "a.dic, line 4: 'war' has no numbers of categories. Write a word, a tab, "
     "and the "
     "numbers, parted by tabs."),
    ("a.dic", "%\n1\ta\n01\tb\n%\nwar\t1\n", "a.dic, line 3: the number 01 stands for two categories, 'a' "
     "and 'b'. "
     "Give one of them another number."),
    ("a.dic", "%\n1\ta\n%\n:)\t1\n", "a.dic holds no entries that can be looked for. Check that it is a LIWC "
     "file (a: "
     ":): left out: no word has the character ':')."),
    ("a.yml", "a: [b\n", None),
    ("a.yml", "- war\n", "a.yml: it holds no categories. Write a category, a colon and its words in square "
     "brackets: "
     "economy: [tax*, trade]."),
    ("a.yml", "a: &x [war]\nb: *x\n", "a.yml, line 2: the alias *x repeats what stands elsewhere. Write the "
     "words "
     "out, or in quotation marks if they begin with *."),
    ("a.yml", "a: " + "[" * 5000 + "]" * 5000, "a.yml: its categories are nested too deep. Write them in "
     "fewer levels."),
    ("a.yml", "a: {[b]: c}\n", "a.yml, line 1: the name of a category is no text. Write it before the "
     "colon."),
    ("a.ykd", BOMB, DOCTYPE),
    ("a.ykd", OUTSIDE, DOCTYPE),
    ("a.ykd", "<html/>", "a.ykd: its outermost element is <html>. A Yoshikoder dictionary begins with "
     "<dictionary>."),
    ("a.ykd", "<dictionary><cnode>", "a.ykd, line 1: it is not valid XML (no element found). Open it in the "
     "program "
     "that wrote it and save it again."),
    ("a.ykd", "<dictionary>" + '<cnode name="a">' * 51, "a.ykd: its categories are nested in more than 50 "
     "levels."),
    ("a.lc3", "war\n", "a.lc3, line 1: 'war' stands in no category. Write +NAME in a line before it."),
    ("a.cat", "WAR (1)\n", "a.cat, line 1: 'WAR (1)' stands in no category. Write the name of one in a line "
     "before "
     "it, and a tab before the word."),
    ("a.csv", "a,b\n1,2\n", "a.csv: its first line names 'a', 'b', and no column 'entry'. Known columns: "
     "category, "
     "entry, weight, agent, negation."),
    ("a.csv", "", "a.csv: its first line names nothing, and no column 'entry'. Known columns: category, "
     "entry, "
     "weight, agent, negation."),
    ("a.csv", "entry,weight\nwar,nan\n", "a.csv, line 2: the weight 'nan' is no number. Write it as 0.5 or "
     "-2."),
    ("a.csv", "entry,agent\nwar,me\n", "a.csv, line 2: no agent named 'me'. Known: own, other, actor."),
    ("a.csv", "entry\n", "a.csv holds no entries that can be looked for. Check that it is a CSV file."),
    ("a.txt", "war\n", "a.txt: the ending '.txt' names no format. Known: .toml (Rostra), .dic (LIWC), .yml "
     "(quanteda), .yaml (quanteda), .ykd (Yoshikoder), .lcd (Lexicoder 2), .lc3 (Lexicoder 3), .cat "
     "(WordStat), .csv "
     "(CSV), .tsv (TSV)."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "message"), REFUSED, ids=[f"{n} {c[:12]!r}" for n, c, _ in REFUSED]
)
def test_a_faulty_file_is_told_where_and_what_to_do(
    name: str, content: str, message: str | None, tmp_path: Path
) -> None:
    with pytest.raises(LexiconError) as error:
        load_lexicon(saved(tmp_path / name, content))
    if message is None:  # the words of the library that reads it stand in the middle
        assert str(error.value).startswith("a.yml is not valid YAML: while parsing a flow sequence")
    else:
        assert str(error.value) == message


def test_an_unknown_encoding_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(LexiconError) as error:
        load_lexicon(saved(tmp_path / "a.lc3", "+a\n b\n"), encoding="windows-9")
    assert str(error.value) == (
        "no encoding named 'windows-9'. Python knows, among others: utf-8, utf-16, cp1252, cp1250, "
        "iso-8859-2, "
        "shift-jis, euc-jp. Name the one the file was saved with, or leave `encoding` out for UTF-8."
    )
    with pytest.raises(LexiconError) as error:
        save_lexicon(lexicon(Category("a", (parse_entry("戦争"),))), tmp_path / "b.cat", encoding="cp1252")
    assert str(error.value) == "b.cat: cp1252 has no '戦'. Leave `encoding` out for UTF-8, or name another."


# What is written, and what is lost ------------------------------------------------------------------------

FULL = lexicon(
    Category("act", (
        parse_entry("commit(|s) to NOT commit* suicide"), parse_entry("will _ act"),
        parse_entry("(|will _) respond"),
        parse_entry("rock-solid"),
        parse_entry("force NEAR/5 use"), replace(parse_entry("=Iron will"), weight=2.0),
    ), agent="own"),
    Category("act/end", tuple(map(parse_entry, ("war* crime", "*ism", "defen?e", "/x$/")))),
    exclusions=parse_entry("task force").patterns, hits=("We [commit to] it.",), misses=("No.",),
)  # fmt: skip
LOST = {
    ".dic": [
        GENERAL, "1 exclusions: more is found", "2 examples",
        "its rule of case, 'smart': these programs fold case",
        "that nothing counts twice: these programs count each category by itself",
        "act: the condition on its agent, 'own': more is found",
        "act: commit(|s) to NOT commit* suicide: its NOT parts: more is found",
        "act: will _ act: left out: the format has no gap _",
        "act: (|will _) respond: 'will _ respond' is left out: the format has no gap _",
        "act: rock-solid: the open and the closed spelling of its hyphen",
        "act: force NEAR/5 use: left out: the format has no NEAR",
        "act: =Iron will: its mark of case",
        "act: =Iron will: its weight, 2",
        "act/end: *ism: left out: the format has no wildcard * within a word",
        "act/end: defen?e: left out: the format has no wildcard ? for one letter",
        "act/end: /x$/: left out: the format has no regular expressions",
    ],
    ".csv": [GENERAL, "1 exclusions: more is found", "2 examples"],
    ".toml": [],
}  # fmt: skip
WRITTEN = {
    ".dic": "%\n1\tact\n\t2\tend\n%\ncommit to\t1\ncommits to\t1\nrespond\t1\nrock-solid\t1\nIron "
     "will\t1\nwar* "
    "crime\t2\n",
    ".yml": "act:\n- commit to\n- commits to\n- respond\n- rock-solid\n- Iron will\n- end:\n  - war* crime\n "
     " - "
    "'*ism'\n  - defen?e\n",
    ".lc3": "+act\n commit to\n commits to\n respond\n rock-solid\n Iron will\n+act/end\n war* crime\n "
     "*ism\n",
    ".cat": "act\n\tcommit to (1)\n\tcommits to (1)\n\trespond (1)\n\trock-solid (1)\n\tIron will "
     "(2)\n\tend\n\t\twar* "
    "crime (1)\n\t\t*ism (1)\n",
    ".csv": "category,entry,weight,agent,negation\nact,commit(|s) to NOT commit* suicide,1.0,own,\n"
    "act,will _ act,1.0,own,\nact,(|will _) respond,1.0,own,\nact,rock-solid,1.0,own,\nact,force NEAR/5 "
    "use,1.0,own,\n"
    "act,=Iron will,2.0,own,\nact/end,war* "
    "crime,1.0,,\nact/end,*ism,1.0,,\nact/end,defen?e,1.0,,\nact/end,/x$/,1.0,,\n",
}  # fmt: skip


@pytest.mark.parametrize("suffix", LOST)
def test_what_a_format_cannot_hold_is_said_entry_by_entry(suffix: str, tmp_path: Path) -> None:
    assert list(map(str, save_lexicon(FULL, tmp_path / f"full{suffix}"))) == LOST[suffix]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_a_file_is_written_as_its_program_writes_it(suffix: str, tmp_path: Path) -> None:
    save_lexicon(FULL, tmp_path / f"full{suffix}")
    assert (tmp_path / f"full{suffix}").read_text(encoding="utf-8") == WRITTEN[suffix]


def test_a_file_that_would_hold_nothing_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(LexiconError) as error:
        save_lexicon(lexicon(Category("a", (parse_entry("will _ act"),))), tmp_path / "a.dic")
    assert str(error.value) == (
        "a.dic would be empty: LIWC can hold none of the 1 entries of test. Write a .toml or .csv file."
    )
    assert not (tmp_path / "a.dic").exists()
    with pytest.raises(LexiconError) as error:
        save_lexicon(FULL, tmp_path / "a.docx")
    assert str(error.value).startswith("a.docx: the ending '.docx' names no format. Known: .toml (Rostra), ")


@pytest.mark.parametrize("name", lexicon_names())
def test_a_lexicon_that_ships_is_the_same_after_a_round_through_toml(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.toml"
    before = load_lexicon(name)
    assert save_lexicon(before, path) == ()
    assert same(load_lexicon(path), before)
    assert save_lexicon(load_lexicon(path), tmp_path / "again.toml") == ()
    assert (tmp_path / "again.toml").read_bytes() == path.read_bytes()


def same(one: Lexicon, other: Lexicon) -> bool:
    """Whether two lexicons are equal in all that is looked for and known; readings have no order."""

    def plain(some: Lexicon) -> Any:
        entries = [
            (
                c.name,
                c.weight,
                c.agent,
                c.negation,
                e.text,
                e.weight,
                e.patterns,
                set(e.exclusions),
                e.near,
                e.window,
            )
            for c in some.categories
            for e in c.entries
        ]
        rest = {k: v for k, v in vars(some).items() if k not in ("categories", "exclusions")}
        return entries, set(some.exclusions), rest

    return bool(plain(one) == plain(other))


# Round trips ----------------------------------------------------------------------------------------------

word = st.text(string.ascii_letters + "éжß戦", min_size=1, max_size=6).filter(
    lambda w: w not in ("NOT", "NEAR")
)
name = (
    st.text(string.ascii_letters + string.digits + " .&<>'\":#-ö", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda text: text and text[0].isalpha() and text[-1].isalnum())
)


def texts_of(suffix: str) -> st.SearchStrategy[str]:
    starred = st.builds(str.__add__, word, st.sampled_from(["", "", "*"]))
    return st.lists(starred, min_size=1, max_size=3).map(" ".join)


@st.composite
def held(draw: st.DrawFn, suffix: str) -> Lexicon:
    """A lexicon that a format can hold."""
    form = FORMATS[suffix]
    depth = 3 if form.nested else 1
    paths = draw(
        st.lists(st.lists(name, min_size=1, max_size=depth), min_size=1, max_size=4, unique_by=tuple)
    )
    weight = st.sampled_from([None, 2.0, -0.5]) if form.weights else st.none()
    parts = {}
    for path in paths:
        texts = draw(st.lists(texts_of(suffix), min_size=1, max_size=4, unique_by=lambda text: text))
        make = parse_entry if form.ours else plain_entry
        parts["/".join(path)] = tuple(replace(make(text), weight=draw(weight)) for text in texts)
    return lexicon(*(Category(path, entries) for path, entries in parts.items()))


@pytest.mark.parametrize("suffix", FORMATS)
@given(data=st.data())
def test_what_a_format_can_hold_comes_back(suffix: str, data: st.DataObject) -> None:
    before = data.draw(held(suffix))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"some{suffix}"
        save_lexicon(before, path)
        first = path.read_bytes()
        after = load_lexicon(path)
        assert not after.lost
        assert sorted((n, sorted(map(str, e))) for n, e in contents(after)) == sorted(
            (n, sorted(map(str, e))) for n, e in contents(before)
        )
        save_lexicon(after, path)
        assert path.read_bytes() == first


def test_a_part_that_stands_before_its_category_is_written_the_same_twice(tmp_path: Path) -> None:
    entry = plain_entry("calm")
    before = lexicon(Category("A/A", (entry, plain_entry("war"))), Category("A", (entry,)))
    first, again = tmp_path / "some.dic", tmp_path / "again.dic"
    save_lexicon(before, first)
    save_lexicon(load_lexicon(first), again)
    assert again.read_text() == first.read_text() == "%\n1\tA\n\t2\tA\n%\ncalm\t1\t2\nwar\t2\n"


@given(
    st.text(alphabet="<>&%\t\n+aA1()/:[]{}-'\"@*?! ,.éдictionarypnodecnodename=\x00", max_size=80),
    st.sampled_from([*FORMATS, ".toml"]),
)
def test_any_text_is_a_lexicon_or_a_clear_error(content: str, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"some{suffix}"
        path.write_bytes(content.encode())
        try:
            read = load_lexicon(path)
        except LexiconError as error:
            assert str(error).startswith("some")
        else:
            assert len(read) > 0


def test_a_text_finds_the_same_before_and_after_a_round_through_each_program(tmp_path: Path) -> None:
    vocabulary = ["war", "wars", "Peace", "tax", "taxes", "not", "will", "US", "us", "may", "rock-solid"]
    choose = random.Random(1)
    words = rostra.tokenize(
        rostra.load_corpus([{"doc_id": "d", "text": " ".join(choose.choices(vocabulary, k=400))}])
    )
    path = saved(tmp_path / "first.yml", "a: [war*, us may, rock-solid]\nb: [tax, peace will, may]\n")
    before = find_hits(words, load_lexicon(path)).drop(columns=["entry"])
    assert len(before) > 50
    for suffix in PLAIN:
        save_lexicon(load_lexicon(path), tmp_path / f"second{suffix}")
        after = find_hits(words, load_lexicon(tmp_path / f"second{suffix}")).drop(columns=["entry"])
        assert after.equals(before), suffix
