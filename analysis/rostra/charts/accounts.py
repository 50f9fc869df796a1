"""Accounts: what the charts of places, of growth and of runs show, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from rostra.cautions import TOO_LITTLE
from rostra.charts.labels import number, places_of, shown, titled

if TYPE_CHECKING:
    from rostra.result import Result

__all__ = [
    "asked_for",
    "at_one_length",
    "describe_barcode",
    "describe_growth",
    "describe_robustness",
    "signs_kept",
]

SAID = 8


def asked_for(result: Result) -> str:
    """Return the query of a result of places, also of one that found nobody's words."""
    if len(result.frame):
        return str(result.frame["item"].iloc[0])
    query = result.parameters.get("query", "")
    return query if isinstance(query, str) else ", ".join(query)


def describe_barcode(frame: pd.DataFrame, by: str, groups: Sequence[str], query: str) -> str:
    """Tell the strips: for each group its hits, in how many documents, and where most are."""
    parts = [f"Barcode of where “{query}” stands in the words of {len(groups)} groups."]
    if not groups:
        parts.append("Nobody's words were found.")
    for group in groups[:SAID]:
        own = frame[frame[by] == group]
        hits, within = own["hits"].sum(), own[own["hits"] > 0]
        told = f"{shown(group)}: {number(hits, 0)} in {number(own['exposure'].sum(), 0)} words"
        if len(within):
            most = within.loc[within["hits"].astype(float).idxmax()]
            told += f", in {len(within)} of {len(own)} documents"
            told += f", most in {shown(most['doc_id'])} ({number(most['hits'], 0)})" if len(own) > 1 else ""
        parts.append(f"{told}.")
    if len(groups) > SAID:
        parts.append(f"{len(groups) - SAID} more are in the table.")
    return " ".join(parts)


def describe_growth(
    frame: pd.DataFrame, by: str, groups: Sequence[str], shared: int, at: Sequence[tuple[str, float]]
) -> str:
    """Tell the curves: the different words of each group at one number of words, and at its end."""
    parts = [f"Curves of different words against words read, for {len(groups)} groups."]
    if not groups:
        parts.append("No words were found.")
    if at:
        listed = ", ".join(f"{shown(group)} {number(value, 0)}" for group, value in at)
        parts.append(f"Among {number(shared, 0)} words: {listed}.")
    for group in groups[:SAID]:
        last = frame[frame[by] == group].iloc[-1]
        parts.append(f"{shown(group)}: {number(last['value'], 0)} in all {number(last['drawn'], 0)}.")
    return " ".join(parts)


def describe_robustness(frame: pd.DataFrame) -> str:
    """Tell the runs: the claim, how many keep its sign, the range, and the document that matters most."""
    claim = frame.iloc[0]
    kept, known = signs_kept(frame)
    sides = f"{shown(claim['target'])} against {shown(claim['reference'])}"
    parts = [
        f"Specification plot of {len(frame)} runs. {titled(claim['measure'])}, {sides}: {claim['verdict']}."
    ]
    if pd.isna(claim["value"]):
        return f"{parts[0]} The claim has {TOO_LITTLE}."
    digits = places_of(frame)
    low, high, value = (number(claim[name], digits) for name in ("low", "high", "value"))
    between = f" ({low} to {high})" if pd.notna(claim["low"]) else ""
    parts.append(f"As claimed {value} {claim['unit']}{between}.")
    parts.append(f"The sign stays in {kept} of {known} other runs.")
    alike = frame[(frame["unit"] == claim["unit"]) & frame["value"].notna()]["value"]
    parts.append(f"Range in this unit: {number(alike.min(), digits)} to {number(alike.max(), digits)}.")
    without = frame[(frame["check"] == "document") & frame["value"].notna()]
    if len(without):
        moved = without.loc[(without["value"] - claim["value"]).abs().astype(float).idxmax()]
        parts.append(f"Without {shown(moved['item'])}, which matters most: {number(moved['value'], digits)}.")
    return " ".join(parts)


def at_one_length(table: pd.DataFrame, by: str, order: Sequence[str]) -> tuple[int, list[tuple[str, float]]]:
    """Return the largest number of words that all have, and what each has there, most first."""
    if not order:
        return 0, []
    reached = [set(table["drawn"][table[by] == group].astype(int)) for group in order]
    shared = max(set.intersection(*reached), default=0)
    there = table[table["drawn"] == shared]
    values = dict(zip(there[by], there["value"].astype(float), strict=True))
    return shared, sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))


def signs_kept(frame: pd.DataFrame) -> tuple[int, int]:
    """Count the runs that keep the sign of the claim, and those that have one at all."""
    others = frame["same_sign"].iloc[1:].dropna()
    return int(others.sum()), len(others)
