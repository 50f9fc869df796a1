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
