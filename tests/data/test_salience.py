from __future__ import annotations

import pytest

from data.articles import Article, Batch, batch_of
from data.records import How, Kind
from data.salience import salient_countries
from data.spans import Mention, Mentions


def salient(text: str, countries: dict[str, str], title: str | None = None, how: How = How.NAME) -> set[str]:
    """Return the salient codes when each word of `countries` is a mention of its country."""
    batch = batch_of([Article(text, title=title)])
    mentions = []
    for word, code in countries.items():
        start = batch.text.find(word)
        while start >= 0:
            passage = int((batch.passage_start <= start).sum()) - 1
            sentence = int((batch.sentence_start <= start).sum()) - 1
            mentions.append(Mention(passage, sentence, Kind.COUNTRY, code, how, start, start + len(word)))
            start = batch.text.find(word, start + 1)
    mentions.sort(key=lambda mention: mention.start)
    return of_article(0, batch, mentions)


def of_article(article: int, batch: Batch, mentions: list[Mention]) -> set[str]:
    columns = Mentions.of(mentions)
    found = salient_countries(batch, columns)
    here = found.country[found.is_salient & (found.article == article)]
    return {columns.codes[i] for i in here.tolist()}


NAMES = {"Peru": "PE", "Chile": "CL", "Bolivia": "BO"}
FILLER = "Nothing happened here. " * 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru signs. Nothing happened. Experts cite Chile.", {"PE"}),
        ("Peru signs with Chile.", {"PE", "CL"}),
        ("A mine opens. Chile pays, Chile builds.", {"CL"}),
        ("Nobody is named.", set()),
    ],
)
def test_a_short_item_is_about_its_first_sentence_and_what_it_comes_back_to(text: str, expected: set[str]) -> None:
    assert salient(text, NAMES) == expected


def test_the_title_counts_in_any_article() -> None:
    assert salient(FILLER + "Peru Peru Peru.", NAMES, title="Talks in Chile") == {"PE", "CL"}


def test_a_long_article_is_about_its_lead_and_not_about_what_it_names_in_passing() -> None:
    many = "Chile. Bolivia. Bolivia. Bolivia. Bolivia. Bolivia."
    assert salient("Peru signs. " + FILLER + "Peru pays. Chile watches.", NAMES) == {"PE"}
    assert salient("Peru signs. " + FILLER + "Chile watches.", NAMES) == {"PE"}
    assert salient("Peru signs. " + FILLER + many, NAMES) == {"BO", "PE"}
    assert salient("Peru signs. " + FILLER + "Peru pays. " + many, NAMES) == {"BO", "PE"}


def test_a_name_in_the_title_weighs_more_than_a_city_there() -> None:
    text = FILLER + "Peru Peru Peru Peru Peru."
    assert salient(text, NAMES, title="Chile pays") == {"PE", "CL"}
    assert salient(text, NAMES, title="Chile pays", how=How.PLACE) == {"PE"}


def test_a_long_article_is_about_what_it_speaks_of_most() -> None:
    assert salient(FILLER + "Bolivia. Bolivia. Bolivia. Peru. Chile.", NAMES) == {"BO"}


def test_each_article_has_its_own_set() -> None:
    batch = batch_of([Article("Peru signs."), Article("")])
    mentions = [Mention(0, 0, Kind.COUNTRY, "PE", How.NAME, 0, 4)]
    assert [of_article(i, batch, mentions) for i in (0, 1)] == [{"PE"}, set()]
