-- grain: one row
-- include: volume_all
select
    (select count_read from ledger) as count_read,
    count(*) as count_articles,
    count(published_on) as count_dated,
    count(*) - count(published_on) as count_undated,
    count(*) filter (is_coded) as count_coded,
    count(*) filter (count_countries > 0) as count_with_country,
    count(*) filter (count_countries > 1) as count_with_dyad,
    count(*) filter (sectors <> 0) as count_with_sector,
    count(*) filter (is_cooperation) as count_cooperation,
    count(*) filter (is_conflict) as count_conflict,
    min(published_on) as first_on,
    max(published_on) as last_on
from volume_all
