"""Recounting: the ledger of a page made of any results, and the same results from texts of today.

`rostra.report` takes results that somebody made in steps of their own. What is written down
of each is the verb, its arguments, how the texts were read, every number that is shown, and
the hits of each number by document: enough to do it again, and to say which document made a
number change.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import rostra
from rostra.errors import RostraError
from rostra.measurement import asked
from rostra.reporting.entries import (
    FORMAT,
    Vectors,
    described,
    lists_of,
    named_by,
    plain_rows,
    texts_of,
)  # fmt: skip
from rostra.reporting.finder import Finder
from rostra.reporting.manifest import LIBRARIES, version_of
from rostra.reporting.places import short
from rostra.reporting.records import is_settings

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.result import Result

__all__ = ["VERBS", "ledger_of", "recounted"]

# The verbs that can be asked again with the arguments that their result keeps, and what they read.
VERBS = {
    "measure": "words", "compare": "words", "robustness": "words", "keyness": "words",
    "sentiment": "words", "frequencies": "words", "diversity": "words", "readability": "words",
    "dispersion": "words", "similarity": "words", "occurrences": "words", "vocabulary_growth": "words",
    "evaluations": "statements", "share_of_voice": "statements", "stances": "statements",
}  # fmt: skip
_OF_A_FILE = re.compile(r"\{[^}]*[./\\~]")


def ledger_of(
    results: Iterable[tuple[Result, pd.DataFrame]], others: int, reading: dict[str, Any], *, text: bool = True
) -> dict[str, Any] | None:
    """Write down the results of a page; plain enough for JSON.

    Parameters
    ----------
    results : iterable of (Result, pandas.DataFrame)
        Each result, and the rows of it that are shown.
    others : int
        Tables and charts on the page that are no results: nobody can check these.
    reading : dict
        How the texts were read: place of the input, column of the text, encoding.
    text : bool
        Whether the page may show the texts: else results whose rows are named by pieces of them
        cannot be written down.

    Returns
    -------
    dict or None
        As `rostra.reporting.ledger.ledger`; None where no result is on the page, or where two
        results hold different texts under one id.
    """
    together = _together(results)
    if not text:
        hidden = len(together)
        together = [(result, keys) for result, keys in together if not _tells_text(keys)]
        others += hidden - len(together)
    documents = _documents(result.corpus for result, _ in together)
    if not together or documents is None:
        return None
    place = {row[0]: i for i, row in enumerate(documents)}
    vectors = Vectors()
    written: dict[str, Any] = {}
    for number, (result, keys) in enumerate(together, start=1):
        own = sorted(place[doc_id] for doc_id in result.corpus.documents["doc_id"])
        written[str(number)] = _result(result, keys, place, vectors) | (
            {"documents": own} if len(own) < len(documents) else {}
        )
    measures = _measures(result for result, _ in together)
    files = {item.name: [item.name, item.sha256, item.bytes] for r, _ in together for item in r.corpus.inputs}
    return {
        "format": FORMAT, "made_by": "report",
        "settings": {"unchecked": others}, "reading": reading,
        "name": together[0][0].corpus.name, "files": list(files.values()),
        "versions": {"rostra": rostra.__version__, "Python": platform.python_version()}
        | {name: version_of(name) for name in LIBRARIES},
        "measures": measures, "lists": lists_of(measures),
        "documents": documents, "results": written, "vectors": vectors.made,
    }  # fmt: skip


def recounted(old: dict[str, Any], corpus: Corpus) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Make the results of a page again, from texts of today.

    Parameters
    ----------
    old : dict
        The ledger of a page.
    corpus : Corpus
        The texts. Of these, the documents that the page is about are read.

    Returns
    -------
    old, new : dict
        The ledger of the page and that of today, both with the results that could be made again.
    left_out : dict of str to str
        The others, and why.
    """
    read = _Reader(old, corpus)
    made: list[tuple[str, Result]] = []
    left_out: dict[str, str] = {}
    for number, result in old["results"].items():
        reason = _hindrance(result)
        if not reason:
            try:
                made.append((number, read.again(result)))
            except RostraError as error:
                reason = str(error)
        if reason:
            left_out[number] = reason
    ids = [row[0] for row in old["documents"]]
    documents = _documents([corpus.where(doc_id=ids)]) or []
    place = {row[0]: i for i, row in enumerate(documents)}
    vectors = Vectors()
    results = {
        number: _result(result, _keys(old["results"][number]), place, vectors) for number, result in made
    }
    measures = _measures(result for _, result in made)
    kept = {number: old["results"][number] for number, _ in made}
    new = old | {
        "documents": documents, "results": results, "vectors": vectors.made,
        "files": [[item.name, item.sha256, item.bytes] for item in corpus.inputs],
        "measures": measures, "lists": lists_of(measures),
        "versions": {"rostra": rostra.__version__, "Python": platform.python_version()}
        | {name: version_of(name) for name in LIBRARIES},
    }  # fmt: skip
    return old | {"results": kept}, new, left_out


