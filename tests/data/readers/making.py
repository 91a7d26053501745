"""Small documents of every format that is read, written here, about nothing that happened."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from docx import Document

PARAGRAPHS = (
    "The transport ministers of Peru and Chile opened a new road over the pass on Monday, and both sides said that "
    "the first lorries would use it in the autumn of this year.",
    "They signed an agreement on customs at the border, which is meant to shorten the checks from two days to a few "
    "hours, and they agreed to share the cost of a laboratory for plants.",
    "Trade between the two countries grew last year, according to the statistics of both sides, and most of it went "
    "by sea, which takes a week longer than the road over the mountains.",
)
TITLE = "Ministers open the road over the pass"
ROWS: tuple[dict[str, Any], ...] = (
    {"title": TITLE, "text": PARAGRAPHS[0], "published": "2024-05-01", "url": "https://faro.example/a",
     "outlet": "El Faro"},
    {"title": "A laboratory for plants", "text": PARAGRAPHS[1], "published": "2024-05-02", "url": "https://faro.example/b",
     "outlet": "El Faro"},
    {"title": "Trade by sea", "text": PARAGRAPHS[2], "published": "2024-05-03", "url": "https://faro.example/c",
     "outlet": "El Faro"},
)  # fmt: skip
_PAGE = """<!doctype html><html lang="{language}"><head><meta charset="{charset}"><title>{title} - {outlet}</title>
{head}
</head><body><nav><ul><li><a href="/">Home of the paper</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>{title}</h1>{byline}{body}</article>
<section id="comments" class="comments"><h3>Comments</h3>
<div class="comment"><p>Nobody asked the drivers about it!</p></div>
<form><label>Your name</label><input name="n"><textarea>Leave a comment</textarea><button>Send</button></form></section>
<aside class="related"><h4>Read also</h4><ul><li><a href="/x">Ten recipes for soup</a></li></ul></aside>
<footer>All rights reserved by the paper</footer></body></html>"""


def page(
    *, title: str = TITLE, head: str = "", byline: str = "", paragraphs: Sequence[str] = PARAGRAPHS,
    language: str = "en", outlet: str = "El Faro", charset: str = "utf-8",
) -> bytes:  # fmt: skip
    """Return a page of news with a menu, comments, a comment form and a list of other articles."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    values = {"title": title, "head": head, "byline": byline, "language": language, "outlet": outlet}
    return _PAGE.format(**values, body=body, charset=charset).encode(charset)


def rss(items: str | None = None) -> bytes:
    """Return an RSS feed of three entries: whole, summary only, title only."""
    items = items or (
        f"<item><title>{TITLE}</title><link>https://faro.example/a?utm_source=feed</link><guid>1</guid>"
        "<pubDate>Wed, 01 May 2024 10:00:00 +0000</pubDate><dc:creator>Ana Ruiz</dc:creator>"
        f"<content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>]]></content:encoded></item>"
        "<item><title>Short</title><link>https://faro.example/b</link><description>&lt;b&gt;Peru&lt;/b&gt; met Chile."
        "</description><pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate></item>"
        "<item><title>Only a headline on Peru</title><link>https://faro.example/c</link></item>"
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>El Faro</title>'
        f"<language>es-PE</language>{items}</channel></rss>"
    ).encode()


