"""Query: what each query finds, what each slip says, and that the index agrees with plain reading."""

from __future__ import annotations

import csv
import io
import re
import shlex
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import tokens_of

import rostra
from rostra import cli
from rostra.errors import QueryError, RostraError
from rostra.index import Tokens, query, spans
from rostra.index.postings import postings_of
from rostra.index.reference import TOKEN, fold_token
from rostra.index.syntax import parse_query

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
ROWS = [
    tuple(cell.replace("\\|", "|") for cell in row)
    for row in re.findall(r"^\| `(.*?)` \| (.*?) ?\|$", GUIDE, re.MULTILINE)
]


def words(*texts: str) -> Tokens:
    return rostra.tokenize(
        rostra.load_corpus([{"doc_id": f"d{i}", "text": text} for i, text in enumerate(texts)])
    )


def hits(tokens: Tokens, asked: Any) -> list[str]:
    """The text of each hit, and that it is made of whole words."""
    first, last = tokens.find(asked)
    texts = tokens.corpus.documents["text"].tolist()
    assert (tokens.sentence[first] == tokens.sentence[last]).all()
    return [
        texts[tokens.document[a]][tokens.start[a] : tokens.end[b]] for a, b in zip(first, last, strict=True)
    ]


def message(asked: Any, tokens: Tokens | None = None) -> str:
    with pytest.raises(QueryError) as error:
        (tokens or words("No war.")).find(asked)
    return str(error.value)


# The guide ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guide() -> Tokens:
    """The speeches that the guide asks."""
    table = re.search(r"```csv\n(.*?)```", GUIDE, re.DOTALL)
    assert table
    corpus = rostra.load_corpus(list(csv.DictReader(io.StringIO(table[1]))))
    return rostra.tokenize(rostra.attribute(corpus, actor="actor"))


