-- grain: one row an outlet with articles of the mark or of its volume; articles without an outlet are the row ''
-- include: volume_all, selected
-- parameters: $is_labelled
with marked as (
    select coalesce(outlet::varchar, '') as outlet, count(*) as count_articles from selected group by all
),
published as (
    select coalesce(outlet::varchar, '') as outlet, count(*) as total_articles
    from volume_all
    where is_coded or not $is_labelled
    group by all
)
select
    outlet,
    coalesce(marked.count_articles, 0) as count_articles,
    coalesce(published.total_articles, 0) as total_articles
from marked
full join published using (outlet)
order by count_articles desc, outlet
