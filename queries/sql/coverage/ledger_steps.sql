-- grain: one row a step, in order; each holds what the step before left
-- include: volume_all
-- parameters: $refused
with kept as (
    select
        count(*) as parsed,
        count(*) filter (published_on is not null) as dated,
        count(*) filter (published_on is not null and is_coded) as coded,
        count(*) filter (published_on is not null and is_coded and count_countries >= 1) as with_country,
        count(*) filter (published_on is not null and is_coded and count_countries >= 2) as with_dyad,
        count(*) filter (published_on is not null and is_coded and count_countries >= 2 and sectors > 0) as with_sector
    from volume_all
),
steps as (
    select 1 as place, 'read' as step, parsed + $refused::bigint as articles from kept
    union all
    select 2, 'parsed', parsed from kept
    union all
    select 3, 'dated', dated from kept
    union all
    select 4, 'coded', coded from kept
    union all
    select 5, 'country', with_country from kept
    union all
    select 6, 'dyad', with_dyad from kept
    union all
    select 7, 'sector', with_sector from kept
)
select
    step,
    articles as count_articles,
    lag(articles, 1, articles) over (order by place) as total_articles,
    lag(articles, 1, articles) over (order by place) - articles as count_lost
from steps
order by place
