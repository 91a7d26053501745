-- grain: one row an organisation or leader that articles of the selection name
-- include: selected
-- parameters: $facet, $kind, $limit
select $facet as facet, article_names.code, count(*) as count_articles
from selected
join article_names using (article_key)
where article_names.kind = $kind
group by article_names.code
order by count_articles desc, article_names.code
limit $limit
