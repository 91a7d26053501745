-- grain: one row a period and outlet; the period is null for articles without a date, '' is all outlets after the
-- largest; pieces that were refused have neither
-- include: volume_all
-- parameters: $grain, $limit, $refused
with counted as materialized (
    select
        date_trunc($grain, published_on)::date as period_on,
        outlet,
        case
            when published_on is null then 0
            when not is_coded then 1
            when count_countries = 0 then 2
            when count_countries = 1 then 3
            when sectors = 0 then 4
            else 5
        end as steps,
        count(*) as articles
    from volume_all
    group by all
),
largest as (
    select outlet
    from counted
    where outlet is not null
    group by outlet
    order by sum(articles) desc, outlet::varchar
    limit $limit
),
-- what could not be read has no date and no outlet
whole as (
    select
        period_on,
        if(outlet in (select outlet from largest), outlet::varchar, '') as outlet,
        steps,
        articles,
        0 as refused
    from counted
    union all
    select null, '', -1, 0, $refused::bigint where $refused::bigint > 0
)
select
    period_on,
    outlet,
    (sum(refused) + sum(articles))::bigint as count_read,
    sum(articles)::bigint as count_parsed,
    coalesce(sum(articles) filter (steps >= 1), 0)::bigint as count_dated,
    coalesce(sum(articles) filter (steps >= 2), 0)::bigint as count_coded,
    coalesce(sum(articles) filter (steps >= 3), 0)::bigint as count_with_country,
    coalesce(sum(articles) filter (steps >= 4), 0)::bigint as count_with_dyad,
    coalesce(sum(articles) filter (steps >= 5), 0)::bigint as count_with_sector
from whole
group by period_on, outlet
order by period_on nulls last, outlet
