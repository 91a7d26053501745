-- grain: one row an article of the selection, in no order; asked without what rows of pairs decide (interaction, labels)
-- include: rows
-- unit: articles
select place from rows
