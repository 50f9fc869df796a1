"""Wording: what a chart shows, in words, made from its data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.cautions import TOO_LITTLE
from rostra.charts.accounts import (
    asked_for,
    at_one_length,
    describe_barcode,
    describe_growth,
    describe_robustness,
)
from rostra.charts.labels import SCORERS, is_clear, named, number, places_of, shown, titled, worded
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["alt_text"]

SAID = 8  # statements an alt text holds before it sends the reader to the table


def alt_text(drawn: Axes | Result) -> str:
    """Say in words what a chart, or the chart of a result, shows.

    Parameters
    ----------
    drawn : matplotlib.axes.Axes or Result
        Axes drawn by a function of `rostra.charts` (or by anyone: then title, axes and
        the number of marks are told), or the result to be drawn.

    Returns
    -------
    str
        The form of the chart, then its main numbers, then what is left to the table.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> rostra.charts.alt_text(rostra.measure(tokens, ["hedging"], n_boot=50))[:8]
    'Dot plot'
    """
    if hasattr(drawn, "frame") and hasattr(drawn, "kind"):
        return _of_result(drawn)  # type: ignore[arg-type]
    picture = getattr(drawn, "rostra_picture", None)
    return picture.alt if picture is not None else _of_axes(drawn)  # type: ignore[arg-type]


def _of_result(result: Result) -> str:
    frame, by = named(result), result.by
    if result.kind == "compare":
        return describe_differences(frame)
    order = list(dict.fromkeys(frame[by].dropna().astype(str))) if by in frame else []
    if result.kind == "sentiment":
        return describe_sentiment(frame, by, order)
    if result.kind == "keyness":
        return describe_words(frame, by, order)
    if result.kind in ("share_of_voice", "stances"):
        return describe_shares(
            frame, by, order, "share of the text" if result.kind != "stances" else "reporting verbs"
        )
    if result.kind == "evaluations":
        evaluations = frame["measure"].isin(["negative_evaluation", "positive_evaluation"])
        return describe_matrix(frame[evaluations], by)
    if result.kind == "occurrences":
        return describe_barcode(frame, by, order, shown(asked_for(result), 40))
    if result.kind == "vocabulary_growth":
        shared, at = at_one_length(frame, by, order)
        return describe_growth(frame, by, order, shared, at)
    if result.kind == "robustness":
        return describe_robustness(frame)
    if "period" in frame and frame["period"].notna().any():
        return describe_timeline(frame, by, order)
    if "measure" in frame:
        return describe_rates(frame, by, list(dict.fromkeys(frame["measure"].dropna().astype(str))), order)
    raise QueryError(f"no alt text for a result of kind {result.kind!r}. Draw it and pass the axes.")


def _of_axes(ax: Axes) -> str:
    marks = len(ax.lines) + len(ax.collections) + len(ax.patches)
    title = ax.get_title() or ax.get_title(loc="left") or "Chart"
    axes = [
        f"{name} axis: {label}" for name, label in (("x", ax.get_xlabel()), ("y", ax.get_ylabel())) if label
    ]
    return ". ".join([title.rstrip("."), *axes, f"{marks} lines, areas or groups of points"]) + "."


def describe_rates(
    frame: pd.DataFrame, by: str, measures: Sequence[str], groups: Sequence[str], show: str = "value"
) -> str:
    """Tell a dot plot of rates: for each measure, who has most and who least."""
    value = "hits" if show == "hits" else "value"
    what = "Number of hits" if show == "hits" else _unit(frame, "Rates")
    parts = [f"Dot plot. {what}, {len(measures)} measures by {len(groups)} {_plural(by, len(groups))}."]
    if not groups:
        parts.append("Nothing was found to count.")
    for name in measures[:SAID]:
        rows = frame[(frame["measure"] == name) & frame[by].isin(groups)]
        known = rows.dropna(subset=[value])
        if known.empty:
            parts.append(f"{titled(name)}: {TOO_LITTLE} for all.")
        elif len(known) <= 3:
            parts.append(f"{titled(name)}: {_listed(known, by, value)}.")
        else:
            ordered = known.sort_values([value, by], ascending=[False, True], kind="stable")
            most, least = (_listed(end, by, value) for end in (ordered.head(1), ordered.tail(1)))
            parts.append(f"{titled(name)}: most {most}, least {least}.")
    if len(measures) > SAID:
        parts.append(f"{len(measures) - SAID} more measures are in the table.")
    short = sorted(frame[by][frame["value"].isna()].dropna().astype(str).unique()) if show == "value" else []
    if short and frame["value"].notna().any():
        parts.append(f"{TOO_LITTLE.capitalize()}: {', '.join(shown(s) for s in short)}.")
    return " ".join(parts)


def describe_differences(frame: pd.DataFrame) -> str:
    """Tell a plot of differences: which are clear, and in whose favour."""
    rows = frame.to_dict("records")
    known = [row for row in rows if pd.notna(row["value"])]
    clear = [row for row in known if is_clear(row)]
    digits = places_of(frame)
    parts = [
        f"Dot plot of {len(rows)} differences between actors around a line at zero, "
        f"{len(clear)} of them clear."
    ]
    for row in (clear or known)[:SAID]:
        names, ends = [row["target"], row["reference"]], [row["low"], row["high"]]
        known_ends = not any(pd.isna(end) for end in ends)
        if row["value"] < 0:  # told from the side that has more
            names.reverse()
            ends = [-end for end in reversed(ends)] if known_ends else ends
        between = f", interval {number(ends[0], digits)} to {number(ends[1], digits)}" if known_ends else ""
        by_how_much = f"{number(abs(row['value']), digits)}{between}"
        parts.append(f"{titled(row['measure'])}: {shown(names[0])} above {shown(names[1])} by {by_how_much}.")
    if len(known) < len(rows):
        parts.append(f"{len(rows) - len(known)} rows have {TOO_LITTLE}.")
    return " ".join(parts)


def describe_sentiment(frame: pd.DataFrame, by: str, groups: Sequence[str]) -> str:
    """Tell the three scorers' means for each group, and what each can see."""
    parts = ["Dot plot of mean sentence sentiment from −1 (negative) to 1 (positive)."]
    if not groups:
        parts.append("Nothing was found to score.")
    for group in groups[:SAID]:
        rows = frame[frame[by] == group].to_dict("records")
        said = []
        for row in rows:
            sees = f" (sees {float(row['seen']):.0%})" if pd.notna(row.get("seen")) else ""
            value = TOO_LITTLE if pd.isna(row["value"]) else number(row["value"], 2)
            scorer = SCORERS.get(str(row["measure"]), titled(row["measure"]))
            said.append(f"{scorer} {value}{sees}")
        parts.append(f"{shown(group)}: {', '.join(said)}.")
    if len(groups) > SAID:
        parts.append(f"{len(groups) - SAID} more are in the table.")
    return " ".join(parts)


