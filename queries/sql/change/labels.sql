-- grain: one row a sector or theme, and `none`; an article in two sectors stands in both rows and once in the total
-- include: selected
-- parameters: $kind, $earlier_from, $earlier_to, $later_from, $later_to
with coded as (
    select
        if($kind = 'sectors', s.sector_bits, s.theme_bits)::integer as label_bits,
        s.published_on between $earlier_from and $earlier_to as is_earlier,
        s.published_on between $later_from and $later_to as is_later,
        coalesce(stories.story_key, -1 - s.article_key) as story_key,
        coalesce(stories.is_alone, true) as is_alone
    from selected as s
    left join stories using (article_key)
    where s.is_coded
        and (s.published_on between $earlier_from and $earlier_to
            or s.published_on between $later_from and $later_to)
),
-- few combinations of labels occur; only articles that share a story have to be looked at one by one
combined as (
    select
        label_bits,
        count(*) filter (is_earlier) as earlier,
        count(*) filter (is_later) as later,
        count(*) filter (is_alone) as alone
    from coded
    group by label_bits
),
repeated as (
    select distinct label_bits, story_key from coded where not is_alone
),
stored as (
    select labels.code, count(distinct repeated.story_key) as stories
    from labels
    join repeated on has_label(repeated.label_bits, labels.place, labels.code)
    where labels.kind = $kind
    group by labels.code
),
counted as (
    select
        labels.code,
        labels.place,
        coalesce(
            sum(combined.earlier) filter (has_label(combined.label_bits, labels.place, labels.code)), 0
        )::bigint as count_earlier,
        coalesce(sum(combined.earlier), 0)::bigint as total_earlier,
        coalesce(
            sum(combined.later) filter (has_label(combined.label_bits, labels.place, labels.code)), 0
        )::bigint as count_later,
        coalesce(sum(combined.later), 0)::bigint as total_later,
        coalesce(
            sum(combined.alone) filter (has_label(combined.label_bits, labels.place, labels.code)), 0
        )::bigint as alone
    from labels
    left join combined on true
    where labels.kind = $kind
    group by labels.code, labels.place
)
select
    counted.code,
    counted.count_earlier,
    counted.total_earlier,
    counted.count_later,
    counted.total_later,
    counted.alone + coalesce(stored.stories, 0) as count_stories
from counted
left join stored using (code)
order by counted.place
