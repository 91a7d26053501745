-- grain: the same as `countries`, where a side was chosen: the parties of the dyads of the selection
-- include: rows
-- unit: pairs
-- parameters: $grain, $codes, $limit
with parties as (
    select unnest([country_a, country_b]) as country, article_key, published_on
    from rows
    where published_on is not null
),
counted as (
    select
        country,
        date_trunc($grain, published_on)::date as period_on,
        count(distinct article_key) as count_articles
    from parties
    group by all
),
chosen as (
    select country
    from counted
    where len($codes) = 0 or list_contains($codes, country::varchar)
    group by country
    order by sum(count_articles) desc, country::varchar
    limit $limit
)
select counted.country as code, counted.period_on, counted.count_articles
from counted
join chosen using (country)
order by counted.country, counted.period_on
