"""Labels: names, numbers and notes as charts and pages write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.errors import QueryError, demand, unknown
from rostra.stats import MIN_DOCUMENTS

if TYPE_CHECKING:
    from rostra.result import Result

OPEN = "exploratory"  # the status of a measure whose hits have not been found right often enough
SCORERS = {"polarity": "Rostra", "vader": "VADER", "textblob": "TextBlob"}


def is_clear(row: dict[str, Any]) -> bool:
    """Say whether a difference is more than chance would make: what its verdict says.

    Parameters
    ----------
    row : dict
        A row of what `rostra.compare` returns.

    Returns
    -------
    bool
        True where the verdict is `more` or `less`. Of a row without a verdict: where the adjusted
        p is below 0.05 and the interval, if there is one, leaves zero out; without a p the
        interval decides alone.
    """
    if pd.isna(row["value"]):
        return False
    if pd.notna(row.get("verdict", pd.NA)):
        return row["verdict"] in ("more", "less")
    within = pd.notna(row["low"]) and pd.notna(row["high"])
    if within and row["low"] <= 0 <= row["high"]:
        return False
    p = row.get("p_adjusted", pd.NA)
    return bool(within if pd.isna(p) else float(p) < 0.05)


def named(result: Result) -> pd.DataFrame:
    """Return the rows of a result with its groups as text: a year or a number is a name, too."""
    demand("Result", result, "a chart")
    frame, by = result.frame, result.by
    if by not in frame:
        return frame
    names = [pd.NA if pd.isna(value) else str(value) for value in frame[by]]
    return frame.assign(**{by: pd.array(names, dtype="object")})


def shown(text: object, width: int = 26) -> str:
    """Make a name fit to be written into a picture: one line, no control characters, not too long."""
    plain = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in str(text)
    )
    plain = " ".join(plain.split())
    return plain if len(plain) <= width else plain[: width - 1].rstrip() + "…"


def worded(name: object) -> str:
    """Return the name of a measure, or of a kind, as a reader would write it."""
    words = str(name).replace("_", " ")
    return words[:1].upper() + words[1:]


def titled(name: object) -> str:
    """Return the title of a measure that ships, or the name of another as a reader would write it."""
    from rostra.measurement.scores import known_scores
    from rostra.measures.rhetoric import known_measures

    known = {**known_scores(), **known_measures()}.get(str(name))
    return known.title if known is not None else worded(name)


def sourced(result: Result, *parts: str) -> str:
    """Write the source line: which corpus, how many documents, then what else must be known."""
    documents = len(result.corpus.documents)
    plural = "" if documents == 1 else "s"
    return " ".join(
        [f"{shown(result.corpus.name, 60)}, {documents:,} document{plural}.", *(p for p in parts if p)]
    )


def counted(frame: pd.DataFrame, by: str, groups: Sequence[str], *, of: str = "words") -> str:
    """Say how many words each group has: the n of the picture.

    Where measures count in different texts (quoted words only, or indirect speech too),
    the largest is given.
    """
    rows = frame[frame[by].isin(groups)]
    size = rows.groupby(rows[by].astype(str), sort=False)["exposure"].max().to_dict()
    listed = ", ".join(
        f"{shown(name)} {int(size[name]):,}" for name in groups if name in size and pd.notna(size[name])
    )
    return f"{of[:1].upper()}{of[1:]}: {listed}." if listed else ""


def number(value: Any, digits: int = 1) -> str:
    """Write a number as charts and tables do: fixed digits, a true minus, a dash for NA.

    Parameters
    ----------
    value : float or NA
        The number.
    digits : int
        Digits after the point.

    Returns
    -------
    str
        Its text; what rounds to zero has no sign.

    Examples
    --------
    >>> number(1234.56), number(-0.04), number(-2.25, 2), number(None)
    ('1,234.6', '0.0', '−2.25', '–')
    """
    if pd.isna(value):
        return "–"
    text = f"{round(float(value), digits) + 0.0:,.{digits}f}"
    return text.replace("-", "−")


def asked(frame: pd.DataFrame, measures: Sequence[str] | None) -> list[str]:
    """Return the measures that are asked for, or all there are; an unknown one is an error."""
    known = list(dict.fromkeys(frame["measure"].dropna().astype(str)))
    if measures is None:
        return known
    for name in measures:
        if name not in known:
            raise QueryError(unknown("measure", name, known))
    return list(measures)


def exploratory(frame: pd.DataFrame) -> list[str]:
    """Return the measures of a chart that nobody has yet shown to count what they name.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows drawn: with `measure`, and its `status` where the result knows it.

    Returns
    -------
    list of str
        Their names, in the order of the rows.

    Examples
    --------
    >>> exploratory(pd.DataFrame({"measure": ["a", "b"], "status": ["exploratory", "established"]}))
    ['a']
    """
    from rostra.measurement.scores import known_scores
    from rostra.measures.rhetoric import known_measures

    if "measure" not in frame:
        return []
    names = frame["measure"].astype("string")
    if "status" in frame:
        unproven = frame["status"].astype("string").eq(OPEN).fillna(False)
        return list(dict.fromkeys(names[unproven].dropna()))
    known = {**known_scores(), **known_measures()}
    return [name for name in dict.fromkeys(names.dropna()) if name in known and known[name].status == OPEN]


def starred(name: object, unproven: Sequence[str]) -> str:
    """Return the title of a measure, with the star that marks it as exploratory."""
    return f"{titled(name)}*" if str(name) in unproven else titled(name)


def _within(name: str) -> str:
    """Return the title of a measure as it stands within a sentence."""
    title = titled(name)
    return title[:1].lower() + title[1:]


def status_note(frame: pd.DataFrame) -> str:
    """Say which measures of a chart are exploratory, and what that means."""
    names = exploratory(frame)
    if not names:
        return ""
    told = ", ".join(SCORERS.get(name) or _within(name) for name in names[:3])
    told = f"{told} and {len(names) - 3} more" if len(names) > 3 else told
    return f"*Exploratory ({told}): not shown to be right in 80% of cases."


def in_one_unit(frame: pd.DataFrame, *, chosen: bool) -> tuple[pd.DataFrame, str]:
    """Keep the rows in the unit of the first one: an axis has one unit.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows with `measure` and `unit`.
    chosen : bool
        Whether the measures were asked for one by one: then none may be left out.

    Returns
    -------
    pandas.DataFrame
        The rows kept.
    str
        A sentence that names the measures left out; empty where there are none.
    """
    units = list(dict.fromkeys(frame["unit"].dropna().astype(str)))
    if len(units) < 2:
        return frame, ""
    if chosen:
        raise QueryError(
            f"one axis has one unit, and these measures have {len(units)}: {'; '.join(units)}. "
            "Draw those of each unit by themselves: measures=[...]."
        )
    kept = frame["unit"].astype("string").eq(units[0]).fillna(True)
    others = dict.fromkeys(frame["measure"][~kept].dropna().astype(str))
    return frame[kept], f"Not drawn, as in other units: {', '.join(map(_within, others))}."


def places_of(frame: pd.DataFrame) -> int:
    """Return with how many digits after the point values are written: a score is smaller than a rate."""
    unit = _unit(frame)
    return 1 if not unit or unit.startswith("hits") else 2


def counted_in(frame: pd.DataFrame) -> str:
    """Return what the exposure of rows counts: words, or the sentences of a score."""
    return "sentences" if "sentence" in _unit(frame) else "words"


def _unit(frame: pd.DataFrame) -> str:
    units = frame["unit"].dropna().astype(str).tolist() if "unit" in frame else []
    return units[0] if units else ""


def interval_note(frame: pd.DataFrame) -> str:
    """Say what the lines of a chart are, or why there are none."""
    if frame["low"].notna().any():
        short = (frame["value"].notna() & frame["low"].isna() & (frame["documents"] < MIN_DOCUMENTS)).any()
        return "Lines: 95% intervals, from the variation between documents" + (
            f"; none under {MIN_DOCUMENTS} documents." if short else "."
        )
    return f"No intervals: fewer than {MIN_DOCUMENTS} documents." if frame["value"].notna().any() else ""
