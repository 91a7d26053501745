-- grain: one row
-- include: selected
select count(*) as count_articles, max(published_on) as newest_on from selected
