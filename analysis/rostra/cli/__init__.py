"""Command line: the same words as the library, on a folder, a file or standard input."""

from __future__ import annotations

import functools
import io
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from rostra import __version__
from rostra.cli import describing
from rostra.cli import indexing as indexing  # its command is made when it is imported
from rostra.cli.associating import collocates, keyness
from rostra.cli.describing import Case, Containing, Lemma, MinDocuments, NoStopWords, Skip, Stem
from rostra.cli.evaluating import evaluate
from rostra.cli.lexicons import lexicons
from rostra.cli.options import (
    AnyMeasures,
    By,
    Given,
    Interval,
    MinWords,
    Out,
    Query,
    Seed,
    WordQueries,
    app,
    as_options,
    command,
)
from rostra.cli.verifying import reading_of, verify
from rostra.cli.writing import Format, statement_table, write, write_result
from rostra.errors import CorrectionsWarning, QueryError, RostraError

__all__ = ["app", "describing", "main"]

app.add_typer(evaluate, name="evaluate")
app.add_typer(lexicons, name="lexicons")


def main() -> None:
    """Run the command line; an error the user can mend is one message, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", CorrectionsWarning)
            warnings.showwarning = functools.partial(_show_warning, warnings.showwarning)
            app(prog_name="rostra")
    except RostraError as error:
        typer.echo(f"rostra: {as_options(str(error))}", err=True)
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise SystemExit(0) from None  # the reader of a pipe had enough


def _show_warning(otherwise: Callable[..., None], message: Warning, kind: Any, *place: Any) -> None:
    """Say a warning of ours as a message, not as a line of code."""
    if issubclass(kind, CorrectionsWarning):
        typer.echo(f"rostra: {message}", err=True)
    else:
        otherwise(message, kind, *place)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Who says what about whom, and how: numbers that walk back to the sentences."""
    if show:
        typer.echo(f"rostra {__version__}")
        raise typer.Exit


@command
def report(
    given: Given,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The page to write.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    min_words: MinWords = 100,
    n_boot: Interval = None,
    seed: Seed = 0,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="No sentence of the texts on the page: places in their stead.")
    ] = False,
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="FILE.zip", help="Write the counts behind every number too, without the texts."),
    ] = None,
) -> None:
    """Write the page that compares the actors, every number with its sentences."""
    from rostra.reporting import overview

    corpus = given.corpus()
    path = output or Path("reports") / f"{corpus.name}.html"
    page = overview(
        corpus,
        actor=given.actor,
        title=title,
        min_words=min_words,
        n_boot=n_boot,
        seed=seed,
        progress=sys.stderr.isatty(),
        text=not no_text,
        reading=reading_of(given, path),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    page.save(path)
    if bundle is not None:
        page.bundle(bundle)
        typer.echo(f"The bundle: {bundle}")
    for line in page.findings:
        typer.echo(line)
    typer.echo(f"The page: {path}")


@command
def statements(
    given: Given,
    narration: Annotated[bool, typer.Option("--narration", help="Write the writer's own words too.")] = False,
    review: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a sheet to correct: the doubtful ones first.")
    ] = None,
    sample: Annotated[
        int | None, typer.Option(help="With --review: so many drawn at random, to measure the error.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sample.")] = 0,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="With --review: offsets and hashes, no words of the texts.")
    ] = False,
    form: Out = Format.table,
) -> None:
    """List who says what, where, and by which rule it was found; or write a sheet to correct it."""
    if review is not None:
        _review(given, review, sample=sample, seed=seed, text=not no_text)
        return
    if sample is not None or no_text:
        option = "--no-text" if sample is None else "--sample"
        raise QueryError(f"{option} is about a sheet, and no sheet is asked for. Add --review FILE.csv.")
    found = given.statements()
    if form is Format.jsonl:
        for record in found.records(narration=narration):
            typer.echo(json.dumps(record, ensure_ascii=False))
        return
    write(statement_table(found, narration=narration, short=form is Format.table), form, found.about)


