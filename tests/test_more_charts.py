"""Charts: nothing is cut off, empty pictures say so, networks and scatters draw what was counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import rostra
from rostra import charts
from rostra.charts.canvas import wrapped


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