class _Reader:
    """Reads the texts as the page did, each way once, and asks its verbs again."""

    def __init__(self, old: dict[str, Any], corpus: Corpus) -> None:
        self.ids = [row[0] for row in old["documents"]]
        self.corpus = corpus.renamed(old["name"])  # results of no group are called by it
        self._known: dict[tuple[str, tuple[int, ...]], Any] = {}

    def again(self, result: dict[str, Any]) -> Result:
        key = (result["source"], tuple(result.get("documents", range(len(self.ids)))))
        if key not in self._known:
            chosen = self.corpus.where(doc_id=[self.ids[i] for i in key[1]])
            if key[0] == "words":
                self._known[key] = (None, rostra.tokenize(chosen))
            else:
                column = key[0].removeprefix("column ") if key[0] != "found" else None
                statements = rostra.attribute(chosen, actor=column)
                self._known[key] = (statements, rostra.tokenize(statements))
        statements, words = self._known[key]
        verb: Callable[..., Result] = getattr(rostra, result["kind"])
        return verb(words if VERBS[result["kind"]] == "words" else statements, **result["parameters"])


def _hindrance(result: dict[str, Any]) -> str:
    """Say why a result cannot be made again; nothing where it can."""
    if result["kind"] not in VERBS:
        return f"{result['kind']} is made of more than texts."
    if not result["source"]:
        return "it is not known how its statements were made."
    if own := result["parameters"].get("own_lexicons"):
        return f"it was counted with lexicons of one's own: {', '.join(own)}."
    if any(_OF_A_FILE.search(query) for query in result["parameters"].get("words", ())):
        return "its words are looked up in a lexicon that is a file."  # a page names no file to read
    if VERBS[result["kind"]] == "statements" and result["source"] == "words":
        return "it needs statements."
    return ""


def _together(
    results: Iterable[tuple[Result, pd.DataFrame]],
) -> list[tuple[Result, set[tuple[str, ...]]]]:
    """Put what is shown of one result in several places together."""
    found: dict[int, tuple[Result, set[tuple[str, ...]]]] = {}
    for result, frame in results:
        keys = found.setdefault(id(result), (result, set()))[1]
        names = named_by(result.by, result.frame.columns)
        if set(names) <= set(frame.columns):
            keys.update(zip(*(texts_of(frame[name]) for name in names), strict=True))
    return list(found.values())


def _tells_text(keys: set[tuple[str, ...]]) -> bool:
    """Whether a name is so long that it may be a piece of a text."""
    return any(short(part) != part for key in keys for part in key)


def _keys(result: dict[str, Any]) -> set[tuple[str, ...]]:
    places = [result["columns"].index(name) for name in named_by(result["by"], result["columns"])]
    return {tuple("" if row[i] is None else str(row[i]) for i in places) for row in result["rows"]}


def _documents(corpora: Iterable[Corpus]) -> list[list[Any]] | None:
    """The documents of all results; None where one id stands for two texts."""
    known: dict[str, list[Any]] = {}
    seen: set[int] = set()
    for corpus in corpora:
        if id(corpus) in seen:
            continue
        seen.add(id(corpus))
        for row in described(corpus):
            if known.setdefault(row[0], row) != row:
                return None
    return list(known.values())


def _result(
    result: Result, keys: set[tuple[str, ...]], place: dict[str, int], vectors: Vectors
) -> dict[str, Any]:
    names = named_by(result.by, result.frame.columns)
    texts = list(zip(*(texts_of(result.frame[name]) for name in names), strict=True))
    frame = result.frame[[key in keys for key in texts]]
    parameters = {name: value for name, value in result.parameters.items() if value is not None}
    again = is_settings(parameters)
    finder = Finder(result)
    sides = [
        [[[vectors.add(by_document)], []] for by_document in _hits(result, row, finder, place)]
        for row in frame.to_dict("records")
    ]
    return {
        "kind": result.kind, "by": result.by, "summed": _summed(frame, sides, vectors),
        "source": result.source if again else "", "parameters": parameters if again else {},
        "columns": [str(name) for name in frame.columns], "rows": plain_rows(frame), "sides": sides,
    }  # fmt: skip


def _summed(frame: pd.DataFrame, sides: list[list[list[list[int]]]], vectors: Vectors) -> bool:
    """Whether the hits of every number are the sum of those of its documents."""
    names = ("hits",) if "hits" in frame else ("target_hits", "reference_hits")
    if not set(names) <= set(frame.columns) or any(len(side) != len(names) for side in sides):
        return False
    sums = [[sum(vectors.made[one[0][0]][1]) for one in side] for side in sides]
    given = np.stack([frame[name].to_numpy(dtype=float, na_value=np.nan) for name in names], axis=1)
    return bool(np.allclose(np.array(sums).reshape(given.shape), given, rtol=1e-9, atol=1e-9))


def _hits(result: Result, row: dict[str, Any], finder: Finder, place: dict[str, int]) -> Iterator[np.ndarray]:
    """The hits of each side of a number, by document."""
    for side in ("target", "reference") if "target" in row and result.by not in row else (None,):
        claim = finder.of_row(row, group=None if side is None else row[side])
        dense = np.zeros(len(place))
        if claim is not None:
            hits = claim.hits
            weights = hits["weight"].to_numpy(dtype=float) if "weight" in hits else np.ones(len(hits))
            np.add.at(dense, [place[doc_id] for doc_id in hits["doc_id"]], weights)
        yield dense


def _measures(results: Iterable[Result]) -> dict[str, list[str]]:
    """The measures of all results, with the hashes of their lexicons."""
    found: dict[str, list[str]] = {}
    for result in results:
        if result.kind not in ("measure", "compare", "robustness") or "own_lexicons" in result.parameters:
            continue
        for one in asked(result.parameters["measures"], result.parameters.get("words")):
            found[one.name] = [one.scope, one.unit, one.status, one.lexicon.sha256 if one.lexicon else ""]
    return found
