"""Text of strangers -> Markdown, or HTML, that shows exactly that text and does nothing.

Streamlit reads most of what it is given as Markdown: measured in 1.67, an escaped text still became a
link (`www.`, `https://`, an e-mail address), an arrow (`->`), a dash (`--`) or an icon (`:streamlit:`),
because those are found after the escapes are resolved. An empty coloured span between the characters
prevents it and leaves the text, as read or copied, unchanged. Pure: it must not know Streamlit.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final
from urllib.parse import quote, urlsplit

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS: Final = re.compile(
    r"(?<=[-<>=~])(?=[-<>=~])|(?=@)|(?<=[wW])(?=\.)|(?<=:)(?=//)|(?<=:)(?=streamlit)", re.IGNORECASE
)
_NOTHING: Final = ":gray[]"
# Bidi overrides, isolates and invisible controls reorder or hide what stands beside them.
_CONTROLS: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_PER_CENT: Final = re.compile(r" (?=\\?%)")  # also where the sign is escaped
_SPACES: Final = re.compile(r"\s+")
_LONGEST_URL: Final = 2_000

# One tint a kind; the legend uses the same. Interaction is the one that the page is about: it comes first.
COLOURS: Final = {
    "interaction": "green", "leader": "red", "organisation": "yellow", "sector": "orange", "theme": "violet",
    "country": "blue",
}  # fmt: skip
SEARCHED: Final = "searched"  # the kind of a span of words that the reader searched


@dataclass(frozen=True)
class Span:
    """A stretch of a sentence, `[start, end)` in characters, the kind of thing found there, and the reason in words."""

    start: int
    end: int
    kind: str
    why: str = ""


def plain(text: str) -> str:
    """Return the text on one line, without characters that reorder or hide others."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


def cut(text: str, most: int) -> str:
    """Return the text on one line in at most `most` characters, cut after a word where its words let it."""
    flat = plain(text)
    if len(flat) <= most:
        return flat
    whole, _, _ = flat[:most].rpartition(" ")  # a text without spaces, or one endless word, is cut where it is
    kept = whole if len(whole) >= most * 2 // 3 else flat[: most - 1]
    return f"{kept.rstrip(' ,;:–-')}…"


def unbroken(text: str) -> str:
    """Return a sentence in which a number and its per cent sign stay on one line."""
    return _PER_CENT.sub("\u00a0", text)


def markdown(text: str, *, most: int | None = None) -> str:
    """Return Markdown that shows `text` as it stands, on one line, cut at `most` characters."""
    return _escaped(plain(text) if most is None else cut(text, most))


def _escaped(text: str) -> str:
    return _NOTHING.join(_PUNCTUATION.sub(r"\\\1", part) for part in _BREAKS.split(text))


def address(url: str | None) -> str | None:
    """Return an http or https address fit to be clicked, or None for anything else."""
    if not url or len(url) > _LONGEST_URL or not url.isprintable():
        return None  # urlsplit and browsers drop control characters, each in its own way
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None:
        return None
    return quote(url.strip(), safe=":/?#@!$&'*+,;=%-._~")  # brackets and spaces are encoded too


def link(words: str, url: str | None) -> str:
    """Return a Markdown link with our own words, or the words alone where the address is not fit."""
    target = address(url)
    return f"[{markdown(words)}]({target})" if target else markdown(words)


class Markdown:
    """Writes what is said of an article as the Markdown that Streamlit reads; what it is given as `words` it wrote."""

    def text(self, text: str, *, most: int | None = None) -> str:
        """Return what shows `text` as it stands, on one line, cut at `most` characters."""
        return self.escaped(plain(text) if most is None else cut(text, most))

    def escaped(self, text: str) -> str:
        """Return what shows a text as it stands; its spaces stay."""
        return _escaped(text)

    def gray(self, words: str) -> str:
        """Return the words in gray."""
        return f":gray[{words}]"

    def tinted(self, words: str, kind: str) -> str:
        """Return the words on the tint of a kind."""
        return f":{COLOURS.get(kind, 'gray')}-background[{words}]"

    def searched(self, words: str) -> str:
        """Return words that the reader searched."""
        return f"**{words}**"

    def link(self, words: str, url: str | None) -> str:
        """Return a link with our own words, or the words alone where the address is not fit."""
        return link(words, url)


