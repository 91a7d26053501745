-- grain: one row an outlet that published in the first third and in the last third of the range
-- include: volume_all
with bounds as (
    select min(published_on) as first_on, max(published_on) as last_on from volume_all
)
select outlet::varchar as outlet
from volume_all
cross join bounds
where outlet is not null and published_on is not null
group by volume_all.outlet, bounds.first_on, bounds.last_on
having min(published_on) < bounds.first_on + ((bounds.last_on - bounds.first_on + 1) / 3)::integer
    and max(published_on) > bounds.last_on - ((bounds.last_on - bounds.first_on + 1) / 3)::integer
order by outlet
