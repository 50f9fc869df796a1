"""Page: parts written down as one HTML file that asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

import rostra
from rostra.charts.labels import shown, worded
from rostra.errors import ResultError
from rostra.reporting.bundle import hit_places, write_bundle
from rostra.reporting.evidence import Evidence
from rostra.reporting.parts import Beside, Figure, Prose, Quote, Section
from rostra.reporting.places import Places
from rostra.reporting.records import embedded
from rostra.reporting.recounting import ledger_of
from rostra.reporting.writer import Writer, fit

__all__ = ["Report", "report"]

_MARK = re.compile(r'<a href="#mark-(\d+)"')  # a text in a chart cannot hold "<"
NAME = 80  # letters of an actor's name, as in the tables
FEW = 150  # sentences that are printed with the page


@dataclass(frozen=True, eq=False)
class Report:
    """One page: parts in their order, and the evidence behind every number.

    Parameters
    ----------
    title : str
        The heading of the page.
    parts : tuple
        What stands on it, ready to be written: later changes to charts do not reach it.
    subtitle : str, optional
        A line under the heading.
    cues : mapping of str to str
        The cue of each statement by its id, shown with its sentences.
    ledger : mapping, optional
        Every number with the counts behind it, for `rostra verify`.
    text : bool
        Whether the page shows the sentences behind its numbers; without, it names their places.
    places : mapping of str to pandas.DataFrame
        Where hits and statements stand, for a bundle.
    """

    title: str
    parts: tuple[Any, ...]
    subtitle: str | None = None
    cues: Mapping[str, str] = field(default_factory=dict)
    ledger: Mapping[str, Any] | None = None
    text: bool = True
    places: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def html(self) -> str:
        """The page as text: same parts, same bytes."""
        return _written(self)

    @property
    def findings(self) -> tuple[str, ...]:
        """The finding in plain words: the paragraphs that lead the page, and the actors' own words."""
        return tuple(
            "".join(run if isinstance(run, str) else run.text for run in part.runs)
            for part in _walk(self.parts)
            if isinstance(part, Prose) and part.form in ("lead", "item", "caveat")
        )

    def save(self, path: str | Path) -> Path:
        """Write the page to a file.

        Parameters
        ----------
        path : str or pathlib.Path
            The file to write; an existing one is replaced, missing folders are made.

        Returns
        -------
        pathlib.Path
            The file written.
        """
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.html, encoding="utf-8", newline="\n")
        return path

    def bundle(self, path: str | Path) -> Path:
        """Write what every number is made of, without a word of the texts, to one ZIP file.

        Parameters
        ----------
        path : str or pathlib.Path
            The file to write; an existing one is replaced, missing folders are made.

        Returns
        -------
        pathlib.Path
            The file written; `rostra verify` reads it.
        """
        if self.ledger is None:
            raise ResultError(
                "this page has no ledger, and a bundle is made of one. Put results of one set of texts on it."
            )
        return write_bundle(path, dict(self.ledger), dict(self.places))

    def __repr__(self) -> str:
        plural = "" if len(self.parts) == 1 else "s"
        return f"<Report: {self.title!r}, {len(self.parts)} part{plural}>"

    def _repr_html_(self) -> str:
        page = html.escape(self.html, quote=True)
        name = html.escape(self.title, quote=True)
        return (
            f'<iframe title="{name}" sandbox="allow-scripts" width="100%" height="700" '
            f'frameborder="0" srcdoc="{page}"></iframe>'
        )


def report(
    title: str,
    *parts: Any,
    subtitle: str | None = None,
    text: bool = True,
    reading: dict[str, str | None] | None = None,
) -> Report:
    """Put paragraphs, numbers, charts and lines on one page that carries its own evidence.

    Parameters
    ----------
    title : str
        The heading of the page.
    *parts : str, Result, matplotlib Axes or Figure, Concordance, pandas.DataFrame or Section
        In the order of reading. A string is a paragraph of plain text. A `Result`
        becomes a table in which every number with hits opens its sentences. A chart
        becomes inline SVG with its alt text and the table behind it. A `Concordance`
        becomes its lines. A `Section` gives some parts a heading.
    subtitle : str, optional
        A line under the heading.
    text : bool
        False for texts that may not be passed on: no sentence of them is on the page. Numbers
        open the places they stand on, lines become places, cells of more than four words are
        left out. What you write yourself stays.
    reading : dict, optional
        How the texts were read, for `rostra.verify`, as in `rostra.overview`.

    Returns
    -------
    Report
        The page; `save` writes it.

    Notes
    -----
    The page is one HTML file: no request leaves it, a Content-Security-Policy forbids
    any, every text is escaped. The same parts give the same bytes.

    It carries the numbers of its results, and how each was made: `rostra.verify` makes them
    again from the texts. Tables and charts of your own numbers cannot be checked, and nothing
    can where two results hold different texts under one id.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"doc_id": "a", "text": "They called it reckless."}])
    >>> page = rostra.report("One word", "What was said.", rostra.kwic(rostra.tokenize(corpus), "reckless"))
    >>> "<mark>reckless</mark>" in page.html
    True
    """
    writer = Writer(text=text)
    written = tuple(writer.parts(parts))
    ledger = ledger_of(writer.results, writer.others, reading or {}, text=text)
    places = hit_places([result for result, _ in writer.results]) if ledger else {}
    return Report(str(title), written, subtitle, ledger=ledger, text=text, places=places)


