"""Corpus: the texts as published, with their metadata and their actors."""

from __future__ import annotations

import difflib
import hashlib
import html
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rostra.errors import CorpusError, CorrectionsError, unknown
from rostra.reading import InputFile, SideFile, counted, is_missing, read, table_of
from rostra.reading.stored import Store, is_index, open_index

if TYPE_CHECKING:
    import pandas as pd

    from rostra.actors import Actors

__all__ = ["Corpus", "InputFile", "count_words", "counted", "load_corpus"]

# A plain count for the eye: hyphen and apostrophe join. The tokens room has the exact rule.
WORD = re.compile(r"\w+(?:[’'-]\w+)*")
SHOWN = 20


class _HandedOut:
    """A frame that is handed out as a copy on write: whoever edits it edits his own."""

    def __get__(self, owner: object | None, cls: type) -> pd.DataFrame:
        if owner is None:
            raise AttributeError("documents")  # tells dataclass that the field has no default
        return cast("pd.DataFrame", owner.__dict__["documents"]).copy(deep=False)

    def __set__(self, owner: object, frame: pd.DataFrame) -> None:
        owner.__dict__["documents"] = frame.copy(deep=False)


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """The texts of a study, as published, and the actors who speak in them.

    Parameters
    ----------
    documents : pandas.DataFrame
        One row a document: `doc_id` (text), `text` (as published), `date`
        (YYYY-MM-DD or NA), `source`, `title`, `body_start` (the place of the text in the
        decoded file, in code points), then every column of metadata.
    actors : Actors
        The registry: who is who, under which names.
    name : str
        What the corpus is called on pages and in messages.
    inputs : tuple of InputFile
        The files that were read, with their SHA-256.
    left_out : tuple of (str, str)
        What was found and not read: its name (and line), and why.
    notes : tuple of str
        What a reader of the numbers should know about the input.
    corrections : SideFile or None
        The statements that somebody corrected: `attribute` applies them.
    """

    if TYPE_CHECKING:
        documents: pd.DataFrame
    else:
        documents: pd.DataFrame = _HandedOut()
    actors: Actors
    name: str = "corpus"
    inputs: tuple[InputFile, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    corrections: SideFile | None = None

    def __len__(self) -> int:
        return len(self.__dict__["documents"])

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {doc_id: row for row, doc_id in enumerate(self.documents["doc_id"])}

    @cached_property
    def _texts(self) -> Any:
        return self.documents["text"].array

    @cached_property
    def lengths(self) -> list[int]:
        """The length of each text in code points; of an index without reading the texts."""
        texts = self._texts
        if hasattr(texts, "lengths") and not texts.isna().any():
            return [int(length) for length in texts.lengths]
        return [len(text) for text in texts]

    @cached_property
    def _words(self) -> int:
        texts = self._texts
        stored = getattr(texts, "store", None)
        if stored is not None and len(texts) == len(stored):
            return int(stored.manifest["tokens"])
        return sum(count_words(text) for text in texts)

    def text(self, doc_id: str) -> str:
        """Return the text of one document, as published.

        Parameters
        ----------
        doc_id : str
            A value of the column `doc_id`.

        Returns
        -------
        str
            The text that all offsets count in.

        Examples
        --------
        >>> load_corpus([{"doc_id": "a", "text": "No comment."}]).text("a")
        'No comment.'
        """
        try:
            return cast("str", self._texts[self._rows[doc_id]])
        except KeyError:
            ids = list(self._rows)
            close = difflib.get_close_matches(str(doc_id), ids, n=1)
            shown = list(dict.fromkeys([*close, *ids]))[:SHOWN]
            more = f" These are {SHOWN} of {len(ids)}." if len(ids) > SHOWN else ""
            raise CorpusError(unknown("document", doc_id, shown) + more) from None

    def where(self, **columns: Any) -> Corpus:
        """Keep the documents whose metadata have the given values.

        Parameters
        ----------
        **columns
            A value, or a list of values, for each column; None asks for missing ones. In a
            column of text, ``2014`` asks for ``"2014"``.

        Returns
        -------
        Corpus
            The same texts, fewer of them (none, if no document has these values).

        Examples
        --------
        >>> corpus = load_corpus([{"text": "Yes.", "speaker": "Ann"}, {"text": "No.", "speaker": "Ben"}])
        >>> corpus.where(speaker="Ben")
        <Corpus corpus: 1 document, 1 word, no dates>
        """
        import pandas as pd

        frame = self.documents
        keep = pd.Series(True, index=frame.index)
        for name, value in columns.items():
            if name not in frame.columns:
                raise CorpusError(unknown("column", name, frame.columns))
            wanted = list(value) if isinstance(value, list | tuple | set | frozenset | range) else [value]
            values = frame[name]
            if isinstance(values.dtype, pd.StringDtype):
                asked = [str(item) for item in wanted if not is_missing(item)]
            else:
                asked = [item for item in wanted if not is_missing(item)]
            chosen = values.isin(asked).fillna(False).astype(bool)
            if any(is_missing(item) for item in wanted):
                chosen |= values.isna()
            keep &= chosen
        return replace(self, documents=frame[keep].reset_index(drop=True))

    def renamed(self, name: str) -> Corpus:
        """Return the same corpus under another name.

        Parameters
        ----------
        name : str
            What it is called on pages and in messages.

        Returns
        -------
        Corpus
            The same documents, actors and inputs.
        """
        return replace(self, name=name)

    def corrected_by(self, path: str | Path) -> Corpus:
        """Return the same corpus with another file of corrections.

        Parameters
        ----------
        path : str or pathlib.Path
            A sheet that `rostra.review` wrote and a person filled in.

        Returns
        -------
        Corpus
            `rostra.attribute` applies these corrections to its statements.
        """
        given = _side_file(Path(path).expanduser())
        before = self.corrections.entry if self.corrections is not None else None
        inputs = tuple(entry for entry in self.inputs if entry != before)
        return replace(self, corrections=given, inputs=(*inputs, given.entry))

    @property
    def span(self) -> str:
        """The first and the last day of the documents, in words."""
        days = sorted(self.documents["date"].dropna())
        if not days:
            return "no dates"
        return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"

    def __repr__(self) -> str:
        sizes = f"{counted(len(self), 'document')}, {counted(self._words, 'word')}"
        return f"<Corpus {self.name}: {sizes}, {self.span}>"

    def _repr_html_(self) -> str:
        frame = self.documents.drop(columns="body_start").head(SHOWN)
        frame["text"] = [text if len(text) <= 80 else f"{text[:80]}…" for text in frame["text"]]
        table = frame.to_html(index=False, na_rep="", border=0, escape=True)
        more = f"<p>{SHOWN} of {len(self)} documents.</p>" if len(self) > SHOWN else ""
        return f"<p>{html.escape(repr(self)[1:-1])}</p>{table}{more}"


def count_words(text: str) -> int:
    """Count runs of letters and digits, hyphen and apostrophe inside joined: a size for the eye.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    int
        Words; the denominators of rates come from `rostra.tokenize`, not from here.
    """
    return len(WORD.findall(text))


def load_corpus(
    source: Any,
    *,
    text: str = "text",
    doc_id: str | None = None,
    encoding: str | None = None,
    actors: str | Path | Actors | None = None,
    corrections: str | Path | None = None,
    progress: bool = False,
) -> Corpus:
    """Read texts and their metadata; what cannot be read is listed, never lost.

    Parameters
    ----------
    source : str, pathlib.Path, frame or list of dict
        A folder (of documents; or with `documents/`, `documents.csv`, `documents.jsonl`; or
        an index that `rostra index` built, which is opened at once, its texts left on disk);
        a file (.txt .md .csv .tsv .jsonl .ndjson .json .html .docx .pdf, each also .gz);
        ``"-"`` for standard input; a pandas, polars or Arrow frame; a list of dicts.
    text : str
        The column that holds the words.
    doc_id : str, optional
        The column that holds the ids; `doc_id` or `id` where there is one. Without, a
        file is called by its path without suffix, a row NAME-0001 and so on.
    encoding : str, optional
        The encoding of files that are not UTF-8; a byte order mark is stronger.
    actors : str, pathlib.Path or Actors, optional
        The registry of actors: a TOML file; by default the `actors.toml` beside the
        documents. The built-in gazetteer is added to it.
    corrections : str or pathlib.Path, optional
        Statements that somebody corrected (see `rostra.review`); by default the
        `corrections.csv` beside the documents.
    progress : bool
        Show a bar on standard error.

    Returns
    -------
    Corpus
        `documents` sorted by path, then in the order of the file: `doc_id`, `text`,
        `date` (YYYY-MM-DD or NA), `source`, `title`, `body_start`, metadata.

    Raises
    ------
    CorpusError
        Nothing can be read; bytes that are not in the encoding; no column of that name;
        two documents of one id. The message names file, line or byte, and the next step.

    Notes
    -----
    Texts are not changed: line ends, spaces and spelling stay; a byte order mark is no part
    of them. `body_start` is the place of the text in the decoded file (front matter or a
    leading ``date 2024-11-26`` stand before it; of Word and PDF files, in the extracted
    text), in code points; 0 where the text is the value of a cell. Empty cells are NA, and
    only they: the word "NA" stays. Lists and mappings in JSON become JSON text.

    Dates that name a day are written as ISO 8601. Where only a month or a year is known, its
    first day stands for it; where the day is ambiguous (03/04/2024) or cannot be read, it is
    NA. Both are said in `notes`, and the column `date_given` then keeps what was written.

    Examples
    --------
    >>> corpus = load_corpus([{"doc_id": "007", "text": "We deny it.", "date": "21 November 2024"}])
    >>> corpus
    <Corpus corpus: 1 document, 3 words, 2024-11-21>
    >>> corpus.documents.loc[0, ["doc_id", "date"]].tolist()
    ['007', '2024-11-21']
    """
    if isinstance(source, str | os.PathLike) and is_index(source):
        return _from_index(open_index(Path(source).expanduser()), actors, corrections)
    found = read(source, text=text, doc_id=doc_id, encoding=encoding, progress=progress)
    registry, registry_file = _registry(actors, found.folder)
    pairs = zip(found.documents, found.default_ids, strict=True)
    ids = [document.doc_id or default for document, default in pairs]
    check_ids(ids, [document.place for document in found.documents])
    notes = list(found.notes)
    frame = table_of(ids, found.documents, notes)
    inputs = (*found.inputs, registry_file) if registry_file is not None else found.inputs
    corpus = Corpus(frame, registry, found.name, inputs, found.left_out, tuple(notes))
    if corrections is None and found.folder is not None and (found.folder / "corrections.csv").is_file():
        corrections = found.folder / "corrections.csv"
    return corpus if corrections is None else corpus.corrected_by(corrections)


def _registry(actors: str | Path | Actors | None, folder: Path | None) -> tuple[Actors, InputFile | None]:
    from rostra.actors import Actors, load_actors

    if isinstance(actors, Actors):
        return actors, None
    path = Path(actors).expanduser() if actors is not None else None
    if path is None and folder is not None and (folder / "actors.toml").is_file():
        path = folder / "actors.toml"
    registry = load_actors(path)
    if path is None:
        return registry, None
    data = path.read_bytes()
    return registry, InputFile(path.name, hashlib.sha256(data).hexdigest(), len(data))


def _side_file(path: Path) -> SideFile:
    if not path.is_file():
        raise CorrectionsError(
            f"no file of corrections at {path}. Give the path of a sheet that "
            "`rostra statements INPUT --review FILE.csv` wrote and you filled in."
        )
    try:
        return SideFile(path.name, path.read_bytes())
    except OSError as error:
        raise CorrectionsError(
            f"the file of corrections {path} cannot be opened: {error.strerror}. Check who may read it."
        ) from None


def _from_index(store: Store, actors: str | Path | Actors | None, corrections: str | Path | None) -> Corpus:
    """Open the documents of an index: their metadata now, each text when it is asked for."""
    import numpy as np
    import pandas as pd

    from rostra.reading.textcolumn import TextArray

    columns = {}
    for name, column in store.columns().items():
        if column["type"] == "text":
            columns[name] = TextArray(store, np.arange(len(store)))
        else:
            cells = [pd.NA if value is None else value for value in column["values"]]
            columns[name] = pd.array(cells, dtype=object if column["type"] == "object" else column["type"])
    registry, registry_file = _registry(actors, store.data)
    manifest = store.manifest
    inputs = [InputFile(*entry) for entry in manifest["inputs"]]
    if registry_file is not None and registry_file not in inputs:
        inputs.append(registry_file)
    left_out = tuple((name, reason) for name, reason in manifest["left_out"])
    corpus = Corpus(
        pd.DataFrame(columns), registry, manifest["name"], tuple(inputs), left_out, tuple(manifest["notes"])
    )
    if corrections is None and (store.data / "corrections.csv").is_file():
        corrections = store.data / "corrections.csv"
    return corpus if corrections is None else corpus.corrected_by(corrections)


def check_ids(ids: Sequence[str], documents: Sequence[str]) -> None:
    """Raise where two documents have one id, and name both.

    Parameters
    ----------
    ids : sequence of str
        The id of each document.
    documents : sequence of str
        Where each was found.
    """
    if len(set(ids)) == len(ids):
        return
    places: dict[str, list[str]] = {}
    for doc_id, place in zip(ids, documents, strict=True):
        places.setdefault(doc_id, []).append(place)
    twice = [doc_id for doc_id, found in places.items() if len(found) > 1]
    first, second, *rest = places[twice[0]]
    third = f" (and {counted(len(rest), 'more place')})" if rest else ""
    more = f" The same goes for {counted(len(twice) - 1, 'other id')}." if len(twice) > 1 else ""
    raise CorpusError(
        f"two documents have the id {twice[0]!r}: {first} and {second}{third}.{more} "
        'Give each document its own id, or name the column that does: doc_id="NAME".'
    )