class Html(Markdown):
    """Writes the same as HTML; the tints are classes, which `listed.js` colours."""

    def escaped(self, text: str) -> str:
        """Return what shows a text as it stands; its spaces stay."""
        return html.escape(text)

    def gray(self, words: str) -> str:
        """Return the words in gray."""
        return f'<span class="gray">{words}</span>'

    def tinted(self, words: str, kind: str) -> str:
        """Return the words on the tint of a kind."""
        return f'<span class="tint {COLOURS.get(kind, "gray")}">{words}</span>'

    def searched(self, words: str) -> str:
        """Return words that the reader searched."""
        return f"<mark>{words}</mark>"

    def link(self, words: str, url: str | None) -> str:
        """Return a link with our own words, or the words alone where the address is not fit."""
        target = address(url)
        if not target:
            return self.text(words)
        return f'<a href="{html.escape(target)}" target="_blank" rel="noopener noreferrer">{self.text(words)}</a>'


MARKDOWN: Final = Markdown()
HTML: Final = Html()


def highlighted(text: str, spans: Iterable[Span], pen: Markdown = MARKDOWN) -> str:
    """Return the text with a tint behind each span; where kinds overlap, the order of COLOURS decides.

    Spans of the kind SEARCHED are no tint: they stand out also inside one.
    """
    pieces = _pieces(text, tuple(spans), _manner)
    shown = []
    for kind, same in groupby(pieces, key=lambda piece: _manner(piece[1])[0]):
        shown.append(_tinted([(piece, _manner(over)[1]) for piece, over in same], kind, pen))
    return "".join(shown).strip()


def _manner(over: tuple[Span, ...]) -> tuple[str | None, bool]:
    """Return the kind that tints a stretch under some spans, and whether its words are searched."""
    return next((span.kind for span in over if span.kind != SEARCHED), None), any(s.kind == SEARCHED for s in over)


def explained(text: str, spans: Iterable[Span], tints: Mapping[str, str]) -> str:
    """Return the text as HTML: escaped, a tint of `tints` behind each span, and its reasons where a pointer rests."""
    shown = []
    for piece, over in _pieces(text, tuple(spans), lambda found: found):
        flat = html.escape(_SPACES.sub(" ", _CONTROLS.sub("", piece)))
        if not over:
            shown.append(flat)
            continue
        why = html.escape(plain("; ".join(dict.fromkeys(span.why for span in over if span.why))))
        style = f"background-color: {tints[over[0].kind]}; padding: 2px 1px; border-radius: 2px"
        shown.append(f'<span style="{style}" title="{why}">{flat}</span>')
    return "".join(shown).strip()


def _pieces(
    text: str, spans: tuple[Span, ...], key: Callable[[tuple[Span, ...]], object]
) -> list[tuple[str, tuple[Span, ...]]]:
    """Return the text in stretches over which `key` of the spans that cover them is one, the first kind first."""
    rank = {kind: i for i, kind in enumerate(COLOURS)}
    ordered = sorted(spans, key=lambda s: rank.get(s.kind, len(rank)))
    cuts = sorted({0, len(text), *(min(max(end, 0), len(text)) for span in spans for end in (span.start, span.end))})
    pieces: list[tuple[str, tuple[Span, ...]]] = []
    for start, end in pairwise(cuts):
        over = tuple(span for span in ordered if span.start <= start < span.end)
        if pieces and key(over) == key(pieces[-1][1]):
            pieces[-1] = (pieces[-1][0] + text[start:end], pieces[-1][1])
        else:
            pieces.append((text[start:end], over))
    return pieces


def _tinted(pieces: Iterable[tuple[str, bool]], kind: str | None, pen: Markdown) -> str:
    """Return stretches on one tint, each searched or not; spaces at the ends stay, they part it from its neighbours."""
    shown, is_blank = "", True
    for text, is_searched in pieces:
        flat = _SPACES.sub(" ", _CONTROLS.sub("", text))
        is_blank &= not flat.strip()
        shown += pen.searched(pen.escaped(flat)) if is_searched and flat.strip() else pen.escaped(flat)
    return pen.tinted(shown, kind) if kind in COLOURS and not is_blank else shown
