-- grain: one row an option of a facet, in the order of the numbers that `facts` and `names` give
with options as (
    select 'collections' as facet, unnest(enum_range(null::records.main.collection_name))::varchar as code
    union all
    select 'languages', unnest(enum_range(null::records.main.language_code))::varchar
    union all
    select 'outlets', unnest(enum_range(null::records.main.outlet_name))::varchar
    union all
    select distinct if(kind = 'leader', 'leaders', 'organisations'), code from article_names
)
select facet, code from options order by facet, code
