-- grain: one row a period and code; every period from the first to the last of the volume
-- include: volume, selected
-- parameters: $grain, $kind, $codes
-- The volume is looked at once, by day: 7,000 days have their period found sooner than a million articles.
with days as materialized (
    select published_on, count(*) as articles from volume where published_on is not null group by published_on
),
periods as (
    select period_on
    from periods_between((select min(published_on) from days), (select max(published_on) from days), $grain)
),
totals as (
    select date_trunc($grain, published_on)::date as period_on, sum(articles) as total_articles from days group by all
),
-- Few combinations of labels occur in a period; they are counted first and taken apart after.
combined as (
    select
        date_trunc($grain, published_on)::date as period_on,
        if($kind = 'sectors', sector_bits, theme_bits) as label_bits,
        count(*) as articles
    from selected
    where published_on is not null and is_coded
    group by all
),
chosen as (
    select period_on, sum(articles) as total_selected from combined group by period_on
),
counted as (
    select combined.period_on, labels.code, sum(combined.articles) as count_articles
    from combined
    join labels on labels.kind = $kind and (combined.label_bits::integer >> labels.place) & 1 = 1
    group by all
),
reach as (
    select max(published_on) as last_article_on from articles
)
select
    periods.period_on,
    labels.code,
    coalesce(counted.count_articles, 0)::bigint as count_articles,
    coalesce(totals.total_articles, 0)::bigint as total_articles,
    coalesce(chosen.total_selected, 0)::bigint as total_selected,
    is_cut(periods.period_on, $grain, $since, $until, reach.last_article_on) as is_partial
from periods
cross join labels
cross join reach
left join totals using (period_on)
left join chosen using (period_on)
left join counted on counted.period_on = periods.period_on and counted.code = labels.code
where labels.kind = $kind and labels.code <> 'none'
    and (len($codes) = 0 or list_contains($codes, labels.code))
order by periods.period_on, labels.place
