"""Make the table of docs/measures.md on the precision of the rhetoric measures anew.

.venv/bin/python docs/make_precision.py

It needs the verdicts only (`tests/verdicts/rhetoric.jsonl`), not the texts that were read.
"""

from __future__ import annotations

import json
from pathlib import Path

from rostra import stats
from rostra.measures.rhetoric import MEASURES

PAGE = Path(__file__).resolve().parent / "measures.md"
VERDICTS = PAGE.parents[1] / "tests" / "verdicts" / "rhetoric.jsonl"
HEAD = ["measure", "hits read", "right", "precision", "95% (Wilson)", "status"]
OPENING, CLOSING = "<!-- precision -->", "<!-- end of precision -->"
FLOOR = 0.80
# Mended by hits of all the texts that are read: their figure flatters, so it does not establish them.
RARE = ("denial", "threat")


def judged() -> dict[str, list[bool]]:
    """The verdicts on the hits of every measure; none where none was read."""
    found: dict[str, list[bool]] = {name: [] for name in MEASURES}
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        verdict = json.loads(line)
        found[verdict["measure"]].append(verdict["right"])
    return found


def status(name: str, right: list[bool]) -> str:
    """The status that the verdicts give: unread, a measure has not been borne out."""
    borne_out = name not in RARE and right and sum(right) / len(right) >= FLOOR
    return "established" if borne_out else "exploratory"


def row(name: str, right: list[bool]) -> list[str]:
    if not right:
        return [f"`{name}`", "0", "–", "–", "–", status(name, right)]
    low, high = stats.wilson_interval(sum(right), len(right))
    share = f"{sum(right) / len(right):.2f}"
    return [
        f"`{name}`",
        str(len(right)),
        str(sum(right)),
        share,
        f"{low:.2f} to {high:.2f}",
        status(name, right),
    ]


def table() -> str:
    """The table: what was read first, the most precise above."""
    found = judged()
    share = {name: sum(right) / len(right) if right else -1.0 for name, right in found.items()}
    order = sorted(found, key=lambda name: (-share[name], name))
    body = [row(name, found[name]) for name in order]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ["---"] * len(HEAD), *body))


def made(page: str) -> str:
    """The page with its table made anew."""
    before, opening, rest = page.partition(OPENING)
    _, closing, after = rest.partition(CLOSING)
    assert opening and closing, "the comments around the table are gone"
    return f"{before}{opening}\n\n{table()}\n\n{closing}{after}"


if __name__ == "__main__":
    PAGE.write_text(made(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
