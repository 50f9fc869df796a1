"""Rates: how often the rules were wrong, measured on a random sample that somebody judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rostra.cautions import FEW_JUDGED, FEWEST_JUDGED
from rostra.corpus import counted
from rostra.corrections.changes import plain
from rostra.corrections.sheets import FOUND, as_found
from rostra.errors import QueryError, demand, unknown
from rostra.statements import Statements

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ErrorRates", "error_rates"]

_DRAW = re.compile(r"draw \d+ of (\d+) from (\d+), seed (\d+)")
# measure -> whether a statement was wrong in it, by what the reviewer changed
MEASURES: dict[str, Callable[[set[str]], bool]] = {
    "any": bool,
    "statement": lambda wrong: "statement" in wrong,
    "span": lambda wrong: bool(wrong & {"statement", "span"}),
    "speaker": lambda wrong: bool(wrong & {"statement", "speaker"}),
    "actor": lambda wrong: bool(wrong & {"statement", "actor"}),
}


@dataclass(frozen=True, eq=False, repr=False)
class ErrorRates:
    """How often the rules were wrong, with intervals.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a measure (and a group): see `error_rates`.
    about : str
        The sample, and what the rates do not say.
    """

    frame: pd.DataFrame
    about: str

    def __repr__(self) -> str:
        return f"{self.frame.round(3).to_string(index=False, na_rep='')}\n{self.about}"

    def _repr_html_(self) -> str:
        from html import escape

        table = self.frame.round(3).astype(object).where(self.frame.notna(), "")
        return f"{table.to_html(index=False, border=0, escape=True)}<p>{escape(self.about)}</p>"


def error_rates(statements: Statements, *, by: str | None = None) -> ErrorRates:
    """Share of statements that the rules got wrong, estimated from the random sample that was judged.

    Parameters
    ----------
    statements : Statements
        Attributed with a sheet that `review` drew with `sample` and somebody filled in.
    by : str, optional
        Group by what the rules found: `actor`, `rule`, `kind`, `speaker`, `doc_id`, `act`.

    Returns
    -------
    ErrorRates
        `frame` leads with the group (NA: nobody was named), then `measure` (`any`: something
        is wrong; `statement`: it is none; `span`, `speaker`, `actor`: this is wrong, or it is
        none), `value` (0 to 1), `low`, `high`, `unit`, `wrong`, `reviewed`, `note`. Without
        ten judged statements, `value` is NA and the note says so.

    Notes
    -----
    With k of n judged statements wrong the value is k/n, and the interval that of Wilson
    (95%). The sample is simple random, each statement as likely as the next, so k/n needs
    no weights. The interval takes the statements for endless and is a little too wide where
    most of them were judged. Rows judged because they were doubtful do not count, unless
    they were drawn, too. `wrong` without a correction counts in `any` alone.

    The rates are those of the rules, before correction, in this corpus. Statements that the
    rules missed are not in them.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> import rostra
    >>> statements = rostra.attribute(rostra.load_corpus([{"text": "“We agree,” Ana Ruiz said."}]))
    >>> rostra.error_rates(statements).about
    'No random sample was judged: write one with --sample, fill it in and give it back.'
    """
    demand("Statements", statements, "error_rates")
    import pandas as pd

    groups = [name for name in FOUND if name in ("doc_id", "kind", "act", "speaker", "actor", "rule")]
    if by is not None and by not in groups:
        raise QueryError(unknown("column", by, groups))
    rows = as_found(statements)
    drawn = [row for row in rows if row["review"] is not None and plain(row["review"]["sample"])]
    judged = [row for row in drawn if plain(row["review"]["wrong"]) is not None]
    cells: list[dict[str, Any]] = []
    for name in [None] if by is None else list(dict.fromkeys(plain(row[by]) for row in rows)):
        mine = [row for row in judged if by is None or plain(row[by]) == name]
        wrong = [set(row["review"]["wrong"].split()) for row in mine]
        for measure in MEASURES:
            cells.append(({} if by is None else {by: name}) | _rate(measure, wrong))
    columns = ["measure", "value", "low", "high", "unit", "wrong", "reviewed", "note"]
    frame = pd.DataFrame(cells, columns=[*([] if by is None else [by]), *columns])
    for column in frame.columns:
        number = {
            "value": "Float64",
            "low": "Float64",
            "high": "Float64",
            "wrong": "Int64",
            "reviewed": "Int64",
        }
        frame[column] = frame[column].astype(number.get(column, "string"))
    return ErrorRates(frame, _about(statements, len(rows), drawn, judged))


def _rate(measure: str, wrong: list[set[str]]) -> dict[str, Any]:
    from rostra.stats import wilson_interval

    told = [facets for facets in wrong if measure == "any" or facets != {"unknown"}]
    number = sum(MEASURES[measure](facets) for facets in told)
    row = {"measure": measure, "unit": "share", "wrong": number, "reviewed": len(told), "note": ""}
    if len(told) < FEWEST_JUDGED:
        note = "none judged" if not told else FEW_JUDGED
        return row | {"wrong": number if told else None, "note": note}
    low, high = wilson_interval(number, len(told))
    return row | {"value": number / len(told), "low": float(low), "high": float(high)}


def _about(
    statements: Statements, population: int, drawn: list[dict[str, Any]], judged: list[dict[str, Any]]
) -> str:
    """Say what was drawn, what was judged of it, and what the rates leave out."""
    reviews = [] if statements.reviews is None else statements.reviews.to_dict("records")
    if not judged:
        others = sum(plain(row["wrong"]) is not None for row in reviews)
        more = f" ({counted(others, 'statement')} judged, but not drawn at random.)" if others else ""
        return f"No random sample was judged: write one with --sample, fill it in and give it back.{more}"
    draws = [found.groups() for row in drawn if (found := _DRAW.search(row["review"]["sample"]))]
    seeds = list(dict.fromkeys(seed for _, _, seed in draws))
    said = [
        f"{counted(len(judged), 'statement')} judged, a simple random sample "
        f"(seed {', '.join(seeds)}) of {population:,}; intervals are Wilson's, 95%."
    ]
    if open_rows := len(drawn) - len(judged):
        said.append(
            f"{counted(open_rows, 'row')} drawn, but not judged: the rates hold if they were not passed over "
            "because they were hard."
        )
    lost = sum(not row["found"] and plain(row["sample"]) is not None for row in reviews)
    if lost:
        said.append(f"{counted(lost, 'row')} drawn of statements that are not found now, left out.")
    sizes = list(dict.fromkeys(int(size) for _, size, _ in draws if int(size) != population))
    if sizes:
        then = ", ".join(f"{size:,}" for size in sizes)
        said.append(f"The sample was drawn from {then} statements, and now there are {population:,}.")
    said.append("The rates are those of the rules, before correction; what the rules missed is not in them.")
    return " ".join(said)
