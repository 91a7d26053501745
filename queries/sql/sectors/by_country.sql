-- grain: one row a country and sector (and `none`), for the countries with most articles; no country is chosen
-- include: rows
-- unit: presences
-- parameters: $limit
-- The countries are chosen first: few rows are left to be grouped by their labels.
with kept as materialized (
    select country, sector_bits as label_bits from rows where is_coded
),
chosen as (
    select country, count(*) as total_articles
    from kept
    group by country
    -- the limit can only be a constant or a parameter
    order by total_articles desc, country::varchar
    limit $limit
),
combined as (
    select country, label_bits, count(*) as articles from kept semi join chosen using (country) group by all
)
select
    chosen.country,
    labels.code,
    coalesce(
        sum(combined.articles) filter (has_label(combined.label_bits, labels.place, labels.code)), 0
    )::bigint as count_articles,
    any_value(chosen.total_articles) as total_articles
from chosen
cross join labels
join combined using (country)
where labels.kind = 'sectors'
group by chosen.country, labels.code, labels.place
order by any_value(chosen.total_articles) desc, chosen.country::varchar, labels.place
