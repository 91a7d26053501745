-- grain: one row a bloc and period with articles of two members of the day, of the blocs given that occur most
-- include: rows
-- unit: pairs
-- parameters: $grain, $codes, $bloc_bits, $limit
with blocs as (
    select unnest($codes::varchar[]) as code, unnest($bloc_bits::ubigint[]) as bits
),
counted as (
    select
        blocs.code,
        date_trunc($grain, rows.published_on)::date as period_on,
        count(distinct rows.article_key) as count_articles
    from rows
    join blocs on rows.blocs_a & blocs.bits <> 0 and rows.blocs_b & blocs.bits <> 0
    where rows.published_on is not null
    group by all
),
chosen as (
    select code from counted group by code order by sum(count_articles) desc, code limit $limit
)
select counted.code, counted.period_on, counted.count_articles
from counted
join chosen using (code)
order by counted.code, counted.period_on
