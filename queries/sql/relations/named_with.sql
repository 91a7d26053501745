-- grain: one row an organisation or leader named in the passages that the selection asks about
-- include: company
-- parameters: $kind
-- Without a mark, the articles of `company` are all among those of the selection.
select kind, code, count(*) as count_articles
from company
where kind = $kind
group by kind, code
order by count_articles desc, code
