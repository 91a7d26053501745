-- grain: one row a dyad and period with articles, of the dyads asked for or of the $limit most frequent
-- include: rows
-- unit: pairs
-- parameters: $grain, $codes, $limit
-- The dyads are chosen first: few rows are left to be grouped by their days.
with dated as materialized (
    select dyad, published_on from rows where published_on is not null
),
chosen as (
    select dyad
    from dated
    group by dyad
    having len($codes) = 0 or list_contains($codes, dyad::varchar)
    order by count(*) desc, dyad::varchar
    limit $limit
)
select dyad as code, date_trunc($grain, published_on)::date as period_on, count(*) as count_articles
from dated
semi join chosen using (dyad)
group by dyad, period_on
order by dyad, period_on
