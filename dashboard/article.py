"""One article: its facts, its text with all that was found, and the reason for each find.

It must not know why the reader opened it. Text is a stranger's and goes through `safe`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard import controls, evidence, labels, panel, resources, safe
from dashboard.server import OPTIONS
from dashboard.state import ViewState
from dashboard.words import say, terms
from data.snapshots import Snapshot
from queries import evidence as records
from queries.schema import by_row
from queries.selection import Mode, Selection

_MOST: Final = 12  # other tellings of a story that are offered
_MOST_ALIKE: Final = 3


def draw(shot: Snapshot, view: ViewState, article_id: str) -> None:
    """Draw the article of an id, or say that the snapshot holds none of that id."""
    whole = resources.ask(shot, records.article, article_id)
    if whole is None:
        st.warning(say("pages.article.missing", article=safe.markdown(article_id, most=80)))
        return
    row = by_row(whole.facts)[0]
    st.subheader(evidence.title(row, by_row(whole.spans)), anchor=False)
    st.markdown(evidence.byline(row))
    st.markdown(found(whole.spans))
    _again(shot, int(row["article_key"]))
    _more(shot, view, whole.spans)
    evidence.legend()
    if whole.sentences["text"].notna().any():
        _text(whole.sentences, whole.spans)
    else:
        st.caption(say("pages.article.withheld"))
        _facts(whole.sentences, whole.spans)
    _reasons(whole.spans)


def _again(shot: Snapshot, article_key: int) -> None:
    """Lead to the other articles that tell the same story in nearly the same words."""
    others = resources.ask(shot, records.retold, (article_key,))
    if others.empty:
        return
    st.markdown(f"##### {say('pages.article.same_story', count=labels.number(len(others)))}")
    with st.container(horizontal=True):
        for row in by_row(others.head(_MOST)):
            key = str(row["article_id"])
            st.button(evidence.teller(row), key=f"again-{key}", on_click=controls.change, kwargs={"article": key})


def _more(shot: Snapshot, view: ViewState, spans: pd.DataFrame) -> None:
    """Lead to more articles in which the same two countries do the same about the same sector."""
    found = []
    for selection in alike(spans):
        total = int(resources.ask(shot, records.count, selection))
        if total > 1:  # this article is one of them
            found.append((selection, total))
    if not found:
        return
    st.markdown(f"##### {say('pages.article.more_like_this')}")
    with st.container(horizontal=True):
        for i, (selection, total) in enumerate(found):
            words = [labels.dyad(selection.dyad), labels.mode(selection.interaction).lower()]
            words += [labels.topic(code).lower() for code in selection.sectors]
            text = f"{', '.join(words)}: {labels.articles(total)}"
            target = view.carry().with_selection(selection)
            st.button(text, key=f"alike-{i}", on_click=controls.go, args=(target,))


def alike(spans: pd.DataFrame) -> list[Selection]:
    """Return what an article is most about, each as a selection: a dyad, what the two do, their most frequent sector.

    The dyads with most predicates, at most three; a sector counts in the passages that hold those predicates.
    """
    acts = spans[(spans["kind"] == "interaction") & spans["parties"].str.fullmatch("[A-Z]{2}-[A-Z]{2}")]
    sectors = spans[spans["kind"] == "sector"]
    found = []
    for dyad, mode in _frequent(acts[["parties", "code"]])[:_MOST_ALIKE]:
        passages = acts.loc[(acts["parties"] == dyad) & (acts["code"] == mode), "passage"]
        held = _frequent(sectors.loc[sectors["passage"].isin(passages), "code"])
        one, other = str(dyad).split("-")
        found.append(
            Selection(
                interaction=Mode(mode), countries=(one,), partners=(other,),
                sectors=tuple(held[:1]),
            )
        )  # fmt: skip
    return found


def _frequent(values: Any) -> list[Any]:
    """Return the distinct values of a column or of rows, most frequent first, ties in order of the alphabet."""
    return list(values.value_counts().sort_index().sort_values(ascending=False, kind="stable").index)


def found(spans: pd.DataFrame) -> str:
    """Return what was found in the article as Markdown, a line a kind, most frequent first."""
    lines = []
    for kind, words in terms("common.kinds").items():
        mine = spans[spans["kind"] == kind]
        if mine.empty:
            continue
        counts = mine["code"].value_counts().sort_values(ascending=False, kind="stable")
        codes = [f"{labels.code_of(kind, str(code))} ({count})" for code, count in counts.items()]
        lines.append(f"**{words.capitalize()}**: {safe.markdown(', '.join(codes))}")
    return "  \n".join(lines) or say("pages.article.nothing_found")


def _text(sentences: pd.DataFrame, spans: pd.DataFrame) -> None:
    """Draw the passages as paragraphs, every find tinted, its reason where the pointer rests."""
    look = panel.look()
    tints = {kind: str(OPTIONS[f"theme.{look}.{colour}BackgroundColor"]) for kind, colour in safe.COLOURS.items()}
    paragraphs = []
    for _, passage in sentences.groupby("passage", sort=True):
        shown = []
        for sentence in by_row(passage):
            if isinstance(sentence["text"], str):
                mine = spans[spans["sentence"] == sentence["sentence"]]
                shown.append(safe.explained(sentence["text"], _spans(mine, int(sentence["start"])), tints))
        paragraphs.append(f"<p>{' '.join(shown)}</p>")
    st.html("".join(paragraphs))


def _spans(rows: pd.DataFrame, begin: int) -> list[safe.Span]:
    """Return the finds of a sentence that begins at a character of the text, each with its reason."""
    return [safe.Span(row["start"] - begin, row["end"] - begin, row["kind"], why(row)) for row in by_row(rows)]


def why(row: Mapping[Any, Any]) -> str:
    """Return what a find means and what led to it: `Sector: Trade, by a term (trade.goods)`."""
    kind = str(row["kind"])
    name = terms("pages.article.kinds").get(kind, kind).capitalize()
    words = say("pages.article.kind_of", kind=name, code=labels.code_of(kind, str(row["code"])))
    between = _parties(row["parties"])
    how = labels.how(row["how"]) if isinstance(row["how"], str) else ""
    rule = row["rule"] if isinstance(row["rule"], str) else ""
    parts = [words, say("pages.article.between", parties=between) if between else "", how]
    return ", ".join(part for part in parts if part) + (f" ({rule})" if rule else "")


def _facts(sentences: pd.DataFrame, spans: pd.DataFrame) -> None:
    """List what was found, sentence by sentence, where there is no text."""
    lines, found = [], evidence.parted(spans, "sentence")
    for number in sentences["sentence"]:
        if number in found:
            lines.append(f"- {evidence.facts(int(number), found[number], placed=True)}")
    st.markdown("\n".join(lines))


def _reasons(spans: pd.DataFrame) -> None:
    """Offer the table of all finds: what, which words, how, and the rule that fired."""
    with st.expander(say("pages.article.every_find", count=labels.number(len(spans)))):
        st.dataframe(reasons(spans), hide_index=True)


def reasons(spans: pd.DataFrame) -> pd.DataFrame:
    """Return a row a find, in words."""
    rows: list[dict[str, Any]] = []
    for row in by_row(spans):
        how = row["how"] if isinstance(row["how"], str) else ""
        rows.append(
            {
                "kind": terms("pages.article.kinds").get(row["kind"], row["kind"]),
                "what": labels.code_of(str(row["kind"]), str(row["code"])),
                "words": row["form"],
                "how": labels.how(how),
                "rule": row["rule"] if isinstance(row["rule"], str) else "",
                "between": _parties(row["parties"]),
                "sentence": int(row["sentence"]) + 1,
                "from": int(row["start"]),
                "to": int(row["end"]),
            }
        )
    headings = terms("pages.article.columns")
    return pd.DataFrame(rows, columns=list(headings)).rename(columns=dict(headings))


def _parties(parties: object) -> str:
    """Return the words for `CN-KZ`, or for a country and an organisation."""
    if not isinstance(parties, str) or not parties:
        return ""
    return "–".join(labels.country(p) if len(p) == 2 else labels.organisation(p) for p in parties.split("-", 1))
