-- grain: one row a burst of a sector or theme and a story in it, ordered as those of dyads; at most $limit a burst
-- include: selected
-- parameters: $kind, $burst_codes, $burst_from, $burst_to, $limit
-- tail: burst_stories
-- An article that no story lists is a story of its own; keys below zero cannot meet a story's.
with asked as (
    select
        unnest(range(len($burst_codes))) as number,
        unnest($burst_codes::varchar[]) as code,
        unnest($burst_from::date[]) as from_on,
        unnest($burst_to::date[]) as to_on
),
members as (
    select
        asked.number,
        selected.article_key,
        selected.published_on,
        selected.outlet,
        coalesce(stories.story_key, -1 - selected.article_key) as story_key,
        articles.count_countries
    from selected
    join articles using (article_key)
    join asked on selected.published_on between asked.from_on and asked.to_on
    join labels
        on labels.kind = $kind and labels.code = asked.code
        and (if($kind = 'sectors', selected.sector_bits, selected.theme_bits)::integer >> labels.place) & 1 = 1
    left join stories on stories.article_key = selected.article_key
    where selected.is_coded
)
