"""What a passage reports on: each kind of rule with a passage that holds it and one that does not.

All passages are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from data.articles import Article, Batch, batch_of
from data.codebook import Codebook, codebook_of
from data.codings import find_codings
from data.matching import Matcher
from data.records import How, Kind
from data.spans import Coding, Mention, Mentions


@cache
def _matcher() -> Matcher:
    return Matcher(Codebook.load().forms)


def _mentions(batch: Batch, countries: str, organisations: str, leaders: str = "") -> Mentions:
    """Find the given names (`Name=CODE`, parted by commas) by plain search; enough for made-up passages."""
    found = []
    given = ((Kind.COUNTRY, countries), (Kind.ORGANISATION, organisations), (Kind.LEADER, leaders))
    for kind, names in given:
        for name, _, code in (pair.partition("=") for pair in names.split(",") if pair):
            at = batch.text.find(name)
            while at >= 0:
                sentence = max(i for i, start in enumerate(batch.sentence_start) if start <= at)
                passage = int(batch.sentence_passage[sentence])
                found.append(Mention(passage, sentence, kind, code, How.NAME, at, at + len(name)))
                at = batch.text.find(name, at + 1)
    return Mentions.of(sorted(found, key=lambda mention: mention.start))


_COUNTRIES = "Kazakh=KZ,Uzbek=UZ,China=CN,Chinese=CN,Brazil=BR,Norway=NO,Norwegian=NO,Chile=CL,Peru=PE,Kenya=KE"
_BODIES = "United Nations=UN,World Trade Organization=WTO,ASEAN=ASEAN,FIFA=FIFA"


def _codings(text: str, book: Codebook | None = None, countries: str = _COUNTRIES) -> list[Coding]:
    batch = batch_of([Article(text)])
    book, matcher = (Codebook.load(), _matcher()) if book is None else (book, Matcher(book.forms))
    return list(find_codings(batch, matcher.scan(batch.text), book, _mentions(batch, countries, _BODIES)))


def _codes(text: str) -> set[str]:
    return {coding.code for coding in _codings(text)}


def _small(*rows: dict[str, Any], **more: Any) -> Codebook:
    return codebook_of({"term": list(rows), **more})


POSITIVE = [
    ("trade", "Norway puts a tariff on salmon feed."),
    ("trade", "Chile will export copper to China from May."),
    ("trade", "A Norwegian company buys a stake in a bank in Kenya for 40 million euros."),
    ("trade", "Brazil lifts sanctions on Peru."),
    ("trade", "Chile and China talk about the gas transit of next year."),
    ("trade", "Peru signs a deal to buy four fighter jets from Brazil."),
    ("tech", "The two institutes will build a satellite for weather research."),
    ("tech", "Engineers present a semiconductor plant."),
    ("tech", "Kenya plans its first nuclear power plant."),
    ("tech", "The two sides spoke of energy, farming and space cooperation."),
    ("tourism", "Tourists return to the beaches of Kenya."),
    ("tourism", "Norway bars Chilean citizens from entering from Monday on."),
    ("tourism", "The carrier cancelled 40 flights because of fog."),
    ("tourism", "Norway and Chile agree on visa-free stays of 30 days."),
    ("customs", "Kenya shuts down three border crossings."),
    ("customs", "Uzbek customs officers opened the parcels."),
    ("customs", "The border crossing between the two Kazakh villages reopens for trucks."),
    ("customs", "Police seized 40 kilograms of heroin hidden in a container in the port."),
    ("security", "Soldiers stormed the village at dawn."),
    ("security", "Peru and Chile sign a pact on defence cooperation."),
    ("security", "An attack left nine people dead and a blast destroyed the bridge."),
    ("diplomacy", "The presidents of Peru and Chile met in Lima."),
    ("diplomacy", "Kenya recalls its ambassador from Norway."),
    ("multilateralism", "The United Nations votes on the resolution tomorrow."),
    ("multilateralism", "Leaders of developing countries asked for a hearing."),
    ("sovereignty", "The islanders declared their independence in a vote."),
    ("sovereignty", "Fighter pilots entered Norwegian airspace; a violation of its airspace, the ministry says."),
    ("connectivity", "A new railway will connect the Kazakh and Uzbek capitals."),
    ("connectivity", "The Belt and Road forum opened."),
    ("green-development", "Norway cuts its greenhouse gas emissions."),
    ("economic-integration", "Four islands form a customs union."),
    ("regional-stability", "Both sides accepted the ceasefire."),
    ("people-to-people", "Students from Chile and Peru exchange places for a year under a scholarship programme."),
    ("people-to-people", "Norway sends humanitarian aid to Kenya."),
    ("trade", "Net capital outflow from the region slowed to nine million."),
    ("trade", "Kenya and Peru face sanctions that cut oil revenue."),
    ("tech", "A mobile network outage lasted all night."),
    ("tech", "Researchers plead for international regulation of the internet."),
    ("tourism", "The suspension of all flights to the island will last a week."),
    ("tourism", "A tourist bus overturned on the coast road."),
    ("tourism", "Snow closes the airport of the island until Monday."),
    ("tourism", "Norway and Chile mean to simplify visas for students."),
    ("tech", "A self-driving taxi stops in the middle of the road."),
    ("security", "Gunmen attack a school and kill nine people."),
    ("customs", "Chile and Peru agree on limits at two checkpoints on their border."),
    ("customs", "The envoys want to curb cross-border smuggling of fuel."),
    ("security", "Heavy fighting is reported in the old town."),
    ("security", "Four foreigners were abducted on the road to the mine."),
    ("security", "A firm closes a security hole in its browser."),
    ("diplomacy", "Chile and Peru recall their respective ambassadors."),
    ("diplomacy", "Norway reopens its embassy in Kenya."),
    ("multilateralism", "The ministers discussed integration processes in the region."),
    ("connectivity", "The carrier had to announce the suspension of all flights to Chile."),
    ("green-development", "Villagers fear the wastewater of the mill."),
    ("economic-integration", "The neighbours now have a joint customs system."),
    ("regional-stability", "The fighters promised to lay down their arms."),
    ("people-to-people", "Peru closes the bureau of a Chilean newspaper; the reporters leave Peru for Chile."),
]  # fmt: skip

NEGATIVE = [
    ("trade", "The trade union elected a new leader."),
    ("trade", "Survivors of the World Trade Center gathered."),
    ("trade", "The club will trade its goalkeeper."),
    ("trade", "Voters reject the migrant quotas, police fired tear gas to disperse a crowd, electricity tariffs rose."),
    ("security", "Frontline workers got the vaccine; the Blue Bombers won the cup."),
    ("security", "A court allows the extradition of a banker over fraud."),
    ("trade", "The two captains traded insults."),
    ("trade", "Brazil imposes sanctions on six officials and judges of Peru."),
    ("tech", "The minister wrote on Twitter that he was tired."),
    ("tech", "Satellite images show the flooded fields."),
    ("tech", "A rocket hit the school."),
    ("tourism", "The minister would resort to a vote."),
    ("tourism", "The airliner crashed; all passengers died."),
    ("customs", "The tribe keeps its customs and traditions."),
    ("customs", "Rebels seized control of the border crossing after clashes and closed it."),
    ("customs", "Immigration and Customs Enforcement has a new head."),
    ("customs", "He vowed to shut down the border and to deport immigrants."),
    ("security", "Pensions are paid by Social Security."),
    ("security", "The Security Council has fifteen seats."),
    ("security", "An earthquake killed nine people and injured forty."),
    ("security", "Firefighters fought the blaze through the night."),
    ("diplomacy", "The Secretary of State for Transport opened a station."),
    ("diplomacy", "She talks about her childhood."),
    ("multilateralism", "FIFA will use a new ball."),
    ("sovereignty", "Crowds celebrated Independence Day."),
    ("sovereignty", "The sovereign wealth fund bought a hotel."),
    ("connectivity", "The army destroyed a bridge over the river."),
    ("green-development", "The investment climate in the region improved."),
    ("regional-stability", "A peaceful protest ended at noon."),
    ("regional-stability", "She won the Nobel Peace Prize."),
    ("people-to-people", "The health minister resigned."),
    ("trade", "Norway and Kenya will investigate a bank."),
    ("tech", "The satellite organisations of the party were closed."),
    ("tourism", "A court sentenced a tourist for theft."),
    ("tourism", "The plan makes way for a tourist park."),
    ("tourism", "Kenya bans foreign nationals from interfering in the vote."),
    ("customs", "Their closest outpost lies close to the Kenyan border."),
    ("customs", "Six wildlife crossings will open over the motorway."),
    ("customs", "Guards arrest two men for smuggling migrants into Norway from Kenya on a boat."),
    ("security", "Two people are killed and four injured in a mass shooting; a man was arrested."),
    ("security", "One man is shot dead near a shop; police arrest the owner."),
    ("security", "A gas tank explosion killed two people and injured five."),
    ("security", "The price of bread is the highest since the invasion."),
    ("security", "A grant helps military spouses to find work."),
    ("security", "Two people are injured in a stabbing attack at a nightclub."),
    ("security", "A gunman kills three guests of a birthday party and is shot."),
    ("tourism", "The landing gear gave way at the airport; the passengers of the flight are safe."),
    ("tourism", "Gunmen open fire on a plane of an airline at the airport."),
    ("tourism", "The beaches stay closed over the Easter holiday."),
    ("tech", "Aircraft engineers announce a strike."),
    ("diplomacy", "An actor was honoured in recognition of a lifetime on stage."),
    ("diplomacy", "A former foreign minister announces that he will run."),
    ("multilateralism", "The two captains chatted on the sidelines of the ASEAN summit."),
    ("economic-integration", "The municipal development bank raised its rates."),
    ("people-to-people", "The rebels asked the tribe to come to their aid in Kenya and Peru."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), POSITIVE)
def test_a_passage_that_reports_on_it_gets_the_label(code: str, text: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize(("code", "text"), NEGATIVE)
def test_a_bare_word_or_another_sense_gives_no_label(code: str, text: str) -> None:
    assert code not in _codes(text)


def test_weak_terms_add_up_over_distinct_rows_only() -> None:
    book = _small(
        {"code": "trade", "form": "(market|markets)", "weight": 0.5},
        {"code": "trade", "form": "goods", "weight": 0.5},
    )
    assert _codings("Markets and more markets.", book) == []
    assert {c.code for c in _codings("Goods for the market.", book)} == {"trade"}


def test_a_condition_is_looked_for_in_its_scope() -> None:
    row = {"code": "trade", "form": "deal*", "needs": ["money"]}
    money: dict[str, Any] = {"money": {"forms": ["euros"]}}
    text = "They made a deal. It cost ten euros."
    assert _codings(text, _small(row, context=money))
    assert _codings(text, _small({**row, "scope": "sentence"}, context=money)) == []


def test_a_condition_on_countries_counts_distinct_ones() -> None:
    book = _small({"code": "diplomacy", "form": "accord", "countries": 2})
    assert _codings("An accord of Peru, Peru and Peru.", book) == []
    assert _codings("An accord of Peru and Chile.", book)


def test_an_excluding_context_takes_the_label_away() -> None:
    book = _small({"code": "tourism", "form": "hotel*", "without": ["fire"]}, context={"fire": {"forms": ["blaze"]}})
    assert _codings("The hotels are full.", book)
    assert _codings("A blaze in the hotels.", book) == []


def test_a_context_is_met_by_another_or_by_parties() -> None:
    context: dict[str, Any] = {
        "abroad": {"forms": ["overseas"], "countries": 2},
        "wide": {"includes": ["abroad"], "organisations": 1},
    }
    book = _small({"code": "trade", "form": "goods", "needs": ["wide"]}, context=context)
    for text in ("Goods from overseas.", "Goods for ASEAN.", "Goods of Chile for Peru."):
        assert _codings(text, book), text
    assert _codings("Goods of Chile.", book) == []


def test_a_blocker_disarms_only_what_lies_within_it_and_only_for_its_codes() -> None:
    rows = [{"code": "trade", "form": "trade"}, {"code": "people-to-people", "form": "union*"}]
    book = _small(*rows, blocker=[{"form": "trade union*", "of": ["trade"]}])
    assert {c.code for c in _codings("A trade union.", book)} == {"people-to-people"}
    assert {c.code for c in _codings("A trade union on trade.", book)} == {"trade", "people-to-people"}


def test_a_gap_is_closed_within_a_sentence_and_five_words() -> None:
    book = _small({"code": "diplomacy", "form": "sign* ... (pact|accord)"})
    (coding,) = _codings("They signed a long and solemn pact.", book)
    assert coding.rule == "diplomacy: 'sign* ... pact'"
    assert _codings("They signed it. The pact holds.", book) == []
    assert _codings("They signed one two three four five six pact.", book) == []
    assert _codings("A pact that nobody signed.", book) == []


def test_three_parts_are_joined_in_their_order() -> None:
    book = _small({"code": "customs", "form": "ban* ... import* ... beef"})
    assert _codings("Norway bans all imports of frozen beef.", book)
    assert _codings("Norway bans beef and hails imports.", book) == []


def test_the_longest_term_is_the_evidence_and_a_weak_one_hides_no_strong_one() -> None:
    free = _small({"code": "trade", "form": "trade deal*"}, {"code": "trade", "form": "free trade deal*"})
    text = "A free trade deal."
    (coding,) = _codings(text, free)
    assert text[coding.start : coding.end] == "free trade deal"
    weak = _small(
        {"code": "trade", "form": "trade deal*"}, {"code": "trade", "form": "free trade deal*", "weight": 0.5}
    )
    assert {text[c.start : c.end] for c in _codings(text, weak)} == {"trade deal", "free trade deal"}


def test_an_organisation_mentioned_is_evidence_unless_a_blocker_covers_it() -> None:
    row = {"id": "m", "code": "trade", "says": "a trade body", "organisations": ["WTO"]}
    book = _small(mention=[row], blocker=[{"form": "former World Trade Organization", "of": ["trade"]}])
    (coding,) = _codings("The World Trade Organization ruled.", book)
    assert (coding.kind, coding.rule) == (Kind.SECTOR, "trade: a trade body")
    assert _codings("A former World Trade Organization judge.", book) == []
    assert _codings("ASEAN ruled.", book) == []


def test_exact_forms_ask_for_their_capitals() -> None:
    book = _small({"code": "tech", "form": "AI", "case": "exact"})
    assert _codings("The AI summit.", book)
    assert _codings("Said ai weiwei.", book) == []


def test_spans_give_the_words_back_and_lie_in_their_sentence_and_passage() -> None:
    text = "Norway and Chile signed a free trade agreement.\n\nTourists from Peru were glad.\n\nIt rained."
    batch = batch_of([Article(text), Article("A tariff.", title="Kenya")])
    mentions = _mentions(batch, _COUNTRIES, _BODIES)
    codings = find_codings(batch, _matcher().scan(batch.text), Codebook.load(), mentions)
    assert {c.passage for c in codings} == {0, 1, 4}
    assert [c.start for c in codings] == sorted(c.start for c in codings)
    for coding in codings:
        assert batch.sentence_passage[coding.sentence] == coding.passage
        assert batch.sentence_start[coding.sentence] <= coding.start < coding.end
        assert coding.end <= batch.sentence_end[coding.sentence]
        assert coding.rule.startswith(f"{coding.code}: ")
    assert "free trade agreement" in {batch.text[c.start : c.end] for c in codings}


def test_order_of_articles_in_a_batch_changes_nothing() -> None:
    texts = [text for _, text in POSITIVE]

    def labels(order: Sequence[str]) -> dict[str, set[str]]:
        batch = batch_of([Article(text) for text in order])
        mentions = _mentions(batch, _COUNTRIES, _BODIES)
        found: dict[str, set[str]] = {text: set() for text in order}
        for coding in find_codings(batch, _matcher().scan(batch.text), Codebook.load(), mentions):
            found[order[batch.passage_article[coding.passage]]].add(coding.code)
        return found

    assert labels(texts) == labels(texts[::-1])


def test_an_empty_batch_and_a_passage_without_terms_give_nothing() -> None:
    assert not find_codings(batch_of([]), _matcher().scan(""), Codebook.load(), Mentions.of([]))
    assert _codings("It rained on the hills.") == []
