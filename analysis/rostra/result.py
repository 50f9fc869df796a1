"""Result: numbers with their evidence, and a sentence that says how they were made."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from rostra.concordance import Concordance, show_hits
from rostra.corpus import Corpus, load_corpus
from rostra.errors import QueryError, ResultError, unknown
from rostra.exporting import csv_text, html_page, latex_table, written
from rostra.printing import printed, rounded

__all__ = ["Result", "describe_intervals", "leading"]

LEADING = ("measure", "item", "value", "low", "high", "unit", "hits", "exposure", "documents", "note")
FORMAT = "rostra-result-1"


@dataclass(frozen=True, eq=False)
class Result:
    """A table of numbers, the hits behind them, and how they were made.

    Parameters
    ----------
    frame : pandas.DataFrame
        Tidy: one row a number. Leads with the grouping column, then `measure, item,
        value, low, high, unit, hits, exposure, documents, note`; a comparison leads
        with `target, reference` (see `rostra.compare`). Undefined is NA.
    hits : pandas.DataFrame
        One row a hit: `measure, item, doc_id, statement_id, start, end, entry, weight,
        negated`, the grouping column, `speaker` and `kind`. Offsets are code points of
        the published text. Empty where the numbers are no ratio of hits. A function that
        makes the table may be given in its place; it is called when hits are first asked for.
    about : str
        Method, seed, and what was left out.
    by : str
        The grouping column.
    kind : str
        The verb that made it (`measure`, `compare`, `keyness`, ...): charts and
        reports choose their form by it.
    corpus : Corpus
        The texts the hits point into.
    parameters : dict
        The arguments that made it, for the manifest of a report.
    source : str
        How the texts were read, so that `rostra.verify` can do it again: `words` (no
        statements), `found` (statements found in the texts), `column NAME` (each document is one
        speech); empty where nobody can know.
    """

    frame: pd.DataFrame
    hits: pd.DataFrame
    about: str
    by: str
    kind: str
    corpus: Corpus
    parameters: dict[str, Any] = field(default_factory=dict)
    source: str = ""

    def __len__(self) -> int:
        return len(self.frame)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_hits": self.hits}  # a function does not travel

    def where(self, **columns: Any) -> Result:
        """Keep the rows, and the hits, that have these values.

        Parameters
        ----------
        **columns : object
            Column of `frame` and its value, or a list of values.

        Returns
        -------
        Result
            The same numbers, fewer of them.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War and peace. War!"}]))
        >>> len(rostra.frequencies(words).where(item=["war", "peace"]))
        2
        """
        for name in columns:
            if name not in self.frame.columns:
                raise QueryError(unknown("column", name, self.frame.columns))
        return Result(
            frame=_select(self.frame, columns),
            hits=lambda: _select(self.hits, columns),
            about=self.about,
            by=self.by,
            kind=self.kind,
            corpus=self.corpus,
            parameters=self.parameters,
            source=self.source,
        )

    def kwic(self, *, width: int = 60, **where: Any) -> Concordance:
        """Show the hits behind the numbers in their lines.

        Parameters
        ----------
        width : int
            Characters of context on each side.
        **where : object
            Column of `hits` and its value, or a list of values: `actor="Russia"`,
            `measure="threat"`.

        Returns
        -------
        Concordance
            One line a hit, in text order.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War and peace. War!"}]))
        >>> rostra.frequencies(words).kwic(item="war").about
        "2 lines where item 'war'."
        """
        for name in where:
            if name not in self.hits.columns:
                raise QueryError(unknown("column", name, self.hits.columns))
        rows = _select(self.hits, where)
        chosen = ", ".join(f"{name} {value!r}" for name, value in where.items())
        plural = "" if len(rows) == 1 else "s"
        about = f"{len(rows)} line{plural}" + (f" where {chosen}." if chosen else ".")
        return show_hits(self.corpus, rows, width=width, about=about)

    def __repr__(self) -> str:
        shown = rounded(self.frame.head(40)).to_string(index=False, na_rep="")
        more = len(self.frame) - 40
        tail = f"… {more} more rows in .frame\n" if more > 0 else ""
        return f"{shown}\n{tail}{self.about}"

    def _repr_html_(self) -> str:
        shown = rounded(self.frame.head(200))
        table = (
            shown.astype(object)
            .where(shown.notna(), "")
            .to_html(index=False, na_rep="", border=0, escape=True)
        )
        more = len(self.frame) - 200
        tail = f"<p>… {more} more rows in <code>.frame</code></p>" if more > 0 else ""
        return f"{table}{tail}<p>{html.escape(self.about)}</p>"

    def to_csv(self, path: str | Path | None = None) -> str:
        """Write the numbers for a spreadsheet: every column of `frame`, every digit.

        Parameters
        ----------
        path : str or pathlib.Path, optional
            A file to write, in UTF-8 with a byte order mark, as spreadsheets like it.

        Returns
        -------
        str
            The table. An apostrophe stands before each text that a spreadsheet would take for
            a formula (= + - @); missing values are empty. How it was counted is in `about`.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War and peace. War!"}]))
        >>> print(rostra.frequencies(words).where(item="war").to_csv()[:35])
        corpus,measure,item,value,low,high,
        """
        return written(csv_text(self.frame), path, encoding="utf-8-sig")

    def to_latex(self, path: str | Path | None = None) -> str:
        """Write the numbers as a LaTeX table, rounded as they are shown.

        Parameters
        ----------
        path : str or pathlib.Path, optional
            A file to write.

        Returns
        -------
        str
            A `table` environment for the package booktabs, with how it was counted below it.
            Names are escaped; a name in a script that pdfLaTeX does not know needs XeLaTeX
            or LuaLaTeX. Missing values are written n/a.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War and peace. War!"}]))
        >>> print(rostra.frequencies(words).to_latex().splitlines()[2])
        \\caption{Frequencies: hits per million words}
        """
        return written(latex_table(**printed(self.frame, self.kind, self.about)), path)

    def to_html(self, path: str | Path | None = None) -> str:
        """Write the numbers as a plain HTML table that Word and LibreOffice open.

        Parameters
        ----------
        path : str or pathlib.Path, optional
            A file to write.

        Returns
        -------
        str
            One page with one table, rounded as it is shown, and how it was counted below it.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War and peace. War!"}]))
        >>> "<td>war</td>" in rostra.frequencies(words).to_html()
        True
        """
        return written(html_page(**printed(self.frame, self.kind, self.about)), path)

    def save(self, path: str | Path) -> Path:
        """Write numbers, hits and the texts they point into to one JSON file.

        Parameters
        ----------
        path : str or pathlib.Path
            The file to write; an existing one is replaced.

        Returns
        -------
        pathlib.Path
            The file written.
        """
        path = Path(path)
        content = {
            "format": FORMAT,
            "kind": self.kind,
            "by": self.by,
            "about": self.about,
            "parameters": self.parameters,
            "source": self.source,
            "name": self.corpus.name,
            "frame": _packed(self.frame),
            "hits": _packed(self.hits),
            "documents": _packed(self.corpus.documents),
        }
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    @classmethod
    def load(cls, path: str | Path) -> Result:
        """Read what `save` wrote.

        Parameters
        ----------
        path : str or pathlib.Path
            A file written by `Result.save`.

        Returns
        -------
        Result
            Equal in every number, hit and line.
        """
        path = Path(path)
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ResultError(
                f"{path.name} is not a saved result: {error}. Write one with Result.save(path)."
            ) from None
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise ResultError(
                f'{path.name} is not a saved result: it does not say "format": "{FORMAT}". '
                "Write one with Result.save(path)."
            )
        documents = _unpacked(content["documents"])
        corpus = load_corpus(documents).renamed(content["name"])
        return cls(
            frame=_unpacked(content["frame"]),
            hits=_unpacked(content["hits"]),
            about=content["about"],
            by=content["by"],
            kind=content["kind"],
            corpus=corpus,
            parameters=content["parameters"],
            source=content.get("source", ""),
        )


class _Evidence:
    """The hits of a result: a table, or a function that makes it when it is first asked for.

    Many numbers are read by nobody line by line, and the table of their hits may be far
    larger than they are.
    """

    def __get__(self, result: Result | None, owner: type | None = None) -> Any:
        if result is None:
            return self
        held = result.__dict__["_hits"]
        if callable(held):
            held = result.__dict__["_hits"] = held()
        return held

    def __set__(self, result: Result, hits: pd.DataFrame | Callable[[], pd.DataFrame]) -> None:
        result.__dict__["_hits"] = hits


# set here, not in the class: there it would be a default, and every result is given its hits
Result.hits = _Evidence()


def leading(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Put the columns that every result leads with in front, adding those that are missing as NA.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows of a result. Where it has notes, none of them is NA; a missing column of
        notes is empty.
    by : str
        The grouping column.

    Returns
    -------
    pandas.DataFrame
        The same rows; `by, measure, item, value, ...` first.
    """
    frame = frame.copy(deep=False)
    kinds: dict[str, Any] = dict.fromkeys(("measure", "item", "unit", "note"), pd.StringDtype())
    kinds |= dict.fromkeys(("value", "low", "high", "hits"), pd.Float64Dtype())
    kinds |= dict.fromkeys(("exposure", "documents"), pd.Int64Dtype())
    for name in (by, *LEADING):
        if name not in frame:
            missing = "" if name == "note" else pd.NA
            frame[name] = pd.array([missing], dtype=kinds.get(name, "object")).repeat(len(frame))
    others = {name: kind for name, kind in kinds.items() if frame[name].dtype != kind}
    if others:  # pandas puts the whole table together anew, even for none
        frame = frame.astype(others)
    rest = [name for name in frame.columns if name not in (by, *LEADING)]
    order = [by, *LEADING, *rest]
    return (frame if order == list(frame.columns) else frame[order]).reset_index(drop=True)


