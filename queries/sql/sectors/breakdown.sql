-- grain: one row a sector or theme, and `none`; an article in two stands in both rows and once in the total
-- include: selected
-- parameters: $kind
with combined as (
    select if($kind = 'sectors', sector_bits, theme_bits) as label_bits, count(*) as articles
    from selected
    where is_coded
    group by all
)
select
    labels.code,
    coalesce(
        sum(combined.articles) filter (has_label(combined.label_bits, labels.place, labels.code)), 0
    )::bigint as count_articles,
    coalesce(sum(combined.articles), 0)::bigint as total_articles
from labels
left join combined on true
where labels.kind = $kind
group by labels.code, labels.place
order by labels.place
