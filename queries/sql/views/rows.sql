-- what: the rows that pass all filters, each with the labels of the interaction that is looked at.
-- All filters are tested on one and the same row; an undated article falls out once a date is asked for.
labelled as (
    select
        admitted.*,
        case $interaction
            when 'cooperation' then cooperation_sectors
            when 'conflict' then conflict_sectors
            else sectors
        end as sector_bits,
        case $interaction
            when 'cooperation' then cooperation_themes
            when 'conflict' then conflict_themes
            else themes
        end as theme_bits
    from admitted
    where case $interaction when 'cooperation' then is_cooperation when 'conflict' then is_conflict else true end
        and ($since is null or published_on >= $since)
        and ($until is null or published_on <= $until)
        and (len($outlets) = 0 or list_contains($outlets, outlet))
        and ($mark_outlet is null or outlet = $mark_outlet)
        and (len($collections) = 0 or list_contains($collections, collection))
        and ($mark_collection is null or collection = $mark_collection)
        and (len($languages) = 0 or list_contains($languages, language))
        and (not $mark_in_one_passage or count_passages > 0)
),
rows as (
    select labelled.*
    from labelled
    where ($sector_bits = 0 or sector_bits & $sector_bits::utinyint <> 0)
        and ($theme_bits = 0 or theme_bits & $theme_bits::utinyint <> 0)
        -- a mark of a label counts coded articles, as every share of labels does
        and ($mark_sector_bits = 0 or (is_coded and sector_bits & $mark_sector_bits::utinyint <> 0))
        and ($mark_theme_bits = 0 or (is_coded and theme_bits & $mark_theme_bits::utinyint <> 0))
)
