-- grain: one row a dyad and period, as the bits of one number, with articles beyond the first of each story
-- include: rows
-- unit: pairs
-- parameters: $grain
-- Few articles share their story with another: only these can be repeats.
select period_of_dyad(enum_code(dyad), published_on, $grain) as cell, count(*) - count(distinct story_key) as count_repeats
from rows
where published_on is not null and not is_alone
group by cell
having count(*) > count(distinct story_key)
order by cell
