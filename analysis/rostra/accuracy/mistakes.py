"""Mistakes: what was missed, what is wrong, and who was taken for whom, in text order."""

from __future__ import annotations

import pandas as pd

from rostra.accuracy.matching import HEADLINE
from rostra.errors import QueryError
from rostra.result import Result

__all__ = ["list_mistakes"]

_COLUMNS = [
    "doc_id", "mistake", "item", "gold_start", "gold_end", "found_start", "found_end", "rule", "confidence",
]  # fmt: skip
_NAMES = {
    ("span", "missed"): "missed",
    ("span", "wrong"): "wrong span",
    ("speaker", "wrong"): "wrong speaker",
}


def list_mistakes(result: Result, *, texts: bool = False) -> pd.DataFrame:
    """List the mistakes behind the figures, in text order.

    Parameters
    ----------
    result : Result
        What `evaluate_statements` gave.
    texts : bool
        Add the words of the quotations and the speakers; without, the list holds no text.

    Returns
    -------
    pandas.DataFrame
        One row a mistake: `doc_id`, `mistake` (missed, wrong span, wrong speaker), `kind`, the
        offsets of gold and find (NA where there is none; of several pieces, from the first to
        the last), `rule` and `confidence`; with `texts` also `gold_speaker`, `speaker`,
        `gold_text` and `found_text`.

    Notes
    -----
    Spans are judged by the headline rule (IoU at least .8), speakers where IoU is .5: a
    quotation that was found by little more than half has its span among the mistakes, and may
    have its speaker there too.

    Examples
    --------
    >>> import rostra
    >>> record = {"doc_id": "a", "text": "“Yes,” said Ana Ruiz."}
    >>> gold = rostra.read_gold([record | {"quotes": []}])
    >>> result = rostra.evaluate_statements(gold, rostra.attribute(rostra.load_corpus([record])))
    >>> list_mistakes(result)[["mistake", "kind", "found_start"]].values.tolist()
    [['wrong span', 'direct', 0]]
    """
    if result.kind != "accuracy":
        raise QueryError(
            f"a result of kind {result.kind!r} lists no mistakes. Give what evaluate_statements returned."
        )
    hits = result.hits
    question = hits["measure"].map({HEADLINE: "span", "speaker": "speaker"})
    mistake = pd.Series(
        [_NAMES.get(pair) for pair in zip(question, hits["outcome"], strict=True)],
        index=hits.index,
        dtype="string",
    )
    rows = hits.assign(mistake=mistake)[mistake.notna()]
    place = {doc_id: number for number, doc_id in enumerate(result.corpus.documents["doc_id"])}
    rows = rows.assign(place=rows["doc_id"].map(place)).sort_values(["place", "start", "end"], kind="stable")
    listed = rows[_COLUMNS].rename(columns={"item": "kind"})
    if texts:
        listed = listed.assign(gold_speaker=rows["gold_speaker"], speaker=rows["speaker"])
        for side in ("gold", "found"):
            places = zip(rows["doc_id"], rows[f"{side}_start"], rows[f"{side}_end"], strict=True)
            listed[f"{side}_text"] = pd.array(
                [pd.NA if pd.isna(s) else result.corpus.text(d)[s:e] for d, s, e in places], dtype="string"
            )
    return listed.reset_index(drop=True)
