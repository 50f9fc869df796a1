"""Decoding: from the bytes of a file to its characters, never by a silent guess."""

from __future__ import annotations

import codecs
import contextlib
import io
import re
import zlib

from rostra.errors import CorpusError
from rostra.reading.found import Unreadable, WrongEncoding

__all__ = ["decode", "decode_lines", "unpack"]

# The longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LARGEST = 2 * 1024**3  # bytes after unpacking: more is a mistake or a trap
_SAMPLE = 32_768
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")


def unpack(name: str, data: bytes) -> bytes:
    """Unpack what gzip packed.

    Parameters
    ----------
    name : str
        The file, for messages.
    data : bytes
        Its content.

    Returns
    -------
    bytes
        The content unpacked.
    """
    import gzip

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            content = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(
            f"{name} cannot be unpacked: {error}. "
            "Check that the file is complete (gzip -t), or unpack it first."
        ) from None
    if len(content) > LARGEST:
        raise Unreadable(f"{name} unpacks to more than {LARGEST:,} bytes. Unpack it and split it into parts.")
    return content


def decode(
    name: str,
    data: bytes,
    *,
    encoding: str | None = None,
    declared: bool = False,
    before: tuple[int, int] = (0, 0),
) -> str:
    r"""Read bytes as characters: by their byte order mark, as asked, or as strict UTF-8.

    Parameters
    ----------
    name : str
        The file, for messages.
    data : bytes
        Its content.
    encoding : str, optional
        The encoding to read it with; a byte order mark in the file is stronger.
    declared : bool
        Believe the encoding that the head of the file names (HTML), if UTF-8 fails.
    before : tuple of (int, int)
        Lines and bytes of the file that were read before these, for messages.

    Returns
    -------
    str
        The characters, without byte order mark; line ends as they are.

    Examples
    --------
    >>> decode("note.txt", b"\xef\xbb\xbfNo.\r\n")
    'No.\r\n'
    """
    if encoding is not None:
        _check(encoding)
    mark = next(((mark, found) for mark, found in MARKS if data.startswith(mark)), None)
    if mark is not None:
        data, used = data[len(mark[0]) :], mark[1]
    else:
        used = "utf-8" if encoding is None else encoding
    try:
        return data.decode(used).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        if declared and encoding is None and mark is None and (text := _as_declared(data)) is not None:
            return text
        offset = before[1] + (len(mark[0]) if mark else 0)
        raise WrongEncoding(_complaint(name, data, used, error, line=before[0], offset=offset)) from None


def decode_lines(
    name: str, data: bytes, *, encoding: str | None = None, before: tuple[int, int] = (0, 0)
) -> list[str]:
    r"""Read bytes as lines of characters, as `decode` reads them.

    Parameters
    ----------
    name : str
        The file, for messages.
    data : bytes
        Whole lines of it.
    encoding : str, optional
        As for `decode`.
    before : tuple of (int, int)
        As for `decode`.

    Returns
    -------
    list of str
        The lines, without their ends; what comes after the last end is one as well.

    Examples
    --------
    >>> decode_lines("notes.jsonl", b"1\n2\n")
    ['1', '2', '']
    """
    if encoding is None and not data.startswith(tuple(mark for mark, _ in MARKS)):
        # a line without any but ASCII takes a quarter of the memory of one beside others that have more
        with contextlib.suppress(UnicodeDecodeError):
            return [line.decode("utf-8") for line in data.split(b"\n")]
    return decode(name, data, encoding=encoding, before=before).split("\n")


def _check(encoding: str) -> None:
    with contextlib.suppress(LookupError):
        if encoding and " ".encode(encoding):  # one character: none is encoded under any name
            return
    raise CorpusError(
        f"no encoding named {encoding!r}. Python knows, among others: utf-8, utf-16, cp1252, cp1250, "
        "cp1251, latin-1, mac-roman. "
        "Name the one the file was saved with, or leave `encoding` out for UTF-8."
    )


def _as_declared(data: bytes) -> str | None:
    """Decode by the encoding that the first lines of a page name; None where that fails too."""
    found = _CHARSET.search(data[:2048])
    if found is None:
        return None
    try:
        return data.decode(found[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None


_FEW = 0.1
_IN_CP1252 = bytes(byte for byte in range(256) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _complaint(
    name: str, data: bytes, used: str, error: UnicodeDecodeError, *, line: int, offset: int
) -> str:
    line += data[: error.start].decode(used, errors="replace").count("\n") + 1
    guesses = [guess for guess in _guesses(data, error.start) if guess != used]
    if guesses:
        also = f" (or {', '.join(guesses[1:3])})" if guesses[1:] else ""
        step = f'It may be {guesses[0]}{also}: name the right one, as in encoding="{guesses[0]}".'
    else:
        step = 'Name the encoding it was saved with, as in encoding="cp1252" (common on Windows).'
    what = "UTF-8" if used == "utf-8" else used
    return (
        f"{name}, line {line}: byte 0x{data[error.start]:02X} at offset {error.start + offset} is not {what} "
        f"({error.reason}). {step}"
    )


def _guesses(data: bytes, place: int) -> list[str]:
    """Name the encodings the bytes around a place may have, the likeliest first.

    A suggestion for a message, never a choice: on a few lines cp1252, cp1250 and their
    like are told apart by luck, so that cp1252, by far the commonest, leads where it is possible:
    where it is found, and where few bytes are no ASCII, as in languages of Latin letters.
    """
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return []
    start = max(0, place - _SAMPLE // 2)
    sample = data[start : start + _SAMPLE]
    names = [match.encoding for match in from_bytes(sample)]
    names = [name for name in names if not name.startswith(("utf_", "ascii"))]
    few = sum(byte > 0x7F for byte in sample) < _FEW * len(sample)
    if few and not sample.translate(None, _IN_CP1252):
        names = list(dict.fromkeys(["cp1252", *names]))
    return sorted(names, key=lambda name: name != "cp1252")
