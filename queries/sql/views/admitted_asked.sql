-- what: the rows of articles that name an organisation or a leader, or hold the words, that were asked for.
-- It is left out of the text where none was asked for (`admitted_all`): planning it costs 5 ms.
organised as (
    select article_key from article_names
    where len($organisations) > 0 and kind = 'organisation' and list_contains($organisations, code)
),
led as (
    select article_key from article_names
    where len($leaders) > 0 and kind = 'leader' and list_contains($leaders, code)
),
-- `queries/worded.py` has looked for the words before: five texts of one page then search once.
worded as (
    select article_key from word_hits where len($needles) > 0 and asked = $any_pattern
),
admitted as (
    select held.*
    from held
    where (len($organisations) = 0 or article_key in (select article_key from organised))
        and (len($leaders) = 0 or article_key in (select article_key from led))
        and (len($needles) = 0 or article_key in (select article_key from worded))
)
