"""Cases: worked examples from print and from other programs, kept outside the project.

Read from `eval/cases` in the folder that ROSTRA_EVALUATION names; skipped without it.
Expressed here: G2 with two and four cells, log ratio (both ways of smoothing), p of G2,
Benjamini-Hochberg; association measures of NLTK. Frequencies, dispersion, diversity,
readability and scaling are in test_cases_words.

Left for later, because nothing here computes them yet: keyness by chi-squared, Yates,
Williams, Fisher, %DIFF, odds ratio, simple maths, conservative log ratio (LRC), BIC and
ELL, and the log-odds of Monroe et al.; rankings by chi-squared; collocations by lambda,
z-score, logDice, MI2, MI3, Jaccard, delta P, phi squared, minimum sensitivity, Fisher;
NLTK's forward window and weighted co-occurrence matrices; Wilson, Clopper-Pearson and
Poisson intervals, Newcombe's difference, rank and t tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rostra import stats
from rostra.measures.collocation import Association, associate

Case = dict[str, Any]


@pytest.fixture(scope="module")
def cases(evaluation: Path) -> Callable[[str, str], list[Case]]:
    """The cases of a family whose measure begins so."""

    def chosen(family: str, measure: str) -> list[Case]:
        path = evaluation / "eval" / "cases" / f"{family}.json"
        everything = json.loads(path.read_text(encoding="utf-8"))["cases"]
        found = [case for case in everything if case["measure"].startswith(measure)]
        assert found, f"no case of {family} is called {measure}"
        return found

    return chosen


def agrees(found: float, expected: float | None, tolerance: Case) -> bool:
    if expected is None:
        return bool(np.isnan(found))
    if "decimals" in tolerance:
        return round(found, tolerance["decimals"]) == pytest.approx(expected, rel=1e-3)
    return found == pytest.approx(expected, rel=tolerance.get("rel", 0), abs=tolerance.get("abs", 0))


def failures(cases: Iterable[Case], compute: Callable[[Case], dict[str, float]]) -> list[str]:
    """Compare what is computed with what is expected under the same name; return what differs."""
    wrong = []
    for case in cases:
        for name, found in compute(case["input"]).items():
            expected = case["expected"][name] if isinstance(case["expected"], dict) else case["expected"]
            if not agrees(float(found), expected, case["tolerance"]):
                wrong.append(f"{case['id']} {name}: {float(found)}, expected {expected}")
    return wrong


def signed_g2(a: int, b: int, n1: int, n2: int, cells: Any = 4) -> float:
    sign = 1 if a / n1 >= b / n2 else -1
    return sign * float(stats.log_likelihood(a, b, n1, n2, cells=cells))


def sides(given: Case) -> tuple[int, int, int, int]:
    return given["a"], given["b"], given["n1"], given["n2"]


# Keyness --------------------------------------------------------------------------------------------------


def test_g2_of_four_cells(cases: Callable[[str, str], list[Case]]) -> None:
    def compute(given: Case) -> dict[str, float]:
        g2 = signed_g2(*sides(given))
        return {"g2_exact": g2, "p_g2_uncorrected": float(stats.chi_squared_p(abs(g2)))}

    assert failures(cases("keyness", "chi2+G2(4-cell)"), compute) == []


@pytest.mark.parametrize(
    ("measure", "g2", "ratio"),
    [
        ("G2/LogRatio/SimpleMaths/LRC", "G2_signed", "LogRatio_walter"),
        ("G2/LogRatio/LRC/SimpleMaths incl. zero cells", "G2", "LogRatio"),
    ],
)
def test_g2_and_log_ratio_of_evert_2022(
    measure: str, g2: str, ratio: str, cases: Callable[[str, str], list[Case]]
) -> None:
    def compute(given: Case) -> dict[str, float]:
        value, _, _ = stats.log_ratio(*sides(given), add="always")
        return {g2: signed_g2(*sides(given)), ratio: float(value)}

    assert failures(cases("keyness", measure), compute) == []


def test_log_ratio_of_hardie_2014(cases: Callable[[str, str], list[Case]]) -> None:
    found = cases("keyness", "log ratio (no smoothing)")
    assert failures(found, lambda given: {"log_ratio": float(stats.log_ratio(*sides(given))[0])}) == []


def test_log_likelihood_of_rayson(cases: Callable[[str, str], list[Case]]) -> None:
    def compute(given: Case) -> dict[str, float]:
        value, _, _ = stats.log_ratio(*sides(given))
        return {"LL_2cell": signed_g2(*sides(given), cells=2), "log_ratio": float(value)}

    assert failures(cases("keyness", "Rayson LL wizard"), compute) == []


def test_g2_without_correction(cases: Callable[[str, str], list[Case]]) -> None:
    wrong = []
    for case in cases("keyness", "lr_none"):
        given = case["input"]
        for row, expected in zip(given["rows"], case["expected"], strict=True):
            g2 = signed_g2(row["a"], row["b"], given["n1"], given["n2"])
            found = {"G2": g2, "p": float(stats.chi_squared_p(abs(g2)))}
            wrong += [
                f"{case['id']} {row['term']} {name}: {value}"
                for name, value in found.items()
                if not agrees(value, expected[name], case["tolerance"])
            ]
    assert wrong == []


def test_the_false_discovery_rate(cases: Callable[[str, str], list[Case]]) -> None:
    for case in cases("uncertainty", "p.adjust"):
        assert stats.adjust_p(case["input"]["p"]) == pytest.approx(case["expected"]["BH"], abs=1e-8)


# Collocations ---------------------------------------------------------------------------------------------

NAMES: dict[str, Association] = {
    "LL": "log_likelihood", "MI": "pmi", "t_score": "t_score", "chi2": "chi_squared", "Dice": "dice",
}  # fmt: skip


def margins(given: Case) -> tuple[int, int, int, int]:
    if "f12" in given:
        return given["f12"], given["f1"], given["f2"], given["N"]
    o11, o12, o21, o22 = (given[name] for name in ("o11", "o12", "o21", "o22"))
    return o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22


@pytest.mark.parametrize("measure", ["all association measures", "chi2 / chi2 Yates"])
def test_association_measures(measure: str, cases: Callable[[str, str], list[Case]]) -> None:
    def compute(given: Case) -> dict[str, float]:
        return {name: associate(*margins(given), measure=ours) for name, ours in NAMES.items()}

    assert failures(cases("collocations", measure), compute) == []


@pytest.mark.parametrize(
    ("measure", "ours"),
    [("t-score", "t_score"), ("MI (log2)", "pmi"), ("Dice", "dice"), ("chi2", "chi_squared")],
)
def test_printed_association_scores(
    measure: str, ours: Association, cases: Callable[[str, str], list[Case]]
) -> None:
    printed = [case for case in cases("collocations", measure) if case["measure"] == measure]
    assert failures(printed, lambda given: {measure: associate(*margins(given), measure=ours)}) == []
