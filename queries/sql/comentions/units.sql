-- grain: one row a dyad of the selection, counted in every unit side by side
-- include: rows
-- unit: pairs
with kept as materialized (
    select
        article_key, published_on, dyad, outlet_place, story_key, is_alone, count_passages, count_countries
    from rows
),
counted as (
    select
        dyad,
        count(*) as articles,
        sum(count_passages)::bigint as passages,
        count(*) filter (is_alone) as alone,
        count_outlets_of(outlet_place, true) as outlets,
        sum(2.0::double / (count_countries::integer * (count_countries::integer - 1))) as weight
    from kept
    group by dyad
),
-- a story counts for the outlet that told it first: of its articles of one day, the one with the smallest key
told as materialized (
    select
        dyad,
        arg_min(
            outlet_place,
            (coalesce(published_on, date '9999-12-31') - date '0001-01-01')::bigint * 4294967296 + article_key
        ) filter (outlet_place is not null) as outlet_place
    from kept
    where not is_alone
    group by dyad, story_key
),
first_told as (
    select dyad, outlet_place from kept where is_alone
    union all
    select dyad, outlet_place from told
),
independent as (
    select dyad, count_outlets_of(outlet_place, true) as outlets from first_told group by dyad
),
retold as (
    select dyad, count(*) as stories from told group by dyad
)
select
    counted.dyad,
    split_part(counted.dyad::varchar, '-', 1) as country_a,
    split_part(counted.dyad::varchar, '-', 2) as country_b,
    counted.articles as count_articles,
    counted.passages as count_passages,
    counted.alone + coalesce(retold.stories, 0) as count_stories,
    counted.outlets as count_outlets,
    independent.outlets as count_independent_outlets,
    counted.weight
from counted
join independent using (dyad)
left join retold using (dyad)
order by count_articles desc, counted.dyad::varchar
