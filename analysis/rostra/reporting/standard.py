"""Standard: the page that `rostra report` makes of any corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl

from rostra.auditing import audit
from rostra.charts.inks import STYLE
from rostra.charts.labels import number, shown, worded
from rostra.errors import demand
from rostra.reporting.bundle import place_tables
from rostra.reporting.findings import headline
from rostra.reporting.ledger import ledger
from rostra.reporting.manifest import manifest
from rostra.reporting.page import Report
from rostra.reporting.parts import Prose, Section
from rostra.reporting.sections import Sections
from rostra.reporting.study import Study, study
from rostra.reporting.writer import Writer

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["overview"]


def overview(
    corpus: Corpus,
    *,
    actor: str | None = None,
    title: str | None = None,
    n_boot: int | None = None,
    seed: int = 0,
    min_words: int = 100,
    progress: bool = False,
    text: bool = True,
    reading: dict[str, str | None] | None = None,
) -> Report:
    """Compare the actors of a corpus on one page: who says what about whom, and how.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    actor : str, optional
        A metadata column: each document is one speech by the actor it names. Without,
        the statements are found in the texts.
    title : str, optional
        The heading of the page; made from the name of the corpus by default.
    n_boot : int, optional
        Percentile intervals from so many resamples of documents instead; 0 for none.
    seed : int
        Seed of the resamples.
    min_words : int
        Credited words below which no rate is given.
    progress : bool
        Show a progress bar on the terminal.
    text : bool
        False for texts that may not be passed on: numbers and pictures without any sentence; each
        number opens the places it stands on.
    reading : dict, optional
        How the texts were read, for `rostra verify`: `input` (a path relative to the page),
        `text`, `doc_id`, `encoding`.

    Returns
    -------
    Report
        Summary, share of the text, statements, rhetoric, differences, evaluations,
        sentiment, key words, timeline, reporting verbs, coverage, methods, manifest.

    Notes
    -----
    Where fewer than two actors are credited, or hardly any of the speakers' words, the
    speakers are compared, and the page says so. Charts show the actors with most words;
    tables have all of them.

    Examples
    --------
    >>> import rostra
    >>> page = rostra.overview(rostra.load_corpus("corpus/strait"), n_boot=50)
    >>> page.title
    'Strait: who says what, and how'
    """
    demand("Corpus", corpus, "overview")
    settings: dict[str, Any] = {"actor": actor, "min_words": min_words, "n_boot": n_boot, "seed": seed}
    found = study(corpus, **settings, progress=progress)
    with mpl.rc_context(fname=str(STYLE)):
        sections = tuple(Sections(found, Writer(text=text)))
    parameters = settings | {"actor": actor or "found in the text"}
    cues = found.statements.frame.dropna(subset=["cue"])
    return Report(
        title or f"{worded(shown(corpus.name, 80))}: who says what, and how",
        (*sections, _limits(found), _methods(found, n_boot, seed), manifest(corpus, parameters)),
        headline(found),
        dict(zip(cues["statement_id"].astype(str), cues["cue"].astype(str), strict=True)),
        ledger(found, settings, reading or {}),
        text,
        place_tables(found),
    )


def _limits(found: Study) -> Section:
    """Say what was covered, and what the page cannot see."""
    cover = found.statements.coverage
    lines = [*audit(found.corpus).lines, found.statements.about, *found.corpus.notes]
    if cover["quotations"]:
        share = number(100 * cover["quoted_share"], 0)
        lines.append(f"Statements hold {share}% of all characters; the rest is narration.")
    lines.append(
        "A hit is a match of a word list, not a reading: irony, context and most metaphors are beyond it. "
        "Measures marked exploratory have not been borne out by reading: fewer than 80% of the hits read "
        "were right, or there are too few to tell. What actors say elsewhere is not here."
    )
    return Section(
        "Coverage and limits", tuple(Prose((line,), "note") for line in dict.fromkeys(lines) if line)
    )


def _methods(found: Study, n_boot: int | None, seed: int) -> Section:
    """Say how it was made, in one paragraph that can be cited."""
    told = not set(found.statements.frame["kind"].dropna()) <= {"speech", "narration"}
    intervals = "the variation between documents (linearised, log scale, t)"
    if n_boot is not None:
        intervals = f"{n_boot:,} resamples of whole documents (seed {seed})"
    parts = [
        "Statements were found in the texts by rules (quotation marks, reporting verbs, clause ends) and "
        "credited to speakers and actors with a registry of names, offices and capitals."
        if told
        else "Each document was taken as one speech by the actor that its metadata names.",
        f"{len(found.measures)} measures of rhetoric were counted with word lists in the credited words; "
        "measures of style read quoted words and speeches only, measures of what is done also indirect "
        "speech and its reporting verb. A rate is hits per 1,000 such words.",
        f"Intervals are 95% intervals from {intervals}; with "
        f"fewer than 8 documents none is given. Groups with fewer than {found.min_words:,} "
        "credited words get no rate.",
    ]
    if found.gaps is not None:
        parts.append(
            "Differences are tested by permuting who spoke, within documents where both sides speak, and "
            "adjusted for the number of tests (Benjamini-Hochberg); a difference is called clear where the "
            "adjusted p is below 0.05 and the interval leaves zero out. With fewer than 5 hits, or "
            "fewer than 8 documents on a side, none is called clear; where one side has no hit at all, "
            "p decides alone."
        )
    if found.keys is not None:
        parts.append("Key words are ranked by log-likelihood and measured by log ratio (Hardie 2014).")
    parts.append(
        "Sentiment is the mean score of an actor's sentences by Rostra's own word list, with VADER and "
        "TextBlob beside it."
    )
    return Section("How this was made", (Prose((" ".join(parts),)),))
