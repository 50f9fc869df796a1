"""Folders: which files of a folder are documents, which are not and why, and what they are called."""

from __future__ import annotations

import difflib
import os
import stat
from pathlib import Path, PurePosixPath

from rostra.errors import CorpusError
from rostra.reading.frames import ACCEPTED

__all__ = ["FORMATS", "TABLES", "documents_of", "existing", "format_of", "stem_of", "unique_stems"]

FORMATS = (
    ".txt", ".md", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".html", ".htm", ".docx", ".pdf",
)  # fmt: skip
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json")
RESERVED = ("actors.toml", "corrections.csv", "gold.jsonl", "codes.jsonl", "guide.md")


def existing(source: str | os.PathLike[str]) -> Path:
    """Return the path of a source that exists; else say what may have been meant.

    Parameters
    ----------
    source : str or path
        What the user gave.

    Returns
    -------
    pathlib.Path
        A file or folder.
    """
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


def documents_of(folder: Path) -> tuple[list[tuple[str, Path]], list[tuple[str, str]]]:
    """List the files that are documents, sorted by path, and those that are not, with the reason.

    Parameters
    ----------
    folder : pathlib.Path
        The source.

    Returns
    -------
    list of (str, pathlib.Path), list of (str, str)
        Names within the folder with their paths; names with the reason for leaving them out.
    """
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
    return stem_of(path.name) == "documents" and format_of(path.name) in TABLES and path.is_file()


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
        elif (kind := format_of(entry)) not in FORMATS:
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


def format_of(name: str) -> str:
    """Name the format by the suffix, that of packing apart: `a.CSV.gz` is `.csv`."""
    path = PurePosixPath(name.casefold())
    return PurePosixPath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def stem_of(name: str) -> str:
    """Take off the suffixes that name format and packing; other dots belong to the name."""
    path = PurePosixPath(name)
    if path.suffix.casefold() == ".gz":
        path = path.with_suffix("")
    return str(path.with_suffix("")) if path.suffix.casefold() in FORMATS else str(path)


def unique_stems(names: list[str]) -> dict[str, str]:
    """Call each file by its path without suffix, or with it where two would be called the same."""
    names_in_documents = [name.removeprefix("documents/") for name in names]
    if all(name.startswith("documents/") for name in names):
        short = dict(zip(names, names_in_documents, strict=True))
    else:
        short = {name: name for name in names}
    called = {name: stem_of(short[name]) for name in names}
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
