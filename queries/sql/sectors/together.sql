-- grain: one row a pair of sectors, in the codebook's order; zero rows are there
-- include: selected
with combined as (
    select sector_bits::integer as label_bits, count(*) as articles from selected where is_coded group by all
)
select
    a.code as code_a,
    b.code as code_b,
    coalesce(sum(combined.articles) filter (
        (combined.label_bits >> a.place) & 1 = 1 and (combined.label_bits >> b.place) & 1 = 1
    ), 0)::bigint as count_articles,
    coalesce(sum(combined.articles) filter ((combined.label_bits >> a.place) & 1 = 1), 0)::bigint as total_a,
    coalesce(sum(combined.articles) filter ((combined.label_bits >> b.place) & 1 = 1), 0)::bigint as total_b,
    coalesce(sum(combined.articles), 0)::bigint as total_articles
from labels as a
join labels as b on b.kind = a.kind and b.place > a.place and b.code <> 'none'
left join combined on true
where a.kind = 'sectors' and a.code <> 'none'
group by a.code, b.code, a.place, b.place
order by a.place, b.place
