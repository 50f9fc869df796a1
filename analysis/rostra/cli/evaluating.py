"""Evaluating: `rostra evaluate ...`, how right the findings are against what people marked."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rostra.cli.options import Given, Out, Resamples, Seed, command
from rostra.cli.writing import Format, write_result

if TYPE_CHECKING:
    from rostra.result import Result

__all__ = ["evaluate"]

evaluate = typer.Typer(
    help="How right the findings are, against what people marked.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@functools.partial(command, group=evaluate, without=("actor",))
def statements(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="JSON Lines: doc_id, text, and quotes (or statements) with start, end, type, speaker.",
        ),
    ],
    given: Given,
    pieces: Annotated[
        Literal["separate", "joined"], typer.Option(help="Count each piece of a quotation, or all as one.")
    ] = "separate",
    acts: Annotated[
        Literal["speech", "all"], typer.Option(help="Compare what was said, or attitudes too.")
    ] = "speech",
    required: Annotated[
        Literal["all", "speech"], typer.Option(help="Gold that must be found; other gold is neutral.")
    ] = "all",
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Compare the stated confidence with the share right.")
    ] = False,
    errors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was missed or is wrong to a CSV file.")
    ] = None,
    texts: Annotated[bool, typer.Option("--texts", help="With the words, not only the offsets.")] = False,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Precision, recall and F1 of quotations and their speakers, with intervals."""
    from rostra import accuracy
    from rostra.corpus import counted
    from rostra.errors import QueryError
    from rostra.quotation import attribute

    if texts and errors is None:
        raise QueryError("--texts says how --errors FILE is written. Add --errors with the file to write.")
    marked = accuracy.read_gold(gold)
    corpus = given.corpus()
    marked.shared_with(corpus)  # says at once where nothing can be compared
    found = attribute(corpus, progress=sys.stderr.isatty())
    scheme: dict[str, Any] = {"pieces": pieces, "acts": acts, "required": required}
    if errors or not reliability:
        result = accuracy.evaluate_statements(marked, found, **scheme, n_boot=n_boot, seed=seed)
    if errors:
        mistakes = accuracy.list_mistakes(result, texts=texts)
        errors.parent.mkdir(parents=True, exist_ok=True)
        mistakes.to_csv(errors, index=False, lineterminator="\n", encoding="utf-8")
        typer.echo(f"{counted(len(mistakes), 'mistake')}: {errors}", err=True)
    if reliability:
        result = accuracy.reliability(marked, found, **scheme)
    if form is Format.table:
        typer.echo(_reliability_table(result) if reliability else _accuracy_table(result))
        typer.echo(f"\n{result.about}", err=True)
    else:
        write_result(result, form)


CodedFile = Annotated[Path, typer.Argument(metavar="GOLD", help="JSON Lines, one coded text a line.")]
ItemsFile = Annotated[
    Path | None,
    typer.Option("--items", metavar="FILE", help="Write what was coded and found, text by text, to a CSV."),
]


@functools.partial(command, group=evaluate)
def sentiment(
    gold: CodedFile,
    items: ItemsFile = None,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Agreement of polarity and relation with coded texts, with intervals."""
    from rostra import accuracy

    _write_agreement(accuracy.evaluate_sentiment(gold, n_boot=n_boot, seed=seed), items, form)


@functools.partial(command, group=evaluate)
def measure(
    gold: CodedFile,
    measures: Annotated[
        list[str],
        typer.Option("--measure", metavar="NAME", help="A measure, or conflict; may be given again."),
    ],
    column: Annotated[str, typer.Option(help="The column that holds the code.")] = "label",
    items: ItemsFile = None,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Agreement of the hits of measures with coded texts or words, with intervals."""
    from rostra import accuracy

    chosen = measures[0] if len(measures) == 1 else measures
    result = accuracy.evaluate_measure(gold, chosen, column=column, n_boot=n_boot, seed=seed)
    _write_agreement(result, items, form)


def _write_agreement(result: Result, items: Path | None, form: Format) -> None:
    if items:
        items.parent.mkdir(parents=True, exist_ok=True)
        columns = ["doc_id", "task", "start", "end", "gold", "found", "gold_score", "score", "outcome"]
        result.hits[columns].to_csv(items, index=False, lineterminator="\n", encoding="utf-8")
    write_result(result, form)


def _accuracy_table(result: Result) -> str:
    """Lay the figures out for the eye: spans with their three figures, speakers with their share."""
    from rostra.accuracy.matching import HEADLINE, RULES

    titles = {name: rule.title for name, rule in RULES.items()} | {"span_and_speaker": "span and speaker"}
    titles[HEADLINE] += " *"
    rows = result.frame.to_dict("records")
    spans = [row for row in rows if not str(row["unit"]).endswith("speakers")]
    speakers = [row for row in rows if str(row["unit"]).endswith("speakers")]
    lines = [f"{'':31}{'F1':18}{'precision':18}{'recall':18}{'gold':>8}{'found':>8}{'right':>8}"]
    for k, row in enumerate(spans):
        shares = [_share(row, "value", "low", "high")]
        shares += [_share(row, name, f"{name}_low", f"{name}_high") for name in ("precision", "recall")]
        counts = "".join(f"{row[name]:8}" for name in ("gold", "found", "right"))
        lines.append(_label(spans, k, titles) + "".join(f"{share:18}" for share in shares) + counts)
    lines += ["", f"{'':31}{'share right':18}{'judged':>8}{'right':>8}"]
    for k, row in enumerate(speakers):
        share, counts = _share(row, "value", "low", "high"), f"{row['exposure']:8}{row['right']:8}"
        lines.append(f"{_label(speakers, k, titles)}{share:18}{counts}")
    return "\n".join(line.rstrip() for line in lines)


def _label(rows: list[dict[str, Any]], number: int, titles: dict[str, str]) -> str:
    """Name a row; the measure only where it begins."""
    import pandas as pd

    measure, item = rows[number]["measure"], rows[number]["item"]
    begins = number == 0 or rows[number - 1]["measure"] != measure
    title = titles.get(measure, measure.removesuffix("_by_form").replace("_", " "))
    return f"{title if begins else '':22}{'all' if pd.isna(item) else item:9}"


def _share(row: dict[str, Any], value: str, low: str, high: str) -> str:
    import pandas as pd

    if pd.isna(row[value]):
        return "-"
    interval = "" if pd.isna(row[low]) else f" [{_short(row[low])} {_short(row[high])}]"
    return f"{_short(row[value])}{interval}"


def _short(share: float) -> str:
    """Three places without the zero before the point: .814, but 1."""
    return f"{share:.3f}".removeprefix("0") if share < 0.9995 else "1"


def _reliability_table(result: Result) -> str:
    """Lay the stated confidence out beside the share right."""
    import pandas as pd

    lines = [f"{'':32}{'statements':>10}{'right':>7}  {'share right':19}{'stated':>7}{'gap':>8}"]
    before = ""
    for row in result.frame.to_dict("records"):
        if row["measure"] != before and before:
            lines.append("")
        before = row["measure"]
        item = row["measure"].replace("_", " ") if pd.isna(row["item"]) else row["item"]
        right = "" if pd.isna(row["hits"]) else f"{row['hits']:.0f}"
        rest = "" if pd.isna(row["stated"]) else f"{_short(row['stated']):>7}{row['gap']:>+8.3f}"
        lines.append(
            f"{item:32}{row['exposure']:>10}{right:>7}  {_share(row, 'value', 'low', 'high'):19}{rest}"
        )
    return "\n".join(line.rstrip() for line in lines)
