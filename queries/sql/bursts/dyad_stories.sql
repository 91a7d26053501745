-- grain: one row a burst of a dyad and a story in it; at most $limit a burst
-- First what most outlets tell, then what is about few countries: a press briefing names thirty and is about none.
-- include: rows
-- unit: pairs
-- parameters: $burst_codes, $burst_from, $burst_to, $limit
with asked as (
    select
        unnest(range(len($burst_codes))) as number,
        unnest($burst_codes::varchar[]) as code,
        unnest($burst_from::date[]) as from_on,
        unnest($burst_to::date[]) as to_on
),
members as (
    select
        asked.number, rows.article_key, rows.published_on, rows.outlet, rows.story_key, rows.count_countries
    from rows
    join asked on rows.dyad = asked.code::dyad_code and rows.published_on between asked.from_on and asked.to_on
),
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
