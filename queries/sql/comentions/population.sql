-- grain: one row; the articles and passages that the margins are margins of
-- include: rows
-- unit: articles
select count(*) as count_articles, coalesce(sum(count_passages), 0)::bigint as count_passages
from rows
