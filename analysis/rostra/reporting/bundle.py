"""Bundle: what every number of a page is made of, without a word of the texts, in one file.

Counts by document, places of hits and of statements, hashes, settings and versions: enough
to rebuild every number, and to check it once the texts are at hand. It can be passed on
where the texts cannot.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.exporting import csv_text
from rostra.reporting.ledger import TITLES
from rostra.reporting.places import without_text
from rostra.reporting.records import LEDGER, text_of

if TYPE_CHECKING:
    from rostra.reporting.study import Study
    from rostra.result import Result

__all__ = ["hit_places", "place_tables", "write_bundle"]

# Of the columns of hits and statements, those that hold no words of a text.
HITS = (
    "result", "doc_id", "start", "end", "actor", "speaker", "measure", "item", "weight", "negated", "kind",
    "statement_id", "target_start", "target_end", "link",
)  # fmt: skip
STATEMENTS = (
    "doc_id", "start", "end", "kind", "act", "actor", "speaker", "cue_start", "cue_end", "stance",
    "mention_start", "mention_end", "statement_id", "quotation_id", "parent", "rule", "repair", "confidence",
)  # fmt: skip
ABOUT = """Every number of a page made with Rostra, and what it is made of, without the texts.

ledger.json     settings, versions, hashes of texts and word lists, and for each number its
                hits and words by document. `rostra verify` reads it.
numbers.csv     every number: value, interval, p, hits, words, documents.
hits.csv        where every hit stands: document and characters.
statements.csv  where every statement stands, whose it is, and by which rule it was found.
documents.csv   id, SHA-256 of the text, date, words.

Without the texts:  rostra verify BUNDLE.zip --no-input   rebuilds every number from its counts.
With them:          rostra verify BUNDLE.zip INPUT        recomputes every number.
"""
_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows: the same bytes each day


def place_tables(found: Study) -> dict[str, pd.DataFrame]:
    """Return where hits and statements stand.

    Parameters
    ----------
    found : Study
        The results of the standard page.

    Returns
    -------
    dict of str to pandas.DataFrame
        `hits` and `statements`, without a column that holds words of a text.
    """
    parts = []
    for name in ("rates", "evaluated", "moods", "stances"):
        result = getattr(found, name)
        if result is not None:
            parts.append(result.hits.assign(result=TITLES[name]))
    hits = pd.concat(parts, ignore_index=True)
    statements = found.statements.frame
    # of a speaker without a name, what stands for it is a piece of the text
    return {
        "hits": without_text(hits[[name for name in HITS if name in hits]]),
        "statements": without_text(statements[[name for name in STATEMENTS if name in statements]]),
    }


def hit_places(results: Iterable[Result]) -> dict[str, pd.DataFrame]:
    """Return where the hits of any results stand.

    Parameters
    ----------
    results : iterable of Result
        What a page shows.

    Returns
    -------
    dict of str to pandas.DataFrame
        `hits`, without a column that holds words of a text; nothing where there are none.
    """
    each = {id(result): result for result in results}.values()
    parts = [result.hits.assign(result=result.kind) for result in each if len(result.hits)]
    if not parts:
        return {}
    hits = pd.concat(parts, ignore_index=True)
    return {"hits": without_text(hits[[name for name in HITS if name in hits]])}


def write_bundle(path: str | Path, ledger: dict[str, Any], places: dict[str, pd.DataFrame]) -> Path:
    """Write a bundle: the same numbers, the same bytes.

    Parameters
    ----------
    path : str or pathlib.Path
        The file to write, a ZIP archive; an existing one is replaced, missing folders are made.
    ledger : dict
        Every number with the counts behind it.
    places : dict of str to pandas.DataFrame
        Where hits and statements stand.

    Returns
    -------
    pathlib.Path
        The file written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    documents = [[row[0], row[1], row[3], row[4]] for row in ledger["documents"]]
    tables = {
        "documents": pd.DataFrame(documents, columns=["doc_id", "text_sha256", "date", "words"]),
        "numbers": _numbers(ledger),
        **places,
    }
    texts = {f"{name}.csv": csv_text(table) for name, table in tables.items()}
    texts |= {LEDGER: text_of(ledger) + "\n", "README.txt": ABOUT}
    with zipfile.ZipFile(path, "w") as bundle:
        for name in sorted(texts):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            bundle.writestr(entry, texts[name].encode(), zipfile.ZIP_DEFLATED, 6)
    return path


def _numbers(ledger: dict[str, Any]) -> pd.DataFrame:
    parts = [
        pd.DataFrame(result["rows"], columns=result["columns"]).assign(result=TITLES.get(name, name))
        for name, result in ledger["results"].items()
        if result["rows"]
    ]
    if not parts:
        return pd.DataFrame({"result": []})
    frame = pd.concat([part.dropna(axis="columns", how="all") for part in parts], ignore_index=True)
    return frame[["result", *(name for name in frame.columns if name != "result")]]
