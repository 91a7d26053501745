"""Articles found by words, best first.

Why it exists: a reader comes with a phrase. Case and accents are ignored; every word must occur in the title
or the text; an unquoted word finds the words that begin with it, a "quoted phrase" stands as it is. The rank is
simple: more of the words in the title, then newer. An article whose
sentences a licence keeps out (the embedded sample) is searched in its title and in the forms that were found
in it, so a word that is no name and no term of the codebook is not found there. Knows no page.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from queries import evidence
from queries.schema import fetch, finish
from queries.selection import Selection


def articles(
    connection: duckdb.DuckDBPyConnection, selection: Selection, *, limit: int = 50, offset: int = 0
) -> pd.DataFrame:
    """Return the articles of the selection (its words and all other filters), ranked; columns in `queries.declared`."""
    name = "search/articles"
    if not selection.words:  # nothing to rank by
        newest = evidence.articles(connection, selection, limit=limit, offset=offset)
        return finish(name, newest.assign(count_words_in_title=0, count_sentences_found=0))
    frame = fetch(connection, name, selection, limit=limit, offset=offset)
    return finish(name, evidence.with_countries(connection, frame))
