-- grain: one row a country that stands opposite a partner that was chosen
-- include: rows
-- unit: pairs
with opposite as (
    select article_key, unnest([
        if(is_one_b, country_a, null), if(is_one_a, country_b, null)
    ]) as country
    from rows
)
select 'countries' as facet, country as code, count(distinct article_key) as count_articles
from opposite
where country is not null
group by country
order by count_articles desc, code::varchar
