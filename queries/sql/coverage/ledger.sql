-- grain: one row a period and outlet; the period is null for articles without a date, '' is all outlets after the
-- largest; pieces that were refused have neither
-- include: volume_all
-- parameters: $grain, $limit, $refused
with largest as (
    select outlet
    from volume_all
    where outlet is not null
    group by outlet
    order by count(*) desc, outlet::varchar
    limit $limit
),
steps as (
    select
        date_trunc($grain, published_on)::date as period_on,
        if(outlet in (select outlet from largest), outlet::varchar, '') as outlet,
        published_on is not null as is_dated,
        is_dated and is_coded as is_also_coded,
        is_also_coded and count_countries > 0 as has_country,
        has_country and count_countries > 1 as has_dyad,
        has_dyad and sectors <> 0 as has_sector
    from volume_all
),
counted as (
    select
        period_on,
        outlet,
        count(*) as parsed,
        count(*) filter (is_dated) as dated,
        count(*) filter (is_also_coded) as coded,
        count(*) filter (has_country) as with_country,
        count(*) filter (has_dyad) as with_dyad,
        count(*) filter (has_sector) as with_sector
    from steps
    group by all
),
-- what could not be read has no date and no outlet
whole as (
    select period_on, outlet, 0 as refused, parsed, dated, coded, with_country, with_dyad, with_sector from counted
    union all
    select null, '', $refused::bigint, 0, 0, 0, 0, 0, 0 where $refused::bigint > 0
)
select
    period_on,
    outlet,
    (sum(refused) + sum(parsed))::bigint as count_read,
    sum(parsed)::bigint as count_parsed,
    sum(dated)::bigint as count_dated,
    sum(coded)::bigint as count_coded,
    sum(with_country)::bigint as count_with_country,
    sum(with_dyad)::bigint as count_with_dyad,
    sum(with_sector)::bigint as count_with_sector
from whole
group by period_on, outlet
order by period_on nulls last, outlet
