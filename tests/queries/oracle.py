"""Random selections and marks, and an oracle in plain Python that says which articles they hold.

The articles are random but fixed. The oracle shares no code with the SQL; it must not know any answer.
"""

from __future__ import annotations

import dataclasses
import random
from datetime import date, timedelta

from hypothesis import strategies as st

from data import names
from data.records import SECTORS, THEMES
from queries.selection import NO_MARK, Mark, Mode, Selection
from tests.queries.rows import Article, Passage, countries_of

COUNTRIES = ("CN", "GB", "IN", "KZ", "RU", "UZ")
BLOCS = ("C5", "EU", "SCO")
ORGANISATIONS = ("BRICS", "SCO")
OUTLETS = ("Courier", "Gazette", "Herald")
COLLECTIONS = ("first", "second")
FIRST, LAST = date(2015, 1, 1), date(2021, 12, 31)


def _passage(draw: random.Random) -> Passage:
    held = tuple(sorted(draw.sample(COUNTRIES, draw.choice((0, 1, 2, 2, 3)))))
    dyads = [f"{a}-{b}" for a in held for b in held if a < b]
    return Passage(
        countries=held,
        sectors=tuple(s for s in SECTORS if draw.random() < 0.25),
        themes=tuple(t for t in THEMES if draw.random() < 0.2),
        cooperation=tuple(d for d in dyads if draw.random() < 0.5),
        conflict=tuple(d for d in dyads if draw.random() < 0.3),
        organisations=tuple(o for o in ORGANISATIONS if draw.random() < 0.2),
        text=" ".join(draw.sample(("port", "rail", "visa", "chip"), 2)),
    )


def _without_codebook(passage: Passage) -> Passage:
    """In a language without a codebook neither labels nor interactions are found."""
    return dataclasses.replace(passage, sectors=(), themes=(), cooperation=(), conflict=())


def _article(draw: random.Random) -> Article:
    is_coded = draw.random() < 0.95
    passages = [_passage(draw) for _ in range(draw.choice((1, 1, 2, 3)))]
    return Article(
        passages=tuple(passages if is_coded else map(_without_codebook, passages)),
        on=None if draw.random() < 0.08 else FIRST + timedelta(days=draw.randrange(2500)),
        outlet=draw.choice((*OUTLETS, None)),
        collection=draw.choice(COLLECTIONS),
        language=draw.choice(("en", "en", "ru")) if is_coded else "ky",
        is_coded=is_coded,
        story=draw.randrange(200) if draw.random() < 0.7 else None,
    )


def _articles() -> list[Article]:
    """240 articles at random, and a meeting in June 2018 that 20 report: a burst, half of it one story."""
    draw = random.Random(20260822)
    meeting = Passage(countries=("CN", "KZ"), sectors=("trade",), themes=("connectivity",), cooperation=("CN-KZ",))
    summit = [
        Article(
            passages=(meeting,),
            on=date(2018, 6, 1) + timedelta(days=number),
            outlet=draw.choice(OUTLETS),
            collection=draw.choice(COLLECTIONS),
            story=500 if number < 10 else None,
        )
        for number in range(20)
    ]
    return summit + [_article(draw) for _ in range(240)]


ARTICLES = _articles()


