"""Dyads: margins, tests, interactions, too few, blocs as of the date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from queries import comentions, evidence
from queries.schema import ANSWERS
from queries.selection import EVERYTHING, Mark, Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

ANY = Mode.ANY
# 200 articles: China 120, Kazakhstan 60, both 50; Fiji and Tonga 2 each, one together, without the other two.
WORKED = [
    *[named("CN", "KZ")] * 50, *[named("CN")] * 70, *[named("KZ")] * 10, named("FJ", "TO"), named("FJ"), named("TO"),
    *[Article()] * 67,
]  # fmt: skip


def _row(frame: pd.DataFrame, dyad: str) -> pd.Series:
    return frame.set_index("dyad").loc[dyad]


def test_the_worked_example(opened: Opener) -> None:
    frame = comentions.dyads(opened(WORKED), EVERYTHING)
    assert frame["dyad"].tolist() == ["CN-KZ", "FJ-TO"]  # by signed G²: 21 before 7, though the lift is 50
    china = _row(frame, "CN-KZ")
    assert china[["observed", "total_a", "total_b", "total_articles"]].tolist() == [50, 120, 60, 200]
    assert china["expected"] == pytest.approx(36)
    assert china["lift"] == pytest.approx(1.389, abs=1e-3)
    assert china["signed_g2"] == pytest.approx(21.06, abs=0.005)
    assert china["share_of_a"] == pytest.approx(50 / 120)
    assert not china["is_too_few"]
    fiji = _row(frame, "FJ-TO")
    assert fiji["lift"] == pytest.approx(50)
    assert fiji["signed_g2"] == pytest.approx(7.06, abs=0.005)
    assert fiji["p"] == pytest.approx(0.0199, abs=5e-5)
    assert fiji["total_dyads"] == 6  # four countries: the four dyads that never met were tested too
    assert fiji["q"] == pytest.approx(0.0199 * 6 / 2, abs=1e-3)
    assert fiji["is_too_few"]


def test_the_margins_drop_the_country_filter_and_keep_date_and_outlet(opened: Opener) -> None:
    connection = opened([*WORKED, named("CN", "KZ", on=date(2010, 1, 1)), named("CN", "KZ", outlet="Courier")])
    kept = {"interaction": ANY, "since": date(2020, 1, 1), "outlets": ("Gazette",)}
    for selection in (
        Selection(**kept),
        Selection(countries=("KZ",), **kept),
        Selection(countries=("KZ",), partners=("CN",), **kept),
        Selection(blocs=("C5",), **kept),
    ):
        row = _row(comentions.dyads(connection, selection), "CN-KZ")
        assert row[["observed", "total_a", "total_b", "total_articles"]].tolist() == [50, 120, 60, 200]
    own = comentions.partners(connection, Selection(**kept), "KZ")
    assert own["dyad"].tolist() == ["CN-KZ"]
    assert own["lift"].iloc[0] == pytest.approx(1.389, abs=1e-3)
    assert own["total_dyads"].iloc[0] == 3


def test_cooperation_and_conflict_are_parts_of_the_comentions(opened: Opener) -> None:
    both = Passage(countries=("CN", "KZ"), cooperation=("CN-KZ",), conflict=("CN-KZ",), sectors=("trade",))
    connection = opened(
        [
            Article((both,), story=1), Article((both,), story=1),  # mixed counts in both; one story
            named("CN", "KZ", cooperation=("CN-KZ",), on=date(2021, 1, 1), outlet="Courier"),
            named("CN", "KZ"), named("CN", "KZ", "RU", conflict=("CN-RU",)),
        ]
    )  # fmt: skip
    row = _row(comentions.dyads(connection, Selection()), "CN-KZ")
    assert row[["count_articles", "count_cooperation", "count_conflict"]].tolist() == [5, 3, 2]
    assert row[["count_selected", "count_stories", "count_outlets"]].tolist() == [3, 2, 2]
    assert row["share_cooperation"] == pytest.approx(0.6)
    assert row["last_on"] == pd.Timestamp(2021, 1, 1)
    assert comentions.dyads(connection, Selection())["dyad"].tolist() == ["CN-KZ"]  # the others do not cooperate
    clash = comentions.dyads(connection, Selection(interaction=Mode.CONFLICT))
    assert clash[["dyad", "count_selected"]].to_numpy().tolist() == [["CN-KZ", 2], ["CN-RU", 1]]
    trade = _row(comentions.dyads(connection, Selection(sectors=("trade",))), "CN-KZ")
    assert trade[["count_selected", "observed", "total_articles"]].tolist() == [2, 2, 2]


def test_passages_are_counted_as_passages(opened: Opener) -> None:
    apart = Article((Passage(("CN",)), Passage(("KZ",)), Passage(("CN", "KZ"))))
    frame = comentions.dyads(opened([apart, named("FR")]), EVERYTHING, unit="passages")
    row = _row(frame, "CN-KZ")
    assert row[["observed", "total_a", "total_b", "total_articles"]].tolist() == [1, 2, 2, 4]
    assert row["count_selected"] == 1


def test_blocs_are_those_of_the_articles_date(opened: Opener) -> None:
    # The United Kingdom left the EU on 2020-01-31; India joined the SCO on 2017-06-09.
    connection = opened(
        [
            named("GB", "JP", on=date(2019, 6, 1)), named("GB", "JP", on=date(2021, 6, 1)), named("GB", "JP", on=None),
            named("IN", "KZ", on=date(2015, 1, 1)), named("IN", "KZ", on=date(2018, 1, 1)), named("IN", "KZ", on=None),
        ]
    )  # fmt: skip

    def keys(**sides: tuple[str, ...]) -> list[int]:
        return sorted(evidence.articles(connection, Selection(interaction=ANY, **sides))["article_key"])

    assert keys(blocs=("EU",)) == [0]
    assert keys(blocs=("EU",), partners=("JP",)) == [0]
    assert keys(blocs=("SCO",), partner_blocs=("SCO",)) == [4, 5]  # an undated article: the members of today
    assert keys(countries=("IN",), partner_blocs=("SCO",)) == [3, 4, 5]  # Kazakhstan was a member throughout
    assert keys(countries=("GB",), blocs=("EU",)) == [0, 1, 2]  # named: always
    inside = comentions.dyads(connection, Selection(interaction=ANY, blocs=("SCO",), partner_blocs=("SCO",)))
    assert inside[["dyad", "count_selected"]].to_numpy().tolist() == [["IN-KZ", 2]]


def test_the_ladder_of_a_dyad(opened: Opener) -> None:
    apart = Article((Passage(("CN",)), Passage(("KZ",))))
    connection = opened(
        [
            apart, named("FR"), named("CN", "KZ", conflict=("CN-KZ",), sectors=("security",)),
            named("CN", "KZ", cooperation=("CN-KZ",), sectors=("trade", "tech")), named("CN", "KZ", sectors=("trade",)),
        ]
    )  # fmt: skip
    frame = comentions.dyad_ladder(connection, Selection(), "CN-KZ")
    steps = [tuple(row) for row in frame[["step", "code", "count_articles", "total_articles"]].to_numpy().tolist()]
    assert steps[:2] == [("together", "", 4, 5), ("passage", "", 3, 4)]
    assert steps[2:4] == [("cooperation", "", 1, 4), ("conflict", "", 1, 4)]
    assert steps[4:6] == [("sector", "trade", 1, 1), ("sector", "tech", 1, 1)]
    assert comentions.dyad_ladder(connection, Selection(), "FJ-TO")["count_articles"].sum() == 0


def test_countries_are_presences_or_the_parties_of_the_dyads(opened: Opener) -> None:
    connection = opened(
        [named("CN", "KZ", "RU", cooperation=("CN-KZ",)), named("CN", "RU", cooperation=("CN-RU",)), named("FR")]
    )
    whole = comentions.countries(connection, Selection()).set_index("country")
    assert whole["count_articles"].to_dict() == {"CN": 2, "KZ": 1, "RU": 1}
    assert set(whole["total_articles"]) == {2}
    own = comentions.countries(connection, Selection(countries=("KZ",))).set_index("country")
    assert own["count_articles"].to_dict() == {"CN": 1, "KZ": 1}
    for country in ("CN", "KZ"):
        assert evidence.count(connection, Selection(countries=("KZ",)), Mark(country=country)) == 1
    assert len(comentions.countries(connection, Selection(), limit=1)) == 1


def test_no_rows_and_a_limit(opened: Opener) -> None:
    empty = comentions.dyads(opened([]), Selection())
    assert empty.empty
    assert list(empty.columns) == ANSWERS["comentions/dyads"].names
    full = opened(WORKED)
    first = comentions.dyads(full, EVERYTHING, limit=1)
    assert first["dyad"].tolist() == ["CN-KZ"]
    assert first["q"].iloc[0] == comentions.dyads(full, EVERYTHING)["q"].iloc[0]  # tests do not shrink with the list


def test_units_stand_side_by_side_and_an_article_weighs_one(opened: Opener) -> None:
    # Two countries: C(2,2) = 1, weight 1. Four: C(4,2) = 6 dyads, weight 1/6 each. Three: 1/3.
    four = Article((Passage(("CN", "KZ")), Passage(("CN", "KZ", "RU", "UZ"))), outlet="Courier")
    connection = opened([*[named("CN", "KZ", story=1)] * 2, four, named("CN", "KZ", "FR", outlet=None), named("CN")])
    frame = comentions.units(connection, EVERYTHING)
    row = _row(frame, "CN-KZ")
    counts = ["count_articles", "count_passages", "count_stories", "count_outlets"]
    assert row[counts].tolist() == [4, 5, 3, 2]  # two near-duplicates are one story; no outlet is no outlet
    assert row["weight"] == pytest.approx(1 + 1 + 1 / 6 + 1 / 3)
    assert _row(frame, "RU-UZ")["weight"] == pytest.approx(1 / 6)
    assert frame["weight"].sum() == pytest.approx(4)  # the four articles that have a dyad
    assert frame["is_too_few"].all()
    assert frame["dyad"].iloc[0] == "CN-KZ"
    assert comentions.units(connection, EVERYTHING, limit=2)["dyad"].tolist() == ["CN-KZ", "CN-FR"]
    assert comentions.units(connection, Selection()).empty  # nobody cooperates


def test_an_outlet_that_only_reprints_is_not_independent(opened: Opener) -> None:
    day = [date(2020, 5, number) for number in range(1, 8)]
    told = [
        named("CN", "KZ", on=day[2], outlet="Gazette", story=1),  # printed before the agency's own in the list
        named("CN", "KZ", on=day[1], outlet="Agency", story=1),
        named("CN", "KZ", on=day[2], outlet="Courier", story=1),
        named("CN", "KZ", on=day[3], outlet=None, story=2),  # of nobody: the story is the next one's
        named("CN", "KZ", on=day[4], outlet="Gazette", story=2),
        named("CN", "KZ", on=None, outlet="Courier", story=2),  # without a date it comes last
        named("CN", "KZ", on=day[6], outlet="Agency"),
        named("CN", "KZ", on=day[6], outlet=None),
    ]
    counts = ["count_articles", "count_stories", "count_outlets", "count_independent_outlets"]
    connection = opened(told)
    assert _row(comentions.units(connection, EVERYTHING), "CN-KZ")[counts].tolist() == [8, 4, 3, 2]  # Agency, Gazette
    late = Selection(interaction=ANY, since=day[2])  # the agency's own report of the first story is not asked for
    assert _row(comentions.units(connection, late), "CN-KZ")[counts].tolist() == [6, 4, 3, 2]
    courier = Selection(interaction=ANY, outlets=("Courier",))  # within what is asked for, it is the first
    assert _row(comentions.units(connection, courier), "CN-KZ")[counts].tolist() == [2, 2, 1, 1]


def test_units_agree_with_dyads(opened: Opener) -> None:
    connection = opened(WORKED)
    for selection in (EVERYTHING, Selection(interaction=ANY, countries=("KZ",))):
        units, dyads = comentions.units(connection, selection), comentions.dyads(connection, selection)
        both = units.merge(dyads, on="dyad", suffixes=("", "_of_dyads"))
        assert len(both) == len(units) == len(dyads)
        assert (both["count_articles"] == both["count_selected"]).all()
        assert (both["count_stories"] == both["count_stories_of_dyads"]).all()
        assert (both["count_outlets"] == both["count_outlets_of_dyads"]).all()


@pytest.mark.parametrize("sides", [{}, {"countries": ("KZ",)}, {"countries": ("KZ",), "partners": ("CN",)}])
def test_what_a_box_of_countries_offers_is_what_the_countries_have(sides: dict[str, Any], opened: Opener) -> None:
    connection = opened([named("CN", "KZ"), named("CN", "KZ", "RU"), named("KZ", "UZ"), named("FR")])
    selection = Selection(interaction=ANY, **sides)
    whole = comentions.countries(connection, selection)
    offered = comentions.counts_of_countries(connection, selection)
    assert list(offered.items()) == list(zip(whole["country"], whole["count_articles"], strict=True))
    assert offered
