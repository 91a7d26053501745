-- what: pairs of all co-mentions, with what each is under cooperation and under conflict.
compared as (
    select
        count_passages,
        cooperation_sectors,
        conflict_sectors,
        sectors,
        is_cooperation
            and ($sector_bits = 0 or cooperation_sectors & $sector_bits::utinyint <> 0)
            and ($theme_bits = 0 or cooperation_themes & $theme_bits::utinyint <> 0) as cooperates,
        is_conflict
            and ($sector_bits = 0 or conflict_sectors & $sector_bits::utinyint <> 0)
            and ($theme_bits = 0 or conflict_themes & $theme_bits::utinyint <> 0) as clashes
    from rows
)
