-- grain: none; from here on SQL can read what is loaded and nothing else
-- parameters: $most_milliseconds
-- `global`, because each cursor is a session of its own: what is set for one session holds in no cursor.
set global max_execution_time = $most_milliseconds;
set global perfect_ht_threshold = 17;  -- bits; pairs grouped by dyad: 52 instead of 66 ms on a million articles
-- Answers are ordered by their last select. With it on, DuckDB 2.0.0 ended `bursts/labels` on a million dense articles
-- with an internal error (a dictionary that "changed identity"), after which it refuses every question.
set global preserve_insertion_order = false;
-- It looks for parts of a plan that are the same; our texts say themselves what is kept (`materialized`). Without it a
-- question about one pair takes 5.1 instead of 6.7 ms of processor, and none of 54 took more.
set global disabled_optimizers = 'common_subplan';
set temp_directory = '';
set enable_external_access = false;
set lock_configuration = true;
