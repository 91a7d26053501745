-- what: article x organisation or leader named in a passage that holds the row's country; under cooperation and
-- conflict in a passage in which the country does that, with whomever. With a mark of a name, that name alone.
-- The mentions of these articles are kept: joined as they are, all 860,000 would be joined twice (ten times as long).
kept as materialized (select article_key, country::varchar as country from rows),
own as materialized (
    select article_key, passage, kind, code from mentions where article_key in (select article_key from kept)
),
asked_passages as (
    select kept.article_key, own.passage
    from kept
    join own on own.article_key = kept.article_key and own.code = kept.country
    where $interaction = 'any' and own.kind = 'country'
    union
    select kept.article_key, acts.passage
    from kept
    join interactions as acts
        on acts.article_key = kept.article_key and kept.country in (acts.country_a, acts.country_b)
    where acts.interaction = $interaction
),
company as (
    select distinct article_key, own.kind, own.code
    from asked_passages
    join own using (article_key, passage)
    where own.kind in ('organisation', 'leader')
        and ($mark_organisation is null or (own.kind = 'organisation' and own.code = $mark_organisation))
        and ($mark_leader is null or (own.kind = 'leader' and own.code = $mark_leader))
)
