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
-- Words are tested one by one, so that each pattern is a constant and is compiled once. A word after a blank is
-- found by a plain scan (60 ms of CPU for 100 MB); the pattern (250 ms) decides about the rest alone.
worded as (
    select article_key from article_texts
    where len($needles) > 0
        and (
            contains(folded, $quicks[1])
            or (contains(folded, $needles[1]) and regexp_matches(folded, $patterns[1]))
        )
        and (
            len($needles) < 2
            or contains(folded, $quicks[2])
            or (contains(folded, $needles[2]) and regexp_matches(folded, $patterns[2]))
        )
        and (
            len($needles) < 3
            or contains(folded, $quicks[3])
            or (contains(folded, $needles[3]) and regexp_matches(folded, $patterns[3]))
        )
        and (
            len($needles) < 4
            or contains(folded, $quicks[4])
            or (contains(folded, $needles[4]) and regexp_matches(folded, $patterns[4]))
        )
        and (
            len($needles) < 5
            or contains(folded, $quicks[5])
            or (contains(folded, $needles[5]) and regexp_matches(folded, $patterns[5]))
        )
        and (
            len($needles) < 6
            or contains(folded, $quicks[6])
            or (contains(folded, $needles[6]) and regexp_matches(folded, $patterns[6]))
        )
        and (
            len($needles) < 7
            or contains(folded, $quicks[7])
            or (contains(folded, $needles[7]) and regexp_matches(folded, $patterns[7]))
        )
        and (
            len($needles) < 8
            or contains(folded, $quicks[8])
            or (contains(folded, $needles[8]) and regexp_matches(folded, $patterns[8]))
        )
),
admitted as (
    select held.*
    from held
    where (len($organisations) = 0 or article_key in (select article_key from organised))
        and (len($leaders) = 0 or article_key in (select article_key from led))
        and (len($needles) = 0 or article_key in (select article_key from worded))
)
