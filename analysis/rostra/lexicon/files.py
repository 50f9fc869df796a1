"""Files: lexicons by name or by path, read and written in the format that the ending names."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from rostra.errors import LexiconError, unknown
from rostra.lexicon.decoding import decode, encode
from rostra.lexicon.formats import FORMATS, lexicon_of, own, rows_of
from rostra.lexicon.nouns import Lexicon, Loss
from rostra.lexicon.overlays import apply_overlay, base_of
from rostra.lexicon.shipped import FOLDER, lexicon_names

__all__ = ["load_lexicon", "save_lexicon"]

SUFFIXES = (".toml", *FORMATS)


def load_lexicon(name: str | Path, *, encoding: str | None = None) -> Lexicon:
    """Read a lexicon and check all of it.

    Parameters
    ----------
    name : str or pathlib.Path
        The name of one that ships (see `lexicon_names`), or the path of a file: `.toml` (a
        lexicon or an overlay, see `rostra.lexicon.overlays`), `.dic` (LIWC), `.yml` (quanteda),
        `.ykd` (Yoshikoder), `.lcd` and `.lc3` (Lexicoder), `.cat` (WordStat), `.csv` or `.tsv`.
    encoding : str, optional
        The encoding of the file, where it is not UTF-8.

    Returns
    -------
    Lexicon
        The entries, parsed, with what is known about them. `lost` says what of another
        program's file could not be kept.

    Raises
    ------
    rostra.errors.LexiconError
        With the file, the entry, what was found there and what to write instead.

    Notes
    -----
    A dictionary of another program finds words in any case and counts each category by
    itself (`case = "ignore"`, `overlap = "categories"`), as that program does; its version
    is a hash of the file.

    Examples
    --------
    >>> load_lexicon("threat").scope
    'act'
    >>> load_lexicon("hedge")
    Traceback (most recent call last):
    ...
    rostra.errors.LexiconError: no lexicon named 'hedge'. Did you mean 'hedging'? ...
    """
    if isinstance(name, str) and not name.casefold().endswith(SUFFIXES) and not re.search(r"[/\\]", name):
        if name in lexicon_names():
            return _shipped(name)
        if (FOLDER / f"{name}.toml").is_file():
            raise LexiconError(
                f"{name!r} is a word list, not the lexicon of a measure. Read it with load_words({name!r})."
            )
        raise LexiconError(
            unknown("lexicon", name, lexicon_names())
            + f" For a file of your own, give its path, ending in {', '.join(SUFFIXES)}."
        )
    return _read(Path(name), encoding, ())


def save_lexicon(lexicon: Lexicon, path: str | Path, *, encoding: str = "utf-8") -> tuple[Loss, ...]:
    """Write a lexicon in the format that the ending of the file names; say what it cannot hold.

    Parameters
    ----------
    lexicon : Lexicon
        Any lexicon.
    path : str or pathlib.Path
        The file to write; an existing one is replaced. The endings are those of `load_lexicon`.
    encoding : str
        The encoding to write.

    Returns
    -------
    tuple of Loss
        What is not in the file, entry by entry; nothing for `.toml`, which holds all but
        what had been lost before.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     lost = save_lexicon(load_lexicon("threat"), f"{folder}/threat.dic")
    >>> print(lost[0])
    title, construct, sources, licence, version, language, scope, negation and status
    """
    path = Path(path)
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise LexiconError(_ending(path))
    lost: list[Loss] = []
    if suffix == ".toml":
        content = own.write(lexicon)
    else:
        form = FORMATS[suffix]
        rows, lost = rows_of(lexicon, form)
        if not rows:
            raise LexiconError(
                f"{path.name} would be empty: {form.name} can hold none of the {len(lexicon)} entries of "
                f"{lexicon.name}. Write a .toml or .csv file."
            )
        content = form.write(rows)
    data = encode(content, path.name, encoding)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise LexiconError(f"{path.name} cannot be written: {error.strerror}. Give another path.") from None
    return tuple(lost)


@cache
def _shipped(name: str) -> Lexicon:
    return _read(FOLDER / f"{name}.toml", None, ())


def _read(path: Path, encoding: str | None, above: tuple[Path, ...]) -> Lexicon:
    """Read a file; `above` are the overlays that led here."""
    suffix = path.suffix.casefold()
    data = _bytes(path)
    if suffix not in SUFFIXES:
        raise LexiconError(_ending(path))
    text = decode(data, path.name, encoding)
    if suffix in FORMATS:
        form = FORMATS[suffix]
        name = re.sub(r"\W+", "_", path.stem).strip("_") or "lexicon"
        version = hashlib.sha256(data).hexdigest()[:12]
        return lexicon_of(form.read(text, path.name), form, name=name, file=path.name, version=version)
    content = own.parse_toml(text, path.name)
    if content.get("kind") != "overlay":
        return own.Reader(path.name).lexicon(content)
    return apply_overlay(content, path.name, _base(content, path, above))


def _base(content: dict[str, Any], path: Path, above: tuple[Path, ...]) -> Lexicon:
    named = base_of(content, path.name)
    if path.resolve() in above:
        chain = " > ".join(one.name for one in (*above, path))
        raise LexiconError(f"{path.name}: it lies on itself ({chain}). Name another base.")
    if named in lexicon_names():
        return _shipped(named)
    if not named.casefold().endswith(SUFFIXES):
        raise LexiconError(
            f"{path.name}: {unknown('base', named, lexicon_names())} Or give the path of a file, as it is "
            "from "
            f"here, ending in {', '.join(SUFFIXES)}."
        )
    return _read(path.parent / named, None, (*above, path.resolve()))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise LexiconError(
            f"no file {path.name!r} in {str(path.parent)!r}. Give the path of a file that ends in "
            f"{', '.join(SUFFIXES)}, or one of these names: {', '.join(lexicon_names())}."
        ) from None
    except OSError as error:
        raise LexiconError(
            f"{path.name} cannot be read: {error.strerror}. Give the path of a file."
        ) from None


def _ending(path: Path) -> str:
    known = ", ".join([".toml (Rostra)", *(f"{suffix} ({form.name})" for suffix, form in FORMATS.items())])
    return f"{path.name}: the ending {path.suffix!r} names no format. Known: {known}."
