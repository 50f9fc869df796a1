"""Passages: the text around a line as it was published, with the statement and the words found."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pandas as pd

from rostra.concordance import legible
from rostra.index.tokens import Tokens

__all__ = ["passage"]

REACH = 2000  # characters to each side at most: some texts have no paragraphs
_GAP = re.compile(r"\n[ \t\r]*\n|\Z")
SHOWN = ("speaker", "actor", "kind", "cue", "rule", "confidence")


def passage(tokens: Tokens, line: dict[str, Any]) -> dict[str, Any]:
    """Cut the paragraph of a line out of its text, in pieces that say what they are.

    Parameters
    ----------
    tokens : Tokens
        The words.
    line : dict
        A row of `Concordance.lines`.

    Returns
    -------
    dict
        `title`: what the document is called. `facts`: pairs of a name and a value, of the document
        and of the statement. `pieces`: pairs of a text and a role (`text`, `statement` or `hit`),
        which joined are the passage. `cut`: whether it is shorter than its paragraphs.

    Examples
    --------
    >>> import rostra
    >>> text = "Nobody spoke.\\n\\n“No war,” Kirby said."
    >>> words = rostra.tokenize(rostra.attribute(rostra.load_corpus([{"doc_id": "a", "text": text}])))
    >>> line = rostra.kwic(words, "war").lines.to_dict("records")[0]
    >>> passage(words, line)["pieces"]
    [['“No ', 'statement'], ['war', 'hit'], [',”', 'statement'], [' Kirby said.', 'text']]
    """
    documents = tokens.corpus.documents
    document = documents[documents["doc_id"] == line["doc_id"]].iloc[0]
    text, start, end = document["text"], int(line["start"]), int(line["end"])
    rows = pieces_of(tokens, line)
    spans = [
        (int(row["start"]), int(row["end"])) for row in rows if row["kind"] not in ("narration", "speech")
    ]
    opening = min([start, *(first for first, _ in spans)])
    closing = max([end, *(last for _, last in spans)])
    begin = max((gap.end() for gap in _GAP.finditer(text, 0, opening) if gap.end() > gap.start()), default=0)
    found = _GAP.search(text, closing)
    stop = found.start() if found else len(text)
    cut = start - begin > REACH or stop - end > REACH
    begin, stop = max(begin, start - REACH), min(stop, end + REACH)
    marks = {begin, start, end, stop} | {min(max(edge, begin), stop) for span in spans for edge in span}
    edges = sorted(marks)
    pieces = [[_shown(text[a:b]), _role(a, b, (start, end), spans)] for a, b in pairwise(edges)]
    statement = rows[0] if rows else line
    facts = [(name, document.get(name)) for name in ("date", "source")]
    facts += [(name, statement.get(name)) for name in SHOWN]
    title = document.get("title")
    return {
        "title": legible(title) or legible(line["doc_id"]),
        "facts": [
            [name, _written(value)]
            for name, value in [("document", line["doc_id"]), *facts]
            if _written(value)
        ],
        "pieces": pieces,
        "cut": cut,
    }


def pieces_of(tokens: Tokens, line: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the statement of a line, and then the other pieces of the same quotation.

    Parameters
    ----------
    tokens : Tokens
        The words.
    line : dict
        A row of `Concordance.lines`.

    Returns
    -------
    list of dict
        Rows of the statements; empty where nobody has been credited with the words.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}]))
    >>> pieces_of(words, rostra.kwic(words, "war").lines.to_dict("records")[0])
    []
    """
    if tokens.statements is None or pd.isna(line["statement_id"]):
        return []
    frame = tokens.statements.frame
    own = frame[frame["statement_id"] == line["statement_id"]]
    quotation = own["quotation_id"].iloc[0]
    if pd.isna(quotation):
        return own.to_dict("records")
    same = frame[(frame["quotation_id"] == quotation) & (frame["doc_id"] == line["doc_id"])]
    return [*own.to_dict("records"), *same.drop(own.index).to_dict("records")]


def _role(begin: int, stop: int, hit: tuple[int, int], spans: list[tuple[int, int]]) -> str:
    if hit[0] <= begin and stop <= hit[1]:
        return "hit"
    return "statement" if any(a <= begin and stop <= b for a, b in spans) else "text"


def _shown(text: str) -> str:
    """Make a text fit for the page; its line breaks stay."""
    return "\n".join(map(legible, text.replace("\r\n", "\n").replace("\t", " ").split("\n")))


def _written(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) and not pd.isna(value) else legible(value)
