"""Standard: the page that `rostra report` makes of any corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pandas as pd

from rostra import charts
from rostra.charts.canvas import STYLE, number, shown, worded
from rostra.reporting.evidence import place_of
from rostra.reporting.findings import clear_gaps, findings, headline, many, portraits
from rostra.reporting.manifest import manifest
from rostra.reporting.page import Report, Writer
from rostra.reporting.parts import Beside, Cell, Prose, Quote, Quotes, Section, Table
from rostra.reporting.study import DATES, DRAWN, KEYED, Study, study
from rostra.reporting.tables import crossed, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.corpus import Corpus
    from rostra.result import Result

__all__ = ["overview"]

STATEMENTS = 60  # statements of one actor that are shown; the rest is counted
OPEN = 12  # up to so many stand open, more are folded
LONG = 420  # characters of a statement that are shown


def overview(
    corpus: Corpus,
    *,
    actor: str | None = None,
    title: str | None = None,
    n_boot: int = 2000,
    seed: int = 0,
    min_words: int = 100,
    progress: bool = False,
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
    n_boot : int
        Resamples behind each interval.
    seed : int
        Seed of the resamples.
    min_words : int
        Credited words below which no rate is given.
    progress : bool
        Show a progress bar on the terminal.

    Returns
    -------
    Report
        Summary, share of the text, statements, rhetoric, differences, evaluations,
        sentiment, key words, timeline, reporting verbs, coverage, methods, manifest.

    Notes
    -----
    Where fewer than two actors have credited words, the speakers are compared, and the
    page says so. Charts show the actors with most words; tables have all of them.

    Examples
    --------
    >>> import rostra
    >>> page = rostra.overview(rostra.load_corpus("corpus/strait"), n_boot=50)
    >>> page.title
    'Strait: who says what, and how'
    """
    found = study(corpus, actor=actor, n_boot=n_boot, seed=seed, min_words=min_words, progress=progress)
    with mpl.rc_context(fname=str(STYLE)):
        page = _Page(found)
        sections = [
            page.summary(),
            *page.voice(),
            *page.statements(),
            *page.rhetoric(),
            *page.differences(),
            *page.evaluations(),
            *page.sentiment(),
            *page.keys(),
            *page.timeline(),
            *page.stances(),
            page.limits(),
            page.methods(),
            manifest(
                corpus,
                {"actor": actor or "found in the text", "min_words": min_words, "n_boot": n_boot, "seed": seed},
            ),
        ]
    cues = found.statements.frame.dropna(subset=["cue"])
    return Report(
        title or f"{worded(shown(corpus.name, 80))}: who says what, and how",
        tuple(sections),
        headline(found),
        dict(zip(cues["statement_id"].astype(str), cues["cue"].astype(str), strict=True)),
    )


