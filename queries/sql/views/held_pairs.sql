-- what: article x dyad, where two sides were asked for (or a mark of a dyad): one country on each side.
-- `blocs_a` and `blocs_b` hold, as bits, the blocs that the country belonged to on the article's day; in `dyads`, on any
-- day. The dyads that can be held are looked for first: of 20 million pairs a tenth of the time.
sided_dyads as (
    select
        dyad,
        len($one_countries) + $one_bloc_bits = 0
            or list_contains($one_countries, country_a)
            or blocs_a & $one_bloc_bits::ubigint <> 0 as is_one_a,
        len($one_countries) + $one_bloc_bits = 0
            or list_contains($one_countries, country_b)
            or blocs_b & $one_bloc_bits::ubigint <> 0 as is_one_b,
        len($other_countries) + $other_bloc_bits = 0
            or list_contains($other_countries, country_a)
            or blocs_a & $other_bloc_bits::ubigint <> 0 as is_other_a,
        len($other_countries) + $other_bloc_bits = 0
            or list_contains($other_countries, country_b)
            or blocs_b & $other_bloc_bits::ubigint <> 0 as is_other_b
    from dyads
    where ($mark_country is null or country_a = $mark_country or country_b = $mark_country)
        and ($mark_country_a is null or country_a = $mark_country_a)
        and ($mark_country_b is null or country_b = $mark_country_b)
        and ($mark_bloc_bits = 0
            or (blocs_a & $mark_bloc_bits::ubigint <> 0 and blocs_b & $mark_bloc_bits::ubigint <> 0))
),
possible as (
    select dyad from sided_dyads where (is_one_a and is_other_b) or (is_one_b and is_other_a)
),
sided as (
    select
        pairs.*,
        len($one_countries) + $one_bloc_bits = 0
            or list_contains($one_countries, country_a)
            or blocs_a & $one_bloc_bits::ubigint <> 0 as is_one_a,
        len($one_countries) + $one_bloc_bits = 0
            or list_contains($one_countries, country_b)
            or blocs_b & $one_bloc_bits::ubigint <> 0 as is_one_b,
        len($other_countries) + $other_bloc_bits = 0
            or list_contains($other_countries, country_a)
            or blocs_a & $other_bloc_bits::ubigint <> 0 as is_other_a,
        len($other_countries) + $other_bloc_bits = 0
            or list_contains($other_countries, country_b)
            or blocs_b & $other_bloc_bits::ubigint <> 0 as is_other_b
    from pairs
    semi join possible using (dyad)
    -- Also here, though `possible` says it: else a scan of all pairs may begin before the join knows that there is nothing.
    where ($mark_country_a is null or country_a = $mark_country_a)
        and ($mark_country_b is null or country_b = $mark_country_b)
        and ($mark_bloc_bits = 0
            or (blocs_a & $mark_bloc_bits::ubigint <> 0 and blocs_b & $mark_bloc_bits::ubigint <> 0))
),
held as (
    select sided.* from sided where (is_one_a and is_other_b) or (is_one_b and is_other_a)
)
