-- grain: one row; the counts of one dyad (the selection's mark), asked for all co-mentions
-- include: compared
-- unit: pairs
-- parameters: $asked, $total_articles
with steps as (
    select 1 as place, 'together' as step, '' as code, count(*) as count_articles from compared
    union all
    select 2, 'passage', '', count(*) from compared where count_passages > 0
    union all
    select 3, 'cooperation', '', count(*) from compared where cooperates
    union all
    select 4, 'conflict', '', count(*) from compared where clashes
    union all
    select
        5 + labels.place,
        'sector',
        labels.code,
        (select count(*) from compared where is_asked and (asked_bits::integer >> labels.place) & 1 = 1)
    from labels
    where labels.kind = 'sectors' and labels.code <> 'none'
)
select
    steps.step,
    steps.code,
    steps.count_articles,
    case steps.step
        when 'together' then $total_articles
        when 'sector' then (select count(*) from compared where is_asked)
        else (select count(*) from compared)
    end::bigint as total_articles
from steps
order by steps.place
