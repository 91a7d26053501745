"""Draw fresh positives of every label from a store with full text, for a reader to judge against the codebook.

    python -m tests.gold.draw STORE OUT SEED

writes one JSON-lines file a label into OUT: passage id (`article#passage`), label, what was found, and the text,
without the rule or the words that fired. Verdicts go to `judgements.csv` beside this file, by id, without text.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

import duckdb

from data.records import SECTORS, THEMES
from data.snapshots import Store

EACH: Final = 50
_KINDS: Final = {
    "named": "select article_key, passage, code, form from mentions where kind = 'country'"
    " and how in ('name', 'abbreviation', 'demonym')",
    "referred": "select article_key, passage, code, form from mentions where kind = 'country'"
    " and how not in ('name', 'abbreviation', 'demonym')",
    "coding": "select distinct article_key, passage, code, null as form from codings where code = $code",
    "interaction": "select article_key, passage, string_agg(distinct coalesce(dyad, country_a || ' and ' ||"
    " organisation), ', ') as code, null as form from interactions where interaction = $code group by all",
}


def draw(store: Path, out: Path, seed: str) -> None:
    """Write the files; the draw repeats because it orders by a hash of the id and the seed."""
    snapshot = Store(store).current()
    if snapshot is None:
        sys.exit(f"{store} holds no snapshot.")
    connection = duckdb.connect()
    for table in ("articles", "sentences", "mentions", "codings", "interactions"):
        connection.register(table, snapshot.read(table))
    connection.execute(
        "create table passages as select article_key, passage, string_agg(text, ' ' order by sentence) as text"
        " from sentences group by all having count(text) > 0"
    )
    asked = [("named", "named"), ("referred", "referred"), *(("coding", code) for code in (*SECTORS, *THEMES))]
    for kind, label in [*asked, ("interaction", "cooperation"), ("interaction", "conflict")]:
        query = (
            f"with found as ({_KINDS[kind]}) select article_id, passage, code, form, text from found"  # noqa: S608
            " join passages using (article_key, passage) join articles using (article_key)"
            f" order by hash(article_id || passage || $seed), code, form limit {EACH}"
        )
        bound = {"seed": seed} | ({"code": label} if "$code" in query else {})
        rows = connection.execute(query, bound).fetchall()
        lines = [
            {"id": f"{article}#{passage}", "label": label, "found": code or label, "form": form, "text": text}
            for article, passage, code, form, text in rows
        ]
        (out / f"{label}.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
