"""Lists: formulas that need a list of familiar words, and those of other languages than English."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rostra.measures.readability.counts import EASE, GRADE, HARD, Counted, Formula

__all__ = ["FAMILIAR", "LANGUAGES", "grade_of_cloze"]

Floats = NDArray[np.float64]

_PSK = "Powers, Sumner & Kearl 1958"
_WIENER = "Bamberger & Vanecek 1984"


def _cloze(c: Counted) -> Floats:
    familiar = 1 - c.each("unfamiliar")
    asl = c.sentence
    return (
        0.886593 - 0.08364 * c.each("characters") + 0.161911 * familiar**3
        - 0.021401 * asl + 0.000577 * asl**2 - 0.000005 * asl**3
    )  # fmt: skip


def grade_of_cloze(cloze: Floats, criterion: float = 0.35) -> Floats:
    """School grade in which so hard a text is read, by Bormuth's formula.

    Parameters
    ----------
    cloze : numpy.ndarray
        Mean cloze score, 0 to 1: see the measure `bormuth`.
    criterion : float
        Cloze score at which a text counts as understood, 0 to 1.

    Returns
    -------
    numpy.ndarray
        US school grade; more is harder.

    References
    ----------
    Bormuth, J. R. (1969). Development of Readability Analysis. US Office of Education.

    Examples
    --------
    >>> float(grade_of_cloze(np.array(0.5)).round(2))
    7.86
    """
    both = cloze * criterion
    return (
        4.275 + 12.881 * cloze - 34.934 * cloze**2 + 20.388 * cloze**3
        + 26.194 * criterion - 2.046 * criterion**2 - 11.767 * criterion**3
        - 44.285 * both + 97.620 * both**2 - 59.538 * both**3
    )  # fmt: skip


def _dale_chall_old(c: Counted) -> Floats:
    hard = c.share("unfamiliar")
    return 0.1579 * hard + 0.0496 * c.sentence + np.where(hard > 5, 3.6365, 0.0)


FAMILIAR: dict[str, Formula] = {
    "dale_chall": Formula(
        lambda c: 64 - 0.95 * c.share("unfamiliar") - 0.69 * c.sentence,
        f"new formula, cloze score, {EASE}",
        "Chall & Dale 1995",
    ),
    "dale_chall_old": Formula(
        _dale_chall_old, f"adjusted above 5% unfamiliar words, {GRADE}", "Dale & Chall 1948"
    ),
    "dale_chall_psk": Formula(
        lambda c: 0.1155 * c.share("unfamiliar") + 0.0596 * c.sentence + 3.2672, GRADE, _PSK
    ),
    "spache": Formula(
        lambda c: 0.121 * c.sentence + 0.082 * c.share("unfamiliar") + 0.659,
        f"revised, {GRADE}",
        "Spache 1974",
    ),
    "spache_old": Formula(
        lambda c: 0.141 * c.sentence + 0.086 * c.share("unfamiliar") + 0.839, GRADE, "Spache 1953"
    ),
    "bormuth": Formula(_cloze, f"mean cloze score, 0 to 1, {EASE}", "Bormuth 1969"),
    "bormuth_grade": Formula(
        lambda c: grade_of_cloze(_cloze(c)),
        f"grade placement at a cloze score of 0.35, {GRADE}",
        "Bormuth 1969",
    ),
    "drp": Formula(lambda c: 100 * (1 - _cloze(c)), f"Degrees of Reading Power, {HARD}", "Carver 1985"),
}

LANGUAGES: dict[str, Formula] = {
    "smog_de": Formula(
        lambda c: np.sqrt(30 * c["three_syllables"] / c["sentences"]) - 2,
        "German school grade; more is harder",
        "Bamberger & Vanecek 1984",
    ),
    "wiener_1": Formula(
        lambda c: (
            0.1935 * c.share("three_syllables")
            + 0.1672 * c.sentence
            + 0.1297 * c.share("six_letters")
            - 0.0327 * c.share("monosyllables")
            - 0.875
        ),
        "Neue Wiener Sachtextformel 1, German school grade; more is harder",
        _WIENER,
    ),
    "wiener_2": Formula(
        lambda c: (
            0.2007 * c.share("three_syllables")
            + 0.1682 * c.sentence
            + 0.1373 * c.share("six_letters")
            - 2.779
        ),
        "Neue Wiener Sachtextformel 2, German school grade; more is harder",
        _WIENER,
    ),
    "wiener_3": Formula(
        lambda c: 0.2963 * c.share("three_syllables") + 0.1905 * c.sentence - 1.1144,
        "Neue Wiener Sachtextformel 3, German school grade; more is harder",
        _WIENER,
    ),
    "wiener_4": Formula(
        lambda c: 0.2744 * c.share("three_syllables") + 0.2656 * c.sentence - 1.693,
        "Neue Wiener Sachtextformel 4, German school grade; more is harder",
        _WIENER,
    ),
    "dickes_steiwer": Formula(
        lambda c: (
            235.95993 - 73.021 * c.each("characters") - 12.56438 * c.sentence - 50.03293 * c.each("types")
        ),
        f"German, {EASE}",
        "Dickes & Steiwer 1977",
    ),
    "traenkle_bailer": Formula(
        lambda c: (
            224.6814
            - 79.8304 * c.each("characters")
            - 12.24032 * c.sentence
            - 1.292857 * c.share("prepositions")
        ),
        f"German, first formula, {EASE}",
        "Traenkle & Bailer 1984",
    ),
    "traenkle_bailer_2": Formula(
        lambda c: (
            234.1063
            - 96.11069 * c.each("characters")
            - 2.05444 * c.share("prepositions")
            - 1.02805 * c.share("conjunctions")
        ),
        f"German, second formula, {EASE}",
        "Traenkle & Bailer 1984",
    ),
    "crawford": Formula(
        lambda c: -0.205 * c.share("sentences") + 0.049 * c.share("syllables") - 3.407,
        "Spanish, years of school; more is harder",
        "Crawford 1989",
    ),
    "fernandez_huerta": Formula(
        lambda c: 206.84 - 0.6 * c.share("syllables") - 1.02 * c.sentence,
        f"Spanish, {EASE}",
        "Fernandez Huerta 1959",
    ),
    "szigriszt_pazos": Formula(
        lambda c: 206.835 - 62.3 * c.each("syllables") - c.sentence,
        f"Spanish, {EASE}",
        "Szigriszt Pazos 1993",
    ),
    "gutierrez_polini": Formula(
        lambda c: 95.2 - 9.7 * c.each("characters") - 0.35 * c.sentence,
        f"Spanish, {EASE}",
        "Gutierrez de Polini 1972",
    ),
    "gulpease": Formula(
        lambda c: 89 + 3 * c.share("sentences") - 0.1 * c.share("characters"),
        f"Italian, 0 to 100, {EASE}",
        "Lucisano & Piemontese 1988",
    ),
}
