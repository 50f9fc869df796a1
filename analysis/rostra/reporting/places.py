"""Places: the evidence of a page that may not show the texts: where each hit stands, not what it says.

A page for texts under copyright keeps every number and every picture. What a number stands
on is given by document, date, source and characters: whoever has the texts finds it, and
`rostra verify` recounts it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from rostra.charts.labels import shown
from rostra.reporting.evidence import Claims
from rostra.reporting.parts import Cell, Claim, Table

__all__ = ["HIDDEN", "Places", "place_table", "short", "without_text"]

WORDS = 4  # a cell of more words may be a piece of a text
HIDDEN = "(left out)"
_WORD = re.compile(r"\w+(?:['’]\w+)*")  # a hyphen parts words here: what is hidden is rather more
MOST = 400  # places that a number names


class Places(Claims):
    """Collects the claims of a page, and keeps the places that they rest on and no sentence."""

    sentences = 0

    def finished(self) -> list[Any]:
        """No sentences."""
        return []

    def written(self, homes: Mapping[int, str]) -> str:
        """Write the places of every number as markup; `homes` is where its reader came from."""
        if not self._claims:
            return ""
        groups: dict[str, list[tuple[int, Claim]]] = {}
        for number, claim in enumerate(self._claims, start=1):
            groups.setdefault(claim.group, []).append((number, claim))
        parts = [
            '<section id="evidence"><h2>Evidence</h2><p class="note">This page shows no sentence. '
            "Every underlined number opens the places it stands on: the document, and where in its text, in "
            "characters.</p>"
        ]
        for group, claims in groups.items():
            shown_one_by_one = [_one(group, number, claim, homes[number]) for number, claim in claims]
            parts += ['<div class="g">', *shown_one_by_one, "</div>"]
        return "\n".join([*parts, "</section>"])


def short(text: object) -> str:
    """Return a text of a few words as it is; a longer one may be a piece of a text, and is left out."""
    return str(text) if len(_WORD.findall(str(text))) <= WORDS else HIDDEN


def without_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which no cell is longer than a few words.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.

    Returns
    -------
    pandas.DataFrame
        The same; longer texts are left out, numbers stay.
    """
    kept = frame.copy()
    for name in kept.columns:
        if not pd.api.types.is_numeric_dtype(kept[name].dtype):
            kept[name] = [short(v) if isinstance(v, str) else v for v in kept[name].astype(object)]
    return kept


def place_table(rows: pd.DataFrame, documents: pd.DataFrame, *, caption: str, folded: str = "") -> Table:
    """List places, one a row.

    Parameters
    ----------
    rows : pandas.DataFrame
        At least `doc_id`, `start`, `end`; `speaker` and `kind` where they are known.
    documents : pandas.DataFrame
        The documents, for date and source.
    caption : str
        What the table holds.
    folded : str
        The words of the fold that hides it.

    Returns
    -------
    Table
        Document, date, source, characters, speaker, kind.
    """
    about = documents.set_index("doc_id")
    made = []
    for row in rows.to_dict("records"):
        place = about.loc[row["doc_id"]]
        cells = [
            row["doc_id"],
            place["date"],
            place["source"],
            f"{int(row['start']):,} to {int(row['end']):,}",
        ]
        speaker = row.get("speaker")  # of somebody without a name it is a piece of the text
        cells += [speaker if pd.isna(speaker) else short(speaker), row.get("kind")]
        made.append(tuple(Cell("" if pd.isna(cell) else shown(cell, 80), numeric=False) for cell in cells))
    return Table(
        caption, ("Document", "Date", "Source", "Characters", "Speaker", "Kind"), tuple(made), folded=folded
    )


def _one(group: str, number: int, claim: Claim, home: str) -> str:
    hits = claim.hits
    about = claim.corpus.documents.set_index("doc_id")
    lines = []
    for doc_id, rows in hits.head(MOST).groupby("doc_id", sort=False):
        place = about.loc[doc_id]
        where = [doc_id, *(place[name] for name in ("source", "date") if pd.notna(place[name]))]
        spans = ", ".join(
            f"{start:,} to {end:,}" for start, end in zip(rows["start"], rows["end"], strict=True)
        )
        known = [rows[name].dropna().astype(str) for name in ("speaker", "kind") if name in rows]
        told = "; ".join(shown(" | ".join(map(short, part.unique())), 120) for part in known if len(part))
        text = " · ".join(shown(part, 140) for part in where) + f": {spans}" + (f" ({told})" if told else "")
        lines.append(f"<li>{html.escape(text)}</li>")
    label = html.escape(claim.label if len(claim.label.split()) <= 2 * WORDS else HIDDEN)
    more = f" The first {MOST} are named." if len(hits) > MOST else ""
    documents = hits["doc_id"].nunique()
    return (
        f'<div class="f" id="e{number}" tabindex="-1"><p><b>{html.escape(shown(group, 80))}: {label}</b>, '
        f"{len(hits):,} place{'' if len(hits) == 1 else 's'} in {documents:,} "
        f"document{'' if documents == 1 else 's'}.{more} "
        f'<a class="back" href="#{home}">Close</a></p><ul>{"".join(lines)}</ul></div>'
    )
