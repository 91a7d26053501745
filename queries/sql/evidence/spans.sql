-- grain: one row a form found in the articles asked for (in sentences of these numbers): mention, coding or interaction
-- parameters: $article_keys, $sentences
with asked_keys as (
    select unnest($article_keys::integer[]) as article_key
),
found as (
    select article_key, sentence, passage, kind, code, how, '' as rule, '' as parties, start, "end", form
    from mentions
    where article_key in (select article_key from asked_keys)
        and (len($sentences) = 0 or list_contains($sentences::integer[], sentence))
    union all
    select article_key, sentence, passage, kind, code, '', rule, '', start, "end", form
    from codings
    where article_key in (select article_key from asked_keys)
        and (len($sentences) = 0 or list_contains($sentences::integer[], sentence))
    union all
    select
        article_key, sentence, passage, 'interaction', interaction, '', rule,
        coalesce(dyad, country_a || ' ' || coalesce(organisation, country_b, '')), start, "end", form
    from interactions
    where article_key in (select article_key from asked_keys)
        and (len($sentences) = 0 or list_contains($sentences::integer[], sentence))
)
select article_key, sentence, passage, kind, code, how, rule, parties, start, "end", form
from found
order by article_key, sentence, start, "end" desc, kind, code, rule, parties
