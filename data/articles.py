"""Article -> cleaned batch: passages and sentences with their offsets, and nothing that is not article.

A batch joins a few hundred articles into one string, so that one scan and a handful of array operations
serve them all. Every position in a batch maps back to the article's own `text` or `title` as received.
The module knows nothing of countries, codes or files.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import xxhash

from data.boilerplate import body_end
from data.records import Dated, Precision

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as a reader found it. `body_start` is where the body begins when the title is in `text`.

    An excerpt (a feed's summary, a headline of a list) never replaces the whole article of the same id.
    """

    text: str
    id: str = ""
    title: str | None = None
    body_start: int = 0
    url: str | None = None
    published: date | None = None
    dated: Dated = Dated.NONE
    precision: Precision | None = None
    language: str | None = None
    outlet: str | None = None
    cited: tuple[str, ...] = ()
    section: str | None = None
    collection: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    is_excerpt: bool = False

    def digest(self) -> str:
        """Return a digest of what the reader sees; the identity of an article that brings no id."""
        return xxhash.xxh3_64_hexdigest(f"{self.title or ''}\x00{self.text}".encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles as one string with the arrays that cut it up; all positions are in `text`."""

    articles: Sequence[Article]
    text: str
    document_start: Ints
    """Start of each article's document (title, blank line, text)."""
    text_shift: Ints
    """Where the article's `text` starts within its document; 0 when the title is part of the text."""
    passage_start: Ints
    passage_end: Ints
    passage_article: Ints
    passage_number: Ints
    """0 for the title, then 1, 2, …"""
    sentence_start: Ints
    sentence_end: Ints
    sentence_passage: Ints
    """Index into the passages of the batch."""
    sentence_number: Ints
    """From 0 through the whole article."""

    def own_offset(self, passage: Ints, position: Ints) -> Ints:
        """Turn batch positions into offsets of the article's text (of its title in passage 0)."""
        article = self.passage_article[passage]
        shift = np.where(self.passage_number[passage] > 0, self.text_shift[article], 0)
        return np.asarray(position - self.document_start[article] - shift, dtype=np.int32)


_SEPARATOR: Final = "\n\n"
# Both begin with the line's end, which is quick to find; the blanks in front of it are taken off the piece.
_BLANK_LINE: Final = re.compile(r"\n(?:[ \t\r\f\v\u00a0\u200b]*\n)+[ \t\r\f\v\u00a0]*")
_LINE: Final = re.compile(r"\n[ \t\r]*")
_BLANKS: Final = " \t\r\f\v\u00a0\u200b"
# A sentence ends at . ! ? … (with closing quotes) before white space and a capital, digit or opening quote,
# or right after a Chinese or Japanese full stop. One class in front, so that the search skips all other characters.
_SENTENCE_END: Final = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])[.!?…]*[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-zа-яё])|(?<=[。！？])[。！？]*[”’」』）]*)"
)
# A full stop after these is no end of a sentence (titles, initials, months, "U.S. President").
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(“\"'‘\[–—-])(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev"
    r"|Hon|Pres|Jr|Sr|vs|No|Nos|Art|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Corp|Co|Mt|Ft|approx|etc|e\.g|i\.e"
    r"|[А-ЯЁ]|г|гг|им|т\.е|т\.д)\.$"
)
_LONGER: Final = len("approx.") + 1
"""Characters at the end of a sentence that are no abbreviation if all but the full stop are letters."""
_AFTER_INITIALS: Final = re.compile(r"\s+(?:The|In|On|At|He|She|It|They|We|But|And|A|An|This|That|These|However)\b")


Spans = Iterator[tuple[int, int]]


def spans_between(text: str, start: int, end: int, separator: re.Pattern[str], blanks: str = "") -> Spans:
    """Yield the spans of `text[start:end]` between separators, without outer white space and `blanks` at their ends."""
    edges = [start]
    for match in separator.finditer(text, start, end):
        edges += match.span()
    edges.append(end)
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        piece = text[left:right]
        body = (piece.rstrip(blanks) if blanks and right != end else piece).strip()
        if body:
            left += len(piece) - len(piece.lstrip())
            yield left, left + len(body)


