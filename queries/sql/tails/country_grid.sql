-- what: `kept` (country, label_bits: one row an article and country) -> the $limit countries with most articles, by sector.
-- The countries are chosen first: few rows are left to be grouped by their labels.
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
