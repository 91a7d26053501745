-- grain: one row an article of the selection, in no order
-- include: selected
select article_key, sector_bits, theme_bits from selected
