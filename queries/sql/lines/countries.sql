-- grain: one row a country and period with articles, of the countries asked for or of the $limit most frequent
-- include: rows
-- unit: presences
-- parameters: $grain, $codes, $limit
with counted as (
    select country, date_trunc($grain, published_on)::date as period_on, count(*) as count_articles
    from rows
    where published_on is not null
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
