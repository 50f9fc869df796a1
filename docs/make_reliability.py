"""Make the figures of docs/attribution.md anew: how sure the rules are, and how good.

The annotated texts are no part of the project. Where you have them:

.venv/bin/python docs/make_reliability.py \
    --set "Gender Gap Tracker annotations" GOLD.jsonl separate all \
    --set "PolNeAR" GOLD.jsonl joined speech

For each set: its name, the file, and what `rostra evaluate statements` calls --pieces and --required. What
stands outside the comments `<!-- reliability -->` and `<!-- accuracy -->` and their ends is kept as written;
in README.md the two figures of F1 are replaced. Give the sets in this order.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

import rostra
from rostra.quotation.attribution import CONFIDENCE

PAGE = Path(__file__).resolve().parent / "attribution.md"
README = PAGE.parents[1] / "README.md"
MEASURES = {
    "iou_80": "spans: F1, 80% in common",
    "gender_gap_tracker_30": "spans by the Gender Gap Tracker's rule at .3",
    "gender_gap_tracker_80": "spans by the Gender Gap Tracker's rule at .8",
    "speaker_mention": "speaker: the right words beside the cue",
    "speaker_resolved": "speaker: the right full name",
    "span_and_speaker": "span (half in common) and speaker together: F1",
}
BY_KIND = ("iou_80",)
# What others reached, as published or as measured on the same annotations. In per cent.
PEOPLE = {("iou_80", "all"): "76.2", ("iou_80", "direct"): "95.7", ("iou_80", "mixed"): "89.6",
          ("iou_80", "indirect"): "68.2", ("speaker_mention", "all"): "97.8"}  # fmt: skip
PUBLISHED = {("gender_gap_tracker_30", "all"): "83.7", ("gender_gap_tracker_80", "all"): "76.1",
             ("speaker_resolved", "all"): "86 to 87"}  # fmt: skip
NOTHING = "–"


@dataclass(frozen=True)
class Measured:
    """One annotated set, and what was measured on it."""

    name: str
    documents: int
    figures: dict[tuple[str, str], dict[str, Any]]
    shares: dict[tuple[str, str], dict[str, Any]]


def measured(name: str, path: str, pieces: Any, required: Any) -> Measured:
    """Attribute the texts of a set, and compare with what people marked."""
    gold = rostra.read_gold(path)
    found = rostra.attribute(rostra.load_corpus(path))
    accuracy = rostra.evaluate_statements(gold, found, pieces=pieces, required=required)
    reliability = rostra.reliability(gold, found, pieces=pieces, required=required)
    return Measured(name, len(found.corpus.documents), rows(accuracy.frame), rows(reliability.frame))


def rows(frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of a table by measure and item."""
    return {
        (row["measure"], "all" if pd.isna(row["item"]) else row["item"]): row
        for row in frame.to_dict("records")
    }


def percent(row: dict[str, Any] | None) -> str:
    """A share in per cent with its interval."""
    if row is None or pd.isna(row["value"]):
        return NOTHING
    interval = "" if pd.isna(row["low"]) else f" ({100 * row['low']:.0f} to {100 * row['high']:.0f})"
    return f"{100 * row['value']:.1f}{interval}"


def table(head: list[str], body: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *body)]


def number(row: dict[str, Any] | None) -> str:
    return f"{row['exposure']:,}" if row else NOTHING


def reliability_tables(sets: list[Measured]) -> str:
    """Stated confidence against the share right: by tenths, and by rule."""
    head = [cell for one in sets for cell in (f"{one.name}: statements", "share right, % (95%)")]
    bins = sorted({item for one in sets for measure, item in one.shares if measure == "confidence"})
    by_bin = [
        [item, *(cell for one in sets for cell in cells(one, "confidence", item))] for item in reversed(bins)
    ]
    by_bin.append(["all", *(cell for one in sets for cell in cells(one, "all", "all"))])
    seen = {item for one in sets for measure, item in one.shares if measure == "rule"}
    ordered = sorted(seen, key=lambda rule: (-CONFIDENCE[rule], list(CONFIDENCE).index(rule)))
    by_rule = [
        [rule, f"{CONFIDENCE[rule]:.2f}", *(cell for one in sets for cell in cells(one, "rule", rule))]
        for rule in ordered
    ]
    errors = " and ".join(
        f"{one.shares['expected_calibration_error', 'all']['value']:.2f} ({one.name})" for one in sets
    )
    lines = [
        "By stated confidence (intervals: Wilson):", "", *table(["confidence", *head], by_bin), "",
        f"The mean distance between stated and measured (expected calibration error) is {errors}.", "",
        "By rule, with the confidence of its finds where the name is certain:", "",
        *table(["rule", "confidence", *head], by_rule),
    ]  # fmt: skip
    return "\n".join(lines)


def cells(one: Measured, measure: str, item: str) -> tuple[str, str]:
    row = one.shares.get((measure, item))
    return number(row), percent(row)


def accuracy_table(sets: list[Measured]) -> str:
    """F1 of spans and shares of speakers, beside what people and others reach."""
    body = []
    for measure, title in MEASURES.items():
        for kind in ("all", "direct", "mixed", "indirect") if measure in BY_KIND else ("all",):
            others = [PEOPLE.get((measure, kind), NOTHING), PUBLISHED.get((measure, kind), NOTHING)]
            name = title if measure not in BY_KIND else f"{title}: {kind}"
            body.append([name, *(percent(one.figures.get((measure, kind))) for one in sets), *others])
    head = ["%, with 95% intervals", *(f"{one.name} ({one.documents} articles)" for one in sets)]
    return "\n".join(table([*head, "two people, PolNeAR", "Gender Gap Tracker 5.3, published"], body))


def put(text: str, part: str, content: str) -> str:
    """The page with one of its generated parts made anew."""
    before, opening, rest = text.partition(f"<!-- {part} -->")
    _, closing, after = rest.partition(f"<!-- end of {part} -->")
    assert opening and closing, part
    return f"{before}{opening}\n\n{content}\n\n{closing}{after}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set", nargs=4, action="append", required=True, metavar=("NAME", "GOLD", "PIECES", "REQUIRED")
    )
    sets = [measured(*one) for one in parser.parse_args().set]
    page = put(PAGE.read_text(encoding="utf-8"), "reliability", reliability_tables(sets))
    page = put(page, "accuracy", accuracy_table(sets))
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    spans = [percent(one.figures["iou_80", "all"]).split()[0] for one in sets]
    figures = " and ".join(f"{float(span):.0f}%" for span in spans)
    readme = re.sub(r"(?<=F1 of )\d+% and \d+%", figures, README.read_text(encoding="utf-8"))
    README.write_text(readme, encoding="utf-8", newline="\n")
