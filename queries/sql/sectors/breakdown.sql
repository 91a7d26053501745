-- grain: one row a sector, and `none`; an article in two sectors stands in both rows and once in the total
-- include: selected
with combined as (
    select sector_bits as label_bits, count(*) as articles from selected where is_coded group by all
)
select
    labels.code,
    coalesce(sum(combined.articles) filter (
        (combined.label_bits::integer >> labels.place) & 1 = 1 or (labels.code = 'none' and combined.label_bits = 0)
    ), 0)::bigint as count_articles,
    coalesce(sum(combined.articles), 0)::bigint as total_articles
from labels
left join combined on true
where labels.kind = 'sectors'
group by labels.code, labels.place
order by labels.place
