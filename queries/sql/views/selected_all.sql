-- what: the articles of the selection, where no mark asks for a name in their passages.
selected as (select merged.* from merged)
