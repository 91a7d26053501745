"""Two periods: the parts of a change by hand and as a property, shares before and after, what cannot be compared."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.records import SECTORS
from queries import change, evidence
from queries.connection import connect
from queries.selection import EVERYTHING, Mark, Mode, Selection, SelectionError
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named, write

BEFORE, AFTER = date(2020, 6, 1), date(2021, 6, 1)
EARLIER, LATER = (date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 12, 31))
DAYS = {"earlier": EARLIER, "later": LATER}


def _agree(on: date, **more: object) -> Article:
    return named("CN", "KZ", on=on, cooperation=("CN-KZ",), **more)


def _parts(frame: pd.DataFrame) -> dict[str, float]:
    return dict(zip(frame["part"], frame["change_articles"], strict=True))


def test_a_change_of_volume_alone_is_all_volume(opened: Opener) -> None:
    kinds = [("A", ("trade",)), ("B", ())]
    once = [(_agree, outlet, sectors) for outlet, sectors in kinds]
    articles = [make(BEFORE, outlet=o, sectors=s) for make, o, s in once] + [named("CN", on=BEFORE, outlet="A")]
    articles += [make(AFTER, outlet=o, sectors=s) for make, o, s in once * 3] + [named("CN", on=AFTER, outlet="A")] * 3
    frame = change.change(opened(articles), Selection(), **DAYS, least_articles=1)
    assert _parts(frame) == pytest.approx({"volume": 4, "outlets": 0, "dyads": 0, "sectors": 0, "rate": 0})
    totals = ["count_earlier", "count_later", "total_earlier", "total_later", "change_total"]
    assert frame[totals].drop_duplicates().to_numpy().tolist() == [[2, 6, 3, 9, 4]]


def test_volume_and_rate_by_hand(opened: Opener) -> None:
    # V 2 -> 4, rate 1/2 -> 1, one cell: volume 2 * (1/2 + 1)/2 = 1.5; rate 1/2 * (2 + 4)/2 = 1.5; in all 1 -> 4.
    articles = [_agree(BEFORE), named("CN", "KZ", on=BEFORE), *[_agree(AFTER)] * 4]
    found = _parts(change.change(opened(articles), Selection(), **DAYS, least_articles=1))
    assert found == pytest.approx({"volume": 1.5, "outlets": 0, "dyads": 0, "sectors": 0, "rate": 1.5})


def test_the_mix_of_each_factor_by_hand(opened: Opener) -> None:
    # Three of four articles are of the kind that agrees, then one of four: 3 -> 1, all in that one factor.
    def mixed(yes: Article, no: Article, yes_later: Article, no_later: Article) -> dict[str, float]:
        connection = opened([*[yes] * 3, no, yes_later, *[no_later] * 3])
        return _parts(change.change(connection, Selection(), **DAYS, least_articles=1))

    by_outlet = mixed(
        _agree(BEFORE, outlet="A"), named("CN", "KZ", on=BEFORE, outlet="B"),
        _agree(AFTER, outlet="A"), named("CN", "KZ", on=AFTER, outlet="B"),
    )  # fmt: skip
    assert by_outlet == pytest.approx({"volume": 0, "outlets": -2, "dyads": 0, "sectors": 0, "rate": 0})
    by_dyad = mixed(_agree(BEFORE), named("CN", "RU", on=BEFORE), _agree(AFTER), named("CN", "RU", on=AFTER))
    assert by_dyad == pytest.approx({"volume": 0, "outlets": 0, "dyads": -2, "sectors": 0, "rate": 0})
    by_country = mixed(_agree(BEFORE), named("CN", on=BEFORE), _agree(AFTER), named("FR", on=AFTER))
    assert by_country == pytest.approx({"volume": 0, "outlets": 0, "dyads": -2, "sectors": 0, "rate": 0})
    by_sector = mixed(
        _agree(BEFORE, sectors=("trade",)), named("CN", "KZ", on=BEFORE, sectors=("tech",)),
        _agree(AFTER, sectors=("trade",)), named("CN", "KZ", on=AFTER, sectors=("tech",)),
    )  # fmt: skip
    assert by_sector == pytest.approx({"volume": 0, "outlets": 0, "dyads": 0, "sectors": -2, "rate": 0})


def test_an_outlet_that_vanishes_is_volume_and_outlets_and_nothing_else(opened: Opener) -> None:
    # A: 2 of 2 in both; B: 4 of 4, then gone. V 6 -> 2, rate 1: all volume. With A never agreeing, N 4 -> 0:
    # volume -4 * (4/6 + 0)/2 = -4/3, outlets the rest.
    kept, gone = [named("CN", "KZ", outlet="A", on=BEFORE)] * 2, [_agree(BEFORE, outlet="B")] * 4
    later = [named("CN", "KZ", outlet="A", on=AFTER)] * 2
    connection = opened([*kept, *gone, *later])
    found = _parts(change.change(connection, Selection(), **DAYS, least_articles=1))
    assert found == pytest.approx({"volume": -4 / 3, "outlets": -8 / 3, "dyads": 0, "sectors": 0, "rate": 0})
    whole = _parts(change.change(connection, EVERYTHING, **DAYS, least_articles=1))
    assert whole == pytest.approx({"volume": -4, "outlets": 0, "dyads": 0, "sectors": 0, "rate": 0})


def test_small_outlets_are_one_cell(opened: Opener) -> None:
    articles = [_agree(BEFORE, outlet="A"), named("CN", "KZ", on=AFTER, outlet="B")]
    connection = opened(articles)
    apart = _parts(change.change(connection, Selection(), **DAYS, least_articles=1))
    assert apart["outlets"] == pytest.approx(-1)
    together = _parts(change.change(connection, Selection(), **DAYS, least_articles=2))
    assert (together["outlets"], together["rate"]) == pytest.approx((0, -1))


def test_equal_periods_change_nothing(opened: Opener) -> None:
    connection = opened([_agree(BEFORE), named("CN", "KZ", "RU", on=BEFORE, sectors=("trade",)), named("FR")])
    for selection in (Selection(), EVERYTHING, Selection(countries=("CN",))):
        frame = change.change(connection, selection, earlier=EARLIER, later=EARLIER, least_articles=1)
        assert frame["change_articles"].tolist() == [0] * 5
        for of in ("sectors", "themes", "dyads"):
            by = change.change_by(connection, selection, of=of, earlier=EARLIER, later=EARLIER)  # type: ignore[arg-type]
            assert (by["change_share"] == 0).all()


def test_an_empty_period_is_a_change_of_volume(opened: Opener) -> None:
    connection = opened([_agree(BEFORE, sectors=("trade",)), named("FR", on=BEFORE), _agree(AFTER, outlet="Late")])
    nothing = (date(1990, 1, 1), date(1990, 12, 31))
    found = _parts(change.change(connection, Selection(), earlier=nothing, later=EARLIER, least_articles=1))
    assert found == pytest.approx({"volume": 1, "outlets": 0, "dyads": 0, "sectors": 0, "rate": 0})
    by = change.change_by(connection, Selection(), earlier=nothing, later=EARLIER)
    assert by["count_later"].sum() == 1
    assert by[["share_earlier", "change_share", "change_low", "change_high"]].isna().all(axis=None)
    assert by["code"].tolist() == [*SECTORS, "none"]


def test_no_rows(opened: Opener) -> None:
    connection = opened([])
    frame = change.change(connection, Selection(), **DAYS)
    assert frame["part"].tolist() == list(change.PARTS)
    assert frame.drop(columns="part").to_numpy().sum() == 0
    assert change.change_by(connection, Selection(), of="dyads", **DAYS).empty
    assert change.change_by(connection, Selection(), **DAYS)["total_later"].tolist() == [0] * 6


def test_periods_that_cannot_be_are_refused(opened: Opener) -> None:
    with pytest.raises(SelectionError, match="after the later"):
        change.change(opened([]), Selection(), earlier=LATER, later=EARLIER)
    with pytest.raises(SelectionError, match="after its last"):
        change.change_by(opened([]), Selection(), earlier=EARLIER[::-1], later=LATER)


def test_shares_before_and_after_with_their_evidence(opened: Opener) -> None:
    trade, both = ("trade",), ("trade", "tech")
    articles = [
        *[_agree(BEFORE, sectors=trade)] * 2, *[_agree(BEFORE)] * 6, _agree(BEFORE, is_coded=False),
        *[_agree(AFTER, sectors=both)] * 3, *[_agree(AFTER, story=7, sectors=trade)] * 2,
        named("CN", "KZ", on=AFTER, sectors=("customs",)), _agree(date(2022, 1, 1), sectors=trade), _agree(AFTER),
    ]  # fmt: skip
    connection = opened(articles)
    frame = change.change_by(connection, Selection(since=date(2022, 1, 1)), **DAYS)  # its own dates do not count
    assert frame["code"].tolist()[:2] == ["trade", "none"]  # 2/8 -> 5/6 and 6/8 -> 1/6: the order of the codebook
    row = frame.iloc[0]
    counts = ["count_earlier", "total_earlier", "count_later", "total_later", "count_stories"]
    assert row[counts].tolist() == [2, 8, 5, 6, 6]
    assert row["change_share"] == pytest.approx(5 / 6 - 2 / 8)
    assert row["change_low"] < row["change_share"] < row["change_high"]
    assert not row["is_too_few"]
    few = frame.set_index("code")["is_too_few"]
    assert few[["tech", "customs"]].all()
    for code, earlier, later in zip(frame["code"], frame["count_earlier"], frame["count_later"], strict=True):
        for (since, until), count in ((EARLIER, earlier), (LATER, later)):
            label = Mark(none_found=True) if code == "none" else Mark(sector=code)
            mark = Mark(sector=label.sector, none_found=label.none_found, since=since, until=until)
            assert evidence.count(connection, Selection(), mark) == count


def test_dyads_before_and_after(opened: Opener) -> None:
    articles = [
        *[_agree(BEFORE)] * 6, *[named("CN", "RU", on=BEFORE, cooperation=("CN-RU",))] * 2,
        _agree(AFTER), named("FJ", "TO", on=AFTER, cooperation=("FJ-TO",)),
        named("CN", "RU", on=AFTER, cooperation=("CN-RU",)), named("CN", "RU", on=AFTER),
    ]  # fmt: skip
    frame = change.change_by(opened(articles), Selection(), of="dyads", **DAYS)
    columns = ["code", "count_earlier", "total_earlier", "count_later", "total_later", "is_too_few"]
    assert frame[columns].to_numpy().tolist() == [
        ["CN-KZ", 6, 8, 1, 3, False], ["FJ-TO", 0, 8, 1, 3, True], ["CN-RU", 2, 8, 1, 3, True],
    ]  # fmt: skip


COUNTRIES = ("CN", "KZ", "RU", "US")


@st.composite
def _random_article(draw: st.DrawFn) -> Article:
    held = tuple(draw(st.lists(st.sampled_from(COUNTRIES), unique=True, max_size=4)))
    dyads = [f"{a}-{b}" for a in sorted(held) for b in sorted(held) if a < b]
    passage = Passage(
        countries=held,
        sectors=tuple(draw(st.lists(st.sampled_from(SECTORS), unique=True, max_size=2))),
        cooperation=tuple(d for d in dyads if draw(st.booleans())),
    )
    days = st.sampled_from((BEFORE, AFTER, AFTER, date(2023, 1, 1), None))
    outlet, is_coded = draw(st.sampled_from(("A", "B", "C", None))), draw(st.booleans())
    return Article((passage,), on=draw(days), outlet=outlet, is_coded=is_coded)


@settings(max_examples=30, deadline=None)
@given(st.lists(_random_article(), max_size=25), st.integers(1, 6))
def test_the_parts_sum_to_the_change(articles: list[Article], least: int) -> None:
    selections = (
        Selection(), EVERYTHING, Selection(sectors=("trade",)), Selection(interaction=Mode.ANY, countries=("CN",)),
        Selection(outlets=("A",)), Selection(interaction=Mode.ANY, countries=("CN",), partners=("KZ", "RU")),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(write(Path(folder) / "store", articles))
        for selection in selections:
            frame = change.change(connection, selection, **DAYS, least_articles=least)
            first = frame.iloc[0]
            assert first["count_earlier"] == evidence.count(
                connection, selection, Mark(since=EARLIER[0], until=EARLIER[1])
            )
            assert first["count_later"] == evidence.count(connection, selection, Mark(since=LATER[0], until=LATER[1]))
            assert first["change_total"] == first["count_later"] - first["count_earlier"]
            assert frame["change_articles"].sum() == pytest.approx(first["change_total"], abs=1e-8)
        connection.close()
