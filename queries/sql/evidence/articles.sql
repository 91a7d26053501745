-- grain: one row an article of the selection, newest first, undated last
-- include: selected
-- parameters: $limit, $offset
-- tail: page
with listed as (
    select * from selected
)