def describe_words(frame: pd.DataFrame, by: str, groups: Sequence[str], words: int = 5) -> str:
    """Tell the strongest key words of each group."""
    other = other_statistic(frame)
    what = (
        other[:1].lower() + other[1:] or "how many times more often than in the other texts, as a log ratio"
    )
    parts = [f"Bar chart of key words: {what}."]
    for group in groups[:SAID]:
        rows = frame[(frame[by] == group) & frame["value"].notna()].head(words)
        listed = ", ".join(f"{shown(r['item'])} {number(r['value'])}" for r in rows.to_dict("records"))
        parts.append(f"{shown(group)}: {listed or TOO_LITTLE}.")
    return " ".join(parts)


def other_statistic(frame: pd.DataFrame) -> str:
    """Name the statistic of a list of key words, where it is not the log ratio."""
    measures = list(dict.fromkeys(frame["measure"].dropna()))
    if measures in ([], ["log_ratio"]):
        return ""
    units = dict.fromkeys(frame["unit"].dropna())
    return f"{', '.join(map(worded, measures))}: {', '.join(units)}"


def is_used_more(frame: pd.DataFrame) -> pd.Series:
    """Mark the words of the target: not every statistic is above 0 for them alone."""
    if not other_statistic(frame):
        return (frame["value"] > 0).fillna(False)
    here = frame["target_hits"] * frame["reference_exposure"]
    return frame["value"].notna() & (here > frame["reference_hits"] * frame["target_exposure"])


def describe_shares(frame: pd.DataFrame, by: str, groups: Sequence[str], what: str) -> str:
    """Tell stacked bars: for each group, its parts from the largest down."""
    parts = [f"Stacked bar chart: {what} by {_plural(by, 1)}."]
    if not groups:
        parts.append("Nothing was found to count.")
    for group in groups[:SAID]:
        rows = frame[(frame[by] == group) & (frame["hits"].fillna(0) > 0)]
        listed = ", ".join(
            f"{worded(r['item']).lower()} {number(r['hits'], 0)}"
            + (f" ({float(r['value']):.0%})" if pd.notna(r["value"]) else "")
            for r in rows.to_dict("records")
        )
        parts.append(f"{shown(group)}: {listed or 'none'}.")
    if len(groups) > SAID:
        parts.append(f"{len(groups) - SAID} more are in the table.")
    return " ".join(parts)