def _review(given: Given, path: Path, *, sample: int | None, seed: int, text: bool) -> None:
    """Write a sheet, and say how to fill it in and give it back."""
    from rostra.corrections import review

    if given.actor is not None:
        raise QueryError(
            "--review is for statements found in the texts; with --actor each document is one speech. "
            "Leave one of them out."
        )
    found = given.statements()
    review(found, path, sample=sample, seed=seed, text=text)
    typer.echo(f"The sheet: {path}")
    order = "the doubtful ones first" if sample is None else "a random sample first"
    typer.echo(
        f"{found.about}\nThe sheet has a row a statement, {order}. Write ok, wrong or remove in the column "
        "verdict, and what is right in the columns that begin with new_ (empty: unchanged; NA: nobody). A "
        "statement that was missed: a new row with doc_id, the verdict add, new_words and new_speaker.\n"
        "To give it back, save it as CSV UTF-8 and call it corrections.csv beside the texts, or name it: "
        f"--corrections {path}",
        err=True,
    )


@command
def actors(
    given: Given,
    draft: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a first actors.toml of those who belong to nobody."),
    ] = None,
    form: Out = Format.table,
) -> None:
    """List who is heard, and to which actor it is credited; or draft an actors.toml."""
    from rostra.speakers import draft_actors, list_speakers

    found = given.statements()
    if draft is None:
        write(list_speakers(found), form, found.about)
        return
    if draft.exists():
        raise QueryError(f"{draft} is there already, and may hold your work. Name another file, or move it.")
    draft.write_text(draft_actors(found), encoding="utf-8")
    typer.echo(f"The draft: {draft}. Group the people in it, and keep it as actors.toml beside the texts.")


@functools.partial(command, without=("actor", "corrections"))
def audit(
    given: Given,
    form: Out = Format.table,
) -> None:
    """List what the corpus holds, what was left out, and what looks wrong."""
    from rostra.auditing import audit as make

    made = make(given.corpus())
    if form is Format.table:
        typer.echo(as_options(str(made)))
    else:
        write(made.frame, form, made.about)


def _measured(measures: list[str] | None, words: list[str] | None) -> list[str]:
    """The measures that were named; all of rhetoric where nothing was."""
    from rostra.measures.rhetoric import known_measures

    return measures or ([] if words else list(known_measures()))


@command
def measure(
    given: Given,
    measures: AnyMeasures = None,
    words: WordQueries = None,
    by: By = "actor",
    over: Annotated[str | None, typer.Option(help="day, week, month or year: a row a period.")] = None,
    min_words: MinWords = 100,
    n_boot: Interval = None,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Rates of rhetoric measures, scores or words, with intervals; all rhetoric where none is named."""
    from rostra.measurement import measure as make

    tokens = given.tokens()
    options: dict[str, Any] = {"by": by, "over": over, "min_words": min_words, "n_boot": n_boot, "seed": seed}
    write_result(make(tokens, _measured(measures, words), words=words, **options), form)


@command
def compare(
    given: Given,
    measures: AnyMeasures = None,
    words: WordQueries = None,
    target: Annotated[
        str | None, typer.Option(help="The group to compare; all groups where none is named.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option(help="What to compare with; all others where none is named.")
    ] = None,
    against: Annotated[str, typer.Option(help="Without --reference: others (together) or each.")] = "others",
    by: By = "actor",
    over: Annotated[str | None, typer.Option(help="day, week, month or year: compare in each.")] = None,
    adjust: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Compare like with like within its values.")
    ] = None,
    cluster: Annotated[
        str, typer.Option(metavar="COLUMN", help="Whose values are independent of each other.")
    ] = "doc_id",
    min_words: MinWords = 100,
    n_boot: Interval = None,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Differences between actors, with intervals, p-values and verdicts."""
    from rostra.comparison import compare as make

    tokens = given.tokens()
    options: dict[str, Any] = {
        "by": by, "target": target, "reference": reference, "against": against, "over": over,
        "adjust": adjust, "cluster": cluster,
    }  # fmt: skip
    write_result(
        make(
            tokens,
            _measured(measures, words),
            words=words,
            **options,
            min_words=min_words,
            n_boot=n_boot,
            seed=seed,
        ),
        form,
    )


@command
def robustness(
    given: Given,
    measures: Annotated[
        list[str] | None,
        typer.Option("--measure", "-m", help="The claim; further ones could have served as well."),
    ] = None,
    words: WordQueries = None,
    target: Annotated[str | None, typer.Option(help="The group that the claim is about.")] = None,
    reference: Annotated[
        str | None, typer.Option(help="What it is compared with; all others where none is named.")
    ] = None,
    by: By = "actor",
    adjust: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Compare like with like within its values.")
    ] = None,
    min_words: MinWords = 100,
    form: Out = Format.table,
) -> None:
    """Whether a difference survives other lexicons, units, kinds, and each document left out."""
    from rostra.comparison import robustness as make

    options: dict[str, Any] = {"by": by, "target": target, "reference": reference, "adjust": adjust}
    write_result(make(given.tokens(), measures, words=words, **options, min_words=min_words), form)


