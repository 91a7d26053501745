-- what: article x organisation or leader named in one of its passages; under cooperation and conflict in a passage that
-- reports it. With a mark of a name, that name alone.
-- Passages in which nobody is named are in none of these tables, and can give nobody.
-- What is asked about is kept: both halves below ask for it, and to plan each apart took 75 of 100 ms (pairs).
asked_rows as materialized (select article_key from rows),
asked_passages as (
    select article_key, passage
    from passage_names
    semi join asked_rows using (article_key)
    where $interaction = 'any'
    union
    select article_key, passage
    from passage_acts
    semi join asked_rows using (article_key)
    where interaction = $interaction
),
company as (
    select distinct article_key, names.kind, names.code
    from asked_passages
    join passage_names as names using (article_key, passage)
    where ($mark_organisation is null or (names.kind = 'organisation' and names.code = $mark_organisation))
        and ($mark_leader is null or (names.kind = 'leader' and names.code = $mark_leader))
)
