"""Errors: how many of a group's statements were credited wrongly, as far as a sample tells."""

from __future__ import annotations

from typing import Any

import pandas as pd

from rostra.corrections import ErrorRates
from rostra.errors import QueryError

__all__ = ["error_shares"]


def error_shares(errors: ErrorRates, groups: list[Any], by: str) -> dict[Any, tuple[float, float]]:
    """Return, for each group, how many of its judged statements were wrong, and how many were judged.

    Parameters
    ----------
    errors : ErrorRates
        Of `rostra.error_rates`, by the same column, or of all statements together.
    groups : list
        The groups that are compared.
    by : str
        Their column.

    Returns
    -------
    dict
        A group of which nothing was judged has the numbers of all groups together.
    """
    frame = errors.frame
    wanted = by if by in ("actor", "speaker") else "actor"
    rows = frame[(frame["measure"] == wanted) & frame["reviewed"].fillna(0).gt(0)]
    if rows.empty:
        raise QueryError(
            "errors= holds no judged statement, so it cannot tell how wide an interval should be. Judge a "
            "random sample (rostra.review with sample=), or leave out errors=."
        )
    together = (float(rows["wrong"].sum()), float(rows["reviewed"].sum()))
    if by not in frame.columns:
        return dict.fromkeys(groups, together)
    own = {
        row[by]: (float(row["wrong"]), float(row["reviewed"]))
        for row in rows.to_dict("records")
        if pd.notna(row[by])
    }
    return {group: own.get(group, together) for group in groups}
