-- grain: one row a dyad that the selection holds in one of the periods
-- include: rows
-- unit: pairs
-- parameters: $earlier_from, $earlier_to, $later_from, $later_to
-- Stories that several articles tell are grouped apart: as an aggregate of one grouping they take three times as long.
with kept as materialized (
    select
        dyad,
        published_on between $earlier_from and $earlier_to as is_earlier,
        published_on between $later_from and $later_to as is_later,
        story_key,
        is_alone
    from rows
    where published_on between $earlier_from and $earlier_to or published_on between $later_from and $later_to
),
counted as (
    select
        dyad,
        count(*) filter (is_earlier) as earlier,
        count(*) filter (is_later) as later,
        count(*) filter (is_alone) as alone
    from kept
    group by dyad
),
told as (
    select dyad, count(*) as stories from (select distinct dyad, story_key from kept where not is_alone) group by dyad
)
select
    counted.dyad as code,
    counted.earlier as count_earlier,
    counted.later as count_later,
    counted.alone + coalesce(told.stories, 0) as count_stories
from counted
left join told using (dyad)
order by counted.dyad
