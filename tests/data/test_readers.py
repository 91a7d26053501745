from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.articles import Article
from data.readers import Hints, Item, Reader, Reason, Refusal, read, size_of
from data.readers.dates import parsed
from data.records import Dated, Precision


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def only(path: Path, *hints: Any) -> Item:
    (item,) = read(path, Hints(*hints))
    return item


def reason(item: Item) -> Reason:
    assert isinstance(item, Refusal)
    return item.reason


def test_a_text_file_has_its_title_on_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Peru meets Chile\n\nThey signed.\n", encoding="utf-8")
    article = only(path, date(2024, 5, 1), "El Faro")
    assert isinstance(article, Article)
    assert article.title == "Peru meets Chile"
    assert article.text[article.body_start :].strip() == "They signed."
    assert (article.published, article.dated, article.outlet) == (date(2024, 5, 1), Dated.GIVEN, "El Faro")
    assert article.collection == tmp_path.name
    assert article.id.startswith("text-")


def test_a_text_without_a_date_stays_undated(tmp_path: Path) -> None:
    path = write(tmp_path / "note.txt", "One line only")
    article = only(path)
    assert isinstance(article, Article)
    assert (article.title, article.published, article.dated) == (None, None, Dated.NONE)


def test_a_text_in_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("Қазақстан\n\nМәтін".encode("utf-16"))
    article = only(path)
    assert isinstance(article, Article)
    assert article.title == "Қазақстан"


def test_json_lines_keep_what_they_do_not_know(tmp_path: Path) -> None:
    row = {"id": 7, "text": "Peru.", "published": "2024-05-01T10:00:00Z", "cited": [{"name": "AP"}, "EFE", 3]}
    path = write(tmp_path / "andes.jsonl", row | {"place": "Lima", "language": "en-GB", "title": " A \n b "})
    article = only(path, date(1999, 1, 1))
    assert isinstance(article, Article)
    assert (article.id, article.published, article.dated) == ("7", date(2024, 5, 1), Dated.METADATA)
    assert article.cited == ("AP", "EFE", "3")
    assert (article.extra, article.language, article.title) == ({"place": "Lima"}, "en", "A b")
    assert article.collection == "andes"


def test_a_bad_line_is_refused_with_its_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = write(
        tmp_path / "x.jsonl",
        {"text": "Good."},
        "{broken",
        "[1]",
        {"place": "Lima"},
        {"text": 4},
        "",
        {"text": "Ok."},
    )
    items = list(read(path))
    assert [isinstance(item, Article) for item in items] == [True, False, False, False, False, True]
    refusals = [item for item in items if isinstance(item, Refusal)]
    reasons = [Reason.NOT_JSON, Reason.NOT_AN_OBJECT, Reason.NO_TEXT, Reason.TEXT_NOT_A_STRING]
    assert [refusal.reason for refusal in refusals] == reasons
    assert [refusal.place for refusal in refusals] == ["line 2", "line 3", "line 4", "line 5"]
    sentence = refusals[0].sentence()
    assert "x.jsonl, line 2 is not JSON: write one JSON object a line" in sentence
    assert "\n" not in sentence


def test_a_line_that_is_not_utf_8_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n{"text": "Peru."}\n')
    items = list(read(path))
    assert reason(items[0]) is Reason.NOT_JSON
    assert isinstance(items[1], Article)


def test_a_truncated_gzip_gives_what_it_held_and_says_so(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"text": "Peru %d %s"}\n' % (i, bytes([97 + i % 26]) * 50) for i in range(5000)))
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    items = list(read(path))
    assert reason(items[-1]) in {Reason.DAMAGED, Reason.NOT_JSON}
    assert any(isinstance(item, Refusal) and item.reason is Reason.DAMAGED for item in items)
    assert sum(isinstance(item, Article) for item in items) > 100


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b" \n ", Reason.NO_TEXT),
        ("a.txt", b"\xff\xfe\xfd\x00\x01", Reason.NOT_TEXT),
        ("a.pdf", b"%PDF", Reason.UNKNOWN_FORMAT),
        ("a.jsonl.gz", b"no gzip", Reason.UNKNOWN_FORMAT),
        ("a.jsonl.gz", b"\x1f\x8bno gzip", Reason.DAMAGED),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes, expected: Reason) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert reason(only(path)) is expected


def test_missing_files_and_empty_folders_are_refused(tmp_path: Path) -> None:
    assert reason(only(tmp_path / "none.txt")) is Reason.MISSING
    assert reason(only(tmp_path)) is Reason.EMPTY_FOLDER


def test_a_folder_is_read_through(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "b.txt", "Title", "", "Body.")
    write(tmp_path / "a.jsonl", {"text": "Peru."})
    write(tmp_path / "ignored.csv", "x")
    assert [article.collection for article in read(tmp_path) if isinstance(article, Article)] == ["a", "in"]
    assert size_of(tmp_path) > 0


def test_dates_that_cannot_be_are_refused_as_dates(tmp_path: Path) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    assert parsed(tomorrow.isoformat()) == (tomorrow, Precision.DAY)
    for bad in (
        "1899-12-31",
        (tomorrow + timedelta(days=9)).isoformat(),
        "2024-13-01",
        "soon",
        20241301,
        None,
    ):
        assert parsed(bad) is None
    article = only(write(tmp_path / "x.jsonl", {"text": "Peru.", "published": "2024-02-30"}))
    assert isinstance(article, Article)
    assert (article.published, article.extra) == (None, {"published": "2024-02-30"})


def test_a_json_line_with_a_text_keeps_a_date_and_a_title_under_other_names(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text('{"text": "Peru met Chile.", "date": "2024-05-01", "headline": "A meeting"}')
    found = [item for item in Reader(Hints()).path(path) if isinstance(item, Article)]
    assert [(item.published, item.title) for item in found] == [(date(2024, 5, 1), "A meeting")]
