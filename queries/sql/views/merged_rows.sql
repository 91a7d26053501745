-- what: one row an article of the selection: its rows merged, labels or-ed.
merged as (
    select
        article_key,
        any_value(published_on) as published_on,
        any_value(outlet) as outlet,
        any_value(collection) as collection,
        any_value(language) as language,
        bool_and(is_coded) as is_coded,
        bit_or(sector_bits) as sector_bits,
        bit_or(theme_bits) as theme_bits
    from rows
    group by article_key
    having (not $mark_is_both or bit_or(sector_bits) & $mark_sector_bits::utinyint = $mark_sector_bits::utinyint)
        and (not $mark_none_found or (bool_and(is_coded) and bit_or(sector_bits) = 0))
        and (not $mark_no_theme_found or (bool_and(is_coded) and bit_or(theme_bits) = 0))
)
