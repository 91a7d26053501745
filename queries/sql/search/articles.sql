-- grain: one row an article of the selection that holds all the words, best first
-- include: selected
-- parameters: $limit, $offset
with titled as (
    select
        selected.article_key,
        selected.published_on,
        lower(strip_accents(coalesce(articles.title, ''))) as title
    from selected
    join articles using (article_key)
),
-- Each pattern is a constant and is compiled once; in a lambda it would be compiled once a row (100 s a million).
ranked as (
    select
        article_key,
        published_on,
        coalesce((len($patterns) >= 1 and regexp_matches(title, $patterns[1]))::bigint
            + (len($patterns) >= 2 and regexp_matches(title, $patterns[2]))::bigint
            + (len($patterns) >= 3 and regexp_matches(title, $patterns[3]))::bigint
            + (len($patterns) >= 4 and regexp_matches(title, $patterns[4]))::bigint
            + (len($patterns) >= 5 and regexp_matches(title, $patterns[5]))::bigint
            + (len($patterns) >= 6 and regexp_matches(title, $patterns[6]))::bigint
            + (len($patterns) >= 7 and regexp_matches(title, $patterns[7]))::bigint
            + (len($patterns) >= 8 and regexp_matches(title, $patterns[8]))::bigint, 0) as count_words_in_title
    from titled
),
page as (
    select *
    from ranked
    order by count_words_in_title desc, published_on desc nulls last, article_key
    limit $limit offset $offset
),
-- Sentences are counted for the page alone: over 77,000 articles found it would take seconds.
page_sentences as materialized (
    select article_key, lower(strip_accents(text)) as folded
    from sentences
    where article_key in (select article_key from page)
),
sentence_counts as (
    select article_key, count(*) as count_sentences_found
    from page_sentences
    where regexp_matches(folded, $any_pattern)
    group by article_key
)
select
    articles.article_key,
    articles.article_id,
    articles.published_on,
    articles.dated,
    articles.title,
    articles.lead,
    articles.outlet::varchar as outlet,
    articles.url,
    articles.collection::varchar as collection,
    articles.language::varchar as language,
    articles.count_sentences,
    page.count_words_in_title,
    coalesce(sentence_counts.count_sentences_found, 0) as count_sentences_found
from page
join articles using (article_key)
left join sentence_counts using (article_key)
order by page.count_words_in_title desc, articles.published_on desc nulls last, articles.article_key
