"""The lists behind a mark: order, sentences with their reasons, spans, one whole article, hostile values."""

from __future__ import annotations

from datetime import date

import pytest

from queries import evidence, search
from queries.schema import ANSWERS
from queries.selection import EVERYTHING, Mark, Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

THREE = Article(
    (
        Passage(("CN", "KZ"), ("trade",), cooperation=("CN-KZ",), organisations=("SCO",), text="First we agree."),
        Passage(("CN", "RU"), ("security",), ("diplomacy",), conflict=("CN-RU",), text="Then we quarrel."),
        Passage(("FR",), ("trade",), text=None),
    ),
    title="A title",
)


def test_the_list_is_newest_first_and_undated_last_with_its_labels(opened: Opener) -> None:
    connection = opened([named("CN", on=None), named("CN", on=date(2019, 1, 1)), THREE])
    frame = evidence.articles(connection, EVERYTHING)
    assert frame["article_id"].tolist() == ["a2", "a1", "a0"]
    assert frame["sectors"].tolist() == ["trade security", "", ""]
    assert frame["themes"].tolist() == ["diplomacy", "", ""]
    assert frame["countries"].tolist() == ["CN FR KZ RU", "CN", "CN"]
    assert frame["lead"].iloc[0] == "First we agree."
    assert evidence.articles(connection, EVERYTHING, limit=1, offset=1)["article_id"].tolist() == ["a1"]
    assert evidence.articles(connection, Selection())["sectors"].tolist() == ["trade"]  # of what cooperates


def test_dates_drop_the_undated_and_are_inclusive(opened: Opener) -> None:
    connection = opened([named("CN", on=None), named("CN", on=date(2020, 6, 1))])
    day = Selection(interaction=Mode.ANY, since=date(2020, 6, 1), until=date(2020, 6, 1))
    assert evidence.articles(connection, day)["article_key"].tolist() == [1]
    assert evidence.count(connection, EVERYTHING) == 2
    assert evidence.extent(connection, EVERYTHING)[1] == date(2020, 6, 1)
    assert evidence.extent(opened([named("CN", on=None)]), EVERYTHING) == (1, None)
    assert evidence.count(connection, EVERYTHING, Mark(since=date(2020, 6, 2))) == 0


@pytest.mark.parametrize(
    ("selection", "mark", "expected"),
    [
        # sentence -> (interaction, coding, mention, worded)
        (Selection(), Mark(), {0: "i"}),
        (Selection(), Mark(sector="trade"), {0: "ic"}),  # not in the third passage, where nobody cooperates
        (Selection(countries=("CN",)), Mark(), {0: "im"}),
        (Selection(blocs=("C5",)), Mark(), {0: "im"}),
        (Selection(countries=("RU",)), Mark(), {}),
        (Selection(organisations=("SCO",)), Mark(dyad="CN-KZ"), {0: "im"}),
        (Selection(interaction=Mode.CONFLICT), Mark(dyad="CN-RU", theme="diplomacy"), {1: "icm"}),
        (Selection(interaction=Mode.ANY, sectors=("trade",)), Mark(), {0: "c", 2: "c"}),
        (Selection(interaction=Mode.ANY), Mark(country="CN"), {0: "m", 1: "m"}),
        (Selection(interaction=Mode.ANY, words="quarrel"), Mark(), {1: "w"}),
        (EVERYTHING, Mark(), {0: "cm", 1: "cm", 2: "cm"}),
    ],
)
def test_sentences_carry_what_was_asked_for(
    opened: Opener, selection: Selection, mark: Mark, expected: dict[int, str]
) -> None:
    frame = evidence.sentences(opened([THREE, named("CN")]), [0], selection, mark)
    reasons = {"i": "is_interaction", "c": "is_coding", "m": "is_mention", "w": "is_worded"}
    found = {
        int(row["sentence"]): "".join(letter for letter, name in reasons.items() if row[name])
        for _, row in frame.iterrows()
    }
    assert found == expected


def test_sentences_follow_the_order_of_the_articles(opened: Opener) -> None:
    connection = opened([THREE, THREE])
    frame = evidence.sentences(connection, [1, 0], Selection())
    assert frame["article_key"].tolist() == [1, 0]
    assert frame["text"].tolist() == ["First we agree."] * 2
    assert evidence.sentences(connection, [], Selection()).empty