def some(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Mostly nothing, else one or two of the codes."""
    return st.one_of(st.just(()), st.just(()), st.lists(st.sampled_from(codes), min_size=1, max_size=2).map(tuple))


DAYS = st.one_of(st.none(), st.none(), st.dates(FIRST, LAST))
SELECTIONS = (
    st.fixed_dictionaries(
        {
            "interaction": st.sampled_from(Mode), "since": DAYS, "until": DAYS, "countries": some(*COUNTRIES),
            "blocs": some(*BLOCS), "partners": some(*COUNTRIES), "partner_blocs": some(*BLOCS),
            "sectors": some(*SECTORS), "themes": some(*THEMES), "organisations": some(*ORGANISATIONS),
            "outlets": some(*OUTLETS), "collections": some(*COLLECTIONS), "languages": some("en", "ky", "ru"),
            "words": st.sampled_from(("", "", "", "port", "rail visa")),
        }
    )
    .filter(lambda fields: not (fields["since"] and fields["until"] and fields["since"] > fields["until"]))
    .map(lambda fields: Selection(**fields))
)  # fmt: skip
DYADS = [f"{a}-{b}" for a in COUNTRIES for b in COUNTRIES if a < b]
MARKS = st.builds(
    Mark,
    sector=st.sampled_from((None, *SECTORS)),
    theme=st.sampled_from((None, None, None, *THEMES)),
    dyad=st.sampled_from((None, None, None, *DYADS)),
    country=st.sampled_from((None, None, None, *COUNTRIES)),
    since=DAYS,
    outlet=st.sampled_from((None, None, "Gazette")),
    collection=st.sampled_from((None, None, "first")),
    none_found=st.sampled_from((False, False, True)),
    no_theme_found=st.sampled_from((False, False, True)),
    interaction=st.sampled_from((None, None, None, *Mode)),
    in_one_passage=st.sampled_from((False, False, True)),
    organisation=st.sampled_from((None, None, *ORGANISATIONS)),
)


def _is_on_side(country: str, codes: tuple[str, ...], blocs: tuple[str, ...], on: date | None) -> bool:
    day = on or date(9999, 12, 31)
    terms = [m for bloc in names.blocs() if bloc.code in blocs for m in bloc.members if m.country == country]
    return country in codes or any((m.joined_on or day) <= day <= (m.left_on or date(9999, 12, 31)) for m in terms)


def _units(article: Article, selection: Selection, mark: Mark) -> list[tuple[str, ...]]:
    """The countries, dyads or () that are tested as one row each."""
    one, other = (selection.countries, selection.blocs), (selection.partners, selection.partner_blocs)
    if not any(one):
        one, other = other, one
    present = countries_of(article)
    if mark.dyad or (any(one) and any(other)) or (mark.country and any(one)):
        found = []
        for a in present:
            for b in present:
                fits = any(
                    (not any(one) or _is_on_side(x, *one, article.on))
                    and (not any(other) or _is_on_side(y, *other, article.on))
                    for x, y in ((a, b), (b, a))
                )
                if a < b and fits and mark.dyad in (None, f"{a}-{b}") and mark.country in (None, a, b):
                    found.append((a, b))
        return found
    if any(one) or mark.country:
        return [
            (c,) for c in present
            if (not any(one) or _is_on_side(c, *one, article.on)) and mark.country in (None, c)
        ]  # fmt: skip
    return [()]


def _labels(article: Article, unit: tuple[str, ...], mode: Mode) -> tuple[set[str], set[str], set[str], bool] | None:
    """Sectors, themes and organisations of the passages that hold the unit, and whether one does; None if the
    interaction is not there.
    """
    held = [p for p in article.passages if set(unit) <= set(p.countries)]
    if mode is not Mode.ANY:
        acts = {p: p.cooperation if mode is Mode.COOPERATION else p.conflict for p in held}
        held = [p for p in held if any(set(unit) <= set(dyad.split("-")) for dyad in acts[p])]
        if not held:
            return None
    sectors, themes = {s for p in held for s in p.sectors}, {t for p in held for t in p.themes}
    together = any(set(unit) <= set(p.countries) for p in article.passages)
    return sectors, themes, {o for p in held for o in p.organisations}, together


def _is_article_in(article: Article, selection: Selection, mark: Mark) -> bool:
    days = (selection.since, mark.since, selection.until, mark.until)
    if article.on is None and any(days):
        return False
    if article.on and any(first and article.on < first for first in days[:2]):
        return False
    if article.on and any(last and article.on > last for last in days[2:]):
        return False
    said = {o for p in article.passages for o in p.organisations}
    text = {word for p in article.passages for word in str(p.text).split()}
    return (
        (not selection.outlets or article.outlet in selection.outlets)
        and mark.outlet in (None, article.outlet)
        and (not selection.languages or article.language in selection.languages)
        and (not selection.collections or article.collection in selection.collections)
        and mark.collection in (None, article.collection)
        and (not selection.organisations or bool(said & set(selection.organisations)))
        and set(selection.words.split()) <= text
    )


def holds(article: Article, selection: Selection, mark: Mark) -> bool:
    """Whether a selection and mark hold an article, said in plain Python."""
    if not _is_article_in(article, selection, mark):
        return False
    mode = mark.interaction or selection.interaction
    found = [_labels(article, unit, mode) for unit in _units(article, selection, mark)]
    kept = [
        (s, t, o) for s, t, o, is_together in filter(None, found)
        if (is_together or not mark.in_one_passage)
        and (not selection.sectors or s & set(selection.sectors))
        and (not selection.themes or t & set(selection.themes))
        and (mark.sector is None or (article.is_coded and mark.sector in s))
        and (mark.theme is None or (article.is_coded and mark.theme in t))
    ]  # fmt: skip
    no_sector = article.is_coded and not any(s for s, _, _ in kept)
    no_theme = article.is_coded and not any(t for _, t, _ in kept)
    is_named = mark.organisation is None or any(mark.organisation in o for _, _, o in kept)
    return bool(kept) and is_named and (no_sector or not mark.none_found) and (no_theme or not mark.no_theme_found)


def held(selection: Selection, mark: Mark = NO_MARK) -> list[Article]:
    """The articles that a selection and mark hold."""
    return [article for article in ARTICLES if holds(article, selection, mark)]


def volume(selection: Selection) -> list[Article]:
    """The articles that its filters of date, outlet, collection and language leave."""
    return held(dataclasses.replace(selection.volume(), interaction=Mode.ANY))
