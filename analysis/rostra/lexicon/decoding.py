"""Decoding: the bytes of a dictionary as characters, never by a silent guess."""

from __future__ import annotations

import codecs
import re

from rostra.errors import LexiconError

__all__ = ["decode", "encode"]

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9_.:-]+)["']""")


def decode(data: bytes, file: str, encoding: str | None) -> str:
    r"""Read bytes as characters: by their byte order mark, as asked, as their XML says, or as strict UTF-8.

    Parameters
    ----------
    data : bytes
        The content of a file.
    file : str
        Its name, for messages.
    encoding : str or None
        The encoding to read it with.

    Returns
    -------
    str
        The characters, without byte order mark.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfNo.", "note.dic", None)
    'No.'
    """
    declared = _DECLARED.match(data[:200])
    used = encoding or (declared[1].decode("ascii") if declared else "utf-8")
    for mark, name in MARKS:
        if data.startswith(mark):
            data, used = data[len(mark) :], name
    _check(used)
    try:
        return data.decode(used)
    except UnicodeDecodeError as error:
        guess = _guess(data)
        hint = (
            f'It may be {guess}: name the right one, as in encoding="{guess}"'
            if guess
            else "Name the right one"
        )
        raise LexiconError(
            f"{file}: byte {error.start} is not {'UTF-8' if used == 'utf-8' else used}. {hint}, or save the "
            "file as "
            "UTF-8."
        ) from None


def encode(text: str, file: str, encoding: str) -> bytes:
    """Write characters as bytes.

    Parameters
    ----------
    text : str
        The characters.
    file : str
        The name of the file, for messages.
    encoding : str
        The encoding to write.

    Returns
    -------
    bytes
        The content of the file.
    """
    _check(encoding)
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        raise LexiconError(
            f"{file}: {encoding} has no {text[error.start]!r}. Leave `encoding` out for UTF-8, or name "
            "another."
        ) from None


def _check(encoding: str) -> None:
    try:
        " ".encode(encoding)
    except (LookupError, UnicodeError):
        raise LexiconError(
            f"no encoding named {encoding!r}. Python knows, among others: utf-8, utf-16, cp1252, cp1250, "
            "iso-8859-2, shift-jis, euc-jp. Name the one the file was saved with, or leave `encoding` out "
            "for UTF-8."
        ) from None


def _guess(data: bytes) -> str | None:
    """Name the encoding that the bytes probably have: a suggestion for a message, never a choice."""
    from charset_normalizer import from_bytes

    names = [match.encoding for match in from_bytes(data[:32_768])]
    found = next((name for name in names if not name.startswith(("utf_", "ascii"))), None)
    if found is None or not found.startswith(("cp12", "latin", "iso8859", "mac")):
        return found
    try:  # a few accents tell these apart by luck: the commonest goes first
        data.decode("cp1252")
    except UnicodeDecodeError:
        return found
    return "cp1252"
