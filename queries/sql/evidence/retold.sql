-- grain: one row an article asked for and another article of its story, oldest first
-- parameters: $asked_keys, $other_places
-- `articles.py` knows which articles tell one story: $asked_keys are their keys, and $other_places the places of the others.
with tellings as (
    select unnest($asked_keys::integer[]) as article_key, unnest($other_places::bigint[]) as place
)
select
    tellings.article_key,
    articles.article_id,
    articles.published_on,
    articles.outlet::varchar as outlet,
    articles.title,
    articles.lead
from tellings
join articles using (place)
order by tellings.article_key, articles.published_on nulls last, articles.article_key
