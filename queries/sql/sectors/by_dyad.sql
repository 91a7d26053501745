-- grain: one row a dyad and sector (and `none`), for the dyads with most articles
-- include: rows
-- unit: pairs
-- parameters: $limit
-- The dyads are chosen first: few rows are left to be grouped by their labels.
with kept as materialized (
    select dyad, sector_bits as label_bits from rows where is_coded
),
chosen as (
    select dyad, count(*) as total_articles
    from kept
    group by dyad
    -- the limit can only be a constant or a parameter
    order by total_articles desc, dyad::varchar
    limit $limit
),
combined as (
    select dyad, label_bits, count(*) as articles from kept semi join chosen using (dyad) group by all
)
select
    chosen.dyad,
    labels.code,
    coalesce(
        sum(combined.articles) filter (has_label(combined.label_bits, labels.place, labels.code)), 0
    )::bigint as count_articles,
    any_value(chosen.total_articles) as total_articles
from chosen
cross join labels
join combined using (dyad)
where labels.kind = 'sectors'
group by chosen.dyad, labels.code, labels.place
order by any_value(chosen.total_articles) desc, chosen.dyad::varchar, labels.place
