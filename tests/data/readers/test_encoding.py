"""Old encodings by passages written here: read right, or refused where nobody could tell."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import orjson
import pytest

from data.articles import Article
from data.readers import Item, Reader, Reason, Refusal
from data.readers.encoding import decode
from tests.data.readers import making

PASSAGES = {
    "cp1250": (
        "Rząd Polski podpisał w środę umowę z Ukrainą, a ministrowie zapowiedzieli, że rozmowy będą toczyć się dalej.",
        "Vláda České republiky v úterý podepsala dohodu o společné ochraně hranic; příští týden začnou jednání.",
        "A magyar kormány szerdán megállapodást írt alá a vasútvonal felújításáról, és ősszel folytatják.",
        "Vlada je u srijedu potpisala sporazum o zajedničkoj zaštiti granice, a pregovori počinju sljedeći tjedan.",
    ),
    "cp1252": (
        "Le Pérou a signé un traité à Lima, où l’été était déjà fini; les négociations continueraient après la fête.",
        "Die Regierungen Österreichs und Ungarns haben ein Abkommen über Zölle für größere Märkte geschlossen.",
        "El Perú firmó un acuerdo con España sobre educación y migración; habría más reuniones el próximo año.",
        "The ministers said “the talks” will go on – and Peru’s delegation, led by Mr Peña, agreed to meet again.",
    ),
    "cp1254": ("Türkiye ile Azerbaycan çarşamba günü ticaret anlaşması imzaladı; görüşmeler sonbaharda sürecek.",),
    "cp1253": ("Οι υπουργοί της Ελλάδας και της Κύπρου υπέγραψαν συμφωνία για το εμπόριο και τη συνεργασία.",),
    "cp1255": ("שרי ישראל ויוון חתמו ביום רביעי על הסכם סחר והודיעו כי השיחות יימשכו בסתיו.",),
    "cp1256": ("وقع وزراء مصر والسعودية اتفاقا للتعاون في مجال التجارة والجمارك يوم الأربعاء.",),
    "cp1257": ("Lietuvos vyriausybė trečiadienį pasirašė sutartį dėl geležinkelio, o derybos tęsis rudenį.",),
    "kz1048": ("Қазақстан мен Өзбекстан үкіметтері сауда туралы келісімге қол қойды, келіссөздер күзде жалғасады.",),
    "koi8_r": ("Министры Казахстана и Китая встретились в Астане и подписали соглашение о торговле.",),
    "big5": ("兩國部長在阿斯塔納會晤，並簽署了關於貿易和海關的協議。",),
    "cp932": ("日本とモンゴルの大臣は水曜日に貿易協定に署名し、交渉は秋に続くと述べた。",),
    "cp949": ("한국과 몽골의 장관은 수요일에 무역 협정에 서명했으며 협상은 가을에 계속될 것이라고 말했다.",),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def only(items: Iterator[Item]) -> Item:
    (item,) = items
    return item


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in PASSAGES.items() for text in texts])
def test_a_text_that_does_not_say_its_encoding_is_read_right(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_text_whose_encoding_could_be_two_is_refused_with_what_to_do(reader: Reader) -> None:
    item = only(reader.content("ağrı".encode("cp1254"), "note.txt"))
    assert isinstance(item, Refusal) and item.reason is Reason.NOT_TEXT
    assert "save it as UTF-8" in item.sentence()


def test_what_a_page_or_its_server_says_of_its_encoding_is_believed(reader: Reader) -> None:
    short = "Umowa wzmacnia ścisłą współpracę gospodarczą obu państw."
    page = making.page(paragraphs=[short] * 3, charset="iso-8859-2")
    said = only(reader.content(page, "page.html"))
    sent = only(reader.content(page.replace(b'<meta charset="iso-8859-2">', b""), "page.html", charset="ISO-8859-2"))
    assert isinstance(said, Article) and short in said.text
    assert isinstance(sent, Article) and short in sent.text
    text = only(reader.content("ağrı".encode("cp1254"), "note.txt", charset="iso-8859-9"))
    assert isinstance(text, Article) and text.text == "ağrı"


def test_a_few_broken_bytes_in_utf_8_cost_their_letters_only(reader: Reader) -> None:
    text = PASSAGES["koi8_r"][0]
    assert decode(text.encode()[:40] + b"\xff" + text.encode()[40:]) == f"{text[:21]}\ufffd{text[21:]}"
    page = making.page().replace(b"lorries", b"lorr\xffies", 1)
    article = only(reader.content(page, "page.html"))
    assert isinstance(article, Article) and "lorr\ufffdies" in article.text


def test_a_statement_that_cannot_be_is_not_believed() -> None:
    text = PASSAGES["cp1250"][0]
    assert decode(text.encode("cp1250"), "no-such-thing", "utf-16") == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_json_in_utf_16_is_read(reader: Reader, encoding: str) -> None:
    texts = ["Peru met Chile.", "Министры встретились.", "两国部长会晤。"]
    rows = [orjson.dumps({"text": text}).decode() for text in texts]
    lines = list(reader.content("\n".join(rows).encode(encoding), "rows.jsonl"))
    array = list(reader.content(f"[{','.join(rows)}]".encode(encoding), "rows.json"))
    for found in (lines, array):
        assert [item.text if isinstance(item, Article) else item for item in found] == texts


def test_a_nul_byte_costs_its_line_or_its_text_and_is_named(reader: Reader) -> None:
    text = only(reader.content(b"A meeting\n\nPeru met Chile. " * 20 + b"\x00", "note.txt"))
    assert isinstance(text, Refusal) and text.reason is Reason.NOT_TEXT and "NUL bytes" in text.sentence()
    row = b'{"text": "Peru met Chile."}\n'
    items = list(reader.content(row * 5 + b'{"text": "Pe\x00ru"}\n' + row, "rows.jsonl"))
    assert [item.place for item in items if isinstance(item, Refusal)] == ["line 6"]
    assert sum(isinstance(item, Article) for item in items) == 6
    padded = only(reader.content(codecs.BOM_UTF8 + b"Peru met Chile. " + bytes(500), "note.txt"))
    assert isinstance(padded, Refusal)
