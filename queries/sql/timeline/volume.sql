-- grain: one row a period and collection; a period without an article is a row with 0
-- include: volume
-- parameters: $grain
with bounds as (
    select
        date_trunc($grain, min(published_on))::date as first_on,
        date_trunc($grain, max(published_on))::date as last_on
    from volume
),
periods as (
    select unnest(generate_series(first_on::timestamp, last_on::timestamp, ('1 ' || $grain)::interval))::date
        as period_on
    from bounds
),
counted as (
    select date_trunc($grain, published_on)::date as period_on, collection, count(*) as articles
    from volume
    where published_on is not null
    group by all
),
reach as (
    select max(published_on) as last_article_on from articles
)
select
    periods.period_on,
    names.collection,
    coalesce(counted.articles, 0)::bigint as count_articles,
    coalesce($since > periods.period_on, false)
        or periods.period_on + ('1 ' || $grain)::interval
            > least(coalesce($until, reach.last_article_on), reach.last_article_on) + interval 1 day as is_partial
from periods
cross join (select distinct collection from volume where published_on is not null) as names
cross join reach
left join counted on counted.period_on = periods.period_on and counted.collection = names.collection
order by periods.period_on, names.collection::varchar
