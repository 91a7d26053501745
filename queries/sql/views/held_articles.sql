-- what: articles, where no country was asked for.
held as (select articles.* from articles)
