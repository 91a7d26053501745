-- grain: one row a country of the selection that named no country: its presences
-- include: rows
-- unit: presences
select country, count(*) as count_articles, max(published_on) as last_on
from rows
group by country
order by count_articles desc, country::varchar
