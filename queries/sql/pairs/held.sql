-- grain: one row an article and dyad, in no order; `place` is its place by dyad and date
select place, article_place, kind from pairs
