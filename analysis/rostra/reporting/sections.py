"""Sections: the parts of the standard page, one function a section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from rostra import charts
from rostra.charts.labels import worded
from rostra.reporting.extracts import extremes, glossary, moods_in_words, series, statements
from rostra.reporting.findings import findings, many
from rostra.reporting.parts import Beside, Prose, Section
from rostra.reporting.study import TRACED
from rostra.reporting.tables import crossed, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.reporting.study import Study
    from rostra.reporting.writer import Writer

__all__ = ["Sections"]

PICTURED = 6  # groups in the picture on the first screen
CELLS = 3  # fewest filled cells of a matrix
ROOM = 36  # rows of a chart of rates


class Sections:
    """Writes the sections of the page, in their order.

    Parameters
    ----------
    found : Study
        The numbers.
    writer : Writer
        Writes charts down and numbers them.
    """

    def __init__(self, found: Study, writer: Writer) -> None:
        self.found = found
        self.writer = writer

    def __iter__(self) -> Iterator[Section]:
        yield self.summary()
        if self.found.groups:
            yield self.voice()
            yield statements(self.found, text=self.writer.text)
            yield self.rhetoric()
            if self.found.gaps is not None:
                yield self.differences()
            yield from self.evaluations()
            yield from self.sentiment()
            yield from self.keys()
            yield from self.timeline()
            yield from self.stances()

    def _chart(self, ax: Axes, heading: str) -> Any:
        from matplotlib import pyplot as plt

        part = self.writer.figure(ax.figure, [ax], heading=heading)
        plt.close(ax.figure)  # type: ignore[arg-type]
        return part

    def summary(self) -> Section:
        """The finding, each actor's own words, and the picture that shows most."""
        text = tuple(findings(self.found, text=self.writer.text))
        picture = self._key_picture() if self.found.groups else None
        return Section("What was found", (Beside(text, (picture,)),) if picture is not None else text)

    def _key_picture(self) -> Any:
        found = self.found
        names = [str(row["measure"]) for row in found.leading_gaps][:3]
        if names:
            heading = series([found.title(name).lower() for name in names])
            ax = charts.rates(found.rates, measures=names, groups=found.drawn[:PICTURED])
            return self._chart(ax, f"{worded(heading)}, by {found.by}")
        acts = [
            name for name in found.measures if found.measures[name].scope == "act" and found.hits_of(name) > 0
        ]
        if len(acts) < 2:
            return self._chart(charts.voice(found.voice), "Who gets how much of the text")
        common = sorted(acts, key=lambda name: (-found.hits_of(name), name))[:4]
        show: Literal["value", "hits"] = "value" if len(found.able) >= 2 else "hits"
        ax = charts.rates(found.rates, measures=common, groups=found.drawn[:PICTURED], show=show)
        return self._chart(
            ax, "What they do with words: " + ("rates" if show == "value" else "number of hits")
        )

    def voice(self) -> Section:
        """Who gets how much of the text."""
        found = self.found
        chart = self._chart(charts.voice(found.voice), "Share of all words, by kind of statement")
        table = listed(found.voice, caption=f"Words of each {found.by}")
        return Section("Who gets how much of the text", (Beside((chart,), (table,)),))

    def rhetoric(self) -> Section:
        """The measures by actor."""
        found = self.found
        names = [name for name in found.measures if found.hits_of(name) > 0] or list(found.measures)
        none = [found.title(name).lower() for name in found.measures if name not in names]
        rates = len(found.able) >= 2
        note = (
            "In each cell the rate per 1,000 credited words and, small, the hits; where there is too little "
            "text, the hits alone."
            if rates
            else "In each cell the number of hits: there is too little text for rates."
        )
        note += f" Every underlined number opens what it stands on. {found.rates.about}"
        if none:
            note += f" No hit at all: {', '.join(none)}."
        table = crossed(
            found.rates, caption=f"Rhetoric by {found.by}", groups=found.groups, measures=names,
            titles={name: found.title(name) for name in names}, note=note, rates=rates,
        )  # fmt: skip
        chart = self._rates_chart(names, rates)
        if len(found.able) > 2:
            return Section(
                "How they speak", (Beside((chart,), (extremes(found, names),)), table, glossary(found, names))
            )
        return Section("How they speak", (Beside((chart,), (table,)), glossary(found, names)))

    def _rates_chart(self, names: list[str], rates: bool) -> Any:
        found = self.found
        groups = found.drawn
        leading = [str(row["measure"]) for row in found.leading_gaps]
        acts = [name for name in names if found.measures[name].scope == "act"]
        common = sorted(acts or names, key=lambda name: (-found.hits_of(name), name))
        ordered = list(dict.fromkeys([*(name for name in leading if name in names), *common]))
        picked = set(ordered[: max(2, ROOM // (len(groups) + 2))])
        ax = charts.rates(
            found.rates,
            measures=[name for name in names if name in picked],
            groups=groups,
            show="value" if rates else "hits",
        )
        return self._chart(ax, f"{many(len(picked), 'measure')} by {found.by}" if rates else "Number of hits")

    def differences(self) -> Section:
        """The differences between the actors."""
        found = self.found
        assert found.gaps is not None
        clear = len(found.clear_gaps)
        total = int(found.gaps.frame["value"].notna().sum())
        are = "is" if clear == 1 else "are"
        said = (
            f"{clear:,} of {total:,} differences {are} clear; the others could be chance, "
            if clear
            else f"None of the {total:,} differences is clear: each could be chance, "
        )
        said += "given how much each says and how many comparisons were made."
        text = Prose((f"{said} A positive number: the first has more.",))
        chart = self._chart(charts.differences(found.gaps), "The clearest differences")
        table = listed(found.gaps, caption=f"All differences between {found.by}s", folded="All differences")
        return Section(
            "Where they differ", (Beside((chart,), (text, Prose((found.gaps.about,), "note"))), table)
        )

    def evaluations(self) -> Iterator[Section]:
        """Who evaluates whom."""
        found = self.found
        frame = found.evaluated.frame
        frame = frame[(frame["hits"].fillna(0) > 0) & frame["item"].notna()]
        if frame.empty:
            return
        frame = frame.sort_values("hits", ascending=False, kind="stable")
        table = listed(found.evaluated, caption="Who says what of whom", frame=frame)
        judged = frame[frame["measure"].isin(["negative_evaluation", "positive_evaluation"])]
        if len(judged) < CELLS:  # a picture of one or two cells says less than the table
            yield Section("Who evaluates whom", (table,))
            return
        chart = self._chart(charts.evaluation_matrix(found.evaluated), "Negative and positive evaluations")
        yield Section("Who evaluates whom", (Beside((chart,), (table,)),))

    def sentiment(self) -> Iterator[Section]:
        """Sentiment, three scorers side by side."""
        found = self.found
        moods = found.moods
        if moods.frame["exposure"].fillna(0).sum() == 0:
            return
        known = set(moods.frame[moods.by].dropna().astype(str))
        groups = [group for group in found.drawn if group in known][:PICTURED]
        chart = self._chart(charts.sentiment_by_actor(moods, groups=groups), "Mean sentiment of a sentence")
        said = (
            "Sentiment says how friendly the words sound, not whom they are about. VADER and TextBlob are "
            "shown for comparison; beside each score stands the share of the evaluative words that the "
            "scorer has in its list."
        )
        text = Prose((said,))
        table = listed(moods, caption=f"Sentiment by {found.by}")
        reading = moods_in_words(found, groups)
        yield Section("Sentiment, and what each scorer can see", (Beside((chart,), (*reading, text, table)),))

    def keys(self) -> Iterator[Section]:
        """The key words of the main actors."""
        keys = self.found.keys
        if keys is None or keys.frame.empty:
            return
        chart = self._chart(charts.keyness_bars(keys), "Words that one uses far more than all others")
        text = Prose(
            ("A log ratio of 1 means twice as often as all others together, 2 four times, 3 eight times.",)
        )
        yield Section("Their key words", (Beside((chart,), (text, listed(keys, caption="Key words"))),))

    def timeline(self) -> Iterator[Section]:
        """Rates over time, of the measures that differ most or have most hits."""
        found = self.found
        if found.trend is None:
            return
        groups, show = found.drawn[:TRACED], found.traced_by
        figures = [
            self._chart(
                charts.timeline(found.trend, measure=name, groups=groups, show=show), found.title(name)
            )
            for name in found.traced
        ]
        table = listed(found.trend, caption="Rates by date", folded="All dates of these measures")
        yield Section("Over time", (Beside(tuple(figures[:1]), tuple(figures[1:])), table))

    def stances(self) -> Iterator[Section]:
        """How the writers introduce each actor."""
        found = self.found
        stances = found.stances
        if stances is None:
            return
        told = set(stances.frame[stances.by][stances.frame["hits"] > 0].astype(str))
        groups = [group for group in found.drawn if group in told][:PICTURED]
        chart = self._chart(charts.stance_bars(stances, groups=groups), "Classes of reporting verb")
        said = (
            "“Said” takes no side; “insisted”, “admitted”, “claimed” do. This is the writers' stance, not "
            "the actors'."
        )
        text = Prose((said,))
        table = listed(stances, caption="Reporting verbs", frame=stances.frame[stances.frame["hits"] > 0])
        yield Section("How the writers introduce them", (Beside((chart,), (text, table)),))
