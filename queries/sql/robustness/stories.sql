-- grain: one row; articles beyond the first of each story, in the mark and in its volume
-- include: volume_all, selected
-- parameters: $is_labelled
with shared as (
    select article_key, story_key from stories where not is_alone
),
marked as (
    select count(*) - count(distinct shared.story_key) as repeats from selected join shared using (article_key)
),
published as (
    select count(*) - count(distinct shared.story_key) as repeats
    from volume_all
    join shared using (article_key)
    where is_coded or not $is_labelled
)
select marked.repeats as count_repeats, published.repeats as total_repeats
from marked
cross join published
