"""The articles behind a mark, all of them, page by page, with the sentences that carry the evidence.

The count in the heading is the number of rows of the list. Text is a stranger's: it goes through `safe`.
Where a licence keeps the text out of the records, the facts are shown: what was found, how, and where.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import duckdb
import pandas as pd
import streamlit as st

from dashboard import controls, labels, listed, resources, safe, searched, subjects
from dashboard.state import ViewState, serialise
from dashboard.words import say, terms
from data.snapshots import Snapshot
from queries import comentions, evidence, search
from queries.schema import by_row
from queries.selection import Mark, Selection, SelectionError

PAGE_SIZE: Final = 10
_RANK: Final = {kind: rank for rank, kind in enumerate(safe.COLOURS)}
_OF_SPAN: Final = ("start", "end", "kind", "code", "form")
_MOST_TELLERS: Final = 3  # of one story in a list; the article's own page has them all
_MOST_SENTENCES: Final = 6  # of one article in a list; the article's own page has them all
Rows = list[dict[str, Any]]


def behind(shot: Snapshot, view: ViewState, mark: Mark, counted: Selection | None = None) -> None:
    """Draw the box that a click on a mark opens; `counted` is the selection whose articles the mark counts."""
    chosen = counted or view.selection
    total = resources.ask(shot, evidence.count, chosen, mark)
    with st.container(key=f"evidence-{view.panel}"):
        behind = say("pages.evidence.behind", articles=labels.articles(total), mark=safe.markdown(labels.mark(mark)))
        st.markdown(f"##### {behind}")
        with st.container(horizontal=True):
            st.button(say("pages.evidence.close"), key=f"close-{view.panel}", on_click=_close)
            if counted is None:
                st.button(
                    say("pages.evidence.keep_as_filter"), key=f"filter-by-{view.panel}", on_click=_narrow, args=(mark,)
                )
            if (mark.dyad and not view.dyad) or (mark.country and not view.country):
                subjects.link(view, str(mark.dyad or mark.country))
        if mark.dyad:
            _ladder(shot, chosen, mark.dyad)
        listing(shot, view, chosen, mark, total)


def whole(shot: Snapshot, view: ViewState) -> None:
    """Draw all articles of the selection; while a mark is open, the page of the list in the address is the mark's."""
    total, _ = resources.ask(shot, evidence.extent, view.selection)
    st.markdown(f"#### {say('pages.evidence.all', articles=labels.articles(total))}")
    if view.mark:
        st.button(say("pages.evidence.show_all"), key="close-all", on_click=_close)
    else:
        listing(shot, view, view.selection, None, total)


def _close() -> None:
    controls.change(mark=None, panel="", evidence=1)


def _narrow(mark: Mark) -> None:
    view = controls.view()
    try:
        controls.go(view.with_selection(view.selection.narrow(mark)))
    except SelectionError as error:
        st.session_state[controls.REFUSED] = str(error)


def _ladder(shot: Snapshot, chosen: Selection, dyad: str) -> None:
    """Say the steps from being named together to working together on something, each with its count."""
    answer = resources.ask(shot, comentions.dyad_ladder, chosen, dyad)
    steps, steps_in_words = [], terms("pages.evidence.steps")
    for row in by_row(answer):
        words = steps_in_words.get(str(row["step"])) or labels.topic(str(row["code"])).lower()
        steps.append(f"{words} **{labels.number(int(row['count_articles']))}**")
    st.markdown(f"{labels.dyad(dyad)}: " + " · ".join(steps))


def listing(
    shot: Snapshot, view: ViewState, chosen: Selection, mark: Mark | None, total: int, *, is_folded: bool = False
) -> None:
    """Draw one page of the articles, newest first (the best match first where words are searched).

    `is_folded` lists each story once, as its first article; `total` is then the number of stories.
    """
    pages = max(1, math.ceil(total / PAGE_SIZE))
    page = min(view.evidence, pages)
    order = "search" if chosen.words and mark is None else "stories" if is_folded else "articles"
    if total:
        legend()
    found = resources.ask(shot, told, chosen, mark, order=order, offset=(page - 1) * PAGE_SIZE)
    onward, whole_article = view.carry(), say("pages.evidence.whole_article")
    lines = [listed.row(said, whole_article, serialise(onward.with_article(key))) for key, said in found]
    if lines:
        listed.rows(f"articles-{view.panel or 'list'}", lines)
    if pages > 1:
        pager(view.panel or "list", page, pages)


