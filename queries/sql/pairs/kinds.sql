-- grain: one row a kind of pair, in no order: whether the selection takes it, and what it is under $asked and the two
-- interactions, as bits (see `pairs.py`); its labels are those under the selection's interaction
-- parameters: $asked
-- The conditions are those of `rows` and `compared` that no article can decide.
with labelled as (
    select
        kinds.*,
        case $interaction
            when 'cooperation' then cooperation_sectors when 'conflict' then conflict_sectors else sectors
        end as sector_bits,
        case $interaction
            when 'cooperation' then cooperation_themes when 'conflict' then conflict_themes else themes
        end as theme_bits,
        case $interaction when 'cooperation' then is_cooperation when 'conflict' then is_conflict else true end as does,
        is_cooperation
            and ($sector_bits = 0 or cooperation_sectors & $sector_bits::utinyint <> 0)
            and ($theme_bits = 0 or cooperation_themes & $theme_bits::utinyint <> 0) as cooperates,
        is_conflict
            and ($sector_bits = 0 or conflict_sectors & $sector_bits::utinyint <> 0)
            and ($theme_bits = 0 or conflict_themes & $theme_bits::utinyint <> 0) as clashes
    from kinds
)
select
    kind,
    if(
        does
        and ($sector_bits = 0 or sector_bits & $sector_bits::utinyint <> 0)
        and ($theme_bits = 0 or theme_bits & $theme_bits::utinyint <> 0)
        and ($mark_sector_bits = 0 or sector_bits & $mark_sector_bits::utinyint <> 0)
        and ($mark_theme_bits = 0 or theme_bits & $mark_theme_bits::utinyint <> 0)
        and (not $mark_in_one_passage or count_passages > 0),
        1
        + 2 * case $asked when 'cooperation' then cooperates when 'conflict' then clashes else true end::integer
        + 4 * cooperates::integer
        + 8 * clashes::integer,
        0
    )::utinyint as bits,
    sector_bits,
    count_passages
from labelled
