-- grain: one row a country: where no partner was chosen its presences
-- include: rows
-- unit: presences
select 'countries' as facet, country as code, count(*) as count_articles
from rows
group by country
order by count_articles desc, code::varchar
