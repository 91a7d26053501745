-- grain: one row an article and dyad of the selection, in no order
-- include: rows
-- unit: pairs
select place from rows
