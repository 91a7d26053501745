-- grain: the record types as native tables (1.2 to 6 times quicker than Parquet), by date, dyad or article
-- `lead` is the first sentence after the title, for articles that came without one; `outlet_place` is the outlet's
-- place by articles, from 0.
create table articles as
with firsts as (
    select article_key, min(sentence) as sentence from memory.main.source_sentences where passage > 0 group by article_key
),
leads as (
    select article_key, text as lead from memory.main.source_sentences join firsts using (article_key, sentence)
),
places as (
    select outlet, row_number() over (order by count(*) desc, outlet)::integer - 1 as outlet_place
    from memory.main.source_articles
    where outlet is not null
    group by outlet
)
select
    a.* replace (
        a.outlet::outlet_name as outlet, a.collection::collection_name as collection,
        a.language::language_code as language
    ),
    leads.lead, places.outlet_place
from memory.main.source_articles as a
left join leads using (article_key)
left join places on places.outlet = a.outlet
order by a.published_on nulls last, a.article_key;

create table stories as
select article_key, story_key, count(*) over (partition by story_key) = 1 as is_alone from memory.main.source_stories;

-- Blocs as of the article's date, as bits: a test of a bit costs nothing, a join by dates 400 ms an answer.
create table bloc_stretches as
select
    unnest($stretch_countries::varchar[]) as country,
    unnest($stretch_from::date[]) as from_on,
    unnest($stretch_to::date[]) as to_on,
    unnest($stretch_blocs::ubigint[]) as blocs;

create table presences as
select
    p.* replace (p.country::country_code as country),
    a.outlet, a.collection, a.language, a.is_coded,
    coalesce(b.blocs, 0::ubigint) as blocs
from memory.main.source_presences as p
join articles as a using (article_key)
left join bloc_stretches as b
    on b.country = p.country and coalesce(p.published_on, date '9999-12-31') between b.from_on and b.to_on
order by p.published_on nulls last, p.article_key;

-- What a pair is, all but its article and dyad: of 20 million pairs there are some 80,000 kinds, so that `pairs.py` can
-- ask DuckDB about each kind and not about each pair.
create table kinds as
select row_number() over ()::integer - 1 as kind, *
from (
    select distinct
        is_cooperation, is_conflict, sectors, cooperation_sectors, conflict_sectors, themes, cooperation_themes,
        conflict_themes, count_passages
    from memory.main.source_pairs
);

-- By dyad, then by date: whatever is grouped by dyad meets its rows together (half the time on 20 million rows), and
-- one dyad is read without the others (4 instead of 49 ms); a year of all dyads costs 50 instead of 15 ms.
create table pairs as
select
    p.* replace (
        p.dyad::dyad_code as dyad, p.country_a::country_code as country_a, p.country_b::country_code as country_b,
        a.outlet as outlet, a.language as language
    ),
    a.collection, a.is_coded, a.outlet_place, a.rowid::integer as article_place, kinds.kind,
    -- an article that no story lists is a story of its own; keys below zero cannot meet a story's
    coalesce(s.story_key, -1 - p.article_key) as story_key,
    coalesce(s.is_alone, true) as is_alone,
    coalesce(ba.blocs, 0::ubigint) as blocs_a,
    coalesce(bb.blocs, 0::ubigint) as blocs_b
from memory.main.source_pairs as p
join articles as a using (article_key)
join kinds
    on kinds.is_cooperation = p.is_cooperation and kinds.is_conflict = p.is_conflict
    and kinds.sectors = p.sectors and kinds.themes = p.themes and kinds.count_passages = p.count_passages
    and kinds.cooperation_sectors = p.cooperation_sectors and kinds.conflict_sectors = p.conflict_sectors
    and kinds.cooperation_themes = p.cooperation_themes and kinds.conflict_themes = p.conflict_themes
left join stories as s using (article_key)
left join bloc_stretches as ba
    on ba.country = p.country_a and coalesce(p.published_on, date '9999-12-31') between ba.from_on and ba.to_on
left join bloc_stretches as bb
    on bb.country = p.country_b and coalesce(p.published_on, date '9999-12-31') between bb.from_on and bb.to_on
order by p.dyad::dyad_code, p.published_on nulls last, p.article_key;

-- The dyads with the blocs that their countries belonged to on any day: which dyads a selection can hold is asked of
-- these, before it is asked of the pairs of a day.
create table dyads as
select dyad, country_a, country_b, bit_or(blocs_a) as blocs_a, bit_or(blocs_b) as blocs_b, count(*) as count_pairs
from pairs
group by dyad, country_a, country_b
order by dyad;

-- These are read an article at a time. They keep the order of the parts, in which an article's rows stand
-- together; sorting them again would take a second of opening and gain nothing.
create table sentences as select * from memory.main.source_sentences;
create table mentions as select * from memory.main.source_mentions;
create table codings as select * from memory.main.source_codings;
create table interactions as select * from memory.main.source_interactions;
