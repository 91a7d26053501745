-- grain: none; codes become small integers that carry their name, so that grouping and joining need no text
create type country_code as enum (
    select country from source_presences union select country_a from source_pairs
    union select country_b from source_pairs order by 1
);
create type dyad_code as enum (select distinct dyad from source_pairs order by 1);
create type outlet_name as enum (select distinct outlet from source_articles where outlet is not null order by 1);
create type collection_name as enum (select distinct collection from source_articles order by 1);
create type language_code as enum (select distinct language from source_articles order by 1);