def pager(name: str, page: int, pages: int) -> None:
    """Draw the page numbers of a list whose page is in the address (a key a page: the widget has a default)."""
    key = f"pages-{name}-{page}"
    st.pagination(pages, default=page, key=key, on_change=_turned, args=(key,))


def _turned(key: str) -> None:
    controls.change(evidence=st.session_state[key])


def legend() -> None:
    """Say what the tints behind the words mean."""
    kinds = terms("common.kinds")
    tints = " ".join(f":{colour}-background[{kinds[kind]}]" for kind, colour in safe.COLOURS.items())
    st.caption(say("pages.evidence.legend", tints=tints))


def told(
    connection: duckdb.DuckDBPyConnection, chosen: Selection, mark: Mark | None, *, order: str, offset: int
) -> list[tuple[str, str]]:
    """Return one page of a list: of each article its id and what is said of it, as HTML.

    It is asked as queries are, so that it is remembered as answers are: to write a page anew costs 40 ms.
    """
    window = {"limit": PAGE_SIZE, "offset": offset}
    if order == "search":
        found = search.articles(connection, chosen, **window)
    else:
        found = evidence.heads(connection, chosen, mark, is_folded=order == "stories", **window)
    listed_rows, keys = by_row(found), tuple(int(key) for key in found["article_key"])
    sentences = parted(evidence.sentences(connection, keys, chosen, mark), "article_key")
    numbers = {row["sentence"] for shown in sentences.values() for row in shown[:_MOST_SENTENCES]}
    if not all(_head(row) for row in listed_rows):  # all countries of an article are its title
        numbers = set()
    spans = parted(evidence.spans(connection, keys, sorted(numbers)), "article_key")
    parts = (sentences, spans, parted(evidence.retold(connection, keys), "article_key"))
    return [
        (str(row["article_id"]), _said(row, chosen.words, *(part.get(row["article_key"], []) for part in parts)))
        for row in listed_rows
    ]


def parted(frame: pd.DataFrame, column: str) -> dict[Any, Rows]:
    """Return the rows of an answer by what a column holds; pandas takes ten times as long to part so few."""
    found: dict[Any, Rows] = {}
    for row in by_row(frame):
        found.setdefault(row[column], []).append(row)
    return found


def _said(row: Mapping[Any, Any], words: str, sentences: Rows, spans: Rows, again: Rows) -> str:
    """Return what a list says of an article: title, facts, sentences, and who tells the same; searched words marked."""
    pen = safe.HTML
    lines = [f"<strong>{title(row, spans, pen, words)}</strong><br>{pen.gray(byline(row, pen))}"]
    shown = sentences[:_MOST_SENTENCES]
    lines += [_quoted(sentence, [span for span in spans if span["sentence"] == sentence["sentence"]], pen, words)
              for sentence in shown]  # fmt: skip
    if len(sentences) > len(shown):
        lines.append(pen.gray(say("pages.evidence.more_sentences", count=len(sentences) - len(shown))))
    if len(again):
        lines.append(pen.gray(_retold(again, pen)))
    return f'<div class="said">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _retold(again: Rows, pen: safe.Markdown) -> str:
    """Return who tells the same story in nearly the same words."""
    tellers = [teller(row, pen) for row in again[:_MOST_TELLERS]]
    if len(again) > _MOST_TELLERS:
        tellers.append(say("pages.evidence.more", count=len(again) - _MOST_TELLERS))
    return say("pages.evidence.story_again", tellers="; ".join(tellers))


def teller(row: Mapping[Any, Any], pen: safe.Markdown = safe.MARKDOWN) -> str:
    """Return outlet and day of an article."""
    when = row["published_on"]
    day = say("pages.evidence.undated") if pd.isna(when) else labels.day(pd.Timestamp(when).date())
    outlet = text_of(row, "outlet") or say("pages.evidence.unnamed")
    return say("pages.evidence.byline", outlet=pen.text(outlet, most=60), day=day)