@pytest.mark.parametrize(("asked", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_every_example_of_the_guide_holds(asked: str, expected: str, guide: Tokens) -> None:
    if not expected.startswith("query "):
        assert " · ".join(hits(guide, asked)) == expected
        return
    said = re.escape(expected).replace("…", ".*")
    assert re.fullmatch(said, message(asked, guide))


def test_the_guide_shows_every_sign() -> None:
    assert len(ROWS) > 50
    asked = " ".join(row[0] for row in ROWS)
    for sign in ("*", "?", "_", "..", "(", "|", "/", "{", ":", "=", '"', "NEAR/", "NOT ", "NOT NEAR/"):
        assert sign in asked, sign


@pytest.mark.parametrize("command", re.search(r"```sh\n(.*?)```", GUIDE, re.DOTALL)[1].splitlines())  # type: ignore[index]
def test_every_command_of_the_guide_runs(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.argv", shlex.split(command))
    try:
        cli.main()
    except SystemExit as left:
        assert not left.code, capsys.readouterr().err
    assert capsys.readouterr().out.strip()


SIGNS = [
    asked
    for line in re.findall(r"^    (\S.*)$", query.__doc__ or "", re.MULTILINE)
    for asked in re.split(r"\s{2,}", line)[:-1]
]


def test_every_query_of_the_summary_finds_something() -> None:
    tokens = tokens_of(
        "[[Russia|direct|We will never respond to a threat. No choice but war, no doubt. Provocation, "
        "willing women, a very clear red line. God sees Demos in the White House. The base is a threat. "
        "United we stand: the United Nations. The base, far off.]] The threat. the NOT (sic) threat"
    )
    assert len(SIGNS) == 20
    for asked in SIGNS:
        assert hits(tokens, asked), asked


# What a query finds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        # words are cut as the texts are, punctuation is as good as none
        ("and/or", "[and/or]; [and or]"),
        ("AT&T", "[AT&T] and AT"),
        ("“threat”,", "A [threat]."),
        ("‘threat*’…", "A [threat], [threats]."),
        ("Mr.", "[Mr]. and [Mr] Smith"),
        ("U.S.", "The [U.S.] said"),
        ("U.*", "The [U.S.] said, U"),
        ("don’t", "I [don't], you [don’t]"),
        ("café", "[Cafe\u0301] and [Café]"),
        ("co\u00adoperate", "[cooperate], [co\u00adoperate]"),
        ("#tag*", "[#tagged] and tagged"),
        ("@a?n", "[@ann], @anna"),
        ("*%", "[4%] of 4"),
        ("https://a.org/?q*", "See [https://a.org/?q=1] now"),
        ("war:", "[War]: no"),
        ("9:30", "At [9:30] or 9.30"),
        # wildcards
        ("*", "[No] [more] [war]"),
        ("* *", "No. [No war]. War"),
        ("w?r*", "[war] [were] [wires] wr wear"),
        ("*-solid", "[rock-solid] solid"),
        ("US*", "The [US] and the [US’s] use of us"),
        ("us*", "The US and the US’s [use] of [us]"),
        # gaps
        ("a _ b", "[a b] a c c [a b], [a x y b], a x y z b"),
        ("a ..1 b", "[a x b], a x y b"),
        ("a * b", "[a x b] a b"),
        # case, as written
        ("=US", "The [US], us"),
        ("=Us", "[Us] and us, US"),
        ("=(War|peace)", "[War] and war, [peace] and Peace"),
        ("(=War|peace)", "[War] and war, [peace] and [Peace]"),
        ("=W*", "[War] and war, [WHO]"),
        ("=O'Brien", "[O’Brien], o’brien"),
        ('="White House"', "The [White House], the white house, a White house"),
        ("the =House of", "[The House of], the house of"),
        # regular expressions
        ("/w.*/", "[War], WHO, [who], a [wire]"),
        ("/us/", "[us], US, use"),
        (r"/\d+/ wars", "[2 wars], two wars"),
        ("(/wa.+/|peace)", "[war], [peace], [was]"),
        (r"/a\/b/", "a/b"),
        ("/[a-z]+-[a-z]+/", "[rock-solid]"),
        # operators
        ('"do NOT go"', "[do not go], do go"),
        ("war not", "[war not] peace"),
        ("war NOT war crime", "[war], war crime"),
        ("war NEAR/1 peace", "[War] peace, nor war and peace. War. Peace"),
        ("war NEAR/2 peace NEAR/2 no", "no [war], peace. war, peace"),
        ("war NOT NEAR/2 peace", "peace and war; far from it [war]"),
        ("war NEAR/3 (great peace|love)", "[War] and great peace. War is for love's sake. [War] and love"),
        ("no war NEAR/2 no", "No war. [No war], no"),
        ("war NEAR/1 war", "[War] [war]. War"),
    ],
)
def test_a_query_finds_what_is_marked(asked: str, marked: str) -> None:
    plain = re.sub(r"[\[\]]", "", marked)
    assert hits(words(plain), asked) == re.findall(r"\[(.*?)\]", marked)


def test_a_hit_may_hold_another_but_not_of_the_same_row_of_words() -> None:
    tokens = words("a red line; will we will respond")
    assert hits(tokens, "(line|red line)") == ["red line", "line"]
    assert hits(tokens, "will _ respond") == ["will respond"]
    assert hits(tokens, "(will|we) _ respond") == ["will respond"]
    assert hits(tokens, "(will respond|we will respond)") == ["we will respond", "will respond"]


def test_the_words_of_a_hit_stand_in_one_sentence_and_one_document() -> None:
    tokens = words("No war. No peace", "peace no")
    assert hits(tokens, "war no") == hits(tokens, "peace peace") == hits(tokens, "war ..20 peace") == []
    assert hits(tokens, "war NEAR/100 peace") == []
    assert hits(tokens, "* *") == ["No war", "No peace", "peace no"]


def test_an_entry_of_a_lexicon_is_found_where_the_measure_finds_it() -> None:
    tokens = tokens_of("[[A|direct|We will not hesitate to respond. Warn them that we will strike now.]]")
    found = [" ".join(tokens.corpus.text("d1")[a:b].split()) for a, b in places(tokens, "{threat}")]
    assert found == ["will not hesitate to respond", "will strike"]
    assert hits(tokens, "we {threat} now") == ["we will strike now"]
    assert hits(tokens, "{threat} _ now") == ["will strike now"]
    found_or_warn = ["will not hesitate to respond", "Warn", "will strike"]
    assert hits(tokens, "({threat: announced action}|warn)") == found_or_warn
    assert hits(tokens, "{threat: means on the table}") == []
    assert hits(tokens, "will NOT {threat}") == []
    assert hits(tokens, "them NEAR/5 {threat}") == ["them"]


def places(tokens: Tokens, asked: str) -> list[tuple[int, int]]:
    first, last = tokens.find(asked)
    return list(zip(tokens.start[first].tolist(), tokens.end[last].tolist(), strict=True))


def test_a_lexicon_of_ones_own_is_named_by_its_path(tmp_path: Path) -> None:
    shipped = (ROOT / "analysis" / "rostra" / "lexicons" / "threat.toml").read_text(encoding="utf-8")
    head = shipped.split("exclusions")[0].replace('"threat"', '"thunder"')
    own = tmp_path / "thunder.toml"
    own.write_text(
        f'{head}[[categories]]\nname = "sky"\nentries = ["storm*"]\n'
        '[[categories]]\nname = "sky/light"\nentries = ["lightning"]\n', encoding="utf-8",
    )  # fmt: skip
    tokens = words("Storms and lightning.")
    assert hits(tokens, f"{{{own.as_posix()}}}") == ["Storms", "lightning"]
    assert hits(tokens, f"{{{own.as_posix()}: sky}}") == ["Storms", "lightning"]
    assert hits(tokens, f"{{{own.as_posix()}: sky/light}}") == ["lightning"]


def test_a_column_takes_values_of_any_type() -> None:
    rows = [{"text": "No war.", "year": 2014, "who": "A b"}, {"text": "War!", "year": 2015, "who": None}]
    tokens = rostra.tokenize(rostra.load_corpus(rows))
    assert hits(tokens, "war year:2015") == ["War"]
    assert hits(tokens, "war year:201*") == ["war", "War"]
    assert hits(tokens, 'war who:"a B"') == hits(tokens, "who:A* war") == ["war"]
    assert hits(tokens, "war NOT who:a*") == ["War"]  # nobody is not A
    assert hits(tokens, "war year:2014 who:A* NOT year:2015") == ["war"]


def test_several_queries_find_what_one_of_them_finds() -> None:
    tokens = words("No war. No peace.")
    assert hits(tokens, ["peace", "no *", "no war"]) == ["No war", "No peace", "peace"]
    assert hits(tokens, []) == []
    assert hits(tokens, iter(["war"])) == ["war"]


def test_what_is_not_there_is_not_found() -> None:
    for asked in ("x", "x y", "x*", "*x?y", "/x+/", "=X", "x _ y", "war NEAR/3 x", "x NOT war", "x NEAR/2 y"):
        assert hits(words("No war."), asked) == []
        assert hits(words("", "…"), asked) == []
    assert hits(words("No war."), "war NOT x") == hits(words("No war."), "war NOT NEAR/5 x") == ["war"]


def test_asking_again_is_given_the_same_and_nobody_can_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = words("No war. No peace.")
    first, last = tokens.find("no *")
    again = tokens.find(["no *"])
    assert again[0] is first and again[1] is last
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 7
    monkeypatch.setattr(query, "MOST_KEPT", 3)
    tokens.find("no")
    assert len(tokens._cache["found"]) == 1  # two and two hits are more than three


# What a slip says -----------------------------------------------------------------------------------------

NOTHING = 'Give a word or a phrase; * stands for any letters: "provoc*", "no choice but".'


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", f"nothing to look for in ''. {NOTHING}"),
        (" — …", f"nothing to look for in ' — …'. {NOTHING}"),
        ('""', f"nothing to look for in '\"\"'. {NOTHING}"),
        ("()", f"nothing to look for in '()'. {NOTHING}"),
        (["war", None], f"nothing to look for in None. {NOTHING}"),
        (7, f"nothing to look for in 7. {NOTHING}"),
        ("war)", "character 4: a ) without its (. Alternatives are written (a|b)."),
        ("war|peace", "character 4: a | without its (. Alternatives are written (a|b)."),
        ("no (war", "character 4: a ( without its ). Alternatives are written (a|b)."),
        (
            "(war|) (|peace)",
            "character 1: everything here may be left out. Let one word stand outside of (|...).",
        ),
        (
            "(war NOT peace)",
            "character 6: operators and conditions hold for the whole query. Write them outside of the "
            "brackets.",
        ),
        (
            "(war actor:A)",
            "character 6: operators and conditions hold for the whole query. Write them outside of the "
            "brackets.",
        ),
        ("war NOT", "character 5: nothing to look for after NOT. Write A NOT B."),
        ("NOT war", "character 1: nothing to look for before NOT. Write A NOT B."),
        ("war NOT NEAR/5 —", "character 5: nothing to look for after NOT NEAR/5. Write A NOT NEAR/5 B."),
        (
            "war NEAR/0 peace",
            "character 5: NEAR/0 is no operator. NEAR is written in capitals, with a number of words "
            "from 1 to 100: base NEAR/5 threat.",
        ),
        (
            "war near/5 peace",
            "character 5: near/5 is no operator. NEAR is written in capitals, with a number of words "
            "from 1 to 100: base NEAR/5 threat.",
        ),
        (
            "war AND peace",
            "character 5: AND is no operator. Write (a|b) for one of two, A NEAR/5 B for both; for the "
            "word itself, write it small or in quotation marks.",
        ),
        ("no _", "character 4: a gap stands between two words: will _ respond."),
        ("no _ ..3 war", "character 4: two gaps follow each other. Write one, of their joint length: ..4."),
        ("no ..21 war", "character 4: ..21 is no gap. Write up to how many words, from ..1 to ..20."),
        ("no (_)x war", "character 5: a gap (_) stands alone, with a space before and after it."),
        ("re{threat}", "character 3: a lexicon (threat) stands alone, with a space before and after it."),
        (
            "=/War/",
            "character 2: a regular expression (War) stands alone, with a space before and after it.",
        ),
        (
            "{threat",
            "character 1: { opens the name of a lexicon, and no } closes it. Write {threat}, or {threat: "
            "announced action} for one of its categories.",
        ),
        (
            "{ }",
            "character 1: { opens the name of a lexicon, and none follows. Write {threat}, or {threat: "
            "announced action} for one of its categories.",
        ),
        (
            "[war]",
            "character 1: [ has no meaning here. A lexicon is written {threat}, alternatives (a|b); "
            'words with brackets stand in quotation marks: "[sic]".',
        ),
        (
            "war / peace",
            "character 5: / opens a regular expression, which is of one word: no space in it, and a / "
            'closes it. Write /threat(en)?s?/; a slash that is none stands in quotation marks: "and / '
            'or".',
        ),
        (
            "no /w[ar/",
            "character 4: the regular expression 'w[ar' cannot be read by Python's re: unterminated "
            "character set at position 1. Write /threat(en)?s?/.",
        ),
        (
            "/(a+)+b/",
            "character 1: the regular expression '(a+)+b' repeats a group that holds a repeat or "
            "alternatives, and such a search may never end. Write [abc]+ for (a|b|c)+.",
        ),
        (
            "/a*b*c*d*e*f*/",
            "character 1: the regular expression 'a*b*c*d*e*f*' repeats more than 5 things. Ask for "
            "less, or in several queries.",
        ),
        ('no "war', 'character 4: a " without its partner. Write "no choice but", or leave it out.'),
        (
            "wom?n?",
            "character 1: a ? at the end of a word may ask, or stand for a letter. Leave it out, or "
            "write /war./ for war and one more letter.",
        ),
        ("source:A", "character 1: a condition alone finds nothing. Add what to look for; * is any word."),
        (
            "war NOT peace source:A",
            "character 15: a condition holds for the whole query. Write it at the beginning, or alone "
            "after NOT.",
        ),
        (
            "war source:(A|B)",
            "character 5: a condition has one value. Write source:Russia source:China for either.",
        ),
        ('war source:""', "character 5: source: has no value. Write source:Russia."),
        (
            "war sources:A",
            "character 5: no column named 'sources'. Did you mean 'source'? Known: doc_id, date, source, "
            'title. Words with a colon stand in quotation marks: "sources:".',
        ),
        ("war doc_id:x", "character 5: no doc_id named 'x'. Known: d0."),
        (
            "war {thread: x}",
            "character 5: no lexicon named 'thread'. Did you mean 'threat'? Known: "
            f"{', '.join(rostra.lexicon_names())}. For a file of your own, give its path, ending in "
            ".toml, .dic, .yml, .yaml, .ykd, .lcd, .lc3, .cat, .csv, .tsv.",
        ),
    ],
)
def test_a_slip_is_named_with_its_place_and_what_is_accepted(asked: Any, said: str) -> None:
    assert message(asked) == (f"query {asked!r}, {said}" if said.startswith("character") else said)


