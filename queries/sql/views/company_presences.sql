-- what: article x organisation or leader named in a passage that holds the row's country; under cooperation and
-- conflict in a passage in which the country does that, with whomever. With a mark of a name, that name alone.
-- Passages in which nobody is named are in none of these tables, and can give nobody.
asked_passages as (
    select article_key, held.passage
    from rows
    join passage_countries as held using (article_key, country)
    where $interaction = 'any'
    union
    select article_key, acts.passage
    from rows
    join passage_acts as acts using (article_key)
    where acts.interaction = $interaction and rows.country in (acts.country_a, acts.country_b)
),
company as (
    select distinct article_key, names.kind, names.code
    from asked_passages
    join passage_names as names using (article_key, passage)
    where ($mark_organisation is null or (names.kind = 'organisation' and names.code = $mark_organisation))
        and ($mark_leader is null or (names.kind = 'leader' and names.code = $mark_leader))
)
