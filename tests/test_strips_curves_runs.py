"""Barcodes, curves of growth and the runs of a claim: read back from the axes, and followed to the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import rostra
from rostra import charts
from rostra.errors import QueryError
from rostra.reporting.svg import inline_svg
from rostra.reporting.writer import Writer
from rostra.result import Result

ROWS = [
    ("b1", "2024-02-01", "Bessa", "No threat. A threat and a threat."),
    ("a2", "2024-03-01", "Arvel", "They threaten us. We do not."),
    ("a1", "2024-01-01", "Arvel", "Peace is a word. A threat is another word."),
    ("c1", None, "Corra", "Nothing at all."),
]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def words() -> rostra.Tokens:
    rows = [{"doc_id": doc, "date": date, "who": who, "text": text} for doc, date, who, text in ROWS]
    return rostra.tokenize(rostra.load_corpus(rows).renamed("four"))


@pytest.fixture(scope="module")
def strait() -> rostra.Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))


@pytest.fixture(scope="module")
def claim(strait: rostra.Tokens) -> Result:
    return rostra.robustness(strait, ["hedging", "vagueness"], target="Tolmeny", reference="Corsandia")


def said(ax: Axes) -> str:
    source = ax.rostra_picture.source  # type: ignore[attr-defined]
    return " ".join([*(text.get_text() for text in ax.texts), ax.get_xlabel(), source])


def ticks(ax: Axes, colour: str) -> dict[str, list[float]]:
    """Where the lines of a colour stand in each strip."""
    names = dict(zip(ax.get_yticks(), (t.get_text() for t in ax.get_yticklabels()), strict=True))
    found: dict[str, list[float]] = {name: [] for name in names.values()}
    for line in ax.lines:
        if str(line.get_color()).lower() == colour and len(line.get_xdata()):
            middle = float(np.nanmean(line.get_ydata()))
            name = names[min(names, key=lambda y: abs(y - middle))]
            found[name] += sorted({float(x) for x in line.get_xdata()})
    return {name: sorted(at) for name, at in found.items()}


# Barcode --------------------------------------------------------------------------------------------------


def test_a_tick_stands_after_as_many_words_as_the_actor_says_before_it(words: rostra.Tokens) -> None:
    ax = charts.barcode(rostra.occurrences(words, "threat*", by="who"))
    # Arvel by date: "Peace is a word. A threat is another word." and "They threaten us. We do not."
    assert ticks(ax, "#0b2f4a") == {"Arvel": [5.5, 10.5], "Bessa": [1.5, 3.5, 6.5], "Corra": []}
    assert ticks(ax, "white") == {"Arvel": [9.0], "Bessa": [], "Corra": []}


def test_a_strip_is_as_long_as_the_actor_has_words(words: rostra.Tokens) -> None:
    ax = charts.barcode(rostra.occurrences(words, "threat*", by="who"))
    strips = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert [(strip.get_x(), strip.get_width()) for strip in strips] == [(0, 15), (0, 7), (0, 3)]
    assert "Words: Arvel 15, Bessa 7, Corra 3." in said(ax)
    assert "Documents with a hit: Arvel 2 of 2, Bessa 1 of 1, Corra 0 of 1." in said(ax)
    assert "Each line: “threat*”" in said(ax)


def test_a_barcode_is_told_in_words(words: rostra.Tokens) -> None:
    found = rostra.occurrences(words, "threat*", by="who")
    assert (
        charts.alt_text(charts.barcode(found))
        == charts.alt_text(found)
        == (
            "Barcode of where “threat*” stands in the words of 3 groups. Arvel: 2 in 15 words, in 2 of 2 "
            "documents, most in a1 (1). Bessa: 3 in 7 words, in 1 of 1 documents. Corra: 0 in 3 words."
        )
    )


def test_each_tick_of_a_barcode_opens_its_own_sentence(words: rostra.Tokens) -> None:
    ax = charts.barcode(rostra.occurrences(words, "threat*", by="who"))
    figure = Writer().figure(ax.figure, [ax])
    assert figure.svg.count("<a ") == 5
    opened = [(list(c.hits["doc_id"]), list(c.hits["start"])) for c in figure.marks]
    assert opened == [(["a1"], [19]), (["a2"], [5]), (["b1"], [3]), (["b1"], [13]), (["b1"], [26])]
    names = re.findall(r'aria-label="([^"]+)"', figure.svg)
    assert names[0] == "Arvel: “threat*” in a1 (1 hit)"


def test_a_query_without_a_hit_leaves_the_strips_and_says_so(words: rostra.Tokens) -> None:
    ax = charts.barcode(rostra.occurrences(words, "xyzzy", by="who"))
    assert [text.get_text() for text in ax.texts].count("0 hits") == 3
    assert ticks(ax, "#0b2f4a") == {"Arvel": [], "Bessa": [], "Corra": []}


def test_nobody_s_words_are_an_honest_empty_picture() -> None:
    tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus([{"text": "It rained."}])))
    ax = charts.barcode(rostra.occurrences(tokens, "it"))
    assert "no words of a known actor were found" in said(ax)


def test_a_barcode_of_many_hits_stays_small_and_still_opens_by_document(strait: rostra.Tokens) -> None:
    ax = charts.barcode(rostra.occurrences(strait, "*", by="source"))
    assert len(inline_svg(ax.figure, prefix="c", title="t", alt="a")) < 300_000  # type: ignore[arg-type]
    ax = charts.barcode(rostra.occurrences(strait, "the", by="source"))
    figure = Writer().figure(ax.figure, [ax])
    assert len(figure.svg) < 150_000
    marked = strait.corpus.documents["doc_id"].nunique()
    assert len(figure.marks) == marked
    assert sum(len(claim.hits) for claim in figure.marks) == len(strait.find("the")[0])


def test_a_barcode_of_very_many_documents_stays_small() -> None:
    rows = [{"who": f"A{i % 4}", "text": "war and peace and war " * 9} for i in range(500)]
    found = rostra.occurrences(rostra.tokenize(rostra.load_corpus(rows)), "war", by="who")
    ax = charts.barcode(found)
    assert len(inline_svg(ax.figure, prefix="c", title="t", alt="a")) < 300_000  # type: ignore[arg-type]
    assert len([line for line in ax.lines if line.get_color() != "white"]) == 4


def test_a_barcode_needs_places(strait: rostra.Tokens) -> None:
    with pytest.raises(QueryError) as error:
        charts.barcode(rostra.measure(strait, "hedging"))
    assert str(error.value) == (
        "a barcode needs the places of a query, and this is a result of 'measure'. "
        "Pass what rostra.occurrences(tokens, query) returns."
    )


# Curves ---------------------------------------------------------------------------------------------------


def test_a_curve_goes_through_the_numbers_and_the_band_through_their_limits(strait: rostra.Tokens) -> None:
    growth = rostra.vocabulary_growth(strait, by="actor")
    ax = charts.growth_curves(growth, groups=["Tolmeny", "Haldrava"])
    curves = [line for line in ax.lines if line.get_linewidth() > 1.5 and len(line.get_xdata()) > 1]
    for name, curve in zip(["Tolmeny", "Haldrava"], curves, strict=True):
        own = growth.frame[growth.frame["actor"] == name]
        assert list(curve.get_xdata()) == own["drawn"].tolist()
        assert list(curve.get_ydata()) == pytest.approx(own["value"].tolist())
    assert len(ax.collections) == 2
    own = growth.frame[(growth.frame["actor"] == "Tolmeny") & growth.frame["low"].notna()]
    corners = {(float(x), round(float(y), 6)) for x, y in ax.collections[0].get_paths()[0].vertices}
    for column in ("low", "high"):
        pairs = zip(own["drawn"].astype(float), own[column].astype(float).round(6), strict=True)
        assert set(pairs) <= corners


def test_each_curve_is_named_at_its_end_and_no_name_covers_another(strait: rostra.Tokens) -> None:
    ax = charts.growth_curves(rostra.vocabulary_growth(strait, by="actor"))
    names = [text for text in ax.texts if text.get_gid()]
    assert {name.get_text() for name in names} == {
        "Haldrava", "Corsandia", "Grey Sea Compact", "Tolmeny", "Shipping League",
    }  # fmt: skip
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    boxes = [name.get_window_extent() for name in names]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_curves_are_compared_where_all_are_equally_long(strait: rostra.Tokens) -> None:
    growth = rostra.vocabulary_growth(strait, by="actor")
    ax = charts.growth_curves(growth, largest=4)
    at = growth.frame[growth.frame["drawn"] == 1500].set_index("actor")["value"].astype(float)
    told = re.search(r"Different words among 1,500: (.+?)\.", said(ax))
    assert told
    values = {name: float(n) for name, n in re.findall(r"([A-Z][\w ]+?) (\d+)", told[1])}
    assert values == {name: round(at[name]) for name in values} and len(values) == 4
    assert list(values.values()) == sorted(values.values(), reverse=True)


def test_curves_need_growth(strait: rostra.Tokens) -> None:
    with pytest.raises(QueryError) as error:
        charts.growth_curves(rostra.diversity(strait, by="actor", measures="ttr", n_boot=0))
    assert str(error.value) == (
        "curves of growth need numbers of different words, and this is a result of 'diversity'. "
        "Pass what rostra.vocabulary_growth(tokens, by=...) returns."
    )


# Runs -----------------------------------------------------------------------------------------------------


def test_every_run_in_the_unit_of_the_claim_is_drawn_at_its_difference(claim: Result) -> None:
    ax = charts.robustness(claim)
    frame = claim.frame
    alike = frame[(frame["unit"] == frame["unit"][0]) & frame["value"].notna()]
    marks = [
        float(line.get_xdata()[0])
        for line in ax.lines
        if line.get_marker() in ("o", "s", "|") and len(line.get_xdata()) == 1
    ]
    assert sorted(marks) == pytest.approx(sorted(alike["value"].astype(float)))
    (field,) = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert field.get_x() == pytest.approx(alike["value"].min())
    assert field.get_x() + field.get_width() == pytest.approx(alike["value"].max())


def test_the_picture_counts_the_runs_that_keep_the_sign(claim: Result) -> None:
    others = claim.frame["same_sign"].iloc[1:].dropna()
    kept = f"the sign stays in {int(others.sum())} of {len(others)} runs"
    assert f"Robust: {kept}" in said(charts.robustness(claim))
    assert f"The sign stays in {int(others.sum())} of {len(others)} other runs." in charts.alt_text(claim)


def test_a_run_that_turns_the_sign_is_hollow_and_square(claim: Result) -> None:
    frame = claim.frame.copy()
    other = frame.index[frame["check"] == "lexicon"][0]
    frame.loc[other, ["value", "low", "high"]] = [-3.0, -5.0, -1.0]
    frame.loc[other, "same_sign"] = False
    ax = charts.robustness(replace(claim, frame=frame))
    (turned,) = [line for line in ax.lines if line.get_marker() == "s"]
    assert (turned.get_xdata()[0], turned.get_color()) == (-3.0, "white")


def test_a_run_in_another_unit_has_no_place_on_the_scale_but_its_row_says_what_came_out(
    claim: Result,
) -> None:
    ax = charts.robustness(claim)
    labels = dict(zip((t.get_text() for t in ax.get_yticklabels()), ax.get_yticks(), strict=True))
    told = [t.get_text() for t in ax.texts if t.xy[1] == labels["per 100 statements"]]
    value = claim.frame["value"][claim.frame["item"] == "statements with a hit"].iloc[0]
    assert sorted(told) == [f"+{value:.1f}", "same sign"]


def test_the_dot_of_the_claim_opens_its_sentences(claim: Result) -> None:
    ax = charts.robustness(claim)
    figure = Writer().figure(ax.figure, [ax])
    (opened,) = figure.marks
    assert opened.group == "Tolmeny"
    assert len(opened.hits) == (claim.hits["actor"] == "Tolmeny").sum()
    assert figure.table is not None and "vagueness" in str(figure.table.rows)


def test_a_claim_with_too_little_text_is_an_honest_empty_picture() -> None:
    tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/redzikowo")))
    held = rostra.robustness(tokens, "hedging", target="Poland")
    ax = charts.robustness(held)
    assert "Too little: no run finds a difference" in said(ax)
    assert "too little text" in said(ax)
    assert list(ax.get_xticks()) == []


@pytest.mark.parametrize(
    ("result", "documents", "error"),
    [
        ("measure", 2, "this chart needs the runs of a claim, and this is a result of 'measure'. Pass what "
                       "rostra.robustness(tokens, measure, target=..., reference=...) returns."),
        ("robustness", -1, "documents is -1. Give a number from 0."),
    ],
)  # fmt: skip
def test_what_is_no_run_is_not_drawn(result: str, documents: int, error: str, claim: Result) -> None:
    with pytest.raises(QueryError) as raised:
        charts.robustness(replace(claim, kind=result), documents=documents)
    assert str(raised.value) == error


def test_no_document_of_its_own_row_is_drawn_where_none_is_asked_for(claim: Result) -> None:
    ax = charts.robustness(claim, documents=0)
    left_out = int((claim.frame["check"] == "document").sum())
    assert f"each of {left_out}" in [label.get_text() for label in ax.get_yticklabels()]
    assert isinstance(ax.rostra_picture.table, pd.DataFrame)  # type: ignore[attr-defined]
