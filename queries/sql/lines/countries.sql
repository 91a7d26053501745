-- grain: one row a country and period with articles, of the countries asked for or of the $limit most frequent
-- include: rows
-- unit: presences
-- parameters: $grain, $codes, $limit
-- The countries are chosen first: few rows are left to be grouped by their days.
with dated as materialized (
    select country, published_on from rows where published_on is not null
),
chosen as (
    select country
    from dated
    group by country
    having len($codes) = 0 or list_contains($codes, country::varchar)
    order by count(*) desc, country::varchar
    limit $limit
)
select country as code, date_trunc($grain, published_on)::date as period_on, count(*) as count_articles
from dated
semi join chosen using (country)
group by country, period_on
order by country, period_on
