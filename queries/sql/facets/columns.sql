-- grain: one row an option of a facet that is a column of every article
-- include: selected
-- parameters: $facet, $limit
with options as (
    select
        case $facet
            when 'outlets' then outlet::varchar
            when 'collections' then collection::varchar
            else language::varchar
        end as code
    from selected
)
select $facet as facet, code, count(*) as count_articles
from options
where code is not null
group by code
order by count_articles desc, code
limit $limit
