"""Lexicons: what an entry may be, and what a faulty file is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.errors import LexiconError
from rostra.lexicon import GAP, lexicon_names, load_lexicon, load_words, parse_entry

_ = (GAP,)
HEAD = {
    "name": "storm",
    "title": "Storm",
    "construct": "The speaker speaks of the weather.",
    "construct_source": "Nobody 1900",
    "source": "Written for this test.",
    "licence": "MIT",
    "version": "0.1.0",
    "language": "en",
    "scope": "act",
    "negation": "drop",
    "status": "exploratory",
}
CATEGORY = '[[categories]]\nname = "wet"\nentries = ["rain*"]\n'
MEASURES = ", ".join(lexicon_names())
ENDINGS = ".toml, .dic, .yml, .yaml, .ykd, .lcd, .lc3, .cat, .csv, .tsv"


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write a lexicon of the head above, with changes, and what follows it; return its path."""

    def write(rest: str = CATEGORY, **changes: Any) -> Path:
        head = HEAD | changes
        lines = [f"{key} = {value!r}" for key, value in head.items() if value is not None]
        path = tmp_path / "storm.toml"
        path.write_text("\n".join(lines) + "\n" + rest, encoding="utf-8")
        return path

    return write


PATTERNS = {
    "warn": [("warn",)],
    "red line*": [("red",), ("line*",)],
    "(side|step) with": [("side", "step"), ("with",)],
    "will _ respond": [("will",), _, ("respond",)],
    "commit(|s|ted) to": [("commit", "commits", "committed"), ("to",)],
    "den(y|i(es|ed))": [("deny", "denies", "denied")],
    "Article 5": [("Article",), ("5",)],
    "ally’s": [("ally's",)],
}


@pytest.mark.parametrize("text", PATTERNS)
def test_an_entry_is_rows_of_words_to_choose_from(text: str) -> None:
    assert parse_entry(text).patterns == (tuple(PATTERNS[text]),)


SEVERAL = {
    "rock-solid": ["rocksolid", "rock solid"],
    "self-defen*": ["selfdefen*", "self defen*"],
    "(|very) wet": ["very wet", "wet"],
    "(at risk|endangered) now": ["endangered now", "at risk now"],
    "point (|of) no return": ["point of no return", "point no return"],
}


@pytest.mark.parametrize("text", SEVERAL)
def test_choices_of_different_length_are_readings_of_their_own(text: str) -> None:
    readings = [" ".join("/".join(slot) for slot in pattern) for pattern in parse_entry(text).patterns]
    assert sorted(readings) == sorted(SEVERAL[text])


def test_not_and_near_are_kept_apart_from_what_is_looked_for() -> None:
    entry = parse_entry("force NEAR/5 (use|threat) NOT task force NOT  air  force")
    assert entry.text == str(entry) == "force NEAR/5 (use|threat)"
    assert entry.patterns == ((("force",),),)
    assert (entry.near, entry.window) == (((("use", "threat"),),), 5)
    assert entry.exclusions == ((("task",), ("force",)), (("air",), ("force",)))


def test_marks_of_case_and_expressions_are_part_of_a_word() -> None:
    assert parse_entry("(=Iron|~us) curtain").patterns == ((("=Iron", "~us"), ("curtain",)),)
    assert parse_entry("=rock-solid").patterns == ((("=rocksolid",),), (("=rock",), ("=solid",)))
    assert parse_entry("/^(un|in).+able$/").patterns == ((("/^(un|in).+able$/",),),)
    assert parse_entry("defen?e * of").patterns == ((("defen?e",), ("*",), ("of",)),)


