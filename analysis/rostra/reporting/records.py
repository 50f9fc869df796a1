"""Records: the ledger as a page or a bundle carries it, written safely and read with suspicion.

A page comes from anybody. What is read from it is checked piece by piece before a number of
it is used, and a fault is one message, whatever stands there.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from rostra.errors import ResultError
from rostra.reporting.entries import FORMAT
from rostra.reporting.ledger import TITLES

__all__ = ["EMPTY", "LEDGER", "embedded", "is_settings", "load_ledger", "text_of"]

EMPTY = '<script type="application/json" id="ledger"></script>'
_BLOCK = re.compile(r'<script type="application/json" id="ledger">(.*?)</script>', re.DOTALL)
LEDGER = "ledger.json"  # its name in a bundle
MAKERS = ("overview", "report")
SIDED = ("compare", "robustness")  # kinds of result that hold a target against a reference
LARGEST = 2**53  # beyond it a number of JSON is not the number that was written
BYTES = 2_000_000_000
# Signs that could end the element in which the ledger stands, or that a page may not hold.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def text_of(ledger: dict[str, Any]) -> str:
    """Write a ledger as JSON: plain ASCII, the same each time, with nothing that a page would read.

    Parameters
    ----------
    ledger : dict
        The ledger.

    Returns
    -------
    str
        JSON without the signs < > and &.
    """
    text = json.dumps(ledger, separators=(",", ":"), allow_nan=False)
    return "".join(_UNSAFE.get(sign, sign) for sign in text) if _UNSAFE.keys() & set(text) else text


def embedded(page: str, ledger: dict[str, Any]) -> str:
    """Put a ledger into the page that has the empty element for it.

    Parameters
    ----------
    page : str
        The page.
    ledger : dict
        The ledger; a hash of the page is added to it.

    Returns
    -------
    str
        The page with it.
    """
    held = ledger | {"page": hashlib.sha256(page.encode()).hexdigest()}
    return page.replace(EMPTY, f"{EMPTY[:-9]}{text_of(held)}</script>", 1)


def load_ledger(path: str | Path) -> tuple[dict[str, Any], bool]:
    """Read the ledger of a page or a bundle.

    Parameters
    ----------
    path : str or pathlib.Path
        A page that `rostra report` wrote, or a bundle.

    Returns
    -------
    ledger : dict
        Checked: of the form that `rostra.reporting.ledger.ledger` gives it.
    untouched : bool
        False where the rest of the page is not what was written.

    Raises
    ------
    rostra.errors.ResultError
        With what is wrong, and the next step.
    """
    path = Path(path)
    untouched = True
    try:
        if path.stat().st_size > BYTES:
            raise ResultError(
                f"{path.name} is larger than {BYTES:,} bytes. Give a page or a bundle of Rostra."
            )
        if zipfile.is_zipfile(path):
            text = _from_bundle(path)
        else:
            page = path.read_bytes().decode("utf-8")
            found = _BLOCK.search(page)
            if found is None:
                raise ResultError(
                    f"{path.name} carries no ledger. Pages with results of one set of texts do, and so do "
                    "bundles (`rostra report INPUT --bundle FILE.zip`)."
                )
            text = found[1]
            bare = page[: found.start()] + EMPTY + page[found.end() :]
            untouched = f'"page":"{hashlib.sha256(bare.encode()).hexdigest()}"' in text
    except FileNotFoundError:
        raise ResultError(f"no file at {path}. Give the path of a page or a bundle of Rostra.") from None
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise ResultError(
            f"{path.name} cannot be read: {error}. Give a page or a bundle of Rostra."
        ) from None
    try:
        ledger = json.loads(text, parse_constant=_refused)
        if not isinstance(ledger, dict) or ledger.get("format") != FORMAT:
            raise ValueError(f'it does not say "format": "{FORMAT}"')
        check(ledger)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, AttributeError) as error:
        said = f"{type(error).__name__} {error}" if isinstance(error, KeyError | IndexError) else str(error)
        raise ResultError(
            f"the ledger of {path.name} is damaged: {said[:200]}. Make the page again with `rostra report`."
        ) from None
    return ledger, untouched


def _from_bundle(path: Path) -> str:
    with zipfile.ZipFile(path) as bundle:
        if LEDGER not in bundle.namelist():
            raise ResultError(
                f"{path.name} is no bundle of Rostra: it holds no {LEDGER}. Write one with "
                "`rostra report INPUT --bundle FILE.zip`."
            )
        if bundle.getinfo(LEDGER).file_size > BYTES:
            raise ResultError(
                f"{path.name}: its {LEDGER} is larger than {BYTES:,} bytes. Give another bundle."
            )
        return bundle.read(LEDGER).decode("utf-8")


def _refused(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def check(ledger: dict[str, Any]) -> None:
    """Complain, with a ValueError, about whatever is not of the form of a ledger.

    Parameters
    ----------
    ledger : dict
        What was read.
    """
    for name in ("settings", "reading", "versions", "measures", "lists", "results"):
        _is(isinstance(ledger[name], dict), f"{name} is no object")
        _is(all(isinstance(key, str) for key in ledger[name]), f"{name} has a key that is no text")
    documents = ledger["documents"]
    _is(isinstance(documents, list), "documents is no list")
    for row in documents:
        _is(isinstance(row, list) and len(row) == 5, "a document has not five fields")
        _is(all(isinstance(cell, str) for cell in row[:3]), "a document has no id or no hash")
        _is(row[3] is None or isinstance(row[3], str), "a date is no text")
        _is(row[3] is None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", row[3]) is not None, "a date is none")
        _is(row[4] is None or _is_count(row[4]), "a number of words is none")
    _is(len({row[0] for row in documents}) == len(documents), "two documents have one id")
    _check_vectors(ledger["vectors"], len(documents))
    _check_reading(ledger["reading"])
    _check_settings(ledger["settings"])
    _is(ledger["made_by"] in MAKERS, "it does not say how it was made")
    if ledger["made_by"] == "overview":
        _check_bases(ledger)
    for name, about in ledger["measures"].items():
        _is(
            len(about) == 4 and all(isinstance(one, str) for one in about),
            f"the measure {name!r:.40} is none",
        )
        _is(about[0] in ("act", "style"), f"the measure {name!r:.40} has no scope")
    for name, result in ledger["results"].items():
        if ledger["made_by"] == "overview":
            _is(name in TITLES, f"no result is called {name!r:.40}")
        else:
            _is(name.isdecimal(), f"no result has the number {name!r:.40}")
            _is(isinstance(result["source"], str), f"{name!r:.40} does not say how its texts were read")
            _is(isinstance(result["summed"], bool), f"{name!r:.40} does not say what its hits are")
            own = result.get("documents", [])
            _is(all(_is_count(one) and one < len(documents) for one in own), f"{name} has no documents")
        _check_result(name, result, len(ledger["vectors"]))
    _is(
        isinstance(ledger["name"], str) and isinstance(ledger["files"], list),
        "the corpus has no name or files",
    )
    for item in ledger["files"]:
        _is(len(item) == 3 and isinstance(item[0], str) and isinstance(item[1], str), "a file has no name")


def _check_bases(ledger: dict[str, Any]) -> None:
    """Complain about what only the standard page has: the words of each group."""
    _is(isinstance(ledger["by"], str) and ledger["by"] in ledger["bases"], "by names no column")
    _is("actor" in ledger["bases"] and "rates" in ledger["results"], "there are no rates")
    n = len(ledger["vectors"])
    for base in ledger["bases"].values():
        groups = base["groups"]
        _is(isinstance(groups, list) and all(isinstance(one, str) for one in groups), "a group is no text")
        for scope in ("act", "style"):
            _is(len(base[scope]) == len(groups), f"{scope} is not one vector a group")
            _is(all(_is_count(one) and one < n for one in base[scope]), f"{scope} names no vector")
        _is(all(_is_count(one) for one in base["words"].values()), "a number of words is none")


def _check_vectors(vectors: Any, n: int) -> None:
    _is(isinstance(vectors, list), "vectors is no list")
    for vector in vectors:
        _is(
            isinstance(vector, list) and len(vector) == 2 and len(vector[0]) == len(vector[1]),
            "a vector is odd",
        )
        _is(
            all(_is_count(row) and row < n for row in vector[0]),
            "a vector names a document that is not there",
        )
        _is(all(_is_number(value) for value in vector[1]), "a vector holds what is no number")


def _check_result(name: str, result: dict[str, Any], n: int) -> None:
    columns, rows, sides = result["columns"], result["rows"], result["sides"]
    _is(isinstance(columns, list) and all(isinstance(one, str) for one in columns), f"{name} has no columns")
    _is(isinstance(result["by"], str) and isinstance(result["kind"], str), f"{name} has no kind")
    _is(isinstance(result["parameters"], dict), f"{name} has no parameters")
    _check_settings(result["parameters"])
    _is(len(rows) == len(sides), f"{name} has not as many rows as counts")
    for row in rows:
        _is(isinstance(row, list) and len(row) == len(columns), f"a row of {name} has not every column")
        cells = [cell for cell in row if cell is not None and not isinstance(cell, str)]
        _is(all(_is_number(cell) for cell in cells), f"a row of {name} holds what is no number")
    for side in sides:
        sided = 2 if name in ("gaps", "keys") or (name not in TITLES and result["kind"] in SIDED) else 1
        _is(len(side) == sided, f"a row of {name} has not its sides")
        for hits, exposure in side:
            _is(all(_is_count(one) and one < n for one in (*hits, *exposure)), f"{name} names no vector")
    for counts in result.get("tested", {}).values():
        _is(
            len(counts) == 2 and len(counts[0]) == len(counts[1]), "the words tested have not two counts each"
        )
        _is(all(_is_count(one) for one in (*counts[0], *counts[1])), "a word tested has no count")


def _check_reading(reading: dict[str, Any]) -> None:
    _is(all(v is None or isinstance(v, str) for v in reading.values()), "reading holds what is no text")
    place = reading.get("input")
    if place is not None:
        absolute = PurePosixPath(place).is_absolute() or re.match(r"[A-Za-z]:|[\\/~]", place) is not None
        _is(
            not absolute and "\\" not in place and "\0" not in place,
            "the place of its input is no relative path",
        )


def _check_settings(given: dict[str, Any]) -> None:
    """Settings decide how long a recount takes: a page cannot ask for a billion resamples."""
    for name, value in given.items():
        if _is_number(value) and not isinstance(value, bool):
            _is(0 <= value <= 100_000, f"the setting {name!r:.40} is {value!r:.40}")
        else:
            parts = value if isinstance(value, list) else [value]
            plain = all(part is None or isinstance(part, str | bool) for part in parts)
            _is(plain, f"the setting {name!r:.40} is neither text nor number")


def is_settings(given: dict[str, Any]) -> bool:
    """Whether arguments are plain enough to be written down, and read again.

    Parameters
    ----------
    given : dict
        Arguments of a verb.

    Returns
    -------
    bool
        True where they are numbers within bounds, texts, and lists of texts.
    """
    try:
        _check_settings(given)
    except ValueError:
        return False
    return True


def _is(true: bool, fault: str) -> None:
    if not true:
        raise ValueError(fault)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return isinstance(value, bool)
    return abs(value) < LARGEST if isinstance(value, int) else math.isfinite(value)
