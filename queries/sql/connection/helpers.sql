-- grain: tables that answers need beside the records
create table article_names as
select distinct article_key, kind, code from mentions where kind in ('organisation', 'leader')
order by article_key;

-- Who is named in which passage, and with which countries and what they do there: these passages alone are a tenth of
-- the mentions, and codes as small integers join without text.
create table passage_names as
select distinct article_key, passage, kind, code from mentions where kind in ('organisation', 'leader')
order by article_key, passage;

create table passage_countries as
select distinct article_key, passage, try_cast(code as country_code) as country
from mentions
semi join passage_names using (article_key, passage)
where kind = 'country'
order by article_key, passage;

create table passage_acts as
select distinct
    article_key, passage, interaction, try_cast(dyad as dyad_code) as dyad,
    try_cast(country_a as country_code) as country_a, try_cast(country_b as country_code) as country_b
from interactions
semi join passage_names using (article_key, passage)
order by article_key, passage;

-- What the words are looked for in: title and sentences without case and accents. Where a licence keeps the
-- sentences out, the title and the forms that were found. A unit separator (31) stands between them, over which
-- no phrase reaches; so their order says nothing, and not sorting them saves a second.
create table article_texts as
with bodies as (
    select article_key, string_agg(text, chr(31)) as body
    from sentences
    where text is not null
    group by article_key
),
bare as (
    select article_key from articles where article_key not in (select article_key from bodies)
),
forms as (
    select article_key, string_agg(form, chr(31)) as body
    from (
        select article_key, form from mentions where article_key in (select article_key from bare)
        union
        select article_key, form from codings where article_key in (select article_key from bare)
        union
        select article_key, form from interactions where article_key in (select article_key from bare)
    )
    group by article_key
)
select
    a.article_key,
    lower(strip_accents(coalesce(a.title, '') || chr(31) || coalesce(b.body, f.body, ''))) as folded
from articles as a
left join bodies as b using (article_key)
left join forms as f using (article_key)
order by a.article_key;

-- The codes of the codebook with their bits, in its order.
create table labels as
select unnest($kinds::varchar[]) as kind, unnest($codes::varchar[]) as code, unnest($places::integer[]) as place;

create table ledger as select $count_read::bigint as count_read;
