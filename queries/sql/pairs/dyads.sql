-- grain: one row a dyad of the snapshot, in the order of its pairs
select dyad::varchar as dyad, country_a::varchar as country_a, country_b::varchar as country_b, count_pairs
from dyads
order by dyads.dyad
