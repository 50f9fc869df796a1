"""A build takes its place in one step, keeps what did not change, and leaves nothing torn."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rostra
from rostra.errors import CorpusError
from rostra.index import building
from rostra.index.building import build_index
from rostra.index.files import Folder
from rostra.reading.lines import cut_lines
from rostra.reading.stored import open_index
from rostra.reading.textcolumn import TextArray

ROOT = Path(__file__).resolve().parents[1]


def corpus(folder: Path, **texts: str) -> Path:
    """A folder with a file for each text, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        path.unlink()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def content(index: Path) -> dict[str, bytes]:
    """Every file of an index by its name, the manifest without the list of inputs."""
    store = open_index(index)
    return {path.name: path.read_bytes() for path in sorted(store.data.iterdir())}


# Up to date ------------------------------------------------------------------------------------------------


def test_a_refreshed_index_is_the_one_that_is_built_anew(tmp_path: Path) -> None:
    source, index = tmp_path / "texts", tmp_path / "index"
    build_index(corpus(source, a="No war.", b="We say no. No!", d="The last one."), index)
    built = build_index(corpus(source, a="No war.", b="We say yes.", c="War, new.", d="The last one."), index)
    assert (built.added, built.reused, built.removed) == (2, 2, 1)
    assert built.about == "4 documents, 10 words, 9 forms. Documents: 2 new, 2 unchanged, 1 removed."
    anew = build_index(source, tmp_path / "anew")
    assert (anew.added, anew.reused, anew.removed) == (4, 0, 0)
    assert content(index) == content(tmp_path / "anew")
    assert (index / "manifest.json").read_bytes() == (tmp_path / "anew" / "manifest.json").read_bytes()
    assert len(list(index.iterdir())) == 2


contents = st.dictionaries(
    st.sampled_from("abcdef"), st.text(alphabet="aB’. ,é日US\n", min_size=1, max_size=30), min_size=1
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=contents,
    after=contents,
    batch=st.integers(1, 100),
    sentences=st.tuples(st.booleans(), st.booleans()),
)
def test_any_edit_gives_what_a_new_build_gives(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, str],
    after: dict[str, str],
    batch: int,
    sentences: tuple[bool, bool],
) -> None:
    folder = tmp_path_factory.mktemp("edit")
    source, index = folder / "texts", folder / "index"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)  # what is tested is what is written, not when
        check_edit(source, index, before, after, batch, sentences)


