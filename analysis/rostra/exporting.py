"""Exporting: a table as other programs want it: a spreadsheet, LaTeX, a word processor.

Names in a table come from the texts, so they are hostile: a cell that a spreadsheet
would run, a backslash that LaTeX would obey, a tag that a page would read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.reading import is_missing

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["csv_text", "html_page", "latex_table", "neutral", "written"]

# What a spreadsheet takes for a formula, with what it overlooks before it; a tab or a line feed at
# the beginning of a cell can hide one.
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|[\t\n]")
# Signs that no program shows, or that turn the direction of what follows them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "\"": r"\textquotedbl{}", "`": r"\textasciigrave{}",
    "[": "{[}", "]": "{]}", "−": r"$-$", "\N{NO-BREAK SPACE}": "~",
}  # fmt: skip
MISSING = "n/a"
_STYLE = (
    "body{font-family:Georgia,'Times New Roman',serif}"
    "table{border-collapse:collapse;border-bottom:1.5pt solid #000}"
    "caption{text-align:left;font-weight:bold;padding:4pt 0}"
    "th,td{padding:2pt 6pt;vertical-align:top;text-align:left}.n{text-align:right}"
    "thead th{border-top:1.5pt solid #000;border-bottom:.75pt solid #000}"
)


def neutral(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before one that it would.

    Parameters
    ----------
    value : object
        A cell; only text is looked at, a number stays a number.

    Returns
    -------
    object
        The same, or text with an apostrophe before it; a carriage return becomes a line feed, for
        within a cell programs read it as the end of the row.

    Examples
    --------
    >>> neutral("=1+1"), neutral("Norland"), neutral(-2.5)
    ("'=1+1", 'Norland', -2.5)
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text) else text


def csv_text(frame: pd.DataFrame) -> str:
    """Write a table as comma-separated values, every number in full.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows.

    Returns
    -------
    str
        The table; missing values are empty, text that a spreadsheet would run is neutralised.

    Examples
    --------
    >>> import pandas as pd
    >>> print(csv_text(pd.DataFrame({"actor": ["@A", "B"], "value": [0.1, None]})), end="")
    actor,value
    '@A,0.1
    B,
    """
    from pandas.api.types import is_numeric_dtype

    cells = frame.copy()
    for name in cells.columns:
        if not is_numeric_dtype(cells[name].dtype):
            cells[name] = [neutral(value) for value in cells[name].astype(object)]
    return str(cells.rename(columns=neutral).to_csv(index=False, lineterminator="\n"))


def latex_table(frame: pd.DataFrame, *, caption: str, digits: dict[str, int], notes: Iterable[str]) -> str:
    """Write a table as LaTeX with the rules of the package booktabs.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows.
    caption : str
        What stands above the table.
    digits : dict of str to int
        Digits after the point, by column; other numbers are whole.
    notes : iterable of str
        What stands below it.

    Returns
    -------
    str
        A `table` environment that needs ``\\usepackage{booktabs}``; what is missing is written n/a, and
        a note says so.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"actor": ["A_1 & 50%"], "value": [float("nan")]})
    >>> print(latex_table(frame, caption="", digits={"value": 1}, notes=[]).splitlines()[6])
    A\\_1 \\& 50\\% & n/a \\\\
    """
    columns = "".join("r" if numeric else "l" for numeric in _numeric(frame))
    rows = _cells(frame, digits)
    below = [*notes, *([f"{MISSING}: no value."] if any(MISSING in row for row in rows) else [])]
    lines = [
        "% needs \\usepackage{booktabs}",
        "\\begin{table}",
        *([f"\\caption{{{_latex(caption)}}}"] if caption else []),
        f"\\begin{{tabular}}{{{columns}}}",
        "\\toprule",
        f"{' & '.join(_latex(_head(name)) for name in frame.columns)} \\\\",
        "\\midrule",
        *(f"{' & '.join(_latex(cell) for cell in row)} \\\\" for row in rows),
        "\\bottomrule",
        "\\end{tabular}",
        *(f"\\par\\smallskip\\footnotesize {_latex(note)}" for note in below if note),
        "\\end{table}",
    ]
    return "\n".join(lines) + "\n"


def html_page(frame: pd.DataFrame, *, caption: str, digits: dict[str, int], notes: Iterable[str]) -> str:
    """Write a table as a page that Word and LibreOffice open as a table, or take from the clipboard.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows.
    caption : str
        What stands above the table.
    digits : dict of str to int
        Digits after the point, by column; other numbers are whole.
    notes : iterable of str
        What stands below it.

    Returns
    -------
    str
        One HTML page with one plain table, without scripts or links.

    Examples
    --------
    >>> import pandas as pd
    >>> "<td>a &lt;b&gt;</td>" in html_page(pd.DataFrame({"x": ["a <b>"]}), caption="", digits={}, notes=[])
    True
    """
    numeric = [' class="n"' if one else "" for one in _numeric(frame)]
    rows = _cells(frame, digits)
    below = [*notes, *([f"{MISSING}: no value."] if any(MISSING in row for row in rows) else [])]
    lines = ["<!doctype html>", '<html lang="en"><head><meta charset="utf-8">']
    lines += [
        f"<title>{_html(caption) or 'Table'}</title>",
        f"<style>{_STYLE}</style></head><body>",
        "<table>",
    ]
    lines += [f"<caption>{_html(caption)}</caption>"] if caption else []
    heads = zip(frame.columns, numeric, strict=True)
    lines.append(
        f"<thead><tr>{''.join(f'<th{kind}>{_html(_head(name))}</th>' for name, kind in heads)}</tr></thead>"
    )
    lines.append("<tbody>")
    for row in rows:
        cells = "".join(f"<td{kind}>{_html(cell)}</td>" for cell, kind in zip(row, numeric, strict=True))
        lines.append(f"<tr>{cells}</tr>")
    lines += ["</tbody></table>", *(f"<p>{_html(note)}</p>" for note in below if note), "</body></html>"]
    return "\n".join(lines) + "\n"


def written(text: str, path: str | Path | None, *, encoding: str = "utf-8") -> str:
    """Write a text to a file, where one is named, and return it.

    Parameters
    ----------
    text : str
        What to write.
    path : str, pathlib.Path or None
        The file; an existing one is replaced.
    encoding : str
        `utf-8-sig` where a spreadsheet should know that it is UTF-8.

    Returns
    -------
    str
        The text.
    """
    if path is not None:
        Path(path).write_bytes(text.encode(encoding, errors="replace"))
    return text


def _cells(frame: pd.DataFrame, digits: dict[str, int]) -> list[list[str]]:
    numeric = _numeric(frame)
    return [
        [
            _number(value, digits.get(str(name), 0)) if number else _text(value)
            for name, value, number in zip(frame.columns, row, numeric, strict=True)
        ]
        for row in frame.itertuples(index=False, name=None)
    ]


def _numeric(frame: pd.DataFrame) -> list[bool]:
    from pandas.api.types import is_numeric_dtype

    return [is_numeric_dtype(frame.iloc[:, i].dtype) for i in range(frame.shape[1])]


def _number(value: Any, digits: int) -> str:
    if is_missing(value):
        return MISSING
    return f"{round(float(value), digits) + 0.0:,.{digits}f}".replace("-", "−")


def _text(value: Any) -> str:
    return "" if is_missing(value) else " ".join(_UNSEEN.sub(" ", str(value)).split())


def _head(name: object) -> str:
    words = str(name).replace("_", " ")
    return words[:1].upper() + words[1:]


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in _UNSEEN.sub(" ", text))


def _html(text: str) -> str:
    return html.escape(_UNSEEN.sub(" ", text))
