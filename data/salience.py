"""Mentions -> which countries an article is about.

Each country that an article refers to gets points for where, how often and how it is referred to; from `ENOUGH`
points on it is salient. The points are the weights of a logistic regression with an L2 penalty, rounded to tenths,
over 7,733 newswire articles of 1987 of at least 600 characters and the subject countries that editors gave them
(Reuters-21578). `ENOUGH` is the log odds of 0.4, half of the F1 that is reached: the best threshold for F1
when chances are calibrated (Lipton, Elkan and Narayanaswamy 2014). Fitted on one half, the points reach F1 0.801
on the other, and 0.805 the other way round, where thresholds set by hand reached 0.777 and 0.785. What is counted was
chosen by the mean of the two. On 4,000 shorter articles, not used for either, F1 is 0.66 against 0.63: there
editors name 42 % that the text does not. The module knows nothing of sectors or interactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from data.articles import Batch
from data.records import NAMED, How, Kind
from data.spans import HOWS, Mentions

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

START: Final = -1.9
ENOUGH: Final = -0.4
NAMED_IN_TITLE: Final = 1.8
NAMED_IN_FIRST_SENTENCE: Final = 0.6
FIRST_OF_ALL: Final = 0.8
"""The article refers to no country before it."""
ALONE: Final = 1.8
"""The article refers to no other country."""
AMONG_MANY: Final = 0.8
MANY: Final = 6
SHARE: Final = 0.5
"""Times its share of the article's references."""
AGAINST_MOST: Final = 0.5
"""Times its references over those of the country with most."""
COUNT: Final = 0.5
"""Times the logarithm of the number of its references."""
SPREAD: Final = 1.5
"""Times the share of the body's sentences that refer to it."""
BY_NAME: Final = 0.3
"""Times the share of its references that name it."""
BY_LEADER: Final = 0.5
LATE: Final = -0.3
LATE_FROM: Final = 6
"""The sentence of the body, counted from 0, from which on a first reference is late."""
IN_PASSING: Final = -0.4
"""It is referred to once, and not in the first two sentences of the body."""


@dataclass(frozen=True, slots=True)
class Salience:
    """A row an article and country that it refers to, in order; `country` is an index into the mentions' codes."""

    article: Ints
    country: Ints
    is_salient: Bools


def salient_countries(batch: Batch, mentions: Mentions) -> Salience:
    """Return which of the countries that it refers to each article of the batch is about."""
    countries, size = mentions.of_kind(Kind.COUNTRY), max(len(mentions.codes), 1)
    of_article = batch.passage_article.astype(np.int64)[countries.passage]
    key, row = np.unique(of_article * size + countries.code, return_inverse=True)
    article, country = np.divmod(key, size)
    points = _points(batch, countries, of_article, article, row)
    return Salience(article, country, np.asarray(points >= ENOUGH))


def _points(batch: Batch, countries: Mentions, of_article: Ints, article: Ints, row: Ints) -> npt.NDArray[np.float64]:
    """Return the points of each row; `of_article` and `row` tell the article and row of each mention."""
    rows, articles = len(article), len(batch.articles)
    first_of_body, sentences = _bodies(batch)
    sentence = countries.sentence - first_of_body[of_article]
    in_body = batch.passage_number[countries.passage] > 0
    is_named = np.isin(countries.how, [HOWS.index(how) for how in NAMED])

    def number(which: Bools) -> Ints:
        return np.bincount(row[which], minlength=rows)

    count = number(np.ones(len(row), dtype=bool))
    first = np.full(rows, np.iinfo(np.int64).max)
    np.minimum.at(first, row[in_body], sentence[in_body])
    earliest = np.full(articles, np.iinfo(np.int64).max)
    np.minimum.at(earliest, of_article, countries.start)
    most = np.zeros(articles, dtype=np.int64)
    np.maximum.at(most, article, count)
    others = np.bincount(article, minlength=articles)[article]
    referring = np.unique(np.stack([row[in_body], countries.sentence[in_body]]), axis=1)[0]
    return np.asarray(
        START
        + NAMED_IN_TITLE * (number(is_named & ~in_body) > 0)
        + NAMED_IN_FIRST_SENTENCE * (number(is_named & in_body & (sentence == 0)) > 0)
        + FIRST_OF_ALL * (number(countries.start == earliest[of_article]) > 0)
        + ALONE * (others == 1)
        + AMONG_MANY * (others >= MANY)
        + SHARE * count / np.bincount(of_article, minlength=articles)[article]
        + AGAINST_MOST * count / most[article]
        + COUNT * np.log(count)
        + SPREAD * np.bincount(referring, minlength=rows) / np.maximum(sentences[article], 1)
        + BY_NAME * number(is_named) / count
        + BY_LEADER * (number(countries.how == HOWS.index(How.LEADER)) > 0)
        + LATE * (first >= LATE_FROM)
        + IN_PASSING * ((count == 1) & (first > 1))
    )


def _bodies(batch: Batch) -> tuple[Ints, Ints]:
    """Return the first sentence of each article's body, and how many it has."""
    body = np.flatnonzero(batch.passage_number[batch.sentence_passage] > 0)
    article = batch.passage_article.astype(np.int64)[batch.sentence_passage[body]]
    first = np.zeros(len(batch.articles), dtype=np.int64)
    first[article[::-1]] = body[::-1]
    return first, np.bincount(article, minlength=len(batch.articles))
