"""Lines: what stands around hits, cut out of their texts many at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["cut_lines"]

Reach = tuple[np.ndarray, np.ndarray]

_TOGETHER = 1 << 14  # lines that are put into one text and cut again, to bound memory
_BREAKS = "\t\n\x0b\x0c\r\x85\u2028\u2029"


def cut_lines(
    texts: Any, document: np.ndarray, first: np.ndarray, last: np.ndarray, context: int | Reach
) -> tuple[list[str], list[str], list[str]]:
    """Cut hits, and what stands before and after them, out of their texts.

    Parameters
    ----------
    texts : array of str
        The texts. Where it has `windows`, they are not read whole (`rostra.reading.stored`).
    document : numpy.ndarray of int
        For each hit, the place of its text.
    first, last : numpy.ndarray of int
        Where it begins and ends, in code points.
    context : int or tuple of numpy.ndarray
        Characters on each side, cut at a word boundary; or where each line begins and ends.

    Returns
    -------
    left, node, right : list of str
        As published; line breaks are shown as spaces.

    Notes
    -----
    The windows of many lines are put into one text, so that spaces are looked for, and line
    breaks replaced, in all of them at once.

    Examples
    --------
    >>> cut_lines(["They called it reckless."], *map(np.array, ([0], [15], [23])), 12)
    (['called it '], ['reckless'], ['.'])
    """
    left: list[str] = []
    node: list[str] = []
    right: list[str] = []
    for begin in range(0, len(document), _TOGETHER):
        some = slice(begin, begin + _TOGETHER)
        reach = context if isinstance(context, int) else (context[0][some], context[1][some])
        whole, places = _placed(texts, document[some], first[some], last[some], reach)
        for sign in _BREAKS:
            whole = whole.replace(sign, " ")
        opening, start, end, closing = (place.tolist() for place in places)
        left += [whole[a:b] for a, b in zip(opening, start, strict=True)]
        node += [whole[a:b] for a, b in zip(start, end, strict=True)]
        right += [whole[a:b] for a, b in zip(end, closing, strict=True)]
    return left, node, right


def _placed(
    texts: Any, document: np.ndarray, first: np.ndarray, last: np.ndarray, context: int | Reach
) -> tuple[str, tuple[np.ndarray, ...]]:
    """Put windows that hold the lines one after the other; return the text that they make, and where in
    it each line begins, where its hit begins and ends, and where the line ends."""
    given = (first - context - 1, last + context + 1) if isinstance(context, int) else context
    whole, edges, shifts = _windows(texts, document, np.maximum(given[0], 0), given[1])
    lower, upper = edges[:-1], edges[1:]

    def placed(places: np.ndarray) -> np.ndarray:
        return np.clip(places - shifts + lower, lower, upper)

    start, end = placed(first), placed(last)
    if not isinstance(context, int):
        return whole, (placed(context[0]), start, end, placed(context[1]))
    opening, closing = _between_words(whole, lower, upper, start, end, context)
    return whole, (opening, start, end, closing)


def _windows(
    texts: Any, document: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> tuple[str, np.ndarray, np.ndarray]:
    """Return a text of windows, where each begins in it (and the last ends), and where in its own text."""
    if hasattr(texts, "windows"):  # texts on disk are not read for a few words of each
        found: tuple[str, np.ndarray, np.ndarray] = texts.windows(document, starts, ends)
        return found
    read = {row: texts[row] for row in np.unique(document).tolist()}
    lines = zip(document.tolist(), starts.tolist(), ends.tolist(), strict=True)
    windows = [read[row][start:end] for row, start, end in lines]
    sizes = np.fromiter(map(len, windows), dtype=np.int64, count=len(windows))
    return "".join(windows), np.append(0, np.cumsum(sizes)), starts


def _between_words(
    whole: str, lower: np.ndarray, upper: np.ndarray, start: np.ndarray, end: np.ndarray, width: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return where lines of so many characters on each side begin and end, so that no word is cut."""
    codes = _codes(whole)
    spaces = np.flatnonzero(codes == 32)
    opening, closing = start - width, end + width
    after = np.append(spaces, len(codes))[np.searchsorted(spaces, opening)]
    cut = (after < start) & ~_is_space(codes, opening - 1)
    opening = np.where(opening <= lower, lower, np.where(cut, after + 1, opening))
    before = np.append(spaces, -1)[np.searchsorted(spaces, closing) - 1]
    cut = (before >= end) & ~_is_space(codes, closing)
    closing = np.where(closing >= upper, upper, np.where(cut, before, closing))
    return opening, closing


def _codes(text: str) -> np.ndarray:
    """Return the characters of a text as numbers."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    data = text.encode("utf-16-le", "surrogatepass")  # a copy, but for characters that take two places
    if len(data) == 2 * len(text):
        return np.frombuffer(data, dtype="<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _is_space(codes: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Mark the places at which white space of any kind stands; a place outside the text is none."""
    inside = (places >= 0) & (places < len(codes))
    signs = codes[places[inside]].astype(np.uint32).view("U1")
    found = np.zeros(len(places), dtype=bool)
    found[inside] = np.strings.isspace(signs)
    return found
