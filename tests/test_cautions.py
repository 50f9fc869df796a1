"""The cautions: one table, which nothing in the library goes round."""

from __future__ import annotations

import ast
from pathlib import Path

from rostra import cautions

PACKAGE = Path(cautions.__file__).parent
# What a note may say without warning of anything: facts of a row, and a fit that did not end.
FACTS = {"NOT_IN_TARGET", "DOES_NOT_OCCUR", "LISTED", "NOT_AT_REST"}


def texts() -> dict[str, str]:
    """The constants of the module that are words of a note."""
    return {
        name: value for name, value in vars(cautions).items() if name.isupper() and isinstance(value, str)
    }


def test_every_note_of_the_module_is_in_the_table_or_a_fact() -> None:
    says = {caution.says for caution in cautions.CAUTIONS if caution.where == "note"}
    named = {value.replace("{adjust}", "genre") for name, value in texts().items() if name not in FACTS}
    assert named == says
    assert texts().keys() >= FACTS


def test_no_module_writes_a_note_of_its_own_wording() -> None:
    known = set(texts().values())
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "cautions.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        written = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} & known
        assert not written, f"{path.name}: {written}"


def test_names_and_words_are_told_apart() -> None:
    names = [caution.name for caution in cautions.CAUTIONS]
    assert len(set(names)) == len(names)
    assert len({(caution.where, caution.says) for caution in cautions.CAUTIONS}) == len(names)
    assert all(caution.means.endswith(".") and "|" not in caution.means for caution in cautions.CAUTIONS)
