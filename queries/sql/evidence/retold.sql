-- grain: one row an article asked for and another article of its story, oldest first
-- parameters: $article_keys
select
    asked.article_key,
    articles.article_id,
    articles.published_on,
    articles.outlet,
    articles.title,
    articles.lead
from stories as asked
join stories as others on others.story_key = asked.story_key and others.article_key <> asked.article_key
join articles on articles.article_key = others.article_key
where asked.article_key in (select unnest($article_keys::integer[])) and not asked.is_alone
order by asked.article_key, articles.published_on nulls last, articles.article_key
