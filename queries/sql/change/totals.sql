-- grain: one row; articles of the selection and of the volume in both periods
-- include: volume_all, selected
-- parameters: $earlier_from, $earlier_to, $later_from, $later_to
with chosen as (
    select
        count(*) filter (published_on between $earlier_from and $earlier_to) as count_earlier,
        count(*) filter (published_on between $later_from and $later_to) as count_later
    from selected
),
whole as (
    select
        count(*) filter (published_on between $earlier_from and $earlier_to) as total_earlier,
        count(*) filter (published_on between $later_from and $later_to) as total_later
    from volume_all
)
select chosen.count_earlier, chosen.count_later, whole.total_earlier, whole.total_later
from chosen
cross join whole
