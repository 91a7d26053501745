-- grain: one row a country and sector (and `none`), for the countries with most articles; no country is chosen
-- include: rows
-- unit: presences
-- parameters: $limit
with combined as (
    select country, sector_bits as label_bits, count(*) as articles from rows where is_coded group by all
),
-- the limit can only be a constant or a parameter, and ranks before the sectors multiply the rows
chosen as (
    select country, sum(articles)::bigint as total_articles
    from combined
    group by country
    order by total_articles desc, country::varchar
    limit $limit
)
select
    chosen.country,
    labels.code,
    coalesce(sum(combined.articles) filter (
        (combined.label_bits::integer >> labels.place) & 1 = 1 or (labels.code = 'none' and combined.label_bits = 0)
    ), 0)::bigint as count_articles,
    any_value(chosen.total_articles) as total_articles
from chosen
cross join labels
join combined on combined.country = chosen.country
where labels.kind = 'sectors'
group by chosen.country, labels.code, labels.place
order by any_value(chosen.total_articles) desc, chosen.country::varchar, labels.place
