"""A page of any results carries what verify needs: it makes them again, and names what changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from marked import tokens_of
from test_rhetoric import own_lexicon
from test_verification import with_ledger

import rostra
from rostra.errors import ResultError
from rostra.reporting.entries import named_by
from rostra.reporting.records import load_ledger
from rostra.reporting.recounting import VERBS
from rostra.reporting.verification import verify

SPEECHES = [
    {"doc_id": f"{who.lower()}{i}", "who": who, "date": f"2031-0{1 + i % 3}-01", "text": text * 12}
    for who, own in (
        ("Aland", ["We must act now. ", "They may be reckless, perhaps. ", "We will defend the strait. "]),
        ("Bory", ["Perhaps we might talk. ", "It was an excellent plan. ", "We could possibly wait. "]),
    )
    for i, text in enumerate(own * 3)
]


def corpus_of(rows: list[dict[str, Any]]) -> rostra.Corpus:
    return rostra.load_corpus(rows).renamed("speeches")


def results_of(corpus: rostra.Corpus) -> dict[str, rostra.Result]:
    statements = rostra.attribute(corpus, actor="who")
    words = rostra.tokenize(statements)
    few: dict[str, Any] = {"n_boot": 20}
    return {
        "measure": rostra.measure(words, ["hedging", "polarity"], words="we", over="month", min_words=1),
        "compare": rostra.compare(words, ["hedging", "mattr"], words="we", n_permutations=50),
        "robustness": rostra.robustness(words, "hedging"),
        "keyness": rostra.keyness(words, by="actor", target="Aland"),
        "sentiment": rostra.sentiment(words),
        "frequencies": rostra.frequencies(words),
        "diversity": rostra.diversity(words, by="actor", **few),
        "readability": rostra.readability(words, by="actor", **few),
        "dispersion": rostra.dispersion(words, words=["we", "perhaps"]),
        "similarity": rostra.similarity(words, by="actor", **few),
        "occurrences": rostra.occurrences(words, "we", by="actor"),
        "vocabulary_growth": rostra.vocabulary_growth(words, by="actor"),
        "evaluations": rostra.evaluations(statements, min_words=1),
        "share_of_voice": rostra.share_of_voice(statements),
        "stances": rostra.stances(statements),
    }


@pytest.fixture(scope="module")
def results() -> dict[str, rostra.Result]:
    return results_of(corpus_of(SPEECHES))


@pytest.fixture(scope="module")
def page(results: dict[str, rostra.Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rostra.report("All", *results.values()).save(tmp_path_factory.mktemp("page") / "page.html")


def test_every_verb_can_be_asked_again(results: dict[str, rostra.Result], page: Path) -> None:
    assert set(results) == set(VERBS)
    found = verify(page, corpus_of(SPEECHES))
    assert found.holds and found.recounted
    assert found.unchecked == ()
    assert found.numbers > 500


def names_and_numbers(results: dict[str, rostra.Result]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Every number under its name, as the library gives it: no ledger is asked."""
    found = {}
    for kind, result in results.items():
        names = named_by(result.by, result.frame.columns)
        numbers = [
            c for c in result.frame if pd.api.types.is_numeric_dtype(result.frame[c]) and c not in names
        ]
        for row in result.frame.astype(object).where(result.frame.notna(), None).to_dict("records"):
            key = (kind, tuple("" if row[name] is None else str(row[name]) for name in names))
            found[key] = {name: row[name] for name in numbers}
    return found


def test_one_edited_text_changes_exactly_the_numbers_that_it_is_in(
    results: dict[str, rostra.Result], page: Path
) -> None:
    edited = [row | ({"text": "We must act. " * 15} if row["doc_id"] == "bory0" else {}) for row in SPEECHES]
    corpus = corpus_of(edited)
    found = verify(page, corpus)
    assert not found.holds
    assert found.causes == ("Document edited: bory0.",)
    before, now = names_and_numbers(results), names_and_numbers(results_of(corpus))
    expected = {
        key: {
            name for name in before.get(key, {}) if key in now and not same(before[key][name], now[key][name])
        }
        for key in before
    }
    kinds = {name: kind for kind, name in zip(results, found.titles.values(), strict=True)}
    told = {
        (kinds[found.titles[change.result]], change.name): set(change.columns) for change in found.changes
    }
    assert {key for key, names in expected.items() if names} | (before.keys() - now.keys()) <= told.keys()
    for key, names in told.items():
        if key in before and key in now:
            assert names == expected[key], key
    assert {doc for change in found.changes for doc in change.documents} == {"bory0"}


def same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(one == pytest.approx(other, rel=1e-9, abs=1e-12))


def test_two_builds_are_byte_equal(results: dict[str, rostra.Result], page: Path) -> None:
    again = results_of(corpus_of(SPEECHES))
    assert rostra.report("All", *again.values()).html == page.read_text(encoding="utf-8")


def test_a_forged_number_is_found_without_the_texts(page: Path, tmp_path: Path) -> None:
    forged = tmp_path / "page.html"
    forged.write_bytes(page.read_bytes())
    assert verify(forged).holds

    def more(held: dict[str, Any]) -> None:
        result = held["results"]["1"]
        row = next(row for row in result["rows"] if row[result["columns"].index("value")])
        row[result["columns"].index("value")] *= 2

    with_ledger(forged, more)
    found = verify(forged)
    assert [change.result for change in found.broken] == ["1"]
    assert "  rates: Aland, hedging" in "\n".join(found.lines)


