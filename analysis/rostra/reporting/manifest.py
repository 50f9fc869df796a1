"""Manifest: what went into a page: the inputs, the versions, the parameters."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import rostra
from rostra.charts.labels import shown
from rostra.reporting.parts import Facts, Section

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["LIBRARIES", "manifest", "version_of"]

LIBRARIES = (
    "numpy",
    "pandas",
    "scipy",
    "nltk",
    "textblob",
    "vaderSentiment",
    "matplotlib",
    "seaborn",
    "jinja2",
)
LISTED = 200  # files named one by one


def manifest(corpus: Corpus, parameters: dict[str, Any]) -> Section:
    """List what another person needs to make the same page again.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    parameters : dict
        The arguments of the page.

    Returns
    -------
    Section
        Input files with SHA-256, the SHA-256 of all texts together, versions and
        parameters; no date, no path of the machine.
    """
    documents = corpus.documents
    whole = hashlib.sha256()
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        whole.update(f"{doc_id}\0{text}\0".encode(errors="surrogatepass"))
    rows = [
        (f"Input: {shown(item.name, 120)}", f"sha256 {item.sha256}, {item.bytes:,} bytes")
        for item in corpus.inputs
    ]
    if len(rows) > LISTED:
        rows = [
            *rows[:LISTED],
            ("More inputs", f"{len(rows) - LISTED:,} files, covered by the sum of all texts"),
        ]
    rows.append(
        (
            f"All texts ({len(documents):,})",
            f"sha256 {whole.hexdigest()} (id, NUL, text, NUL of each document)",
        )
    )
    rows += [("rostra", rostra.__version__), ("Python", platform.python_version())]
    rows += [(name, version_of(name)) for name in LIBRARIES]
    rows += [(name, str(value)) for name, value in parameters.items()]
    return Section("Manifest", (Facts(tuple(rows)),))


def version_of(name: str) -> str:
    """Return the version of a library that is installed.

    Parameters
    ----------
    name : str
        Its name.

    Returns
    -------
    str
        The version, or that there is none.
    """
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
