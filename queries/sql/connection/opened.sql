-- grain: none; the tables of `records` under their own names in every cursor, and what questions may write
create type dyad_code as records.main.dyad_code;
create type collection_name as records.main.collection_name;
create view articles as select *, rowid as place from records.main.articles;
create view sentences as select * from records.main.sentences;
create view mentions as select * from records.main.mentions;
create view codings as select * from records.main.codings;
create view interactions as select * from records.main.interactions;
create view stories as select * from records.main.stories;
create view presences as select * from records.main.presences;
-- `place` is the row's place in the order by dyad and date, as `pairs.py` holds them.
create view pairs as select *, rowid as place from records.main.pairs;
create view kinds as select * from records.main.kinds;
create view dyads as select * from records.main.dyads;
create view article_names as select * from records.main.article_names;
create view passage_names as select * from records.main.passage_names;
create view passage_countries as select * from records.main.passage_countries;
create view passage_acts as select * from records.main.passage_acts;
create view article_texts as select * from records.main.article_texts;
create view labels as select * from records.main.labels;
create view ledger as select * from records.main.ledger;

-- Every period of a grain from the one that holds the first day to the one that holds the last.
create macro periods_between(first_on, last_on, grain) as table
select
    unnest(generate_series(
        date_trunc(grain, first_on)::timestamp, date_trunc(grain, last_on)::timestamp, ('1 ' || grain)::interval
    ))::date as period_on;

-- Whether a date filter, or the last day that the whole data set reaches, cuts a period.
create macro is_cut(period_on, grain, since, until, last_article_on) as
    coalesce(since > period_on, false)
    or period_on + ('1 ' || grain)::interval
        > least(coalesce(until, last_article_on), last_article_on) + interval 1 day;

-- Whether labels, as bits, hold the one at a place; `none` is held by those that hold no label.
create macro has_label(label_bits, place, code) as
    (label_bits::integer >> place) & 1 = 1 or (code = 'none' and label_bits = 0);

-- What is held beside these tables in memory (`pairs.py`) is found by this number.
create table opening as select (hash(uuid()) >> 2)::bigint as token;

-- Which articles hold the words that readers have asked for.
create table words_asked (asked varchar);
create table word_hits (asked varchar, article_key integer)
