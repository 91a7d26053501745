-- grain: one row
-- include: selected
select count(*) as count_articles from selected