def test_statements_found_in_the_texts_and_plain_words_are_read_again(root: Path, tmp_path: Path) -> None:
    corpus = rostra.load_corpus(root / "corpus" / "redzikowo")
    words = rostra.tokenize(rostra.attribute(corpus))
    page = rostra.report(
        "Two ways", rostra.measure(words, "threat"), rostra.frequencies(rostra.tokenize(corpus))
    )
    found = verify(page.save(tmp_path / "page.html"), corpus)
    assert found.holds and not found.unchecked
    held, _ = load_ledger(tmp_path / "page.html")
    assert [result["source"] for result in held["results"].values()] == ["found", "words"]


def test_the_rows_of_a_chart_are_on_the_page_too(results: dict[str, rostra.Result], tmp_path: Path) -> None:
    chart = rostra.charts.rates(results["sentiment"].where(measure="polarity"), measures=["polarity"])
    page = rostra.report("A chart", chart).save(tmp_path / "page.html")
    held, _ = load_ledger(page)
    assert [result["kind"] for result in held["results"].values()] == ["sentiment"]
    assert len(held["results"]["1"]["rows"]) == 2
    assert verify(page, corpus_of(SPEECHES)).holds


def test_some_documents_are_held_against_the_same_documents(tmp_path: Path) -> None:
    everything = corpus_of(SPEECHES)
    early = everything.where(date="2031-01-01")
    words = rostra.tokenize(rostra.attribute(early, actor="who"))
    page = rostra.report("January", rostra.measure(words, "hedging", min_words=1)).save(
        tmp_path / "page.html"
    )
    found = verify(page, everything)
    assert found.holds
    assert found.unchecked == (
        "Not on the page, and not counted: aland1, aland2, aland4 and 9 more documents.",
    )


def test_what_nobody_can_make_again_is_named_with_its_reason(tmp_path: Path) -> None:
    lexicon = own_lexicon(tmp_path)
    corpus = corpus_of(SPEECHES)
    words = rostra.tokenize(rostra.attribute(corpus, actor="who"))
    by_hand = rostra.measure(tokens_of("[[A|direct|We must.]]"), "commitment", min_words=1)
    own = rostra.measure(words, lexicon)
    page = rostra.report("Odd", by_hand, own, pd.DataFrame({"year": [2031]})).save(tmp_path / "page.html")
    together = rostra.load_corpus([*SPEECHES, {"doc_id": "d1", "text": "We must.", "who": "A"}])
    assert verify(page, together.renamed("speeches")).unchecked == (
        "Not recounted: rates (1): it is not known how its statements were made.",
        f"Not recounted: rates (2): it was counted with lexicons of one's own: {lexicon.name}.",
        "1 table or chart of other numbers cannot be checked.",
    )


def test_a_page_names_no_file_to_read(tmp_path: Path) -> None:
    words = rostra.tokenize(corpus_of(SPEECHES))
    page = rostra.report("Words", rostra.measure(words, words="we", by="who")).save(tmp_path / "page.html")
    with_ledger(page, lambda held: held["results"]["1"]["parameters"].update(words=["{/etc/passwd}"]))
    assert "Not recounted: rates: its words are looked up in a lexicon that is a file." in [
        *verify(page, corpus_of(SPEECHES)).unchecked
    ]


def test_runs_of_words_are_not_written_down_where_the_texts_may_not_be_shown(tmp_path: Path) -> None:
    words = rostra.tokenize(corpus_of(SPEECHES))
    parts = rostra.ngrams(words, 5), rostra.frequencies(words)
    page = rostra.report("Runs", *parts, text=False).save(tmp_path / "page.html")
    held, _ = load_ledger(page)
    assert [result["parameters"]["n"] for result in held["results"].values()] == [1]
    assert verify(page).unchecked == ("1 table or chart of other numbers cannot be checked.",)
    assert len(load_ledger(rostra.report("Runs", *parts).save(page))[0]["results"]) == 2


def test_two_texts_of_one_id_leave_the_page_without_a_ledger(tmp_path: Path) -> None:
    one, other = (rostra.tokenize(rostra.load_corpus([{"doc_id": "a", "text": t}])) for t in ("We.", "They."))
    page = rostra.report("Two", rostra.frequencies(one), rostra.frequencies(other))
    assert page.ledger is None
    with pytest.raises(ResultError) as error:
        verify(page.save(tmp_path / "page.html"))
    assert str(error.value) == (
        "page.html carries no ledger. Pages with results of one set of texts do, and so do bundles "
        "(`rostra report INPUT --bundle FILE.zip`)."
    )


def test_a_page_of_words_alone_has_nothing_to_verify() -> None:
    assert rostra.report("Words", "Only words.").ledger is None


def test_a_bundle_of_any_results_holds_no_word_of_the_texts(
    results: dict[str, rostra.Result], tmp_path: Path
) -> None:
    from zipfile import ZipFile

    page = rostra.report("One", results["measure"], text=False)
    with ZipFile(page.bundle(tmp_path / "one.zip")) as bundle:
        ledger = json.loads(bundle.read("ledger.json"))
        hits = bundle.read("hits.csv").decode()
    assert ledger["made_by"] == "report"
    assert "perhaps" not in hits and hits.count("\n") > 50
    assert verify(tmp_path / "one.zip", corpus_of(SPEECHES)).holds
