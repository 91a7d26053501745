-- grain: one row an article asked for by its place, as the first of its story; newest first, undated last
-- parameters: $places
select
    article_key, article_id, published_on, dated, title, lead, outlet, url, collection, language, count_sentences
from articles
where place in (select unnest($places::bigint[]))
order by published_on desc nulls last, article_key
