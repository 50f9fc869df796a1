"""Actors: whose words count as whose, by name, place, office and person.

A registry knows the states and organisations of the built-in gazetteer, and what a
study adds in its `actors.toml`:

    [[actor]]
    name = "Poland"                        # display name; a known actor is extended
    aliases = ["the Polish government"]    # optional, as are the lists below
    demonyms = ["Polish", "Poles"]
    capitals = ["Warsaw"]
    seats = ["Belweder"]                   # houses and streets that stand for the government
    offices = ["Sejm"]                     # its bodies, where they are named without it
    things = ["the base in Redzikowo"]     # what stands for the actor as a target
    [[actor.member]]
    name = "Paweł Wroński"                 # also found by surname, where only one member has it
    role = "Foreign Ministry Spokesperson" # optional
    from = 2024-01-01                      # optional
    until = 2025-06-30                     # optional
    aliases = []                           # optional
"""

from __future__ import annotations

from rostra.actors.entries import Actor, Member
from rostra.actors.files import load_actors
from rostra.actors.folding import fold
from rostra.actors.names import Mention
from rostra.actors.registry import Actors, Credit

__all__ = ["Actor", "Actors", "Credit", "Member", "Mention", "fold", "load_actors"]
