-- grain: one row an outlet, dyad and set of sectors: articles of the volume and of the selection, in both periods
-- include: volume_all, selected
-- parameters: $earlier_from, $earlier_to, $later_from, $later_to, $least
-- An article weighs 1 in all: 1/C(n,2) in each of its dyads, 1 in its only country, 1 in `no country`.
with seen as (
    select
        v.article_key,
        v.outlet,
        v.count_countries,
        if(v.is_coded, v.sectors::integer, -1) as sector_bits,
        v.published_on between $earlier_from and $earlier_to as is_earlier,
        v.published_on between $later_from and $later_to as is_later,
        s.article_key is not null as is_selected
    from volume_all as v
    left join selected as s using (article_key)
    where v.published_on between $earlier_from and $earlier_to or v.published_on between $later_from and $later_to
),
large_outlets as (
    select outlet from seen group by outlet having count(*) >= $least
),
-- places: a dyad from 0 up, -1 no country, from -2 down one country
shares as (
    select seen.article_key, enum_code(pairs.dyad)::integer as place,
        2.0 / (seen.count_countries * (seen.count_countries - 1)) as weight
    from pairs
    join seen using (article_key)
    where pairs.published_on between least($earlier_from, $later_from) and greatest($earlier_to, $later_to)
    union all
    select seen.article_key, -2 - enum_code(presences.country)::integer, 1.0
    from presences
    join seen using (article_key)
    where seen.count_countries = 1
    union all
    select article_key, -1, 1.0 from seen where count_countries = 0
),
large_places as (
    select place from shares group by place having sum(weight) >= $least
)
select
    case
        when seen.outlet is null then -1
        when seen.outlet in (select outlet from large_outlets where outlet is not null)
            then enum_code(seen.outlet)::integer
        else -2
    end as outlet_place,
    if(shares.place in (select place from large_places), shares.place, -1000000) as dyad_place,
    seen.sector_bits,
    coalesce(sum(shares.weight) filter (seen.is_earlier), 0)::double as weight_earlier,
    coalesce(sum(shares.weight) filter (seen.is_later), 0)::double as weight_later,
    coalesce(sum(shares.weight) filter (seen.is_earlier and seen.is_selected), 0)::double as selected_earlier,
    coalesce(sum(shares.weight) filter (seen.is_later and seen.is_selected), 0)::double as selected_later
from shares
join seen using (article_key)
group by all
order by outlet_place, dyad_place, sector_bits