def test_spans_and_the_whole_article(opened: Opener) -> None:
    connection = opened([named("FR"), THREE])
    whole = evidence.article(connection, "a1")
    assert whole is not None
    assert whole.facts["title"].tolist() == ["A title"]
    assert whole.sentences["sentence"].tolist() == [0, 1, 2]
    assert whole.sentences["text"].isna().tolist() == [False, False, True]
    first = whole.spans[whole.spans["sentence"] == 0]
    assert sorted(first["kind"]) == ["country", "country", "interaction", "organisation", "sector"]
    clash = whole.spans[whole.spans["code"] == "conflict"].iloc[0]
    assert (clash["kind"], clash["parties"], clash["form"]) == ("interaction", "CN-RU", "agreed")
    assert list(whole.spans.columns) == ANSWERS["evidence/spans"].names
    assert evidence.article(connection, "nobody") is None


HOSTILE = [
    "'; drop table articles; --",
    '" or 1=1 --', "$since", "%", "_", "\\", ".*", "a|b", "(", "[a-z", "\x00", "$$",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_bound(value: str, opened: Opener) -> None:
    connection = opened([named("CN", outlet=value.replace("\x00", "0"), text=f"alpha {value} beta"), named("CN")])
    outlet = value.replace("\x00", "0")
    assert evidence.count(connection, Selection(interaction=Mode.ANY, outlets=(outlet,))) == 1
    assert evidence.count(connection, EVERYTHING, Mark(outlet=outlet)) == 1
    assert evidence.count(connection, Selection(interaction=Mode.ANY, collections=(outlet,))) == 0
    assert evidence.article(connection, outlet) is None
    worded = Selection(interaction=Mode.ANY, words=f'"alpha {value} beta"'.replace('" or', " or"))
    assert len(search.articles(connection, worded)) == evidence.count(connection, worded) == 1
    assert evidence.count(connection, EVERYTHING) == 2


@pytest.mark.parametrize("dyad", ["CN-KZ", "KZ-RU", "KZ-UZ", "CN-RU", "DE-FR", "FR-KZ"])
@pytest.mark.parametrize("sides", [("C5", "CN"), ("C5", ""), ("", "RU"), ("", "")])
def test_a_dyad_that_no_side_can_hold_has_no_articles(dyad: str, sides: tuple[str, str], opened: Opener) -> None:
    connection = opened([named("CN", "KZ", "RU", "UZ"), named("DE", "FR", "KZ", on=None)])
    blocs, partners = (tuple(filter(None, (side,))) for side in sides)
    selection, mark = Selection(Mode.ANY, blocs=blocs, partners=partners), Mark(dyad=dyad)
    listed = evidence.articles(connection, selection, mark)
    assert len(listed) == evidence.count(connection, selection, mark)
    assert listed.dtypes.equals(evidence.articles(connection, EVERYTHING).dtypes)


def test_a_story_stands_once_as_its_first_article_in_the_selection(opened: Opener) -> None:
    days = (date(2020, 3, 3), date(2020, 3, 1), date(2020, 3, 2), None)
    told = [named("CN", "KZ", on=on, story=5, outlet=o) for on, o in zip(days, "ABCD", strict=True)]
    connection = opened([*told, named("CN", "KZ", on=date(2020, 3, 2)), named("CN", on=None, story=9)])
    stories = evidence.stories(connection, EVERYTHING)
    assert stories["article_id"].tolist() == ["a4", "a1", "a5"]
    assert evidence.count_stories(connection, EVERYTHING) == 3
    later = Selection(interaction=Mode.ANY, since=date(2020, 3, 2))
    assert evidence.stories(connection, later)["article_id"].tolist() == ["a2", "a4"]
    assert evidence.count_stories(connection, later, Mark(outlet="A")) == 1
    assert evidence.stories(connection, EVERYTHING, limit=1, offset=1)["article_id"].tolist() == ["a1"]


def test_the_other_tellings_of_a_story_are_named_oldest_first(opened: Opener) -> None:
    days = (date(2020, 3, 3), date(2020, 3, 1), None)
    connection = opened([*(named("CN", on=on, story=5) for on in days), named("CN", story=6), named("CN")])
    found = evidence.retold(connection, [0, 3, 4])
    assert found[["article_key", "article_id"]].to_numpy().tolist() == [[0, "a1"], [0, "a2"]]
