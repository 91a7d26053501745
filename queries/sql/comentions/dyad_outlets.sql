-- grain: one row a dyad; apart from dyads.sql, because one text with three groupings takes three times as long
-- include: compared
-- unit: pairs
-- parameters: $asked
select dyad, count(distinct outlet) as count_outlets
from compared
where is_asked
group by dyad
order by dyad