def test_an_unknown_category_is_named_with_the_known_ones() -> None:
    names = [category.name for category in rostra.load_lexicon("threat").categories]
    assert message("{threat: action}") == (
        "query '{threat: action}', character 1: lexicon 'threat': no category named 'action'. Did you mean "
        f"'condition'? Known: {', '.join(names)}."
    )


def test_of_many_values_an_error_lists_some() -> None:
    tokens = words(*["No."] * 30)
    listed = ", ".join(sorted(f"d{i}" for i in range(30))[:20])
    assert message("no doc_id:x", tokens) == (
        f"query 'no doc_id:x', character 4: no doc_id named 'x'. Known: {listed}. These are 20 of 30."
    )


def test_of_a_long_query_an_error_shows_the_place() -> None:
    assert message("war " * 50 + "(peace" + " war" * 50) == (
        f"query '…r{' war' * 7} (peace{' war' * 6}…', character 201: a ( without its ). "
        "Alternatives are written (a|b)."
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("war " * 2000, "it has more than 5,000 characters. Look for less."),
        ("(" * 3000, "more than 20 brackets stand within each other."),
        ("(a|b)" * 12, "the brackets have more than 1,000 readings. Ask in several queries."),
        ("(a|b c) " * 12, "the brackets have more than 1,000 readings. Ask in several queries."),
        ("/" + "a" * 300 + "/", "has more than 200 characters. Write (a|b) for alternatives."),
        ("/" + "(" * 90 + ")" * 90 + "a{99999999999}/", "cannot be read by Python's re: "),
    ],
)
def test_a_query_that_would_cost_too_much_is_refused(asked: str, said: str) -> None:
    assert said in message(asked)


