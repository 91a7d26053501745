-- grain: one row a month and collection that has articles: those of the selection, and all of the volume
-- include: volume_all, selected
-- The last day is that of the whole data set: a month that ends after it is not complete.
with chosen as (
    select date_trunc('month', published_on)::date as period_on, collection, count(*) as count_articles
    from selected
    where published_on is not null
    group by all
),
whole as (
    select date_trunc('month', published_on)::date as period_on, collection, count(*) as total_articles
    from volume_all
    where published_on is not null
    group by all
),
reach as (
    select max(published_on) as last_article_on from articles
)
select
    whole.period_on,
    whole.collection,
    coalesce(chosen.count_articles, 0)::bigint as count_articles,
    whole.total_articles,
    reach.last_article_on
from whole
cross join reach
left join chosen using (period_on, collection)
order by whole.period_on, whole.collection::varchar
