"""Peers: the word lists of VADER and TextBlob as lexicons, to be looked at beside ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from rostra.errors import LexiconError, unknown
from rostra.lexicon import Category, Entry, Lexicon, Loss, lexicon_names, load_lexicon
from rostra.lexicon.entries import with_case
from rostra.lexicon.formats.drafts import plain_entry

__all__ = ["PEERS", "lexicons_named", "peer_lexicon"]

PEERS = ("textblob", "vader")

Lexicons = str | Path | Lexicon | Iterable[str | Path | Lexicon]


@cache
def peer_lexicon(name: str) -> Lexicon:
    """Return the words of a peer's scorer, each with its weight, as a lexicon.

    Parameters
    ----------
    name : {"textblob", "vader"}
        Whose.

    Returns
    -------
    Lexicon
        Categories `positive` and `negative`; the weights are the peer's (VADER: -4 to 4,
        TextBlob: -1 to 1), words of weight 0 are left out. `lost` holds what is no word
        (emoticons).

    Examples
    --------
    >>> [entry.weight for entry in peer_lexicon("vader").entries if entry.text == "united"]
    [1.8]
    """
    if name == "vader":
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        weights = {str(word): float(weight) for word, weight in SentimentIntensityAnalyzer().lexicon.items()}
        title, package, paper = "VADER", "vaderSentiment", "Hutto & Gilbert 2014"
    elif name == "textblob":
        from textblob.en import sentiment

        sentiment("")  # reads its words
        weights = {str(word): float(senses[None][0]) for word, senses in sentiment.items() if None in senses}
        title, package, paper = "TextBlob", "textblob", "De Smedt & Daelemans 2012"
    else:
        raise LexiconError(unknown("peer", name, PEERS))
    entries: dict[str, dict[str, Entry]] = {"positive": {}, "negative": {}}
    lost = []
    for word, weight in weights.items():
        try:
            entry = with_case(plain_entry(word, wildcards=""), "ignore")
        except LexiconError as error:
            lost.append(Loss("", word, f"left out: {error}"))
            continue
        if weight:
            entries["positive" if weight > 0 else "negative"][entry.text] = replace(entry, weight=weight)
    return Lexicon(
        name=name,
        title=title,
        construct="The word is favourable or unfavourable.",
        construct_source=paper,
        source=f"The words of the package {package} {version(package)}.",
        licence="MIT",
        version=version(package),
        language="en",
        scope="style",
        negation="keep",
        status="exploratory",
        categories=tuple(Category(sign, tuple(words.values())) for sign, words in entries.items()),
        case="ignore",
        lost=tuple(lost),
    )


def lexicons_named(given: Lexicons) -> tuple[Lexicon, ...]:
    """Return the lexicons that are asked for.

    Parameters
    ----------
    given : str, pathlib.Path, Lexicon, or several of them
        Names of lexicons that ship, of peers (`vader`, `textblob`), or paths.

    Returns
    -------
    tuple of Lexicon
        In the order given.

    Examples
    --------
    >>> [one.name for one in lexicons_named(["threat", "vader"])]
    ['threat', 'vader']
    """
    several = [given] if isinstance(given, str | Path | Lexicon) else list(given)
    found: list[Lexicon] = []
    for one in several:
        if isinstance(one, Lexicon):
            found.append(one)
        elif one in PEERS:
            found.append(peer_lexicon(str(one)))
        else:
            found.append(load_lexicon(one))
    if not found:
        known = ", ".join((*lexicon_names(), *PEERS))
        raise LexiconError(f"no lexicon was asked for. Known: {known}; or give the path of a file.")
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise LexiconError(
                f"two lexicons are named {name!r}. Rename one, or look at them one after the other."
            )
    return tuple(found)
