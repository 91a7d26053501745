-- grain: one row; the counts of one dyad (the selection's mark), asked for all co-mentions
-- include: compared
-- unit: pairs
-- parameters: $asked, $total_articles
-- kept: the steps ask a dozen times; unkept, each would filter all pairs again (540 ms for China and Russia)
with kept as materialized (
    select count_passages, cooperates, clashes, is_asked, asked_bits from compared
),
steps as (
    select 1 as place, 'together' as step, '' as code, count(*) as count_articles from kept
    union all
    select 2, 'passage', '', count(*) from kept where count_passages > 0
    union all
    select 3, 'cooperation', '', count(*) from kept where cooperates
    union all
    select 4, 'conflict', '', count(*) from kept where clashes
    union all
    select
        5 + labels.place,
        'sector',
        labels.code,
        (select count(*) from kept where is_asked and (asked_bits::integer >> labels.place) & 1 = 1)
    from labels
    where labels.kind = 'sectors' and labels.code <> 'none'
)
select
    steps.step,
    steps.code,
    steps.count_articles,
    case steps.step
        when 'together' then $total_articles
        when 'sector' then (select count(*) from kept where is_asked)
        else (select count(*) from kept)
    end::bigint as total_articles
from steps
order by steps.place
