-- grain: one row an article asked for by its place; newest first, undated last
-- parameters: $places
-- Names as text: a frame of an enumeration's values holds all 5,416 outlets (8 ms for ten rows).
select
    article_key, article_id, published_on, dated, title, lead, outlet::varchar as outlet, url,
    collection::varchar as collection, language::varchar as language, count_sentences
from articles
where place in (select unnest($places::bigint[]))
order by published_on desc nulls last, article_key
