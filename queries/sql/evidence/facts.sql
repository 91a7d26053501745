-- grain: one row, the article of that id; none if there is no such article
-- parameters: $article_id
select
    article_key, article_id, published_on, dated, title, lead, outlet::varchar as outlet, url,
    collection::varchar as collection, language::varchar as language, count_sentences
from articles
where article_id = $article_id
order by article_key
