-- grain: one row a run of calendar years without an article, between a collection's first and last
with years as (
    select distinct collection, year(published_on) as held from articles where published_on is not null
),
steps as (
    select collection, held, lead(held) over (partition by collection order by held) as next_held from years
)
select
    collection,
    make_date(held + 1, 1, 1) as from_on,
    make_date(next_held - 1, 12, 31) as to_on
from steps
where next_held > held + 1
order by collection::varchar, from_on
