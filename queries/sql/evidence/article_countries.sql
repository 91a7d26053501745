-- grain: one row an article asked for that mentions a country
-- parameters: $article_keys
select article_key, string_agg(country::varchar, ' ' order by count_mentions desc, country::varchar) as countries
from presences
where article_key in (select unnest($article_keys::integer[]))
group by article_key
order by article_key