def test_a_gap_between_very_frequent_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "MOST_PLACES", 10)
    assert message("no ..3 war", words("No war " * 5)) == (
        "query 'no ..3 war' stands in too many places: over 10 must be compared. Ask for a rarer word, "
        "or for a shorter gap."
    )


@pytest.mark.parametrize(
    "expression", ["(a|b)*", "(a+)+", "(a*){2,}", "((a|b)c)+", "(?:a?)*", "(a{1,9}){1,9}", "([ab]+x)*"]
)
def test_an_expression_that_may_never_end_is_refused(expression: str) -> None:
    assert "may never end" in message(f"/{expression}/")


@pytest.mark.parametrize(
    "expression", ["(ab)+", "(a|b)?c", "[ab]+c*", r"\(a+\)+", "[(a+]+", "(?:abc){2}", "a++"]
)
def test_an_expression_that_ends_is_accepted(expression: str) -> None:
    assert parse_query(f"/{expression}/").readings


# For any input --------------------------------------------------------------------------------------------

FORMS = ["no", "war", "peace", "warn", "us", "US", "we", "will"]
texts = st.lists(
    st.lists(st.sampled_from([*FORMS, "We", "War."]), min_size=0, max_size=9).map(" ".join),
    min_size=1, max_size=4,
)  # fmt: skip
signs = st.lists(
    st.sampled_from([
        "war", "no", "US", "w*", "*", "wa?n", "?", "_", "..2", "..0", "(", "|", ")", "/w.*/", "/", "{", "}",
        "{threat}", "[", "NOT", "NEAR/2", "NEAR", "AND", '"', "=", " ", " ", " ", "source:", "doc_id:d0", ":",
        "-", "'", "\\", "+", "\n", "\0", "\ud800", "é", "\u0301", "😀",
    ]), max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=400)