WRITTEN = [
    "warn* NEAR/3 (of|about) NOT war* off NOT red(|-)line",
    "rock-solid NOT =Iron",
    "(=US|us) _ on",
    "/x$/",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_an_entry_as_written_is_the_same_entry_again(text: str) -> None:
    entry = parse_entry(text)
    again = parse_entry(entry.written)
    assert (again.text, again.patterns, again.near) == (entry.text, entry.patterns, entry.near)
    assert set(again.exclusions) == set(entry.exclusions)


def test_lower_case_not_is_a_word() -> None:
    assert parse_entry("not near").patterns == ((("not",), ("near",)),)


NO_WORD = "is no word. A word has letters; * and ? stand for others, = or ~ stands before it."
FAULTY = {
    "": "it is empty.",
    "  ": "it is empty.",
    "what!": "the character '!' means nothing here. Use letters, digits and * ? _ ( | ) = ~ ' -",
    "a (b|c": "a ( without its ). Write (a|b).",
    "a b|c": "a ) without its (, or a | in no bracket. Write (a|b).",
    "a b) c": "a ) without its (, or a | in no bracket. Write (a|b).",
    "(only) one": "'(only)' offers no choice. Write (a|b), or leave the brackets out.",
    "_ respond": "a reading is empty, or begins or ends with the gap _. Begin and end with a word.",
    "will _": "a reading is empty, or begins or ends with the gap _. Begin and end with a word.",
    "(|wet)": "a reading is empty, or begins or ends with the gap _. Begin and end with a word.",
    "will _ _ respond": "two gaps follow each other. One _ stands for up to two words.",
    "will ** respond": f"'**' {NO_WORD}",
    "snow_fall": f"'snow_fall' {NO_WORD}",
    "= respond": f"'=' {NO_WORD}",
    "re=spond": f"'re=spond' {NO_WORD}",
    "/un(able/": "the expression between the slashes is faulty: missing ), unterminated subpattern at "
    "position 2.",
    "/no way/": "an expression is looked for in one word, and this one has a space. Write \\w* or drop the "
    "space.",
    "warn NOT": "nothing stands before or after an operator.",
    "NOT warning": "nothing stands before or after an operator.",
    "force NEAR use": "NEAR needs a number of words: NEAR/5.",
    "force NEAR/0 use": "NEAR needs a number of words: NEAR/5.",
    "a NEAR/2 b NEAR/3 c": "it has two NEAR parts; one is possible. Write (a|b) for alternatives.",
    "(a|b c) " * 12: "it has more than 1000 readings. Split it into several entries.",
    "(a|b)" * 12: "it has more than 1000 readings. Split it into several entries.",
}


@pytest.mark.parametrize("text", FAULTY)
def test_a_faulty_entry_is_told_what_is_wrong_and_what_to_write(text: str) -> None:
    with pytest.raises(LexiconError) as error:
        parse_entry(text)
    assert str(error.value) == f"entry {text!r}: {FAULTY[text]}"


@given(st.text(alphabet="ab *_()|-NOTEAR/5'", max_size=24))
def test_every_text_is_an_entry_or_a_clear_error(text: str) -> None:
    try:
        entry = parse_entry(text)
    except LexiconError as error:
        assert str(error).startswith(f"entry {text!r}: ")
    else:
        assert entry.patterns and all(slot for pattern in entry.patterns for slot in pattern)
        assert all(pattern[0] != _ != pattern[-1] for pattern in entry.patterns)


def test_a_file_becomes_a_lexicon_with_all_that_is_known_about_it(write: Any) -> None:
    lexicon = load_lexicon(write(
        'exclusions = ["rain check*"]\n'
        '[[categories]]\nname = "wet"\nentries = ["rain*", "wet"]\n'
        '[[categories]]\nname = "wet/white"\nentries = ["snow*"]\n'
        'agent = "own"\nweight = 2\nnegation = "keep"\n'
        '[examples]\nhits = ["It [rains]."]\nmisses = ["It is dry."]\n'
    ))  # fmt: skip
    assert {key: getattr(lexicon, key) for key in HEAD} == HEAD
    assert [(c.name, c.weight, c.agent, c.negation) for c in lexicon.categories] == [
        ("wet", 1.0, None, None), ("wet/white", 2.0, "own", "keep"),
    ]  # fmt: skip
    assert [entry.text for entry in lexicon.entries] == ["rain*", "wet", "snow*"]
    assert lexicon.exclusions == ((("rain",), ("check*",)),)
    assert (lexicon.hits, lexicon.misses) == (("It [rains].",), ("It is dry.",))
    assert repr(lexicon) == "<Lexicon storm 0.1.0: 3 entries in 2 categories, MIT, exploratory>"
    assert len(lexicon) == 3


def test_a_lexicon_cannot_be_changed(write: Any) -> None:
    lexicon = load_lexicon(write())
    with pytest.raises(AttributeError):
        lexicon.name = "calm"  # type: ignore[misc]


NEEDED = ", ".join([*HEAD, "categories"])
FAULTY_FILES: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown key": (
        {"licens": "MIT"}, CATEGORY,
        f"no key named 'licens'. Did you mean 'licence'? Known: {NEEDED}, case, overlap, exclusions, "
        "examples.",
    ),
    "missing key": ({"licence": None}, CATEGORY, f"the key 'licence' is missing. A lexicon needs: {NEEDED}."),
    "no text": ({"version": 1}, CATEGORY, "'version' is 1. Write it as text: version = \"...\"."),
    "empty text": ({"source": " "}, CATEGORY, "'source' is ' '. Write it as text: source = \"...\"."),
    "scope": ({"scope": "styl"}, CATEGORY, "no scope named 'styl'. Did you mean 'style'? Known: style, act."),
    "status": ({"status": "new"}, CATEGORY, "no status named 'new'. Known: exploratory, established."),
    "negation": (
        {"negation": "dropp"}, CATEGORY,
        f"no negation named 'dropp'. Did you mean 'drop'? Known: keep, drop, {MEASURES}.",
    ),
    "no categories": ({}, "", f"the key 'categories' is missing. A lexicon needs: {NEEDED}."),
    "empty categories": (
        {}, "categories = []", "there are no categories. Write [[categories]] with a name and entries.",
    ),
    "category without a name": (
        {}, '[[categories]]\nentries = ["wet"]',
        'category 1 has no name. Write name = "..." below [[categories]].',
    ),
    "two of a name": ({}, CATEGORY * 2, "two categories are named 'wet'. Join them, or rename one."),
    "unknown key of a category": (
        {}, CATEGORY + 'wieght = 2', "category 'wet': no key named 'wieght'. Did you mean 'weight'? "
        "Known: name, entries, agent, weight, negation.",
    ),
    "agent": ({}, CATEGORY + 'agent = "owns"', "category 'wet': no agent named 'owns'. Did you mean 'own'? "
              "Known: own, other, actor."),
    "negation of a category": (
        {}, CATEGORY + 'negation = "drop"', "category 'wet': no negation named 'drop'. Known: keep.",
    ),
    "weight": (
        {}, CATEGORY + "weight = 0",
        "category 'wet': the weight is 0. Write a number other than 0: weight = 0.5.",
    ),
    "weight without end": (
        {}, CATEGORY + "weight = inf",
        "category 'wet': the weight is inf. Write a number other than 0: weight = 0.5.",
    ),
    "no entries": (
        {}, '[[categories]]\nname = "wet"\nentries = []',
        "category 'wet' has no entries. Write entries = [\"...\"].",
    ),
    "entries no list": (
        {}, '[[categories]]\nname = "wet"\nentries = "rain"',
        "category 'wet': 'entries' is 'rain'. Write a list of texts: entries = [\"...\"].",
    ),
    "entry no text": (
        {}, '[[categories]]\nname = "wet"\nentries = [7]',
        "category 'wet': 'entries' holds 7, no text. Put it in quotation marks.",
    ),
    "weight of an entry": (
        {}, '[[categories]]\nname = "wet"\nentries = ["wet", { entry = "rain", weight = true }]',
        "category 'wet', entry 'rain': the weight is True. Write a number other than 0: weight = 0.5.",
    ),
    "entry without a text": (
        {}, '[[categories]]\nname = "wet"\nentries = [{ weight = 2 }]',
        "category 'wet': {'weight': 2} has no entry. Write { entry = \"...\", weight = 2.0 }.",
    ),
    "unknown key of an entry": (
        {}, '[[categories]]\nname = "wet"\nentries = [{ entry = "rain", wieght = 2 }]',
        "category 'wet': no key named 'wieght'. Did you mean 'weight'? Known: entry, weight.",
    ),
    "case": ({"case": "fold"}, CATEGORY, "no case named 'fold'. Known: smart, ignore, exact."),
    "overlap": (
        {"overlap": "some"}, CATEGORY, "no overlap named 'some'. Known: none, outermost, categories.",
    ),
    "faulty entry": (
        {}, '[[categories]]\nname = "wet"\nentries = ["rain", "(snow"]',
        "category 'wet', entry '(snow': a ( without its ). Write (a|b).",
    ),
    "entry twice": (
        {}, CATEGORY + '[[categories]]\nname = "dry"\nentries = ["rain*"]',
        "the entry 'rain*' stands in category 'wet' and in category 'dry'. Keep one of them.",
    ),
    "exclusion with NOT": (
        {}, 'exclusions = ["rain NOT snow"]\n' + CATEGORY,
        "exclusions, entry 'rain NOT snow': write it without NOT and NEAR.",
    ),
    "examples no table": (
        {}, 'examples = "none"\n' + CATEGORY,
        "'examples' is 'none'. Write a table: [examples] with hits and misses.",
    ),
    "unknown key of examples": (
        {}, CATEGORY + '[examples]\nmiss = ["dry"]',
        "examples: no key named 'miss'. Did you mean 'misses'? Known: hits, misses.",
    ),
    "hit without brackets": (
        {}, CATEGORY + '[examples]\nhits = ["It rains."]',
        "the example 'It rains.' under hits has no [square brackets], or an unpaired one. "
        "Put each hit in a pair.",
    ),
    "miss with brackets": (
        {}, CATEGORY + '[examples]\nmisses = ["It [rains]."]',
        "the example 'It [rains].' under misses has brackets. Move it to hits.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTY_FILES)
def test_a_faulty_file_gives_one_error_with_the_place_and_the_next_step(write: Any, fault: str) -> None:
    changes, rest, message = FAULTY_FILES[fault]
    with pytest.raises(LexiconError) as error:
        load_lexicon(write(rest, **changes))
    assert str(error.value) == f"storm.toml: {message}"


def test_a_file_that_is_not_toml_or_not_there_or_not_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "storm.toml"
    with pytest.raises(LexiconError) as error:
        load_lexicon(path)
    assert str(error.value) == (
        f"no file 'storm.toml' in {str(tmp_path)!r}. Give the path of a file that ends in {ENDINGS}, or one "
        f"of these names: {MEASURES}."
    )
    path.write_text('name = "storm', encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load_lexicon(str(path))
    assert str(error.value).startswith("storm.toml is not valid TOML: ")
    assert str(error.value).endswith(" Texts stand in quotation marks, lists in square brackets with commas.")
    path.write_bytes(b'name = "st\xf6rm"')
    with pytest.raises(LexiconError) as error:
        load_lexicon(path)
    assert str(error.value) == (
        'storm.toml: byte 10 is not UTF-8. It may be cp1252: name the right one, as in encoding="cp1252", or '
        "save the file as UTF-8."
    )
    with pytest.raises(LexiconError) as error:
        load_lexicon(tmp_path)
    # the system's own words stand in the middle
    assert str(error.value).startswith(f"{tmp_path.name} cannot be read: ")
    assert str(error.value).endswith(". Give the path of a file.")


def test_a_byte_order_mark_is_no_fault(write: Any) -> None:
    path = write()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_lexicon(path).name == "storm"


def test_an_unknown_name_says_which_are_known() -> None:
    with pytest.raises(LexiconError) as error:
        load_lexicon("hedge")
    assert str(error.value) == (
        f"no lexicon named 'hedge'. Did you mean 'hedging'? Known: {MEASURES}. "
        f"For a file of your own, give its path, ending in {ENDINGS}."
    )


def test_word_lists_are_no_measures_and_are_read_by_themselves() -> None:
    assert "negators" not in lexicon_names()
    with pytest.raises(LexiconError) as error:
        load_lexicon("negators")
    assert str(error.value) == (
        "'negators' is a word list, not the lexicon of a measure. Read it with load_words('negators')."
    )
    assert set(load_words("negators")) == {"negators", "not_negators", "ends"}
    with pytest.raises(LexiconError) as error:
        load_words("negator")
    assert str(error.value).startswith(
        "no word list named 'negator'. Did you mean 'negators'? Known: abbreviations, "
    )


def test_the_names_are_in_alphabetical_order_and_do_not_depend_on_the_folder() -> None:
    assert list(lexicon_names()) == sorted(lexicon_names())
    assert all(load_lexicon(name).name == name for name in lexicon_names())
