"""Indexing: the command that builds an index of a corpus, or brings one up to date."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Annotated

import typer

from rostra.cli.options import Given, command
from rostra.errors import CorpusError

__all__ = ["index"]


@functools.partial(command, without=("actor",))
def index(
    given: Given,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the index.")],
    no_sentences: Annotated[
        bool, typer.Option("--no-sentences", help="Leave the sentences to whoever asks for them.")
    ] = False,
) -> None:
    """Build an index of a large corpus, or bring one up to date; every command reads it like a folder."""
    from rostra.index.building import build_index

    if given.source == "-":
        raise CorpusError(
            "an index is built of files, and standard input is none. Write it to a file first, "
            "then name the file."
        )
    with _Bar() as bar:
        built = build_index(
            given.source,
            output,
            text=given.text,
            doc_id=given.doc_id,
            encoding=given.encoding,
            actors=given.actors,
            corrections=given.corrections,
            sentences=not no_sentences,
            progress=bar.update,
        )
    typer.echo(f"The index: {output}")
    typer.echo(built.about)
    for name, reason in built.store.manifest["left_out"]:
        typer.echo(f"left out: {name}: {reason}", err=True)
    for note in built.store.manifest["notes"]:
        typer.echo(note, err=True)


class _Bar:
    """A bar on standard error, where somebody watches."""

    def __enter__(self) -> _Bar:
        from tqdm import tqdm

        watched = sys.stderr.isatty()
        self._bar = tqdm(unit="B", unit_scale=True, leave=False, disable=not watched, desc="indexing")
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def update(self, size: int) -> None:
        self._bar.update(size)
