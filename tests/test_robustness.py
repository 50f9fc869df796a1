"""Robustness: a claim is held against other choices, and one loud document is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from marked import tokens_of
from test_comparison import meetings, said
from test_rhetoric import own_lexicon

import rostra
from rostra.comparison.robustness import ROBUSTNESS_COLUMNS
from rostra.errors import QueryError
from rostra.lexicon import Lexicon


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return own_lexicon(tmp_path_factory.mktemp("lexicons"))


def test_a_difference_that_is_everywhere_is_robust(ships: Lexicon) -> None:
    result = rostra.robustness(meetings([(3, 1)] * 12), ships, target="A", min_words=1)
    assert tuple(result.frame.columns) == ROBUSTNESS_COLUMNS
    assert result.frame["verdict"].dropna().tolist() == ["robust"]
    assert result.frame["same_sign"].fillna(True).all()
    left_out = result.frame[result.frame["check"] == "document"]
    assert len(left_out) == 12
    assert left_out["share_kept"].tolist() == pytest.approx([1] * 12)


@pytest.mark.parametrize("place", [0, 7])
def test_one_planted_document_is_named_fragile(place: int, ships: Lexicon) -> None:
    """Both speak alike, but in one document A says nothing else."""
    rng = np.random.default_rng(2)
    texts = [f"{said('A', int(a), 20)} {said('B', int(b), 20)}" for a, b in rng.poisson(1, (12, 2))]
    texts[place] = f"{said('A', 60, 60)} {said('B', 0, 20)}"
    result = rostra.robustness(tokens_of(*texts), ships, target="A", min_words=1)
    first = result.frame[result.frame["check"] == "document"].iloc[0]
    assert result.frame["verdict"].iloc[0] == "fragile"
    assert first["item"] == result.corpus.documents["doc_id"].iloc[place]
    assert f"The document that matters most is {first['item']}" in result.about


def test_a_claim_that_another_lexicon_turns_round_is_mixed(ships: Lexicon, tmp_path: Path) -> None:
    (tmp_path / "seas.csv").write_text("entry\nsea\n", encoding="utf-8")
    seas = rostra.load_lexicon(tmp_path / "seas.csv")
    result = rostra.robustness(meetings([(3, 1)] * 12), [ships, seas], target="A", min_words=1)
    row = result.frame[result.frame["check"] == "lexicon"].iloc[0]
    assert (row["item"], row["same_sign"], row["value"]) == (seas.name, False, -400)
    assert result.frame["verdict"].iloc[0] == "mixed"


def test_the_units_are_words_statements_and_documents(ships: Lexicon) -> None:
    """A says ships in every document but in half of its statements, B in a quarter of its documents."""
    text = f"{said('A', 2)} {said('A', 0)} {said('B', 0)}"
    loud = f"{said('A', 2)} {said('A', 0)} {said('B', 5)}"
    result = rostra.robustness(tokens_of(*[text, text, text, loud] * 3), ships, target="A", min_words=1)
    rows = result.frame.set_index("item")
    statements, documents = rows.loc["statements with a hit"], rows.loc["documents with a hit"]
    assert (statements["value"], statements["unit"]) == (25, "hits per 100 statements")
    assert (statements["target_hits"], statements["target_exposure"]) == (12, 24)
    assert (documents["value"], documents["unit"]) == (75, "hits per 100 documents")
    assert pd.isna(statements["share_kept"])
    assert result.frame["value"].iloc[0] == pytest.approx(-50)
    assert not statements["same_sign"]


def test_kinds_of_statement_stand_alone(ships: Lexicon) -> None:
    text = "[[A|direct|“A ship, a ship.”]] [[B|direct|“A sea, a sea.”]] "
    text += "[[A|speech|sea sea]] [[B|speech|ship sea]]"
    result = rostra.robustness(tokens_of(*[text] * 9), ships, target="A", min_words=1)
    rows = result.frame[result.frame["check"] == "kind"].set_index("item")
    assert rows["value"].round().to_dict() == {"direct": 500, "speech": -500}
    assert rows["same_sign"].to_dict() == {"direct": True, "speech": False}


def test_copies_count_once(ships: Lexicon) -> None:
    text = f"{said('A', 2)} {said('B', 1)}"
    tokens = tokens_of(*[text] * 10, copy_of=[None] * 9 + ["x"])
    row = rostra.robustness(tokens, ships, target="A", min_words=1).frame.set_index("check").loc["copies"]
    assert (row["item"], row["documents"]) == ("counted once (1 left out)", 9)


def test_too_little_for_a_claim_is_no_verdict_on_it(ships: Lexicon) -> None:
    result = rostra.robustness(meetings([(3, 1)] * 5), ships, target="A", min_words=1)
    assert result.frame["verdict"].iloc[0] == "too little"


def test_a_claim_is_about_one_pair(ships: Lexicon) -> None:
    tokens = tokens_of(f"{said('A', 1)} {said('B', 2)} {said('C', 3)}")
    with pytest.raises(QueryError) as error:
        rostra.robustness(tokens, ships)
    assert str(error.value) == "robustness asks of one pair, and here are 3. Name a target: A, B, C."


def test_the_planted_differences_of_the_strait_are_robust(root: Path) -> None:
    tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus(root / "corpus" / "strait")))
    result = rostra.robustness(tokens, "hedging", target="Tolmeny")
    assert result.frame["verdict"].iloc[0] == "robust"
    assert len(result.kwic()) > 0
