"""Actors: who is credited, who is not, and which names in a text are an actor's."""

from __future__ import annotations

import datetime
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra.actors import Actors, Credit, Mention, fold, load_actors
from rostra.errors import ActorsError


@pytest.fixture(scope="module")
def known() -> Actors:
    return load_actors()


def registry(tmp_path: Path, text: str, **options: bool) -> Actors:
    path = tmp_path / "actors.toml"
    path.write_text(text, encoding="utf-8")
    return load_actors(path, **options)


CREDITED = [
    # before the office: adjective, noun, possessive, abbreviation
    ("Polish Foreign Ministry Spokesperson Paweł Wroński", "Poland", "role"),
    ("Russian Foreign Ministry Spokesperson Maria Zakharova", "Russia", "role"),
    ("US National Security Council Spokesperson John Kirby", "United States", "role"),
    ("Russia’s ambassador to the United Nations", "Russia", "role"),
    ("Russia's permanent representative to the UN, Ivan Testov,", "Russia", "role"),
    ("US ambassador to NATO Jane Sample", "United States", "role"),
    ("the U.S. secretary of state", "United States", "role"),
    ("U.S. Secretary of State Jane Sample", "United States", "role"),
    ("UK Prime Minister Anna Sample", "United Kingdom", "role"),
    ("a senior US official", "United States", "role"),
    ("two senior U.S. defense officials", "United States", "role"),
    ("South Korean officials", "South Korea", "role"),
    ("New Zealand's Prime Minister Tom Sample", "New Zealand", "role"),
    ("Afghan Ambassador to the United States Omid Sample", "Afghanistan", "role"),
    ("Ukraine's military", "Ukraine", "role"),
    ("the Israeli army", "Israel", "role"),
    ("the Polish Foreign Ministry", "Poland", "role"),
    ("the German government", "Germany", "role"),
    ("Russian Black Sea Fleet commander Ivan Testov", "Russia", "role"),
    ("Saudi Crown Prince Omar Sample", "Saudi Arabia", "role"),
    ("Iran's supreme leader", "Iran", "role"),
    ("his Russian counterpart, Ivan Testov", "Russia", "role"),
    ("U.N. Secretary General Anna Sample", "United Nations", "role"),
    ("NATO chief Jan Sample", "NATO", "role"),
    ("NATO Secretary General Mark Rutte", "NATO", "role"),
    ("the EU's top diplomat", "European Union", "role"),
    ("EU climate chief Jan Sample", "European Union", "role"),
    ("UN special envoy for Syria", "United Nations", "role"),
    ("the IAEA director general", "International Atomic Energy Agency", "role"),
    ("White House press secretary Jane Sample", "United States", "role"),
    ("White House Russia adviser Jane Sample", "United States", "role"),
    ("Kremlin spokesman Dmitry Peskov", "Russia", "role"),
    ("CIA director Jane Sample", "United States", "role"),
    ("the State Department's deputy spokesman", "United States", "role"),
    ("the Polish prime minister's office", "Poland", "role"),
    ("Russian President Vladimir Putin's spokesman", "Russia", "role"),
    ("a high-ranking Ukrainian security official", "Ukraine", "role"),
    ("Environment Canada spokeswoman Jane Sample", "Canada", "role"),
    ("officials in Warsaw", "Poland", "resident"),
    ("authorities in Poland", "Poland", "resident"),
    # after the office
    ("the ambassador of France to Russia", "France", "role"),
    ("the president of Poland, Andrzej Sample", "Poland", "role"),
    ("Andrzej Sample, the Polish president", "Poland", "role"),
    ("Prime Minister Ravi Sample of India", "India", "role"),
    ("a spokesman for the German government", "Germany", "role"),
    ("John Kirby, spokesman for the US National Security Council", "United States", "role"),
    ("Jan Sample, who is Poland's defence minister", "Poland", "role"),
    ("the head of the delegation of France to the OSCE", "France", "role"),
    ("the minister of foreign affairs of Ukraine", "Ukraine", "role"),
    ("a spokesperson at the Polish embassy in Moscow", "Poland", "role"),
    ("an official with the European Commission", "European Union", "role"),
    ("the German president of the European Commission", "European Union", "role"),
    ("the chairman of the Joint Chiefs of Staff", "United States", "role"),
    ("According to the Chinese Foreign Ministry", "China", "role"),
    ("US officials familiar with the matter", "United States", "role"),
    ("Russian officials who were not named", "Russia", "role"),
    # organs, persons of a body, papers
    ("US Senator Jane Sample", "United States", "organ"),
    ("Polish prosecutors", "Poland", "organ"),
    ("a member of the Russian parliament", "Russia", "organ"),
    ("Jane Sample, of the Polish Foreign Ministry,", "Poland", "affiliation"),
    ("Jens Sample of NATO", "NATO", "affiliation"),
    ("the Pentagon's Sample", "United States", "affiliation"),
    ("a Russian Foreign Ministry statement", "Russia", "paper"),
    ("a UN report", "United Nations", "paper"),
    ("a White House memo", "United States", "paper"),
    # alone
    ("Moscow", "Russia", "capital"),
    ("the White House", "United States", "seat"),
    ("Downing Street", "United Kingdom", "seat"),
    ("the Pentagon", "United States", "seat"),
    ("the Trump White House", "United States", "seat"),
    ("the Quai d’Orsay", "France", "seat"),
    ("Zhongnanhai", "China", "seat"),
    ("the State Department", "United States", "office"),
    ("Washington", "United States", "capital"),
    ("Turkey", "Turkey", "name"),
    ("Chad", "Chad", "name"),
    ("NATO", "NATO", "name"),
    ("the Russian Federation", "Russia", "name"),
    ("the Republic of Korea", "South Korea", "name"),
    ("Hezbollah", "Hezbollah", "name"),
    ("al-Shabaab", "al-Shabaab", "name"),
    ("the WHO", "World Health Organization", "name"),
    ("the Security Council", "United Nations", "office"),
    ("the Russians", "Russia", "nationals"),
]
NOT_CREDITED = [
    "Kirby",
    "John Kirby",
    "he",
    "",
    "...",
    # a nationality is no office
    "a Polish farmer",
    "French actress Anne Sample",
    "Russian political analyst Ivan Testov",
    "a Canadian university professor",
    "a Polish shopkeeper",
    "Polish director Anna Sample",
    "British author Stephen King",
    "Russians",
    "Michael Sample, an American tourist",
    "Serbia's Novak Sample",
    "Jan Sample of Poland",
    # an office qualifies another head
    "US Army veteran Jane Sample",
    "a Kremlin critic",
    "a White House correspondent",
    "a Russian military blogger",
    "a Polish minister's wife",
    # private bodies
    "Russian opposition leader Ivan Testov",
    "an exiled Belarusian leader",
    "a spokesman for the Syrian opposition",
    "the French football federation president",
    "a Russian bank chief executive",
    "Canadian Medical Association president Jane Sample",
    "the president of the University of Warsaw",
    "the Russian Orthodox Church spokesman",
    "American Airlines spokeswoman Jane Sample",
    "a spokesman for Greenpeace in Poland",
    "company officials in Moscow",
    # no longer in office
    "former US ambassador to Russia Jane Sample",
    "ex-president of Poland Jan Sample",
    "Jan Sample, a former Polish foreign minister",
    "retired US general Tom Sample",
    "a Polish presidential candidate",
    # owner is another, or not said
    "a Foreign Ministry statement",
    "the minister for Europe",
    "the special envoy for Ukraine",
    "a source close to the Kremlin",
    "Russian-backed officials",
    "Moscow-backed leader Ivan Testov",
    "Iran envoy Brian Sample",
    "UN ambassador Jane Sample",
    "Trump's Russia adviser",
    # two actors, or an ambiguous one
    "US and Polish officials",
    "French and German ministers",
    "Poland, Hungary and Slovakia",
    "Brussels",
    "Korean officials",
    "Jerusalem",
    # another name
    "Michael Jordan",
    "Chad Smith",
    "Denzel Washington",
    "President Washington",
    "George Washington",
    "the Washington Post",
    "The Moscow Times",
    "the Kiev Post",
    "Paris Hilton",
    "Georgia Tech",
    "Senator Tom Sample of Georgia",
    "Israel Adesanya",
    "the mayor of Moscow",
    "Moscow police",
    "turkey",
    "china",
    "us",
    "who",
]


@pytest.mark.parametrize(("phrase", "actor", "how"), CREDITED)
def test_words_are_credited_to_the_actor_whose_office_the_phrase_names(
    known: Actors, phrase: str, actor: str, how: str
) -> None:
    credit = known.credit(phrase)
    assert credit is not None
    assert (credit.actor, credit.how) == (actor, how)
    assert 0 < credit.confidence < 1


@pytest.mark.parametrize("phrase", NOT_CREDITED)
def test_a_person_without_a_present_public_office_is_credited_to_nobody(known: Actors, phrase: str) -> None:
    assert known.credit(phrase) is None