def title(row: Mapping[Any, Any], spans: Rows, pen: safe.Markdown = safe.MARKDOWN, words: str = "") -> str:
    """Return the title of an article, or the beginning of its text, or the countries that it names; `words` marked."""
    if head := safe.cut(_head(row), 160):
        return safe.highlighted(head, _searched(words, head), pen)
    codes = dict.fromkeys(str(span["code"]) for span in spans if span["kind"] == "country")
    if codes:
        countries = labels.listed([labels.in_sentence(code) for code in codes], "and")
        return pen.text(say("pages.evidence.untitled", countries=countries))
    return say("pages.evidence.without_title")


def _head(row: Mapping[Any, Any]) -> str:
    return next((text for field in ("title", "lead") if (text := text_of(row, field)).strip()), "")


def text_of(row: Mapping[Any, Any], field: str) -> str:
    """Return a text of a row, or nothing where it is null."""
    value = row.get(field)
    return value if isinstance(value, str) else ""


def byline(row: Mapping[Any, Any], pen: safe.Markdown = safe.MARKDOWN) -> str:
    """Return date, outlet, collection and a link to the source as one line."""
    when = row.get("published_on")
    parts = ["undated" if when is None or pd.isna(when) else labels.day(pd.Timestamp(when).date())]
    named = (text_of(row, "outlet"), labels.collection(text_of(row, "collection")))
    parts += [pen.text(name, most=60) for name in dict.fromkeys(named) if name]
    if safe.address(text_of(row, "url")):
        parts.append(pen.link(say("pages.evidence.source"), text_of(row, "url")))
    return " · ".join(parts)


def _searched(words: str, text: str) -> list[safe.Span]:
    return [safe.Span(start, end, safe.SEARCHED) for start, end in searched.places(words, text)]


def _quoted(sentence: Mapping[Any, Any], spans: Rows, pen: safe.Markdown, words: str) -> str:
    """Return a sentence with its evidence tinted by kind, or the facts where there is no text."""
    text = text_of(sentence, "text")
    if not text:
        return facts(int(sentence["sentence"]), spans, placed=False, pen=pen)
    begin = int(sentence["start"])
    found = [safe.Span(span["start"] - begin, span["end"] - begin, span["kind"]) for span in spans]
    return safe.highlighted(text, [*found, *_searched(words, text)], pen)


def facts(number: int, spans: Rows, *, placed: bool, pen: safe.Markdown = safe.MARKDOWN) -> str:
    """Return what was found in a sentence whose text is not kept: the words, what they mean, and if `placed` where.

    Words that mean several things (a leader is also a mention of the country) are shown once, with all meanings.
    """
    seen: set[tuple[str, str, int]] = set()
    held: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for start, end, kind, code, form in ([span[name] for name in _OF_SPAN] for span in spans):
        if (kind, code, start) not in seen:
            seen.add((kind, code, start))
            held.setdefault((start, end), []).append((kind, code, form))
    found = []
    for (start, end), same in sorted(held.items()):
        same.sort(key=lambda row: _RANK.get(row[0], len(_RANK)))
        kind, _, form = same[0]
        meanings = [labels.code_of(kind, code) for kind, code, _ in same]
        told = [m for m in dict.fromkeys(meanings) if m.casefold() != form.casefold() and not _is_said(m, meanings)]
        words = pen.tinted(pen.text(form), kind)
        meaning = f" {pen.text(', '.join(told))}" if told else ""
        found.append(f"{words}{meaning}" + (f" {pen.gray(f'({start}–{end})')}" if placed else ""))
    return say("pages.evidence.sentence", number=number + 1, finds=" · ".join(found))


def _is_said(meaning: str, meanings: list[str]) -> bool:
    """Return whether another meaning says it too: "Israel" beside "Benjamin Netanyahu (Israel)"."""
    return any(f"({meaning})" in other for other in meanings)
