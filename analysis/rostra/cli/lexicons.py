"""Lexicons: `rostra lexicons ...`, what is counted, whether it is sound, and what it can see."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from rostra.cli.options import By, Given, Out, command
from rostra.cli.writing import Format, write, write_result

if TYPE_CHECKING:
    import pandas as pd

    from rostra.lexicon import Lexicon, Loss

__all__ = ["lexicons"]


class _Group(TyperGroup):
    """Reads `rostra lexicons NAME` as `rostra lexicons show NAME`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().resolve_command(ctx, args)


lexicons = typer.Typer(
    cls=_Group,
    help="The lexicons: what they count, whether they are sound, and what they can see.",
    rich_markup_mode=None,
)

Name = Annotated[
    str,
    typer.Argument(metavar="LEXICON", help="A name (see `list`), vader or textblob, or the path of a file."),
]
Encoding = Annotated[str | None, typer.Option(help="Encoding of the file, where it is not UTF-8.")]


@lexicons.callback(invoke_without_command=True)
def _group(context: typer.Context, form: Out = Format.table) -> None:
    """The lexicons: what they count, whether they are sound, and what they can see."""
    if context.invoked_subcommand is None:
        list_lexicons(form)


@lexicons.command("list")
def list_lexicons(form: Out = Format.table) -> None:
    """List the lexicons that ship."""
    import pandas as pd

    from rostra.lexicon import lexicon_names, load_lexicon

    found = [load_lexicon(name) for name in lexicon_names()]
    columns = ("scope", "status", "version", "licence", "construct")
    rows = [
        {"name": one.name, "entries": len(one)} | {name: getattr(one, name) for name in columns}
        for one in found
    ]
    write(pd.DataFrame(rows), form)


@lexicons.command()
def show(name: Name, encoding: Encoding = None, form: Out = Format.table) -> None:
    """Show the entries of a lexicon, and what is known about it."""
    import pandas as pd

    lexicon = _lexicon(name, encoding)
    rows = [
        {
            "category": category.name,
            "entry": entry.written,
            "weight": category.weight if entry.weight is None else entry.weight,
            "agent": category.agent,
        }
        for category in lexicon.categories
        for entry in category.entries
    ]
    about = (
        f"{lexicon.title}: {lexicon.construct} {lexicon.source} Version {lexicon.version}, licence "
        f"{lexicon.licence}; "
        f"scope {lexicon.scope}, negation {lexicon.negation}, {lexicon.status}."
    )
    if lexicon.lost:
        lost = _many(len(lexicon.lost))
        about += f" Of the file {lost} could not be kept; `rostra lexicons convert` lists them."
    write(pd.DataFrame(rows), form, about)


@lexicons.command()
def convert(
    name: Name,
    output: Annotated[
        Path,
        typer.Argument(
            metavar="OUTPUT",
            help="The file to write: .toml, .dic (LIWC), .yml (quanteda), .ykd (Yoshikoder), .lcd or .lc3 "
            "(Lexicoder), "
            ".cat (WordStat), .csv or .tsv.",
        ),
    ],
    encoding: Encoding = None,
    to_encoding: Annotated[str, typer.Option(help="Encoding of the file to write.")] = "utf-8",
    form: Out = Format.table,
) -> None:
    """Write a lexicon in the format of another program, and list what that could not keep."""
    from rostra.lexicon import save_lexicon

    lexicon = _lexicon(name, encoding)
    written = save_lexicon(lexicon, output, encoding=to_encoding)
    lost = [*_steps("read", lexicon.lost), *_steps("written", written)]
    write(_losses(lost), form, f"The file: {output}. Not kept: {_many(len(lost))}.")


@lexicons.command()
def lint(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LEXICON]...", help="Names or paths; all that ship where none is named."),
    ] = None,
    texts: Annotated[
        str | None, typer.Option(metavar="INPUT", help="Texts at hand: a folder, a file, or -.")
    ] = None,
    text: Annotated[str, typer.Option(metavar="COLUMN", help="The column that holds the text.")] = "text",
    min_share: Annotated[
        float, typer.Option(help="Share of hits in names from which an entry is named.")
    ] = 0.1,
    fault: Annotated[str | None, typer.Option(help="Only this fault, such as sign_conflict.")] = None,
    form: Out = Format.table,
) -> None:
    """Find contradictions, duplicates, entries that cannot match, never match, or match names."""
    from rostra.errors import QueryError, unknown
    from rostra.index import tokenize
    from rostra.inspection import lint as make
    from rostra.inspection.faults import FAULTS
    from rostra.lexicon import lexicon_names

    if fault is not None and fault not in FAULTS:
        raise QueryError(unknown("fault", fault, FAULTS))
    tokens = None
    if texts is not None:
        options = dict.fromkeys(("actor", "doc_id", "encoding", "actors", "corrections"))
        tokens = tokenize(Given(source=texts, text=text, **options).corpus())  # type: ignore[arg-type]
    found = make(names or list(lexicon_names()), tokens, min_share=min_share)
    write_result(found if fault is None else found.where(measure=fault), form)


@functools.partial(command, group=lexicons)
def coverage(
    name: Annotated[
        list[str],
        typer.Option("--lexicon", "-l", metavar="LEXICON", help="A name or a path; may be repeated."),
    ],
    given: Given,
    top: Annotated[int, typer.Option(help="How many of the words it cannot see are listed.")] = 25,
    form: Out = Format.table,
) -> None:
    """Say what share of words, statements and actors a lexicon sees, and which words it does not."""
    from rostra.inspection import coverage as make

    write_result(make(given.tokens(), name, top=top), form)


@functools.partial(command, group=lexicons)
def contributions(
    name: Name,
    given: Given,
    by: By = "actor",
    form: Out = Format.table,
) -> None:
    """Say which entries make the rate of each actor."""
    from rostra.inspection import contributions as make

    write_result(make(given.tokens(), _lexicon(name, None), by=by), form)


def _lexicon(name: str, encoding: str | None) -> Lexicon:
    from rostra.inspection import PEERS, peer_lexicon
    from rostra.lexicon import load_lexicon

    return peer_lexicon(name) if name in PEERS else load_lexicon(name, encoding=encoding)


def _steps(step: str, lost: tuple[Loss, ...]) -> list[tuple[str, Loss]]:
    return [(step, one) for one in lost]


def _losses(lost: list[tuple[str, Loss]]) -> pd.DataFrame:
    import pandas as pd

    rows = [{"when": step, **one._asdict()} for step, one in lost]
    return pd.DataFrame(rows, columns=["when", "category", "entry", "reason"], dtype="string")


def _many(number: int) -> str:
    return "nothing" if not number else f"{number:,} thing{'' if number == 1 else 's'}"
