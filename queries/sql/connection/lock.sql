-- grain: none; from here on SQL can read what is loaded and nothing else
-- parameters: $most_milliseconds
-- `global`, because each cursor is a session of its own: what is set for one session holds in no cursor.
set global max_execution_time = $most_milliseconds;
set global perfect_ht_threshold = 17;  -- bits; pairs grouped by dyad: 52 instead of 66 ms on a million articles
set temp_directory = '';
set enable_external_access = false;
set lock_configuration = true;
