-- grain: one row a dyad of the selection, counted in every unit side by side
-- include: rows
-- unit: pairs
-- Distinct outlets and stories are grouped apart: as aggregates of one grouping they take three times as long.
with kept as materialized (
    select
        article_key, published_on, dyad, country_a, country_b, outlet, story_key, is_alone, count_passages,
        count_countries
    from rows
),
counted as (
    select
        dyad,
        any_value(country_a) as country_a,
        any_value(country_b) as country_b,
        count(*) as articles,
        sum(count_passages)::bigint as passages,
        count(*) filter (is_alone) as alone,
        sum(2.0::double / (count_countries::integer * (count_countries::integer - 1))) as weight
    from kept
    group by dyad
),
published as (
    select dyad, count(*) as outlets
    from (select distinct dyad, outlet from kept where outlet is not null)
    group by dyad
),
-- a story counts for the outlet that told it first: of its articles of one day, the one with the smallest key
first_told as (
    select dyad, outlet from kept where is_alone and outlet is not null
    union
    select dyad, arg_min(outlet, (coalesce(published_on, date '9999-12-31'), article_key))
    from kept
    where not is_alone and outlet is not null
    group by dyad, story_key
),
independent as (
    select dyad, count(*) as outlets from first_told group by dyad
),
told as (
    select dyad, count(*) as stories from (select distinct dyad, story_key from kept where not is_alone) group by dyad
)
select
    counted.dyad,
    counted.country_a,
    counted.country_b,
    counted.articles as count_articles,
    counted.passages as count_passages,
    counted.alone + coalesce(told.stories, 0) as count_stories,
    coalesce(published.outlets, 0) as count_outlets,
    coalesce(independent.outlets, 0) as count_independent_outlets,
    counted.weight
from counted
left join published using (dyad)
left join independent using (dyad)
left join told using (dyad)
order by count_articles desc, counted.dyad::varchar
