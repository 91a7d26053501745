-- grain: one row a collection, in the order of the numbers that `facts` gives
select unnest(enum_range(null::collection_name))::varchar as code order by code
