"""Building: from a folder of texts to an index on disk, in batches of bounded size.

The layout is described in `rostra.reading.stored`. Only the vocabulary and the metadata
grow with the corpus; texts and arrays pass through in batches.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rostra import __version__
from rostra.corpus import check_ids, counted
from rostra.errors import CorpusError
from rostra.index.draft import Draft
from rostra.index.files import Folder
from rostra.index.rules import rule_of_sentences, rule_of_tokens
from rostra.reading import InputFile, Stream, stream
from rostra.reading.columns import Cells
from rostra.reading.stored import FORMAT, VERSION, Store, is_index, open_index

__all__ = ["Built", "build_index"]

BATCH = 4 * 1024**2  # bytes of text that are worked on at once
_SIDE_FILES = ("actors.toml", "corrections.csv")


@dataclass(frozen=True)
class Built:
    """What a build did.

    Parameters
    ----------
    store : Store
        The index.
    added, reused, removed : int
        Documents whose words were found now, that were taken from the index before, and
        that were in it and are no more.
    """

    store: Store
    added: int
    reused: int
    removed: int

    @property
    def about(self) -> str:
        """What was done, in a sentence."""
        manifest = self.store.manifest
        sizes = f"{counted(len(self.store), 'document')}, {counted(manifest['tokens'], 'word')}"
        done = f"{self.added:,} new, {self.reused:,} unchanged, {self.removed:,} removed"
        return f"{sizes}, {counted(manifest['forms'], 'form')}. Documents: {done}."


def build_index(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    text: str = "text",
    doc_id: str | None = None,
    encoding: str | None = None,
    actors: str | os.PathLike[str] | None = None,
    corrections: str | os.PathLike[str] | None = None,
    sentences: bool = True,
    batch: int = BATCH,
    progress: Callable[[int], object] | None = None,
) -> Built:
    """Build an index of a corpus, or bring one up to date.

    Parameters
    ----------
    source : path
        A folder or a file of texts, as for `rostra.load_corpus`.
    target : path
        The folder of the index. Where it is an index already, the words of documents whose
        text is the same are taken from it.
    text, doc_id, encoding : str, optional
        As for `rostra.load_corpus`.
    actors, corrections : path, optional
        As for `rostra.load_corpus`; copied into the index.
    sentences : bool
        Find the sentences too; without, they are found when they are first asked for.
    batch : int
        How many bytes of text are worked on at once.
    progress : callable, optional
        Called with the number of bytes of each batch.

    Returns
    -------
    Built
        The index, and what was new.

    Raises
    ------
    CorpusError
        What `rostra.load_corpus` raises; or the target is a folder of something else.

    Examples
    --------
    >>> import tempfile, rostra
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(build_index("corpus/redzikowo", folder + "/index").about.partition(".")[0])
    ...     rostra.load_corpus(folder + "/index")
    5 documents, 819 words, 289 forms
    <Corpus redzikowo: 5 documents, 819 words, 2024-11-21 to 2024-11-27>
    """
    target = Path(target).expanduser()
    opened = stream(source, text=text, doc_id=doc_id, encoding=encoding)
    options = {"text": text, "doc_id": doc_id, "encoding": encoding, "sentences": sentences}
    sides = _side_files(opened.folder, actors, corrections)
    with Folder(target) as folder:
        old = _usable(target)
        if old is not None and _is_unchanged(old, opened, options, sides):
            return Built(old, 0, len(old), 0)
        build = Draft(folder, old, sentences=sentences)
        size = 0
        for documents in opened.batches():
            for document in documents:
                size += build.add(document)
                if size >= batch:
                    build.flush()
                    if progress is not None:
                        progress(size)
                    size = 0
            del documents
        build.flush()
        build.finish()
        notes = list(opened.notes)
        ids = [own or default for own, default in zip(build.ids, opened.default_ids(), strict=True)]
        if len(set(ids)) < len(ids):
            again = stream(source, text=text, doc_id=doc_id, encoding=encoding)
            check_ids(ids, [document.place for documents in again.batches() for document in documents])
        _write_metadata(folder, build.cells, ids, notes)
        for name, data in sides.items():
            folder.write(name, data)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "rostra": __version__,
            "name": opened.name,
            **build.sizes,
            "rule": rule_of_tokens(),
            "sentence_rule": rule_of_sentences() if sentences else None,
            "options": options,
            "side_files": {name: hashlib.sha256(data).hexdigest() for name, data in sides.items()},
            "inputs": [[entry.name, entry.sha256, entry.bytes] for entry in opened.inputs],
            "left_out": opened.left_out,
            "notes": notes,
            "partitions": build.partitions,
        }
        folder.publish(manifest)
    removed = build.removed()
    return Built(open_index(target), build.added, build.reused, removed)


def _usable(target: Path) -> Store | None:
    """Return the index that is there already, if its words are found by the rule of now."""
    if not is_index(target):
        return None
    try:
        store = open_index(target)
        if store.manifest["rule"] != rule_of_tokens():
            return None
        store.verify()
    except CorpusError:
        return None  # damaged, or of another version: everything is done anew
    return store


def _is_unchanged(old: Store, opened: Stream, options: dict[str, Any], sides: dict[str, bytes]) -> bool:
    """Say whether the files are those from which the index was built, asked for in the same way."""
    manifest = old.manifest
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sides.items()}
    wanted = {"name": opened.name, "options": options, "side_files": hashes}
    if any(manifest[key] != value for key, value in wanted.items()):
        return False
    if options["sentences"] and manifest["sentence_rule"] != rule_of_sentences():
        return False
    known = {name: (sha256, size) for name, sha256, size in manifest["inputs"]}
    left_out = {name.partition(":")[0] for name, _ in manifest["left_out"]}
    names = {name for name, _ in opened.files}
    if not known.keys() <= names or names - known.keys() - left_out or names - known.keys():
        return False
    if {name for name, _ in opened.left_out} - {name for name, _ in manifest["left_out"]}:
        return False
    for name, path in opened.files:
        if path.stat().st_size != known[name][1]:
            return False
    return all(_hashed(name, path).sha256 == known[name][0] for name, path in opened.files)


def _hashed(name: str, path: Path) -> InputFile:
    with path.open("rb") as file:
        return InputFile(name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def _side_files(
    folder: Path | None, actors: str | os.PathLike[str] | None, corrections: str | os.PathLike[str] | None
) -> dict[str, bytes]:
    """Read what goes with the documents: given by name, or found beside them."""
    from rostra.actors import load_actors

    found = {}
    for name, given in zip(_SIDE_FILES, (actors, corrections), strict=True):
        path = Path(given).expanduser() if given is not None else None
        if path is None and folder is not None and (folder / name).is_file():
            path = folder / name
        if path is None:
            continue
        if name == "actors.toml":
            load_actors(path)  # a fault in it is said now
        elif not path.is_file():
            raise CorpusError(
                f"no file of corrections at {path}. Give the path of a sheet that was filled in."
            )
        found[name] = path.read_bytes()
    return found


def _write_metadata(folder: Folder, cells: Cells, ids: list[str], notes: list[str]) -> None:
    import pandas as pd

    frame = cells.table(ids, np.zeros(len(ids), dtype=np.uint8), notes)
    columns: dict[str, dict[str, Any]] = {}
    for name in frame.columns:
        if name == "text":
            columns[name] = {"type": "text"}
            continue
        values = [None if value is pd.NA else value for value in frame[name].tolist()]
        columns[name] = {"type": str(frame[name].dtype), "values": values}
    folder.write("documents.json", json.dumps(columns, ensure_ascii=False).encode())
