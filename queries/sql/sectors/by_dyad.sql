-- grain: one row a dyad and sector (and `none`), for the dyads with most articles
-- include: rows
-- unit: pairs
-- parameters: $limit
with combined as (
    select dyad, sector_bits as label_bits, count(*) as articles from rows where is_coded group by all
),
-- the limit can only be a constant or a parameter, and ranks before the sectors multiply the rows
chosen as (
    select dyad, sum(articles)::bigint as total_articles
    from combined
    group by dyad
    order by total_articles desc, dyad::varchar
    limit $limit
)
select
    chosen.dyad,
    labels.code,
    coalesce(sum(combined.articles) filter (
        (combined.label_bits::integer >> labels.place) & 1 = 1 or (labels.code = 'none' and combined.label_bits = 0)
    ), 0)::bigint as count_articles,
    any_value(chosen.total_articles) as total_articles
from chosen
cross join labels
join combined on combined.dyad = chosen.dyad
where labels.kind = 'sectors'
group by chosen.dyad, labels.code, labels.place
order by any_value(chosen.total_articles) desc, chosen.dyad::varchar, labels.place
