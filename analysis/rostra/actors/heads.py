"""Heads: what stands before the first preposition of a noun phrase, read word by word.

It says who owns the office (*Polish*), which office that is (*Foreign Ministry
Spokesperson*), and whether something forbids to credit its holder: *former*,
*opposition*, two owners.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rostra.actors.phrases import Word
from rostra.actors.rules import Name
from rostra.actors.vocabulary import words

__all__ = ["Head", "is_body"]

_ADJECTIVE = re.compile(r"(?:al|ive|ous|ic|ful|ian|ist|ed|ing|-right|-left)\Z")


def is_body(name: Name) -> bool:
    """Whether the name itself is a house, an office or an organisation, no land or people."""
    return name.kind in ("seat", "office") or name.group in ("organisation", "group")


@dataclass
class Head:
    """What stands before the first preposition, word by word."""

    owner: Word | None = None
    office: str | None = None  # the key of the list that holds the last public role
    office_word: str = ""
    body: bool = False  # a body of the state or organisation has been named
    strange: bool = False  # a common noun that belongs to no office
    proper: bool = False  # a capitalised word that belongs to none
    named: bool = False  # the person's own name has begun
    shut: bool = False
    joint: bool = False
    double: bool = False  # a second actor is named, neither joined nor the owner
    plain: bool = True  # nothing but the owner and words that change nothing

    @classmethod
    def of(cls, before: list[Word]) -> Head:
        head = cls()
        joined = False
        for i, word in enumerate(before):
            if word.name is not None and word.name.kind in ("member", "thing"):
                head.named, head.plain = True, False
            elif word.name is not None:
                head._name(word, joined, before[:i])
            elif word.among("conjunctions"):
                joined = head.owner is not None
            elif not head._known(word, before, i):
                head._unknown(word, before, i)
            if head.office and word.among("qualifiers"):
                break
        return head

    def _name(self, word: Word, joined: bool, lead: list[Word]) -> None:
        assert word.name is not None
        if self.owner is None:
            if self.office or (lead and lead[-1].possessive and word.name.kind in ("name", "capital")):
                self.shut = True  # Trump's Russia adviser; Foreign Minister Jordan
            self.owner, self.strange, self.proper = word, False, False
            if word.low in words("offices") or word.low.endswith("secretary-general"):
                self.office, self.office_word, self.plain = "offices", word.low, False
        elif self.owner.name is None or word.name.actor == self.owner.name.actor:
            self.owner = word  # the US State Department, the Corsandian Coast Guard
        elif joined:
            self.joint = True
        else:
            self.double = True
        if is_body(word.name):
            self.body = True

    def _known(self, word: Word, before: list[Word], i: int) -> bool:
        if word.among("determiners"):
            return True
        if word.among("former") or word.low.startswith("ex-"):
            self.shut = self.shut or not self.named
            return True
        if self.named and word.capital:
            return False
        if word.among("private") or word.low.endswith("-elect"):
            self.shut = self.shut or not self.named
            return True
        for key in ("offices", "organs", "roles", "ordinary", "papers", "bodies"):
            if not word.among(key):
                continue
            last = i == len(before) - 1
            if last and word.among("surnames") and word.capital and (self.proper or self.named):
                return False  # Stephen King
            self.plain = False
            if key == "bodies":
                key = "offices" if word.capital and not self.proper else "ordinary"
                self.body = self.body or key == "offices"
            self.body = self.body or key == "offices" or (word.among("domains") and self.owner is not None)
            organ = self.office == "organs" and self.office_word not in words("modifiers")
            self.office = "organs" if organ and key in ("roles", "ordinary") else key
            self.office_word = word.low
            return True
        if word.among("domains"):
            self.body = self.body or self.owner is not None
            return True
        return word.among("modifiers", "qualifiers")

    def _unknown(self, word: Word, before: list[Word], i: int) -> None:
        if word.low in words("particles") or word.low.replace(".", "").isdigit():
            return
        parts = word.low.split("-")
        known = ("modifiers", "domains", "offices", "roles", "organs", "ordinary")
        if len(parts) > 1 and all(any(part in words(key) for key in known) for part in parts):
            self._known(word._replace(low=parts[-1]), before, i)
        elif word.capital:
            self.plain = False
            self.named = self.named or self.office is not None or self.strange
            self.proper = self.proper or not self.named
        elif self.owner is not None and self.owner.possessive and _ADJECTIVE.search(word.low):
            self.plain = False  # Belarus's authoritarian leader
        elif self.office is None or not word.low.endswith(("ing", "ed")):
            self.plain, self.strange = False, True
            self.office = None  # what seemed the office only qualifies: a US Army veteran
