"""Dictionary cases: files of other programs and what stands in them, look-ups and what they find.

Read from `eval/cases` in the folder that ROSTRA_EVALUATION names; skipped without it. Every
case is dispatched by its measure; the quirks are cases that are not met, each with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import rostra
from rostra.errors import LexiconError
from rostra.index.matching import find_hits
from rostra.index.tokens import Tokens
from rostra.lexicon import Category, Entry, Lexicon, load_lexicon, parse_entry
from rostra.lexicon.entries import with_case
from rostra.lexicon.formats.drafts import plain_entry

Case = dict[str, Any]

QUIRKS = {
    "dictionaries/file-laver-garry.ykd": "the peer puts each category within all that stand before it: the "
    "file "
    "nests them in two levels, not nine",
    "dictionaries/file-yoshi.ykd": "the peer leaves out the words that stand after a subcategory: lamb, "
    "little",
    "dictionaries/file-mary.lc3": "the peer keeps the + that opens a category in its name; the case "
    "published-content-mary.lc3 does not",
}


def folder(evaluation: Path) -> Path:
    return evaluation / "eval" / "cases"


@pytest.fixture(scope="module")
def cases(evaluation: Path) -> list[Case]:
    found: list[Case] = json.loads((folder(evaluation) / "dictionaries.json").read_text(encoding="utf-8"))[
        "cases"
    ]
    return found


def contents(lexicon: Lexicon) -> dict[str, list[str]]:
    """The entries of each category, in alphabetical order, the category written as the peer does."""
    return {
        category.name.replace("/", "."): sorted(entry.text for entry in category.entries)
        for category in lexicon.categories
    }


def read(case: Case, evaluation: Path) -> str:
    """Read the file of a case; say what differs."""
    given, expected = case["input"], case["expected"]
    try:
        lexicon = load_lexicon(folder(evaluation) / given["file"], encoding=given.get("encoding"))
    except LexiconError as error:
        return "" if expected.get("ok") is False else f"error: {error}"
    if expected.get("ok") is False:
        return "it was read, and an error was expected"
    found: dict[str, Any] = contents(lexicon)
    keys = expected.get("keys", expected)
    if expected.get("depth") not in (None, max(name.count(".") for name in found) + 1):
        return f"depth {expected['depth']} expected"
    folded: Callable[[str], str] = str.casefold if "case-insensitive" in str(case["tolerance"]) else str
    wanted = {
        folded(name): texts if isinstance(texts, int) else sorted(map(folded, texts))
        for name, texts in keys.items()
    }
    given_ = {
        folded(name): len(texts) if isinstance(keys.get(name), int) else sorted(map(folded, texts))
        for name, texts in found.items()
    }
    return "" if given_ == wanted else f"{given_}, expected {wanted}"


@cache
def tokens_of(documents: tuple[tuple[str, ...], ...]) -> Tokens:
    """Words of which each is one token here, as it is for the peer: a sign within is a letter."""
    texts = (" ".join(word.translate(SIGNS) for word in document) for document in documents)
    return rostra.tokenize(rostra.load_corpus([{"doc_id": str(i), "text": t} for i, t in enumerate(texts)]))


SIGNS = str.maketrans(dict.fromkeys("-'’.,:/&%#@$£€+", "ꞏ"))


def flat(dictionary: dict[str, Any], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for name, inner in dictionary.items():
        found |= flat(inner, (*path, name)) if isinstance(inner, dict) else {(*path, name): inner}
    return found


def entries(texts: list[str], given: Case) -> tuple[Entry, ...]:
    made = []
    for text in texts:
        try:
            if given["valuetype"] == "regex":
                entry = parse_entry(f"/{text}/")
            else:
                entry = plain_entry(text, wildcards="*?" if given["valuetype"] == "glob" else "")
        except LexiconError:
            continue  # no word can be that: it finds nothing
        made.append(with_case(entry, "ignore" if given["case_insensitive"] else "exact"))
    return tuple(made)


def look_up(given: Case, documents: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    """The categories found in each document, in text order, as the peer names them at this level."""
    categories = tuple(
        Category("/".join(path), entries(texts, given)) for path, texts in flat(given["dictionary"]).items()
    )
    overlap = "categories" if given["nested_scope"] == "key" else "outermost"
    known = dict.fromkeys(("title", "construct", "construct_source", "source", "licence", "version"), "test")
    lexicon = Lexicon(
        name="case", **known, language="en", scope="style", negation="keep", status="exploratory",
        categories=categories, overlap=overlap,
    )  # fmt: skip
    hits = find_hits(tokens_of(documents), lexicon)
    found: list[list[str]] = [[] for _ in documents]
    for doc_id, name in zip(hits["doc_id"], hits["category"], strict=True):
        if label := labelled(name.split("/"), given.get("levels", "all")):
            found[int(doc_id)].append(label)
    return found


def labelled(path: list[str], levels: str | int) -> str:
    return ".".join(path) if levels == "all" else ".".join(path[int(levels) - 1 : int(levels)])


def find(case: Case, evaluation: Path) -> str:
    """Look the dictionary of a case up in its tokens; say what differs."""
    expected = case["expected"]
    found = look_up(case["input"], tuple(tuple(words) for words in case["input"]["tokens"].values()))
    matches = dict(zip(case["input"]["tokens"], found, strict=True))
    if matches != expected["matches"]:
        return f"{matches}, expected {expected['matches']}"
    counts = {
        name: {category: matches[name].count(category) for category in wanted}
        for name, wanted in expected["counts"].items()
    }
    return "" if counts == expected["counts"] else f"{counts}, expected {expected['counts']}"


def count(case: Case, evaluation: Path) -> str:
    """Count the dictionary of a case in a corpus of tokens; say what differs."""
    path = folder(evaluation) / f"{case['input']['corpus']}_{case['input']['tokens']}"
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = look_up(case["input"], tuple(tuple(document["tokens"]) for document in documents))
    wrong = []
    for document, names in zip(documents, found, strict=True):
        expected = case["expected"][document["id"]]
        counts = {name: names.count(name) for name in expected}
        if counts != expected:
            wrong.append(f"{document['id']}: {counts}, expected {expected}")
    return "; ".join(wrong)


DISPATCH = {
    "parse dictionary file": read,
    "declared encoding honoured": read,
    "dictionary lookup counts + match sequence": find,
    "dictionary counts on 60 inaugurals, 4 categories with globs and phrases": count,
}


@pytest.mark.parametrize("measure", DISPATCH)
def test_the_cases_hold_but_for_the_quirks(measure: str, cases: list[Case], evaluation: Path) -> None:
    chosen = [case for case in cases if case["measure"] == measure]
    assert chosen
    wrong = {case["id"]: said for case in chosen if (said := DISPATCH[measure](case, evaluation))}
    quirks = {case["id"] for case in chosen} & QUIRKS.keys()
    assert wrong.keys() == quirks, "\n".join(f"{name}: {wrong.get(name)}" for name in wrong.keys() ^ quirks)


def test_every_case_is_dispatched_and_every_quirk_is_a_case(cases: list[Case]) -> None:
    assert {case["measure"] for case in cases} == DISPATCH.keys()
    assert QUIRKS.keys() <= {case["id"] for case in cases}


def test_a_file_that_is_not_what_its_ending_says_is_told_so(evaluation: Path) -> None:
    with pytest.raises(LexiconError) as error:
        load_lexicon(folder(evaluation) / "dictionary_files" / "actually_ykd.cat")
    assert str(error.value) == (
        "actually_ykd.cat: it is XML, not a WordStat categorisation. If Yoshikoder wrote it, give it the "
        "ending .ykd."
    )
