"""Charts: nothing is cut off, empty pictures say so, networks and scatters draw what was counted."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

import rostra
from rostra import charts
from rostra.charts.letters import wrapped
from rostra.errors import QueryError
from rostra.result import Result, leading


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def strait() -> rostra.Statements:
    return rostra.attribute(rostra.load_corpus("corpus/strait"))


@pytest.fixture(scope="module")
def silent() -> rostra.Statements:
    return rostra.attribute(rostra.load_corpus([{"doc_id": "a", "text": "The ferry left the harbour."}]))


def source_of(ax: Axes) -> str:
    return str(ax.figure._supxlabel.get_text())  # type: ignore[union-attr]


def said(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


# Nothing is cut off ---------------------------------------------------------------------------------------


def test_the_legend_of_voice_stays_inside_the_figure(strait: rostra.Statements) -> None:
    ax = charts.voice(rostra.share_of_voice(strait, n_boot=0))
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    legend = ax.get_legend()
    assert legend is not None
    box, figure = legend.get_window_extent(), ax.figure.bbox
    assert figure.x0 <= box.x0 and box.x1 <= figure.x1
    assert box.y1 <= figure.y1


def test_the_source_line_stays_inside_the_figure(strait: rostra.Statements) -> None:
    tokens = rostra.tokenize(strait)
    ax = charts.differences(rostra.compare(tokens, ["hedging", "threat", "boosting"], n_boot=20))
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    box = ax.figure._supxlabel.get_window_extent()  # type: ignore[union-attr]
    assert ax.figure.bbox.x0 <= box.x0 and box.x1 <= ax.figure.bbox.x1


@pytest.mark.parametrize(
    "text", ["", "word", "many words in one line " * 9, "W" * 200, "a " + "M" * 99 + " z"]
)
def test_wrapping_keeps_every_character_in_order(text: str) -> None:
    lines = wrapped(text, 100, 8)
    assert "".join(lines.split()) == "".join(text.split())
    assert all(line for line in lines.split("\n")) or not text


# Nothing to show ------------------------------------------------------------------------------------------


def test_voice_without_a_named_actor_says_so(silent: rostra.Statements) -> None:
    ax = charts.voice(rostra.share_of_voice(silent, n_boot=0))
    assert said(ax) == ["no words of a named actor were found"]
    assert ax.get_xlabel() == "" and list(ax.get_yticks()) == []
    assert "Nothing was found to count." in charts.alt_text(ax)


def test_stance_bars_without_a_reporting_verb_say_so(silent: rostra.Statements) -> None:
    ax = charts.stance_bars(rostra.stances(silent))
    assert said(ax) == ["no statement with a reporting verb was found"]
    assert "Nothing was found to count." in charts.alt_text(ax)


def test_the_axis_of_stance_bars_names_the_column_that_groups(strait: rostra.Statements) -> None:
    ax = charts.stance_bars(rostra.stances(strait, by="source"))
    assert ax.get_xlabel() == "Share of the source's statements with a reporting verb (%)"
    assert ax.rostra_picture.name == "Reporting verbs by source"  # type: ignore[attr-defined]


# Networks -------------------------------------------------------------------------------------------------


HITS = [
    ("Arvel", "Bessa", 9, 2), ("Bessa", "Arvel", 6, 0), ("Bessa", "Corra", 0, 4), ("Corra", "Arvel", 1, 3),
    ("Dorne", "Corra", 2, 0), ("Arvel", "Dorne", 0, 5), ("Dorne", "Dorne", 7, 0),
]  # fmt: skip


@pytest.fixture
def judgements(silent: rostra.Statements) -> Result:
    rows = [
        {"actor": source, "measure": name, "item": target, "value": 1.0, "low": None, "high": None,
         "unit": "hits per 1,000 words", "hits": hits, "exposure": 900, "documents": 3, "note": ""}
        for source, target, minus, plus in HITS
        for name, hits in [("negative_evaluation", minus), ("positive_evaluation", plus)]
    ]  # fmt: skip
    frame = leading(pd.DataFrame(rows), "actor")
    return Result(frame, pd.DataFrame(), "How it was counted.", "actor", "evaluations", silent.corpus)


def arrows(ax: Axes) -> list[FancyArrowPatch]:
    return [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]


def ends(ax: Axes, arrow: FancyArrowPatch) -> tuple[str, str]:
    """Names of the dots at which an arrow begins and ends."""
    names = {
        (round(text.get_position()[0] / 1.1, 6), round(text.get_position()[1] / 1.1, 6)): text.get_text()
        for text in ax.texts
        if text.get_weight() == "bold"
    }
    start, end = arrow._posA_posB  # type: ignore[attr-defined]
    return names[round(start[0], 6), round(start[1], 6)], names[round(end[0], 6), round(end[1], 6)]


def test_each_arrow_goes_from_source_to_target_with_its_hits(judgements: Result) -> None:
    ax = charts.evaluation_network(judgements, strongest=5)
    table = ax.rostra_picture.table  # type: ignore[attr-defined]
    assert len(arrows(ax)) == len(table) == 5
    for position, (arrow, row) in enumerate(zip(arrows(ax), table.to_dict("records"), strict=True)):
        assert ends(ax, arrow) == (row["actor"], row["item"])
        negative = row["measure"] == "negative_evaluation"
        assert (arrow.get_linestyle() in ("-", "solid")) is negative
        assert arrow.get_gid() == f"row-{position}"
        assert [t.get_text() for t in ax.texts if t.get_gid() == arrow.get_gid()] == [
            f"{'−' if negative else '+'}{row['hits']:.0f}"
        ]


def test_the_strongest_arrows_are_drawn_wider_and_the_rest_is_counted(judgements: Result) -> None:
    ax = charts.evaluation_network(judgements, strongest=3)
    widths = [arrow.get_linewidth() for arrow in arrows(ax)]
    assert widths == sorted(widths, reverse=True)
    assert list(ax.rostra_picture.table["hits"]) == [9, 6, 5]  # type: ignore[attr-defined]
    assert "3 of 8 arrows drawn; 5 with 12 hits left out." in source_of(ax).replace("\n", " ")
    assert "7 hits of actors about themselves not drawn." in source_of(ax).replace("\n", " ")
    assert "3 arrows between 3 actors, 5 left out" in charts.alt_text(ax)


def test_no_number_of_a_network_hides_another(judgements: Result) -> None:
    ax = charts.evaluation_network(judgements)
    at = [text.get_position() for text in ax.texts if text.get_gid()]
    assert len(at) == 8
    assert min(math.dist(one, other) for one, other in itertools.combinations(at, 2)) > 0.2


def test_the_order_of_the_rows_does_not_change_a_network(judgements: Result) -> None:
    turned = dataclasses.replace(judgements, frame=judgements.frame.iloc[::-1])
    first, second = charts.evaluation_network(judgements), charts.evaluation_network(turned)
    assert said(first) == said(second)
    assert charts.alt_text(first) == charts.alt_text(second)


def test_a_network_without_evaluations_says_so(silent: rostra.Statements) -> None:
    ax = charts.evaluation_network(rostra.evaluations(silent))
    assert said(ax) == ["no evaluation of one actor by another was found"]


def test_an_arrow_adds_up_the_acts_against_its_target_and_opens_all_of_them(judgements: Result) -> None:
    frame = judgements.frame[judgements.frame["measure"] == "negative_evaluation"]
    both = pd.concat([judgements.frame, frame.assign(measure="threat", hits=2)], ignore_index=True)
    ax = charts.evaluation_network(
        dataclasses.replace(judgements, frame=both), measures=["threat", "negative_evaluation"], strongest=1
    )
    (arrow,) = arrows(ax)
    assert ends(ax, arrow) == ("Arvel", "Bessa")
    assert [t.get_text() for t in ax.texts if t.get_gid() == arrow.get_gid()] == ["−11"]
    table = ax.rostra_picture.table  # type: ignore[attr-defined]
    opened = table.iloc[[int(n) for n in str(arrow.get_gid()).split("-")[1:]]]
    assert dict(zip(opened["measure"], opened["hits"], strict=True)) == {
        "negative_evaluation": 9,
        "threat": 2,
    }
    assert "Against: threat, negative evaluation; for: none." in source_of(ax).replace("\n", " ")
    assert "Arvel about Bessa: 11 acts against." in charts.alt_text(ax)


def test_a_network_of_what_is_no_act_cannot_be_asked_for(judgements: Result) -> None:
    with pytest.raises(QueryError, match="'hedging'"):
        charts.evaluation_network(judgements, measures=["hedging"])


def test_a_network_of_no_arrows_cannot_be_asked_for(judgements: Result) -> None:
    with pytest.raises(QueryError) as error:
        charts.evaluation_network(judgements, strongest=0)
    assert str(error.value) == "strongest must be 1 or more; found 0. Leave it out for 12 arrows."


# Words of two sides ---------------------------------------------------------------------------------------


def test_named_words_stand_at_their_rates_and_labels_never_overlap(strait: rostra.Statements) -> None:
    words = rostra.keyness(rostra.tokenize(strait), by="kind", target="narration", min_count=3)
    ax = charts.word_scatter(words)
    table = ax.rostra_picture.table  # type: ignore[attr-defined]
    dots = [line for line in ax.lines if line.get_gid()]
    assert len(dots) == 12
    for dot in dots:
        row = table.iloc[int(str(dot.get_gid()).split("-")[1])]
        for side, at in (("reference", dot.get_xdata()), ("target", dot.get_ydata())):
            rate = 1000 * max(row[f"{side}_hits"], 0.5) / row[f"{side}_exposure"]
            assert float(at[0]) == pytest.approx(rate)  # type: ignore[index]
    labels = [text for text in ax.texts if text.get_gid()]
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    boxes = [label.get_window_extent() for label in labels]
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    without = 12 - len(labels)
    assert ("left out for want of room" in source_of(ax).replace("\n", " ")) is (without > 0)
