"""Conflicts: whether a text brings a charge against another, or contests what another says."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from rostra.measures.sentiment.scoring import given_texts
from rostra.measures.sentiment.weights import find
from rostra.measures.sentiment.words import Words

__all__ = ["CONFLICT", "conflict"]

CONFLICT = 0.6  # score beyond which a text is one of conflict
CHARGES = {"force": 1.0, "parties": 1.0, "contesting": 0.8}
CHARGE, BLAME = 0.9, 0.3
OWN, MODAL, QUESTION = 0.35, 0.25, 0.3


def conflict(texts: Iterable[str]) -> pd.DataFrame:
    """Whether each text evaluates another negatively or challenges another, and how strongly.

    Parameters
    ----------
    texts : iterable of str
        Sentences, as published. What is missing (None, NA) counts as empty.

    Returns
    -------
    pandas.DataFrame
        One row a text, in order: `score` (-1 to 1; NA where there is no word), `label`
        (bool; NA where there is no word): whether the score is beyond 0.6, `hits` (a list of
        `(start, end, entry)`: the words that speak for it).

    Notes
    -----
    :math:`z = 0.9 \\sqrt{C} + 0.3 \\sqrt{B} - 0.35 w - 0.25 m - 0.3 q`, and the score is
    :math:`z / \\sqrt{z^2 + 1}`. C counts the words of force, of the names given to the other side
    and (0.8 each) of contesting in the list `conflict`; B adds up the weights of the words of
    blame in `polarity`, shifted as there; w, m and q are 1 where the text speaks of the own
    side (*we*), asks or wishes (*must*, *hope*), or is a question. Higher is more conflict; the
    roots keep long sentences from being conflict by their length alone. Who is charged is not
    read: see `evaluations`.

    The weights were set by hand on sentences of the UN Security Council: in other fields,
    check them against a coded sample of your own (`rostra evaluate measure`).

    References
    ----------
    Zaczynska, K., Bourgonje, P. and Stede, M. (2024). How diplomats dispute: the UN Security
    Council Conflict Corpus. LREC-COLING.

    Examples
    --------
    >>> found = conflict(["They seized the town and lied about it.", "We thank the envoy.", ""])
    >>> found["label"].tolist()
    [True, False, <NA>]
    """
    plain = given_texts(texts, "conflict([text])")
    words = Words.of(plain)
    hits = find(words)
    first, last, weight = words.weighted(CHARGES)
    total = len(plain)
    charges = np.bincount(words.text[first], weight, minlength=total)
    blame = np.bincount(hits.text, np.maximum(-hits.weight, 0), minlength=total)
    own, modal = (
        np.bincount(words.text[words.begins(name)], minlength=total) > 0 for name in ("own", "modal")
    )
    question = np.fromiter((text.rstrip("\"'”’ ").endswith("?") for text in plain), bool, total)
    z = CHARGE * np.sqrt(charges) + BLAME * np.sqrt(blame)
    z -= OWN * own + MODAL * modal + QUESTION * question
    score = z / np.sqrt(z * z + 1)
    shown: list[list[tuple[int, int, str]]] = [[] for _ in plain]
    starts, ends = words.start[first].tolist(), words.end[last].tolist()
    for row, start, end in zip(words.text[first].tolist(), starts, ends, strict=True):
        shown[row].append((start, end, plain[row][start:end]))
    known = words.count > 0
    labels = pd.array(score > CONFLICT, dtype="boolean")
    labels[~known] = pd.NA
    values = pd.array(np.where(known, score, 0.0), dtype="Float64")
    values[~known] = pd.NA
    return pd.DataFrame({"score": values, "label": labels, "hits": pd.Series(shown, dtype=object)})
