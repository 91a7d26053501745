-- grain: one row an article of the volume in one of the periods, in no order
-- include: volume_all, selected
-- parameters: $earlier_from, $earlier_to, $later_from, $later_to
-- `only_country` is the place of the country of an article that names one, -1 of others.
with single as (
    select presences.article_key, enum_code(presences.country)::integer as country
    from presences
    join articles using (article_key)
    where articles.count_countries = 1
)
select
    v.place,
    coalesce(v.outlet_place, -1) as outlet_place,
    if(v.is_coded, v.sectors::integer, -1) as sector_bits,
    coalesce(v.published_on between $earlier_from and $earlier_to, false) as is_earlier,
    coalesce(v.published_on between $later_from and $later_to, false) as is_later,
    s.article_key is not null as is_selected,
    v.count_countries,
    coalesce(single.country, -1) as only_country
from volume_all as v
left join selected as s using (article_key)
left join single on single.article_key = v.article_key
where v.published_on between $earlier_from and $earlier_to or v.published_on between $later_from and $later_to
