-- grain: one row a period and collection; a period without an article is a row with 0
-- include: volume
-- parameters: $grain
-- By day first, as in `labels_over_time`.
with days as materialized (
    select published_on, collection, count(*) as articles from volume where published_on is not null group by all
),
periods as (
    select period_on
    from periods_between((select min(published_on) from days), (select max(published_on) from days), $grain)
),
counted as (
    select date_trunc($grain, published_on)::date as period_on, collection, sum(articles) as articles
    from days
    group by all
),
reach as (
    select max(published_on) as last_article_on from articles
)
select
    periods.period_on,
    names.collection,
    coalesce(counted.articles, 0)::bigint as count_articles,
    is_cut(periods.period_on, $grain, $since, $until, reach.last_article_on) as is_partial
from periods
cross join (select distinct collection from days) as names
cross join reach
left join counted on counted.period_on = periods.period_on and counted.collection = names.collection
order by periods.period_on, names.collection::varchar
