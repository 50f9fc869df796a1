"""Describing: how words are spread, how varied and how readable they are, and who is like whom."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from rostra.cli.options import By, Given, Out, Resamples, Seed, command
from rostra.cli.writing import Format, write_result
from rostra.errors import QueryError

__all__ = ["dispersion", "diversity", "ngrams", "readability", "scale", "similarity"]

Group = Annotated[
    str | None,
    typer.Option("--by", metavar="COLUMN", help="One row a value of this column; else one of all."),
]
Measures = Annotated[list[str] | None, typer.Option("--measure", "-m", help="A measure; may be repeated.")]
Case = Annotated[bool, typer.Option("--case", help="Keep words apart that differ in case only.")]
Lemma = Annotated[bool, typer.Option("--lemma", help="Count words under their dictionary form.")]
Stem = Annotated[bool, typer.Option("--stem", help="Count words under their stem.")]
NoStopWords = Annotated[bool, typer.Option("--no-stop-words", help="Leave function words out.")]
Skip = Annotated[int, typer.Option(help="Words that a sequence may leave out.")]
Containing = Annotated[
    list[str] | None, typer.Option(help="Only with this word or phrase in it; may be repeated.")
]
MinDocuments = Annotated[int, typer.Option(help="Fewest documents.")]


def _asked(**options: Any) -> dict[str, Any]:
    """The options that were given; what is missing has the default of the library."""
    return {name: value for name, value in options.items() if value is not None}


@command
def ngrams(
    given: Given,
    n: Annotated[int, typer.Option(help="Words of a sequence.")] = 2,
    by: Group = None,
    skip: Skip = 0,
    containing: Containing = None,
    min_count: Annotated[int, typer.Option(help="Fewest occurrences.")] = 2,
    min_documents: MinDocuments = 1,
    case: Case = False,
    lemma: Lemma = False,
    stem: Stem = False,
    no_stop_words: NoStopWords = False,
    form: Out = Format.table,
) -> None:
    """How often each sequence of words occurs: n-grams, skip-grams, and the clusters around a word."""
    from rostra.measures.frequency import ngrams as make

    result = make(
        given.tokens(),
        n,
        by=by,
        skip=skip,
        containing=containing or None,
        min_count=min_count,
        min_documents=min_documents,
        case=case,
        lemma=lemma,
        stem=stem,
        stop_words=not no_stop_words,
    )
    write_result(result, form)


@command
def dispersion(
    given: Given,
    words: Annotated[
        list[str] | None, typer.Option("--word", help="A word; may be repeated; else all frequent ones.")
    ] = None,
    by: Group = None,
    parts: Annotated[
        str, typer.Option(help="The column whose values are the parts, or a number of equal parts.")
    ] = "doc_id",
    measures: Measures = None,
    min_count: Annotated[int, typer.Option(help="Fewest occurrences, where no word is named.")] = 5,
    case: Case = False,
    lemma: Lemma = False,
    stem: Stem = False,
    no_stop_words: NoStopWords = False,
    form: Out = Format.table,
) -> None:
    """Whether words are spread evenly over the documents, or sit in a few of them."""
    from rostra.measures.dispersion import dispersion as make

    result = make(
        given.tokens(),
        words or None,
        by=by,
        parts=int(parts) if parts.isdigit() else parts,
        min_count=min_count,
        case=case,
        lemma=lemma,
        stem=stem,
        stop_words=not no_stop_words,
        **_asked(measures=measures or None),
    )
    write_result(result, form)


@command
def diversity(
    given: Given,
    by: Group = None,
    measures: Measures = None,
    window: Annotated[int, typer.Option(help="Words of a window of MATTR.")] = 50,
    segment: Annotated[int, typer.Option(help="Words of a segment of MSTTR.")] = 50,
    threshold: Annotated[float, typer.Option(help="Type-token ratio that ends a factor of MTLD.")] = 0.72,
    case: Case = False,
    lemma: Lemma = False,
    stem: Stem = False,
    no_stop_words: NoStopWords = False,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """How varied the vocabulary is."""
    from rostra.measures.diversity import diversity as make

    result = make(
        given.tokens(),
        by=by,
        window=window,
        segment=segment,
        threshold=threshold,
        case=case,
        lemma=lemma,
        stem=stem,
        stop_words=not no_stop_words,
        n_boot=n_boot,
        seed=seed,
        **_asked(measures=measures or None),
    )
    write_result(result, form)


@command
def readability(
    given: Given,
    by: Group = None,
    measures: Measures = None,
    n_boot: Resamples = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """How hard the words are to read, by the length of words and sentences."""
    from rostra.measures.readability import readability as make

    result = make(given.tokens(), by=by, n_boot=n_boot, seed=seed, **_asked(measures=measures or None))
    write_result(result, form)


@command
def similarity(
    given: Given,
    by: By = "actor",
    measures: Measures = None,
    weights: Annotated[Literal["share", "count"], typer.Option(help="Compare shares or counts.")] = "share",
    most_frequent: Annotated[int | None, typer.Option(help="Only so many words, the most frequent.")] = None,
    min_count: Annotated[int, typer.Option(help="Fewest occurrences of a word.")] = 1,
    case: Case = False,
    lemma: Lemma = False,
    stem: Stem = False,
    no_stop_words: NoStopWords = False,
    n_boot: Resamples = 500,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """How alike the words of each two groups are, or how far apart."""
    from rostra.measures.similarity import similarity as make

    result = make(
        given.tokens(),
        by=by,
        weights=weights,
        most_frequent=most_frequent,
        min_count=min_count,
        case=case,
        lemma=lemma,
        stem=stem,
        stop_words=not no_stop_words,
        n_boot=n_boot,
        seed=seed,
        **_asked(measures=measures or None),
    )
    write_result(result, form)


@command
def scale(
    given: Given,
    method: Annotated[
        Literal["wordscores", "wordfish"], typer.Argument(metavar="METHOD", help="wordscores or wordfish.")
    ],
    by: By = "actor",
    references: Annotated[
        list[str] | None,
        typer.Option("--reference", metavar="GROUP=POSITION", help="For wordscores; two or more."),
    ] = None,
    rescaling: Annotated[
        Literal["raw", "lbg", "mv"], typer.Option(help="For wordscores: the scale.")
    ] = "lbg",
    direction: Annotated[
        tuple[str, str] | None, typer.Option(metavar="LEFT RIGHT", help="For wordfish: two groups.")
    ] = None,
    of: Annotated[Literal["groups", "words"], typer.Option(help="List the groups, or the words.")] = "groups",
    min_count: Annotated[int, typer.Option(help="Fewest occurrences of a word.")] = 1,
    min_groups: Annotated[int, typer.Option(help="Fewest groups that use a word.")] = 1,
    case: Case = False,
    lemma: Lemma = False,
    stem: Stem = False,
    no_stop_words: NoStopWords = False,
    form: Out = Format.table,
) -> None:
    """Where each group stands on a line, by the words it uses."""
    from rostra.measures.scaling import scale as make

    result = make(
        given.tokens(),
        method,
        by=by,
        references=_positions(references or []),
        rescaling=rescaling,
        direction=direction,
        of=of,
        min_count=min_count,
        min_groups=min_groups,
        case=case,
        lemma=lemma,
        stem=stem,
        stop_words=not no_stop_words,
    )
    write_result(result, form)


def _positions(given: list[str]) -> dict[str, float]:
    """Read GROUP=POSITION."""
    found = {}
    for text in given:
        name, _, value = text.rpartition("=")
        try:
            found[name] = float(value)
        except ValueError:
            name = ""
        if not name:
            raise QueryError(
                f"--reference {text!r} is no group with a position. Write the name, =, and a number: "
                "--reference Russia=-1"
            )
    return found
