"""The other door: `python -m rostra` is the command `rostra`."""

from __future__ import annotations

from rostra.cli import main

if __name__ == "__main__":
    main()
