-- grain: one row a country of the dyads of the selection and sector (and `none`), for those with most articles
-- include: rows
-- unit: pairs
-- parameters: $limit
with parties as (
    select unnest([country_a, country_b]) as country, article_key, sector_bits from rows where is_coded
),
merged_parties as (
    select country, article_key, bit_or(sector_bits) as label_bits from parties group by all
),
combined as (
    select country, label_bits, count(*) as articles from merged_parties group by all
),
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
