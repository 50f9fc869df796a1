"""Gold: quotations that people marked, document by document, to measure attribution by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.errors import GoldError, unknown
from rostra.reading import counted, is_missing
from rostra.reading.found import identifier

if TYPE_CHECKING:
    import pandas as pd

    from rostra.corpus import Corpus

__all__ = ["COLUMNS", "KINDS", "Gold", "listed", "placed_records", "read_gold"]

COLUMNS = (
    "quotation_id", "doc_id", "start", "end", "kind", "act", "speaker", "mention", "mention_start",
    "mention_end", "cue", "text",
)  # fmt: skip
KINDS = ("direct", "mixed", "indirect")
LISTS = ("quotes", "statements")
SHOWN = 5  # places that a message names
_HOW = (
    "Write one document a line: doc_id, text and quotes, each quote with start, end and type "
    "(rostra statements INPUT --format jsonl writes such lines)."
)
# what we call it -> what else it is called in files
_CALLED = {"kind": "type", "speaker": "speaker_ref", "mention": "speaker_text", "cue": "cue_text"}
_PLACES = {"mention_start": "speaker_start", "mention_end": "speaker_end"}


@dataclass(frozen=True, eq=False, repr=False)
class Gold:
    """Quotations that people marked, with the texts that they marked them in.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a contiguous piece: `quotation_id` (pieces of one discontinuous quotation
        share it), `doc_id`, `start`, `end` (code points of the text), `kind` (direct, mixed,
        indirect, or NA), `act` (speech or attitude), `speaker` (the resolved name), `mention`
        with its offsets, `cue`, and `text`, the words as the file gives them.
    texts : dict of str to str or None
        The text of every document, also of those without a quotation; None where the file
        gives only the words of its quotations.
    places : dict of str to str
        The file and line of every document.
    name : str
        What the gold is called in messages.
    left_out : tuple of (str, str)
        Lines that cannot be used, and why.
    """

    frame: pd.DataFrame
    texts: dict[str, str | None]
    places: dict[str, str]
    name: str = "gold"
    left_out: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return int(self.frame["quotation_id"].nunique())

    def __repr__(self) -> str:
        return (
            f"<Gold {self.name}: {counted(len(self), 'quotation')} in {counted(len(self.texts), 'document')}>"
        )

    def shared_with(self, corpus: Corpus) -> tuple[list[str], list[tuple[str, str]]]:
        """Find the documents that a corpus holds with the same text.

        Parameters
        ----------
        corpus : Corpus
            The texts that statements were found in.

        Returns
        -------
        list of str
            The ids of documents that can be compared.
        list of (str, str)
            The place in the gold of every other one, and why it cannot be.

        Raises
        ------
        rostra.errors.GoldError
            None can be compared.
        """
        texts = dict(zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True))
        rows: dict[str, list[tuple[int, int, Any]]] = {}
        columns = (self.frame[name] for name in ("doc_id", "start", "end", "text"))
        for doc_id, start, end, words in zip(*columns, strict=True):
            rows.setdefault(doc_id, []).append((start, end, words))
        shared, others = [], []
        for doc_id, text in self.texts.items():
            if doc_id not in texts:
                others.append((self.places[doc_id], f"no document {doc_id!r} in the input"))
            elif fault := _difference(text, rows.get(doc_id, []), texts[doc_id]):
                others.append((self.places[doc_id], fault))
            else:
                shared.append(doc_id)
        if not shared:
            raise GoldError(
                f"none of the {counted(len(self.texts), 'document')} of {self.name} can be compared with the "
                f"input. {listed(others)}. Give the texts that were annotated, unchanged and under the same "
                "doc_id; the gold file itself can be the input."
            )
        return shared, others


def read_gold(source: str | Path | Iterable[Mapping[str, Any]]) -> Gold:
    """Read quotations that people marked.

    Parameters
    ----------
    source : str, pathlib.Path or iterable of dict
        A JSON Lines file, one document a line, or such records in memory. Each has
        `doc_id`, `text`, and `quotes` or `statements`: objects with `start`, `end` (code
        points), `type` or `kind`, and, where known, `speaker_ref` or `speaker` (the resolved
        name), `speaker_text` or `mention` with its offsets, `cue_text` or `cue`, `cue_kind`
        (speech, other or none) or `act`. `spans` lists the pieces of a discontinuous
        quotation; rows that share a `quotation_id` are pieces of one.

    Returns
    -------
    Gold
        With every document that can be used; the others are in `left_out`, with file,
        line and reason.

    Raises
    ------
    rostra.errors.GoldError
        There is no such file, or none of its lines can be used.

    Notes
    -----
    A cue of the kind "other" (believes, shows) makes an attitude; all others count as speech.
    What `rostra statements --format jsonl` and `Statements.save` write can be corrected by
    hand and read as gold; its narration is passed over, a whole speech counts as direct.

    Examples
    --------
    >>> quote = {"start": 9, "end": 15, "type": "direct", "speaker_ref": "Ana Ruiz"}
    >>> read_gold([{"doc_id": "a", "text": "She said “Yes.”", "quotes": [quote]}])
    <Gold gold: 1 quotation in 1 document>
    """
    import pandas as pd

    name, records, left_out = placed_records(source)
    rows: list[dict[str, Any]] = []
    texts: dict[str, str | None] = {}
    places: dict[str, str] = {}
    for place, record in records:
        try:
            doc_id, text, own = _document(record)
            if doc_id in places:
                raise GoldError(f"the id {doc_id!r} is already taken ({places[doc_id]})")
        except GoldError as error:
            left_out.append((place, str(error)))
            continue
        texts[doc_id], places[doc_id] = text, place
        rows += own
    if not texts:
        shown = f"Left out: {listed(left_out)}. " if left_out else ""
        raise GoldError(f"{name} holds no document that can be used. {shown}{_HOW}")
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in COLUMNS:
        kind = "int64" if column in ("start", "end") else "Int64" if "mention_" in column else "string"
        frame[column] = frame[column].astype(kind)
    return Gold(frame, texts, places, name, tuple(left_out))


def placed_records(
    source: str | Path | Iterable[Mapping[str, Any]], how: str = _HOW
) -> tuple[str, list[tuple[str, Mapping[str, Any]]], list[tuple[str, str]]]:
    """Read the objects of a JSON Lines file, or take those at hand.

    Parameters
    ----------
    source : str, pathlib.Path or iterable of dict
        The file, or the objects.
    how : str
        What a file holds, for the message where there is none.

    Returns
    -------
    name : str
        What the source is called.
    records : list of (str, dict)
        Its objects, each with its place.
    left_out : list of (str, str)
        The lines that are none, and why.
    """
    if not isinstance(source, str | Path):
        return "gold", [(f"record {number}", record) for number, record in enumerate(source, 1)], []
    path = Path(source)
    if not path.is_file():
        raise GoldError(f"no gold file at {source}. {how}")
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(
            f"{path.name}: byte {error.start} is not UTF-8. Save the file as UTF-8 and read it again."
        ) from None
    good: list[tuple[str, Mapping[str, Any]]] = []
    bad: list[tuple[str, str]] = []
    for number, line in enumerate(content.split("\n"), 1):
        place = f"{path.name}:{number}"
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            bad.append((place, f"no JSON: {error.msg} at column {error.colno}"))
            continue
        except (ValueError, RecursionError):
            bad.append((place, "no JSON that can be read: nested too deeply, or a number too long"))
            continue
        if not isinstance(value, dict):
            bad.append((place, "no object, such as {...}"))
        elif "format" not in value or "doc_id" in value:  # the head of saved statements is no document
            good.append((place, value))
    return path.name, good, bad


def _document(record: Mapping[str, Any]) -> tuple[str, str | None, list[dict[str, Any]]]:
    """Return id, text and rows of a record; the message of an error says what is wrong with it."""
    doc_id = identifier(record.get("doc_id"))
    if doc_id is None:
        raise GoldError("no 'doc_id'")
    text = record.get("text")
    if text is not None and not isinstance(text, str):
        raise GoldError("its 'text' is no text")
    given = [key for key in LISTS if isinstance(record.get(key), list)]
    if len(given) != 1:
        raise GoldError("a list 'quotes' or 'statements' is needed, one of them")
    rows: list[dict[str, Any]] = []
    for number, quote in enumerate(record[given[0]], 1):
        if isinstance(quote, dict) and quote.get("kind") == "narration":
            continue
        try:
            rows.extend(_pieces(quote, text, doc_id, number))
        except GoldError as error:
            raise GoldError(f"{given[0]}, number {number}: {error}") from None
    return doc_id, text, rows


def _pieces(quote: Any, text: str | None, doc_id: str, number: int) -> Iterator[dict[str, Any]]:
    """Give one row a piece of a quotation, checked against the text."""
    if not isinstance(quote, dict):
        raise GoldError("no object, such as {...}")
    spans = quote.get("spans") or [[quote.get("start"), quote.get("end")]]
    length = len(text) if text is not None else max((s[-1] for s in spans if _is_span(s)), default=0)
    for span in spans:
        if not _is_span(span) or not 0 <= span[0] < span[1] <= length:
            raise GoldError(f"{span} is no span of a text of {counted(length, 'character')}")
    words = quote.get("text") if len(spans) == 1 else None
    start, end = spans[0]
    if text is None and not (isinstance(words, str) and len(words) == end - start):
        raise GoldError("its own 'text' is needed, of the length of the span, as the document has none")
    if text is not None and isinstance(words, str) and text[start:end] != words:
        differ = _differ(words, "its 'text'", text[start:end], "the document")
        raise GoldError(f"from {start} to {end}, {differ}")
    known: dict[str, Any] = {
        ours: _value(quote, ours) or _value(quote, theirs) for ours, theirs in _CALLED.items()
    }
    for ours, theirs in _PLACES.items():
        place = quote.get(ours, quote.get(theirs))
        known[ours] = place if isinstance(place, int) else None
    kind = "direct" if known["kind"] == "speech" else known["kind"]
    if kind not in (None, "unknown", *KINDS):
        raise GoldError(unknown("kind", kind, KINDS).removesuffix("."))
    shared = _value(quote, "quotation_id")
    attitude = quote.get("act") == "attitude" or quote.get("cue_kind") == "other"
    fixed = {
        "quotation_id": f"{doc_id}/{shared or f'#{number}'}", "doc_id": doc_id,
        "kind": None if kind == "unknown" else kind, "act": "attitude" if attitude else "speech",
        "text": words if isinstance(words, str) else None,
    }  # fmt: skip
    for start, end in sorted(map(tuple, spans)):
        yield known | fixed | {"start": start, "end": end}


def _is_span(span: object) -> bool:
    return isinstance(span, list | tuple) and len(span) == 2 and all(type(place) is int for place in span)


def _value(quote: Mapping[str, Any], key: str) -> str | None:
    value = quote.get(key)
    return None if is_missing(value) or value == "" else str(value)


def _difference(text: str | None, rows: list[tuple[int, int, Any]], other: str) -> str | None:
    """Say where the text of the input is not that of the gold; None where it is."""
    if text is None:
        for start, end, words in rows:
            if other[start:end] != words:
                differ = _differ(words, "the gold", other[start:end], "the input")
                return f"its text differs from {start} to {end}: {differ}"
        return None
    if text == other:
        return None
    pairs = enumerate(zip(text, other, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(text), len(other)))
    return f"its text differs at character {at}: {_differ(text[at:], 'the gold', other[at:], 'the input')}"


def _differ(words: str, where: str, others: str, elsewhere: str) -> str:
    here, there = (repr(text if len(text) <= 20 else text[:20] + "…") for text in (words, others))
    return f"{here} in {where}, {there} in {elsewhere}"


def listed(places: list[tuple[str, str]]) -> str:
    """Name the first places of a list and what is wrong there."""
    more = f"; and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return "; ".join(f"{place}: {why}" for place, why in places[:SHOWN]) + more
