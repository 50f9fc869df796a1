"""Printing: which columns of a table a reader sees, with how many digits, and what is said below it."""

from __future__ import annotations

from typing import Any

import pandas as pd

__all__ = ["printed", "rounded"]


def printed(frame: pd.DataFrame, kind: str, about: str) -> dict[str, Any]:
    """Return what a printed table of a result holds.

    Parameters
    ----------
    frame : pandas.DataFrame
        Its rows.
    kind : str
        Of what kind it is, for the caption.
    about : str
        How it was made, for the notes.

    Returns
    -------
    dict
        `frame`, `caption`, `digits` of each column and `notes`: what the tables of
        `rostra.exporting` are made of.

    Examples
    --------
    >>> table = printed(pd.DataFrame({"unit": ["words"], "hits": [2.0]}), "frequencies", "All words.")
    >>> table["caption"], table["digits"], table["notes"]
    ('Frequencies: words', {'hits': 0}, ['All words.', '', ''])
    """
    units = frame["unit"].dropna().astype(str).unique() if "unit" in frame else []
    said = {"status", *(["unit"] if len(units) == 1 else [])}  # the status is in a note
    empty = {str(name) for name in frame.columns if len(frame) and _is_empty(frame[name])} - {"value"}
    kept = frame[[name for name in frame.columns if name not in said | empty]]
    notes = kept["note"].fillna("").astype(str).unique() if "note" in kept else []
    common = f"For all rows: {notes[0]}." if len(notes) == 1 else ""
    if common:
        kept = kept.drop(columns="note")
    whole = {name for name in kept if _is_whole(kept[name])} - {"value", "low", "high"}
    caption = kind.replace("_", " ").capitalize() + (f": {units[0]}" if len(units) == 1 else "")
    return {
        "frame": kept,
        "caption": caption,
        "digits": {name: 0 if name in whole else n for name, n in _digits(frame).items()},
        "notes": [about, common, _unproven(frame)],
    }


def rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Round for the eye: p-values and shares need more places; empty columns are not shown.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows of a result.

    Returns
    -------
    pandas.DataFrame
        What is shown of them.

    Examples
    --------
    >>> rounded(pd.DataFrame({"value": [0.1278], "p": [0.0004], "note": [""]})).values.tolist()
    [[0.13, 0.0004]]
    """
    optional = [name for name in ("item", "low", "high", "note") if name in frame.columns]
    return frame.drop(columns=[name for name in optional if _is_empty(frame[name])]).round(_digits(frame))


def _unproven(frame: pd.DataFrame) -> str:
    """Say which measures are exploratory: a printed table has no column for it."""
    if not {"measure", "status"} <= set(frame):
        return ""
    names = frame["measure"][frame["status"].eq("exploratory").fillna(False)].dropna().unique()
    told = ", ".join(str(name).replace("_", " ") for name in names)
    return f"Exploratory, not shown to be right in 80% of cases: {told}." if told else ""


def _digits(frame: pd.DataFrame) -> dict[str, int]:
    """How many digits after the point each column of numbers is shown with."""
    shares = "unit" in frame and frame["unit"].astype("string").str.startswith("share").fillna(False).any()
    places = {name: 4 if name in ("p", "p_adjusted") else 3 if shares else 2 for name in frame.columns}
    return {str(name): digits for name, digits in places.items() if pd.api.types.is_float_dtype(frame[name])}


def _is_whole(column: pd.Series) -> bool:
    """Whether a column of numbers counts something."""
    if not pd.api.types.is_numeric_dtype(column):
        return False
    return bool((column.dropna() % 1 == 0).all())


def _is_empty(column: pd.Series) -> bool:
    return bool((column.isna() | (column.astype("string") == "").fillna(False)).all())
