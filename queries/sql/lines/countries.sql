-- grain: one row a country and period with articles, of the countries asked for or of the $limit most frequent
-- include: rows
-- unit: presences
-- parameters: $grain, $codes, $limit
-- tail: country_lines
with dated as materialized (
    select country, published_on from rows where published_on is not null
)
