"""Token cases: strings on which other tokenisers agree, and sentences by published rules.

Read from `eval/cases` in the folder that ROSTRA_EVALUATION names; skipped without it.
Where peers agree, they agree on punctuation too; here a token is a word, so theirs are
compared without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import rostra
from rostra.index.kernels import Scanner
from rostra.index.reference import TOKEN
from rostra.sentences import sentence_spans

Case = dict[str, Any]

# Golden rules that do not hold, and why.
GOLDEN_RULES_LEFT = {
    "sentences/gr-051": "four points after a full stop are an omission at the end of that sentence, not the "
    "beginning of the next",
    "sentences/gr-052": "sentences without a space between them: the same look as node.js or 1,000.That",
}


@pytest.fixture(scope="module")
def cases(evaluation: Path) -> Callable[[str], list[Case]]:
    def chosen(family: str) -> list[Case]:
        path = evaluation / "eval" / "cases" / f"{family}.json"
        found: list[Case] = json.loads(path.read_text(encoding="utf-8"))["cases"]
        return found

    return chosen


def tokens_of(text: str) -> list[str]:
    return TOKEN.findall(text)


def test_all_strings_on_which_peers_agree_give_their_words(cases: Callable[[str], list[Case]]) -> None:
    agreed = [
        case
        for case in cases("tokens")
        if case["measure"] == "word tokens by five peers" and case["expected"]["consensus"] is not None
    ]
    assert len(agreed) == 16
    wrong = {}
    for case in agreed:
        words = [token for token in case["expected"]["consensus"] if any(map(str.isalnum, token))]
        if (found := tokens_of(case["input"]["text"])) != words:
            wrong[case["id"]] = (found, words)
    assert wrong == {}


def test_all_offset_properties_hold(cases: Callable[[str], list[Case]]) -> None:
    properties = [case for case in cases("tokens") if case["measure"] == "property: offsets"]
    assert len(properties) == 34
    scanner = Scanner()
    for case in properties:
        text = case["input"]["text"]
        frame = rostra.tokenize(rostra.load_corpus([{"text": text or " "}])).frame
        assert [text[s:e] for s, e in zip(frame["start"], frame["end"], strict=True)] == list(
            frame["surface"]
        )
        assert (frame["start"].diff().dropna() > 0).all()
        gaps = [text[e:s] for e, s in zip([0, *frame["end"]], [*frame["start"], len(text)], strict=True)]
        pieces = [piece for pair in zip(gaps, [*frame["surface"], ""], strict=True) for piece in pair]
        assert "".join(pieces) == text
        data = np.frombuffer(text.encode(), dtype=np.uint8)
        _, start, _, _ = scanner.scan(data, np.array([0, len(data)], dtype=np.int64))
        assert start.tolist() == frame["start"].tolist()


def test_the_golden_rules_of_sentences_hold(cases: Callable[[str], list[Case]]) -> None:
    golden = [case for case in cases("sentences") if case["source_kind"] == "published_golden_rules"]
    assert len(golden) == 51
    wrong = set()
    for case in golden:
        text = case["input"]["text"]
        found = [" ".join(text[a:b].split()) for a, b in sentence_spans(text)]
        if found != [" ".join(sentence.split()) for sentence in case["expected"]]:
            wrong.add(case["id"])
    assert wrong == set(GOLDEN_RULES_LEFT)
