"""Frames: pandas, polars and Arrow tables, and lists of dicts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from rostra.errors import CorpusError
from rostra.reading.found import Found, InputFile, from_rows, plain
from rostra.reading.objects import columns_as_rows, read_records

__all__ = ["read_frame"]

ACCEPTED = (
    "the path of a folder or file, a pandas, polars or Arrow frame, or a list of dicts "
    'such as [{"text": "..."}, {"text": "..."}]'
)


def read_frame(source: Any, *, text: str = "text", doc_id: str | None = None) -> tuple[Found, InputFile]:
    """Read documents that are already in memory.

    Parameters
    ----------
    source : frame, list of dict, or dict of lists
        One document a row.
    text : str
        The column that holds the words.
    doc_id : str, optional
        The column that holds the ids.

    Returns
    -------
    Found, InputFile
        The documents, and what stands for the file: a SHA-256 over ids, texts and metadata.
    """
    if isinstance(source, Mapping):
        found = read_records(
            "the records", list(columns_as_rows("the records", source)), text=text, doc_id=doc_id
        )
    elif isinstance(source, list | tuple):
        rows: list[tuple[str, Mapping[str, Any]]] = []
        for number, item in enumerate(source, 1):
            if not isinstance(item, Mapping):
                raise CorpusError(
                    f"record {number} is no dict but {type(item).__name__}. Accepted is {ACCEPTED}."
                )
            rows.append((f"record {number}", item))
        if not rows:
            raise CorpusError(f"the list holds no documents. Accepted is {ACCEPTED}.")
        found = read_records("the records", rows, text=text, doc_id=doc_id)
    else:
        columns = _columns(source)
        found = from_rows("the frame", list(columns), _rows(columns), text=text, doc_id=doc_id)
    return found, _fingerprint(found)


def _columns(source: Any) -> dict[str, list[Any]]:
    import narwhals as nw

    try:
        frame = nw.from_native(source)
    except TypeError:
        raise CorpusError(
            f"a corpus cannot be read from an object of type {type(source).__name__}. Accepted is {ACCEPTED}."
        ) from None
    except ValueError as error:  # two columns of one name
        raise CorpusError(f"the frame: {error} Give each column its own name.") from None
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, nw.DataFrame):
        raise CorpusError(
            f"a corpus cannot be read from an object of type {type(source).__name__}. Accepted is {ACCEPTED}."
        )
    return {str(name): frame[name].to_list() for name in frame.columns}


def _rows(columns: Mapping[str, list[Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, values in enumerate(zip(*columns.values(), strict=True), 1):
        yield f"row {number}", dict(zip(columns, values, strict=True))


def _fingerprint(found: Found) -> InputFile:
    """Hash what was read, so that a report on a frame can be told from one on another frame."""
    digest, size = hashlib.sha256(), 0
    for document in found.documents:
        values = {name: plain(value) for name, value in document.metadata.items()}
        line = json.dumps(
            [document.doc_id, document.text, values], ensure_ascii=False, sort_keys=True, default=str
        )
        content = (line + "\n").encode("utf-8", "backslashreplace")
        digest.update(content)
        size += len(content)
    return InputFile("records", digest.hexdigest(), size)
