-- grain: one row a dyad and period with articles, of the dyads asked for or of the $limit most frequent
-- include: rows
-- unit: pairs
-- parameters: $grain, $codes, $limit
with counted as (
    select dyad, date_trunc($grain, published_on)::date as period_on, count(*) as count_articles
    from rows
    where published_on is not null
    group by all
),
chosen as (
    select dyad
    from counted
    where len($codes) = 0 or list_contains($codes, dyad::varchar)
    group by dyad
    order by sum(count_articles) desc, dyad::varchar
    limit $limit
)
select counted.dyad as code, counted.period_on, counted.count_articles
from counted
join chosen using (dyad)
order by counted.dyad, counted.period_on
