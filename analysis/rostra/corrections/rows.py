"""Rows: a sheet that came back, row by row, and what each row says."""

from __future__ import annotations

from dataclasses import dataclass, field

from rostra.corrections.cells import COLUMNS, given_back
from rostra.errors import CorpusError, CorrectionsError, unknown
from rostra.reading import SideFile
from rostra.reading.decoding import decode
from rostra.reading.tables import rows_of
from rostra.statements import KINDS

__all__ = ["NOBODY", "Astray", "Decision", "Row", "decide", "offset", "read_rows"]

NEEDED = ("doc_id", "verdict", "statement_id", "start", "end", "text_sha256")
VERDICTS = ("ok", "wrong", "remove", "add")
ACTS = ("speech", "attitude")
NOBODY = "NA"


class Astray(Exception):
    """A row that cannot be applied: the reason in three words, and in a sentence with the next step."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its line, and its cells by column, without the spaces around them."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Decision:
    """What a row says: a verdict, and what is right instead.

    Parameters
    ----------
    verdict : str
        `ok`, `wrong`, `remove` or `add`; empty where nobody has looked.
    start, end : int or None
        Where the statement stands that is judged.
    names : dict
        `speaker` and `actor`, where they are given; None for nobody.
    kind, act, words : str
        What is given; else empty.
    new_start, new_end : int or None
        Where it should stand.
    """

    verdict: str
    start: int | None = None
    end: int | None = None
    names: dict[str, str | None] = field(default_factory=dict)
    kind: str = ""
    act: str = ""
    words: str = ""
    new_start: int | None = None
    new_end: int | None = None

    @property
    def corrects(self) -> bool:
        """Whether it says what is right, and not only that something is wrong."""
        given = (self.names, self.words, self.kind, self.act)
        return any(given) or self.new_start is not None or self.new_end is not None


def read_rows(sheet: SideFile) -> tuple[list[Row], list[tuple[int, str]]]:
    """Read a sheet, however a spreadsheet saved it: any delimiter, byte order mark, line ends.

    Parameters
    ----------
    sheet : SideFile
        The file.

    Returns
    -------
    list of Row, list of (int, str)
        The rows in their order; the lines that do not fit the header, with the reason.
    """
    content = _characters(sheet)
    table = rows_of(content, column="text_sha256")
    header = [column.casefold() for column in table.header]
    if missing := [column for column in NEEDED if column not in header]:
        raise CorrectionsError(
            f"{sheet.name} is not a sheet of corrections: it has no column {missing[0]!r}. Needed are "
            f"{', '.join(NEEDED)}. Write a sheet with `rostra statements INPUT --review FILE.csv`, fill it "
            "in and give it back as CSV."
        )
    twice = next((column for column in COLUMNS if header.count(column) > 1), None)
    if twice is not None:
        raise CorrectionsError(
            f"{sheet.name} has two columns called {twice!r}. Delete or rename the one that you added."
        )
    rows = [
        Row(line, {column: given_back(cell) for column, cell in zip(header, cells, strict=True)})
        for line, cells in table.good
    ]
    return rows, [(line, reason) for line, reason in table.bad if reason != "an empty row"]


def _characters(sheet: SideFile) -> str:
    try:
        content = decode(sheet.name, sheet.data)
    except CorpusError:
        place = next(n for n, line in enumerate(sheet.data.split(b"\n"), 1) if not _is_utf8(line))
        raise CorrectionsError(
            f"{sheet.name}, line {place}: these bytes are not UTF-8. Save the sheet once more as CSV UTF-8 "
            "(in Excel: Save As, CSV UTF-8) and give that back."
        ) from None
    if "\0" in content:
        line = content[: content.index("\0")].count("\n") + 1
        raise CorrectionsError(
            f"{sheet.name}, line {line}: a NUL character, which no table holds. "
            "Save the sheet once more as CSV UTF-8 and give that back."
        )
    return content


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decide(row: Row) -> Decision:
    """Say what a row says.

    Parameters
    ----------
    row : Row
        As it was read.

    Returns
    -------
    Decision
        With an empty verdict where nobody has looked at the row.
    """
    names = {name: _name(row[f"new_{name}"]) for name in ("speaker", "actor") if row[f"new_{name}"]}
    words, kind, act = row["new_words"], row["new_kind"].casefold(), row["new_act"].casefold()
    new_start, new_end = offset(row, "new_start"), offset(row, "new_end")
    start, end = offset(row, "start"), offset(row, "end")
    corrects = bool(names or words or kind or act or new_start is not None or new_end is not None)
    verdict = row["verdict"].casefold()
    if not verdict and not row["statement_id"] and (corrects or start is not None):
        verdict = "add"
    elif not verdict and corrects:
        verdict = "wrong"
    if verdict and verdict not in VERDICTS:
        raise Astray(
            "an unknown verdict", f"{unknown('verdict', row['verdict'], VERDICTS)} Write one of them."
        )
    if verdict in ("ok", "remove") and corrects:
        raise Astray(
            f"{verdict}, and yet corrected",
            f"the verdict is {verdict!r}, and yet something is corrected. Write 'wrong', or empty the cells "
            "that begin with new_.",
        )
    if verdict == "add":
        names = {name: _name(row[name]) for name in ("speaker", "actor") if row[name]} | names
        kind, act = kind or row["kind"].casefold(), act or row["act"].casefold()
        if new_start is None and new_end is None and not words:
            new_start, new_end = start, end
        if not words and (new_start is None or new_end is None):
            raise Astray(
                "no place in the text",
                "a statement is added, and nothing says where. Copy its words out of the text into "
                "new_words, or fill new_start and new_end.",
            )
    kinds = [name for name in KINDS if name != "narration"]
    if kind and kind not in kinds:
        step = "Of a stretch that is no statement, say 'remove' in the column verdict."
        raise Astray("an unknown kind", f"{unknown('kind', kind, kinds)} {step}")
    if act and act not in ACTS:
        raise Astray("an unknown act", f"{unknown('act', act, ACTS)} Write one of them, or nothing.")
    return Decision(verdict, start, end, names, kind, act, words, new_start, new_end)


def _name(cell: str) -> str | None:
    return None if cell == NOBODY else " ".join(cell.split())


def offset(row: Row, column: str) -> int | None:
    """Read a place in the text; None where the cell is empty."""
    cell = row[column]
    if not cell:
        return None
    whole = cell.removesuffix(".0")
    if not (whole.isascii() and whole.isdigit() and len(whole) < 16):
        raise Astray(
            "no whole number",
            f"{column} is {cell[:40]!r}, which is no whole number. It counts characters from the beginning "
            "of the text, the first being 0.",
        )
    return int(whole)
