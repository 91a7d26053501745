-- grain: one row a period of the volume
-- include: volume_all, selected
-- parameters: $grain, $is_labelled
-- By day first, as in `timeline/labels_over_time`.
with days as materialized (
    select published_on, count(*) as articles
    from volume_all
    where published_on is not null and (is_coded or not $is_labelled)
    group by published_on
),
periods as (
    select period_on
    from periods_between((select min(published_on) from days), (select max(published_on) from days), $grain)
),
totals as (
    select date_trunc($grain, published_on)::date as period_on, sum(articles) as total_articles from days group by all
),
counted as (
    select date_trunc($grain, published_on)::date as period_on, sum(articles) as count_articles
    from (select published_on, count(*) as articles from selected where published_on is not null group by published_on)
    group by all
),
reach as (
    select max(published_on) as last_article_on from articles
)
select
    periods.period_on,
    coalesce(counted.count_articles, 0)::bigint as count_articles,
    coalesce(totals.total_articles, 0)::bigint as total_articles,
    is_cut(periods.period_on, $grain, $since, $until, reach.last_article_on) as is_partial
from periods
cross join reach
left join totals using (period_on)
left join counted using (period_on)
order by periods.period_on
