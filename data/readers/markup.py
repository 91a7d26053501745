"""A piece of HTML (a feed's entry) -> its words, a paragraph a block. Whole pages are `html.py`'s business."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from data.readers.encoding import clean

_BLOCKS: Final = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main"
    " nav ol p pre section table tbody td th thead tr ul".split()
)
_SILENT: Final = frozenset("script style template noscript iframe object embed svg".split())


def words_of(fragment: str) -> str:
    """Return the text of a fragment, blocks apart by a blank line; plain text comes back as it is."""
    if "<" not in fragment and "&" not in fragment:
        return clean(fragment).strip()
    try:
        tree = lxml_html.fragment_fromstring(clean(fragment), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        _add(event, element, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\x1f"))
    return "\n\n".join(line for line in lines if line)


def _add(event: str, element: Any, pieces: list[str]) -> None:
    """Append what an element brings where it starts and where it ends; a unit separator parts blocks."""
    is_element = isinstance(element.tag, str)
    block = "\x1f" if is_element and element.tag in _BLOCKS else ""
    if event == "start":
        is_silent = element.tag in _SILENT
        pieces += [block, "" if is_silent else element.text or ""]
        if is_silent:
            del element[:]
    else:
        pieces += [block, element.tail or ""]
