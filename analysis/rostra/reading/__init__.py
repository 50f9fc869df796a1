"""Reading: one reader a format, behind one door.

`read` takes a folder, a file, `-` (standard input) or records in memory and gives the
documents in a fixed order, what it left out and why, and the hash of each input. The
readers know bytes and columns; what a corpus is, `rostra.corpus` knows.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rostra.errors import CorpusError
from rostra.reading.dates import Day, parse_date
from rostra.reading.decoding import decode, unpack
from rostra.reading.found import (
    Document,
    Found,
    InputFile,
    Unreadable,
    WrongEncoding,
    identifier,
    is_missing,
    plain,
)
from rostra.reading.frames import ACCEPTED, read_frame
from rostra.reading.objects import read_json, read_jsonl
from rostra.reading.pages import read_docx, read_html, read_pdf
from rostra.reading.tables import read_table
from rostra.reading.texts import read_text

__all__ = [
    "FORMATS",
    "Day",
    "Document",
    "Found",
    "InputFile",
    "Reading",
    "identifier",
    "is_missing",
    "parse_date",
    "plain",
    "read",
]

FORMATS = (
    ".txt", ".md", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".html", ".htm", ".docx", ".pdf",
)  # fmt: skip
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json")
RESERVED = ("actors.toml", "corrections.csv", "gold.jsonl", "codes.jsonl", "guide.md")
_BY_HAND = f"The readers know {' '.join(FORMATS)}, and each of them packed as .gz."


@dataclass(frozen=True)
class Reading:
    """All that a source gave: documents with their default ids, inputs, what was left out, notes."""

    name: str
    documents: tuple[Document, ...]
    default_ids: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    folder: Path | None = None


def read(
    source: Any,
    *,
    text: str = "text",
    doc_id: str | None = None,
    encoding: str | None = None,
    progress: bool = False,
) -> Reading:
    """Read every document of a source.

    Parameters
    ----------
    source : path, frame, list of dict
        A folder, a file of any format, `-` for standard input, or records in memory.
    text : str
        The column that holds the words, in formats with columns.
    doc_id : str, optional
        The column (or key of the front matter) that holds the ids.
    encoding : str, optional
        The encoding of files without byte order mark; UTF-8 by default.
    progress : bool
        Show a bar on standard error while files are read.

    Returns
    -------
    Reading
        Documents sorted by path, then in the order of their file.
    """
    if isinstance(source, str) and source == "-":
        return _read_stream(sys.stdin.buffer.read(), text=text, doc_id=doc_id, encoding=encoding)
    if not isinstance(source, str | os.PathLike):
        found, fingerprint = read_frame(source, text=text, doc_id=doc_id)
        _require(found, "the input")
        ids = _numbered("corpus", found)
        return Reading(
            "corpus", tuple(found.documents), ids, (fingerprint,), tuple(found.left_out), tuple(found.notes)
        )
    path = _existing(source)
    if path.is_dir():
        name = path.resolve().name or "corpus"
        files, left_out = _documents_of(path)
        folder, what = path, f"the folder {str(source)!r}"
    else:
        name, folder, what = _stem(path.name), path.parent, path.name
        if name == "documents":  # documents.csv is named after the folder that is the corpus
            name = folder.resolve().name or name
        files, left_out = [(path.name, path)], []
    return _read_files(
        files, left_out, name=name, folder=folder, what=what, text=text, doc_id=doc_id, encoding=encoding,
        progress=progress,
    )  # fmt: skip


def _read_files(
    files: list[tuple[str, Path]],
    left_out: list[tuple[str, str]],
    *,
    name: str,
    folder: Path,
    what: str,
    text: str,
    doc_id: str | None,
    encoding: str | None,
    progress: bool,
) -> Reading:
    stems = _unique_stems([relative for relative, _ in files])
    documents: list[Document] = []
    ids: list[str] = []
    inputs: list[InputFile] = []
    notes: list[str] = []
    undecoded: list[WrongEncoding] = []
    for relative, path in _bar(files, progress):
        try:
            data = _bytes_of(path)
        except OSError as error:
            left_out.append((relative, f"cannot be opened: {error.strerror or type(error).__name__}"))
            continue
        try:
            found = _read_one(relative, data, text=text, doc_id=doc_id, encoding=encoding)
        except WrongEncoding as error:
            undecoded.append(error)
            continue
        except Unreadable as error:
            if len(files) == 1:
                raise
            left_out.append((relative, str(error).removeprefix(relative).lstrip(",: ")))
            continue
        inputs.append(InputFile(relative, hashlib.sha256(data).hexdigest(), len(data)))
        documents += found.documents
        left_out += found.left_out
        notes += found.notes
        stem = stems[relative]
        if _format(relative) in TABLES:
            ids += _numbered(name if stem == "documents" else stem, found)
        else:
            ids += [stem] * len(found.documents)
    if undecoded:
        more = len(undecoded) - 1
        others = f" The same goes for {more} more file{'s' if more > 1 else ''}." if more else ""
        raise WrongEncoding(f"{undecoded[0]}{others}")
    left_out.sort(key=lambda entry: entry[0].partition(":")[0])
    _require(Found(documents, left_out), what)
    return Reading(name, tuple(documents), tuple(ids), tuple(inputs), tuple(left_out), tuple(notes), folder)


def _read_one(name: str, data: bytes, *, text: str, doc_id: str | None, encoding: str | None) -> Found:
    """Read one file by its suffix."""
    if name.casefold().endswith(".gz"):
        data = unpack(name, data)
    kind = _format(name)
    if kind == ".docx":
        return read_docx(name, data)
    if kind == ".pdf":
        return read_pdf(name, data)
    if kind in (".html", ".htm"):
        return read_html(name, data, encoding=encoding)
    if kind not in FORMATS:
        return Found(
            left_out=[(name, f"no reader for {kind}" if kind else "no suffix that names its format")]
        )
    if kind in (".txt", ".md") and encoding is None and b"\0" in data and not _has_mark(data):
        return read_text(name, data.decode("latin-1"))  # which says that this is no text
    content = decode(name, data, encoding=encoding)
    if kind in (".txt", ".md"):
        return read_text(name, content, doc_id=doc_id)
    if kind == ".jsonl" or kind == ".ndjson":
        return read_jsonl(name, content, text=text, doc_id=doc_id)
    if kind == ".json":
        return read_json(name, content, text=text, doc_id=doc_id)
    return read_table(name, content, text=text, doc_id=doc_id, tabs=kind == ".tsv")


def _read_stream(data: bytes, *, text: str, doc_id: str | None, encoding: str | None) -> Reading:
    """Read standard input: JSON where it begins like it, else one plain text."""
    name = "standard input"
    inputs = (InputFile(name, hashlib.sha256(data).hexdigest(), len(data)),)
    if data.startswith(b"\x1f\x8b"):
        data = unpack(name, data)
    content = decode(name, data, encoding=encoding)
    if content.lstrip().startswith('{"') or content.lstrip().startswith(("[{", "[\n")):
        found = read_json(name, content, text=text, doc_id=doc_id)
        ids = _numbered("stdin", found)
    else:
        found = read_text(name, content, doc_id=doc_id)
        ids = ("stdin",) * len(found.documents)
    _require(found, name)
    return Reading("stdin", tuple(found.documents), ids, inputs, tuple(found.left_out), tuple(found.notes))


def _require(found: Found, what: str) -> None:
    """Raise where nothing at all could be read."""
    if found.documents:
        return
    if not found.left_out:
        raise CorpusError(f"{what} holds no documents. {_BY_HAND}")
    shown = "; ".join(f"{name}: {reason}" for name, reason in found.left_out[:5])
    more = f"; and {len(found.left_out) - 5} more" if len(found.left_out) > 5 else ""
    raise CorpusError(f"{what} holds no document that can be read. Left out: {shown}{more}. {_BY_HAND}")


# --- finding files -----------------------------------------------------------------------------


def _existing(source: str | os.PathLike[str]) -> Path:
    given = os.fspath(source)
    path = Path(given).expanduser()
    try:
        if path.exists():
            return path
    except (OSError, ValueError):  # too long for a name, or with a NUL: a text, not a path
        pass
    if len(given) > 255 or "\n" in given:
        raise CorpusError(
            "a text was given where a path is asked for. "
            'Pass the text as a record: load_corpus([{"text": ...}]).'
        )
    try:
        beside = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        beside = []
    close = difflib.get_close_matches(path.name, beside, n=1)
    guess = f" Did you mean {str(path.parent / close[0])!r}?" if close else ""
    raise CorpusError(
        f"there is no file or folder {given!r}.{guess} Paths count from the current folder, {os.getcwd()!r}. "
        f"Accepted is {ACCEPTED}."
    )


def _documents_of(folder: Path) -> tuple[list[tuple[str, Path]], list[tuple[str, str]]]:
    """List the files that are documents, sorted by path, and those that are not, with the reason."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise CorpusError(
            f"the folder {str(folder)!r} cannot be opened: {error.strerror}. Check who may read it."
        ) from None
    homes = [name for name in names if _is_home(folder / name)]
    if len(homes) > 1:
        raise CorpusError(
            f"the folder {str(folder)!r} holds {' and '.join(homes)}, and only one can be the documents. "
            f"Name it: load_corpus({str(folder / homes[0])!r})."
        )
    if not homes:
        files, left_out = _walk(folder, folder, seen=())
    elif (folder / homes[0]).is_dir():
        files, left_out = _walk(folder / homes[0], folder, seen=())
    else:
        files, left_out = [(homes[0], folder / homes[0])], []
    for name in names if homes else ():
        if name not in homes:
            reason = (
                _unwanted(name, folder=(folder / name).is_dir())
                or f"beside {homes[0]}, which holds the documents"
            )
            left_out.append((name, reason))
    return sorted(files), left_out


