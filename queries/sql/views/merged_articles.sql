-- what: one row an article of the selection (rows are articles already).
merged as (
    select article_key, published_on, outlet, collection, language, is_coded, sector_bits, theme_bits
    from rows
    where (not $mark_is_both or sector_bits & $mark_sector_bits::utinyint = $mark_sector_bits::utinyint)
        and (not $mark_none_found or (is_coded and sector_bits = 0))
        and (not $mark_no_theme_found or (is_coded and theme_bits = 0))
)
