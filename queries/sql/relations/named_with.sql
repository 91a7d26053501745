-- grain: one row an organisation or leader named in the passages that the selection asks about
-- include: company
-- parameters: $kind
-- Without a mark, the articles of `company` are all among those of the selection.
select
    kind,
    code,
    count(*) as count_articles,
    (select count(distinct article_key) from asked_rows) as total_articles
from company
where $kind is null or kind = $kind
group by kind, code
order by count_articles desc, code, kind
