-- grain: one row a country of the dyads of the selection and sector (and `none`), for those with most articles
-- include: rows
-- unit: pairs
-- parameters: $limit
-- tail: country_grid
with parties as (
    select unnest([country_a, country_b]) as country, article_key, sector_bits from rows where is_coded
),
kept as materialized (
    select country, bit_or(sector_bits) as label_bits from parties group by country, article_key
)
