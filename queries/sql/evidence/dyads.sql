-- grain: one row an article of the selection and a dyad that it holds: the lists of all marks of dyads at once
-- include: rows
-- unit: pairs
select rows.dyad::varchar as dyad, articles.article_id
from rows
join articles using (article_key)
order by dyad, articles.article_id