def _is_home(path: Path) -> bool:
    if path.name == "documents":
        return path.is_dir()
    return _stem(path.name) == "documents" and _format(path.name) in TABLES and path.is_file()


def _walk(
    folder: Path, root: Path, seen: tuple[str, ...]
) -> tuple[list[tuple[str, Path]], list[tuple[str, str]]]:
    files: list[tuple[str, Path]] = []
    left_out: list[tuple[str, str]] = []
    real = os.path.realpath(folder)
    relative = folder.relative_to(root).as_posix()
    if real in seen:
        return files, [(f"{relative}/", "a link back to a folder that it lies in")]
    try:
        entries = sorted(os.listdir(folder))
    except OSError as error:
        return files, [(f"{relative}/", f"cannot be opened: {error.strerror}")]
    for entry in entries:
        path = folder / entry
        name = path.relative_to(root).as_posix()
        try:
            mode = path.stat().st_mode
        except OSError as error:
            broken = "a link to nothing" if path.is_symlink() else f"cannot be opened: {error.strerror}"
            left_out.append((name, broken))
            continue
        if reason := _unwanted(entry, folder=stat.S_ISDIR(mode)):
            left_out.append((name, reason))
        elif stat.S_ISDIR(mode):
            more_files, more_left_out = _walk(path, root, (*seen, real))
            files += more_files
            left_out += more_left_out
        elif not stat.S_ISREG(mode):
            left_out.append((name, "not a regular file"))
        elif (kind := _format(entry)) not in FORMATS:
            left_out.append((name, f"no reader for {kind}" if kind else "no suffix that names its format"))
        else:
            files.append((name, path))
    return files, left_out


