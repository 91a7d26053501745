-- grain: none; the Parquet is read, and what read it goes
use memory;
drop view source_articles;
drop view source_sentences;
drop view source_mentions;
drop view source_codings;
drop view source_interactions;
drop view source_stories;
drop view source_presences;
drop view source_pairs
