-- grain: one row a dyad, period and collection with articles; repeats are of all collections together
-- include: rows
-- unit: pairs
-- parameters: $grain, $minimum, $most
-- The $most most frequent dyads. A dyad with fewer than $minimum articles in all cannot reach it in a period, and is no series.
with dated as materialized (
    select dyad, date_trunc($grain, published_on)::date as period_on, collection, story_key, is_alone
    from rows
    where published_on is not null
),
counted as (
    select dyad, period_on, collection, count(*) as count_articles from dated group by all
),
series as (
    select dyad from counted
    group by dyad
    having sum(count_articles) >= $minimum
    order by sum(count_articles) desc, dyad
    limit $most
),
repeated as (
    select dyad, period_on, count(*) - count(distinct story_key) as count_repeats
    from dated
    where not is_alone
    group by all
)
select
    counted.dyad::varchar as code,
    counted.period_on,
    counted.collection,
    counted.count_articles,
    coalesce(repeated.count_repeats, 0) as count_repeats
from counted
join series using (dyad)
left join repeated using (dyad, period_on)
order by counted.dyad, counted.period_on, counted.collection::varchar
