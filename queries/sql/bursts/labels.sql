-- grain: one row a sector or theme, period and collection with articles; repeats are of all collections together
-- include: selected
-- parameters: $grain, $kind, $codes
with dated as materialized (
    select
        selected.article_key,
        date_trunc($grain, selected.published_on)::date as period_on,
        selected.collection,
        if($kind = 'sectors', selected.sector_bits, selected.theme_bits)::integer as label_bits
    from selected
    where selected.published_on is not null and selected.is_coded
),
asked as (
    select code, place from labels
    where kind = $kind and code <> 'none' and (len($codes) = 0 or list_contains($codes, code))
),
counted as materialized (
    select asked.code, combined.period_on, combined.collection, sum(combined.articles)::bigint as count_articles
    from (select period_on, collection, label_bits, count(*) as articles from dated group by all) as combined
    join asked on (combined.label_bits >> asked.place) & 1 = 1
    group by all
),
-- few articles share their story with another: only these can be repeats
repeated as (
    select asked.code, dated.period_on, count(*) - count(distinct stories.story_key) as count_repeats
    from dated
    join stories on stories.article_key = dated.article_key and not stories.is_alone
    join asked on (dated.label_bits >> asked.place) & 1 = 1
    group by all
)
select
    counted.code,
    counted.period_on,
    counted.collection,
    counted.count_articles,
    coalesce(repeated.count_repeats, 0) as count_repeats,
    (select count(distinct code) from counted) as count_series
from counted
left join repeated using (code, period_on)
order by counted.code, counted.period_on, counted.collection
