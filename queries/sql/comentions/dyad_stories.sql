-- grain: one row a dyad that has articles whose story holds other articles too: how many more than stories
-- include: compared
-- unit: pairs
-- parameters: $asked
select dyad, count(*) - count(distinct story_key) as count_repeats
from compared
where is_asked and not is_alone
group by dyad
order by dyad
