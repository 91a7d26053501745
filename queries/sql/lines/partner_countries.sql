-- grain: the same as `countries`, where a side was chosen: the parties of the dyads of the selection
-- include: rows
-- unit: pairs
-- parameters: $grain, $codes, $limit
-- tail: country_lines
with parties as (
    select unnest([country_a, country_b]) as country, article_key, published_on
    from rows
    where published_on is not null
),
dated as materialized (
    select country, any_value(published_on) as published_on from parties group by country, article_key
)
