"""Charts: what is drawn is what was counted, and every picture says what it rests on."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from marked import speeches
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.text import Text

import rostra
from rostra import charts
from rostra.charts.canvas import ROOM, chosen, stacked
from rostra.charts.inks import MARKERS, colours, contrast, looks
from rostra.charts.labels import number, shown
from rostra.charts.letters import fitted, measured
from rostra.errors import QueryError
from rostra.reporting.svg import inline_svg
from rostra.result import Result, leading

UNIT = "hits per 1,000 words"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def corpus() -> rostra.Corpus:
    texts = [
        {"doc_id": f"d{i}", "text": f"Text number {i}.", "date": f"2024-01-{i + 1:02d}"} for i in range(9)
    ]
    return rostra.load_corpus(texts).renamed("strait")


Rows = list[dict[str, Any]]


@pytest.fixture
def made(corpus: rostra.Corpus) -> Callable[..., Result]:
    def make(rows: Rows, kind: str = "measure") -> Result:
        frame = pd.DataFrame(rows)
        hits = pd.DataFrame()
        if kind in ("compare", "robustness"):
            for name in ("value", "low", "high", "p_adjusted"):
                frame[name] = pd.Series(frame.get(name, pd.NA), frame.index, "Float64")
        else:
            frame = leading(frame, "actor")
        if kind == "occurrences":
            hits = frame.loc[frame.index.repeat(frame["hits"].astype(int))]
            hits = hits.assign(start=range(len(hits)), position=range(len(hits))).reset_index(drop=True)
        return Result(frame, hits, "How it was counted.", "actor", kind, corpus)

    return make


def rate(
    actor: str, measure: str, value: float | None, *, hits: int = 3, exposure: int = 1500, **more: Any
) -> dict[str, Any]:
    interval = {"low": value * 0.5, "high": value * 2} if value else {"low": None, "high": None}
    note = "" if value is not None else "too little text"
    return {
        "actor": actor, "measure": measure, "value": value, **interval, "unit": UNIT, "hits": hits,
        "exposure": exposure, "documents": 9, "note": note, **more,
    }  # fmt: skip


RATES = [
    rate("Arvel", "threat", 2.0, hits=4, exposure=2000),
    rate("Arvel", "hedging", 1.0, hits=2, exposure=2000),
    rate("Bessa", "threat", 0.5, hits=1),
    rate("Bessa", "hedging", None, hits=1, exposure=40),
    rate("Corra", "threat", None, hits=1, exposure=30),
    rate("Corra", "hedging", None, hits=0, exposure=30),
]


def dots(ax: Axes) -> dict[float, float]:
    """x by y of every single mark."""
    return {
        float(line.get_ydata()[0]): float(line.get_xdata()[0])
        for line in ax.lines
        if line.get_marker() not in ("None", None, "") and len(line.get_xdata()) == 1
    }


def marks_of(ax: Axes) -> list[tuple[float, float]]:
    """x and y of every single mark."""
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in ax.lines
        if line.get_marker() not in ("None", None, "") and len(line.get_xdata()) == 1
    ]


def intervals(ax: Axes) -> dict[float, tuple[float, float]]:
    """Ends by y of every horizontal line."""
    return {
        float(line.get_ydata()[0]): (float(line.get_xdata()[0]), float(line.get_xdata()[1]))
        for line in ax.lines
        if len(line.get_xdata()) == 2 and line.get_ydata()[0] == line.get_ydata()[1]
    }


def rows_of(ax: Axes) -> dict[float, str]:
    return {
        float(y): label.get_text() for y, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    }


def words_on(ax: Axes) -> str:
    figure = ax.figure
    source = getattr(figure, "_supxlabel", None)
    return " ".join(
        [*(text.get_text() for text in ax.texts), ax.get_xlabel(), source.get_text() if source else ""]
    ).replace("\n", " ")


# Rates ----------------------------------------------------------------------------------------------------


def test_every_rate_is_a_dot_at_its_value_with_its_interval(made: Callable[..., Result]) -> None:
    ax = charts.rates(made(RATES))
    drawn = dots(ax)
    assert sorted(drawn.values()) == [0.5, 1.0, 2.0]
    at_two = next(y for y, x in drawn.items() if x == 2.0)
    assert rows_of(ax)[at_two] == "Arvel"
    assert intervals(ax)[at_two] == (1.0, 4.0)
    assert ax.get_xlabel() == "Hits per 1,000 words"


def test_a_score_below_zero_is_drawn_left_of_zero_with_two_digits(made: Callable[..., Result]) -> None:
    score = {"unit": "mean sentence score", "low": -0.4, "high": 0.1}
    rows = [rate("Arvel", "polarity", -0.15) | score, rate("Bessa", "polarity", 0.02) | score]
    ax = charts.rates(made(rows))
    assert sorted(dots(ax).values()) == [-0.15, 0.02]
    assert ax.get_xlim()[0] < -0.2 and [line for line in ax.lines if list(line.get_xdata()) == [0, 0]]
    assert {"−0.15", "0.02"} <= {text.get_text() for text in ax.texts}
    assert "Arvel −0.15 (−0.40 to 0.10)" in charts.alt_text(ax)
    times = charts.timeline(made([row | {"period": "2024"} for row in rows]))
    assert sorted(y for _, y in marks_of(times)) == [-0.15, 0.02]
    assert times.get_ylim()[0] < -0.2


def test_rates_and_scores_do_not_share_an_axis(made: Callable[..., Result]) -> None:
    score = rate("Arvel", "polarity", 0.2) | {"unit": "mean sentence score"}
    ax = charts.rates(made([*RATES, score]))
    assert "Not drawn, as in other units: sentiment." in words_on(ax)
    assert 0.2 not in dots(ax).values()
    with pytest.raises(QueryError, match="one axis has one unit, and these measures have 2"):
        charts.rates(made([*RATES, score]), measures=["threat", "polarity"])


def test_an_actor_with_too_little_text_keeps_its_row_and_the_row_says_so(made: Callable[..., Result]) -> None:
    ax = charts.rates(made(RATES))
    assert list(rows_of(ax).values()) == ["Arvel", "Bessa", "Corra"] * 2
    empty = [text for text in ax.texts if text.get_text() == "too little text"]
    assert sorted(rows_of(ax)[float(text.xy[1])] for text in empty) == ["Bessa", "Corra", "Corra"]


def test_counts_can_be_drawn_where_no_rate_can_be_given(made: Callable[..., Result]) -> None:
    ax = charts.rates(made(RATES), show="hits")
    assert sorted(dots(ax).values()) == [0, 1, 1, 1, 2, 4]
    assert ax.get_xlabel() == "Number of hits"
    assert "Counts, not rates" in words_on(ax)


def test_measures_and_actors_are_drawn_in_the_order_asked_for(made: Callable[..., Result]) -> None:
    ax = charts.rates(made(RATES), measures=["hedging"], groups=["Bessa", "Arvel"])
    assert list(rows_of(ax).values()) == ["Bessa", "Arvel"]


def test_the_largest_are_drawn_and_the_picture_says_how_many_there_are(made: Callable[..., Result]) -> None:
    ax = charts.rates(made(RATES), largest=1)
    assert set(rows_of(ax).values()) == {"Arvel"}
    assert "Drawn: the 1 of 3 with most words." in words_on(ax)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"measures": ["threats"]},
            "no measure named 'threats'. Did you mean 'threat'? Known: threat, hedging.",
        ),
        ({"groups": ["Arvle"]}, "no actor named 'Arvle'. Did you mean 'Arvel'? Known: Arvel, Bessa, Corra."),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(
    made: Callable[..., Result], asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(QueryError) as error:
        charts.rates(made(RATES), **asked)
    assert str(error.value) == said


def test_actors_differ_in_marker_as_well_as_in_colour(made: Callable[..., Result]) -> None:
    ax = charts.rates(made([rate(f"actor {i}", "threat", 1.0 + i) for i in range(8)]))
    marks = [(line.get_marker(), line.get_color()) for line in ax.lines if len(line.get_xdata()) == 1]
    assert len({marker for marker, _ in marks}) == len({colour for _, colour in marks}) == 8


def test_the_palette_has_a_marker_for_each_colour() -> None:
    assert len(colours()) == len(MARKERS) == len(set(MARKERS)) == len(set(colours()))


# Differences ----------------------------------------------------------------------------------------------


def gap(
    measure: str, value: float | None, low: float | None, high: float | None, p: float | None
) -> dict[str, Any]:
    return {
        "target": "Arvel", "reference": "Bessa", "measure": measure, "item": pd.NA, "value": value,
        "low": low, "high": high, "p": p, "p_adjusted": p, "unit": UNIT,
        "target_value": 2.0, "reference_value": 1.0, "target_hits": 4, "target_exposure": 2000,
        "reference_hits": 1, "reference_exposure": 1500, "documents": 9, "note": "",
    }  # fmt: skip


GAPS = [
    gap("threat", 1.0, -0.5, 2.5, 0.4),
    gap("hedging", -3.0, -4.0, -2.0, 0.01),
    gap("demand", None, None, None, None),
]


def test_a_difference_is_filled_only_where_its_interval_leaves_zero_out(made: Callable[..., Result]) -> None:
    ax = charts.differences(made(GAPS, "compare"))
    faces = {
        float(line.get_xdata()[0]): matplotlib.colors.to_hex(line.get_markerfacecolor())
        for line in ax.lines
        if len(line.get_xdata()) == 1
    }
    assert faces[1.0] == "#ffffff"
    assert faces[-3.0] != "#ffffff"


def test_the_clearest_difference_is_on_top_and_zero_in_the_middle(made: Callable[..., Result]) -> None:
    ax = charts.differences(made(GAPS, "compare"))
    assert list(rows_of(ax).values()) == ["Hedging", "Threat*", "Demand"]
    left, right = ax.get_xlim()
    assert left == -right
    assert "too little text" in words_on(ax)


def test_a_cut_list_of_differences_says_so(made: Callable[..., Result]) -> None:
    ax = charts.differences(made(GAPS, "compare"), largest=1)
    assert "Drawn: the 1 clearest of 3 differences." in words_on(ax)


# Sentiment ------------------------------------------------------------------------------------------------


def test_three_scorers_stand_side_by_side_with_what_each_can_see(made: Callable[..., Result]) -> None:
    rows = [
        rate("Arvel", name, value, seen=seen)
        for name, value, seen in [
            ("polarity", -0.4, 0.9),
            ("vader", 0.1, 0.5),
            ("textblob", -0.8, 0.25),
            ("subjectivity", 0.5, 0.25),
        ]
    ]
    ax = charts.sentiment_by_actor(made(rows, "sentiment"))
    assert list(rows_of(ax).values()) == ["Rostra", "VADER", "TextBlob"]
    assert sorted(x for x in dots(ax).values()) == [-0.8, -0.4, 0.1]
    for share in ("sees 90%", "sees 50%", "sees 25%"):
        assert share in words_on(ax)


# Bars -----------------------------------------------------------------------------------------------------


def share(actor: str, item: str, hits: int, exposure: int = 400) -> dict[str, Any]:
    return {
        "actor": actor, "measure": "words", "item": item, "value": hits / exposure, "low": None, "high": None,
        "unit": "share of all words", "hits": hits, "exposure": exposure, "documents": 2,
    }  # fmt: skip


def test_the_bars_of_voice_add_up_to_the_share_of_the_text(made: Callable[..., Result]) -> None:
    ax = charts.voice(
        made(
            [share("Arvel", "direct", 60), share("Arvel", "indirect", 20), share("Bessa", "direct", 100)],
            "share_of_voice",
        )
    )
    widths: dict[float, float] = {}
    for bar in ax.patches:
        y = round(bar.get_y() + bar.get_height() / 2, 3)
        widths[y] = widths.get(y, 0) + bar.get_width()
    assert {rows_of(ax)[y]: width for y, width in widths.items()} == pytest.approx(
        {"Bessa": 25.0, "Arvel": 20.0}
    )
    assert "80 words, 20%" in words_on(ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["Direct", "Indirect"]


def test_reporting_verbs_are_shares_of_the_actors_own_statements(made: Callable[..., Result]) -> None:
    ax = charts.stance_bars(
        made(
            [
                share("Arvel", "neutral", 3, 4),
                share("Arvel", "accusing", 1, 4),
                share("Arvel", "denying", 0, 4),
            ],
            "stances",
        )
    )
    assert list(rows_of(ax).values()) == ["neutral", "accusing"]
    assert [bar.get_width() for bar in ax.patches] == [75.0, 25.0]
    assert "3 of 4" in words_on(ax)


def test_key_words_keep_the_order_of_the_result_and_leave_out_what_is_used_less(
    made: Callable[..., Result],
) -> None:
    rows = [
        {
            **rate("Arvel", "log_ratio", value),
            "item": word, "target_hits": 9, "reference_hits": 1, "target_exposure": 900,
        }
        for word, value in [("ferry", 3.0), ("treaty", 4.0), ("peace", -2.0)]
    ]  # fmt: skip
    ax = charts.keyness_bars(made(rows, "keyness"))
    assert list(rows_of(ax).values()) == ["ferry", "treaty"]
    assert [bar.get_width() for bar in ax.patches] == [3.0, 4.0]
    assert "9 : 1" in words_on(ax)


def test_another_statistic_is_named_and_shows_the_words_of_the_target() -> None:
    tokens = speeches(A=["ferry ferry peace and"], B=["peace peace war and"])
    ax = charts.keyness_bars(
        rostra.keyness(tokens, by="who", target="A", statistic="simple_maths", min_count=1)
    )
    assert ax.get_xlabel() == "Simple maths: ratio of rates, a constant added (100 per million)"
    assert list(rows_of(ax).values()) == ["ferry"]  # the ratio of `war` is above 0, too
    assert charts.alt_text(ax).startswith(
        "Bar chart of key words: simple maths: ratio of rates, a constant added (100 per million). A: ferry "
    )


# Who evaluates whom ---------------------------------------------------------------------------------------


def judged(source: str, target: str, minus: int, plus: int) -> list[dict[str, Any]]:
    return [
        {**rate(source, name, 1.0, hits=hits), "item": target}
        for name, hits in [("negative_evaluation", minus), ("positive_evaluation", plus)]
    ]


def test_each_cell_counts_both_signs_and_an_empty_one_stays_empty(made: Callable[..., Result]) -> None:
    rows = [*judged("Arvel", "Bessa", 3, 1), *judged("Bessa", "Arvel", 0, 2), *judged("Bessa", "Corra", 1, 0)]
    ax = charts.evaluation_matrix(made(rows, "evaluations"))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Arvel", "Bessa"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Bessa", "Arvel", "Corra"]
    assert [text.get_text() for text in ax.texts] == ["−3 +1", "+2", "−1"]
    balance = np.ma.filled(ax.collections[0].get_array().astype(float), np.nan).reshape(2, 3)
    assert balance[0, 0] == pytest.approx(-0.5)
    assert np.isnan(balance[0, 1])


def test_a_matrix_counts_the_acts_that_are_named_and_says_which(made: Callable[..., Result]) -> None:
    rows = judged("Arvel", "Bessa", 3, 1)
    rows += [
        {**rate("Arvel", name, 1.0, hits=hits), "item": "Bessa"}
        for name, hits in [("threat", 2), ("accusation", 5), ("commitment", 4)]
    ]
    ax = charts.evaluation_matrix(made(rows, "evaluations"), measures=["threat", "accusation", "commitment"])
    assert [text.get_text() for text in ax.texts] == ["−7 +4"]
    said = words_on(ax)
    assert "−3: three acts against (threat, accusation), orange. +1: one act for (commitment), blue." in said
    assert "11 acts in all." in said
    assert charts.alt_text(ax) == (
        "Matrix of who evaluates whom: 1 sources, 1 targets. Arvel about Bessa: 5 accusation. "
        "Arvel about Bessa: 4 commitment. Arvel about Bessa: 2 threat. "
        "Exploratory (threat): not shown to be right in 80% of cases."
    )


def test_an_act_that_is_not_there_is_named(made: Callable[..., Result]) -> None:
    with pytest.raises(
        QueryError, match=r"^no act named 'thread'\. Did you mean 'threat'\? Known: negative_"
    ):
        charts.evaluation_matrix(made(judged("Arvel", "Bessa", 3, 1), "evaluations"), measures=["thread"])


def test_a_matrix_without_evaluations_says_so(made: Callable[..., Result]) -> None:
    ax = charts.evaluation_matrix(made(judged("Arvel", "Bessa", 0, 0), "evaluations"))
    assert "no evaluation of one actor by another was found" in words_on(ax)


# Time -----------------------------------------------------------------------------------------------------


def lines_of(ax: Axes) -> list[list[tuple[float, float]]]:
    """The points of each line that joins periods: drawn without marks, in full width."""
    return [
        [(float(x), float(y)) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)]
        for line in ax.lines
        if line.get_marker() in ("None", "") and line.get_linewidth() > 1.5
    ]


def test_a_line_is_broken_where_there_is_too_little_text(made: Callable[..., Result]) -> None:
    rows = [
        rate("Arvel", "threat", value, period=f"2024-0{month}")
        for month, value in [(1, 1.0), (2, 2.0), (3, None), (4, 3.0)]
    ]
    ax = charts.timeline(made(rows))
    assert [[y for _, y in line] for line in lines_of(ax)] == [[1.0, 2.0], [3.0]]
    assert sorted(y for _, y in marks_of(ax)) == [1.0, 2.0, 3.0]
    assert [text.get_text() for text in ax.texts] == ["Arvel"]
    assert "1 point with too little text left out." in words_on(ax)


@pytest.mark.parametrize(
    ("periods", "runs"),
    [
        (["2023-11", "2023-12", "2024-01", "2024-03"], [3, 1]),
        (["2019", "2020", "2022"], [2, 1]),
        (["2020-W52", "2020-W53", "2021-W01", "2021-W03"], [3, 1]),
        (["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-03"], [3, 1]),
    ],
)
def test_a_line_joins_neighbours_in_the_calendar_and_no_others(
    periods: list[str], runs: list[int], made: Callable[..., Result]
) -> None:
    ax = charts.timeline(made([rate("Arvel", "threat", 1.0, period=period) for period in periods]))
    assert [len(line) for line in lines_of(ax)] == runs
    assert len(marks_of(ax)) == len(periods)


def test_the_band_is_the_interval_and_one_that_stands_alone_is_a_bar(made: Callable[..., Result]) -> None:
    rows = [rate("Arvel", "threat", v, period=f"2024-0{m}") for m, v in [(1, 2.0), (2, 1.8), (4, 1.0)]]
    rows[2] |= {"low": 0.9, "high": 1.4}
    ax = charts.timeline(made(rows))
    (band,) = [part for part in ax.collections if len(part.get_paths()[0].vertices) > 6]
    corners = {(float(x), round(float(y), 6)) for x, y in band.get_paths()[0].vertices}
    assert {(0.0, 1.0), (0.0, 4.0), (31.0, 0.9), (31.0, 3.6)} <= corners
    bars = [line for line in ax.lines if len(set(line.get_xdata())) == 1 and len(line.get_xdata()) == 2]
    assert [(bar.get_xdata()[0], *bar.get_ydata()) for bar in bars] == [(91.0, 0.9, 1.4)]
    assert "Bands and bars: 95% intervals" in words_on(ax)


def test_a_period_without_an_interval_has_no_band(made: Callable[..., Result]) -> None:
    short = {"low": None, "high": None, "documents": 5}
    rows = [rate("Arvel", "threat", 2.0, period=f"2024-0{m}") | short for m in (1, 2)]
    ax = charts.timeline(made(rows))
    assert not ax.collections
    assert "No intervals: fewer than 8 documents." in words_on(ax)


def test_an_interval_longer_than_the_axis_says_where_it_ends(made: Callable[..., Result]) -> None:
    rows = [rate("Arvel", "threat", 2.0, period=f"2024-0{m}") for m in (1, 2)]
    rows[1]["high"] = 90.0
    ax = charts.timeline(made(rows))
    assert ax.get_ylim()[1] < 8
    assert "↑ 90" in [text.get_text() for text in ax.texts]
    flat = charts.rates(made([rate("Arvel", "threat", 2.0) | {"high": 90.0}]))
    assert flat.get_xlim()[1] == 3.0
    assert "to 90.0 →" in [text.get_text() for text in flat.texts]


def test_a_year_is_written_once_under_the_first_of_its_periods(made: Callable[..., Result]) -> None:
    rows = [rate("A", "threat", 1.0, period=period) for period in ("2023-12", "2024-01", "2024-02")]
    ax = charts.timeline(made(rows))
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Dec\n2023", "Jan\n2024", "Feb"]


def test_a_measure_without_any_rate_is_an_honest_empty_picture(made: Callable[..., Result]) -> None:
    ax = charts.timeline(made([rate("Arvel", "threat", None, period="2024")]))
    assert "too little text in every period" in words_on(ax)


def test_dates_keep_the_distance_of_the_calendar_unless_they_would_pile_up(
    made: Callable[..., Result],
) -> None:
    spaced = charts.timeline(
        made([rate("A", "threat", 1.0, period=p) for p in ("2024-01", "2024-02", "2024-06")])
    )
    assert [x for x, _ in marks_of(spaced)] == [0, 31, 152]
    piled = charts.timeline(
        made([rate("A", "threat", 1.0, period=p) for p in ("2014-03-15", "2014-03-18", "2016-03-11")])
    )
    assert [x for x, _ in marks_of(piled)] == [0, 1, 2]
    assert "Dates are spaced evenly, not by the calendar." in words_on(piled)


def change(period: str, value: float, low: float, high: float) -> dict[str, Any]:
    return gap("threat", value, low, high, 0.2) | {"period": period, "target_hits": 4, "target_exposure": 900}


def test_differences_over_time_are_drawn_around_zero(made: Callable[..., Result]) -> None:
    rows = [change("2024-01", 1.0, -0.5, 2.0), change("2024-02", -2.0, -3.0, -0.5)]
    ax = charts.timeline(made(rows, "compare"))
    assert [[y for _, y in line] for line in lines_of(ax) if len(line) == 2 and line[0][1]] == [[1.0, -2.0]]
    assert ax.get_ylim()[0] < -3 < 2 < ax.get_ylim()[1]
    assert [line for line in ax.lines if list(line.get_ydata()) == [0, 0]]
    assert ax.get_ylabel() == "Threat*: difference in hits per 1,000 words"
    assert "Arvel − Bessa" in words_on(ax) and "Above 0 the first has more." in words_on(ax)
    with pytest.raises(QueryError) as error:
        charts.timeline(made(rows, "compare"), show="hits")
    assert str(error.value) == "a difference has no hits of its own. Draw the counts of rostra.measure(...)."


def test_differences_by_period_are_for_the_timeline(made: Callable[..., Result]) -> None:
    with pytest.raises(QueryError) as error:
        charts.differences(made([change("2024-01", 1.0, -0.5, 2.0)], "compare"))
    assert str(error.value) == (
        "these differences are by period. Draw them with charts.timeline, or compare without over=."
    )


def test_one_axis_has_one_unit(made: Callable[..., Result]) -> None:
    other = gap("polarity", -0.2, -0.3, -0.1, 0.9) | {"unit": "mean sentence score"}
    ax = charts.differences(made([*GAPS, other], "compare"))
    assert list(rows_of(ax).values()) == ["Hedging", "Threat*", "Demand"]
    assert "Not drawn, as in other units: sentiment." in words_on(ax)
    with pytest.raises(QueryError) as error:
        charts.differences(made([*GAPS, other], "compare"), measures=["threat", "polarity"])
    assert str(error.value) == (
        "one axis has one unit, and these measures have 2: hits per 1,000 words; mean sentence score. "
        "Draw those of each unit by themselves: measures=[...]."
    )


def test_a_timeline_needs_periods(made: Callable[..., Result]) -> None:
    with pytest.raises(QueryError) as error:
        charts.timeline(made(RATES))
    assert (
        str(error.value) == 'this result has no periods. Measure with over="day", "week", "month" or "year".'
    )


def run(check: str, value: float | None, **more: Any) -> dict[str, Any]:
    """One run of a claim, as `rostra.robustness` returns it."""
    return {
        "target": "Arvel", "reference": "Bessa", "measure": "threat", "item": f"{check} one", "value": value,
        "low": None, "high": None, "unit": UNIT, "ratio": 2.0, "check": check,
        "same_sign": None if value is None else value > 0, "share_kept": 1.0, "target_hits": 9,
        "target_exposure": 900, "reference_hits": 1, "reference_exposure": 800, "documents": 9, "note": "",
        "verdict": "robust" if check == "claim" else None, **more,
    }  # fmt: skip


# What holds for all ---------------------------------------------------------------------------------------

DRAWERS: dict[str, tuple[Callable[..., Axes], Rows, str]] = {
    "rates": (charts.rates, RATES, "measure"),
    "differences": (charts.differences, GAPS, "compare"),
    "sentiment_by_actor": (
        charts.sentiment_by_actor,
        [rate("Arvel", "polarity", 0.5, seen=0.9)],
        "sentiment",
    ),
    "voice": (charts.voice, [share("Arvel", "direct", 60)], "share_of_voice"),
    "stance_bars": (charts.stance_bars, [share("Arvel", "neutral", 3, 4)], "stances"),
    "keyness_bars": (charts.keyness_bars, [{**rate("Arvel", "log_ratio", 3.0), "item": "ferry"}], "keyness"),
    "evaluation_matrix": (charts.evaluation_matrix, judged("Arvel", "Bessa", 3, 1), "evaluations"),
    "evaluation_network": (charts.evaluation_network, judged("Arvel", "Bessa", 3, 1), "evaluations"),
    "word_scatter": (
        charts.word_scatter,
        [
            {
                **rate("Arvel", "log_ratio", 3.0),
                "item": "ferry",
                "target": "Arvel",
                "reference": "all others",
                "target_hits": 9,
                "reference_hits": 1,
                "target_exposure": 900,
                "reference_exposure": 800,
                "p_adjusted": 0.01,
            }
        ],
        "keyness",
    ),
    "timeline": (charts.timeline, [rate("Arvel", "threat", 1.0, period="2024-01")], "measure"),
    "barcode": (
        charts.barcode,
        [{**rate("Arvel", "occurrences", 2.0), "item": "ferry", "doc_id": "d1", "begins": 0}],
        "occurrences",
    ),
    "growth_curves": (
        charts.growth_curves,
        [
            rate("Arvel", "vocabulary_growth", 90.0, drawn=100),
            rate("Arvel", "vocabulary_growth", 400.0, drawn=900),
        ],
        "vocabulary_growth",
    ),
    "robustness": (charts.robustness, [run("claim", 2.0), run("document", 1.5)], "robustness"),
}


def test_the_marks_of_a_chart_can_be_seen_and_its_words_read_on_white_paper() -> None:
    for look in looks([str(i) for i in range(10)]).values():
        assert contrast(look["ink"]) >= 4.5
        assert max(contrast(look["color"]), contrast(look["edge"]) if look["edge"] != "white" else 0) >= 3


@pytest.mark.parametrize("name", DRAWERS)
def test_every_word_of_a_chart_has_the_contrast_that_reading_needs(
    name: str, made: Callable[..., Result]
) -> None:
    draw, rows, kind = DRAWERS[name]
    ax = draw(made(rows, kind))
    for text in ax.figure.findobj(Text):  # type: ignore[union-attr]
        if text.get_text().strip() and name != "evaluation_matrix":  # there words stand on colours
            assert contrast(to_hex(text.get_color())) >= 4.5, text.get_text()


def test_the_words_in_a_cell_have_the_contrast_that_reading_needs(made: Callable[..., Result]) -> None:
    ax = charts.evaluation_matrix(made(judged("Arvel", "Bessa", 3, 0), "evaluations"))
    (cell,) = ax.collections[0].get_facecolors()
    words = contrast(to_hex(ax.texts[0].get_color()))
    assert words / contrast(to_hex(cell)) >= 4.5


@pytest.mark.parametrize("name", ["rates", "differences", "timeline", "robustness"])
def test_an_exploratory_measure_is_marked_where_it_is_named_and_explained_below(
    name: str, made: Callable[..., Result]
) -> None:
    draw, rows, kind = DRAWERS[name]
    for status, marked in (("exploratory", True), ("established", False)):
        ax = draw(made([row | {"status": status} for row in rows], kind))
        labels = [label.get_text() for label in ax.get_yticklabels()]
        names = [ax.get_ylabel(), *labels, *(text.get_text() for text in ax.texts)]
        assert any("*" in text for text in names) is marked
        assert ("*Exploratory (" in words_on(ax)) is marked
        assert ("Exploratory (" in charts.alt_text(ax)) is marked


@pytest.mark.parametrize("name", ["evaluation_matrix", "evaluation_network"])
def test_pictures_of_evaluations_say_which_of_their_measures_are_exploratory(
    name: str, made: Callable[..., Result]
) -> None:
    draw, rows, kind = DRAWERS[name]
    threats = made([{**row, "measure": "threat"} for row in rows], kind)
    assert "*Exploratory (threat)" in words_on(draw(threats, measures=["threat"]))
    assert "*Exploratory" not in words_on(draw(made(rows, kind)))  # those shown are borne out


@pytest.mark.parametrize("name", DRAWERS)
def test_nothing_stands_above_the_axes_where_the_author_writes_the_title(
    name: str, made: Callable[..., Result]
) -> None:
    if name == "evaluation_matrix":  # its columns are named there, and matplotlib moves the title up
        return
    draw, rows, kind = DRAWERS[name]
    ax = draw(made(rows, kind))
    ax.set_title("What the reader should see")
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    title = ax.title.get_window_extent()
    legend = [ax.get_legend()] if ax.get_legend() else []
    for part in [*ax.texts, ax.yaxis.label, *legend]:
        assert not part.get_window_extent().overlaps(title), part


@pytest.mark.parametrize("name", DRAWERS)
def test_a_chart_is_small(name: str, made: Callable[..., Result]) -> None:
    draw, rows, kind = DRAWERS[name]
    ax = draw(made(rows, kind))
    assert len(inline_svg(ax.figure, prefix="c", title="t", alt="a")) < 50_000  # type: ignore[arg-type]


OTHER_FORMS = {
    "evaluation_network": "Network of who evaluates whom",
    "word_scatter": "Scatter plot of 1 words",
}


@pytest.mark.parametrize(
    ("draw", "kind", "said"),
    [
        (charts.rates, "measure", "no words of a named actor were found"),
        (charts.sentiment_by_actor, "sentiment", "no words of a named actor were found"),
        (charts.differences, "compare", "no difference was measured"),
        (charts.keyness_bars, "keyness", "no words were compared"),
        (charts.voice, "share_of_voice", "no words of a named actor were found"),
        (charts.stance_bars, "stances", "no statement with a reporting verb was found"),
        (charts.evaluation_matrix, "evaluations", "no evaluation of one actor by another was found"),
        (charts.evaluation_network, "evaluations", "no evaluation of one actor by another was found"),
        (charts.timeline, "measure", "no period was measured"),
        (charts.barcode, "occurrences", "no words of a known actor were found"),
        (charts.growth_curves, "vocabulary_growth", "no words were found"),
    ],
)
def test_an_empty_result_is_an_empty_picture_with_a_sentence(
    draw: Callable[..., Axes], kind: str, said: str, made: Callable[..., Result]
) -> None:
    whole = {**rate("Arvel", "threat", 1.0, period="2024"), "drawn": 9, "doc_id": "d1", "begins": 0}
    rows = {"compare": GAPS}.get(kind, [whole | ({} if draw is charts.timeline else {"item": "ferry"})])
    result = made(rows, kind)
    frame = result.frame.head(0)
    frame = frame if draw is charts.timeline else frame.drop(columns="period", errors="ignore")
    ax = draw(replace(result, frame=frame, hits=result.hits.head(0)))
    assert [text.get_text() for text in ax.texts if not text.get_text().startswith("Each line")] == [said]
    assert list(ax.get_xticks()) == list(ax.get_yticks()) == [] and not ax.lines
    assert charts.alt_text(ax)


def test_every_chart_is_held_to_what_follows() -> None:
    drawing = {name for name in charts.__all__ if name not in ("Picture", "alt_text")}
    assert drawing == set(DRAWERS)


@pytest.mark.parametrize("name", DRAWERS)
def test_a_chart_says_its_corpus_and_its_counts(name: str, made: Callable[..., Result]) -> None:
    draw, rows, kind = DRAWERS[name]
    said = words_on(draw(made(rows, kind)))
    assert "strait, 9 documents." in said
    assert any(character.isdigit() for character in said.replace("9 documents", ""))


@pytest.mark.parametrize("name", DRAWERS)
def test_a_chart_draws_on_the_axes_it_is_given_and_opens_no_figure(
    name: str, made: Callable[..., Result]
) -> None:
    draw, rows, kind = DRAWERS[name]
    figure, ax = plt.subplots()
    assert draw(made(rows, kind), ax=ax) is ax
    assert plt.get_fignums() == [figure.number]
    assert "strait, 9 documents." in ax.get_xlabel()


@pytest.mark.parametrize("name", DRAWERS)
def test_a_chart_leaves_the_settings_of_the_user_and_the_result_alone(
    name: str, made: Callable[..., Result]
) -> None:
    draw, rows, kind = DRAWERS[name]
    result = made(rows, kind)
    before, settings = result.frame.copy(), dict(matplotlib.rcParams)
    draw(result)
    assert dict(matplotlib.rcParams) == settings
    pd.testing.assert_frame_equal(result.frame, before)


@pytest.mark.parametrize("name", DRAWERS)
def test_the_words_for_a_chart_come_from_its_data(name: str, made: Callable[..., Result]) -> None:
    draw, rows, kind = DRAWERS[name]
    result = made(rows, kind)
    said = charts.alt_text(draw(result))
    assert "Arvel" in said
    assert any(character.isdigit() for character in said)
    form = charts.alt_text(result).split(".")[0].split(":")[0].split(",")[0]
    # one result has several pictures; its own words tell the first
    assert said.startswith(OTHER_FORMS.get(name, form))


def test_alt_text_tells_the_values(made: Callable[..., Result]) -> None:
    assert charts.alt_text(charts.rates(made(RATES))) == (
        "Dot plot. Hits per 1,000 words, 2 measures by 3 actors. Threat: Arvel 2.0 (1.0 to 4.0), "
        "Bessa 0.5 (0.2 to 1.0). Hedging: Arvel 1.0 (0.5 to 2.0). Too little text: Bessa, Corra. "
        "Exploratory (threat): not shown to be right in 80% of cases."
    )


def test_a_difference_is_told_from_the_side_that_has_more(made: Callable[..., Result]) -> None:
    assert charts.alt_text(made([GAPS[1], gap("threat", -2.0, None, None, 0.01)], "compare")) == (
        "Dot plot of 2 differences between actors around a line at zero, 2 of them clear. "
        "Hedging: Bessa above Arvel by 3.0, interval 2.0 to 4.0. Threat: Bessa above Arvel by 2.0."
    )


def test_alt_text_of_a_foreign_chart_tells_its_title_and_axes() -> None:
    _, ax = plt.subplots()
    ax.plot([1, 2])
    ax.set(title="Ferries", xlabel="week")
    assert charts.alt_text(ax) == "Ferries. x axis: week. 1 lines, areas or groups of points."


@pytest.mark.parametrize("name", ["Price $5 and $6", "<script>alert(1)</script>", "a\nb\x00c", "W" * 90])
def test_a_hostile_name_is_drawn_as_it_is(name: str, made: Callable[..., Result]) -> None:
    ax = charts.rates(made([rate(name, "threat", 1.0)]))
    ax.figure.canvas.draw()
    (label,) = rows_of(ax).values()
    assert label == fitted(name, ROOM, 9.5)
    assert shown(name, 99).startswith(label.rstrip("…"))


@pytest.mark.parametrize(
    "name", ["W" * 40, "中华人民共和国常驻联合国代表团", "iiiiii" * 9, "United Kingdom of Great Britain"]
)
def test_a_long_name_is_cut_by_its_width_and_leaves_the_picture_its_place(
    name: str, made: Callable[..., Result]
) -> None:
    cut = fitted(name, ROOM, 9.5)
    assert measured(cut, 9.5) <= ROOM < measured(name, 9.5)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")
        for draw, rows, kind in DRAWERS.values():
            ax = draw(made([row | {"actor": name} if "actor" in row else row for row in rows], kind))
            ax.figure.draw_without_rendering()  # type: ignore[union-attr]
            assert ax.bbox.width >= 0.25 * ax.figure.bbox.width


# The parts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0, 1, "0.0"),
        (-0.04, 1, "0.0"),
        (-0.05, 2, "−0.05"),
        (1234.5, 0, "1,234"),
        (pd.NA, 1, "–"),
        (float("nan"), 1, "–"),
    ],
)
def test_numbers_are_written_with_a_true_minus_and_no_minus_zero(value: Any, digits: int, text: str) -> None:
    assert number(value, digits) == text


def test_rows_never_share_a_place() -> None:
    blocks, height = stacked([("one", ["a", "b"]), ("two", ["a"]), ("", ["c"])])
    places = [y for block in blocks for _, y in block.rows] + [block.y for block in blocks if block.name]
    assert len(set(places)) == len(places) == 6
    assert all(0 <= y < height for y in places)


def test_groups_of_equal_size_are_drawn_by_alphabet() -> None:
    frame = pd.DataFrame({"actor": ["b", "a", "c"], "exposure": [5, 5, 9]})
    assert chosen(frame, "actor", None, 3) == ["c", "a", "b"]


def test_groups_that_are_numbers_are_drawn_by_their_names(corpus: rostra.Corpus) -> None:
    rows = [{**rate("", "threat", 2.0, exposure=9), "year": 2023}, {**rate("", "threat", 1.0), "year": 2024}]
    frame = leading(pd.DataFrame(rows).drop(columns="actor"), "year")
    ax = charts.rates(Result(frame, pd.DataFrame(), "", "year", "measure", corpus))
    assert {rows_of(ax)[y]: x for y, x in dots(ax).items()} == {"2024": 1.0, "2023": 2.0}
    assert "Words: 2024 1,500, 2023 9." in words_on(ax)
    assert "2024 1.0" in charts.alt_text(ax)


def test_rates_by_period_are_for_the_timeline(made: Callable[..., Result]) -> None:
    with pytest.raises(QueryError) as error:
        charts.rates(made([rate("Arvel", "threat", 1.0, period="2024")]))
    assert str(error.value) == (
        "these rates are by period. Draw them with charts.timeline, or measure without over=."
    )
