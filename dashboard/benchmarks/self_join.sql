-- grain: one row a dyad; the co-mention answer as one would first write it, for DuckDB and SQLite alike
-- parameters: $since, $until
with kept as (
    select article_key, country from presences where published_on between $since and $until
),
margins as (
    select country, count(*) as held from kept group by country
)
select
    x.country || '-' || y.country as dyad,
    count(*) as count_articles,
    count(*) * 1.0 * (select count(*) from articles where published_on between $since and $until) / (a.held * b.held)
        as lift
from kept as x
join kept as y on x.article_key = y.article_key and x.country < y.country
join margins as a on a.country = x.country
join margins as b on b.country = y.country
group by x.country, y.country, a.held, b.held
order by dyad
