-- grain: one row a burst of a dyad and a story in it; at most $limit a burst
-- First what most outlets tell, then what is about few countries: a press briefing names thirty and is about none.
-- include: rows
-- unit: pairs
-- parameters: $burst_codes, $burst_from, $burst_to, $limit
-- tail: burst_stories
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
)
