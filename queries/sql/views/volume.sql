-- what: the denominator: articles in a language that has a codebook (in others no label can be found).
volume as (
    select article_key, published_on, collection from volume_all where is_coded
)