def describe_intervals(n_boot: int | None, seed: int, *, scale: str = "log") -> list[str]:
    """Say in a sentence for `about` how intervals were made; no sentence where there are none.

    Parameters
    ----------
    n_boot : int or None
        Resamples, None for the closed form.
    seed : int
        Their seed.
    scale : str
        Scale of the closed form (`rostra.stats.ratio_interval`).

    Returns
    -------
    list of str
        One sentence, or none.

    Examples
    --------
    >>> describe_intervals(None, 0), describe_intervals(200, 1), describe_intervals(0, 0)
    (['Intervals: 95%, from the variation between documents (log scale, t).'],
    ['Intervals: 95%, 200 resamples of documents, seed 1.'], [])
    """
    if n_boot is None:
        return [f"Intervals: 95%, from the variation between documents ({scale} scale, t)."]
    return [f"Intervals: 95%, {n_boot:,} resamples of documents, seed {seed}."] if n_boot else []


def _select(frame: pd.DataFrame, columns: dict[str, Any]) -> pd.DataFrame:
    keep = pd.Series(True, index=frame.index)
    for name, value in columns.items():
        if name in frame.columns:
            values = list(value) if isinstance(value, list | tuple | set) else [value]
            keep &= frame[name].isin(values).fillna(False).astype(bool)
    return frame[keep]


def _packed(frame: pd.DataFrame) -> dict[str, Any]:
    plain = frame.astype(object).where(frame.notna(), None)
    rows = plain.to_numpy(dtype=object).tolist()
    return {
        "columns": {str(name): str(dtype) for name, dtype in frame.dtypes.items()},
        "rows": [[value.item() if hasattr(value, "item") else value for value in row] for row in rows],
    }


def _unpacked(packed: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(packed["rows"], columns=list(packed["columns"]), dtype=object)
    for name, dtype in packed["columns"].items():
        frame[name] = frame[name].astype(dtype)
    return frame
