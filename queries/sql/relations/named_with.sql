-- grain: one row an organisation or leader named in the passages that the selection asks about
-- include: selected, company
-- parameters: $kind
select company.kind, company.code, count(*) as count_articles
from selected
join company using (article_key)
where company.kind = $kind
group by company.kind, company.code
order by count_articles desc, company.code
