"""Make the tables of docs/attribution.md from tests/quotation_patterns.toml and what attribution finds today.

.venv/bin/python docs/make_attribution.py

What stands outside the comments `<!-- tables -->` and `<!-- end of tables -->` is kept as written.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "attribution.md"
OPEN, CLOSE = "<!-- tables -->", "<!-- end of tables -->"

sys.path.insert(0, str(ROOT / "tests"))

from quotation_patterns import Pattern, load_patterns, score  # noqa: E402


def escaped(text: str) -> str:
    """Text as Markdown shows it in a cell of a table: no mark-up, no pipe, no line end."""
    plain = re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)
    return re.sub(r"\s*\n\s*", " ¶ ", plain)


def example(pattern: Pattern) -> str:
    """The passage with the promised statements in bold; one inside another is not set apart."""
    parts, done, at = [], 0, 0
    for row in pattern.expected:
        at = pattern.text.index(row["words"], at)
        if at < done:
            continue
        words = "** ¶ **".join(map(escaped, row["words"].split("\n")))
        parts += [escaped(pattern.text[done:at]), f"**{words}**"]
        done = at + len(row["words"])
    return "".join([*parts, escaped(pattern.text[done:])])


def promised(pattern: Pattern) -> str:
    """Kind and speaker of each statement, with actor and relay where there is one."""
    cells = []
    for row in pattern.expected:
        kind = row["kind"] + (" (attitude)" if row.get("act") == "attitude" else "")
        kind += " (inside)" if row.get("inside") else " (same quotation)" if row.get("with") else ""
        who = row.get("speaker", "nobody named")
        who += f" ({row['actor']})" if "actor" in row else ""
        who += f", via {row['via']}" if "via" in row else ""
        cells.append(f"{kind}: {escaped(who)}")
    return "; ".join(dict.fromkeys(cells)) or "no statement"


def rules(pattern: Pattern) -> str:
    return "; ".join(dict.fromkeys(row["rule"] for row in pattern.found())) or "none"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def summary(patterns: list[Pattern]) -> list[str]:
    """How much of what is promised works: patterns, statements, speakers, by group."""
    rows = []
    groups = list(dict.fromkeys(pattern.group for pattern in patterns))
    for name in [*groups, "all"]:
        inside = [pattern for pattern in patterns if name in ("all", pattern.group)]
        scored: list[dict[str, Any]] = [row for pattern in inside for row in score(pattern, pattern.found())]
        statements = [row for row in scored if row["promised"]]
        counts = [
            len(inside),
            sum(not pattern.fails for pattern in inside),
            len(statements),
            sum(row["exact"] for row in statements),
            sum(row["named"] for row in statements),
            len(scored) - len(statements),
        ]
        rows.append([name, *map(str, counts)])
    head = ["patterns of", "written", "work", "statements promised", "found exactly", "and speaker right"]
    return table([*head, "found beyond"], rows)


def tables() -> str:
    """The generated part of the page."""
    patterns = load_patterns()
    lines = ["## How many work", "", *summary(patterns), "", "## Patterns that work"]
    working = [pattern for pattern in patterns if not pattern.fails]
    for group in dict.fromkeys(pattern.group for pattern in working):
        rows = [
            [escaped(pattern.name), example(pattern), promised(pattern), rules(pattern)]
            for pattern in working
            if pattern.group == group
        ]
        head = ["pattern", "example", "what is found", "rule"]
        lines += ["", f"### {group.capitalize()}", "", *table(head, rows)]
    failing = [pattern for pattern in patterns if pattern.fails]
    lines += ["", "## Known not to work", ""]
    if failing:
        lines += ["In bold what should be found. The suite holds that each of these still fails.", ""]
        rows = [
            [escaped(pattern.name), example(pattern), promised(pattern), escaped(pattern.fails)]
            for pattern in failing
        ]
        lines += table(["pattern", "example", "what should be found", "why it does not work yet"], rows)
    else:
        lines.append("No pattern is known to fail.")
    return "\n".join(lines)


def page(text: str) -> str:
    """A page with its generated part made anew."""
    before, _, rest = text.partition(OPEN)
    _, _, after = rest.partition(CLOSE)
    return f"{before}{OPEN}\n\n{tables()}\n\n{CLOSE}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
