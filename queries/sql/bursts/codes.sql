-- grain: one row a dyad or collection, in the order of the places that `dyads` gives them
select 'collections' as kind, unnest(range(len(enum_range(null::collection_name)))) as place,
    unnest(enum_range(null::collection_name))::varchar as code
union all
select 'dyads', unnest(range(len(enum_range(null::dyad_code)))), unnest(enum_range(null::dyad_code))::varchar
order by kind, place
