-- what: article x organisation or leader named in a passage that holds the row's country; under cooperation and
-- conflict in a passage in which the country does that, with whomever. With a mark of a name, that name alone.
-- Passages in which nobody is named are in none of these tables, and can give nobody.
-- What is asked about is kept: both halves below ask for it, and to plan each apart took 75 of 100 ms (pairs).
asked_rows as materialized (select article_key, country from rows),
asked_passages as (
    select article_key, held.passage
    from asked_rows
    join passage_countries as held using (article_key, country)
    where $interaction = 'any'
    union
    select article_key, acts.passage
    from asked_rows
    join passage_acts as acts using (article_key)
    where acts.interaction = $interaction and asked_rows.country in (acts.country_a, acts.country_b)
),
company as (
    select distinct article_key, names.kind, names.code
    from asked_passages
    join passage_names as names using (article_key, passage)
    where ($mark_organisation is null or (names.kind = 'organisation' and names.code = $mark_organisation))
        and ($mark_leader is null or (names.kind = 'leader' and names.code = $mark_leader))
)
