-- grain: one row a country that takes part in a dyad of the selection, be it on the one or the other side
-- include: rows
-- unit: pairs
with parties as (
    select unnest([country_a, country_b]) as country, article_key, published_on from rows
)
select country, count(distinct article_key) as count_articles, max(published_on) as last_on
from parties
group by country
order by count_articles desc, country::varchar
