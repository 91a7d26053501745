-- grain: one row
-- include: selected
select count(distinct coalesce(stories.story_key, -1 - selected.article_key)) as count_stories
from selected
left join stories using (article_key)
