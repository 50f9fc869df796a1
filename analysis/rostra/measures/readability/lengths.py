"""Lengths: English formulas that need only the lengths of words and sentences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rostra.measures.readability.counts import EASE, GRADE, HARD, Counted, Formula

__all__ = ["LENGTHS"]

Floats = NDArray[np.float64]

_PSK = "Powers, Sumner & Kearl 1958"
_NRI = "Kincaid et al. 1975"


def _linsear_grade(c: Counted) -> Floats:
    points = (c["words"] + 2 * c["three_syllables"]) / c["sentences"]
    return np.where(points > 20, points / 2, points / 2 - 1)


def _sqrt(c: Counted, plus: float = 0.0) -> Floats:
    return np.sqrt(30 * c["three_syllables"] / c["sentences"] + plus)


def _ecp(c: Counted) -> Floats:
    return 141.8401 - 0.21459 * c.share("characters") + 1.079812 * c.share("sentences")


def _gaps(c: Counted) -> Floats:
    return c["characters"] / (c["words"] - 1)


LENGTHS: dict[str, Formula] = {
    "sentence_length": Formula(lambda c: c.sentence, "words a sentence", ""),
    "word_syllables": Formula(lambda c: c.each("syllables"), "syllables a word", ""),
    "word_length": Formula(lambda c: c.each("characters"), "characters a word", ""),
    "flesch": Formula(
        lambda c: 206.835 - 1.015 * c.sentence - 84.6 * c.each("syllables"),
        f"Reading Ease, about 0 to 100, {EASE}",
        "Flesch 1948",
    ),
    "flesch_psk": Formula(lambda c: 0.0778 * c.sentence + 4.55 * c.each("syllables") - 2.2029, GRADE, _PSK),
    "flesch_kincaid": Formula(lambda c: 0.39 * c.sentence + 11.8 * c.each("syllables") - 15.59, GRADE, _NRI),
    "fog": Formula(lambda c: 0.4 * (c.sentence + c.share("three_syllables")), GRADE, "Gunning 1952"),
    "fog_psk": Formula(
        lambda c: 3.068 + 0.0877 * c.sentence + 0.0984 * c.share("three_syllables"), GRADE, _PSK
    ),
    "fog_nri": Formula(
        lambda c: ((c["words"] + 2 * c["three_syllables"]) / c["sentences"] - 3) / 2, GRADE, _NRI
    ),
    "smog": Formula(lambda c: 1.043 * _sqrt(c) + 3.1291, f"regression of 1969, {GRADE}", "McLaughlin 1969"),
    "smog_c": Formula(lambda c: 0.9986 * _sqrt(c, 5) + 2.8795, f"regression C, {GRADE}", "McLaughlin 1969"),
    "smog_simple": Formula(lambda c: _sqrt(c) + 3, f"rule of thumb, {GRADE}", "McLaughlin 1969"),
    "ari": Formula(
        lambda c: 0.5 * c.sentence + 4.71 * c.each("characters") - 21.43, GRADE, "Senter & Smith 1967"
    ),
    "ari_nri": Formula(lambda c: 0.4 * c.sentence + 6 * c.each("characters") - 27.4, GRADE, _NRI),
    "ari_simple": Formula(
        lambda c: c.sentence + 9 * c.each("characters"), f"without constants, {HARD}", "Senter & Smith 1967"
    ),
    "coleman": Formula(
        lambda c: 1.29 * c.share("monosyllables") - 38.45,
        f"cloze per cent, first formula, {EASE}",
        "Coleman 1971",
    ),
    "coleman_c2": Formula(
        lambda c: 1.16 * c.share("monosyllables") + 1.48 * c.share("sentences") - 37.95,
        f"cloze per cent, second formula, {EASE}",
        "Coleman 1971",
    ),
    "coleman_liau": Formula(
        lambda c: 0.0588 * c.share("characters") - 0.296 * c.share("sentences") - 15.8,
        GRADE,
        "Coleman & Liau 1975",
    ),
    "coleman_liau_cloze": Formula(_ecp, f"estimated cloze per cent, {EASE}", "Coleman & Liau 1975"),
    "coleman_liau_grade": Formula(
        lambda c: -27.4004 * _ecp(c) / 100 + 23.06395,
        f"from the cloze per cent, {GRADE}",
        "Coleman & Liau 1975",
    ),
    "lix": Formula(lambda c: c.sentence + c.share("seven_letters"), f"20 to 60, {HARD}", "Bjoernsson 1968"),
    "rix": Formula(
        lambda c: c["seven_letters"] / c["sentences"], f"long words a sentence, {HARD}", "Anderson 1983"
    ),
    "linsear_write": Formula(_linsear_grade, GRADE, "O'Hayre 1966"),
    "linsear_write_points": Formula(
        lambda c: 400 * c.each("three_syllables") / c.share("sentences"),
        f"hard words, 4 points each, a sentence; {HARD}",
        "quanteda",
    ),
    "forcast": Formula(
        lambda c: 20 - 15 * c.each("monosyllables"), f"of 150 words, {GRADE}", "Caylor et al. 1973"
    ),
    "forcast_rgl": Formula(
        lambda c: 20.43 - 16.5 * c.each("monosyllables"),
        f"reading grade level, of 150 words, {GRADE}",
        "Caylor et al. 1973",
    ),
    "farr_jenkins_paterson": Formula(
        lambda c: -31.517 - 1.015 * c.sentence + 1.599 * c.share("monosyllables"),
        EASE,
        "Farr, Jenkins & Paterson 1951",
    ),
    "elf": Formula(
        lambda c: c["two_syllables"] / c["sentences"], f"Easy Listening Formula, {HARD}", "Fang 1966"
    ),
    "wheeler_smith": Formula(
        lambda c: 10 * c["two_syllables"] / c["sentences"], HARD, "Wheeler & Smith 1954"
    ),
    "strain": Formula(
        lambda c: 0.3 * c["syllables"] / c["sentences"],
        f"syllables of three sentences / 10, {HARD}",
        "Solomon 2006",
    ),
    "fucks": Formula(
        lambda c: c["characters"] / c["sentences"],
        f"Stilcharakteristik, characters a sentence; {HARD}",
        "Fucks 1955",
    ),
    "danielson_bryan": Formula(
        lambda c: 1.0364 * _gaps(c) + 0.0194 * c["characters"] / c["sentences"] - 0.6059,
        GRADE,
        "Danielson & Bryan 1963",
    ),
    "danielson_bryan_2": Formula(
        lambda c: 131.059 - 10.364 * _gaps(c) - 0.194 * c["characters"] / c["sentences"],
        f"on the scale of Flesch, {EASE}",
        "Danielson & Bryan 1963",
    ),
    "scrabble": Formula(
        lambda c: c["letter_values"] / c["letters"],
        "mean value of a letter in Scrabble; more is rarer letters",
        "",
    ),
    "eflaw": Formula(
        lambda c: (c["words"] + c["short_words"]) / c["sentences"], f"McAlpine EFLAW, {HARD}", "McAlpine 1997"
    ),
}
