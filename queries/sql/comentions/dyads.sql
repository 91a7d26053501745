-- grain: one row a dyad; asked for all co-mentions, counts those under the interaction of $asked
-- include: compared
-- unit: pairs
-- parameters: $asked
select
    dyad,
    any_value(country_a) as country_a,
    any_value(country_b) as country_b,
    count(*) filter (is_asked) as count_selected,
    count(*) as count_articles,
    sum(count_passages)::bigint as count_passages,
    count(*) filter (cooperates) as count_cooperation,
    count(*) filter (clashes) as count_conflict,
    max(published_on) filter (is_asked) as last_on
from compared
group by dyad
having count(*) filter (is_asked) > 0
order by dyad