def passages(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs: between blank lines, or between lines if there are no blank ones."""
    end = len(text) if end is None else end
    if text.find("\n", start, end) < 0:
        return list(spans_between(text, start, end, _LINE))
    by_blank = list(spans_between(text, start, end, _BLANK_LINE, _BLANKS))
    if len(by_blank) > 1 or "\n" not in text[start:end].strip():
        return by_blank
    return list(spans_between(text, start, end, _LINE)) if _lines_are_paragraphs(text[start:end]) else by_blank


def _lines_are_paragraphs(text: str) -> bool:
    """Tell paragraphs of a line each from hard-wrapped lines: wrapped ones rarely end a sentence."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    ended = sum(line[-1] in '.!?…。！？:;"”»)' for line in lines)
    return ended * 2 >= len(lines) or max(map(len, lines)) > 200


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one passage."""
    cuts = [start]
    for match in _SENTENCE_END.finditer(text, start, end):
        cut = match.end()
        is_word = cut - start >= _LONGER and text[cut - _LONGER : cut - 1].isalpha()
        if text[cut - 1] == "." and cut < end and not is_word:
            before = _ABBREVIATION.search(text, max(start, cut - 14), cut)
            if before is not None and not ("." in before[0][:-1] and _AFTER_INITIALS.match(text, cut)):
                continue
        cuts.append(cut)
    cuts.append(end)
    found = []
    for left, right in itertools.pairwise(cuts):
        while left < right and text[left].isspace():
            left += 1
        if left < right:
            found.append((left, right))
    return found


def batch_of(articles: Sequence[Article]) -> Batch:
    """Return the articles as one batch: boilerplate dropped, passages and sentences found."""
    texts: list[str] = []
    document_start, text_shift = [], []
    passage_rows: list[tuple[int, int, int, int]] = []
    sentence_rows: list[tuple[int, int, int, int]] = []
    position = 0
    for index, article in enumerate(articles):
        is_apart = bool(article.title) and article.body_start == 0
        document = f"{article.title}{_SEPARATOR}{article.text}" if is_apart else article.text
        shift = len(article.title or "") + len(_SEPARATOR) if is_apart else 0
        document_start.append(position)
        text_shift.append(shift)
        number = 0
        for order, (left, right) in enumerate(_document_passages(article, document, shift)):
            if order == 0 and not article.title:
                continue
            passage_rows.append((position + left, position + right, index, order))
            for low, high in sentences(document, left, right):
                sentence_rows.append((position + low, position + high, len(passage_rows) - 1, number))
                number += 1
        texts.append(document)
        position += len(document) + len(_SEPARATOR)
    p = np.array(passage_rows, dtype=np.int32).reshape(-1, 4)
    s = np.array(sentence_rows, dtype=np.int32).reshape(-1, 4)
    return Batch(
        articles,
        _SEPARATOR.join(texts),
        np.array(document_start, dtype=np.int32),
        np.array(text_shift, dtype=np.int32),
        *(p[:, i] for i in range(4)),
        *(s[:, i] for i in range(4)),
    )


def _document_passages(article: Article, document: str, shift: int) -> list[tuple[int, int]]:
    """Return the title's span (empty if there is none) followed by those of the body's paragraphs."""
    begin = shift or article.body_start
    title = (0, len(article.title or "")) if shift else (0, len(document[:begin].rstrip()))
    body = passages(document, begin)
    return [title, *body[: body_end([document[a:b] for a, b in body])]]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads a model; only when asked

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES)
    return identifier


# Without a list py3langid calls short Chinese texts Wu. These are the languages of the regions we cover.
_LANGUAGES: Final = (
    "ar az be bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk ko ky lt lv mk mn ms no"
    " ne nl pl ps pt ro ru sk sl sq sr sv sw ta th tl tr ug uk ur uz vi zh"
).split()
_PREFIX: Final = 1_000  # characters that the detector reads; more changes nothing on the corpora
_LEAST_LETTERS: Final = 20  # below this a guess is worth nothing: the language is unknown


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, or `und` for a text too short to tell."""
    prefix = text[:_PREFIX]
    is_wide = not prefix.isascii()
    wide = is_wide and sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in prefix)
    if sum(map(str.isalpha, prefix)) + 4 * wide < _LEAST_LETTERS:  # a Chinese character says as much as a word
        return "und"
    return str(_identifier().classify(prefix)[0])
