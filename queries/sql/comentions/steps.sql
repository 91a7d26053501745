-- grain: one row what the pairs of one dyad (the selection's mark) are, in no order; asked for all co-mentions
-- include: compared
-- unit: pairs
select
    count_passages > 0 as is_in_passage, cooperates, clashes, cooperation_sectors, conflict_sectors, sectors,
    count(*) as count_articles
from compared
group by all
