-- what: article x organisation or leader named in a passage that holds the row's two countries; under cooperation
-- and conflict in a passage in which the two do that. With a mark of a name, that name alone.
-- Passages in which nobody is named are in none of these tables, and can give nobody.
-- What is asked about is kept: both halves below ask for it, and to plan each apart took 75 of 100 ms (pairs).
asked_rows as materialized (select article_key, dyad, country_a, country_b from rows),
asked_passages as (
    select article_key, one.passage
    from asked_rows
    join passage_countries as one using (article_key)
    join passage_countries as other using (article_key)
    where $interaction = 'any'
        and one.country = asked_rows.country_a
        and other.country = asked_rows.country_b
        and one.passage = other.passage
    union
    select article_key, acts.passage
    from asked_rows
    join passage_acts as acts using (article_key, dyad)
    where acts.interaction = $interaction
),
company as (
    select distinct article_key, names.kind, names.code
    from asked_passages
    join passage_names as names using (article_key, passage)
    where ($mark_organisation is null or (names.kind = 'organisation' and names.code = $mark_organisation))
        and ($mark_leader is null or (names.kind = 'leader' and names.code = $mark_leader))
)
