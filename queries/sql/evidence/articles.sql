-- grain: one row an article of the selection, newest first, undated last
-- include: selected
-- parameters: $limit, $offset
with page as (
    select *
    from selected
    order by published_on desc nulls last, article_key
    limit $limit offset $offset
)
select
    articles.article_key,
    articles.article_id,
    articles.published_on,
    articles.dated,
    articles.title,
    articles.lead,
    articles.outlet,
    articles.url,
    articles.collection,
    articles.language,
    articles.count_sentences,
    page.sector_bits,
    page.theme_bits
from page
join articles using (article_key)
order by articles.published_on desc nulls last, articles.article_key
