-- grain: one row a story of the selection, as its first article in it; newest first, undated last
-- include: selected
-- parameters: $limit, $offset
-- tail: page
-- An article that no story lists is a story of its own; keys below zero cannot meet a story's.
with firsts as (
    select arg_min(selected.article_key, (coalesce(published_on, date '9999-12-31'), selected.article_key)) as article_key
    from selected
    left join stories using (article_key)
    group by coalesce(stories.story_key, -1 - selected.article_key)
),
listed as (
    select selected.* from selected join firsts using (article_key)
)
