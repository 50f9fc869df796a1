"""Marked texts: statements made by hand, so that counting is tested without attribution.

`[[Russia|direct|We will respond.]]` is a statement of Russia; a fourth part names its
cue, which stands nearest before it, else after it: `warned [[Russia|indirect|of war|warned]]`.
What lies between is narration. A part left empty is unknown.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

import rostra
from rostra.index.tokens import Tokens
from rostra.statements import Statements, check_partition, statement_frame

MARK = re.compile(r"\[\[([^|\]]*)\|([^|\]]*)\|([^|\]]*)(?:\|([^|\]]*))?\]\]")


def statements_of(*texts: str, **metadata: list[Any]) -> Statements:
    """Statements of some marked texts; metadata are columns of the documents."""
    rows: list[dict[str, Any]] = []
    documents = []
    for number, text in enumerate(texts):
        doc_id = f"d{number + 1}"
        plain, spans = _unmarked(text)
        documents.append(
            {"doc_id": doc_id, "text": plain} | {name: values[number] for name, values in metadata.items()}
        )
        at = 0
        for start, end, row in [*spans, (len(plain), len(plain), None)]:
            if at < start:
                rows.append({"doc_id": doc_id, "start": at, "end": start, "kind": "narration"})
            if row is not None:
                rows.append({"doc_id": doc_id, "start": start, "end": end, **row})
            at = end
    for number, row in enumerate(rows):
        row["statement_id"] = f"s{number + 1}"
        row["quotation_id"] = None if row["kind"] == "narration" else f"q{number + 1}"
    statements = Statements(statement_frame(rows), rostra.load_corpus(documents))
    assert check_partition(statements) == []
    return statements


def tokens_of(*texts: str, **metadata: list[Any]) -> Tokens:
    """The words of some marked texts."""
    return rostra.tokenize(statements_of(*texts, **metadata))


def speeches(**texts: list[str]) -> Tokens:
    """The words of speeches, by speaker: each text is a document of its own."""
    rows = [{"who": who, "text": text} for who, own in texts.items() for text in own]
    return rostra.tokenize(rostra.load_corpus(rows))


def fingerprint(tokens: Tokens) -> tuple[int, ...]:
    """What must not change when somebody counts: every array and every table."""
    frames = [tokens.corpus.documents]
    if tokens.statements is not None:
        frames.append(tokens.statements.frame)
    arrays = (tokens.document, tokens.start, tokens.end, tokens.form, tokens.sentence, tokens.statement)
    return (
        *(int(pd.util.hash_pandas_object(frame.astype("string")).sum()) for frame in frames),
        *(hash(array.tobytes()) for array in arrays),
        hash(tokens.vocabulary),
    )


def _unmarked(text: str) -> tuple[str, list[tuple[int, int, dict[str, Any]]]]:
    """Take the marks out of a text; return it with the statements and their places."""
    plain, at, found = "", 0, []
    for match in MARK.finditer(text):
        plain += text[at : match.start()]
        actor, kind, words, cue = match.groups()
        found.append((len(plain), len(plain) + len(words), actor or None, kind, cue))
        plain += words
        at = match.end()
    plain += text[at:]
    spans = []
    for start, end, actor, kind, cue in found:
        row: dict[str, Any] = {"actor": actor, "speaker": actor, "kind": kind}
        if cue:
            begin = plain.rfind(cue, 0, start)
            begin = begin if begin >= 0 else plain.index(cue, end)
            row |= {"cue": cue, "cue_start": begin, "cue_end": begin + len(cue), "stance": "neutral"}
        spans.append((start, end, row))
    return plain, spans
