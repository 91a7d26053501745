-- what: all articles that the filters of date, outlet, collection and language leave.
volume_all as (
    select articles.*
    from articles
    where ($since is null or published_on >= $since)
        and ($until is null or published_on <= $until)
        and (len($outlets) = 0 or list_contains($outlets, outlet))
        and (len($collections) = 0 or list_contains($collections, collection))
        and (len($languages) = 0 or list_contains($languages, language))
)
