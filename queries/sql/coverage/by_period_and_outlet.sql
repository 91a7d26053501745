-- grain: one row a period and outlet that has articles in it; '' is all outlets after the largest
-- include: volume_all
-- parameters: $grain, $limit
with largest as (
    select outlet
    from volume_all
    where outlet is not null and published_on is not null
    group by outlet
    order by count(*) desc, outlet::varchar
    limit $limit
)
select
    date_trunc($grain, published_on)::date as period_on,
    if(outlet in (select outlet from largest), outlet::varchar, '') as outlet,
    count(*) as count_articles
from volume_all
where published_on is not null
group by all
order by period_on, outlet