command(verify)
command(keyness)


@command
def frequencies(
    given: Given,
    by: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Count for each value of this column.")
    ] = None,
    n: Annotated[int, typer.Option(help="Length: 1 for words, 2 for pairs of words, ...")] = 1,
    skip: Skip = 0,
    containing: Containing = None,
    min_count: Annotated[int, typer.Option(help="Fewest occurrences.")] = 1,
    min_documents: MinDocuments = 1,
    case: Case = False,
    lemma: Lemma = False,
    stem: Stem = False,
    no_stop_words: NoStopWords = False,
    form: Out = Format.table,
) -> None:
    """How often each word, or sequence of words, occurs."""
    from rostra.measures.frequency import frequencies as make

    options: dict[str, Any] = {"by": by, "n": n, "skip": skip, "containing": containing or None}
    options |= {"min_count": min_count, "min_documents": min_documents}
    options |= {"case": case, "lemma": lemma, "stem": stem, "stop_words": not no_stop_words}
    tokens = given.words_by(by) if n == 1 else given.tokens()  # a run lies within one statement
    write_result(make(tokens, **options), form)


@command
def kwic(
    given: Given,
    query: Query,
    width: Annotated[int, typer.Option(help="Characters (or words) of context on each side.")] = 60,
    context: Annotated[
        str, typer.Option(help="How far a line reaches: characters, words, sentence or statement.")
    ] = "characters",
    sort: Annotated[
        str | None,
        typer.Option(metavar="KEYS", help="Order of the lines: L1 ... R5, left, right, node, or columns."),
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="COLUMN", help="Show this column with each line.")] = None,
    sample: Annotated[int | None, typer.Option(help="So many lines, drawn at random.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sample.")] = 0,
    limit: Annotated[
        int | None, typer.Option(help="The first so many lines, once they are in order.")
    ] = None,
    form: Out = Format.table,
) -> None:
    """Every place where a word, a phrase or a pattern stands, in its line."""
    from rostra.measures.concordancing import kwic as make

    options: dict[str, Any] = {"width": width, "context": context, "sort": sort, "by": by}
    found = make(given.tokens(), query, **options, sample=sample, seed=seed, limit=limit)
    if form is Format.csv:
        typer.echo(found.to_csv(), nl=False)
        return
    columns = dict.fromkeys(["doc_id", "actor", "speaker", *([by] if by else []), "left", "node", "right"])
    write(found.lines[list(columns)] if form is Format.table else found.lines, form, found.about)


command(collocates)


@command
def evaluations(
    given: Given,
    form: Out = Format.table,
) -> None:
    """Who evaluates, threatens, accuses or praises whom."""
    from rostra.evaluation import evaluations as make

    write_result(make(given.statements()), form)


@command
def sentiment(
    given: Given,
    by: By = "actor",
    form: Out = Format.table,
) -> None:
    """Mean sentence sentiment by our scorer, with VADER and TextBlob beside it."""
    from rostra.measures.sentiment import sentiment as make

    write_result(make(given.tokens(), by=by), form)
