-- what: article x organisation or leader named in a passage that holds the row's two countries; under cooperation
-- and conflict in a passage in which the two do that. With a mark of a name, that name alone.
-- The mentions of these articles are kept: joined as they are, all 860,000 would be joined twice (ten times as long).
kept as materialized (
    select article_key, dyad::varchar as dyad, country_a::varchar as country_a, country_b::varchar as country_b
    from rows
),
own as materialized (
    select article_key, passage, kind, code from mentions where article_key in (select article_key from kept)
),
asked_passages as (
    select kept.article_key, one.passage
    from kept
    join own as one on one.article_key = kept.article_key and one.code = kept.country_a
    join own as other
        on other.article_key = kept.article_key and other.passage = one.passage and other.code = kept.country_b
    where $interaction = 'any' and one.kind = 'country' and other.kind = 'country'
    union
    select kept.article_key, acts.passage
    from kept
    join interactions as acts on acts.article_key = kept.article_key and acts.dyad = kept.dyad
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