@given(st.one_of(signs, st.text(max_size=30)), texts)
def test_any_string_is_a_query_or_one_error(asked: str, given_texts: list[str]) -> None:
    tokens = words(*given_texts)
    try:
        found = tokens.find(asked)
    except RostraError as error:
        assert str(error) and "\n" not in str(error)
        return
    first, last = found
    assert (first <= last).all() and (first >= 0).all() and (last < len(tokens)).all()
    assert len(set(zip(first.tolist(), last.tolist(), strict=True))) == len(first)
    assert (np.diff(first) >= 0).all()
    hits(tokens, asked)


@settings(max_examples=200)
@given(st.lists(st.text(alphabet="aBé-'’ .,!“”US7\u00ad\u0301", max_size=40), min_size=1, max_size=3))
def test_every_word_of_a_text_finds_itself(given_texts: list[str]) -> None:
    tokens = words(*given_texts)
    for place in range(len(tokens)):
        surface = given_texts[tokens.document[place]][tokens.start[place] : tokens.end[place]]
        if len(TOKEN.findall(surface)) == 1 and TOKEN.fullmatch(surface):
            assert place in tokens.find(surface)[0]
            assert place in tokens.find(f"={surface}")[0]


# A reader without an index: what it finds is what the query must find --------------------------------------

