"""Auditing: what is missing or looks wrong is named, and nothing is changed for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rostra.actors import load_actors
from rostra.auditing import audit
from rostra.corpus import load_corpus

PROSE = (
    "The ministers met in the harbour town and said that they would go on with the talks in the spring, "
    "when the ice has gone and the ferries run again."
)
GERMAN = (
    "Die Minister trafen sich in der Hafenstadt und sagten, dass sie die Gespräche im Frühling fortsetzen "
    "wollen, wenn das Eis geschmolzen ist und die Fähren wieder fahren."
)


def problems(text: str) -> Any:
    found = audit(load_corpus([{"text": text}])).frame.loc[0, "problems"]
    return None if pd.isna(found) else found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PROSE, None),
        (f"“{PROSE}” “{PROSE}”", None),
        (f"“{PROSE}\n\n“{PROSE}\n \n  “{PROSE}”", None),
        (f"„{PROSE}“ „{PROSE}”", None),
        (f"{PROSE} “Yes, he said.", "1 “ never closed"),
        (f"{PROSE} “Yes, “no, he said.", "2 “ never closed"),
        (f"{PROSE} Yes,” he said.", "1 ” never opened"),
        (f'{PROSE} "Yes, he said.', "an odd number of straight marks (1)"),
        ("", "empty"),
        (" \n…", "empty"),
        ("No comment, don't ask.", "4 words"),
        (f"{PROSE} caf\ufffd \ufffd.", "2 replacement characters"),
        (f"{PROSE} The ministerâ€™s cafÃ© (Â£5).", "3 wrongly decoded characters"),
        (f"{PROSE} Ânes, São, Ð and â are letters.", None),
        (f"{PROSE}\x07\r\n\t", "1 control character"),
        (f"{PROSE} rock\u00adsolid \u200b\ufeff", "3 invisible characters"),
        (f"<p class='x'>{PROSE}<br/>&nbsp;</p>", "4 HTML codes"),
        (f"{PROSE} <b> but 3 < 4 and a <tagged> word & so on; AT&T.", "1 HTML code"),
        (f"{PROSE} {'x' * 250}", "1 unbroken run"),
        (PROSE.upper(), "all in capitals"),
        (f"{PROSE.upper()} <i> \ufffd", "1 replacement character; 1 HTML code; all in capitals"),
    ],
)
def test_what_looks_wrong_in_a_text_is_named(text: str, said: str | None) -> None:
    assert problems(text) == said


def test_the_audit_says_all_it_found_in_plain_lines(tmp_path: Path) -> None:
    files = {
        "a.txt": f"---\ndate: 2024-11-21\ntitle: A\nsource: Herald\n---\n{PROSE}",
        "b.txt": f"---\ndate: 1066-10-14\n---\n{PROSE}",
        "c.txt": f"date 2024-11-27 {GERMAN}",
        "d.txt": "",
        "e.txt": "No comment.",
        "f.odt": "x",
        "g.odt": "x",
        "README.md": "x",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    corpus = load_corpus(tmp_path).renamed("press")
    found = audit(corpus)
    assert str(found).split("\n") == [
        "press: 5 documents, 89 words, 1066-10-14 to 2024-11-27.",
        "Missing metadata: date in 2 of 5, source in 4 of 5, title in 4 of 5.",
        "Empty: 1 document (d).",
        "Near-empty (fewer than 20 words): 1 document (e).",
        "Same text as an earlier document: 1 document (b).",
        "Date outside 1700-2100: 1 document (b).",
        "Not English (de 1): 1 document (c). The rules that find quotations are English: "
        "in these texts they find little, and what they find is less sure.",
        "Left out (a reserved name, not a document): README.md.",
        "Left out (no reader for .odt): f.odt, g.odt.",
    ]
    assert found.about == (
        "Words are runs of letters and digits; languages are judged by py3langid "
        "from the first 4,000 characters of texts of at least 10 words; "
        "problems are suspected, and nothing was changed."
    )
    assert repr(found) == f"{found}\n{found.about}"


def test_the_frame_has_a_row_for_every_document() -> None:
    corpus = load_corpus(
        [
            {"doc_id": "a", "text": PROSE, "date": "2024-11-21", "source": "Herald", "title": "A"},
            {"doc_id": "b", "text": PROSE},
            {"doc_id": "c", "text": GERMAN},
            {"doc_id": "d", "text": "Nein."},
        ]
    )
    frame = audit(corpus).frame
    assert frame.columns.tolist() == [
        "doc_id", "date", "source", "title", "words", "language", "language_confidence", "problems",
    ]  # fmt: skip
    assert frame["words"].tolist() == [30, 30, 27, 1]
    assert frame["language"].tolist()[:3] == ["en", "en", "de"]
    assert frame["language"].isna().tolist() == [False, False, False, True]
    assert frame["language_confidence"].dropna().between(0.9, 1).all()
    assert frame["problems"].fillna("").tolist() == ["", "same text as 'a'", "", "1 word"]


def test_a_corpus_in_order_needs_one_line() -> None:
    found = audit(load_corpus([{"text": PROSE, "date": "2024-11-21", "source": "Herald", "title": "A"}]))
    assert found.lines == ("corpus: 1 document, 30 words, 2024-11-21.",)


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    found = audit(load_corpus([{"doc_id": f"d{n}", "text": ""} for n in range(7)]))
    assert found.lines[2] == "Empty: 7 documents (d0, d1, d2, d3, d4 and 2 more)."


def test_names_that_may_mean_two_actors_are_said_where_they_occur(tmp_path: Path) -> None:
    registry = tmp_path / "actors.toml"
    registry.write_text(
        '[[actor]]\nname = "Haldrava"\naliases = ["the Łódź Council", "Port"]\n'
        '[[actor]]\nname = "Ostrelle"\naliases = ["the Łódź Council", "Port"]\n',
        encoding="utf-8",
    )
    actors = load_actors(registry, gazetteer=False)
    text = f"{PROSE} The Lodz Council met. “No,” said the Łódź Council. Portents were seen."
    found = audit(load_corpus([{"text": text}], actors=actors))
    assert [line for line in found.lines if line.startswith("Ambiguous")] == [
        "Ambiguous name: 'lodz council' stands 2 times in the texts and may mean Haldrava or Ostrelle. "
        "Say which in actors.toml."
    ]


def test_notes_on_the_input_are_repeated() -> None:
    found = audit(load_corpus([{"text": PROSE, "date": "soon"}]))
    assert found.lines[-1] == (
        "1 date could not be read and is left NA; write it as YYYY-MM-DD (such as 'soon' of 'corpus-0001')."
    )


def test_auditing_changes_nothing_and_finds_the_same_twice() -> None:
    corpus = load_corpus([{"text": f"“{PROSE}", "date": "2024-11-21"}, {"text": ""}])
    before = corpus.documents
    first, second = audit(corpus), audit(corpus)
    pd.testing.assert_frame_equal(corpus.documents, before)
    pd.testing.assert_frame_equal(first.frame, second.frame)
    assert first.lines == second.lines


def test_shown_in_a_notebook_everything_is_escaped() -> None:
    page = audit(
        load_corpus([{"doc_id": "<script>x</script>", "text": "", "title": "<img src=x>"}])
    )._repr_html_()
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page


def test_a_long_text_without_end_of_line_or_with_nothing_else_is_looked_over_in_time() -> None:
    for text in (
        "\n" * 300_000,
        " " * 300_000,
        "x" * 300_000,
        "<a " * 100_000,
        "“" * 100_000,
        "&#" * 100_000,
    ):
        problems(text)
