-- grain: one row an article, in no order; `place` is its place by date, undated last
-- Negative: no outlet, no other article of its story, no day.
select
    articles.place,
    coalesce(articles.outlet_place, -1) as outlet_place,
    if(coalesce(stories.is_alone, true), -1, stories.story_key) as story_key,
    coalesce(articles.published_on - date '0001-01-01', -1) as day,
    enum_code(articles.collection) as collection,
    articles.is_coded,
    articles.count_countries
from articles
left join stories using (article_key)