Row = list[Any]  # of words (a test of a form) and of gaps (a number)

word = st.one_of(
    st.sampled_from(FORMS).map(lambda w: (w, lambda form: form == w)),
    st.sampled_from(["w*", "*n", "*a*", "w?r*", "?e", "wa?n"]).map(
        lambda w: (w, lambda form: fnmatchcase(form, w))
    ),
    st.sampled_from(["wa.*", "(no|us)", "[a-z]{2}"]).map(
        lambda w: (f"/{w}/", lambda form: re.fullmatch(w, form) is not None)
    ),
    st.just(("*", lambda form: True)),
)


@st.composite
def rows(draw: st.DrawFn, gaps: bool = True) -> tuple[str, list[Row]]:
    """A part of a query, and all the rows of words that it stands for."""
    written, choices = [], []
    for place in range(draw(st.integers(1, 3))):
        if place and gaps and draw(st.booleans()):
            size = draw(st.integers(1, 3))
            written.append("_" if size == 2 else f"..{size}")
            choices.append([[size]])
        options = draw(st.lists(st.lists(word, min_size=1, max_size=2), min_size=1, max_size=3))
        texts = [" ".join(text for text, _ in option) for option in options]
        written.append(texts[0] if len(options) == 1 else f"({'|'.join(texts)})")
        choices.append([[test for _, test in option] for option in options])
    return " ".join(written), [[x for part in choice for x in part] for choice in product(*choices)]


def ends(forms: list[str], place: int, row: Row) -> set[int]:
    """Where a row that begins at a place may end, reading word after word."""
    if not row:
        return {place - 1}
    if isinstance(row[0], int):
        return {end for free in range(row[0] + 1) for end in ends(forms, place + free, row[1:])}
    if place >= len(forms) or not row[0](forms[place]):
        return set()
    return ends(forms, place + 1, row[1:])


def read(tokens: Tokens, alternatives: list[Row]) -> set[tuple[int, int]]:
    forms = tokens.forms.tolist()
    found: set[tuple[int, int]] = set()
    for row in alternatives:
        own = {
            (begin, end)
            for begin in range(len(forms))
            for end in ends(forms, begin, row)
            if tokens.sentence[begin] == tokens.sentence[end]
        }
        if any(isinstance(x, int) for x in row):
            own = {
                span for span in own
                if not any(span[0] <= other[0] and other[1] <= span[1] and other != span for other in own)
            }  # fmt: skip
        found |= own
    return found


