"""Errors: what was given, what is accepted, and the next step.

Every error that a user can mend is a `RostraError`. Its message is written for
the person at the keyboard and says three things: what was given, what is
accepted, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "ActorsError",
    "CorpusError",
    "CorrectionsError",
    "CorrectionsWarning",
    "GoldError",
    "LexiconError",
    "QueryError",
    "ResultError",
    "RostraError",
    "demand",
    "unknown",
]


class RostraError(ValueError):
    """An error the user can mend; the message names the next step."""


class CorpusError(RostraError):
    """Input that cannot be read as a corpus."""


class ActorsError(RostraError):
    """A fault in a registry of actors."""


class CorrectionsError(RostraError):
    """A file of corrections that cannot be read or written."""


class CorrectionsWarning(UserWarning):
    """Corrections that a person made and that could not be applied: somebody has to look at them."""


class GoldError(RostraError):
    """Gold that cannot be read, or that is of other texts."""


class LexiconError(RostraError):
    """A fault in a lexicon."""


class QueryError(RostraError):
    """A question that the data at hand cannot answer as it was put."""


class ResultError(RostraError):
    """A saved file that is not what it should be."""


# What is read, and how it is made of what is at hand.
_MADE = {
    "Corpus": {"Statements": "statements.corpus", "Tokens": "words.corpus"},
    "Statements": {"Corpus": "rostra.attribute(corpus)", "Tokens": "words.statements"},
    "Tokens": {"Corpus": "rostra.tokenize(corpus)", "Statements": "rostra.tokenize(statements)"},
    "Result": {"DataFrame": "the result itself, and not its .frame"},
}
_FROM_FILES = {
    "Corpus": "rostra.load_corpus(...)",
    "Statements": "rostra.attribute(rostra.load_corpus(...))",
    "Tokens": "rostra.tokenize(rostra.attribute(rostra.load_corpus(...)))",
    "Result": "what a measure returns",
}


def demand(noun: str, given: object, verb: str) -> None:
    """See to it that a verb is given the noun that it reads.

    Parameters
    ----------
    noun : str
        `Corpus`, `Statements`, `Tokens` or `Result`; or two of them, "Corpus or Statements".
    given : object
        What the user gave.
    verb : str
        The function that was called.

    Raises
    ------
    QueryError
        Where it is something else, with the call that makes the noun of it.

    Examples
    --------
    >>> demand("Corpus", "my_texts", "attribute")
    Traceback (most recent call last):
    rostra.errors.QueryError: attribute reads Corpus, and was given str. Give it rostra.load_corpus(...).
    """
    kinds = {kind.__name__ for kind in type(given).__mro__}
    accepted = noun.split(" or ")
    if not kinds & set(accepted):
        name, first = type(given).__name__, accepted[0]
        step = _MADE[first].get(name, _FROM_FILES[first])
        raise QueryError(f"{verb} reads {noun}, and was given {name}. Give it {step}.")


def unknown(kind: str, given: object, known: Iterable[object]) -> str:
    """Say that a name is unknown, which names are, and which was probably meant.

    Parameters
    ----------
    kind : str
        What the name stands for, such as ``"measure"``.
    given : object
        The name that was given.
    known : iterable of object
        The names that are accepted, in the order in which to list them.

    Returns
    -------
    str
        The message.

    Examples
    --------
    >>> unknown("measure", "hedge", ["boosting", "hedging"])
    "no measure named 'hedge'. Did you mean 'hedging'? Known: boosting, hedging."
    """
    names = [str(name) for name in known]
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(str(given).casefold(), list(folded), n=1, cutoff=0.6)
    guess = f" Did you mean {folded[close[0]]!r}?" if close else ""
    listing = ", ".join(names) if names else "none"
    return f"no {kind} named {str(given)!r}.{guess} Known: {listing}."
