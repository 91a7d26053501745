-- what: `members` (number, article_key, published_on, outlet, story_key, count_countries: one row a burst and article) ->
-- at most $limit stories a burst: first what most outlets tell, then what is about few countries.
numbered as (
    select
        number,
        story_key,
        count(*) as count_articles,
        count(distinct outlet) as count_outlets,
        coalesce(string_agg(distinct outlet::varchar, '; ' order by outlet::varchar), '') as outlets,
        arg_min(article_key, (published_on, article_key)) as article_key,
        min(published_on) as published_on,
        count(*) over (partition by number) as count_stories,
        row_number() over (
            partition by number
            order by count(distinct outlet) desc, min(count_countries), count(*) desc, min(published_on), story_key
        ) as place
    from members
    group by number, story_key
)
select
    numbered.number as burst,
    numbered.story_key,
    numbered.count_articles,
    numbered.count_outlets,
    numbered.outlets,
    numbered.article_key,
    numbered.published_on,
    articles.title,
    articles.lead,
    numbered.count_stories
from numbered
join articles using (article_key)
where numbered.place <= $limit
order by numbered.number, numbered.place