def _written(page: Report) -> str:
    evidence: Evidence | Places = Evidence(page.cues) if page.text else Places()
    homes: dict[int, str] = {}  # where a reader came from: the number itself, or the fold that holds it
    sections = [part for part in page.parts if isinstance(part, Section)]

    def homed(number: int, fold: str) -> bool:
        if fold:
            homes.setdefault(number, fold)
            return False
        new = not homes.get(number, "").startswith("n")
        homes[number] = f"n{number}"
        return new

    def drawn(figure: Figure) -> str:
        def address(match: re.Match[str]) -> str:
            number = evidence.register(figure.marks[int(match[1])])
            home = f' id="n{number}"' if homed(number, "") else ""
            return f'<a{home} href="#e{number}"'

        return _MARK.sub(address, figure.svg)

    css, script = _data("page.css"), _data("page.js")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["markup"] = Markup
    environment.filters["position"] = lambda section: _position(section, page.parts)
    environment.filters["named"] = lambda name: shown(name, NAME)
    environment.filters["filters"] = _filters
    template = environment.from_string(_data("page.html.j2"))
    style = _Late(css, evidence)
    text = template.render(
        title=page.title,
        subtitle=page.subtitle,
        parts=page.parts,
        sections=sections,
        evidence=evidence,
        places=evidence.written if isinstance(evidence, Places) else None,
        register=evidence.register,
        homed=homed,
        drawn=drawn,
        homes=homes,
        folds=_Folds(),
        cut=_cut,
        style=style,
        script=script,
        policy=lambda: _policy(str(style), script),
        few=FEW,
        ledger=page.ledger is not None,
        version=rostra.__version__,
    )
    written = fit(text)
    return written if page.ledger is None else embedded(written, dict(page.ledger))


def _filters(names: Iterable[str], terms: bool = False) -> list[tuple[str, str]]:
    """What a filter offers: the values as the tables write them, and their names."""
    return [(shown(name, NAME), worded(name) if terms else shown(name, NAME)) for name in names]


class _Folds:
    """Numbers the folded tables of a page."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def next(self) -> str:
        return f"t{next(self._numbers)}"


class _Late:
    """The style sheet with one rule a claim: known only once all claims are registered."""

    def __init__(self, css: str, evidence: Evidence | Places) -> None:
        self._css = css
        self._evidence = evidence

    def __str__(self) -> str:
        keys = max((len(group.anchors) for group in self._evidence.finished()), default=0)
        return self._css + "".join(
            f".k{k}.f:target~.s:not(.k{k}),.k{k}.f:target~.s>p:not(.k{k},.src){{display:none}}"
            f".k{k}.f:target~.s mark:not(.k{k}){{background:none;padding:0;text-decoration:none}}\n"
            for k in range(1, keys + 1)
        )


def _policy(css: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(name: str) -> str:
    return files("rostra.reporting").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _position(section: Section, parts: tuple[Any, ...]) -> str:
    """Number the sections of a page: their ids never hold a text of the corpus."""

    numbered = (part for part in _walk(parts) if isinstance(part, Section))
    return str(next(i for i, known in enumerate(numbered, start=1) if known is section))


def _walk(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        yield part
        if isinstance(part, Section):
            yield from _walk(part.parts)
        elif isinstance(part, Beside):
            yield from _walk((*part.left, *part.right))


def _cut(quote: Quote) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for start, end in sorted(quote.marks):
        pieces += [(quote.text[at:start], False), (quote.text[start:end], True)]
        at = end
    pieces.append((quote.text[at:], False))
    return [piece for piece in pieces if piece[0]]
