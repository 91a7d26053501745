-- what: `dated` (country, published_on: one row an article and country) -> the articles of each period, of the countries of
-- $codes or of the $limit most frequent. These are chosen first: few rows are left to be grouped by their days.
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
