-- grain: one row a sentence of one article
-- parameters: $article_key
select article_key, sentence, passage, text, start, "end"
from sentences
where article_key = $article_key
order by sentence
