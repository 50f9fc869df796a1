"""An index on disk gives the same numbers as its texts in memory, and opens without reading them."""

from __future__ import annotations

import gzip
import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import rostra
from rostra.errors import CorpusError, RostraError
from rostra.index import tokenizing
from rostra.index.building import build_index
from rostra.index.tokens import Tokens
from rostra.reading.stored import open_index

FIELDS = (
    "document", "start", "end", "form", "sentence", "sentence_start", "sentence_end", "statement",
    "clause_start",
)  # fmt: skip
ROWS = [
    {
        "doc_id": "a",
        "date": "2024-11-21",
        "who": "Ann",
        "year": 2024,
        "text": "No war. “We deny it,” she said.",
    },
    {"doc_id": "b", "date": "2024-11-22", "who": "Ben", "year": 2023, "text": "The US told us: naïve, no?"},
    {"doc_id": "c", "date": "", "who": "", "year": 2022, "text": "🙂 … ¿?"},
    {
        "doc_id": "d",
        "date": "2024-11-24",
        "who": "Ann",
        "year": 2021,
        "text": "War in May — we may\n\nhope. No!",
    },
]

SIZE = sum(len(str(row["text"]).encode()) for row in ROWS)


def written(folder: Path, rows: list[dict[str, Any]], name: str = "documents.jsonl") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / name).write_text(lines, encoding="utf-8")
    return folder


def assert_same_words(found: Tokens, expected: Tokens) -> None:
    for name in FIELDS:
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name), err_msg=name)
    assert found.vocabulary == expected.vocabulary


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("index") / "corpus", ROWS)


@pytest.fixture(scope="module")
def index(source: Path) -> Path:
    build_index(source, source.parent / "built")
    return source.parent / "built"


def test_the_words_of_an_index_are_those_of_its_texts(source: Path, index: Path) -> None:
    assert_same_words(rostra.tokenize(rostra.load_corpus(index)), rostra.tokenize(rostra.load_corpus(source)))


def test_the_documents_of_an_index_are_those_that_were_read(source: Path, index: Path) -> None:
    found, expected = rostra.load_corpus(index), rostra.load_corpus(source)
    assert_frame_equal(found.documents.astype({"text": "string"}), expected.documents)
    assert (found.name, found.inputs, found.left_out, found.notes) == (
        expected.name, expected.inputs, expected.left_out, expected.notes,
    )  # fmt: skip


@pytest.mark.parametrize("actor", [None, "who"])
def test_statements_own_the_same_words(source: Path, index: Path, actor: str | None) -> None:
    found, expected = (rostra.attribute(rostra.load_corpus(path), actor=actor) for path in (index, source))
    assert_frame_equal(found.frame, expected.frame)
    assert_same_words(rostra.tokenize(found), rostra.tokenize(expected))
    assert found.coverage == expected.coverage


def test_some_documents_in_any_order_have_their_own_vocabulary(source: Path, index: Path) -> None:
    found, expected = (rostra.load_corpus(path).where(who="Ann") for path in (index, source))
    assert_same_words(rostra.tokenize(found), rostra.tokenize(expected))
    assert rostra.tokenize(found).vocabulary[:3] == ("no", "war", "we")


def test_verbs_give_the_same_result_for_an_index(source: Path, index: Path) -> None:
    stored, read = (rostra.tokenize(rostra.load_corpus(path)) for path in (index, source))
    for make in (
        lambda words: rostra.frequencies(words, by="who").frame,
        lambda words: rostra.frequencies(words, by="who").hits,
        lambda words: rostra.ngrams(words, 2, min_count=1).frame,
        lambda words: rostra.kwic(words, "no").lines,
        lambda words: (
            rostra.measure(words, ["negation"], by="who").frame
            if "negation" in rostra.lexicon_names()
            else rostra.kwic(words, "US").lines
        ),
        lambda words: words.frame,
    ):
        assert_frame_equal(make(stored), make(read))