def _unwanted(name: str, *, folder: bool) -> str | None:
    """Say why a file of this name is no document; None where it may be one."""
    folded = name.casefold()
    if folded.startswith("."):
        return "hidden"
    if folded.startswith("~$"):
        return "left behind by an open office program"
    if folder:
        return "made by an archiver" if folded == "__macosx" else None
    if folded == "actors.toml":
        return "the registry of actors, not a document"
    if folded in RESERVED or folded.startswith("readme"):
        return "a reserved name, not a document"
    return None


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():  # a pipe would wait for ever
        raise OSError(None, "not a regular file")
    return path.read_bytes()


def _format(name: str) -> str:
    """Name the format by the suffix, that of packing apart: `a.CSV.gz` is `.csv`."""
    path = PurePosixPath(name.casefold())
    return PurePosixPath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _stem(name: str) -> str:
    """Take off the suffixes that name format and packing; other dots belong to the name."""
    path = PurePosixPath(name)
    if path.suffix.casefold() == ".gz":
        path = path.with_suffix("")
    return str(path.with_suffix("")) if path.suffix.casefold() in FORMATS else str(path)


def _has_mark(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf"))


# --- naming documents --------------------------------------------------------------------------


def _unique_stems(names: list[str]) -> dict[str, str]:
    """Call each file by its path without suffix, or with it where two would be called the same."""
    names_in_documents = [name.removeprefix("documents/") for name in names]
    if all(name.startswith("documents/") for name in names):
        short = dict(zip(names, names_in_documents, strict=True))
    else:
        short = {name: name for name in names}
    called = {name: _stem(short[name]) for name in names}
    while True:
        takers: dict[str, list[str]] = {}
        for name, stem in called.items():
            takers.setdefault(stem, []).append(name)
        clashes = [
            name
            for group in takers.values()
            if len(group) > 1
            for name in group
            if called[name] != short[name]
        ]
        if not clashes:
            return called
        for name in clashes:
            called[name] = short[name]


def _numbered(name: str, found: Found) -> tuple[str, ...]:
    """Number the rows of a file, for those that bring no id of their own."""
    width = max(4, len(str(len(found.documents))))
    return tuple(f"{name}-{number:0{width}d}" for number in range(1, len(found.documents) + 1))


def _bar(
    files: list[tuple[str, Path]], progress: bool
) -> Iterator[tuple[str, Path]] | Iterable[tuple[str, Path]]:
    if not progress:
        return files
    from tqdm.auto import tqdm

    return tqdm(files, desc="Reading", unit="file", leave=False)
