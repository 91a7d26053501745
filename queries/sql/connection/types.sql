-- grain: none; codes become small integers that carry their name, so that grouping and joining need no text
use records;
create type country_code as enum (
    select country from memory.main.source_presences union select country_a from memory.main.source_pairs
    union select country_b from memory.main.source_pairs order by 1
);
create type dyad_code as enum (select distinct dyad from memory.main.source_pairs order by 1);
create type outlet_name as enum (select distinct outlet from memory.main.source_articles where outlet is not null order by 1);
create type collection_name as enum (select distinct collection from memory.main.source_articles order by 1);
create type language_code as enum (select distinct language from memory.main.source_articles order by 1);
