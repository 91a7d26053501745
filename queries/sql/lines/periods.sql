-- grain: one row a period, every one from the first to the last of the volume
-- include: volume_all, selected
-- parameters: $grain
-- In a language without a codebook no interaction can be found: under cooperation and conflict only coded articles count.
with volume as (
    select published_on from volume_all where is_coded or $interaction = 'any'
),
periods as (
    select period_on
    from periods_between((select min(published_on) from volume), (select max(published_on) from volume), $grain)
),
totals as (
    select date_trunc($grain, published_on)::date as period_on, count(*) as total_articles
    from volume
    where published_on is not null
    group by all
),
chosen as (
    select date_trunc($grain, published_on)::date as period_on, count(*) as total_selected
    from selected
    where published_on is not null
    group by all
),
reach as (
    select max(published_on) as last_article_on from articles
)
select
    periods.period_on,
    coalesce(totals.total_articles, 0)::bigint as total_articles,
    coalesce(chosen.total_selected, 0)::bigint as total_selected,
    is_cut(periods.period_on, $grain, $since, $until, reach.last_article_on) as is_partial
from periods
cross join reach
left join totals using (period_on)
left join chosen using (period_on)
order by periods.period_on
