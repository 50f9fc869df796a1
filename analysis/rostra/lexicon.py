"""Lexicons: the words that a measure counts, where they come from, and on what terms.

A lexicon is one TOML file: what is counted (`construct`), where the idea and the
words come from, and `categories` of entries. The ones that ship lie in
`rostra/lexicons/`; `load_lexicon` reads one by name, or any file by its path.

    name = "warning"
    title = "Warning"
    construct = "The speaker announces an adverse outcome."
    construct_source = "Searle 1976"
    source = "Entries written for Rostra."
    licence = "MIT"
    version = "0.1.0"
    language = "en"
    scope = "act"                      # "act" or "style": see `Lexicon.scope`
    negation = "drop"                  # "keep", "drop", or the measure a negated hit counts for
    status = "exploratory"             # or "established"
    exclusions = ["warning shot*"]     # optional: no hit may overlap one of these

    [[categories]]
    name = "alarm"                     # "alarm/military" is a category within "alarm"
    agent = "own"                      # optional: whose act it must be, "own" or "other"
    weight = 1.0                       # optional
    negation = "keep"                  # optional: here a negator changes nothing
    entries = ["warn*", "red line*", "on (|final) notice"]

    [examples]                         # optional: what is a hit, in brackets, and what is none
    hits = ["They have been put [on notice]."]
    misses = ["A warning shot was fired."]

Syntax of an entry: words parted by spaces, and
`*` any letters inside a word (`warn*`); `_` up to two free words (`will _ respond`);
`(a|b)` alternatives, of words or of parts of one (`commit(|s|ted) to`);
`rock-solid` with a hyphen matches rock-solid, rock solid and rocksolid;
`A NOT B` drops a hit of A that a match of B overlaps (may be repeated);
`A NEAR/5 B` is a hit of A where B stands within five words of it in the sentence.
Lower-case words match any case, but for the words whose case is their meaning (`us`
is never "US", `may` never "May"); a word with a capital matches only as it is written.

Other word lists (negators, reporting verbs) lie in the same folder; they say
`kind = "list"`, hold a table `lists`, and are read by `load_words`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from rostra.errors import LexiconError, unknown

__all__ = ["Category", "Entry", "Lexicon", "lexicon_names", "load_lexicon", "load_words", "parse_entry"]

GAP = "_"
MOST_READINGS = 1000  # of one entry; more is surely a slip with brackets
_FOLDER = Path(__file__).parent / "lexicons"
_TEXTS = (
    "name", "title", "construct", "construct_source", "source", "licence", "version", "language",
    "scope", "negation", "status",
)  # fmt: skip
_KEYS = (*_TEXTS, "categories", "exclusions", "examples")
_CATEGORY_KEYS = ("name", "entries", "agent", "weight", "negation")
_CHOICES = {"scope": ("style", "act"), "status": ("exploratory", "established")}
_AGENTS = ("own", "other")
_OPERATOR = re.compile(r"(?:^|(?<=\s))(NOT|NEAR(?:/\d+)?)(?=\s|$)")
_ALLOWED = re.compile(r"[^\W_]|[\s*_()|.,%&/'-]|[\u0300-\u036f]")

# A pattern is a row of slots; each slot lists the words that may stand there, a gap is ("_",).
Pattern = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a lexicon, taken apart.

    Parameters
    ----------
    text : str
        What is looked for, as written in the file, without the `NOT` parts: the name
        of the entry in every table of hits.
    patterns : tuple of patterns
        Its readings. A pattern is a row of slots, a slot the words that may stand there;
        `("_",)` is a gap of up to two words.
    exclusions : tuple of patterns
        Readings of the `NOT` parts.
    near : tuple of patterns
        Readings of the `NEAR` part; empty where there is none.
    window : int
        How many words away the `NEAR` part may stand.
    """

    text: str
    patterns: tuple[Pattern, ...]
    exclusions: tuple[Pattern, ...] = ()
    near: tuple[Pattern, ...] = ()
    window: int = 0

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Category:
    """Entries of a lexicon that belong together.

    Parameters
    ----------
    name : str
        Its name; a slash makes it part of another (`"alarm/military"`).
    entries : tuple of Entry
        What is looked for.
    weight : float
        What one hit counts.
    agent : str or None
        Whose act it must be: `"own"` is the speaker's own side or nobody named,
        `"other"` is anybody but the speaker's own side; None asks nothing.
    negation : str or None
        `"keep"` where a negator before the hit changes nothing; None: as in the lexicon.
    """

    name: str
    entries: tuple[Entry, ...]
    weight: float = 1.0
    agent: str | None = None
    negation: str | None = None


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A named list of entries with its source, licence and version.

    Parameters
    ----------
    name, title : str
        The name of the measure, and how it is written on a page.
    construct, construct_source : str
        What is counted, in one sentence, and where the idea comes from.
    source, licence, version, language : str
        Where the entries come from, and on what terms.
    scope : str
        `"style"` counts a speaker's own wording only (quoted words, speeches); `"act"`
        counts what indirect speech and its cue report, too.
    negation : str
        What a negated hit does: `"keep"` counts, `"drop"` does not, or the name of the
        measure for which it counts instead.
    status : str
        `"established"` where coded data bear the measure out, else `"exploratory"`.
    categories : tuple of Category
        What is looked for.
    exclusions : tuple of patterns
        What no hit may overlap.
    hits, misses : tuple of str
        Examples: exactly what stands in square brackets is a hit; in a miss nothing is.
    """

    name: str
    title: str
    construct: str
    construct_source: str
    source: str
    licence: str
    version: str
    language: str
    scope: str
    negation: str
    status: str
    categories: tuple[Category, ...]
    exclusions: tuple[Pattern, ...] = ()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = field(default=())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the file."""
        return tuple(entry for category in self.categories for entry in category.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        groups = f"{len(self.categories)} categor{'y' if len(self.categories) == 1 else 'ies'}"
        return f"<Lexicon {self.name} {self.version}: {len(self)} entries in {groups}, {self.licence}, {self.status}>"


@cache
def lexicon_names() -> tuple[str, ...]:
    """Return the names of the measure lexicons that ship, in alphabetical order.

    Returns
    -------
    tuple of str
        What `load_lexicon` knows by name: files that say what their `scope` is.

    Examples
    --------
    >>> "hedging" in lexicon_names(), "negators" in lexicon_names()
    (True, False)
    """
    return tuple(
        path.stem
        for path in sorted(_FOLDER.glob("*.toml"))
        if re.search(r"^scope\s*=", path.read_text(encoding="utf-8"), re.MULTILINE)
    )


def load_lexicon(name: str | Path) -> Lexicon:
    """Read a lexicon and check all of it.

    Parameters
    ----------
    name : str or pathlib.Path
        The name of one that ships (see `lexicon_names`), or the path of a `.toml` file.

    Returns
    -------
    Lexicon
        The entries, parsed, with what is known about them.

    Raises
    ------
    rostra.errors.LexiconError
        With the file, the entry, what was found there and what to write instead.

    Examples
    --------
    >>> load_lexicon("threat").scope
    'act'
    >>> load_lexicon("hedge")
    Traceback (most recent call last):
    ...
    rostra.errors.LexiconError: no lexicon named 'hedge'. Did you mean 'hedging'? ...
    """
    if isinstance(name, str) and not name.endswith(".toml") and not re.search(r"[/\\]", name):
        if name in lexicon_names():
            return _shipped(name)
        if (_FOLDER / f"{name}.toml").is_file():
            raise LexiconError(
                f"{name!r} is a word list, not the lexicon of a measure. Read it with load_words({name!r})."
            )
        raise LexiconError(
            unknown("lexicon", name, lexicon_names()) + " For a file of your own, give its path, ending in .toml."
        )
    path = Path(name)
    return _Reader(path.name).lexicon(_toml(path))


@cache
def _shipped(name: str) -> Lexicon:
    path = _FOLDER / f"{name}.toml"
    return _Reader(path.name).lexicon(_toml(path))


@cache
def load_words(name: str) -> dict[str, tuple[str, ...]]:
    """Read a plain word list that ships, such as the negators.

    Parameters
    ----------
    name : str
        The file's name without its ending.

    Returns
    -------
    dict of str to tuple of str
        The lists of its table `lists`.

    Examples
    --------
    >>> "never" in load_words("negators")["negators"]
    True
    """
    path = _FOLDER / f"{name}.toml"
    known = [p.stem for p in sorted(_FOLDER.glob("*.toml")) if p.stem not in lexicon_names()]
    if name not in known:
        raise LexiconError(unknown("word list", name, known))
    content = _toml(path)
    return {key: tuple(words) for key, words in content.get("lists", {}).items()}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise LexiconError(
            f"no file {path.name!r} in {str(path.parent)!r}. Give the path of a .toml file, or one of these "
            f"names: {', '.join(lexicon_names())}."
        ) from None
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"{path.name}: byte {error.start} is not UTF-8. Save the file as UTF-8 and load it again."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(
            f"{path.name} is not valid TOML: {error}. Texts stand in quotation marks, lists in square brackets "
            "with commas."
        ) from None


@dataclass(frozen=True)
class _Reader:
    """Turns the content of one file into a Lexicon; knows the file's name for its errors."""

    file: str

    def fail(self, message: str) -> LexiconError:
        return LexiconError(f"{self.file}: {message}")

    def lexicon(self, content: dict[str, Any]) -> Lexicon:
        for key in content:
            if key not in _KEYS:
                raise self.fail(unknown("key", key, _KEYS))
        for key in (*_TEXTS, "categories"):
            if key not in content:
                needed = ", ".join((*_TEXTS, "categories"))
                raise self.fail(f"the key {key!r} is missing. A lexicon needs: {needed}.")
        for key in _TEXTS:
            if not isinstance(content[key], str) or not content[key].strip():
                raise self.fail(f"{key!r} is {content[key]!r}. Write it as text: {key} = \"...\".")
        for key, choices in _CHOICES.items():
            if content[key] not in choices:
                raise self.fail(unknown(key, content[key], choices))
        negations = ("keep", "drop", *lexicon_names())
        if content["negation"] not in negations:
            raise self.fail(unknown("negation", content["negation"], negations))
        examples = self.table(content, "examples", ("hits", "misses"))
        hits, misses = (self.texts(examples, key, "examples") for key in ("hits", "misses"))
        for text in hits:
            if not re.fullmatch(r"[^\[\]]*(?:\[[^\[\]]+\][^\[\]]*)+", text):
                raise self.fail(f"the example {text!r} has no hit in [square brackets], or an unpaired bracket.")
        for text in misses:
            if "[" in text or "]" in text:
                raise self.fail(f"the example {text!r} stands under misses but has brackets. Move it to hits.")
        exclusions = self.texts(content, "exclusions", "the lexicon")
        return Lexicon(
            **{key: content[key] for key in _TEXTS},
            categories=self.categories(content["categories"]),
            exclusions=tuple(p for text in exclusions for p in self.entry(text, "exclusions").patterns),
            hits=hits,
            misses=misses,
        )

    def categories(self, found: Any) -> tuple[Category, ...]:
        if not isinstance(found, list) or not found or not all(isinstance(item, dict) for item in found):
            raise self.fail("there are no categories. Write at least one [[categories]] with a name and entries.")
        categories: list[Category] = []
        seen: dict[str, str] = {}
        for number, item in enumerate(found, 1):
            name = item.get("name")
            if not isinstance(name, str) or not name.strip():
                raise self.fail(f"category {number} has no name. Write name = \"...\" under its [[categories]].")
            if name in {category.name for category in categories}:
                raise self.fail(f"two categories are named {name!r}. Join them, or rename one.")
            where = f"category {name!r}"
            for key in item:
                if key not in _CATEGORY_KEYS:
                    raise self.fail(f"{where}: {unknown('key', key, _CATEGORY_KEYS)}")
            for key, choices in (("agent", _AGENTS), ("negation", ("keep",))):
                if key in item and item[key] not in choices:
                    raise self.fail(f"{where}: {unknown(key, item[key], choices)}")
            weight = item.get("weight", 1.0)
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not weight > 0:
                raise self.fail(f"{where}: the weight is {weight!r}. Write a number above 0: weight = 0.5.")
            texts = self.texts(item, "entries", where)
            if not texts:
                raise self.fail(f"{where} has no entries. Write entries = [\"...\"].")
            entries = tuple(self.entry(text, where) for text in texts)
            for entry in entries:
                key = " ".join(entry.text.split())
                if key in seen:
                    raise self.fail(f"the entry {key!r} stands in {seen[key]} and in {where}. Keep one of them.")
                seen[key] = where
            categories.append(Category(name, entries, float(weight), item.get("agent"), item.get("negation")))
        return tuple(categories)

    def entry(self, text: str, where: str) -> Entry:
        try:
            return parse_entry(text)
        except LexiconError as error:
            raise self.fail(f"{where}, {error}") from None

    def table(self, content: dict[str, Any], key: str, known: tuple[str, ...]) -> dict[str, Any]:
        table = content.get(key, {})
        if not isinstance(table, dict):
            raise self.fail(f"{key!r} is {table!r}. Write a table: [{key}] with {' and '.join(known)}.")
        for name in table:
            if name not in known:
                raise self.fail(f"{key}: {unknown('key', name, known)}")
        return table

    def texts(self, content: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
        found = content.get(key, [])
        if not isinstance(found, list):
            raise self.fail(f"{where}: {key!r} is {found!r}. Write a list of texts: {key} = [\"...\"].")
        for item in found:
            if not isinstance(item, str):
                raise self.fail(f"{where}: {key!r} holds {item!r}, which is no text. Put it in quotation marks.")
        return tuple(found)


def parse_entry(text: str) -> Entry:
    """Take one entry apart.

    Parameters
    ----------
    text : str
        An entry in the syntax of this module's docstring.

    Returns
    -------
    Entry
        Its readings.

    Examples
    --------
    >>> parse_entry("(side|step) with").patterns
    ((('side', 'step'), ('with',)),)
    >>> parse_entry("commit(|s) to NOT commit* suicide").exclusions
    ((('commit*',), ('suicide',)),)
    >>> parse_entry("rock-solid").patterns
    ((('rocksolid',),), (('rock',), ('solid',)))
    """
    plain = text.replace("\u2019", "'")

    def fail(message: str) -> LexiconError:
        return LexiconError(f"entry {text!r}: {message}")

    odd = [character for character in plain if not _ALLOWED.match(character)]
    if odd:
        raise fail(f"the character {odd[0]!r} has no meaning here. Use letters, digits and * _ ( | ) ' - only.")
    pieces = _OPERATOR.split(plain)
    readings = {}
    for part in {pieces[0], *pieces[2::2]}:
        if not part.strip():
            raise fail("nothing stands before or after an operator." if len(pieces) > 1 else "it is empty.")
        readings[part] = _readings(part, fail)
    exclusions: list[Pattern] = []
    near: tuple[Pattern, ...] = ()
    window, label = 0, pieces[0].strip()
    for operator, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if operator == "NOT":
            exclusions.extend(readings[part])
            continue
        if not operator[5:] or int(operator[5:]) == 0:
            raise fail("NEAR needs a number of words: NEAR/5.")
        if near:
            raise fail("it has two NEAR parts; one is possible. Write (a|b) for alternatives.")
        near, window, label = readings[part], int(operator[5:]), f"{label} {operator} {part.strip()}"
    return Entry(" ".join(label.split()), readings[pieces[0]], tuple(exclusions), near, window)


def _readings(part: str, fail: Any) -> tuple[Pattern, ...]:
    """Spell one part out: one pattern for each choice that changes the number of words."""
    slots: list[list[Pattern]] = []  # for each word as written, the rows of slots it stands for
    for chunk in _chunks(part, fail):
        if chunk == GAP:
            slots.append([((GAP,),)])
            continue
        single: dict[str, None] = {}
        rows: dict[Pattern, None] = {}
        for option in _options(chunk, fail):
            for words in product(*(_spellings(word, fail) for word in option.split())):
                flat = [word for spelled in words for word in spelled]
                if len(flat) == 1 and flat[0] != GAP:
                    single[flat[0]] = None
                else:
                    rows[tuple((word,) for word in flat)] = None
        slots.append([*([((*single,),)] if single else []), *rows])
        if prod(map(len, slots)) > MOST_READINGS:
            raise fail(f"it has more than {MOST_READINGS} readings. Split it into several entries.")
    patterns = {tuple(slot for row in rows for slot in row): None for rows in product(*slots)}
    for pattern in patterns:
        if not pattern or (GAP,) in (pattern[0], pattern[-1]):
            raise fail("it begins or ends with the gap _, or is empty in one reading. Begin and end with a word.")
        if ((GAP,), (GAP,)) in zip(pattern, pattern[1:], strict=False):
            raise fail("two gaps follow each other. One _ stands for up to two words.")
    return tuple(patterns)


def _chunks(part: str, fail: Any) -> list[str]:
    """Cut at the spaces that stand in no bracket."""
    chunks, depth = [""], 0
    for character in part:
        depth += (character == "(") - (character == ")")
        if depth < 0 or (character == "|" and not depth):
            raise fail("a ) without its (, or a | in no bracket. Write (a|b).")
        if character.isspace() and not depth:
            chunks.append("")
        else:
            chunks[-1] += character
    if depth:
        raise fail("a ( without its ). Write (a|b).")
    return [chunk for chunk in chunks if chunk]


def _options(text: str, fail: Any) -> list[str]:
    """Write out every choice of a text with brackets, brackets within brackets too."""
    level: list[list[list[str]]] = [[[""]]]  # open brackets > their choices > the texts so far
    for piece in re.split(r"([(|)])", text):
        if piece == "(":
            level.append([[""]])
        elif piece == "|":
            level[-1].append([""])
        elif piece == ")":
            choices = level.pop()
            if len(choices) == 1:
                raise fail(f"'({choices[0][0]})' offers no choice. Write (a|b), or leave the brackets out.")
            level[-1][-1] = [before + after for before in level[-1][-1] for texts in choices for after in texts]
        else:
            level[-1][-1] = [before + piece for before in level[-1][-1]]
    return level[0][0]


def _spellings(word: str, fail: Any) -> list[list[str]]:
    """Return a word as it is or, with a hyphen, in its open and its closed spelling."""
    if word == GAP:
        return [[GAP]]
    if "_" in word or not re.search(r"[^\W_]", word.replace("*", "")):
        raise fail(f"{word!r} is no word. A word has letters; _ and * stand for others.")
    pieces = [piece for piece in word.split("-") if piece]
    return [pieces, ["".join(pieces)]] if len(pieces) > 1 else [pieces]
