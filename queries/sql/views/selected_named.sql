-- what: the articles of the selection that name, in the passages asked about, what the mark asks for.
selected as (select merged.* from merged where article_key in (select article_key from company))
