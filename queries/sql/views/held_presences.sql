-- what: article x country, where one side was asked for (or a mark of one country).
-- `blocs` holds, as bits, the blocs that the country belonged to on the article's day.
held as (
    select presences.*
    from presences
    where ($mark_country is null or country = $mark_country)
        and (
            len($one_countries) + $one_bloc_bits = 0
            or list_contains($one_countries, country)
            or blocs & $one_bloc_bits::ubigint <> 0
        )
)
