-- what: pairs of all co-mentions, with what each is under cooperation, under conflict and under $asked.
compared as (
    select
        count_passages,
        is_cooperation
            and ($sector_bits = 0 or cooperation_sectors & $sector_bits::utinyint <> 0)
            and ($theme_bits = 0 or cooperation_themes & $theme_bits::utinyint <> 0) as cooperates,
        is_conflict
            and ($sector_bits = 0 or conflict_sectors & $sector_bits::utinyint <> 0)
            and ($theme_bits = 0 or conflict_themes & $theme_bits::utinyint <> 0) as clashes,
        case $asked when 'cooperation' then cooperates when 'conflict' then clashes else true end as is_asked,
        case $asked
            when 'cooperation' then cooperation_sectors when 'conflict' then conflict_sectors else sectors
        end as asked_bits
    from rows
)