def near(tokens: Tokens, span: tuple[int, int], other: tuple[int, int], window: int) -> bool:
    apart = max(other[0] - span[1], span[0] - other[1])
    return 0 < apart <= window and bool(tokens.sentence[span[0]] == tokens.sentence[other[0]])


@settings(max_examples=300)
@given(
    texts,
    rows(),
    st.lists(st.tuples(st.sampled_from(["NOT", "NEAR", "NOT NEAR"]), rows()), max_size=2),
    st.data(),
)
def test_the_index_finds_what_a_plain_reader_finds(
    given_texts: list[str],
    head: tuple[str, list[Row]],
    operators: list[tuple[str, tuple[str, list[Row]]]],
    data: st.DataObject,
) -> None:
    tokens = words(*given_texts)
    asked, expected = head[0], read(tokens, head[1])
    for operator, (text, alternatives) in operators:
        others = read(tokens, alternatives)
        if operator == "NOT":
            asked += f" NOT {text}"
            expected = {s for s in expected if not any(s[0] <= o[1] and o[0] <= s[1] for o in others)}
            continue
        window = data.draw(st.integers(1, 4))
        asked += f" {operator}/{window} {text}"
        wanted = operator == "NEAR"
        expected = {s for s in expected if any(near(tokens, s, o, window) for o in others) == wanted}
    first, last = tokens.find(asked)
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == sorted(expected), asked


@settings(max_examples=60)
@given(texts, rows(), st.randoms())
def test_the_order_of_the_documents_is_irrelevant(
    given_texts: list[str], head: tuple[str, list[Row]], random: Any
) -> None:
    shuffled = random.sample(given_texts, len(given_texts))
    assert sorted(hits(words(*given_texts), head[0])) == sorted(hits(words(*shuffled), head[0]))


def test_the_company_of_a_pattern_is_that_of_its_hits() -> None:
    tokens = words("A red line. The red sea. Two red lines.")
    found = rostra.collocates(tokens, "red NOT red sea", window=1, min_count=1).frame
    assert dict(found[["item", "hits"]].values) == {"a": 1, "line": 1, "two": 1, "lines": 1}


# The index ------------------------------------------------------------------------------------------------


def small(forms: np.ndarray, size: int) -> Any:
    return SimpleNamespace(form=forms.astype(np.int32), vocabulary=tuple(map(str, range(size))), _cache={})


@pytest.mark.parametrize("size", [1, 7, 65_536, 65_537, 200_000])
def test_the_positions_of_a_form_are_those_where_it_stands(size: int) -> None:
    draw = np.random.default_rng(1)
    forms = draw.integers(0, size, 5_000)
    index = postings_of(small(forms, size))
    assert (index.order == np.argsort(forms, kind="stable")).all()
    for form in [*forms[:20].tolist(), 0, size - 1]:
        assert index.positions(np.array([form])).tolist() == np.flatnonzero(forms == form).tolist()
    for wanted in (np.unique(forms[:30]), np.arange(size), np.zeros(0, dtype=np.int64)):
        assert index.positions(wanted).tolist() == np.flatnonzero(np.isin(forms, wanted)).tolist()
        assert index.count(wanted) == len(index.positions(wanted))


def test_the_index_is_made_once_and_keeps_a_bounded_number_of_patterns() -> None:
    tokens = words("No war.")
    assert postings_of(tokens) is postings_of(tokens)
    for i in range(1200):
        tokens.find(f"w{i}*")
    assert len(postings_of(tokens)._known) <= 512


def test_a_phrase_is_sought_from_its_rarest_word(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = words("the war of the words and the peace of the few " * 20 + "the few of the rare")
    looked: list[int] = []
    plain: Callable[..., Any] = spans.SoughtWords.spans
    monkeypatch.setattr(spans.SoughtWords, "spans", lambda self: looked.append(self.count) or plain(self))
    assert hits(tokens, "the few of the rare") == ["the few of the rare"]
    assert looked == [1]


def test_the_text_is_read_only_where_capitals_are_asked_for() -> None:
    tokens = words("War and war")
    assert tokens.find("=War")[0].tolist() == [0]
    assert fold_token("War") in tokens.vocabulary