class _Page:
    """Writes the sections of the page, one method a section."""

    def __init__(self, found: Study) -> None:
        self.found = found
        self.writer = Writer()
        self.titles = {name: one.title for name, one in found.measures.items()}

    def chart(self, ax: Axes, heading: str) -> Any:
        """Write a chart down and forget the figure."""
        from matplotlib import pyplot as plt

        part = self.writer.figure(ax.figure, [ax], heading=heading)
        plt.close(ax.figure)  # type: ignore[arg-type]
        return part

    # 1
    def summary(self) -> Section:
        """The finding in three sentences, each actor's own words, and the picture that shows most."""
        found = self.found
        text = [*findings(found), *portraits(found, found.groups[:KEYED])]
        if not found.groups:
            text.append(
                Prose(("If each document is one speech, name the column that says whose: --actor COLUMN.",), "note")
            )
        picture = self._key_picture()
        return Section("What was found", (Beside(tuple(text), (picture,)),) if picture else tuple(text))

    def _key_picture(self) -> Any:
        found = self.found
        rows = clear_gaps(found)
        if rows:
            names = list(dict.fromkeys(str(row["measure"]) for row in rows))[:3]
            groups = found.able[: 6 if len(names) < 3 else 5]
            heading = f"{' and '.join(self._lower(names))}: rates by {found.by}" if len(names) < 3 else (
                f"{', '.join(self._lower(names[:-1]))} and {self._lower(names[-1:])[0]}: rates by {found.by}"
            )  # fmt: skip
            return self.chart(
                charts.rates(found.rates, measures=names, groups=groups), heading[:1].upper() + heading[1:]
            )
        about = found.evaluated.frame
        if len(about) and about["item"].notna().any() and float(about["hits"].sum()) >= 3:
            return self.chart(charts.evaluation_matrix(found.evaluated), "Who speaks well and ill of whom")
        if found.groups:
            return self.chart(charts.voice(found.voice), "Who gets how much of the text")
        return None

    def _lower(self, names: list[str]) -> list[str]:
        return [self.titles.get(name, worded(name)).lower() for name in names]

    # 2
    def voice(self) -> Iterator[Section]:
        """Who gets how much of the text."""
        found = self.found
        if not found.groups:
            return
        yield Section(
            "Who gets how much of the text",
            (
                Beside(
                    (self.chart(charts.voice(found.voice), "Share of all words, by kind of statement"),),
                    (listed(found.voice, caption=f"Words of each {found.by}", folded="" if len(found.voice) <= 14 else "All words, by kind"),),
                ),
            ),
        )

    # 3
    def statements(self) -> Iterator[Section]:
        """The statements themselves, by actor."""
        found = self.found
        rows = found.statements.quotations
        if rows.empty:
            return
        speeches = set(rows["kind"]) == {"speech"}
        parts: list[Any] = [
            Prose((
                "The beginning of every speech. The sentences behind the numbers open from the tables below."
                if speeches else
                "Every statement that was found, as published. Indirect speech is the reporter's wording; a wrong "
                "speaker here is a wrong number below.",
            ), "note")
        ]  # fmt: skip
        key = rows[found.by].astype(object).where(rows[found.by].notna(), None)
        grouped = {name: rows[[k == name for k in key]] for name in [*found.groups, None]}
        for name, own in grouped.items():
            if len(own):
                parts.append(self._quotes(name, own, speeches))
        yield Section("Who says what", tuple(parts))

    def _quotes(self, name: str | None, rows: pd.DataFrame, speeches: bool) -> Quotes:
        found = self.found
        documents = found.corpus.documents.set_index("doc_id", drop=False)
        places = {doc_id: place_of(documents.loc[doc_id]) for doc_id in dict.fromkeys(rows["doc_id"])}
        most, long = (20, 220) if speeches else (STATEMENTS, LONG)
        quotes = []
        for row in rows.head(most).to_dict("records"):
            text = found.corpus.text(row["doc_id"])[int(row["start"]) : int(row["end"])].strip()
            speaker = row["speaker"] if pd.notna(row["speaker"]) else row["mention"]
            cue = f"“{row['cue']}”" if pd.notna(row["cue"]) else ""
            via = f"via {shown(row['via'], 60)}" if pd.notna(row["via"]) else ""
            kind = "" if speeches else worded(row["kind"]).lower()
            said = ", ".join(part for part in (kind, cue, via) if part)
            quotes.append(
                Quote(
                    text if len(text) <= long else text[: long - 1].rstrip() + " …",
                    by="" if pd.isna(speaker) or speeches else shown(speaker, 80),
                    where=" · ".join(part for part in (said, places[row["doc_id"]]) if part),
                )
            )
        heading = "Credited to nobody" if name is None else shown(name, 80)
        count = many(len(rows), "speech", "speeches") if speeches else many(len(rows), "statement")
        note = f"The first {most} of {len(rows):,}." if len(rows) > most else ""
        folded = len(quotes) > OPEN or speeches or name is None
        return Quotes(f"{heading}: {count}", tuple(quotes), note=note, folded=folded)

    # 4
    def rhetoric(self) -> Iterator[Section]:
        """The measures by actor."""
        found = self.found
        if not found.groups:
            return
        names = [m for m in found.measures if self._hits(m) > 0] or list(found.measures)
        none = [m for m in found.measures if m not in names]
        explore = [m for m in names if found.measures[m].status == "exploratory"]
        note = (
            "In each cell the rate per 1,000 credited words and, small, the hits; where there is too little text, "
            "only the hits. Every number opens its sentences. "
        )
        note += found.rates.about
        if none:
            note += f" No hit at all: {', '.join(self._lower(none))}."
        table = crossed(
            found.rates, caption=f"Rhetoric by {found.by}", groups=found.groups, measures=names, titles=self.titles,
            note=note,
        )  # fmt: skip
        yield Section("How they speak", (*self._rates_chart(names), table, self._glossary(names, explore)))

    def _hits(self, name: str) -> float:
        frame = self.found.rates.frame
        return float(frame["hits"][(frame["measure"] == name) & frame[self.found.by].notna()].sum())

    def _rates_chart(self, names: list[str]) -> Iterator[Any]:
        found = self.found
        able = found.able[:DRAWN]
        clear = list(dict.fromkeys(str(row["measure"]) for row in clear_gaps(found)))
        ordered = [*(m for m in clear if m in names), *sorted((m for m in names if m not in clear), key=lambda m: (-self._hits(m), m))]
        groups = able if len(able) >= 2 else found.groups[:DRAWN]
        room = max(2, 40 // (len(groups) + 2))
        picked = [m for m in names if m in ordered[:room]]
        show = "value" if len(able) >= 2 else "hits"
        ax = charts.rates(found.rates, measures=picked, groups=groups, show=show)  # type: ignore[arg-type]
        heading = f"{many(len(picked), 'measure')} by {found.by}" + (
            ", clearest differences first chosen" if clear and len(picked) < len(names) else ""
        )
        yield self.chart(ax, heading)

    def _glossary(self, names: list[str], explore: list[str]) -> Table:
        found = self.found
        rows = tuple(
            (
                Cell(self.titles[name], numeric=False),
                Cell(found.measures[name].construct, numeric=False),
                Cell(found.measures[name].source, numeric=False),
                Cell("exploratory" if name in explore else "established", numeric=False),
            )
            for name in names
        )
        return Table(
            "What the measures count", ("Measure", "The speaker …", "Construct", "Status"), rows,
            note="Exploratory: no coded sample says yet how often a hit is right. Read the sentences before citing.",
            folded="What each measure counts",
        )  # fmt: skip

    # 5
    def differences(self) -> Iterator[Section]:
        """The differences between the actors."""
        found = self.found
        if found.gaps is None:
            return
        yield Section(
            "Where they differ",
            (
                Beside(
                    (self.chart(charts.differences(found.gaps), "The clearest differences"),),
                    (Prose((found.gaps.about,), "note"),),
                ),
                listed(found.gaps, caption=f"All differences between {found.by}s", folded="All differences"),
            ),
        )

    # 6
    def evaluations(self) -> Iterator[Section]:
        """Who evaluates whom."""
        found = self.found
        frame = found.evaluated.frame
        frame = frame[frame["hits"].fillna(0) > 0]
        if frame.empty:
            return
        frame = frame.sort_values("hits", ascending=False, kind="stable")
        table = listed(
            found.evaluated, caption="Who says what of whom", frame=frame,
            folded="" if len(frame) <= 14 else f"All {len(frame):,} pairs",
        )  # fmt: skip
        yield Section(
            "Who evaluates whom", (Beside((self.chart(charts.evaluation_matrix(found.evaluated), "Negative and positive evaluations"),), (table,)),)
        )

    # 7
    def sentiment(self) -> Iterator[Section]:
        """Sentiment, three scorers side by side."""
        found = self.found
        if found.moods.frame["value"].isna().all():
            return
        yield Section(
            "Sentiment, and what each scorer can see",
            (
                Beside(
                    (self.chart(charts.sentiment_by_actor(found.moods, groups=self._in(found.moods)), "Mean sentiment of a sentence"),),
                    (
                        Prose((
                            "Sentiment says how friendly the words sound, not whom they are about. VADER and TextBlob "
                            "are shown for comparison: beside each score stands the share of the evaluative words that "
                            "the scorer has in its list.",
                        )),
                        listed(found.moods, caption=f"Sentiment by {found.by}", folded="All scores"),
                    ),
                ),
            ),
        )  # fmt: skip

    def _in(self, result: Result) -> list[str]:
        known = set(result.frame[result.by].dropna().astype(str))
        return [group for group in self.found.drawn if group in known]

    # 8
    def keys(self) -> Iterator[Section]:
        """The key words of the main actors."""
        found = self.found
        if found.keys is None or found.keys.frame.empty:
            return
        yield Section(
            "Their key words",
            (
                Beside(
                    (self.chart(charts.keyness_bars(found.keys), "Words that one uses far more than the others"),),
                    (
                        Prose((
                            "A log ratio of 1 means twice as often as all others together, 2 four times, 3 eight times.",
                        )),
                        listed(found.keys, caption="Key words", folded="All key words"),
                    ),
                ),
            ),
        )  # fmt: skip

    # 9
    def timeline(self) -> Iterator[Section]:
        """Rates over time."""
        found = self.found
        if found.trend is None or found.trend.frame["period"].nunique() < DATES:
            return
        frame = found.trend.frame
        counts = frame.groupby("measure", sort=False)["value"].count()
        clear = [str(row["measure"]) for row in clear_gaps(found)]
        known = [m for m in dict.fromkeys([*clear, *sorted(counts.index, key=lambda m: (-self._hits(m), m))]) if counts.get(m, 0) > 0]
        if not known:
            return
        figures = [
            self.chart(charts.timeline(found.trend, measure=name, groups=found.able[:4] or None), self.titles.get(name, worded(name)))
            for name in known[:2]
        ]
        yield Section(
            "Over time",
            (
                Beside((figures[0],), (figures[1],)) if len(figures) == 2 else figures[0],
                listed(
                    found.trend, caption="Rates by date", folded="All dates of these measures",
                    frame=frame[frame["measure"].isin(known[:2])],
                ),
            ),
        )  # fmt: skip

    # 10
    def stances(self) -> Iterator[Section]:
        """How the writers introduce each actor."""
        found = self.found
        if found.stances is None:
            return
        yield Section(
            "How the writers introduce them",
            (
                Beside(
                    (self.chart(charts.stance_bars(found.stances), "Classes of reporting verb"),),
                    (
                        Prose((
                            "“Said” takes no side; “insisted”, “admitted”, “claimed” do. This is the writers' stance, "
                            "not the actors'.",
                        )),
                        listed(found.stances, caption="Reporting verbs", folded="" if len(found.stances) <= 14 else "All classes"),
                    ),
                ),
            ),
        )  # fmt: skip

    # 11
    def limits(self) -> Section:
        """What was covered, and what the page cannot see."""
        from rostra.auditing import audit

        found = self.found
        cover = found.statements.coverage
        lines = [*audit(found.corpus).lines, found.statements.about, *found.corpus.notes]
        if cover["quotations"]:
            lines.append(
                f"{many(cover['quotations'], 'statement')}, {cover['with_speaker']:,} with a speaker, "
                f"{cover['credited']:,} credited to an actor; they hold {number(100 * cover['quoted_share'], 0)}% of the characters."
            )
        lines += [f"Left out: {shown(name, 120)}, {why}." for name, why in found.corpus.left_out[:20]]
        if len(found.corpus.left_out) > 20:
            lines.append(f"Left out too: {len(found.corpus.left_out) - 20:,} more.")
        return Section("Coverage and limits", tuple(Prose((line,), "note") for line in dict.fromkeys(lines) if line))

    # 12
    def methods(self) -> Section:
        """How it was made, in one paragraph that can be cited."""
        found = self.found
        return Section("How this was made", (Prose((_methods(found),)),))


def _methods(found: Study) -> str:
    frame = found.statements.frame
    told = not set(frame["kind"].dropna()) <= {"speech", "narration"}
    parts = [
        "Statements were found in the texts by rules (quotation marks, reporting verbs, clause ends) and credited to "
        "speakers and actors with a registry of names, offices and capitals."
        if told else
        "Each document was taken as one speech by the actor that its metadata names."
    ]  # fmt: skip
    parts.append(
        f"{len(found.measures)} measures of rhetoric were counted with word lists in the credited words; measures of "
        "style read quoted words and speeches only, measures of what is done also indirect speech and its reporting "
        "verb. A rate is hits per 1,000 such words."
    )
    settings = found.rates.parameters
    parts.append(
        f"Intervals are 95% intervals from {settings.get('n_boot', 2000):,} resamples of whole documents "
        f"(seed {settings.get('seed', 0)}); with fewer than 8 documents none is given. Groups with fewer than "
        f"{found.min_words:,} credited words get no rate."
    )
    if found.gaps is not None:
        parts.append(
            "Differences are tested by permuting labels, within documents where actors share them, and adjusted for the "
            "number of tests (Benjamini-Hochberg)."
        )
    if found.keys is not None:
        parts.append("Key words are ranked by log-likelihood and measured by log ratio (Hardie 2014).")
    parts.append(
        "Sentiment is the mean score of an actor's sentences by Rostra's own word list, with VADER and TextBlob beside it."
    )
    return " ".join(parts)


