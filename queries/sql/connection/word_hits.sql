-- grain: one row an article that holds all of the words, under the pattern that names them
-- parameters: needles, quicks, patterns, any_pattern
-- Words are tested one by one, so that each pattern is a constant and is compiled once. A word after a blank is
-- found by a plain scan (60 ms of CPU for 100 MB); the pattern (250 ms) decides about the rest alone.
insert into word_hits
select $any_pattern, article_key from article_texts
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
    );

-- Only now: a search that was broken off is done again.
insert into words_asked values ($any_pattern);

-- The words of the last 500 questions are kept: some 5 MB.
delete from word_hits where asked not in (select asked from words_asked order by rowid desc limit 500);
delete from words_asked where asked not in (select asked from word_hits) and asked <> $any_pattern
