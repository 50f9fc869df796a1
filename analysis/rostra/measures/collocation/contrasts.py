"""Contrasts: which words one speaker puts near a node more often than others do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.cautions import FEW
from rostra.corpus import counted
from rostra.errors import QueryError
from rostra.index.cells import count_cells
from rostra.index.sides import Sides
from rostra.index.tokens import Tokens
from rostra.index.values import position
from rostra.index.word_counts import in_alphabet
from rostra.measures.collocation.neighbours import Neighbours, near_hits
from rostra.result import Result, leading

__all__ = ["contrast"]

OTHERS = "all others"


def contrast(
    tokens: Tokens,
    found: Neighbours,
    asked: str,
    *,
    by: str,
    target: Any,
    reference: Any,
    min_count: int,
    settings: dict[str, Any],
) -> Result:
    """How many times the rate of a word near the node doubles from the reference to the target."""
    place = position(found.groups, target, by)
    other = None if reference is None else position(found.groups, reference, by)
    if place == other:
        raise QueryError(
            f"target and reference are both {str(target)!r}. Give another reference, or none: "
            "then it is all others."
        )
    near = np.flatnonzero(found.near)
    code = found.codes[near]
    own, rest = near[code == place], near[code != place if other is None else code == other]
    size = max(len(tokens.vocabulary), 1)
    here, there = (count_cells(tokens.document[part], tokens.form[part], size) for part in (own, rest))
    sides = Sides(*in_alphabet(tokens), here, there)
    a, b = sides.hits
    items = np.flatnonzero(a + b >= max(min_count, 1))
    rare = int(np.count_nonzero(a + b)) - len(items)
    frame = _rows(sides, items)
    frame.insert(0, by, pd.Series([found.groups[place]] * len(frame), dtype="object").infer_objects())
    named = OTHERS if reference is None else str(reference)
    frame["target"], frame["reference"] = str(target), named
    frame = leading(frame.sort_values(["log_likelihood", "item"], ascending=[False, True], kind="stable"), by)
    head = [*frame.columns[:11], "target", "reference"]
    frame = frame[[*head, *(name for name in frame.columns if name not in head)]]
    n1, n2 = sides.words
    against = f"all others with a known {by}" if reference is None else named
    about = (
        f"Words {found.described} {asked!r}, said by {target} ({n1:,} words there) against {against} "
        f"({n2:,} words there): log ratio of the rates (Hardie 2014), 0.5 standing for a count of 0; "
        f"two-cell log-likelihood, p adjusted over {counted(len(frame), 'word')} (Benjamini-Hochberg)."
        + (f" Not listed: {counted(rare, 'word')}, there fewer than {min_count} times." if rare else "")
    )

    def hits() -> pd.DataFrame:
        listed = np.zeros(size, dtype=bool)
        listed[items] = True
        shown = np.sort(np.concatenate([own, rest]))
        shown = shown[listed[tokens.form[shown]]]
        return near_hits(tokens, shown, "log_ratio", by, found.groups, found.codes)

    return Result(frame, hits, about, by, "collocates", tokens.corpus, settings, tokens.source)


def _rows(sides: Sides, items: np.ndarray) -> pd.DataFrame:
    a, b = (part[items] for part in sides.hits)
    n1, n2 = sides.words
    value, low, high = stats.log_ratio_by_variance(a, b, n1, n2, sides.variance[items])
    likelihood = stats.log_likelihood(a, b, n1, n2)
    p = stats.chi_squared_p(likelihood)
    here, there = sides.documents
    assert there is not None
    note = np.where(a == 0, "not there in the target", np.where(b == 0, "not there in the reference", ""))
    if min(map(len, sides.texts)) < stats.MIN_DOCUMENTS:
        note = np.array([f"{text}; {FEW}" if text else FEW for text in note], dtype=object)
    return pd.DataFrame({
        "measure": "log_ratio", "item": sides.vocabulary[items], "value": value, "low": low, "high": high,
        "unit": "doublings of the rate near the node", "hits": a.astype(np.int64), "exposure": n1,
        "documents": here[items], "note": note.astype(object), "log_likelihood": likelihood, "p": p,
        "p_adjusted": stats.adjust_p(p), "target_hits": a.astype(np.int64),
        "reference_hits": b.astype(np.int64), "target_exposure": n1, "reference_exposure": n2,
        "target_documents": here[items], "reference_documents": there[items],
    })  # fmt: skip
