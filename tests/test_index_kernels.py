"""The kernels equal the reference: the same words at the same places, in any text."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rostra.index import kernels
from rostra.index.characters import BREAKS, DIGIT, JOIN, LETTER, MARK, SPACE, character_classes
from rostra.index.folding import forms_of
from rostra.index.kernels import Scanner
from rostra.index.placing import count_characters
from rostra.index.reference import TOKEN, fold_token, fold_tokens

ADDRESSES = ("http://", "HTTPS://", "www.", "jane.doe+tag@example.co.uk", "a@b.c", "@jane_", "#tag", "x" * 70)
SHAPES = ("U.S.", "U.S.A", "a.m.", "1,200.50", "9:30", "4%", "21st", "don’t", "rock-solid", "_x_", "J.R.R. ")
MARKED = ("é", "e\u0301", "\u0301", "ﬁ", "ä\u0308", "हिन्दी", "ที่", "한국", "각", "שָׁלוֹם", "ʼ", "‿")
SPACES = (" ", "\n", "\t", "\u00a0", "\u2009", "\u200b", "\u3000", "\u2028", "\x85", "\ufeff")
INSIDE = ("\u00ad", "\u200c", "\u200d", "\u2060", "-", "\u2010", "\u2011", "'", "’", "_", "__", "\uff07")
SYMBOLS = (
    "😀",
    "👨\u200d👩\u200d👧",
    "🇺🇸",
    "❤️",
    "1️⃣",
    "½",
    "²",
    "№",
    "٣",
    "𝟘",
    "日本",
    "。",
    "ʹ",
    "≮",
    "≯",
    "\u0338",
)
OTHERS = (
    ".",
    ",",
    ":",
    ";",
    "!",
    "?",
    "%",
    "@",
    "#",
    "+",
    "/",
    "&",
    "(",
    ")",
    "]",
    "“",
    "”",
    "—",
    "…",
    "<",
    ">",
)
nasty = st.lists(
    st.one_of(
        st.sampled_from([*ADDRESSES, *SHAPES, *MARKED, *SPACES, *INSIDE, *SYMBOLS, *OTHERS]),
        st.sampled_from(list("aAzZuUsSwWhHtTpP019")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
).map("".join)


def by_kernel(scanner: Scanner, texts: list[str]) -> list[list[tuple[int, str, bool]]]:
    """The tokens of each text: place, surface, and whether a clause begins with it."""
    data = [text.encode() for text in texts]
    bounds = np.cumsum([0, *map(len, data)]).astype(np.int64)
    surface, start, parted, tokens = scanner.scan(np.frombuffer(b"".join(data), dtype=np.uint8), bounds)
    names = scanner.surfaces()
    rows = [(int(s), names[n], bool(p)) for n, s, p in zip(surface, start, parted, strict=True)]
    return [rows[first:last] for first, last in itertools.pairwise(tokens)]


def by_reference(text: str) -> list[tuple[int, str, bool]]:
    rows, end = [], 0
    for match in TOKEN.finditer(text):
        parted = not rows or not BREAKS.isdisjoint(text[end : match.start()])
        rows.append((match.start(), match.group(), parted))
        end = match.end()
    return rows


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner()


@settings(max_examples=400)
@given(texts=st.lists(nasty, min_size=1, max_size=3))
@example(texts=["", "a@b.c", ""])
@example(texts=["a@b.c-d.é a@b.cé a@b.c_d", "www.) www.a) http:// https://x’s"])
@example(texts=["U.S.-led U.S.A U.S.Army e.g.é", "1.5-2,5:3%x 5%-ish", "a__b _ __c d_"])
def test_the_kernel_finds_what_the_pattern_finds(texts: list[str]) -> None:
    assert by_kernel(Scanner(), texts) == [by_reference(text) for text in texts]


@settings(max_examples=400)
@given(text=nasty)
def test_composed_and_decomposed_text_count_alike(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    forms = [[fold_token(token) for token in TOKEN.findall(each)] for each in (composed, decomposed)]
    assert forms[0] == forms[1]


@settings(max_examples=200)
@given(text=nasty)
def test_every_token_slices_to_itself_and_nothing_is_lost_between(text: str) -> None:
    spans = [match.span() for match in TOKEN.finditer(text)]
    assert all(first < end for first, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    gaps = "".join(
        text[end:start]
        for end, start in zip([0, *(e for _, e in spans)], [*(s for s, _ in spans), None], strict=True)
    )
    assert not [character for character in gaps if character_classes()[ord(character)] in (LETTER, DIGIT)]


def test_every_character_keeps_its_class_when_it_is_decomposed() -> None:
    classes = character_classes()
    astray = []
    for point in range(sys.maxunicode + 1):
        pieces = unicodedata.normalize("NFD", chr(point)) if not 0xD800 <= point < 0xE000 else ""
        if len(pieces) > 1 and classes[point] != MARK:
            kinds = classes[[ord(piece) for piece in pieces]]
            first = kinds[0] == classes[point]
            rest = (kinds[1:] == MARK).all() if classes[point] in (LETTER, DIGIT) else True
            astray += [] if first and rest else [f"{point:04X}"]
    assert astray == []


def test_the_classes_are_those_of_pythons_own_tables() -> None:
    classes = character_classes()
    ours = {*map(ord, "\u02bc"), *np.flatnonzero(classes == MARK).tolist()}
    for point in range(0, sys.maxunicode + 1, 7):
        character = chr(point)
        if point not in ours:
            assert (classes[point] in (LETTER, DIGIT)) == character.isalnum()
            assert (classes[point] == DIGIT) == bool(re.fullmatch(r"\d", character))
        assert (classes[point] == SPACE) == bool(re.fullmatch(r"\s", character))
        assert (classes[point] == MARK) >= (unicodedata.category(character)[0] == "M")
    assert all(classes[ord(character)] == JOIN for character in "-'’‐‑ʼ")


@given(
    surfaces=st.lists(
        st.sampled_from(["US", "us", "US's", "May", "IT", "Rock", "É", "e\u0301", "DON'T", "ß"])
    )
)
def test_many_words_fold_as_one_does(surfaces: list[str]) -> None:
    assert fold_tokens(surfaces) == [fold_token(surface) for surface in surfaces]
    forms, numbers = forms_of(surfaces)
    assert [list(forms)[number] for number in numbers] == fold_tokens(surfaces)
    assert list(forms) == list(dict.fromkeys(fold_tokens(surfaces)))


@settings(max_examples=200)
@given(
    words=st.lists(
        st.tuples(
            st.sampled_from(["a", "ab", "é", "Zz"]), st.integers(1, 20), st.sampled_from(["", "x", "y"])
        ),
        max_size=40,
    ),
    ends=st.lists(st.sampled_from([" ", ", ", ".", ". ", ",", "\n", "—", "  "]), min_size=1, max_size=5),
    documents=st.integers(1, 4),
    together=st.integers(1, 7),
)
def test_words_of_any_length_are_told_apart(
    words: list[tuple[str, int, str]], ends: list[str], documents: int, together: int
) -> None:
    spelled = [part * times + last for part, times, last in words]
    texts = [
        "".join(word + ends[i % len(ends)] for i, word in enumerate(spelled[first::documents]))
        for first in range(documents)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "_TOGETHER", together)
        scanner = Scanner()
        found = by_kernel(scanner, texts)
    assert found == [by_reference(text) for text in texts]
    assert scanner.surfaces() == list(dict.fromkeys(surface for rows in found for _, surface, _ in rows))


def test_a_word_longer_than_all_that_came_before_has_room() -> None:
    long = "x" * 3_000_000
    scanner = Scanner()
    assert [surface for _, surface, _ in by_kernel(scanner, [f"a {long} b {long}y a"])[0]] == [
        "a", long, "b", f"{long}y", "a",
    ]  # fmt: skip
    assert scanner.surfaces() == ["a", long, "b", f"{long}y"]


@given(
    texts=st.lists(st.text("aé日🙂 ", max_size=40), min_size=1, max_size=5),
    times=st.integers(1, 30),
    block=st.sampled_from([1, 7, 16, 256]),
)
def test_the_characters_before_each_block_are_counted(texts: list[str], times: int, block: int) -> None:
    stretches = [(text * times).encode() for text in texts]
    byte = characters = 0
    found: list[int] = []
    for stretch in stretches:
        counted = count_characters(np.frombuffer(stretch, dtype=np.uint8), byte, characters, block)
        found += counted.tolist()
        byte, characters = byte + len(stretch), characters + len(stretch.decode())
    whole = b"".join(stretches)
    begun = np.cumsum([0, *((byte & 0xC0) != 0x80 for byte in whole)])
    assert found == begun[: len(whole) : block].tolist()


def test_numbers_go_on_from_batch_to_batch(scanner: Scanner) -> None:
    scanner = Scanner()
    by_kernel(scanner, ["one two"])
    by_kernel(scanner, ["two three one"])
    assert scanner.surfaces() == ["one", "two", "three"]


def test_a_table_that_is_full_grows_and_keeps_every_number() -> None:
    scanner = Scanner()
    words = [f"w{number}x" for number in range(120_000)]
    (rows,) = by_kernel(scanner, [" ".join(words)])
    assert [surface for _, surface, _ in rows] == words
    assert scanner.surfaces() == words
    surface = np.arange(len(words), dtype=np.int32)[::-1].copy()
    other = Scanner()
    other.renumber(surface, np.full(len(words), -1, dtype=np.int32), scanner.letters, scanner.bounds)
    assert other.surfaces() == words[::-1]
    assert surface.tolist() == list(range(len(words)))


def texts_of(value: object) -> Iterator[str]:
    """Every string within JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)


def test_all_evaluation_texts_give_the_same_words(evaluation: Path, scanner: Scanner) -> None:
    texts = []
    for path in sorted(evaluation.rglob("*")):
        name = path.name.removesuffix(".gz")
        if not path.is_file() or not name.endswith((".txt", ".csv", ".json", ".jsonl", ".md", ".tsv")):
            continue
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        content = data.decode("utf-8", "replace")
        texts.append(content)
        if name.endswith(".jsonl"):
            texts += [
                text for line in content.splitlines() if line.strip() for text in texts_of(json.loads(line))
            ]
        elif name.endswith(".json"):
            texts += list(texts_of(json.loads(content)))
    assert len(texts) > 1000
    texts = [text for text in dict.fromkeys(texts) if not re.search("[\ud800-\udfff]", text)]
    for text, found in zip(texts, by_kernel(scanner, texts), strict=True):
        assert found == by_reference(text)