def check_edit(
    source: Path,
    index: Path,
    before: dict[str, str],
    after: dict[str, str],
    batch: int,
    sentences: tuple[bool, bool],
) -> None:
    build_index(corpus(source, **before), index, sentences=sentences[0], batch=batch)
    built = build_index(corpus(source, **after), index, sentences=sentences[1], batch=batch)
    same = set(before.values()) & set(after.values())
    assert built.reused == sum(text in same for text in after.values())
    assert built.removed == sum(text not in same for text in before.values())
    anew = build_index(source, index.with_name("anew"), sentences=sentences[1], batch=batch)
    assert content(index) == content(anew.store.folder)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text("aé日🙂. \n", min_size=1, max_size=12), min_size=1, max_size=4),
    times=st.integers(1, 300),
    batch=st.sampled_from([1, 700, 10**6]),
    data=st.data(),
)
def test_a_stretch_is_read_as_it_stands_in_its_text(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], times: int, batch: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("stretch")
    whole = {f"d{i}": text * times for i, text in enumerate(texts)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        store = build_index(corpus(folder / "texts", **whole), folder / "index", batch=batch).store
    written = [store.text(row) for row in range(len(store))]
    rows = np.array(data.draw(st.lists(st.sampled_from(range(len(store))), min_size=1, max_size=9)))
    places = st.integers(0, 12 * 300 + 5)
    spans = [sorted((data.draw(places), data.draw(places))) for _ in rows]
    starts, ends = np.array(spans).T
    starts = np.minimum(starts, [len(written[row]) for row in rows])
    joined, edges, shifts = store.windows(rows, starts, ends)
    windows = [joined[begin:stop] for begin, stop in pairwise(edges)]
    assert "".join(windows) == joined
    for row, start, end, window, shift in zip(rows, starts, ends, windows, shifts, strict=True):
        assert window[start - shift : end - shift] == written[row][start:end]
        if end >= len(written[row]):
            assert shift + len(window) == len(written[row])
        assert (shift == 0) or start - shift <= 256
    first, last = (np.minimum(bound, [len(written[row]) for row in rows]) for bound in (starts, ends))
    for context in (data.draw(st.integers(0, 300)), (first, last)):
        on_disk = cut_lines(TextArray(store, np.arange(len(store))), rows, first, last, context)
        assert on_disk == cut_lines(written, rows, first, last, context)


def test_a_dash_at_the_edge_of_a_block_is_read_whole(tmp_path: Path) -> None:
    texts = {f"d{n}": "a" * n + "—" + "b" * 600 for n in range(248, 260)}
    store = build_index(corpus(tmp_path / "texts", **texts), tmp_path / "index").store
    for row, text in enumerate(texts.values()):
        dash = text.index("—")
        for start, end in ((200, dash), (200, dash + 1), (dash, dash + 1), (dash + 1, dash + 9), (0, 900)):
            joined, _, shifts = store.windows(np.array([row]), np.array([start]), np.array([end]))
            assert joined[start - shifts[0] : end - shifts[0]] == text[start:end]


def test_nothing_is_read_again_where_no_file_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, index = corpus(tmp_path / "texts", a="No war.", b="No."), tmp_path / "index"
    build_index(source, index)
    before = {path: path.stat().st_mtime_ns for path in index.rglob("*")}
    monkeypatch.setattr(building, "Draft", None)
    built = build_index(source, index)
    assert (built.added, built.reused, built.removed) == (0, 2, 0)
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*")} == before


def test_a_file_of_the_same_size_that_changed_is_seen(tmp_path: Path) -> None:
    source, index = corpus(tmp_path / "texts", a="No war.", b="No."), tmp_path / "index"
    build_index(source, index)
    assert build_index(corpus(source, a="No War!", b="No."), index).added == 1
    assert rostra.load_corpus(index).text("a") == "No War!"


def test_other_words_from_the_same_files_are_another_index(tmp_path: Path) -> None:
    source, index = tmp_path / "rows.jsonl", tmp_path / "index"
    source.write_text(json.dumps({"text": "One.", "other": "Two words."}), encoding="utf-8")
    build_index(source, index)
    assert build_index(source, index, text="other").added == 1
    assert rostra.load_corpus(index).text("rows-0001") == "Two words."


def test_a_registry_and_corrections_go_with_the_index(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(ROOT / "corpus" / "redzikowo", index)
    read, stored = rostra.load_corpus(ROOT / "corpus" / "redzikowo"), rostra.load_corpus(index)
    assert stored.inputs == read.inputs
    (tmp_path / "mine.toml").write_bytes(
        (ROOT / "corpus" / "redzikowo" / "actors.toml").read_bytes() + b"\n# mine"
    )
    built = build_index(ROOT / "corpus" / "redzikowo", index, actors=tmp_path / "mine.toml")
    assert built.reused == 5
    assert (built.store.data / "actors.toml").read_bytes().endswith(b"# mine")


# What cannot be ------------------------------------------------------------


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    source, other = corpus(tmp_path / "texts", a="No."), corpus(tmp_path / "other", b="Mine.")
    with pytest.raises(CorpusError) as error:
        build_index(source, other)
    assert str(error.value) == (
        f"{str(other)!r} exists and is no index. Give a folder that does not exist yet, an empty one, or an "
        "index to bring up to date."
    )
    assert [path.name for path in other.iterdir()] == ["b.txt"]


def test_two_documents_of_one_id_are_named(tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    rows = [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}, {"id": "a", "text": "Three."}]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        build_index(source, tmp_path / "index")
    assert str(error.value) == (
        "two documents have the id 'a': rows.jsonl:1 and rows.jsonl:3. "
        'Give each document its own id, or name the column that does: doc_id="NAME".'
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.jsonl"]


def test_an_empty_folder_is_the_error_that_reading_it_gives(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    messages = []
    for make in (rostra.load_corpus, lambda path: build_index(path, tmp_path / "index")):
        with pytest.raises(CorpusError) as error:
            make(tmp_path / "none")
        messages.append(str(error.value))
    assert messages[0] == messages[1]


# Stopped at any moment ------------------------------------------------------------


@pytest.mark.parametrize("refreshed", [False, True])
def test_a_build_that_fails_at_any_step_leaves_the_old_index_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refreshed: bool
) -> None:
    source, index = corpus(tmp_path / "texts", a="No war.", b="We say no."), tmp_path / "index"
    if refreshed:
        build_index(source, index)
    before = content(index) if refreshed else None
    corpus(source, a="No war.", c="Another text, quite another.")
    failed = 0
    for stop in range(1000):
        steps = 0

        def counted(call: Any, stop: int = stop) -> Any:
            def step(*given: Any, **options: Any) -> Any:
                nonlocal steps
                steps += 1
                if steps > stop:
                    raise KeyboardInterrupt
                return call(*given, **options)

            return step

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", counted(os.fsync))
            patch.setattr(os, "replace", counted(os.replace))
            patch.setattr(Path, "rename", counted(Path.rename))
            patch.setattr(Folder, "column", counted(Folder.column))
            try:
                build_index(source, index)
                break
            except KeyboardInterrupt:
                failed += 1
        if (index / "manifest.json").exists():
            open_index(index).verify()
            found = content(index)
            done = found != before
            if done:  # only the names were not seen onto the disk yet
                assert rostra.load_corpus(index).text("c") == "Another text, quite another."
        else:
            assert not refreshed
            assert not index.exists()
    assert failed > 40
    assert len(list(index.iterdir())) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "texts"]


def torn(index: Path, before: set[str]) -> str:
    """What is wrong with an index after its build was killed; nothing, where it is whole or not there."""
    if not index.exists():
        return "" if not before else "the old index is gone"
    try:
        store = open_index(index)
        store.verify()
    except CorpusError as error:
        return str(error)
    return "" if rostra.load_corpus(index).text("d0") else "no text"


def killed_builds(folder: Path, kills: int, seed: int = 0) -> list[str]:
    """Kill builds at random moments, from the first to the last; return what was wrong after each."""
    random_ = random.Random(seed)
    source, index = folder / "texts", folder / "index"
    wrong = []
    command = (
        "import sys, rostra.index.kernels; from rostra.index.building import build_index; "
        "print('go', flush=True); build_index(*sys.argv[1:], batch=20_000); print('done', flush=True)"
    )
    longest = 0.5
    for number in range(kills):
        words = [f"word{random_.randrange(5000)}" for _ in range(120_000)]
        texts = {f"d{i}": " ".join(words[i * 3000 :]) for i in range(8)}
        corpus(source, **texts)
        before = {str(index)} if index.exists() else set()
        environment = os.environ | {"PYTHONPATH": str(ROOT / "analysis")}
        with subprocess.Popen(
            [sys.executable, "-c", command, str(source), str(index)],
            stdout=subprocess.PIPE, env=environment, text=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline() == "go\n"
            began = time.perf_counter()
            if number:
                time.sleep(random_.random() * longest)
                process.kill()
            else:
                process.stdout.readline()
                longest = time.perf_counter() - began
            process.wait()
        if said := torn(index, before):
            wrong.append(f"kill {number}: {said}")
    build_index(source, index)
    left = sorted(path.name for path in folder.iterdir())
    if left != ["index", "texts"] or len(list(index.iterdir())) != 2:
        wrong.append(f"left over: {left}, {sorted(path.name for path in index.iterdir())}")
    return wrong


def test_a_killed_build_leaves_the_old_index_or_none(tmp_path: Path) -> None:
    assert killed_builds(tmp_path, 5) == []


@pytest.mark.skipif(os.name == "nt", reason="asks whether a process runs, which only POSIX answers safely")
def test_what_a_running_build_has_written_is_left_to_it(tmp_path: Path) -> None:
    source, index = corpus(tmp_path / "texts", a="No."), tmp_path / "index"
    running, dead = tmp_path / ".index.1.building", tmp_path / ".index.99999999.building"
    running.mkdir()
    dead.mkdir()
    build_index(source, index)
    assert (running.exists(), dead.exists()) == (True, False)
