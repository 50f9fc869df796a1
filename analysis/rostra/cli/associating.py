"""Associating: the commands that say which words belong to whom, and to each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from rostra.cli.options import By, Given, Out, Seed
from rostra.cli.writing import Format, write_result
from rostra.errors import QueryError

__all__ = ["collocates", "keyness"]


def keyness(
    given: Given,
    target: Annotated[
        list[str] | None,
        typer.Option(help="The group whose key words are wanted; may be repeated. Every group without it."),
    ] = None,
    reference: Annotated[
        list[str] | None,
        typer.Option(help="What to compare with; may be repeated. All others where none is named."),
    ] = None,
    reference_corpus: Annotated[
        str | None, typer.Option(metavar="PATH", help="Compare with these texts instead.")
    ] = None,
    reference_list: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Compare with counts: a CSV with word and count.")
    ] = None,
    reference_size: Annotated[
        int | None, typer.Option(help="Words behind that list, where it does not hold them all.")
    ] = None,
    statistic: Annotated[str, typer.Option(help="What the value is.")] = "log_ratio",
    by: By = "actor",
    min_count: Annotated[int, typer.Option(help="Fewest occurrences in both together.")] = 5,
    no_stop_words: Annotated[
        bool, typer.Option("--no-stop-words", help="Leave function words out of the list.")
    ] = False,
    constant: Annotated[float, typer.Option(help="Of simple_maths: added to both rates.")] = 100.0,
    prior_words: Annotated[
        float, typer.Option(help="Of log_odds: how many words the prior weighs.")
    ] = 1000.0,
    n_permutations: Annotated[
        int, typer.Option(help="Of permutation: how often texts are dealt out.")
    ] = 2000,
    seed: Seed = 0,
    form: Out = Format.table,
) -> None:
    """Words that one group uses more than the others."""
    from rostra.measures.keyness import keyness as make

    options: dict[str, Any] = {
        "by": by, "target": _one(target), "statistic": statistic, "min_count": min_count,
        "stop_words": not no_stop_words, "reference_size": reference_size, "constant": constant,
        "prior_words": prior_words, "n_permutations": n_permutations, "seed": seed,
    }  # fmt: skip
    options["reference"] = _reference(reference, reference_corpus, reference_list)
    write_result(make(given.words_by(by), **options), form)


def collocates(
    given: Given,
    node: Annotated[
        str | None,
        typer.Argument(metavar="NODE", help="The word whose company is wanted; all pairs of words without."),
    ] = None,
    window: Annotated[
        str | None,
        typer.Option(
            help="Words on each side of the node (5), two numbers for left and right (2,0), or: sentence. "
            "Of pairs: how far apart (1)."
        ),
    ] = None,
    statistic: Annotated[str, typer.Option("--measure", help="The association measure.")] = "log_likelihood",
    min_count: Annotated[
        int | None, typer.Option(help="Fewest joint occurrences: 3, of pairs 5.", show_default=False)
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="A list for each value of this column.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="The group whose company of the word is compared with the reference's.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option(help="What to compare with; all others where none is named.")
    ] = None,
    n: Annotated[int, typer.Option(help="Of pairs: words in a row.")] = 2,
    place: Annotated[
        str, typer.Option(help="Of pairs: the second stands after the first, or around.")
    ] = "after",
    form: Out = Format.table,
) -> None:
    """Words that keep company with a word, or with each other."""
    from rostra.measures.collocation import collocates as make
    from rostra.measures.collocation import collocations

    options: dict[str, Any] = {"measure": statistic, "by": by}
    options |= {} if window is None else {"window": _window(window)}
    options |= {} if min_count is None else {"min_count": min_count}
    if node is not None:
        if n != 2 or place != "after":
            raise QueryError(
                "--n and --place are about pairs of words. Leave them out, or leave out the node."
            )
        write_result(make(given.tokens(), node, **options, target=target, reference=reference), form)
        return
    if target is not None or reference is not None:
        raise QueryError("--target and --reference compare the company of a word. Give the word.")
    options |= {"n": n, "place": place}
    write_result(collocations(given.tokens(), **options), form)


def _one(values: list[str] | None) -> str | list[str] | None:
    return None if not values else values[0] if len(values) == 1 else values


def _reference(groups: list[str] | None, corpus: str | None, listed: Path | None) -> Any:
    """Return what the words are compared with; one of three ways to say it."""
    named = {"--reference": groups, "--reference-corpus": corpus, "--reference-list": listed}
    given = [name for name, value in named.items() if value]
    if len(given) > 1:
        raise QueryError(f"{' and '.join(given)} both say what to compare with. Leave all but one out.")
    if corpus is not None:
        from rostra.corpus import load_corpus

        return load_corpus(corpus)
    return _one(groups) if listed is None else _counts(listed)


def _counts(path: Path) -> Any:
    """Read a table of words and counts; the word NA is a word."""
    import pandas as pd

    if not path.is_file():
        raise QueryError(
            f"there is no file {str(path)!r}. Give a CSV or TSV with the columns word and count."
        )
    separator = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    try:
        return pd.read_csv(path, sep=separator, keep_default_na=False, encoding="utf-8-sig")
    except ValueError as error:
        raise QueryError(
            f"{path.name} is not a table: {error}. Give a CSV or TSV in UTF-8 with the columns word and "
            "count."
        ) from None


def _window(said: str) -> Any:
    """Read a window as the library takes it; what is no number goes there as it is."""
    parts = said.split(",")
    if all(part.strip().isdigit() for part in parts):
        numbers = tuple(int(part) for part in parts)
        return numbers[0] if len(numbers) == 1 else numbers
    return said
