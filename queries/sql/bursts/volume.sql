-- grain: one row a period and collection that has articles in it: what counts are judged against
-- include: volume_all
-- parameters: $grain
select
    date_trunc($grain, published_on)::date as period_on,
    collection,
    count(*) as count_articles,
    count(*) filter (is_coded) as count_coded
from volume_all
where published_on is not null
group by 1, 2
order by period_on, collection
