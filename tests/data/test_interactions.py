"""Who acts with whom, in sentences written for the purpose; `<CN Beijing>` marks a mention of China."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.articles import Article, Batch, batch_of
from data.gazetteer import Gazetteer
from data.interactions import Predicates, read_passages
from data.linking import Scene
from data.matching import Matcher
from data.mentions import find_mentions
from data.predicates import MARKS, Role, grammar
from data.records import How, Interaction, Kind
from data.spans import Act, Mention, Mentions

_MARK = re.compile(r"<(@?[A-Z]+)(?:/(\w+))? ([^>]*)>")


@cache
def _tools() -> tuple[Predicates, Matcher]:
    predicates = Predicates.load()
    return predicates, Matcher(predicates.forms)


def _marked(marked: str, outlet: str | None = None, title: str | None = None) -> tuple[Batch, list[Mention]]:
    """Return a text without its marks, and the mentions that they say."""
    spans: list[tuple[int, int, str, str | None]] = []
    plain, at = "", 0
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[3]), mark[1], mark[2]))
        plain += mark[3]
        at = mark.end()
    plain += marked[at:]
    batch = batch_of([Article(plain, outlet=outlet, title=title, language="en")])
    shift = batch.text.index(plain)
    mentions = []
    for start, end, code, how in spans:
        sentence = int((batch.sentence_start <= start + shift).sum()) - 1
        passage = int(batch.sentence_passage[sentence])
        kind = Kind.ORGANISATION if code[0] == "@" else Kind.COUNTRY
        way = How.ORGANISATION if code[0] == "@" else How(how or "name")
        mentions.append(Mention(passage, sentence, kind, code.lstrip("@"), way, start + shift, end + shift))
    return batch, mentions


def found(marked: str, outlet: str | None = None, title: str | None = None) -> list[Act]:
    """Return the acts of a text; marks: `<CN name>`, `<CN/demonym Chinese>`, `<@SCO the SCO>`."""
    batch, mentions = _marked(marked, outlet, title)
    predicates, matcher = _tools()
    readings = read_passages(batch, matcher.scan(batch.text), predicates, Mentions.of(mentions))
    acts = [act for reading in readings for act in reading.acts]
    for act in acts:
        assert batch.text[act.start : act.end].strip()
    return acts


def good(marked: str, **more: str) -> set[str]:
    """Return the dyads that cooperate."""
    return _dyads(found(marked, **more), Interaction.COOPERATION)


def bad(marked: str, **more: str) -> set[str]:
    """Return the dyads that clash."""
    return _dyads(found(marked, **more), Interaction.CONFLICT)


def _dyads(acts: list[Act], kind: Interaction) -> set[str]:
    return {f"{act.country_a}-{act.country_b}" for act in acts if act.interaction is kind and act.country_b}


@pytest.mark.parametrize(
    ("text", "dyads"),
    [
        ("<CN/leader Xi> met <KZ/leader Tokayev> on Monday.", "CN-KZ"),
        ("<CN/demonym Chinese> and <KZ/demonym Kazakh> ministers met in <PE Peru>.", "CN-KZ"),
        ("Talks between <FR France> and the government of <DE Germany> went on all night.", "DE-FR"),
        ("The <JP Japan>-<KR Korea> agreement enters into force.", "JP-KR"),
        ("<NO Norway>, <SE Sweden> and <FI Finland> sign a pact on railways.", "NO-SE FI-NO FI-SE"),
        ("The summit of <UZ Uzbekistan>, <TJ Tajikistan> and <KG Kyrgyzstan> opened.", "TJ-UZ KG-UZ KG-TJ"),
        ("The Prime Minister of <IN India> visits <NP Nepal>.", "IN-NP"),
        ("<JP Japan> lends <MN Mongolia> two billion yen for a railway.", "JP-MN"),
        ("<TR Turkey> will send rescue teams to <GR Greece>.", "GR-TR"),
        ("<ES Spain> plans to sign a treaty with <MA Morocco>.", "ES-MA"),
        ("<IT/demonym Italian> and <FR/demonym French> police raid a depot.", "FR-IT"),
        ("<CL Chile> extradites a swindler to <AR Argentina>.", "AR-CL"),
        ("<AM Armenia> and <AZ Azerbaijan> agree to a ceasefire.", "AM-AZ"),
        ("<LA Laos> was given aid by <VN Vietnam>. The two countries signed a loan agreement.", "LA-VN"),
    ],
)
def test_a_predicate_between_two_parties_is_cooperation(text: str, dyads: str) -> None:
    assert good(text) == {"-".join(sorted(dyad.split("-"))) for dyad in dyads.split()}
    assert bad(text) == set()


@pytest.mark.parametrize(
    ("text", "dyads"),
    [
        ("<US/name The United States> imposes sanctions on <VE Venezuela>.", "US-VE"),
        ("Sanctions were imposed on <VE Venezuela> by <CA Canada>.", "CA-VE"),
        ("<PL Poland> accuses <BY Belarus> of sending migrants.", "BY-PL"),
        ("<ER/demonym Eritrean> artillery shells a town in <ET Ethiopia>.", "ER-ET"),
        ("Four <LB/demonym Lebanese> soldiers are killed in an <IL/demonym Israeli> airstrike.", "IL-LB"),
        ("The war between <IR Iran> and <IQ Iraq> lasted eight years.", "IQ-IR"),
        ("<PE Peru> recalls its ambassador to <MX Mexico>.", "MX-PE"),
        ("<IN India> suspends talks with <PK Pakistan>.", "IN-PK"),
        ("<CN China> warned <PH/name the Philippines> that it would respond.", "CN-PH"),
    ],
)
def test_a_predicate_aimed_at_a_party_is_conflict(text: str, dyads: str) -> None:
    assert bad(text) == set(dyads.split())
    assert good(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "<CN China>, <IN India> and <BR Brazil> report new cases.",
        "<DE/demonym German> exports rose, and <FR France> closed its border.",
        "<IT Italy> did not sign the treaty with <LY Libya>.",
        "<IT Italy> refuses to sign a treaty with <LY Libya>.",
        "<IT Italy> beat <DE Germany> in the semi-final of the World Cup and won the match.",
        "A <NL/demonym Dutch> tourist visited <TH Thailand> and died there.",
        "<KE/demonym Kenyan> forces attack al-Shabaab fighters in <SO Somalia>.",
        "<BE Belgium> warns against travelling to <EG Egypt>.",
        "The foreign minister of <SE Sweden> spoke to reporters in <CH Switzerland>.",
    ],
)
def test_a_list_a_negation_a_place_or_a_game_is_no_interaction(text: str) -> None:
    assert good(text) == set()
    assert bad(text) == set()


def test_sanctions_that_are_lifted_are_cooperation() -> None:
    assert good("<US Washington> lifts sanctions on <CU Cuba>.") == {"CU-US"}


def test_one_side_helping_two_does_not_pair_the_two() -> None:
    assert good("<AU Australia> sends aid to <FJ Fiji> and <TO Tonga>.") == {"AU-FJ", "AU-TO"}


def test_two_that_condemn_a_third_are_not_at_odds() -> None:
    text = "<CA Canada> and <GB Britain> condemn <MM Myanmar>."
    assert bad(text) == {"CA-MM", "GB-MM"}


def test_a_participle_after_a_comma_belongs_to_the_subject() -> None:
    assert bad("<GR Greece> told <BG Bulgaria> to wait, accusing <TR Turkey> of drilling.") == {"GR-TR"}


@pytest.mark.parametrize(
    ("text", "dyad"),
    [
        ("<SE Sweden>, which <RS Serbia> accuses of interference, joins the union.", "RS-SE"),
        ("<GE Georgia> demands that <RU Russia> withdraw its troops.", "GE-RU"),
        ("<VN Vietnam> urges <LA Laos> to release the crew.", "LA-VN"),
        ("<NO Norway> suspends imports of <CL/demonym Chilean> salmon.", "CL-NO"),
        ("<IN India> admits the envoy despite protests from <NP Nepal>.", "IN-NP"),
        ("<PE Peru> blocks the takeover of a mine by <CA Canada>.", "CA-PE"),
    ],
)
def test_demands_bans_and_protests_are_aimed_at_whom_they_name(text: str, dyad: str) -> None:
    assert dyad in bad(text)


def test_the_only_two_parties_of_a_passage_agree_though_syntax_does_not_link_them() -> None:
    text = "On Monday <PY/demonym Paraguayan> firms saw the contract that <UY Uruguay> had long wanted signed."
    assert good(text) == {"PY-UY"}
    assert good(text.replace("saw", "and <BO Bolivia> saw")) == set(), "of three, nobody can tell"
    assert good("<PY Paraguay> works with <@IADB the bank>. " + text) == {"PY-UY"}, "a body is no reason to stop"
    assert good(text.replace("PY/demonym Paraguayan", "PY/place Encarnación's")) == set(), "a place is no party"
    assert bad("On Monday <PY Paraguay> said that a man had been killed in a town of <UY Uruguay>.") == set()


def test_the_two_countries_are_those_of_the_passage() -> None:
    text = "<CN China> and <KZ Kazakhstan> are neighbours. Cooperation between the two countries grows."
    assert good(text) == {"CN-KZ"}
    assert good("<CN China>, <KZ Kazakhstan> and <RU Russia> are large. Both countries agreed.") == set()


def test_we_is_the_country_of_a_government_s_outlet_only_where_it_is_named() -> None:
    text = "<US America> is ready. We discussed <IR Iran> and signed an agreement with <FR France>."
    assert "FR-US" in good(text, outlet="The White House")
    assert good("We signed an agreement with <FR France>.", outlet="The White House") == set()


def test_a_speaker_is_the_voice_else_the_only_other_country() -> None:
    scene = Scene(frozenset({"RU", "SY", "TR"}), frozenset(), "RU")
    assert scene.speaker(["TR"]) == "RU"
    assert Scene(frozenset({"SY", "TR"}), frozenset(), "RU").speaker(["TR"]) == "#we"
    assert Scene(frozenset({"SY", "TR"}), frozenset(), None).speaker(["TR"]) == "SY"


def test_a_country_and_an_organisation_interact_without_a_dyad() -> None:
    acts = found("<@IMF The IMF> lends <UA Ukraine> money.")
    assert {(act.country_a, act.country_b, act.organisation) for act in acts} == {("UA", None, "IMF")}


def test_a_heading_of_relations_says_nothing_but_a_dispute_does() -> None:
    assert found("<IR Iran>-<US United States> relations, Internet censorship") == []
    assert bad("<JP Japan>-<KR South Korea> relations, trade dispute") == {"JP-KR"}


def test_a_border_between_two_is_a_place() -> None:
    assert bad("Militia attack a post on the <NE Niger>-<BJ Benin> border.") == set()


def test_the_span_is_the_predicate_and_the_rule_is_kept() -> None:
    (act,) = found("<NO Norway> accuses <RU Russia> of jamming.")
    assert act.rule == "accuse"
    assert act.end - act.start == len("accuses")
    assert (act.country_a, act.country_b) == ("NO", "RU")


def test_the_vocabulary_uses_known_marks_and_links_only() -> None:
    predicates, _ = _tools()
    words = grammar()
    for form, entry in zip(predicates.forms, predicates.entries, strict=True):
        assert entry.marks <= set(MARKS), form
        assert entry.links <= words.prepositions | {"-"}, form
        if entry.role is Role.PREDICATE:
            assert entry.interaction in {"cooperation", "conflict", "neutral"}, form


def test_the_users_own_article_shows_china_and_kazakhstan_cooperating() -> None:
    path = Path(__file__).parents[2] / "seeds" / "seed-article.txt"
    batch = batch_of([Article(path.read_text(encoding="utf-8"), language="en")])
    gazetteer = Gazetteer.load()
    mentions = find_mentions(batch, Matcher(gazetteer.forms).scan(batch.text), gazetteer)
    predicates, matcher = _tools()
    readings = read_passages(batch, matcher.scan(batch.text), predicates, mentions)
    acts = [act for reading in readings for act in reading.acts]
    together = {act.passage for act in acts if (act.country_a, act.country_b) == ("CN", "KZ")}
    assert len(together) >= 4
    assert _dyads(acts, Interaction.COOPERATION) == {"CN-KZ"}
    assert _dyads(acts, Interaction.CONFLICT) == set()


def test_a_noun_that_is_undone_behind_it_turns_round() -> None:
    assert good("Sanctions on <BA Bosnia> were lifted by <AT Austria>.") == {"AT-BA"}
    assert bad("Talks between <RS Serbia> and <HR Croatia> were suspended.") == {"HR-RS"}


def test_the_host_of_a_body_s_meeting_acts_with_the_body_not_with_a_country() -> None:
    acts = found("<@OSCE OSCE> envoys agree on a fund at a castle in <LU Luxembourg>.")
    assert {(act.country_a, act.country_b, act.organisation) for act in acts} == {("LU", None, "OSCE")}


def test_two_belligerents_alone_in_a_passage_of_force_are_its_two_sides() -> None:
    text = "Shells hit a market in <UA Ukraine>. The governor of a <RU/demonym Russian> town said nothing."
    assert [act.rule for act in found(text)] == ["belligerents"]
    assert found(text.replace("<UA Ukraine>", "<UA Ukraine>, <PL Poland>")) == []
    assert found("Shells hit a market in <FR France>. A <RU/demonym Russian> town said nothing.") == []


def test_he_is_the_leader_and_it_the_subject() -> None:
    assert bad("<DK Denmark> was told by <SE/leader Löfven> that he condemns <IS Iceland>.") == {"IS-SE"}
    assert bad("<DK Denmark> says that it condemns <IS Iceland>.") == {"DK-IS"}


def test_relations_are_hostile_where_the_words_around_them_are() -> None:
    assert bad("<NG Nigeria> cuts diplomatic ties with <BJ Benin>.") == {"BJ-NG"}
    assert good("Relations between <NG Nigeria> and <BJ Benin> are developing well.") == {"BJ-NG"}


_PARTS = (
    "<CN China>", "<KZ Kazakhstan>", "<RU/leader Putin>", "<PE/place Cusco>", "<@SCO the SCO>", "signed", "attacked",
    "we", "Western countries", "the match", "the championship", "rivers", "not", "and", ".", ".", "\n\n", "with",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PARTS), max_size=24).map(" ".join))
def test_only_sentences_that_can_hold_an_act_are_laid_out(marked: str) -> None:
    batch, mentions = _marked(marked)
    predicates, matcher = _tools()
    hits = matcher.scan(batch.text)
    sentence_of = [int((batch.sentence_start <= start).sum()) - 1 for start in hits.start.tolist()]
    expected = []
    for number, passage in enumerate(batch.sentence_passage.tolist()):
        parties = [m for m in mentions if m.passage == passage and m.kind is not Kind.LEADER]
        of_passage = [i for i, s in enumerate(sentence_of) if s >= 0 and batch.sentence_passage[s] == passage]
        games = {hits.form[i] for i in of_passage if predicates.entries[hits.form[i]].role is Role.SPORT}
        entries = [predicates.entries[form] for form, s in zip(hits.form, sentence_of, strict=True) if s == number]
        here, unnamed = any(m.sentence == number for m in parties), {e.name for e in entries if e.role is Role.PARTY}
        several = len({m.code for m in parties}) > 1
        if (
            any(entry.role is Role.PREDICATE for entry in entries)
            and any(m.kind is Kind.COUNTRY for m in parties)
            and len(games) < 2
            and ((here or unnamed) if several else (here and "*" in unnamed))
        ):
            expected.append(number)
    readings = read_passages(batch, hits, predicates, Mentions.of(mentions))
    assert [number for reading in readings for number, _ in reading.sentences] == expected
