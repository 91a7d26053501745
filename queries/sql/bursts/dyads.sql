-- grain: one row a dyad, period and collection with articles; repeats are of all collections together
-- include: rows
-- unit: pairs
-- parameters: $grain, $minimum, $most
-- The $most most frequent dyads. A dyad with fewer than $minimum articles in all cannot reach it in a period, and is no
-- series; one without a period of $minimum stories is a series (`count_series`) that can be no burst: its rows stay here.
with dated as materialized (
    select dyad, published_on, collection, story_key, is_alone from rows where published_on is not null
),
series as materialized (
    select dyad from dated group by dyad having count(*) >= $minimum order by count(*) desc, dyad limit $most
),
counted as materialized (
    select dyad, date_trunc($grain, published_on)::date as period_on, collection, count(*) as count_articles
    from dated
    join series using (dyad)
    group by all
),
-- few articles share their story with another: only these can be repeats
repeated as materialized (
    select dyad, date_trunc($grain, published_on)::date as period_on, count(*) - count(distinct story_key) as count_repeats
    from dated
    where not is_alone
    group by all
),
large as (
    select dyad, period_on, sum(count_articles)::bigint as count_articles
    from counted
    group by all
    having sum(count_articles) >= $minimum
),
hopeful as (
    select distinct dyad
    from large
    left join repeated using (dyad, period_on)
    where large.count_articles - coalesce(repeated.count_repeats, 0) >= $minimum
)
select
    counted.dyad as code,
    counted.period_on,
    counted.collection,
    counted.count_articles,
    coalesce(repeated.count_repeats, 0) as count_repeats,
    (select count(*) from series) as count_series
from counted
join hopeful using (dyad)
left join repeated using (dyad, period_on)
order by counted.dyad, counted.period_on, counted.collection
