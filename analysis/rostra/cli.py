"""Command line: the same words as the library, on a folder, a file or standard input."""

from __future__ import annotations

import csv
import io
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rostra import __version__
from rostra.errors import RostraError

if TYPE_CHECKING:
    import pandas as pd

    from rostra.corpus import Corpus
    from rostra.index import Tokens
    from rostra.result import Result
    from rostra.statements import Statements

__all__ = ["app", "main"]

app = typer.Typer(
    name="rostra",
    help="Who says what about whom, and how: numbers that walk back to the sentences.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


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
By = Annotated[
    str, typer.Option(metavar="COLUMN", help="Group by this column of the statements or the documents.")
]
Out = Annotated[Format, typer.Option("--format", help="How to write the table.")]
Seed = Annotated[int, typer.Option(help="Seed of the resampling.")]
Resamples = Annotated[int, typer.Option("--n-boot", help="How often documents are resampled.")]
MinWords = Annotated[int, typer.Option(help="Fewest credited words for a rate.")]


def main() -> None:
    """Run the command line; an error the user can mend is one message, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except RostraError as error:
        typer.echo(f"rostra: {error}", err=True)
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise SystemExit(0) from None  # the reader of a pipe had enough


def _load(
    source: str,
    text: str,
    doc_id: str | None,
    encoding: str | None,
    actors: Path | None,
    *,
    progress: bool = False,
) -> Corpus:
    from rostra.corpus import load_corpus

    return load_corpus(source, text=text, doc_id=doc_id, encoding=encoding, actors=actors, progress=progress)


def _tokens(corpus: Corpus, actor: str | None) -> Tokens:
    from rostra.index import tokenize
    from rostra.quotation import attribute

    return tokenize(attribute(corpus, actor=actor, progress=sys.stderr.isatty()))


def _write(frame: pd.DataFrame, form: Format, about: str = "") -> None:
    import pandas as pd

    if form is Format.table:
        if frame.empty:
            typer.echo(f"no rows. {about}".strip())
            return
        shown = frame.copy()
        for name in shown.select_dtypes("number").columns:
            shown[name] = shown[name].map(
                lambda v: "" if pd.isna(v) else f"{v:.4g}" if v != int(v) else f"{int(v)}"
            )
        typer.echo(shown.to_string(index=False, na_rep=""))
        if about:
            typer.echo(f"\n{about}", err=True)
        return
    plain = frame.astype(object).where(frame.notna(), None)
    records = [
        {name: value.item() if hasattr(value, "item") else value for name, value in row.items()}
        for row in plain.to_dict("records")
    ]
    if form is Format.csv:
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, list(frame.columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: "" if v is None else v for k, v in record.items()} for record in records)
        typer.echo(buffer.getvalue(), nl=False)
    elif form is Format.json:
        typer.echo(json.dumps({"about": about, "rows": records}, ensure_ascii=False, indent=1))
    else:
        for record in records:
            typer.echo(json.dumps(record, ensure_ascii=False))


def _write_result(result: Result, form: Format) -> None:
    _write(result.frame, form, result.about)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Who says what about whom, and how: numbers that walk back to the sentences."""
    if show:
        typer.echo(f"rostra {__version__}")
        raise typer.Exit


@app.command()
def report(
    source: Input,
    actor: ActorColumn = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The page to write.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    min_words: MinWords = 100,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
) -> None:
    """Write the page that compares the actors, every number with its sentences."""
    from rostra.reporting import overview

    corpus = _load(source, text, doc_id, encoding, actors, progress=sys.stderr.isatty())
    page = overview(
        corpus,
        actor=actor,
        title=title,
        min_words=min_words,
        n_boot=n_boot,
        seed=seed,
        progress=sys.stderr.isatty(),
    )
    path = output or Path("reports") / f"{corpus.name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.save(path)
    for line in page.findings:
        typer.echo(line)
    typer.echo(f"The page: {path}")


@app.command()
def statements(
    source: Input,
    actor: ActorColumn = None,
    narration: Annotated[bool, typer.Option("--narration", help="Write the writer's own words too.")] = False,
    form: Out = Format.table,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
) -> None:
    """List who says what, where, and by which rule it was found."""
    from rostra.quotation import attribute

    corpus = _load(source, text, doc_id, encoding, actors)
    found = attribute(corpus, actor=actor, progress=sys.stderr.isatty())
    if form is Format.jsonl:
        for record in found.records(narration=narration):
            typer.echo(json.dumps(record, ensure_ascii=False))
        return
    _write(_statement_table(found, narration=narration, short=form is Format.table), form, found.about)


def _statement_table(found: Statements, *, narration: bool, short: bool) -> pd.DataFrame:
    rows = found.frame if narration else found.quotations
    words = [
        found.corpus.text(d)[s:e] for d, s, e in zip(rows["doc_id"], rows["start"], rows["end"], strict=True)
    ]
    if not short:
        return rows.assign(text=words)
    shown = rows[["doc_id", "kind", "speaker", "actor", "cue", "confidence"]]
    return shown.assign(text=[" ".join(w.split())[:70] for w in words])


@app.command()
def audit(
    source: Input,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    form: Out = Format.table,
) -> None:
    """List what the corpus holds, what was left out, and what looks wrong."""
    from rostra.auditing import audit as make

    made = make(_load(source, text, doc_id, encoding, actors))
    if form is Format.table:
        typer.echo(str(made))
    else:
        _write(made.frame, form, made.about)


@app.command()
def measure(
    source: Input,
    measures: Annotated[
        list[str] | None, typer.Option("--measure", "-m", help="A measure; may be repeated.")
    ] = None,
    by: By = "actor",
    over: Annotated[str | None, typer.Option(help="day, week, month or year: a row a period.")] = None,
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    min_words: MinWords = 100,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Rates of the rhetoric measures, with intervals; all measures where none is named."""
    from rostra.measurement import measure as make
    from rostra.measures.rhetoric import known_measures

    tokens = _tokens(_load(source, text, doc_id, encoding, actors), actor)
    options: dict[str, Any] = {"by": by, "over": over, "min_words": min_words, "n_boot": n_boot, "seed": seed}
    _write_result(make(tokens, measures or list(known_measures()), **options), form)


@app.command()
def compare(
    source: Input,
    measures: Annotated[
        list[str] | None, typer.Option("--measure", "-m", help="A measure; may be repeated.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="The group to compare; all groups where none is named.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option(help="What to compare with; all others where none is named.")
    ] = None,
    by: By = "actor",
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    min_words: MinWords = 100,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Differences between actors, with intervals and p-values."""
    from rostra.comparison import compare as make
    from rostra.measures.rhetoric import known_measures

    tokens = _tokens(_load(source, text, doc_id, encoding, actors), actor)
    options: dict[str, Any] = {"by": by, "target": target, "reference": reference}
    _write_result(
        make(
            tokens,
            measures or list(known_measures()),
            **options,
            min_words=min_words,
            n_boot=n_boot,
            seed=seed,
        ),
        form,
    )


@app.command()
def keyness(
    source: Input,
    target: Annotated[str, typer.Option(help="The group whose key words are wanted.")],
    reference: Annotated[
        str | None, typer.Option(help="What to compare with; all others where none is named.")
    ] = None,
    by: By = "actor",
    min_count: Annotated[int, typer.Option(help="Fewest occurrences in both together.")] = 5,
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    form: Out = Format.table,
) -> None:
    """Words that one group uses more than the others."""
    from rostra.measures.keyness import keyness as make

    tokens = _tokens(_load(source, text, doc_id, encoding, actors), actor)
    _write_result(make(tokens, by=by, target=target, reference=reference, min_count=min_count), form)


@app.command()
def frequencies(
    source: Input,
    by: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Count for each value of this column.")
    ] = None,
    n: Annotated[int, typer.Option(help="Length: 1 for words, 2 for pairs of words, ...")] = 1,
    min_count: Annotated[int, typer.Option(help="Fewest occurrences.")] = 1,
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    form: Out = Format.table,
) -> None:
    """How often each word, or sequence of words, occurs."""
    from rostra.measures.frequency import frequencies as make

    tokens = _tokens(_load(source, text, doc_id, encoding, actors), actor)
    _write_result(make(tokens, by=by, n=n, min_count=min_count), form)


@app.command()
def kwic(
    source: Input,
    query: Annotated[str, typer.Argument(help="A word or phrase; * stands for any letters.")],
    width: Annotated[int, typer.Option(help="Characters of context on each side.")] = 60,
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    form: Out = Format.table,
) -> None:
    """Every occurrence of a word or phrase, in its line."""
    from rostra.measures.frequency import kwic as make

    found = make(_tokens(_load(source, text, doc_id, encoding, actors), actor), query, width=width)
    columns = ["doc_id", "actor", "speaker", "left", "node", "right"]
    _write(found.lines[columns] if form is Format.table else found.lines, form, found.about)


@app.command()
def collocates(
    source: Input,
    node: Annotated[str, typer.Argument(help="The word whose company is wanted.")],
    window: Annotated[int, typer.Option(help="Words on each side.")] = 5,
    statistic: Annotated[str, typer.Option("--measure", help="The association measure.")] = "log_likelihood",
    min_count: Annotated[int, typer.Option(help="Fewest joint occurrences.")] = 3,
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    form: Out = Format.table,
) -> None:
    """Words that keep company with a word."""
    from rostra.measures.collocation import collocates as make

    tokens = _tokens(_load(source, text, doc_id, encoding, actors), actor)
    options: dict[str, Any] = {"window": window, "measure": statistic, "min_count": min_count}
    _write_result(make(tokens, node, **options), form)


@app.command()
def evaluations(
    source: Input,
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    form: Out = Format.table,
) -> None:
    """Who evaluates, threatens, accuses or praises whom."""
    from rostra.evaluation import evaluations as make
    from rostra.quotation import attribute

    corpus = _load(source, text, doc_id, encoding, actors)
    _write_result(make(attribute(corpus, actor=actor, progress=sys.stderr.isatty())), form)


@app.command()
def sentiment(
    source: Input,
    by: By = "actor",
    actor: ActorColumn = None,
    text: TextColumn = "text",
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    actors: Registry = None,
    form: Out = Format.table,
) -> None:
    """Mean sentence sentiment by our scorer, with VADER and TextBlob beside it."""
    from rostra.measures.sentiment import sentiment as make

    _write_result(make(_tokens(_load(source, text, doc_id, encoding, actors), actor), by=by), form)


@app.command()
def lexicons(
    name: Annotated[
        str | None, typer.Argument(help="A lexicon to show; all are listed where none is named.")
    ] = None,
    form: Out = Format.table,
) -> None:
    """List the lexicons that ship, or show the entries of one."""
    import pandas as pd

    from rostra.lexicon import lexicon_names, load_lexicon

    if name is None:
        found = [load_lexicon(known) for known in lexicon_names()]
        rows = [
            {
                "name": x.name,
                "entries": sum(len(c.entries) for c in x.categories),
                "scope": x.scope,
                "status": x.status,
            }
            | {"version": x.version, "licence": x.licence, "construct": x.construct}
            for x in found
        ]
    else:
        lexicon = load_lexicon(name)
        rows = [
            {
                "category": category.name,
                "entry": str(entry),
                "weight": category.weight,
                "agent": category.agent,
            }
            for category in lexicon.categories
            for entry in category.entries
        ]
    _write(pd.DataFrame(rows), form)
