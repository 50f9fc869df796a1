"""Page: the table and the chart that stand in the notebook where no panel can run."""

from __future__ import annotations

import base64
import html
import io
from typing import Any

from rostra.explorer.answers import COLUMNS
from rostra.result import Result

__all__ = ["page"]


def page(answer: dict[str, Any], rates: Result | None, code: str, error: str) -> str:
    """Write lines, chart and code as HTML without a script; every text is escaped.

    Parameters
    ----------
    answer : dict
        What the panel shows.
    rates : Result or None
        The count by actor; drawn where somebody has lines.
    code : str
        The code that gives the lines.
    error : str
        What is wrong with the last question, if anything.

    Returns
    -------
    str
        One element.

    Examples
    --------
    >>> print(page({"lines": [], "total": 0, "about": "", "bars": []}, None, "", "no column <b>"))
    <div><p><strong>no column &lt;b&gt;</strong></p></div>
    """
    parts = [f"<p><strong>{html.escape(error)}</strong></p>"] if error else []
    if code:
        parts.append(f"<p><code>{html.escape(code)}</code></p><p>{html.escape(answer['about'])}</p>")
        head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
        rows = "".join(f"<tr>{''.join(map(_cell, COLUMNS, row.values()))}</tr>" for row in answer["lines"])
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    if rates is not None and answer["bars"]:
        parts.append(_chart(rates) + _numbers(answer))
    return f"<div>{''.join(parts) or '<p>No query yet.</p>'}</div>"


def _cell(name: str, value: str) -> str:
    text = html.escape(value)
    if name == "node":
        return f'<td dir="auto"><mark>{text}</mark></td>'
    side = "right" if name == "left" else "left"
    return f'<td dir="auto" style="text-align:{side}">{text}</td>'


def _chart(rates: Result) -> str:
    """Draw the rates of those that have an actor's name, as a picture with its alternative text."""
    from matplotlib import pyplot as plt

    from rostra import charts

    named = rates.frame[rates.frame["actor"].notna()]
    if not named["value"].notna().any():
        return ""
    order = named.sort_values("hits", ascending=False, kind="stable")["actor"].astype(str).head(8)
    ax = charts.rates(rates, groups=order.tolist())
    figure: Any = ax.figure
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=100, bbox_inches="tight", metadata={"Software": None})
    said = charts.alt_text(ax)
    plt.close(figure)
    data = base64.b64encode(file.getvalue()).decode("ascii")
    return f'<p><img alt="{html.escape(said)}" src="data:image/png;base64,{data}"></p>'


def _numbers(answer: dict[str, Any]) -> str:
    names = ("actor", "per 1,000 words", "95% interval", "lines", "words", "note")
    rows = [
        (
            bar["actor"],
            _rounded(bar["value"]),
            _interval(bar),
            f"{bar['hits']:,}",
            f"{bar['words']:,}",
            bar["note"],
        )
        for bar in answer["bars"]
    ]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    said = html.escape(" ".join(filter(None, [answer["rates_about"], answer["more"]])))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{said}</p>"


def _rounded(value: float | None) -> str:
    return "NA" if value is None else f"{value:.2f}"


def _interval(bar: dict[str, Any]) -> str:
    return "NA" if bar["low"] is None else f"{bar['low']:.2f} to {bar['high']:.2f}"