def test_the_column_of_texts_behaves_like_any_other(index: Path) -> None:
    frame = rostra.load_corpus(index).documents
    texts = [row["text"] for row in ROWS]
    column = frame["text"]
    assert column.tolist() == list(column) == texts
    assert column.iloc[1] == column.iat[1] == frame.loc[1, "text"] == texts[1]
    assert column[[2, 0]].tolist() == [texts[2], texts[0]]
    assert column[frame["who"] == "Ann"].tolist() == [texts[0], texts[3]]
    assert column.to_numpy().tolist() == texts
    assert column.str.len().tolist() == [len(text) for text in texts]
    assert column.str.contains("war", case=False).tolist() == [True, False, False, True]
    assert (column == texts[0]).tolist() == [True, False, False, False]
    assert column.isna().sum() == 0
    assert [row["text"] for row in frame.to_dict("records")] == texts
    assert pd.concat([frame, frame])["text"].tolist() == texts * 2
    other = pd.DataFrame({"text": pd.array(["new"], dtype="string")})
    assert pd.concat([frame[["text"]], other])["text"].tolist() == [*texts, "new"]
    assert frame.sort_values("year")["text"].tolist() == texts[::-1]
    assert frame.set_index("doc_id")["text"].to_dict() == {row["doc_id"]: row["text"] for row in ROWS}
    assert column.reindex([0, 9]).isna().tolist() == [False, True]
    assert "told us" in frame.to_string()
    with pytest.raises(TypeError, match="the texts of an index cannot be changed"):
        frame.loc[0, "text"] = "other"
    assert pickle.loads(pickle.dumps(frame))["text"].tolist() == texts


def test_texts_are_read_one_at_a_time(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = rostra.load_corpus(index)
    read: list[int] = []
    store = corpus.documents["text"].array.store
    text = type(store).text
    monkeypatch.setattr(type(store), "text", lambda self, row: read.append(row) or text(self, row))
    words = rostra.tokenize(corpus)
    assert rostra.frequencies(words, by="who").frame["hits"].sum() == 20
    assert repr(corpus) == "<Corpus corpus: 4 documents, 20 words, 2024-11-21 to 2024-11-24>"
    assert len(words.sentence_start) == words.sentence[-1] + 1
    assert read == []
    assert corpus.text("b") == ROWS[1]["text"]
    assert read == [1]


def test_a_document_that_is_not_there_is_an_error_that_names_those_that_are(index: Path) -> None:
    with pytest.raises(CorpusError) as error:
        rostra.load_corpus(index).text("e")
    assert str(error.value) == "no document named 'e'. Known: a, b, c, d."


texts = st.text(alphabet="aBé-'’ .,!?“”US7\n\u0301日😀", max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(texts, min_size=1, max_size=5), data=st.data())
def test_any_texts_give_the_same_words_in_batches_of_any_size(
    tmp_path_factory: pytest.TempPathFactory, contents: list[str], data: st.DataObject
) -> None:
    rows = [{"doc_id": f"d{i}", "text": f"{text}."} for i, text in enumerate(contents)]
    folder = tmp_path_factory.mktemp("any")
    source = written(folder / "corpus", rows)
    batch = data.draw(st.integers(1, 200))
    sentences = data.draw(st.booleans())
    build_index(source, folder / "built", batch=batch, sentences=sentences)
    corpus = rostra.load_corpus(folder / "built")
    assert_same_words(rostra.tokenize(corpus), rostra.tokenize(rostra.load_corpus(source)))
    chosen = data.draw(st.lists(st.sampled_from([row["doc_id"] for row in rows]), min_size=1, unique=True))
    some, same = (each.where(doc_id=chosen) for each in (corpus, rostra.load_corpus(source)))
    assert_same_words(rostra.tokenize(some), rostra.tokenize(same))


@settings(max_examples=60)
@given(contents=st.lists(texts, min_size=1, max_size=5))
def test_large_corpora_in_memory_give_the_same_words(contents: list[str]) -> None:
    corpus = rostra.load_corpus([{"text": f"{text}."} for text in contents])
    by_pattern = rostra.tokenize(corpus)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokenizing, "LARGE", 0)
        assert_same_words(rostra.tokenize(corpus), by_pattern)


def test_postings_list_the_tokens_of_each_form_in_text_order(index: Path) -> None:
    store = open_index(index)
    form, bounds = store.array("form"), store.array("posting_bounds")
    expected = np.argsort(form, kind="stable")
    np.testing.assert_array_equal(store.array("postings"), expected)
    np.testing.assert_array_equal(np.diff(bounds), np.bincount(form))


# What is wrong with an index is said ------------------------------------------------------------


