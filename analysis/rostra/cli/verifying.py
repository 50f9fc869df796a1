"""Verifying: the command that says which numbers of a page still hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from rostra.cli.options import DEFAULTS, Corrections, Encoding, Given, Out, Registry
from rostra.cli.writing import Format, write
from rostra.errors import ResultError

__all__ = ["reading_of", "verify"]


def verify(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A page of `rostra report`, or its bundle.")
    ],
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[INPUT]",
            help="The texts; where the page says where they are, it need not be said.",
        ),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Rebuild the numbers from their counts, without the texts.")
    ] = False,
    text: Annotated[
        str | None, typer.Option("--text", metavar="COLUMN", help="The column that holds the text.")
    ] = None,
    doc_id: Annotated[
        str | None, typer.Option("--doc-id", metavar="COLUMN", help="The column that holds the ids.")
    ] = None,
    encoding: Encoding = None,
    actors: Registry = None,
    corrections: Corrections = None,
    form: Out = Format.table,
) -> None:
    """Recompute every number of a page, and name those that changed and why.

    Leaves with 0 where all numbers hold, 1 where any does not, 2 where it cannot be told.
    """
    from rostra.reporting.records import load_ledger
    from rostra.reporting.verification import verify as check

    ledger, _ = load_ledger(report)
    said = ledger["reading"]
    given = {"text": text, "doc_id": doc_id, "encoding": encoding}
    options: dict[str, Any] = {
        name: value or said.get(name) or DEFAULTS[name] for name, value in given.items()
    }
    corpus = None
    if not no_input:
        place = source or _place(report, said.get("input"))
        corpus = Given(place, None, actors=actors, corrections=corrections, **options).corpus()
    found = check(report, corpus)
    if form is Format.table:
        for line in found.lines:
            typer.echo(line)
    else:
        write(found.frame, form, " ".join([found.lines[0], *found.causes]))
    raise typer.Exit(0 if found.holds else 1)


def reading_of(given: Given, page: Path) -> dict[str, str | None]:
    """Return how the texts of a page were read, with no path that only this machine has.

    The place of the input is kept where it and the page lie in the folder in which the
    command was given: it is then the same wherever that folder is.
    """
    place = None
    if given.source != "-":
        here, source, folder = Path.cwd(), Path(given.source).resolve(), page.resolve().parent
        if source.is_relative_to(here) and folder.is_relative_to(here):
            place = Path(os.path.relpath(source, folder)).as_posix()
    return {"input": place, "text": given.text, "doc_id": given.doc_id, "encoding": given.encoding}


def _place(report: Path, said: str | None) -> str:
    """Find the input that a page names; it may lead nowhere but to the user's own folder."""
    if said is None:
        raise ResultError(
            f"{report.name} does not say where its texts are. Give them: rostra verify {report.name} INPUT; "
            "or leave them out: --no-input."
        )
    folder = report.resolve().parent
    place = (folder / said).resolve()
    if not any(place.is_relative_to(home) for home in (Path.cwd(), folder)):
        raise ResultError(
            f"{report.name} says that its texts are outside this folder. If you trust it, name them: "
            f"rostra verify {report.name} INPUT; or leave them out: --no-input."
        )
    if not place.exists():
        raise ResultError(
            f"the texts of {report.name} are not where it says ({said[:120]}). Give their place: "
            f"rostra verify {report.name} INPUT; or leave them out: --no-input."
        )
    return str(place)
