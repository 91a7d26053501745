-- grain: one row an article and an organisation or leader that it names, in no order
-- Names are numbered within their kind as `options` orders them, from 1. The two flags: a passage that names it reports that.
with numbered as (
    select kind, code, row_number() over (partition by kind order by code) as option
    from (select distinct kind, code from article_names)
),
acts as (
    select
        article_key,
        passage,
        bool_or(interaction = 'cooperation') as is_cooperation,
        bool_or(interaction = 'conflict') as is_conflict
    from passage_acts
    group by article_key, passage
),
named as (
    select
        article_key,
        kind,
        code,
        coalesce(bool_or(acts.is_cooperation), false) as is_cooperation,
        coalesce(bool_or(acts.is_conflict), false) as is_conflict
    from passage_names
    left join acts using (article_key, passage)
    group by article_key, kind, code
)
select named.article_key, numbered.kind = 'leader' as is_leader, numbered.option, named.is_cooperation, named.is_conflict
from named
join numbered using (kind, code)