def damage(index: Path, name: str, change: Any) -> str:
    path = next(index.glob(f"**/{name}"))
    path.write_bytes(change(path.read_bytes()))
    return path.parent.name


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("start.npy", lambda data: data[:-4], "start.npy has 204 bytes instead of 208"),
        ("text.utf8", lambda data: b"", f"text.utf8 has 0 bytes instead of {SIZE}"),
        ("manifest.json", lambda data: data[: len(data) // 2], "manifest.json cannot be read ("),
        ("manifest.json", lambda data: data.replace(b'"files"', b'""'), "manifest.json cannot be read ('fi"),
        ("forms.npy", lambda data: b"x" * len(data), "forms.npy cannot be read ("),
        ("documents.json", lambda data: b"x" * len(data), "documents.json cannot be read ("),
    ],
)  # fmt: skip
def test_a_damaged_index_is_one_error_that_says_what_to_do(
    source: Path, tmp_path: Path, name: str, change: Any, said: str
) -> None:
    build_index(source, tmp_path / "built")
    damage(tmp_path / "built", name, change)
    with pytest.raises(RostraError) as error:
        corpus = rostra.load_corpus(tmp_path / "built")
        rostra.tokenize(corpus).vocabulary  # noqa: B018
    message = str(error.value)
    assert message.startswith(f"the index {str(tmp_path / 'built')!r} is damaged: {said}")
    assert message.endswith(
        f"Build it again: delete the folder, then rostra index PATH -o {tmp_path / 'built'}"
    )


def test_a_changed_byte_is_found_by_reading_everything(source: Path, tmp_path: Path) -> None:
    build_index(source, tmp_path / "built")
    open_index(tmp_path / "built").verify()
    damage(tmp_path / "built", "surface.npy", lambda data: data[:-1] + b"\x07")
    with pytest.raises(CorpusError, match=r"is damaged: surface\.npy is not as it was written"):
        open_index(tmp_path / "built").verify()


def test_an_index_of_another_layout_or_rule_says_so(source: Path, tmp_path: Path) -> None:
    built = tmp_path / "built"
    build_index(source, built)
    manifest = json.loads((built / "manifest.json").read_bytes())
    (built / "manifest.json").write_text(json.dumps({**manifest, "rule": "other"}), encoding="utf-8")
    corpus = rostra.load_corpus(built)
    assert corpus.text("a") == ROWS[0]["text"]
    with pytest.raises(CorpusError) as error:
        rostra.tokenize(corpus)
    assert str(error.value) == (
        f"the words of the index {str(built)!r} were found by another rule: by Rostra {rostra.__version__}, "
        f"or on a Python with other tables of characters. Build it again: rostra index PATH -o {built}"
    )
    (built / "manifest.json").write_text(json.dumps({**manifest, "version": 9}), encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        rostra.load_corpus(built)
    assert str(error.value) == (
        f"the index {str(built)!r} has the layout 9; this Rostra reads layout 2. "
        f"Build it again: rostra index PATH -o {built}"
    )
    assert build_index(source, built).added == 4


# Documents in batches ------------------------------------------------------------


def test_batches_give_what_reading_at_once_gives(tmp_path: Path) -> None:
    from rostra.reading import read, stream

    rows = [{"id": f"r{i}", "text": f"Text “{i}”, with a comma.\n\nAnd a line.", "n": i} for i in range(50)]
    folder = written(
        tmp_path / "c", [{k: v for k, v in row.items() if k != "id"} for row in rows], "many.jsonl"
    )
    pd.DataFrame(rows).to_csv(folder / "table.csv", index=False)
    pd.DataFrame(rows[:3]).to_csv(folder / "table.tsv", index=False, sep="\t")
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress((folder / "many.jsonl").read_bytes()))
    (folder / "bad.jsonl").write_text(
        '{"text": "a"}\nno\n[]\n{"text": ""}\n{"text": "b"}\n', encoding="utf-8"
    )
    (folder / "one.txt").write_text("date 2024-11-26 The text.", encoding="utf-8")
    (folder / "two.md").write_text("---\ntitle: Two\n---\nText.", encoding="utf-8")
    (folder / "empty.jsonl").write_text("\n\n", encoding="utf-8")
    (folder / "other.xyz").write_text("?", encoding="utf-8")
    expected = read(folder)
    for block in (64, 500, 8 * 1024**2):
        opened = stream(folder, block=block)
        documents = [document for batch in opened.batches() for document in batch]
        assert documents == list(expected.documents)
        assert {document.encoded for document in documents} <= {
            None,
            *(document.text.encode() for document in documents),
        }
        assert opened.default_ids() == list(expected.default_ids)
        assert tuple(opened.inputs) == expected.inputs
        assert opened.left_out == list(expected.left_out)
        assert opened.notes == list(expected.notes)
        assert (opened.name, opened.folder) == (expected.name, expected.folder)
