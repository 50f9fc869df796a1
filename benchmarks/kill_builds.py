"""Kills builds of an index at random moments: `python benchmarks/kill_builds.py [KILLS] [SEED]`.

After each kill the index must be the old one or the new one, whole to the last byte, or not there at all;
after the last, a build must leave nothing behind but the index.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from test_index_building import killed_builds


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        wrong = killed_builds(Path(folder), kills, seed)
    print(*wrong, sep="\n")
    print(f"{kills} builds were killed; {len(wrong)} left something torn.")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
