"""Options: what every command that reads texts is given, written once."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rostra.cli.writing import Format

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.index import Tokens
    from rostra.statements import Statements

_PARAMETER = re.compile(r'\b(text|doc_id|encoding)="([^"\s]+)"')

app = typer.Typer(
    name="rostra",
    help="Who says what about whom, and how: numbers that walk back to the sentences.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Input = Annotated[str, typer.Argument(metavar="INPUT", help="A folder, a file, or - for standard input.")]
ActorColumn = Annotated[
    str | None,
    typer.Option(
        "--actor", metavar="COLUMN", help="Each document is one speech by the actor in this column."
    ),
]
TextColumn = Annotated[str, typer.Option("--text", metavar="COLUMN", help="The column that holds the text.")]
IdColumn = Annotated[
    str | None, typer.Option("--doc-id", metavar="COLUMN", help="The column that holds the ids.")
]
Encoding = Annotated[str | None, typer.Option(help="Encoding of the files, where it is not UTF-8.")]
Registry = Annotated[Path | None, typer.Option("--actors", metavar="FILE", help="An actors.toml.")]
Corrections = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="FILE", help="A sheet of `statements --review`, filled in."),
]
By = Annotated[
    str, typer.Option(metavar="COLUMN", help="Group by this column of the statements or the documents.")
]
Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY",
        help="A word, a phrase or a pattern (docs/queries.md): provoc*, 'no * but', 'base NEAR/5 threat'.",
    ),
]
Out = Annotated[Format, typer.Option("--format", help="How to write the table.")]
Seed = Annotated[int, typer.Option(help="Seed of the resampling.")]
Resamples = Annotated[int, typer.Option("--n-boot", help="How often documents are resampled.")]
Interval = Annotated[
    int | None, typer.Option("--n-boot", help="Percentile intervals from so many resamples of documents.")
]
AnyMeasures = Annotated[
    list[str] | None,
    typer.Option("--measure", "-m", help="A measure, or a score such as polarity; may be repeated."),
]
WordQueries = Annotated[
    list[str] | None,
    typer.Option("--words", metavar="QUERY", help="Words to count as a measure; may be repeated."),
]
MinWords = Annotated[int, typer.Option(help="Fewest credited words for a rate.")]


@dataclass(frozen=True)
class Given:
    """What a command was given to read, and how to read it."""

    source: str
    actor: str | None
    text: str
    doc_id: str | None
    encoding: str | None
    actors: Path | None
    corrections: Path | None

    def corpus(self) -> Corpus:
        """The texts."""
        from rostra.corpus import load_corpus

        return load_corpus(
            self.source,
            text=self.text,
            doc_id=self.doc_id,
            encoding=self.encoding,
            actors=self.actors,
            corrections=self.corrections,
            progress=sys.stderr.isatty(),
        )

    def statements(self) -> Statements:
        """The texts, with whose words they are."""
        from rostra.quotation import attribute

        return attribute(self.corpus(), actor=self.actor, progress=sys.stderr.isatty())

    def tokens(self) -> Tokens:
        """The words, with whose they are."""
        from rostra.index import tokenize

        return tokenize(self.statements())

    def words_by(self, by: str | None) -> Tokens:
        """The words, for counts of single words; whose they are is found only where `by` asks for it.

        Counts by a column of the documents are the same with statements and without, and a
        large corpus is not attributed in order to count its words.
        """
        from rostra.index import tokenize
        from rostra.quotation import attribute
        from rostra.statements import COLUMNS

        if self.actor is not None:
            return self.tokens()
        corpus = self.corpus()
        if by is None or by == "doc_id" or (by in corpus.documents and by not in COLUMNS):
            return tokenize(corpus)
        return tokenize(attribute(corpus, progress=sys.stderr.isatty()))


# The options that every command which reads texts has; `Given` holds their values.
READING = {
    "source": Input,
    "actor": ActorColumn,
    "text": TextColumn,
    "doc_id": IdColumn,
    "encoding": Encoding,
    "actors": Registry,
    "corrections": Corrections,
}
DEFAULTS = {
    "actor": None,
    "text": "text",
    "doc_id": None,
    "encoding": None,
    "actors": None,
    "corrections": None,
}


def as_options(message: str) -> str:
    """Write the parameters that a message of the library names as options of the command line."""
    return _PARAMETER.sub(lambda found: f"--{found[1].replace('_', '-')} {found[2]}", message)


def command(
    function: Callable[..., None], *, group: typer.Typer = app, without: tuple[str, ...] = ()
) -> Callable[..., None]:
    """Make a command; its parameter `given` becomes the options of `READING`, some left out.

    What the command asks for before `given` comes before the input.
    """
    signature = inspect.signature(function, eval_str=True)
    names = list(signature.parameters)
    if "given" not in names:
        group.command()(function)
        return function
    own = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in signature.parameters.items()
        if name != "given"
    ]
    reading = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=DEFAULTS.get(name, inspect.Parameter.empty),
            annotation=annotation,
        )
        for name, annotation in READING.items()
        if name not in without
    ]

    @functools.wraps(function)
    def run(**options: Any) -> None:
        given = Given(**{name: options.pop(name, DEFAULTS.get(name)) for name in READING})
        function(given=given, **options)

    # the input, then what the command itself asks for, then how to read
    place = names.index("given")
    parameters = [*own[:place], reading[0], *own[place:], *reading[1:]]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    group.command()(run)
    return function
