-- what: article x organisation or leader named in one of its passages; under cooperation and conflict in a passage that
-- reports it. With a mark of a name, that name alone.
-- The mentions of these articles are kept: joined as they are, all 860,000 would be joined twice (ten times as long).
kept as materialized (select article_key from rows),
own as materialized (
    select article_key, passage, kind, code from mentions where article_key in (select article_key from kept)
),
asked_passages as (
    select article_key, passage from own where $interaction = 'any'
    union
    select acts.article_key, acts.passage
    from kept
    join interactions as acts using (article_key)
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
