-- grain: one row a country and sector (and `none`), for the countries with most articles; no country is chosen
-- include: rows
-- unit: presences
-- parameters: $limit
-- tail: country_grid
with kept as materialized (
    select country, sector_bits as label_bits from rows where is_coded
)
