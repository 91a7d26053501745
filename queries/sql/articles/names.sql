-- grain: one row an article and an organisation or leader that it names, in no order
-- Names are numbered within their kind as `options` orders them, from 1.
with numbered as (
    select kind, code, row_number() over (partition by kind order by code) as option
    from (select distinct kind, code from article_names)
)
select article_names.article_key, numbered.kind = 'leader' as is_leader, numbered.option
from article_names
join numbered using (kind, code)
