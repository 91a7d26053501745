-- grain: one row if these words have been looked for
-- parameters: any_pattern
select asked from words_asked where asked = $any_pattern
