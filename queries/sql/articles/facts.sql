-- grain: one row an article, in no order; `place` is its place by date, undated last
-- Options are numbered from 1 in the order of `options`, 0 is none; an undated article has the day -1. An article that no
-- story lists is a story of its own; keys below zero cannot meet a story's.
select
    articles.place,
    articles.article_key,
    coalesce(articles.published_on - date '0001-01-01', -1) as day,
    coalesce(stories.story_key, -1 - articles.article_key) as story_key,
    coalesce(enum_code(articles.outlet)::integer + 1, 0) as outlet,
    enum_code(articles.collection)::integer + 1 as collection,
    enum_code(articles.language)::integer + 1 as language,
    articles.is_coded::integer as is_coded
from articles
left join stories using (article_key)
