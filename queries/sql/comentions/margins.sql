-- grain: one row a country; articles and passages that mention it
-- include: rows
-- unit: presences
select country, count(*) as count_articles, sum(count_passages)::bigint as count_passages
from rows
group by country
order by country::varchar
