"""Strait: what its README plants is found by the measures, and what it calls fragile is found fragile."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import rostra

STRAIT = Path(__file__).resolve().parents[1] / "corpus" / "strait"
SPEECH = "strait-053"  # one document drives a difference
LAST_DAY = "2031-03-30"  # of the old spokesman

HALDRAVA, CORSANDIA, TOLMENY, COMPACT = "Haldrava", "Corsandia", "Tolmeny", "Grey Sea Compact"
AGENCY, LEDGER, COURIER = "Grey Sea Press Agency", "The Merrowick Ledger", "The Arvesk Courier"


@cache
def all_statements() -> rostra.Statements:
    return rostra.attribute(rostra.load_corpus(STRAIT))


@cache
def statements(**columns: str | tuple[str, ...] | None) -> rostra.Statements:
    """Attribute the originals, or those with the given values; `copy_of` otherwise unasked."""
    corpus = rostra.load_corpus(STRAIT).where(**({"copy_of": None} | columns))
    return rostra.attribute(corpus)


def rates(measure: str, found: rostra.Statements) -> pd.Series:
    """Rates of a measure by actor."""
    frame = rostra.measure(rostra.tokenize(found), [measure], by="actor", n_boot=0).frame
    return frame.set_index("actor")["value"]


def hits(measure: str, found: rostra.Statements) -> pd.Series:
    frame = rostra.measure(rostra.tokenize(found), [measure], by="actor", n_boot=0).frame
    return frame.set_index("actor")["hits"]


def days(*, until: str = "", after: str = "") -> tuple[str, ...]:
    documents = rostra.load_corpus(STRAIT).where(copy_of=None).documents
    chosen = documents["date"] <= until if until else documents["date"] > after
    return tuple(documents.loc[chosen, "doc_id"])


# --- size and health ----------------------------------------------------------------------------------


def test_it_has_sixty_documents_and_more_of_their_own() -> None:
    corpus = rostra.load_corpus(STRAIT)
    assert len(corpus) >= 64
    assert len(corpus.where(copy_of=None)) >= 60


def test_the_audit_finds_only_what_the_readme_declares() -> None:
    audit = rostra.audit(rostra.load_corpus(STRAIT))
    assert audit.lines[1:] == (
        "Missing metadata: copy_of in 61 of 65, corrects in 64 of 65.",
        "Left out (a reserved name, not a document): GUIDE.md, README.md, codes.jsonl, gold.jsonl.",
        "Left out (the registry of actors, not a document): actors.toml.",
    )
    assert audit.frame["problems"].isna().all()
    readme = (STRAIT / "README.md").read_text(encoding="utf-8")
    assert "`copy_of` is missing in 61 documents and `corrects` in 64" in readme


# --- what was planted between the actors --------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "actor"),
    [
        ("threat", HALDRAVA),
        ("hedging", TOLMENY),
        ("legitimation", CORSANDIA),
        ("moral_legal", CORSANDIA),
        ("commitment", COMPACT),
        ("demand", COMPACT),
    ],
)
def test_each_actor_leads_in_what_was_planted(measure: str, actor: str) -> None:
    """It does so by a factor of three or more, with copies counted once."""
    found = rates(measure, statements())[[HALDRAVA, CORSANDIA, TOLMENY, COMPACT]]
    others = found.drop(actor)
    assert found[actor] > 3 * others.max()


@pytest.mark.parametrize(("measure", "actor", "other"), [
    ("hedging", TOLMENY, HALDRAVA), ("hedging", TOLMENY, CORSANDIA), ("hedging", TOLMENY, COMPACT),
    ("demand", COMPACT, HALDRAVA), ("commitment", COMPACT, HALDRAVA), ("legitimation", CORSANDIA, HALDRAVA),
])  # fmt: skip
def test_the_comparison_is_sure_of_the_sign(measure: str, actor: str, other: str) -> None:
    tokens = rostra.tokenize(statements())
    gap = rostra.compare(tokens, [measure], by="actor", target=actor, reference=other).frame.iloc[0]
    assert gap["low"] > 0


@pytest.mark.parametrize("measure", ["threat", "accusation", "warning"])
def test_haldrava_turns_from_courtesy_to_threat_in_week_five(measure: str) -> None:
    before, after = (statements(doc_id=d) for d in (days(until=LAST_DAY), days(after=LAST_DAY)))
    assert hits(measure, before)[HALDRAVA] == 0
    assert hits(measure, after)[HALDRAVA] >= 4


@pytest.mark.parametrize("measure", ["affect", "positive_evaluation"])
def test_haldrava_is_more_courteous_before(measure: str) -> None:
    before, after = (statements(doc_id=d) for d in (days(until=LAST_DAY), days(after=LAST_DAY)))
    assert rates(measure, before)[HALDRAVA] > 3 * rates(measure, after)[HALDRAVA]


def test_the_shipping_league_is_never_quoted() -> None:
    share = rostra.share_of_voice(all_statements(), n_boot=0).frame
    kinds = share[share["actor"] == "Shipping League"].set_index("item")["hits"]
    assert kinds["indirect"] > 100
    assert kinds.drop("indirect").fillna(0).sum() == 0


# --- what was planted between the outlets -------------------------------------------------------------


@cache
def verbs() -> pd.DataFrame:
    frame = rostra.stances(statements(), by="source").frame
    return frame.pivot(index="item", columns="source", values="value").fillna(0)


def test_only_the_ledger_doubts() -> None:
    doubting = verbs().loc["doubting"]
    assert doubting[LEDGER] > 0.15
    assert doubting[[AGENCY, COURIER]].max() < 0.01


def test_the_ledger_doubts_haldrava_and_nobody_else() -> None:
    frame = rostra.stances(statements(source=LEDGER)).frame
    doubting = frame[frame["item"] == "doubting"].set_index("actor")["hits"]
    assert doubting[HALDRAVA] >= 20
    assert doubting[[CORSANDIA, TOLMENY, COMPACT]].sum() == 0


def test_the_courier_asserts_and_the_agency_is_neutral() -> None:
    assert verbs().loc["asserting", COURIER] > 0.3
    assert verbs().loc["asserting", [AGENCY, LEDGER]].max() < 0.02
    assert (
        verbs().loc["neutral", AGENCY]
        > 0.8
        > verbs().loc["neutral", LEDGER]
        > verbs().loc["neutral", COURIER]
    )


def test_the_ledger_quotes_corsandia_and_paraphrases_haldrava() -> None:
    def quoted(source: str, actor: str) -> float:
        frame = rostra.share_of_voice(statements(source=source), n_boot=0).frame
        kinds = frame[frame["actor"] == actor].set_index("item")["hits"].fillna(0)
        return float(kinds[["direct", "mixed"]].sum() / kinds[["direct", "mixed", "indirect"]].sum())

    assert quoted(LEDGER, CORSANDIA) > 0.7
    assert quoted(LEDGER, HALDRAVA) < 0.4
    assert abs(quoted(AGENCY, CORSANDIA) - quoted(AGENCY, HALDRAVA)) < 0.2


# --- what does not hold -------------------------------------------------------------------------------


def gap(measure: str, target: str, reference: str, found: rostra.Statements) -> float:
    found_rates = rates(measure, found)
    return float(found_rates[target] - found_rates[reference])


def test_one_document_makes_tolmeny_accuse_more_than_the_compact() -> None:
    """Left out one by one, only the speech turns the difference round."""
    tokens = rostra.tokenize(statements())
    frame = rostra.robustness(tokens, "accusation", target=TOLMENY, reference=COMPACT).frame
    assert frame.loc[frame["check"] == "claim", "value"].item() > 0
    left_out = frame[frame["check"] == "document"]
    assert len(left_out) > 1
    assert left_out.loc[left_out["value"] <= 0, "item"].tolist() == [SPEECH]


def test_the_comparison_is_not_sure_that_tolmeny_accuses_more() -> None:
    tokens = rostra.tokenize(statements())
    found = rostra.compare(tokens, ["accusation"], by="actor", target=TOLMENY, reference=COMPACT).frame.iloc[
        0
    ]
    assert found["low"] < 0 < found["value"]


def test_the_compact_shows_more_emotion_than_corsandia_only_while_copies_count() -> None:
    assert gap("affect", COMPACT, CORSANDIA, all_statements()) > 5
    assert gap("affect", COMPACT, CORSANDIA, statements()) < 0


# --- the answer key -----------------------------------------------------------------------------------


@cache
def accuracy() -> pd.DataFrame:
    gold = rostra.read_gold(STRAIT / "gold.jsonl")
    return rostra.evaluate_statements(gold, all_statements(), n_boot=0).frame


def test_the_gold_covers_half_of_each_genre_and_no_document_the_rules_knew() -> None:
    gold = rostra.read_gold(STRAIT / "gold.jsonl")
    assert gold.left_out == ()
    documents = rostra.load_corpus(STRAIT).where(copy_of=None).documents.set_index("doc_id")
    drawn_from = documents[documents.index > "strait-012"]
    marked = drawn_from.loc[list(gold.texts)]
    assert len(marked) >= 25
    share = marked["genre"].value_counts() / drawn_from["genre"].value_counts()
    assert share.min() >= 0.5


def test_the_gold_is_the_words_of_the_texts() -> None:
    corpus = rostra.load_corpus(STRAIT)
    frame = rostra.read_gold(STRAIT / "gold.jsonl").frame
    wrong = [
        row.text for row in frame.itertuples() if corpus.text(row.doc_id)[row.start : row.end] != row.text
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("measure", "kind", "floor"),
    [
        ("iou_80", None, 0.82),
        ("iou_80", "direct", 0.92),
        ("iou_80", "indirect", 0.74),
        ("speaker_resolved", None, 0.84),
        ("speaker_resolved", "direct", 0.93),
    ],
)
def test_attribution_stays_as_good_as_it_is(measure: str, kind: str | None, floor: float) -> None:
    frame = accuracy()
    chosen = frame["item"].isna() if kind is None else (frame["item"] == kind).fillna(False)
    row = frame[(frame["measure"] == measure) & chosen]
    assert len(row) == 1
    assert row["value"].iloc[0] >= floor


def test_the_guide_to_attribution_gives_the_figures_of_strait() -> None:
    frame = accuracy()

    def per_cent(measure: str, kind: str | None = None) -> int:
        chosen = frame["item"].isna() if kind is None else (frame["item"] == kind).fillna(False)
        return round(100 * frame[(frame["measure"] == measure) & chosen]["value"].iloc[0])

    kinds = ", ".join(f"{kind} {per_cent('iou_80', kind)}" for kind in ("direct", "mixed", "indirect"))
    sentence = (
        f"spans with 80% in common {per_cent('iou_80')} ({kinds}), "
        f"the right full name {per_cent('speaker_resolved')}."
    )
    guide = (STRAIT.parents[1] / "docs" / "attribution.md").read_text(encoding="utf-8")
    assert sentence in " ".join(guide.split()), f"docs/attribution.md should say: {sentence}"
