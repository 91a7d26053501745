-- grain: one row a dyad; asked for all co-mentions, counts those under the interaction of $asked
-- include: compared
-- unit: pairs
-- parameters: $asked
-- Stories are counted from lists: `count(distinct …)` here, or in texts of their own, takes half as long again. An
-- article alone in its story needs no list.
select
    dyad,
    split_part(dyad::varchar, '-', 1) as country_a,
    split_part(dyad::varchar, '-', 2) as country_b,
    count(*) filter (is_asked) as count_selected,
    count(*) as count_articles,
    sum(count_passages)::bigint as count_passages,
    count(*) filter (cooperates) as count_cooperation,
    count(*) filter (clashes) as count_conflict,
    count_outlets_of(outlet_place, is_asked) as count_outlets,
    count(*) filter (is_asked and is_alone)
    + coalesce(list_unique(list(story_key) filter (is_asked and not is_alone)), 0)::bigint as count_stories,
    max(published_on) filter (is_asked) as last_on
from compared
group by dyad
having count(*) filter (is_asked) > 0
order by dyad