def describe_matrix(frame: pd.DataFrame, by: str) -> str:
    """Tell the fullest cells of a matrix of who evaluates whom."""
    rows = frame[(frame["hits"].fillna(0) > 0) & frame["item"].notna()]
    ordered = rows.sort_values(
        ["hits", by, "item", "measure"], ascending=[False, True, True, True], kind="stable"
    )
    parts = [f"Matrix of who evaluates whom: {rows[by].nunique()} sources, {rows['item'].nunique()} targets."]
    for row in ordered.head(SAID).to_dict("records"):
        act = str(row["measure"]).replace("_evaluation", "")
        parts.append(f"{shown(row[by])} about {shown(row['item'])}: {number(row['hits'], 0)} {act}.")
    if len(ordered) > SAID:
        parts.append(f"{len(ordered) - SAID} more numbers are in the table.")
    return " ".join(parts)


def describe_network(frame: pd.DataFrame, by: str, left_out: int, signs: tuple[str, str]) -> str:
    """Tell the strongest arrows of a network of evaluations, and how many are not drawn."""
    actors = len({*frame[by], *frame["item"]})
    parts = [
        f"Network of who evaluates whom: {len(frame)} arrow{'' if len(frame) == 1 else 's'} "
        f"between {actors} actors, {left_out} left out."
    ]
    for row in frame.head(SAID).to_dict("records"):
        sign = signs[bool(row["friendly"])]
        parts.append(f"{shown(row[by])} about {shown(row['item'])}: {number(row['hits'], 0)} {sign}.")
    if len(frame) > SAID:
        parts.append(f"{len(frame) - SAID} more are in the table.")
    return " ".join(parts)


def describe_scatter(
    frame: pd.DataFrame, target: str, reference: str, picked: Sequence[int], clear: pd.Series
) -> str:
    """Tell a scatter of words: how many differ clearly, and the first with their hits on both sides."""
    listed = ", ".join(
        f"{shown(row['item'])} {number(row['target_hits'], 0)} : {number(row['reference_hits'], 0)}"
        for row in frame.loc[list(picked)].to_dict("records")
    )
    return (
        f"Scatter plot of {len(frame)} words by rate in {shown(target)} and in {shown(reference)}, "
        f"{int(clear.sum())} of them clearly different. Hits: {listed or 'none named'}."
    )


def describe_timeline(frame: pd.DataFrame, by: str, groups: Sequence[str], value: str = "value") -> str:
    """Tell a line chart: each group's first, highest and last point."""
    periods = sorted(frame["period"].dropna().astype(str).unique())
    span = f" from {periods[0]} to {periods[-1]}" if periods else ""
    parts = [f"Line chart over {len(periods)} dates{span}."]
    for group in groups[:SAID]:
        rows = frame[(frame[by] == group) & frame[value].notna()].sort_values("period", kind="stable")
        if rows.empty:
            parts.append(f"{shown(group)}: {TOO_LITTLE}.")
            continue
        peak = rows.loc[rows[value].astype(float).idxmax()]
        digits = 0 if value == "hits" else places_of(frame)
        parts.append(
            f"{shown(group)}: first {number(rows[value].iloc[0], digits)}, "
            f"highest {number(peak[value], digits)} ({peak['period']}), "
            f"last {number(rows[value].iloc[-1], digits)}."
        )
    return " ".join(parts)


def _listed(rows: pd.DataFrame, by: str, value: str) -> str:
    digits = 0 if value == "hits" else places_of(rows)
    said = []
    for row in rows.to_dict("records"):
        between = (
            f" ({number(row['low'], digits)} to {number(row['high'], digits)})"
            if value == "value" and pd.notna(row.get("low"))
            else ""
        )
        said.append(f"{shown(row[by])} {number(row[value], digits)}{between}")
    return ", ".join(said)


def _unit(frame: pd.DataFrame, otherwise: str) -> str:
    units = frame["unit"].dropna().astype(str)
    return worded(units.iloc[0]) if len(units) else otherwise


def _plural(by: Any, n: int) -> str:
    return f"{worded(by).lower()}{'' if n == 1 else 's'}"