def atom() -> bytes:
    """Return an Atom feed of one entry."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>El Faro</title>'
        f'<entry><title>{TITLE}</title><link href="https://faro.example/a"/><id>1</id><updated>2024-05-01T10:00:00Z'
        f'</updated><content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content></entry></feed>'
    ).encode()


def json_feed() -> bytes:
    """Return a JSON Feed of two entries."""
    items = [
        {"id": "1", "url": "https://faro.example/a", "title": TITLE, "content_html": f"<p>{PARAGRAPHS[0]}</p>",
         "date_published": "2024-05-01T10:00:00Z"},
        {"id": "2", "url": "https://faro.example/b", "content_text": PARAGRAPHS[1]},
    ]  # fmt: skip
    return orjson.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "El Faro", "items": items})


def opml() -> bytes:
    """Return a list of two feeds, one of them with an address that is none."""
    return (
        b'<?xml version="1.0"?><opml version="2.0"><head><title>Papers</title></head><body><outline text="Andes">'
        b'<outline type="rss" text="El Faro" xmlUrl="https://faro.example/feed"/>'
        b'<outline type="rss" text="Bad" xmlUrl="file:///etc/hosts"/></outline></body></opml>'
    )


def delimited(rows: Sequence[Mapping[str, Any]] = ROWS, delimiter: str = ",") -> bytes:
    """Return rows as CSV with quotes around every cell."""
    quoted = (delimiter.join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in [
        list(rows[0]), *(list(row.values()) for row in rows)
    ])  # fmt: skip
    return ("\r\n".join(quoted) + "\r\n").encode()


def lines(rows: Sequence[Mapping[str, Any]] = ROWS) -> bytes:
    """Return rows as JSON lines."""
    return b"".join(orjson.dumps(dict(row)) + b"\n" for row in rows)


def xlsx(rows: Sequence[Mapping[str, Any]] = ROWS) -> bytes:
    """Return rows as a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    return _bytes(book.save)


def parquet(rows: Sequence[Mapping[str, Any]] = ROWS) -> bytes:
    """Return rows as Parquet."""
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), sink)
    return sink.getvalue()


def docx(title: str | None = TITLE, paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """Return a document with a heading, paragraphs and a table."""
    document = Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Lorries", "4,000"
    return _bytes(document.save)


def pdf(pages: Sequence[Sequence[str]] = ((TITLE, *PARAGRAPHS),), *, made: str = "D:20240507101112Z") -> bytes:
    """Return a PDF of pages of paragraphs, each wrapped at 80 characters."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page_of in pages:
        text, y = [], 800
        for paragraph in page_of:
            for line in _wrapped(paragraph, 80):
                escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                text.append(f"BT /F1 10 Tf 50 {y} Td ({escaped}) Tj ET")
                y -= 12
            y -= 24
        stream = "\n".join(text).encode("latin-1", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        number = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % number
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /CreationDate (%s) /Author (Ana Ruiz) >>" % made.encode())
    return assembled(objects, b"/Root 1 0 R /Info %d 0 R" % len(objects))


def assembled(objects: Sequence[bytes], trailer: bytes) -> bytes:
    """Return PDF objects as a file with its table of places."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def _wrapped(text: str, width: int) -> list[str]:
    found, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= width:
            found.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*found, line]


def mhtml(content: bytes | None = None) -> bytes:
    """Return a page and a picture as one file, as Chromium saves them."""
    html = (content or page()).decode()
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://faro.example/2024/05/01/pass\r\nSubject: x\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n'
        "------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{html}\r\n------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBORw0KGgo=\r\n------b--\r\n"
    ).encode()


def zipped(entries: Mapping[str, bytes] | None = None) -> bytes:
    """Return an archive; by default one of a page, a table and a text in a folder."""
    entries = entries or {"a.html": page(), "b/rows.csv": delimited(), "b/note.txt": PARAGRAPHS[0].encode()}
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return sink.getvalue()


def _bytes(save: Any) -> bytes:
    sink = io.BytesIO()
    save(sink)
    return sink.getvalue()


def documents() -> dict[str, bytes]:
    """Return file name -> content, one of each format."""
    return {
        "note.txt": f"{TITLE}\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n".encode(),
        "page.html": page(),
        "page.mhtml": mhtml(),
        "rss.xml": rss(),
        "atom.xml": atom(),
        "feed.json": json_feed(),
        "feeds.opml": opml(),
        "rows.jsonl": lines(),
        "rows.jsonl.gz": gzip.compress(lines()),
        "rows.json": orjson.dumps({"articles": list(ROWS)}),
        "rows.csv": delimited(),
        "rows.tsv": delimited(delimiter="\t"),
        "rows.xlsx": xlsx(),
        "rows.parquet": parquet(),
        "paper.pdf": pdf(),
        "paper.docx": docx(),
        "all.zip": zipped(),
    }
